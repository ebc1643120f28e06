"""A place name becomes a venue: curated where it is known, its country checked, never a guessed point."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

from graph.names import content_id, fold, slug
from graph.reference import KnownVenue, Reference
from graph.resolve.nodes import Link, Node
from graph.vocabulary import ActorKind, Modality, VenueKind

NO_VENUE: dict[str, Modality] = {
    **dict.fromkeys(("virtual", "online", "virtually", "remote"), Modality.VIRTUAL),
    **dict.fromkeys(("phone", "telephone", "by phone", "telephone call", "phone call"), Modality.PHONE),
    **dict.fromkeys(("video", "by video", "video link", "by video link", "videoconference", "zoom"), Modality.VIDEO),
    **dict.fromkeys(
        ("unknown", "not known", "unspecified", "not reported", "undisclosed", "n a", "na"), Modality.UNKNOWN
    ),
}
"""Folded words that stand in venue columns and are no place."""


@dataclass(frozen=True, slots=True)
class ResolvedVenue:
    """The venue of a mention with its country, and the links between them."""

    node: Node
    brought: tuple[Node, ...] = ()
    links: tuple[Link, ...] = ()


class VenueResolver:
    """Resolves place names against the gazetteer; what it lacks becomes a venue without coordinates."""

    def __init__(self, reference: Reference) -> None:
        self._by_name: dict[str, list[KnownVenue]] = defaultdict(list)
        self._countries = {v.country_iso3: v for v in reference.venues if v.kind is VenueKind.COUNTRY}
        self._states = {a.iso3: a for a in reference.actors if a.kind is ActorKind.STATE and a.iso3}
        self._iso3 = {fold(code): code for code in self._states}
        for state in self._states.values():
            for name in filter(None, map(fold, (state.name, state.abbreviation, *state.aliases))):
                self._iso3.setdefault(name, state.iso3)
        for venue in reference.venues:
            for name in {fold(venue.name), *map(fold, venue.aliases)}:
                self._by_name[name].append(venue)
        self.resolve = lru_cache(maxsize=65_536)(self._resolve)

    def iso3(self, country: str | None) -> str:
        """ISO 3166-1 alpha-3 of a country's name or code; empty where it is not known."""
        if country is None:
            return ""
        is_code = len(country) == 3 and country.isupper() and country.isascii()
        return self._iso3.get(fold(country), country if is_code else "")  # UAE looks like a code and is none

    def _resolve(
        self, name: str, country: str | None, kind: VenueKind | None, near: frozenset[str]
    ) -> ResolvedVenue | None:
        """`near`: the countries of the conflict, which tell Tripoli from Tripoli. None: the name is no place."""
        if fold(name) in NO_VENUE:
            return None
        iso3 = self.iso3(country)
        known = self._known(name, iso3, kind, near)
        if known is not None:
            return self._in_country(_known_node(known), known.country_iso3, known.kind)
        if kind is VenueKind.COUNTRY or (kind is None and self.iso3(name) in self._countries):
            found = self._countries.get(self.iso3(name))
            if found is not None:
                return self._in_country(_known_node(found), found.country_iso3, found.kind)
        return self._in_country(_new_node(name, country or "", iso3, kind), iso3, kind or VenueKind.CITY)

    def _known(self, name: str, iso3: str, kind: VenueKind | None, near: frozenset[str]) -> KnownVenue | None:
        found = self._by_name.get(fold(name), [])
        if iso3:
            found = [venue for venue in found if venue.country_iso3 == iso3]
        for narrower in (
            [venue for venue in found if venue.kind is kind],
            [venue for venue in found if venue.country_iso3 in near],
        ):
            if len(found) > 1 and narrower:
                found = narrower
        return found[0] if len(found) == 1 else None

    def _in_country(self, node: Node, iso3: str, kind: VenueKind) -> ResolvedVenue:
        country = self._countries.get(iso3)
        if country is None:
            return ResolvedVenue(node)
        state = self._states.get(iso3)
        inside = () if kind is VenueKind.COUNTRY else (Link("IN", node.id, country.id),)
        return ResolvedVenue(
            node, (_known_node(country),), inside + ((Link("GOVERNS", state.id, country.id),) if state else ())
        )


@cache
def _known_node(venue: KnownVenue) -> Node:
    words = {
        "name": venue.name,
        "aliases": list(venue.aliases),
        "kind": str(venue.kind),
        "country_iso3": venue.country_iso3,
        "geo_precision": venue.geo_precision,
        "wikidata_id": venue.wikidata_id,
        "geonames_id": venue.geonames_id,
        "curated": True,
    }
    point = None
    if venue.latitude is not None and venue.longitude is not None:
        point = (venue.longitude, venue.latitude)
    return Node(venue.id, ("Venue",), {key: value for key, value in words.items() if value != ""}, point)


def _new_node(name: str, country: str, iso3: str, kind: VenueKind | None) -> Node:
    identity = content_id(slug(name), fold(name), iso3 or fold(country))
    words = {"name": name, "kind": str(kind or VenueKind.CITY), "geo_precision": "unknown", "curated": False}
    return Node(identity, ("Venue",), {**words, **({"country_iso3": iso3} if iso3 else {})})
