"""MEND's CSV: nothing lost, nothing doubled, nothing guessed. The rows are our own, in MEND's columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import BadInput
from graph.facts import ArticleFacts, EventFact
from graph.importers import open_source
from graph.importers.mend import read_mend
from graph.importers.mend_cells import listed, mended, urls_of
from tests.importers.rows import bad, good, written
from tests.importers.test_places import PLACES

HEADER = (
    "med_event_ID,conflict_country,conflict_counry_ID,med_location - MULTISELECT,med_loc_cty,med_loc_x,med_loc_y,Day,"
    "Month,Year,third_party,third_party_id,individual_med_named,groupings_mechanisms,local_parties,local_indiv_group,agmt,"
    "agmt_name,agmt_id_PAX,Summary,source_urls,shuttle,med_type,,"
)
ROW = {
    "med_event_ID": "LIB202001-1",
    "conflict_country": "Libya",
    "med_location - MULTISELECT": "Moscow",
    "med_loc_cty": "Russia",
    "Day": "13",
    "Month": "1",
    "Year": "2020",
    "third_party": "Russia; Turkey",
    "local_parties": "Libyan National Army; Government of National Accord",
    "Summary": "Both sides came to Moscow.",
    "source_urls": "https://example.org/a",
    "shuttle": "0",
    "agmt": "0",
    "med_type": "M",
}


def mend_file(tmp_path: Path, *changes: dict[str, str]) -> Path:
    names = HEADER.split(",")
    rows = ["﻿" + HEADER]
    for number, change in enumerate(changes, start=1):
        cells = {**ROW, "med_event_ID": f"LIB202001-{number}", **change}
        rows.append(",".join('"' + cells.get(name, "") + '"' if name else "" for name in names))
    return written(tmp_path / "mend.csv", *rows)


def facts_of(tmp_path: Path, **change: str) -> list[ArticleFacts]:
    return good(read_mend(mend_file(tmp_path, change), PLACES))


def event_of(tmp_path: Path, **change: str) -> EventFact:
    return facts_of(tmp_path, **change)[0].events[0]


def test_a_row_becomes_a_mediation_event(tmp_path: Path) -> None:
    event = event_of(tmp_path)
    assert (event.event_class, event.ext_ids, str(event.date.start)) == (
        "mediation",
        ("mend:LIB202001-1",),
        "2020-01-13",
    )
    assert [(third.name, third.role) for third in event.third_parties] == [
        ("Russia", "mediator"),
        ("Turkey", "mediator"),
    ]
    assert [party.name for party in event.parties] == ["Libyan National Army", "Government of National Accord"]
    assert (event.evidence[0].quote, event.evidence[0].paraphrase) == (None, "Both sides came to Moscow.")


@pytest.mark.parametrize(
    ("parties", "person", "role"),
    [
        ("", "", "coordinator"),
        ("LNA", "", "third_party_unspecified"),
        ("", "Khalifa Haftar", "third_party_unspecified"),
    ],
)
def test_related_events_are_kept_apart(tmp_path: Path, parties: str, person: str, role: str) -> None:
    event = event_of(tmp_path, med_type="MR", local_parties=parties, local_indiv_group=person)
    assert (event.event_class, event.third_parties[0].role) == ("mediation_related", role)


def test_persons_stand_for_the_only_body_of_their_side(tmp_path: Path) -> None:
    event = event_of(
        tmp_path, third_party="Russia", individual_med_named="Sergey Lavrov", local_indiv_group="Khalifa Haftar"
    )
    lavrov, haftar = event.third_parties[-1], event.parties[-1]
    assert (lavrov.name, lavrov.kind, lavrov.on_behalf_of, lavrov.role) == (
        "Sergey Lavrov",
        "Person",
        "Russia",
        "mediator",
    )
    assert (haftar.name, haftar.kind, haftar.on_behalf_of) == ("Khalifa Haftar", "Person", None)


def test_bodies_in_the_columns_of_persons_are_no_persons(tmp_path: Path) -> None:
    listing = "Presidential Council; Fayez al-Sarraj, Khalifa Haftar; 5+5 Joint Military Commission"
    parties = event_of(tmp_path, local_parties="", local_indiv_group=listing).parties
    assert [(party.name, party.kind) for party in parties] == [
        ("Presidential Council", None),
        ("5+5 Joint Military Commission", None),
        ("Fayez al-Sarraj", "Person"),
        ("Khalifa Haftar", "Person"),
    ]


@pytest.mark.parametrize(
    ("location", "country", "venue"),
    [
        ("Tripoli", "Lebanon", ("Tripoli", "city", "LBY")),
        ("Virtual", "", None),
        ("unknown", "", None),
        ("unknown", "Libya", ("Libya", "country", "LBY")),
        ("Libya", "Libya", ("Libya", "country", "LBY")),
        ("Kenya", "Kenya", ("Kenya", "country", "Kenya")),
        ("Darfur", "", ("Darfur", "region", "SDN")),
        ("Abidjan", "C√¥te d\u201aÄôIvoire", ("Abidjan", None, "Côte d\u2019Ivoire")),
    ],
)
def test_venues_are_no_more_than_the_row_says(
    tmp_path: Path, location: str, country: str, venue: tuple[str, str, str] | None
) -> None:
    event = event_of(tmp_path, **{"med_location - MULTISELECT": location, "med_loc_cty": country})
    assert [(v.name, v.kind, v.country) for v in event.venues] == ([venue] if venue else [])
    assert event.modality == ("virtual" if location == "Virtual" else "unknown")


def test_a_missing_day_leaves_the_month(tmp_path: Path) -> None:
    day = event_of(tmp_path, Day="").date
    assert (day.precision, str(day.start), str(day.end)) == ("month", "2020-01-01", "2020-01-31")


def test_agreement_process_and_shuttle_are_kept(tmp_path: Path) -> None:
    event = event_of(
        tmp_path, agmt="1", agmt_name="Ceasefire", agmt_id_PAX="2325", shuttle="1", groupings_mechanisms="; UN; Quad;"
    )
    assert event.agreement is not None
    assert (event.agreement.name, event.agreement.ext_ids) == ("Ceasefire", ("pax:2325",))
    assert (event.outcome, event.configuration, event.processes) == ("agreement_unspecified", "shuttle", ("UN", "Quad"))


def test_each_url_makes_the_same_claim_on_one_event(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, source_urls="https://example.org/a;https://example.org/b")
    assert [one.article.url for one in facts] == ["https://example.org/a", "https://example.org/b"]
    assert facts[0].events == facts[1].events


def test_a_row_without_url_is_its_own_source(tmp_path: Path) -> None:
    article = facts_of(tmp_path, source_urls="")[0].article
    assert (article.title, article.publisher, article.kind) == ("MEND LIB202001-1", "MEND, PeaceRep", "dataset_row")


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("med_type", "X", "M or MR"),
        ("Day", "31+", "whole number"),
        ("Day", "32", "no such day"),
        ("Year", "", "its year"),
        ("agmt", "maybe", "0, 1 or nothing"),
        ("med_event_ID", "", "needs its id"),
    ],
)
def test_a_bad_row_is_refused_with_its_column(tmp_path: Path, column: str, value: str, reason: str) -> None:
    readings = list(read_mend(mend_file(tmp_path, {column: value}, {}), PLACES))
    (refused,) = bad(readings)
    assert (refused.line, refused.field, refused.value) == (2, column, value)
    assert reason in refused.reason
    assert len(good(readings)) == 1


def test_an_unknown_header_stops_the_file(tmp_path: Path) -> None:
    path = mend_file(tmp_path, {})
    path.write_text(path.read_text(encoding="utf-8").replace("shuttle", "shutle"), encoding="utf-8")
    with pytest.raises(BadInput, match=r"unknown column 'shutle'.*perhaps shuttle"):
        open_source(path)


@pytest.mark.parametrize(
    ("cell", "urls"),
    [
        ("", []),
        (";https://a.org/x; https://b.org/y;;", ["https://a.org/x", "https://b.org/y"]),
        ("https://a.org/x;%20http://b.org/y", ["https://a.org/x", "http://b.org/y"]),
        ("https://a.org/xhttps://b.org/y", ["https://a.org/x", "https://b.org/y"]),
        ("https://a.org/x;y=1?q%5B0%5D=2", ["https://a.org/x;y=1?q%5B0%5D=2"]),
        ("https://a.org/x;https://a.org/x", ["https://a.org/x"]),
        ("https://a.org/?to=https://b.org", ["https://a.org/?to=https://b.org"]),
        (
            "https://web.archive.org/web/20200113000000/https://b.org",
            ["https://web.archive.org/web/20200113000000/https://b.org"],
        ),
        ("\nhttps://a.org/x;\nhttps://b.org/y", ["https://a.org/x", "https://b.org/y"]),
    ],
)
def test_addresses_are_parted_where_a_new_one_begins(cell: str, urls: list[str]) -> None:
    assert urls_of(cell) == urls


def test_lists_lose_gaps_and_repeats_only() -> None:
    assert listed(" UN;;  EU ; UN;") == ["UN", "EU"]
    assert listed("Political Parties (Generic) Civil Society (Default)") == [
        "Political Parties (Generic) Civil Society (Default)"
    ]


@pytest.mark.parametrize(
    ("text", "clean"), [("C√¥te d\u201aÄôIvoire", "Côte d\u2019Ivoire"), ("√2 ≈ 1.41, “é”", "√2 ≈ 1.41, “é”")]
)
def test_only_mojibake_is_mended(text: str, clean: str) -> None:
    assert mended(text) == clean
