"""A few letters become the known actors, venues, conflicts or processes with them in a name, best first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from graph.names import fold
from graph.queries.find import find_named
from graph.reference import KnownActor, KnownConflict, KnownProcess, KnownVenue, load_reference

if TYPE_CHECKING:
    from graph.store.connection import Store

MOST = 8


class Thing(StrEnum):
    """What a field of a fact may name."""

    ACTOR = "actor"
    VENUE = "venue"
    CONFLICT = "conflict"
    PROCESS = "process"


class Fit(IntEnum):
    """How a name holds some letters, the best first."""

    IS = 0
    BEGINS = 1
    A_WORD_BEGINS = 2
    HOLDS = 3


@dataclass(frozen=True)
class Known:
    """A thing that the tables or the graph know."""

    id: str
    name: str
    kind: str = ""
    short: str = ""
    country: str = ""
    """Of a venue: ISO 3166-1 alpha-3."""
    fit: Fit = Fit.HOLDS

    @property
    def is_named(self) -> bool:
        """Whether it goes by just the letters that were sought."""
        return self.fit is Fit.IS


def known_named(store: Store, thing: Thing, text: str) -> tuple[Known, ...]:
    """Known things with this text in a name: the curated ones first, then others that the graph holds."""
    sought = fold(text)
    if not sought:
        return ()
    ranked = sorted(_listed(thing, sought), key=lambda found: (found.fit, len(found.name), found.name))
    known = {one.id: one for one in ranked[:MOST]}
    for found in find_named(store, text) if len(known) < MOST else ():
        if found.thing == thing:
            best = _best((found.name, found.alias), sought)
            known.setdefault(found.id, Known(found.id, found.name, found.kind, fit=Fit.HOLDS if best is None else best))
    return tuple(known.values())[:MOST]


def known_beginning(store: Store, thing: Thing, text: str) -> tuple[Known, ...]:
    """Known things of which a name begins with this text; where one is just that, only those that are."""
    found = [one for one in known_named(store, thing, text) if one.fit <= Fit.BEGINS]
    return tuple([one for one in found if one.is_named] or found)


def _listed(thing: Thing, sought: str) -> Iterator[Known]:
    for names, known in _tables(thing):
        best = _best(names, sought)
        if best is not None:
            yield replace(known, fit=best)


def _best(names: Iterable[str], sought: str) -> Fit | None:
    return min((_fit(name, sought) for name in map(fold, filter(None, names)) if sought in name), default=None)


def _fit(name: str, sought: str) -> Fit:
    if name == sought:
        return Fit.IS
    if name.startswith(sought):
        return Fit.BEGINS
    return Fit.A_WORD_BEGINS if f" {sought}" in name else Fit.HOLDS


def _tables(thing: Thing) -> Iterable[tuple[tuple[str, ...], Known]]:
    tables = load_reference()
    if thing is Thing.ACTOR:
        return map(_actor, tables.actors)
    if thing is Thing.VENUE:
        return map(_venue, tables.venues)
    return map(_topic, tables.conflicts if thing is Thing.CONFLICT else tables.processes)


def _actor(actor: KnownActor) -> tuple[tuple[str, ...], Known]:
    names = (actor.name, actor.abbreviation, *actor.aliases)
    return names, Known(actor.id, actor.name, actor.kind, actor.abbreviation)


def _venue(venue: KnownVenue) -> tuple[tuple[str, ...], Known]:
    return (venue.name, *venue.aliases), Known(venue.id, venue.name, venue.kind, country=venue.country_iso3)


def _topic(topic: KnownConflict | KnownProcess) -> tuple[tuple[str, ...], Known]:
    return (topic.name, *topic.aliases), Known(topic.id, topic.name)
