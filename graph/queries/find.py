"""Turns a few letters into the actors, conflicts, processes and venues whose names hold them, best first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.queries.reading import records_of
from graph.store.cypher.reads import FIND
from graph.vocabulary import ActorKind

if TYPE_CHECKING:
    from graph.store.connection import Store

MOST_FOUND = 12
_MOST_READ = 60
_KINDS = {kind.value for kind in ActorKind}


@dataclass(frozen=True)
class Find:
    """One thing found: what it is, its name, the alias that matched where the name did not, and its events."""

    thing: str
    id: str
    name: str
    kind: str
    alias: str
    events: int


def find_named(store: Store, text: str) -> tuple[Find, ...]:
    """Things with this text in a name, alias or abbreviation: those that begin with it first, then by events."""
    sought = text.strip().lower()
    if not sought:
        return ()
    finds = [
        _find(thing, record, sought)
        for thing, statement in FIND.items()
        for record in records_of(store, statement, {"text": sought, "limit": _MOST_READ})
    ]
    ranked = sorted(finds, key=lambda find: (_rank(find, sought), -find.events, find.name))
    return tuple(ranked[:MOST_FOUND])


def _find(thing: str, record: dict[str, Any], sought: str) -> Find:
    names = [record["name"] or record["id"], record["short"] or "", *(record["aliases"] or ())]
    matched = next((name for name in names if sought in name.lower()), "")
    return Find(
        thing,
        record["id"],
        names[0],
        next((label for label in record["labels"] if label in _KINDS), thing),
        "" if matched == names[0] else matched,
        record["events"],
    )


def _rank(find: Find, sought: str) -> int:
    names = [name.lower() for name in (find.name, find.alias) if name]
    if sought in names:
        return 0
    return 1 if any(word.startswith(sought) for name in names for word in (name, *name.split())) else 2
