"""Formats: told by what a file holds, and checked as a whole before a row is read."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from graph.errors import BadInput
from graph.importers import FORMATS, open_source
from tests.importers import test_csv_participants as participants
from tests.importers.rows import good, line, moscow, written
from tests.importers.test_csv_events import HEADER, MOSCOW
from tests.importers.test_mend import mend_file


def test_the_format_is_told_by_what_the_file_holds(tmp_path: Path) -> None:
    files = {
        "jsonl": written(tmp_path / "a.txt", "", line(moscow())),
        "csv-events": written(tmp_path / "b.txt", HEADER, MOSCOW),
        "csv-participants": written(tmp_path / "c.txt", participants.HEADER, *participants.MOSCOW),
        "mend": mend_file(tmp_path, {}),
    }
    assert set(files) == set(FORMATS)
    for name, path in files.items():
        assert open_source(path).format == name
        assert len(good(open_source(path).readings())) == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[\n", "JSON over several lines"),
        ('{\n"article": {}}', "JSON over several lines"),
        ("<html></html>", "HTML or XML"),
        ("one,two\n1,2", "in no format that we read.*goodoffices mapping"),
        ("parties,url,Remarks\nLNA,https://example.org,x", "unknown column 'Remarks'"),
        ("event_key,name,role,respons\nm,LNA,party,A", "unknown column 'respons' .* perhaps response"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_at_once(tmp_path: Path, content: str, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        open_source(written(tmp_path / "a.csv", content))


def test_a_format_can_be_given_and_must_fit(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "parties,url", "LNA,https://example.org")
    with pytest.raises(BadInput, match="unknown column 'parties'"):
        open_source(path, "mend")
    with pytest.raises(BadInput, match="No such format: 'csv'"):
        open_source(path, "csv")


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "event_key,name", "m,LNA")
    with pytest.raises(BadInput, match="needs the column 'role'"):
        open_source(path, "csv-participants")


def test_a_mapping_is_part_of_what_was_imported(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "Parteien,url,Notiz", "LNA,https://example.org,x")
    mapping = written(tmp_path / "m.json", '{"columns": {"parties": "Parteien"}, "ignore": ["Notiz"]}')
    source = open_source(path, mapping=mapping)
    assert good(source.readings())[0].events[0].parties[0].name == "LNA"
    assert source.mapping_digest != open_source(written(tmp_path / "b.csv", HEADER, MOSCOW)).mapping_digest


def test_json_lines_take_no_mapping(tmp_path: Path) -> None:
    mapping = written(tmp_path / "m.json", "{}")
    with pytest.raises(BadInput, match="no columns to map"):
        open_source(written(tmp_path / "a.jsonl", line(moscow())), mapping=mapping)


@pytest.mark.parametrize("form", ["jsonl", "csv-events", "csv-participants"])
def test_memory_stays_flat_as_the_file_grows(tmp_path: Path, form: str) -> None:
    peaks = []
    for size in (1_000, 4_000):
        path = grown(tmp_path / f"{form}-{size}", form, size)
        tracemalloc.start()
        assert sum(1 for _ in open_source(path).readings()) == size
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.5


def grown(path: Path, form: str, size: int) -> Path:
    if form == "jsonl":
        return written(path, *[line(moscow())] * size)
    if form == "csv-events":
        return written(path, HEADER, *[MOSCOW] * size)
    rows = (f"{number},Russia,mediator,,,,,,,https://example.org/{number}" for number in range(size))
    return written(path, participants.HEADER, *rows)
