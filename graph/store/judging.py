"""Judgements on pairs of actors: read from the graph, decided by persons, and applied to the events they touch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from graph.errors import NotFound
from graph.reference import load_reference
from graph.resolve.nodes import Judgement
from graph.resolve.resolver import Resolver
from graph.store.connection import Store, Transaction
from graph.store.cypher import reads_batches, writes
from graph.store.recording import judgement_id
from graph.store.writing import recompute_events
from graph.vocabulary import ActorKind, Decision

EVENTS_AT_ONCE = 200


@dataclass(frozen=True)
class Ruling:
    """A person's word on two actors: `left` is the one in doubt; `same` makes it mean `right`."""

    left: str
    right: str
    decision: Decision
    by: str
    why: str


def stored_judgements(store: Store) -> list[Judgement]:
    """All judgements and doubts in a graph."""
    answer = store.read(reads_batches.JUDGEMENTS)
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    return [_judgement(row) for row in rows]


def judge(store: Store, ruling: Ruling) -> int:
    """Keep a ruling and compute the events of both actors anew. Returns how many. Raises NotFound."""
    actors = _actors(store, ruling)
    for actor in (ruling.left, ruling.right):
        if actor not in actors:
            raise NotFound(f"No actor has the id {actor!r}, in graph or tables. `goodoffices review` lists ids.")
    properties = {
        "about": "actor",
        "left": ruling.left,
        "left_name": actors[ruling.left][0],
        "right": ruling.right,
        "right_name": actors[ruling.right][0],
        "right_kind": str(actors[ruling.right][1]),
        "decision": str(ruling.decision),
        "by": ruling.by,
        "at": datetime.now(UTC),
        "why": ruling.why,
    }
    events = _events_of(store, ruling)
    decision = {"id": judgement_id(ruling.left, ruling.right), "properties": properties}
    store.write(lambda tx: tx.run(writes.DECIDE, decision))
    _recompute(store, events)
    idle = {"ids": [ruling.left, ruling.right]}
    store.write(lambda tx: tx.run(writes.DELETE_IDLE_ACTORS, idle))
    return len(events)


def _recompute(store: Store, events: list[str]) -> None:
    resolver = Resolver(load_reference(), stored_judgements(store))
    for first in range(0, len(events), EVENTS_AT_ONCE):
        store.write(partial(_recompute_some, resolver=resolver, events=events[first : first + EVENTS_AT_ONCE]))


def _recompute_some(tx: Transaction, *, resolver: Resolver, events: list[str]) -> None:
    tx.run(writes.LOCK)
    recompute_events(tx, resolver, events)


def _events_of(store: Store, ruling: Ruling) -> list[str]:
    return sorted(
        {
            str(row[0])
            for actor in (ruling.left, ruling.right)
            for row in store.read(writes.EVENTS_OF_ACTOR, {"id": actor}).rows
        }
    )


def _actors(store: Store, ruling: Ruling) -> dict[str, tuple[str, ActorKind]]:
    """Name and kind of the two actors, by id: of the tables, of earlier judgements, and of the graph."""
    found = {actor.id: (actor.name, actor.kind) for actor in load_reference().actors}
    for judgement in stored_judgements(store):
        found.setdefault(judgement.left, (judgement.left_name, judgement.right_kind))
    answer = store.read(reads_batches.ACTORS_BY_ID, {"ids": [ruling.left, ruling.right]})
    for id, name, labels in answer.rows:
        kinds = [label for label in labels if label != "Actor"] if isinstance(labels, list) else []
        found[str(id)] = (str(name), ActorKind(kinds[0]))
    return found


def _judgement(row: dict[str, object]) -> Judgement:
    return Judgement(
        id=str(row["id"]),
        left=str(row["left"]),
        left_name=str(row["left_name"]),
        right=str(row["right"]),
        right_name=str(row["right_name"]),
        right_kind=ActorKind(str(row["right_kind"] or ActorKind.OTHER)),
        decision=Decision(str(row["decision"])),
        by=str(row["by"]),
        at=str(row["at"] or ""),
        why=str(row["why"]),
    )
