"""Resolving places: the right Tripoli, countries as areas, words that are no place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.resolve.venues import VenueResolver
from graph.vocabulary import VenueKind
from tests.builders import REFERENCE, fact, known_actor, known_venue, resolver

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


@pytest.mark.parametrize("country", ["UAE", "ARE", "United Arab Emirates", None])
def test_an_abbreviation_of_three_letters_is_no_iso_code(country: str | None) -> None:
    emirates = known_actor("united-arab-emirates", "United Arab Emirates", "State", "ARE", ("UAE",))
    city = known_venue("abu-dhabi-are", "Abu Dhabi", "city", "ARE")
    known = replace(REFERENCE, actors=(*REFERENCE.actors, emirates), venues=(*REFERENCE.venues, city))
    found = VenueResolver(known).resolve("Abu Dhabi", country, None, frozenset())
    assert found is not None
    assert found.node.id == "abu-dhabi-are"


def test_a_code_that_no_table_knows_stays_and_a_sign_is_no_country() -> None:
    countries = VenueResolver(REFERENCE)
    assert (countries.iso3("XKX"), countries.iso3("Atlantis"), countries.iso3("—")) == ("XKX", "", "")


def test_a_city_lies_in_its_country_and_a_state_governs_it() -> None:
    links = {(link.type, link.source, link.target) for link in venue("Moscow", "Russia").links}
    assert links == {("IN", "moscow-rus", "country-rus"), ("GOVERNS", "russia", "country-rus")}


@pytest.mark.parametrize(("word", "modality"), [("Virtual", "virtual"), ("by phone", "phone"), ("unknown", "unknown")])
def test_words_that_are_no_place_tell_how_they_met(word: str, modality: str) -> None:
    resolved = resolver().resolve(fact(venues=[{"name": word}]))
    assert (resolved.venues, resolved.modality) == ((), modality)
