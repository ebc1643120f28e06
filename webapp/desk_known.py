"""A few letters become the known actors, venues, conflicts or processes that a correction may name, best first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from graph.names import fold
from graph.queries.find import find_named
from graph.reference import KnownActor, KnownConflict, KnownProcess, KnownVenue, load_reference
from webapp import wording

if TYPE_CHECKING:
    from graph.store.connection import Store

MOST = 8


class Thing(StrEnum):
    """What a field of the form may name."""

    ACTOR = "actor"
    VENUE = "venue"
    CONFLICT = "conflict"
    PROCESS = "process"


@dataclass(frozen=True)
class Known:
    """A thing that the tables or the graph know."""

    id: str
    name: str
    note: str = ""
    country: str = ""
    """Of a venue: ISO 3166-1 alpha-3."""


def known_named(store: Store, thing: Thing, text: str) -> tuple[Known, ...]:
    """Known things with this text in a name: the curated ones first, then others that the graph holds."""
    sought = fold(text)
    if not sought:
        return ()
    ranked = sorted(_listed(thing, sought), key=lambda found: (found[0], len(found[1].name), found[1].name))
    known = {one.id: one for _, one in ranked[:MOST]}
    for found in find_named(store, text) if len(known) < MOST else ():
        if found.thing == thing:
            known.setdefault(found.id, Known(found.id, found.name, wording.word(found.kind)))
    return tuple(known.values())[:MOST]


def _listed(thing: Thing, sought: str) -> Iterator[tuple[int, Known]]:
    for names, known in _tables(thing):
        folded = [fold(name) for name in names if name]
        best = min((_rank(name, sought) for name in folded if sought in name), default=None)
        if best is not None:
            yield best, known


def _rank(name: str, sought: str) -> int:
    if name == sought:
        return 0
    if name.startswith(sought):
        return 1
    return 2 if f" {sought}" in name else 3


def _tables(thing: Thing) -> Iterable[tuple[tuple[str, ...], Known]]:
    tables = load_reference()
    if thing is Thing.ACTOR:
        return map(_actor, tables.actors)
    if thing is Thing.VENUE:
        return map(_venue, tables.venues)
    return map(_topic, tables.conflicts if thing is Thing.CONFLICT else tables.processes)


def _actor(actor: KnownActor) -> tuple[tuple[str, ...], Known]:
    names = (actor.name, actor.abbreviation, *actor.aliases)
    note = ", ".join(filter(None, (wording.word(actor.kind), actor.abbreviation)))
    return names, Known(actor.id, actor.name, note)


def _venue(venue: KnownVenue) -> tuple[tuple[str, ...], Known]:
    note = ", ".join(filter(None, (wording.word(venue.kind), venue.country_iso3)))
    return (venue.name, *venue.aliases), Known(venue.id, venue.name, note, venue.country_iso3)


def _topic(topic: KnownConflict | KnownProcess) -> tuple[tuple[str, ...], Known]:
    return (topic.name, *topic.aliases), Known(topic.id, topic.name)
