"""JSON Lines: every good event goes in, every bad one is named with its line, field, value and reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.importers.jsonl import read_jsonl
from graph.importers.text import MAX_LINE
from tests.importers.rows import ARTICLE, bad, good, line, moscow, written


def test_a_good_line_becomes_facts(tmp_path: Path) -> None:
    facts = good(read_jsonl(written(tmp_path / "a.jsonl", line(moscow()))))
    assert [event.venues[0].name for event in facts[0].events] == ["Moscow"]
    assert str(facts[0].events[0].date.start) == "2020-01-13"


def test_of_three_events_the_bad_one_is_refused_and_two_go_in(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", "", line(moscow(), moscow(date="31/02/2020"), moscow(date="2020-01-19")))
    readings = list(read_jsonl(path))
    (refused,) = bad(readings)
    assert [len(facts.events) for facts in good(readings)] == [2]
    assert (refused.file, refused.line, refused.field, refused.value) == (str(path), 2, "events.1.date", "31/02/2020")
    assert refused.row == {"article": ARTICLE, "events": [moscow(date="31/02/2020")]}


@pytest.mark.parametrize(
    ("text", "field", "reason"),
    [
        ('{"article": {"title": "Berl', "line", "not JSON"),
        ("[1, 2]", "line", "one JSON object"),
        ('{"article": {"title": "a"}, "event": []}', "event", "no such field; the nearest known one is 'events'"),
        ('{"article": {"title": "a"}, "events": []}', "events", "at least one event"),
        ('{"article": {"title": "a", "title": "b"}, "events": [{"parties": [{"name": "x"}]}]}', "line", "stands twice"),
        ('{"article": {"title": "a"}, "events": [{"parties": [{"name": "x\\u0000"}]}]}', "line", "NUL"),
        ('{"article": {"title": "a"}, "events": [{"parties": [{"name": "x"}], "score": NaN}]}', "line", "NaN"),
        (
            '{"article": {"title": "a"}, "events": [{"parties": [{"name": "x"}], "score": 1e999}]}',
            "events.0.score",
            "less",
        ),
        ('{"article": {"title": "a", "published": 0}, "events": [{"parties": []}]}', "article.published", "YYYY-MM-DD"),
        ('{"article": {"url": "ftp://example.org"}, "events": [{}]}', "article.url", "http"),
        ('{"article": 5, "events": [{}]}', "article", "dictionary"),
        ("[" * 100_000, "line", "inside one another"),
        ('{"a": ' + "9" * 5000 + "}", "line", "not usable JSON"),
    ],
)
def test_a_bad_line_is_refused_with_its_reason(tmp_path: Path, text: str, field: str, reason: str) -> None:
    readings = list(read_jsonl(written(tmp_path / "a.jsonl", text, line(moscow()))))
    (refused,) = bad(readings)
    assert (refused.line, refused.field) == (1, field)
    assert reason in refused.reason
    assert len(good(readings)) == 1


@pytest.mark.parametrize(
    "event",
    [
        '{"date": "2020", "date": "2021", "parties": [{"name": "x"}]}',
        '{"date": {"edtf": "2020", "edtf": "2021"}, "parties": [{"name": "x"}]}',
        '{"parties": [{"name": "x", "name": "y"}]}',
        '{"parties": [{"name" : "x", "name": "y"}]}',
        '{"parties": [{"name": "x"}], "agreement": {"name": "a", "signed": "2020", "signed": "2021"}}',
    ],
)
def test_a_key_that_stands_twice_is_never_passed_over(tmp_path: Path, event: str) -> None:
    path = written(tmp_path / "a.jsonl", f'{{"article": {{"title": "a"}}, "events": [{event}]}}')
    (refused,) = read_jsonl(path)
    assert "stands twice" in bad([refused])[0].reason


@pytest.mark.parametrize("separators", [(",", ":"), (", ", ": "), (" , ", " : ")])
def test_spacing_and_quotes_in_values_do_not_matter(tmp_path: Path, separators: tuple[str, str]) -> None:
    event = moscow(date={"edtf": "2020-01-13"}, evidence=[{"quote": 'He said "peace": it was \\"near".'}])
    text = json.dumps({"article": ARTICLE, "events": [event]}, separators=separators)
    (facts,) = good(read_jsonl(written(tmp_path / "a.jsonl", text)))
    assert facts.events[0].evidence[0].quote == 'He said "peace": it was \\"near".'


def test_a_line_of_ten_megabytes_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", line(moscow(), text="x" * 10_000_000), line(moscow()))
    readings = list(read_jsonl(path))
    assert f"{MAX_LINE:,} characters" in bad(readings)[0].reason
    assert len(bad(readings)[0].value) <= 120
    assert len(good(readings)) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_encoding_gives_the_same_facts(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(line(moscow(conflict="Côte d'Ivoire")) + "\n", encoding=encoding)
    (facts,) = good(read_jsonl(path))
    assert facts.events[0].conflict == "Côte d'Ivoire"


def test_a_mended_rejects_line_is_read(tmp_path: Path) -> None:
    mended_event = json.dumps({"refused": {"line": 3}, "article": ARTICLE, "events": [moscow()]})
    mended_raw = json.dumps({"refused": {"line": 4}, "raw": line(moscow())})
    assert len(good(read_jsonl(written(tmp_path / "a.rejects.jsonl", mended_event, mended_raw)))) == 2


def test_a_raw_line_that_is_still_broken_keeps_its_text(tmp_path: Path) -> None:
    path = written(tmp_path / "a.rejects.jsonl", json.dumps({"refused": {}, "raw": "{broken"}))
    (refused,) = bad(read_jsonl(path))
    assert refused.row == {"raw": "{broken"}
