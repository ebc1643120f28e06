"""Matching: which claims meet in one event, and which are left to a person."""

from __future__ import annotations

from typing import Any

import pytest

from graph.match import KnownEvents, Match, Verdict, compare
from graph.outlines import founded_id, outline_of
from tests.builders import fact, resolver


def outline(event_id: str = "claim", **changes: Any) -> Any:
    return outline_of(event_id, resolver().resolve(fact(**changes)))


PERSONS = [
    {"name": "Khalifa Haftar", "on_behalf_of": "LNA"},
    {"name": "Fayez al-Sarraj", "on_behalf_of": "Government of National Accord"},
]


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"date": "2020-01-12/2020-01-14"},
        {"venues": []},
        {"kind": "meeting"},
        {"parties": PERSONS},
        {"parties": [{"name": "Khalifa Hifter"}, {"name": "Fayez al-Sarraj"}]},
    ],
)
def test_same_sides_date_and_venue_are_one_event(change: dict[str, Any]) -> None:
    assert compare(outline(**change), outline("event"))[0] is Verdict.SAME


def test_an_account_that_leaves_out_a_side_is_about_the_same_event() -> None:
    parties = [{"name": "LNA"}, {"name": "Government of National Accord"}, {"name": "High Council of State"}]
    assert compare(outline(), outline("event", parties=parties))[0] is Verdict.SAME
    assert compare(outline(parties=parties), outline("event", venues=[]))[0] is Verdict.DIFFERENT


@pytest.mark.parametrize(
    "change",
    [
        {"venues": [{"name": "Tripoli", "country": "LBY"}]},
        {"third_parties": [{"name": "Egypt"}]},
        {"date": "2020-01"},
        {"parties": [{"name": "Libyan National Army"}, {"name": "Presidential Council"}]},
    ],
)
def test_what_may_be_the_same_is_left_to_a_person(change: dict[str, Any]) -> None:
    assert compare(outline(**change), outline("event"))[0] is Verdict.DOUBTFUL


@pytest.mark.parametrize(
    "change",
    [{"date": "2020-02-13"}, {"kind": "ceasefire", "venues": []}, {"class": "mediation_related"}, {"date": {}}],
)
def test_other_days_kinds_and_classes_are_other_events(change: dict[str, Any]) -> None:
    assert compare(outline(**change), outline("event"))[0] is Verdict.DIFFERENT


CEASEFIRE = {"kind": "ceasefire", "date": "2020-01-14"}


@pytest.mark.parametrize(
    "change",
    [{}, {"parties": [{"name": "LNA"}, {"name": "Government of National Accord"}, {"name": "High Council of State"}]}],
)
def test_a_ceasefire_on_a_day_of_talks_in_the_same_room_is_left_to_a_person(change: dict[str, Any]) -> None:
    talks = outline("event", date="2020-01-12/2020-01-14")
    assert compare(outline(**CEASEFIRE, **change), talks)[0] is Verdict.DOUBTFUL


@pytest.mark.parametrize(
    "change",
    [
        {"third_parties": [{"name": "Russia"}]},
        {"parties": [{"name": "Libyan National Army"}, {"name": "Presidential Council"}]},
        {"date": "2020-01"},
    ],
)
def test_of_unlike_kinds_only_the_same_room_is_doubted(change: dict[str, Any]) -> None:
    talks = outline("event", date="2020-01-12/2020-01-14")
    assert compare(outline(**CEASEFIRE | change), talks)[0] is Verdict.DIFFERENT


def test_long_talks_with_other_sides_are_found_by_any_of_their_venues() -> None:
    events = KnownEvents()
    venues = [{"name": "Moscow", "country": "RUS"}, {"name": "House of Receptions", "country": "RUS"}]
    events.add(outline("event", date="2019-12-28/2020-01-14", venues=venues))
    parties = [{"name": "LNA"}, {"name": "Presidential Council"}]
    assert [event for event, _ in events.match(outline(kind="signing", parties=parties)).doubtful] == ["event"]


def test_an_account_with_fewer_sides_and_other_days_is_left_to_a_person() -> None:
    parties = [{"name": "LNA"}, {"name": "Government of National Accord"}, {"name": "High Council of State"}]
    assert compare(outline(), outline("event", parties=parties, date="2020-01-12/2020-01-14"))[0] is Verdict.DOUBTFUL


def test_one_dataset_tells_its_own_events_apart() -> None:
    first, second = outline(ext_ids=["mend:LIB1"]), outline("event", ext_ids=["mend:LIB2"])
    assert compare(first, second)[0] is Verdict.DIFFERENT


def test_a_shared_foreign_id_is_enough() -> None:
    first, second = outline(ext_ids=["mend:LIB1"], date="2021"), outline("event", ext_ids=["mend:LIB1"])
    assert compare(first, second)[0] is Verdict.SAME


def test_a_foreign_id_founds_the_same_event_from_any_article() -> None:
    resolved = resolver().resolve(fact(ext_ids=["mend:LIB1"]))
    assert founded_id("claim-1", resolved) == founded_id("claim-2", resolved)


def test_an_event_at_the_end_of_a_month_is_found_from_the_next() -> None:
    events = KnownEvents()
    events.add(outline("event", date="2020-01-31/2020-02-01"))
    assert events.match(outline(date="2020-02-01")) == Match("event")


def test_the_last_month_of_the_calendar_is_a_month_too() -> None:
    events = KnownEvents()
    events.add(outline("event", date="9999-12-30/9999-12-31"))
    assert events.match(outline(date="9999-12-31")) == Match("event")


def test_a_claim_that_matches_nothing_founds_an_event() -> None:
    events = KnownEvents()
    events.add(outline("event"))
    assert events.match(outline(date="2021-01-13")) == Match(None)
