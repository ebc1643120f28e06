"""Any judgement is taken back: what it changed is as it was, and what it settled waits again."""

from __future__ import annotations

from functools import partial

from graph.errors import NotFound
from graph.store.connection import Store, Transaction
from graph.store.cypher import judgements, writes
from graph.store.decisions import Word, found_judgement, withdraw
from graph.store.judging import resolver_of, take_back
from graph.store.rulings import standing_rulings
from graph.store.settling import settle
from graph.store.writing import recompute_events


def undo_judgement(store: Store, id: str, word: Word) -> None:
    """Take a decision on names, events, a claim or a field back. Raises NotFound, ChangedMeanwhile."""
    store.write(partial(take_judgement_back, id=id, word=word))


def take_judgement_back(tx: Transaction, id: str, word: Word) -> None:
    """The same in a transaction."""
    tx.run(writes.LOCK)
    found = found_judgement(tx, id)
    if found is None:
        raise NotFound(f"There is no judgement {id!r}. `goodoffices review --list` lists what waits.")
    left = str(found["left"])
    if found["about"] == "actor":
        take_back(tx, id, word)
    elif found["about"] == "event":
        _part(tx, id, left, str(found["right"]), word)
    elif found["about"] == "claim":
        _rejoin(tx, id, left, word)
    else:
        withdraw(tx, id, word)
        recompute_events(tx, resolver_of(tx), [standing_rulings(tx).end(left)])


def _part(tx: Transaction, id: str, left: str, right: str, word: Word) -> None:
    """Two events are a pair of which nothing is certain; where they were one, each has its own claims again."""
    holder = standing_rulings(tx).end(left)
    withdraw(tx, id, word)
    settle(tx, resolver_of(tx), sorted({holder, left, right}))
    tx.run(judgements.RESUME, {"judgement": id})


def _rejoin(tx: Transaction, id: str, claim: str, word: Word) -> None:
    """A claim is about the event again that it was matched with."""
    standing = tx.run(judgements.EVENT_OF_CLAIM, {"id": claim})
    withdraw(tx, id, word)
    settle(tx, resolver_of(tx), [str(row["event"]) for row in standing])
