"""Rejects: written beside the source, never over what is there, and read again once mended."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.errors import BadInput
from graph.importers import open_source
from graph.importers.base import Refused
from graph.importers.rejects import RejectsWriter
from tests.importers.rows import bad, good, line, moscow, written


def rejected(source: Path) -> Path | None:
    opened = open_source(source)
    writer = RejectsWriter(source, opened.format)
    for refused in bad(opened.readings()):
        writer.add(refused)
    return writer.close()


def events_file(tmp_path: Path, *dates: str) -> Path:
    rows = [f'"Russia, Turkey",{date},https://example.org/{date}' for date in dates]
    return written(tmp_path / "talks.csv", "mediators,date,url", *rows)


def test_nothing_is_written_where_nothing_is_refused(tmp_path: Path) -> None:
    assert rejected(events_file(tmp_path, "2020")) is None
    assert [path.name for path in tmp_path.iterdir()] == ["talks.csv"]


def test_mended_csv_rejects_are_read(tmp_path: Path) -> None:
    rejects = rejected(events_file(tmp_path, "2020", "31/02/2020", "2021"))
    assert rejects == tmp_path / "talks.rejects.csv"
    text = rejects.read_text(encoding="utf-8-sig")
    assert "refused_line,refused_field,refused_value,refused_reason" in text
    assert ",3,date,31/02/2020," in text
    rejects.write_text(text.replace('Turkey",31/02/2020', 'Turkey",2020-02-28'), encoding="utf-8")
    (facts,) = open_source(rejects).readings()
    assert good([facts])[0].events[0].third_parties[0].name == "Russia, Turkey"


def test_mended_json_rejects_are_read(tmp_path: Path) -> None:
    source = written(tmp_path / "talks.jsonl", line(moscow(date="soon"), moscow()), '{"article"')
    rejects = rejected(source)
    assert rejects == tmp_path / "talks.rejects.jsonl"
    first, second = map(json.loads, rejects.read_text(encoding="utf-8").splitlines())
    assert (first["refused"]["line"], first["refused"]["field"], second["raw"]) == (1, "events.0.date", '{"article"')
    first["events"][0]["date"], second["raw"] = "2020", line(moscow())
    written(rejects, json.dumps(first), json.dumps(second))
    assert len(good(open_source(rejects).readings())) == 2


def test_a_rejects_file_is_never_written_over(tmp_path: Path) -> None:
    source = events_file(tmp_path, "soon", "later")
    first = rejected(source)
    assert rejected(source) == first
    assert first is not None
    written(first, "mediators,date,url", "Russia,2020-01-13,https://example.org")
    assert rejected(source) == tmp_path / "talks.rejects-2.csv"
    assert "Russia,2020-01-13" in first.read_text(encoding="utf-8")


def test_what_stays_bad_in_a_rejects_file_gets_the_next_number(tmp_path: Path) -> None:
    rejects = rejected(events_file(tmp_path, "soon", "later"))
    assert rejects is not None
    rejects.write_text(
        rejects.read_text(encoding="utf-8-sig").replace('Turkey",soon', 'Turkey",2020'), encoding="utf-8"
    )
    assert rejected(rejects) == tmp_path / "talks.rejects-2.csv"


def test_a_cut_off_import_leaves_no_rejects(tmp_path: Path) -> None:
    writer = RejectsWriter(tmp_path / "talks.csv", "csv-events")
    writer.add(Refused("talks.csv", 2, "date", "soon", "no date", {"date": "soon"}))
    writer.discard()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    writer = RejectsWriter(tmp_path / "gone" / "talks.csv", "csv-events")
    with pytest.raises(BadInput, match="cannot be written"):
        writer.add(Refused("talks.csv", 2, "date", "soon", "no date", {"date": "soon"}))
