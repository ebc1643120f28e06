"""Takes an import batch back: only what that batch alone supports goes; the rest is computed anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from graph.errors import NotFound
from graph.resolve.resolver import Resolver
from graph.store.connection import Store, Transaction
from graph.store.cypher import proposals, reads_batches, writes
from graph.store.writing import Row, recompute_events

CLAIMS_AT_ONCE = 500


@dataclass(frozen=True)
class Undone:
    """What an undo took away, and what it left to other batches."""

    claims_deleted: int = 0
    claims_kept: int = 0
    events_deleted: int = 0
    events_changed: int = 0
    proposals_deleted: int = 0

    def __add__(self, other: Undone) -> Undone:
        return Undone(
            self.claims_deleted + other.claims_deleted,
            self.claims_kept + other.claims_kept,
            self.events_deleted + other.events_deleted,
            self.events_changed + other.events_changed,
            self.proposals_deleted + other.proposals_deleted,
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
        return _undo_proposals(tx, batch) or _undo_articles(tx, batch)
    kept = [str(row["id"]) for row in rows if row["others"]]
    tx.run(writes.LEAVE_BATCH, {"ids": kept, "batch": batch})
    gone = _delete_claims(tx, resolver, [row for row in rows if not row["others"]])
    return gone + Undone(claims_kept=len(kept))


def delete_claims(tx: Transaction, resolver: Resolver, ids: Sequence[str]) -> Undone:
    """Delete claims, whoever brought them, with all that only they supported; the lock must have been taken."""
    return _delete_claims(tx, resolver, tx.run(writes.CLAIMS_AROUND, {"ids": list(ids)}))


def _delete_claims(tx: Transaction, resolver: Resolver, rows: Sequence[Row]) -> Undone:
    events = sorted({id for row in rows for id in _ids(row["events"])})
    around = neighbours(tx, events)
    tx.run(writes.DELETE_CLAIMS, {"ids": [row["id"] for row in rows]})
    changed = recompute_events(tx, resolver, events)
    tx.run(writes.DELETE_IDLE_ARTICLES, {"ids": sorted({id for row in rows for id in _ids(row["articles"])})})
    delete_idle(tx, around)
    return Undone(len(rows), 0, len(events) - changed, changed)


def _undo_proposals(tx: Transaction, batch: str) -> Undone | None:
    rows = tx.run(proposals.BATCH_PROPOSALS, {"batch": batch, "limit": CLAIMS_AT_ONCE})
    if not rows:
        return None
    gone = [row["id"] for row in rows if row["batches"] == 1]
    tx.run(proposals.LEAVE_BATCH["Proposal"], {"ids": [row["id"] for row in rows], "batch": batch})
    tx.run(proposals.DELETE_PROPOSALS, {"ids": gone})
    return Undone(proposals_deleted=len(gone))


def _undo_articles(tx: Transaction, batch: str) -> Undone | None:
    rows = tx.run(proposals.BATCH_ARTICLES, {"batch": batch, "limit": CLAIMS_AT_ONCE})
    if not rows:
        return None
    ids = [row["id"] for row in rows]
    tx.run(proposals.LEAVE_BATCH["Article"], {"ids": ids, "batch": batch})
    tx.run(writes.DELETE_IDLE_ARTICLES, {"ids": ids})
    tx.run(proposals.FORGET_TEXTS, {"ids": ids})
    return Undone()


@dataclass(frozen=True)
class Neighbours:
    """What stands around some events and may be left alone without them."""

    actors: list[str]
    venues: list[str]
    topics: list[str]


def neighbours(tx: Transaction, events: Sequence[str]) -> Neighbours:
    """Who and what some events have around them, before they change."""
    rows = tx.run(writes.NEIGHBOURS_OF_EVENTS, {"ids": list(events)})
    actors, venues, topics = (
        sorted({id for row in rows for id in _ids(row[column])}) for column in ("actors", "venues", "topics")
    )
    return Neighbours(actors, venues, topics)


def delete_idle(tx: Transaction, around: Neighbours) -> None:
    """Delete who was there for the deleted events only; then those who came with them."""
    principals = _ids(row["id"] for row in tx.run(writes.REPRESENTED_BY, {"ids": around.actors}))
    countries = _ids(row["id"] for row in tx.run(writes.COUNTRIES_OF, {"ids": around.venues}))
    for statement, ids in (
        (writes.DELETE_IDLE_ACTORS, around.actors),
        (writes.DELETE_IDLE_ACTORS, principals),
        (writes.DELETE_IDLE_VENUES, around.venues),
        (writes.DELETE_IDLE_VENUES, countries),
        *((statement, around.topics) for statement in writes.DELETE_IDLE_TOPICS.values()),
    ):
        if ids:
            tx.run(statement, {"ids": ids})


def _ids(values: object) -> list[str]:
    return [str(value) for value in values] if isinstance(values, Iterable) else []
