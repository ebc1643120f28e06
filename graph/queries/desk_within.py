"""The desk's queue of one article or of one import: the same things that wait, only fewer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from graph.queries.desk import DeskKind, DeskPage, Entry, entry_of, most_urgent
from graph.queries.reading import records_of
from graph.store.cypher.reads_desk_within import QUEUES_WITHIN

if TYPE_CHECKING:
    from graph.store.connection import Store

MOST_WITHIN = 2_000


class Place(StrEnum):
    """What a queue can be narrowed to."""

    ARTICLE = "article"
    BATCH = "batch"


@dataclass(frozen=True)
class Within:
    """One article or one import."""

    place: Place
    id: str


def desk_queue_within(store: Store, within: Within, kinds: Collection[DeskKind], limit: int, skip: int) -> DeskPage:
    """What waits in one article or import, the most urgent first; counts are of that article or import too."""
    found = {kind: _waiting(store, within, kind) for kind in DeskKind}
    waiting = [entry for kind in DeskKind if kind in kinds for entry in found[kind]]
    return DeskPage(most_urgent(store, waiting, limit, skip), {kind: len(entries) for kind, entries in found.items()})


def _waiting(store: Store, within: Within, kind: DeskKind) -> list[Entry]:
    """Each thing once: it may be found along two ways."""
    asked = {"within": within.id, "limit": MOST_WITHIN}
    records = records_of(store, QUEUES_WITHIN[within.place][kind], asked)
    return list({record["id"]: entry_of(kind, record) for record in records}.values())
