"""CSV, one row per event: lists in one cell, each fault named by the file's own column."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import BadInput
from graph.facts import ArticleFacts
from graph.importers.base import Reading
from graph.importers.csv_events import COLUMNS, ROLE_COLUMNS, read_csv_events
from graph.importers.mapping import ColumnMapping
from graph.vocabulary import Role
from tests.importers.rows import bad, good, written

HEADER = "mediators,parties,date,url"
MOSCOW = "Russia|Turkey,Libyan National Army|Government of National Accord,2020-01-13,https://example.org/moscow"


def read(tmp_path: Path, *lines: str) -> list[Reading]:
    return list(read_csv_events(written(tmp_path / "talks.csv", *lines)))


def only(readings: list[Reading]) -> ArticleFacts:
    (facts,) = good(readings)
    return facts


def test_a_row_becomes_an_article_with_its_event(tmp_path: Path) -> None:
    facts = only(read(tmp_path, HEADER, MOSCOW))
    event = facts.events[0]
    assert facts.article.url == "https://example.org/moscow"
    assert [third.name for third in event.third_parties] == ["Russia", "Turkey"]
    assert [party.name for party in event.parties] == ["Libyan National Army", "Government of National Accord"]


def test_every_role_has_its_column() -> None:
    assert set(ROLE_COLUMNS.values()) == set(Role)
    assert set(ROLE_COLUMNS) <= set(COLUMNS)


def test_all_cells_reach_the_fact(tmp_path: Path) -> None:
    header = (
        "kind,class,status,outcome,start,end,date_text,modality,hosts,parties,venue,country,conflict,process,agreement,"
        "agreement_signed,ext_ids,event_key,quote,article_title,publisher,published,language"
    )
    row = (
        "Summit,mediation,held,Partial agreement,2020-01-19,2020-01-19,on Sunday,In person,Germany,"
        "Libyan National Army,Berlin,DEU,Libya,Berlin process,Berlin Conference Conclusions,2020-01-19,"
        "wikidata:Q82838480,key:1,"
        "They met in Berlin.,Leaders meet,Example News,2020-01-20,en"
    )
    facts = only(read(tmp_path, header, row))
    event = facts.events[0]
    assert (event.kind, event.outcome, event.modality) == ("summit", "partial_agreement", "in_person")
    assert (event.third_parties[0].role, event.venues[0].country, event.processes) == (
        "host",
        "DEU",
        ("Berlin process",),
    )
    assert event.agreement is not None
    assert (event.agreement.name, event.ext_ids) == (
        "Berlin Conference Conclusions",
        ("wikidata:Q82838480", "key:1"),
    )
    assert (event.date.text, str(event.date.end), str(facts.article.published)) == (
        "on Sunday",
        "2020-01-19",
        "2020-01-20",
    )


def test_a_person_sits_where_its_side_sits(tmp_path: Path) -> None:
    event = only(read(tmp_path, f"{HEADER},persons", f"{MOSCOW},Khalifa Haftar (Libyan National Army)")).events[0]
    person = event.parties[-1]
    assert (person.name, person.kind, person.on_behalf_of) == ("Khalifa Haftar", "Person", "Libyan National Army")


@pytest.mark.parametrize(
    ("person", "reason"),
    [
        ("Khalifa Haftar", "with whom it stood for"),
        ("Khalifa Haftar (LNA)", "stands in no column of this row"),
    ],
)
def test_a_person_without_a_side_is_refused(tmp_path: Path, person: str, reason: str) -> None:
    (refused,) = bad(read(tmp_path, f"{HEADER},persons", f"{MOSCOW},{person}"))
    assert (refused.field, refused.value) == ("persons", person)
    assert reason in refused.reason


@pytest.mark.parametrize(
    ("row", "field", "value", "reason"),
    [
        ("Russia,LNA,31/02/2020,https://example.org", "date", "31/02/2020", "not an ISO or EDTF date"),
        ("Russia,LNA,2020-01,ftp://example.org", "url", "ftp://example.org", "http"),
        (",,2020-01,https://example.org", "parties", "", "at least one third party or party"),
        ("Russia; Turkey,LNA,2020,https://example.org", "mediators", "Russia; Turkey", "joined by |"),
        ("Russia,LNA,2020,", "url", "", "needs an url or a title"),
        ("Russia,LNA,2020", "row", "Russia,LNA,2020", "3 cells and the header 4"),
        ("Russia,LNA,2020,https://example.org,x,y", "row", "x,y", "6 cells and the header 4"),
        ('"Rus"sia,LNA,2020,https://example.org', "row", '"Rus"sia,LNA,2020,https://example.org', "closing quote"),
    ],
)
def test_a_bad_row_is_refused_and_the_next_goes_in(
    tmp_path: Path, row: str, field: str, value: str, reason: str
) -> None:
    readings = read(tmp_path, HEADER, row, MOSCOW)
    (refused,) = bad(readings)
    assert (refused.line, refused.field, refused.value) == (2, field, value)
    assert reason in refused.reason
    assert len(good(readings)) == 1


def test_a_date_that_ends_before_it_starts_is_refused(tmp_path: Path) -> None:
    (refused,) = bad(read(tmp_path, "parties,url,start,end", "LNA,https://example.org,2020-02-01,2020-01-01"))
    assert (refused.field, refused.value) == ("start", "2020-02-01")


def test_lines_are_counted_as_they_stand_in_the_file(tmp_path: Path) -> None:
    rows = ["quote," + HEADER, '"two\nlines",' + MOSCOW, "", "x,,,,https://example.org", "y," + MOSCOW]
    readings = read(tmp_path, *rows)
    assert [refused.line for refused in bad(readings)] == [5]
    assert [facts.events[0].evidence[0].quote for facts in good(readings)] == ["two\nlines", "y"]


def test_an_open_quote_costs_only_its_own_line(tmp_path: Path) -> None:
    readings = read(tmp_path, HEADER, MOSCOW, '"Russia,LNA,2020,https://example.org', *[MOSCOW] * 3)
    assert [(refused.line, "never closed" in refused.reason) for refused in bad(readings)] == [(3, True)]
    assert len(good(readings)) == 4


def test_an_open_quote_before_many_rows_costs_only_its_own_line(tmp_path: Path) -> None:
    readings = read(tmp_path, HEADER, '"Russia,LNA,2020,https://example.org', *[MOSCOW] * 3_000)
    assert (len(bad(readings)), len(good(readings))) == (1, 3_000)


def test_a_row_of_ten_megabytes_is_refused(tmp_path: Path) -> None:
    readings = read(tmp_path, HEADER, "x" * 10_000_000, MOSCOW)
    assert (bad(readings)[0].line, len(good(readings))) == (2, 1)


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters_are_found(tmp_path: Path, delimiter: str) -> None:
    lines = [text.replace(",", delimiter) for text in (HEADER, MOSCOW)]
    assert only(read(tmp_path, *lines)).events[0].third_parties[1].name == "Turkey"


def test_every_cell_may_be_quoted(tmp_path: Path) -> None:
    lines = ['"' + text.replace(",", '","') + '"' for text in (HEADER, MOSCOW)]
    assert only(read(tmp_path, *lines)).events[0].third_parties[1].name == "Turkey"


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("meditors,parties,url", r"unknown column 'meditors' \(column 1; perhaps mediators\)"),
        ("parties,parties,url", "two columns are called 'parties'"),
        ("parties,party,url", "the columns 'parties' and 'party' both mean 'parties'"),
        ('"parties,url', "the header cannot be read"),
    ],
)
def test_a_header_that_is_not_understood_stops_the_file(tmp_path: Path, header: str, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        read(tmp_path, header, "a,b,https://example.org")


def test_a_file_with_only_a_header_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="a header and no rows"):
        read(tmp_path, HEADER)


def test_a_column_without_a_name_may_stand_empty_and_not_filled(tmp_path: Path) -> None:
    readings = read(tmp_path, f"{HEADER},,", f"{MOSCOW},,", f"{MOSCOW},,note")
    assert len(good(readings)) == 1
    assert (bad(readings)[0].field, bad(readings)[0].value) == ("column 6", "note")


def test_a_fault_names_the_column_as_the_file_does(tmp_path: Path) -> None:
    path = written(tmp_path / "talks.csv", "Tag,Vermittler,Parteien,url", "soon,Russia,LNA,https://example.org")
    mapping = ColumnMapping({"date": "Tag", "mediators": "Vermittler", "parties": "Parteien"})
    (refused,) = bad(read_csv_events(path, mapping))
    assert refused.field == "Tag"
    assert refused.row == {"Tag": "soon", "Vermittler": "Russia", "Parteien": "LNA", "url": "https://example.org"}
