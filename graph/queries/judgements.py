"""Persons' decisions as pages show them, where a thing is found that was merged into another, what can be split off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from graph.queries.reading import records_of
from graph.store.cypher import judgements, reads_desk

if TYPE_CHECKING:
    from graph.store.connection import Store


@dataclass(frozen=True)
class JudgementRow:
    """One decision that stands: on what, who took it, when and why.

    `about` is actor or event (left and right are a pair), claim (left was split off the event right, to the event
    `value`), field (on the field right of the event left, `value` holds) or fact (proposed by the article right; left
    is the claim that it became).
    """

    id: str
    about: str
    decision: str
    left: str
    left_name: str
    right: str
    right_name: str
    value: str
    by: str
    at: datetime | None
    why: str
    version: int


def judgements_on(store: Store, id: str) -> tuple[JudgementRow, ...]:
    """The decisions that stand on one actor, event or claim, the latest first."""
    rows = _rows(store, judgements.JUDGEMENTS_ON, {"id": id, "shaping": judgements.SHAPING})
    return tuple(sorted(rows, key=lambda row: (str(row.at), row.id), reverse=True))


def judgements_made(store: Store, limit: int = 50, skip: int = 0) -> tuple[JudgementRow, ...]:
    """All decisions that stand on names, events and claims, the latest first."""
    return _rows(store, judgements.JUDGEMENTS_MADE, {"limit": limit, "skip": skip})


def decisions_made(store: Store, limit: int = 50) -> tuple[JudgementRow, ...]:
    """All decisions that stand, those on proposed facts too, the latest first."""
    on_facts = _rows(store, reads_desk.PROPOSALS_DECIDED, {"limit": limit})
    rows = (*judgements_made(store, limit), *on_facts)
    return tuple(sorted(rows, key=lambda row: str(row.at), reverse=True)[:limit])


def merged_into(store: Store, id: str) -> str | None:
    """The actor or event that this one was found to be; None where it was not merged, or the other is gone."""
    passed, end = {id}, id
    while found := records_of(store, judgements.MERGED_INTO, {"id": end}):
        end = found[0]["right"]
        if end in passed:
            return None
        passed.add(end)
    if end == id or not records_of(store, judgements.IN_GRAPH, {"id": end}):
        return None
    return end


def can_be_split(store: Store, claim: str) -> bool:
    """Whether other claims stand on the event of this one too."""
    return any(record["claims"] > 1 for record in records_of(store, judgements.EVENT_OF_CLAIM, {"id": claim}))


def _rows(store: Store, statement: str, parameters: dict[str, object]) -> tuple[JudgementRow, ...]:
    told = ("left_name", "right_name", "value", "by", "why")
    records = records_of(store, statement, parameters)
    return tuple(JudgementRow(**{**record, **{key: record[key] or "" for key in told}}) for record in records)
