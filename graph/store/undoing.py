"""Takes an import batch back: only what that batch alone supports goes; the rest is computed anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from graph.errors import NotFound
from graph.resolve.resolver import Resolver
from graph.store.connection import Store, Transaction
from graph.store.cypher import reads_batches, writes
from graph.store.writing import recompute_events

CLAIMS_AT_ONCE = 500


@dataclass(frozen=True)
class Undone:
    """What an undo took away, and what it left to other batches."""

    claims_deleted: int = 0
    claims_kept: int = 0
    events_deleted: int = 0
    events_changed: int = 0

    def __add__(self, other: Undone) -> Undone:
        return Undone(
            self.claims_deleted + other.claims_deleted,
            self.claims_kept + other.claims_kept,
            self.events_deleted + other.events_deleted,
            self.events_changed + other.events_changed,
        )


def undo_batch(store: Store, resolver: Resolver, batch: str, progress: Callable[[int], None]) -> Undone:
    """Undo a batch in steps, each whole in itself; cut off, it goes on where it stopped. Raises NotFound."""
    if not store.read(reads_batches.BATCH, {"id": batch}).rows:
        raise NotFound(f"There is no import batch {batch!r}. `goodoffices history` lists them.")
    done = Undone()
    while True:
        step = store.write(lambda tx: _undo_some(tx, resolver, batch))
        if step is None:
            break
        done += step
        progress(done.claims_deleted + done.claims_kept)
    at = datetime.now(UTC)
    store.write(lambda tx: tx.run(writes.CLOSE_UNDO, {"batch": batch, "at": at}))
    return done


def _undo_some(tx: Transaction, resolver: Resolver, batch: str) -> Undone | None:
    tx.run(writes.LOCK)
    rows = tx.run(writes.BATCH_CLAIMS, {"batch": batch, "limit": CLAIMS_AT_ONCE})
    if not rows:
        return None
    kept = [str(row["id"]) for row in rows if row["others"]]
    gone = [row for row in rows if not row["others"]]
    events = sorted({id for row in gone for id in _ids(row["events"])})
    neighbours = _neighbours(tx, events)
    tx.run(writes.LEAVE_BATCH, {"ids": kept, "batch": batch})
    tx.run(writes.DELETE_CLAIMS, {"ids": [row["id"] for row in gone]})
    changed = recompute_events(tx, resolver, events)
    tx.run(writes.DELETE_IDLE_ARTICLES, {"ids": sorted({id for row in gone for id in _ids(row["articles"])})})
    _delete_idle(tx, neighbours)
    return Undone(len(gone), len(kept), len(events) - changed, changed)


@dataclass(frozen=True)
class _Neighbours:
    actors: list[str]
    venues: list[str]
    topics: list[str]


def _neighbours(tx: Transaction, events: list[str]) -> _Neighbours:
    rows = tx.run(writes.NEIGHBOURS_OF_EVENTS, {"ids": events})
    actors, venues, topics = (
        sorted({id for row in rows for id in _ids(row[column])}) for column in ("actors", "venues", "topics")
    )
    return _Neighbours(actors, venues, topics)


def _delete_idle(tx: Transaction, neighbours: _Neighbours) -> None:
    """Delete who was there for the deleted events only; then those who came with them."""
    principals = _ids(row["id"] for row in tx.run(writes.REPRESENTED_BY, {"ids": neighbours.actors}))
    countries = _ids(row["id"] for row in tx.run(writes.COUNTRIES_OF, {"ids": neighbours.venues}))
    for statement, ids in (
        (writes.DELETE_IDLE_ACTORS, neighbours.actors),
        (writes.DELETE_IDLE_ACTORS, principals),
        (writes.DELETE_IDLE_VENUES, neighbours.venues),
        (writes.DELETE_IDLE_VENUES, countries),
        *((statement, neighbours.topics) for statement in writes.DELETE_IDLE_TOPICS.values()),
    ):
        if ids:
            tx.run(statement, {"ids": ids})


def _ids(values: object) -> list[str]:
    return [str(value) for value in values] if isinstance(values, Iterable) else []
