"""Import batches as the History page shows them: what came in, when, by whom, and what of it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from graph.errors import NotFound
from graph.queries.events import events_by_id
from graph.queries.reading import records_of
from graph.queries.rows import EventRow
from graph.store.cypher import reads_batches

if TYPE_CHECKING:
    from graph.store.connection import Store

MOST_EVENTS = 200


class BatchState(StrEnum):
    """Whether a batch is all there."""

    WHOLE = "whole"
    CUT_OFF = "cut off"
    UNDONE = "undone"


@dataclass(frozen=True)
class BatchRow:
    """One import and what it counted."""

    batch: str
    state: BatchState
    importer: str
    by: str
    files: tuple[str, ...]
    started_at: datetime | None
    finished_at: datetime | None
    undone_at: datetime | None
    articles: int
    proposals: int
    claims: int
    events_added: int
    events_confirmed: int
    refused: int


@dataclass(frozen=True)
class BatchCard:
    """One batch with the events that it tells of; `more` where there are others."""

    row: BatchRow
    events: tuple[EventRow, ...]
    more: bool
    waiting: int


def history(store: Store) -> tuple[BatchRow, ...]:
    """All batches, the latest first."""
    return tuple(map(_row, records_of(store, reads_batches.HISTORY, {})))


def batch_card(store: Store, batch: str) -> BatchCard:
    """One batch and what it brought. Raises NotFound."""
    row = next((row for row in history(store) if row.batch == batch), None)
    if row is None:
        raise NotFound(f"There is no import batch {batch!r}. The history lists them.")
    events, more = _events_of(store, batch)
    waiting = records_of(store, reads_batches.BATCH_WAITING, {"id": batch})
    return BatchCard(row, events, more, int(waiting[0]["waiting"]) if waiting else 0)


def _events_of(store: Store, batch: str) -> tuple[tuple[EventRow, ...], bool]:
    """The events that a batch tells of, and whether there are more than are listed."""
    answer = store.read(reads_batches.BATCH_EVENTS, {"id": batch}, limit=MOST_EVENTS)
    ids = [str(row[0]) for row in answer.rows]
    found = events_by_id(store, ids)
    return tuple(found[id] for id in ids if id in found), answer.more


def _row(record: Mapping[str, Any]) -> BatchRow:
    counts = ("articles", "proposals", "claims", "events_added", "events_confirmed", "refused")
    return BatchRow(
        batch=record["batch"],
        state=_state(record),
        importer=record["importer"] or "",
        by=record["by"] or "",
        files=tuple(record["files"] or ()),
        started_at=record["started_at"],
        finished_at=record["finished_at"],
        undone_at=record["undone_at"],
        **{name: record[name] or 0 for name in counts},
    )


def _state(record: Mapping[str, Any]) -> BatchState:
    if record["undone_at"] is not None:
        return BatchState.UNDONE
    return BatchState.WHOLE if record["finished_at"] is not None else BatchState.CUT_OFF
