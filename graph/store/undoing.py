"""Takes an import batch back: only what that batch alone supports goes; the rest is computed anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime

from graph.errors import BadInput, NotFound
from graph.resolve.resolver import Resolver
from graph.store.connection import Store, Transaction
from graph.store.cypher import judgements, proposals, reads_batches, writes
from graph.store.idle_doubts import delete_idle_doubts
from graph.store.writing import Row, recompute_events

CLAIMS_AT_ONCE = 500
SHORTEST = len("batch-1234")
"""Letters that the beginning of an id must have to stand for a batch: an undo by a slip would be a costly one."""


@dataclass(frozen=True)
class Undone:
    """What an undo took away, and what it left to other batches."""

    claims_deleted: int = 0
    claims_kept: int = 0
    events_deleted: int = 0
    events_changed: int = 0
    proposals_deleted: int = 0
    decisions_deleted: int = 0
    """Persons' decisions on proposals that are gone."""
    decisions_kept: int = 0
    """Persons' decisions on claims and events that are gone: they apply again when these come back."""

    def __add__(self, other: Undone) -> Undone:
        names = [field.name for field in fields(self)]
        return Undone(**{name: getattr(self, name) + getattr(other, name) for name in names})


def batch_begun(store: Store, begun: str) -> str:
    """The one batch with this id, or with an id that begins so. Raises NotFound, BadInput."""
    ids = [str(row[0]) for row in store.read(reads_batches.BATCHES_BEGUN, {"begun": begun}).rows]
    if begun in ids:
        return begun
    if not ids or len(begun) < SHORTEST:
        raise NotFound(f"There is no import batch {begun!r}. `goodoffices history` lists them.")
    if len(ids) > 1:
        raise BadInput(f"The ids of {len(ids):,} import batches begin with {begun!r}: give more of it.")
    return ids[0]


def undone_before(store: Store, batch: str) -> datetime | None:
    """When a batch was undone, if it was and has not been imported again. Raises NotFound."""
    rows = store.read(reads_batches.BATCH, {"id": batch}).rows
    if not rows:
        raise NotFound(f"There is no import batch {batch!r}. `goodoffices history` lists them.")
    at = rows[0][1]
    return at if isinstance(at, datetime) else None


def undo_batch(store: Store, resolver: Resolver, batch: str, progress: Callable[[int], None]) -> Undone:
    """Undo a batch in steps, each whole in itself; cut off, it goes on where it stopped. Raises NotFound."""
    before = undone_before(store, batch)
    done = Undone()
    while True:
        step = store.write(lambda tx: _undo_some(tx, resolver, batch))
        if step is None:
            break
        done += step
        progress(done.claims_deleted + done.claims_kept)
    at = before if before is not None and done == Undone() else datetime.now(UTC)
    store.write(lambda tx: _close(tx, batch, at))
    return done


def _close(tx: Transaction, batch: str, at: datetime) -> None:
    tx.run(writes.LOCK)
    delete_idle_doubts(tx)
    tx.run(writes.CLOSE_UNDO, {"batch": batch, "at": at})


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
    idle = tx.run(judgements.IDLE_DECISIONS, {"ids": [*events, *(row["id"] for row in rows)]})
    return Undone(len(rows), 0, len(events) - changed, changed, decisions_kept=len(idle))


def _undo_proposals(tx: Transaction, batch: str) -> Undone | None:
    rows = tx.run(proposals.BATCH_PROPOSALS, {"batch": batch, "limit": CLAIMS_AT_ONCE})
    if not rows:
        return None
    gone = [row["id"] for row in rows if row["batches"] == 1]
    tx.run(proposals.LEAVE_BATCH["Proposal"], {"ids": [row["id"] for row in rows], "batch": batch})
    decided = [row["id"] for row in rows if row["batches"] == 1 and row["state"] != "waiting"]
    tx.run(proposals.DELETE_PROPOSALS, {"ids": gone})
    return Undone(proposals_deleted=len(gone), decisions_deleted=len(decided))


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
