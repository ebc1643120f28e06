"""A place name and what a row says of it become a country: cities of one name are told apart."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graph.names import fold
from graph.reference import KnownVenue, Reference
from graph.vocabulary import ActorKind, VenueKind

NEAR_KM = 100
_EARTH_KM = 6371
_DIRECTIONS = {"north", "south", "east", "west", "central", "northern", "southern", "eastern", "western"}
_DIVISIONS = {"state", "states", "province", "provinces", "region", "regions", "governorate", "county", "district"}


@dataclass(frozen=True)
class Places:
    """The places known by name, and the codes of countries by theirs."""

    by_name: Mapping[str, tuple[KnownVenue, ...]] = field(default_factory=dict)
    iso3_by_name: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, reference: Reference) -> Places:
        """The places of the tables in `data/`; a name that two countries share is no country's."""
        by_name: dict[str, list[KnownVenue]] = defaultdict(list)
        for venue in reference.venues:
            for name in {fold(venue.name), *map(fold, venue.aliases)}:
                by_name[name].append(venue)
        codes: dict[str, set[str]] = defaultdict(set)
        for state in reference.actors:
            if state.kind is ActorKind.STATE:
                for name in (state.name, state.iso3, *state.aliases):
                    codes[fold(name)].add(state.iso3)
        return cls(
            {name: tuple(venues) for name, venues in by_name.items()},
            {name: found.pop() for name, found in codes.items() if len(found) == 1},
        )

    def iso3(self, country: str) -> str:
        """ISO 3166-1 alpha-3 of a country's name or code; the name itself where it is not known."""
        return self.iso3_by_name.get(fold(country), country)

    def is_country(self, name: str) -> bool:
        """Whether a name is a country's."""
        return fold(name) in self.iso3_by_name

    def kind(self, name: str) -> VenueKind | None:
        """Site, city or region; None for a name that says neither by itself nor in the tables."""
        kinds = {venue.kind for venue in self.by_name.get(fold(name), ())}
        if len(kinds) == 1:
            return kinds.pop()
        words = fold(name).split()
        is_region = len(words) > 1 and (words[0] in _DIRECTIONS or words[-1] in _DIVISIONS)
        return VenueKind.REGION if is_region and not kinds else None


@dataclass(frozen=True)
class PlaceClues:
    """What a row says that bears on where a place is; countries are codes, or names where no code is known."""

    country: str
    conflict_country: str
    actors: tuple[str, ...] = ()
    point: tuple[float, float] | None = None
    """Latitude and longitude, of which only the nearness to a known place of the same name counts."""


def country_of(name: str, clues: PlaceClues, places: Places) -> str | None:
    """The country that a place lies in; None where the row contradicts what is known and nothing decides.

    Of the countries that have a place of this name: the conflict's, then that of an actor in the row, then
    the one that the row gives, then the one whose place is near the row's point. A row's own country that has
    no such place stands only where it is the conflict's.
    """
    homonyms = places.by_name.get(fold(name), ())
    countries = list(dict.fromkeys(venue.country_iso3 for venue in homonyms))
    if not countries:
        return clues.country or None
    near = [venue.country_iso3 for venue in homonyms if _is_near(venue, clues.point)]
    for candidate in (clues.conflict_country, *clues.actors, clues.country, *near):
        if candidate in countries:
            return candidate
    if clues.country and clues.country == clues.conflict_country:
        return clues.country
    return countries[0] if len(countries) == 1 else None


def actor_countries(names: Iterable[str], places: Places) -> tuple[str, ...]:
    """The countries among the names of actors."""
    return tuple(dict.fromkeys(places.iso3(name) for name in names if places.is_country(name)))


def _is_near(venue: KnownVenue, point: tuple[float, float] | None) -> bool:
    if point is None or venue.latitude is None or venue.longitude is None:
        return False
    here, there = math.radians(point[0]), math.radians(venue.latitude)
    east = math.radians(venue.longitude - point[1]) * math.cos((here + there) / 2)
    return math.hypot(here - there, east) * _EARTH_KM <= NEAR_KM
