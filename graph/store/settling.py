"""Claims go where the decisions have them, and the events that they leave or join are computed anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from graph.resolve.resolver import Resolver
from graph.store.connection import Transaction
from graph.store.cypher import judgements
from graph.store.rulings import standing_rulings
from graph.store.undoing import delete_idle, neighbours
from graph.store.writing import Row, create_all, recompute_events


@dataclass(frozen=True)
class _Move:
    """A claim that stands on one event and belongs on another."""

    claim: str
    verb: str
    event: str
    target: str
    home: str


def settle(tx: Transaction, resolver: Resolver, events: Sequence[str]) -> None:
    """Move the claims of some events to where they belong now, whole; the lock must have been taken."""
    moves = _moves(tx, events)
    touched = sorted({*events, *(move.target for move in moves)})
    around = neighbours(tx, touched)
    _move(tx, moves)
    recompute_events(tx, resolver, touched)
    delete_idle(tx, around)


def _moves(tx: Transaction, events: Sequence[str]) -> list[_Move]:
    rulings = standing_rulings(tx)
    moves = []
    for row in tx.run(judgements.CLAIMS_ON, {"ids": list(events)}):
        claim, event, home = str(row["claim"]), str(row["event"]), str(row["home"])
        target = rulings.event_of(claim, home)
        if target != event:
            moves.append(_Move(claim, str(row["verb"]), event, target, home))
    return moves


def _move(tx: Transaction, moves: Sequence[_Move]) -> None:
    tx.run(judgements.ENSURE_EVENTS, {"ids": sorted({move.target for move in moves})})
    rows: dict[str, list[Row]] = defaultdict(list)
    for move in moves:
        rows[move.verb].append({"claim": move.claim, "event": move.event, "target": move.target, "home": move.home})
    for verb, of_verb in rows.items():
        create_all(tx, judgements.MOVE_CLAIMS[verb], of_verb)
    tx.run(judgements.AT_HOME, {"ids": [move.claim for move in moves if move.target == move.home]})
