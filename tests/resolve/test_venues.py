"""Resolving places: the right Tripoli, countries as areas, words that are no place."""

from __future__ import annotations

import pytest

from graph.resolve.venues import VenueResolver
from graph.vocabulary import VenueKind
from tests.builders import REFERENCE, fact, resolver

LIBYA = frozenset({"LBY"})


def venue(name: str, country: str | None = None, kind: VenueKind | None = None, near: frozenset[str] = frozenset()):
    return VenueResolver(REFERENCE).resolve(name, country, kind, near)


def test_the_country_tells_tripoli_from_tripoli() -> None:
    assert venue("Tripoli", "LBN").node.id == "tripoli-lbn"
    assert venue("Tripoli", near=LIBYA).node.id == "tripoli-lby"


def test_without_a_country_a_homonym_is_no_point() -> None:
    assert venue("Tripoli").node.location is None


def test_a_country_is_an_area_and_never_a_point() -> None:
    found = venue("Russia")
    assert (found.node.id, found.node.location) == ("country-rus", None)


def test_a_city_lies_in_its_country_and_a_state_governs_it() -> None:
    links = {(link.type, link.source, link.target) for link in venue("Moscow", "Russia").links}
    assert links == {("IN", "moscow-rus", "country-rus"), ("GOVERNS", "russia", "country-rus")}


@pytest.mark.parametrize(("word", "modality"), [("Virtual", "virtual"), ("by phone", "phone"), ("unknown", "unknown")])
def test_words_that_are_no_place_tell_how_they_met(word: str, modality: str) -> None:
    resolved = resolver().resolve(fact(venues=[{"name": word}]))
    assert (resolved.venues, resolved.modality) == ((), modality)
