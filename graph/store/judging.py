"""Judgements on pairs of actors: read from the graph, decided by persons, and applied to the events they touch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from graph.errors import BadInput, NotFound
from graph.facts import EventFact
from graph.reference import load_reference
from graph.resolve.judged import Judged
from graph.resolve.nodes import Judgement
from graph.resolve.resolver import Resolver
from graph.store.connection import Store, Transaction
from graph.store.cypher import judgements, reads_batches, writes
from graph.store.decisions import Decided, Word, found_judgement, keep, withdraw
from graph.store.planning import StoreReads
from graph.store.recording import judgement_id
from graph.store.undoing import delete_idle, neighbours
from graph.store.writing import Reads, Row, recompute_events
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
    return _judgements(StoreReads(store))


def resolver_of(reads: Reads) -> Resolver:
    """A resolver that knows the tables and the judgements in a graph: what computing events anew needs."""
    return Resolver(load_reference(), _judgements(reads))


def same(store: Store, left: str, right: str, word: Word) -> int:
    """Let one actor mean another, now and in all that comes. Returns how many events were computed anew."""
    return judge(store, Ruling(left, right, Decision.SAME, word.by, word.why), word.version)


def different(store: Store, left: str, right: str, word: Word) -> int:
    """Keep that two actors are two; what was merged comes apart. Returns how many events were computed anew."""
    return judge(store, Ruling(left, right, Decision.DIFFERENT, word.by, word.why), word.version)


def judge(store: Store, ruling: Ruling, version: int | None = None) -> int:
    """Keep a ruling, or take it back (unsure), and compute anew the events that it changes. Returns how many.

    Raises NotFound; BadInput for what makes no sense; and ChangedMeanwhile where the judgement is no longer of the
    `version` that was looked at.
    """
    word = Word(ruling.by, ruling.why, version)
    return store.write(partial(_judge, ruling=ruling, word=word))


def take_back(tx: Transaction, id: str, word: Word) -> int:
    """Take a judgement on two actors back: each has its own claims again. The lock must have been taken."""
    before = _judgements(tx)
    judgement = withdraw(tx, id, word)
    return _apply(tx, before, str(judgement["left"]), str(judgement["right"]))


def _judge(tx: Transaction, *, ruling: Ruling, word: Word) -> int:
    tx.run(writes.LOCK)
    id = judgement_id(ruling.left, ruling.right)
    standing = found_judgement(tx, id)
    if ruling.decision is Decision.UNSURE and standing is not None and standing["decision"] != Decision.UNSURE:
        return take_back(tx, id, word)
    before = _judgements(tx)
    actors = _actors(tx, before, ruling)
    if ruling.decision is Decision.SAME:
        _check_sense(before, ruling)
    keep(tx, Decided(id, ruling.decision, _words(ruling, actors)), word)
    return _apply(tx, before, ruling.left, ruling.right)


def _words(ruling: Ruling, actors: Mapping[str, tuple[str, ActorKind]]) -> dict[str, object]:
    (left_name, _), (right_name, right_kind) = actors[ruling.left], actors[ruling.right]
    words = {"left": ruling.left, "left_name": left_name, "right": ruling.right, "right_name": right_name}
    return {"about": "actor", **words, "right_kind": str(right_kind)}


def _check_sense(before: Sequence[Judgement], ruling: Ruling) -> None:
    """An actor means one other at most, and not itself by a detour."""
    others = [one for one in before if {one.left, one.right} != {ruling.left, ruling.right}]
    judged = Judged(others)
    already = judged.end(ruling.left)
    if already != ruling.left:
        raise BadInput(f"{ruling.left} was found to be {already} before. Take that back first, or judge {already}.")
    if ruling.left != ruling.right and judged.end(ruling.right) == ruling.left:
        raise BadInput(f"{ruling.right} was found to be {ruling.left} before. Take that back first.")


def _apply(tx: Transaction, before: Sequence[Judgement], left: str, right: str) -> int:
    """Compute anew the events that a judgement changes, once it is kept; name and delete actors as it has them."""
    after = _judgements(tx)
    then, now = Judged(before), Judged(after)
    ends = {judged.end(actor) for judged in (then, now) for actor in (left, right)}
    around = sorted({left, right, *ends})
    resolver = Resolver(load_reference(), after)
    events = [] if _says_the_same(then, now, left, right) else _changed(tx, before, resolver, around)
    beside = neighbours(tx, events)
    for first in range(0, len(events), EVENTS_AT_ONCE):
        recompute_events(tx, resolver, events[first : first + EVENTS_AT_ONCE])
    delete_idle(tx, beside)
    tx.run(writes.DELETE_IDLE_ACTORS, {"ids": [left, right]})
    _name(tx, resolver, around)
    return len(events)


def _says_the_same(then: Judged, now: Judged, *actors: str) -> bool:
    return all(then.end(actor) == now.end(actor) for actor in actors)


def _changed(tx: Transaction, before: Sequence[Judgement], now: Resolver, actors: Sequence[str]) -> list[str]:
    """The events of some actors in which a claim names somebody else now."""
    then = Resolver(load_reference(), before)
    events = sorted({str(row["id"]) for actor in actors for row in tx.run(writes.EVENTS_OF_ACTOR, {"id": actor})})
    found: set[str] = set()
    for first in range(0, len(events), EVENTS_AT_ONCE):
        rows = tx.run(writes.CLAIMS_OF_EVENTS, {"ids": events[first : first + EVENTS_AT_ONCE]})
        found.update(str(row["event"]) for row in rows if _differs(row, then, now))
    return sorted(found)


def _differs(row: Row, then: Resolver, now: Resolver) -> bool:
    fact = EventFact.model_validate_json(str(row["payload"]))
    one, other = then.resolve(fact), now.resolve(fact)
    return (one.ties, one.sides, one.helpers) != (other.ties, other.sides, other.helpers)


def _name(tx: Transaction, resolver: Resolver, actors: Sequence[str]) -> None:
    """Give actors in the graph the names of those that were found to be they."""
    rows = tx.run(reads_batches.ACTORS_BY_ID, {"ids": list(actors)})
    aliases = {str(row["id"]): resolver.aliases(str(row["id"]), str(row["name"])) for row in rows}
    tx.run(judgements.SET_ALIASES, {"rows": [{"id": id, "aliases": names} for id, names in aliases.items() if names]})
    tx.run(judgements.NO_ALIASES, {"ids": [id for id, names in aliases.items() if not names]})


def _actors(reads: Reads, before: Sequence[Judgement], ruling: Ruling) -> dict[str, tuple[str, ActorKind]]:
    """Name and kind of the two actors, by id: of the tables, of earlier judgements, and of the graph."""
    found = {actor.id: (actor.name, actor.kind) for actor in load_reference().actors}
    for judgement in before:
        found.setdefault(judgement.left, (judgement.left_name, judgement.right_kind))
        found.setdefault(judgement.right, (judgement.right_name, judgement.right_kind))
    for row in reads.run(reads_batches.ACTORS_BY_ID, {"ids": [ruling.left, ruling.right]}):
        labels = row["labels"] if isinstance(row["labels"], list) else []
        found[str(row["id"])] = (str(row["name"]), ActorKind(next(label for label in labels if label != "Actor")))
    for actor in (ruling.left, ruling.right):
        if actor not in found:
            raise NotFound(f"No actor has the id {actor!r}, in graph or tables. `goodoffices review` lists ids.")
    return found


def _judgements(reads: Reads) -> list[Judgement]:
    return [_judgement(row) for row in reads.run(reads_batches.JUDGEMENTS)]


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
