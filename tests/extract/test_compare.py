"""Two extractors read one article: the same events are found beside each other, and what differs is named."""

from __future__ import annotations

from typing import Any

from graph.extract.compare import Disagreement, side_by_side
from graph.facts import EventFact
from tests.builders import fact


def berlin(**changes: Any) -> EventFact:
    changed: dict[str, Any] = {
        "kind": "conference",
        "date": "2020-01-19",
        "third_parties": [{"name": "Germany", "role": "host"}, {"name": "United Nations"}],
        "venues": [{"name": "Berlin"}],
    }
    return fact(**changed | changes)


def compare(a: list[EventFact], b: list[EventFact]) -> list[Disagreement]:
    """What two extractors do not agree on."""
    return [pair for pair in side_by_side(a, b) if pair.fields or pair.a is None or pair.b is None]


def quoted(start: int, end: int) -> list[dict[str, Any]]:
    return [{"quote": "x" * (end - start), "start": start, "end": end}]


def test_the_same_events_in_another_order_are_no_disagreement() -> None:
    assert compare([fact(), berlin()], [berlin(), fact()]) == []
    assert [(pair.a, pair.b) for pair in side_by_side([fact()], [fact()])] == [(fact(), fact())]


def test_an_event_that_only_one_found_stands_alone() -> None:
    first, second = compare([fact()], [berlin()])
    assert (first.a, first.b) == (fact(), None)
    assert (second.a, second.b) == (None, berlin())


def test_the_fields_that_differ_are_named() -> None:
    (pair,) = compare([fact()], [fact(status="failed", parties=[{"name": "Libyan National Army"}], date="2020-01")])
    assert pair.fields == ("status", "date", "parties")


def test_who_denies_an_event_or_tells_another_outcome_differs() -> None:
    (denied,) = compare([fact()], [fact(polarity="denies")])
    (more,) = compare([fact()], [fact(outcome="ceasefire")])
    assert (denied.fields, more.fields) == (("polarity",), ("outcome",))


def test_a_known_actor_is_the_same_under_another_name() -> None:
    assert compare([berlin()], [berlin(third_parties=[{"name": "UN"}, {"name": "Germany", "role": "host"}])]) == []


def test_a_person_is_compared_as_the_body_that_it_came_for() -> None:
    other = [{"name": "Khalifa Haftar", "on_behalf_of": "Libyan National Army"}, {"name": "GNA"}]
    assert compare([fact()], [fact(parties=other)]) == []


def test_other_days_or_places_are_other_events() -> None:
    assert len(compare([fact()], [fact(date="2020-02-13")])) == 2
    assert len(compare([fact()], [fact(venues=[{"name": "Ankara"}])])) == 2


def test_what_one_does_not_know_is_a_field_that_differs_and_no_other_event() -> None:
    (pair,) = compare([fact()], [fact(venues=[], date={"text": "on Monday"})])
    assert pair.fields == ("date", "venues")


def test_a_country_agrees_with_a_place_in_it() -> None:
    assert compare([fact(venues=[{"name": "Moscow", "country": "Russia"}])], [fact(venues=[{"name": "Russia"}])]) == []


def test_of_two_alike_events_the_one_with_the_same_words_is_meant() -> None:
    ours = [fact(evidence=quoted(0, 20), date={}), fact(evidence=quoted(50, 70), date={}, status="failed")]
    theirs = [fact(evidence=quoted(50, 70), date={}), fact(evidence=quoted(0, 20), date={})]
    (pair,) = compare(ours, theirs)
    assert (pair.a, pair.b, pair.fields) == (ours[1], theirs[0], ("status",))
