"""Turns a selection into the events it selects: frozen rows with everybody and everything around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.queries.rows import EventRow, Named, Participation, Place, sides_key
from graph.queries.selection import Selection
from graph.store.cypher.reads import (
    EVENT_COUNT,
    EVENT_OUTLINE,
    EVENT_ROWS,
    NAMES,
    SIZE_OF_GRAPH,
    selecting,
)
from graph.vocabulary import ActorKind, EventClass, Involvement, Modality, Review, Status, VenueKind

if TYPE_CHECKING:
    from graph.store.connection import Store

PICTURE_CAP = 1_000
"""Most events that a picture or a table of the explorer reads at once: the newest ones."""

DOWNLOAD_CAP = 10_000
"""Most events that a JSON or CSV twin holds."""

_OUTLINE_CAP = 10_000
_KINDS = {kind.value: kind for kind in ActorKind}


@dataclass(frozen=True)
class Tally:
    """How many events of one class and status began in one month (0 where the date is unknown)."""

    event_class: str
    status: str
    year: int
    month: int
    events: int


@dataclass(frozen=True)
class EventsFound:
    """The newest events of a selection, and how many there are; `at_least` where the count stopped at its limit."""

    rows: tuple[EventRow, ...]
    total: int
    at_least: bool = False


def select_events(store: Store, selection: Selection, cap: int = PICTURE_CAP) -> EventsFound:
    """The newest events of the selection, at most `cap`, undated ones last."""
    rows = _rows(store, selection, "dated", cap)
    if len(rows) < cap and not (selection.since or selection.until):
        rows += _rows(store, selection, "undated", cap - len(rows))
    if selection.sides:
        rows = [row for row in rows if sides_key(row) == selection.sides]
        return EventsFound(tuple(rows), len(rows))
    if len(rows) < cap:
        return EventsFound(tuple(rows), len(rows))
    total = _counted(store, selection, max(_OUTLINE_CAP, cap))
    return EventsFound(tuple(rows), total, at_least=total > max(_OUTLINE_CAP, cap))


def select_event(store: Store, event_id: str) -> EventRow | None:
    """One event by its id."""
    statement = selecting((), ("ids",), EVENT_ROWS)
    rows = _with_bodies(store, records_of(store, statement, {"ids": [event_id], "limit": 1}))
    return rows[0] if rows else None


def outline(store: Store, selection: Selection) -> tuple[Tally, ...]:
    """Months, classes and statuses of the selection, whatever its own years, classes and statuses are."""
    steps, conditions, parameters = _selecting(selection, with_counted=False)
    tallies: list[Tally] = []
    for dated in ("dated", "undated"):
        statement = selecting(steps, (*conditions, dated), EVENT_OUTLINE)
        records = records_of(store, statement, {**parameters, "limit": _OUTLINE_CAP})
        tallies += [Tally(*_tally_values(record)) for record in records]
        if sum(tally.events for tally in tallies) >= _OUTLINE_CAP:
            break
    return tuple(tallies)


def count_all(store: Store) -> int:
    """How many events the graph holds."""
    return int(records_of(store, SIZE_OF_GRAPH, {})[0]["events"])


def names_of(store: Store, field: str, ids: tuple[str, ...]) -> dict[str, Named]:
    """The names of these actors, conflicts, processes or venues; an id that is not in the graph is left out."""
    if not ids:
        return {}
    records = records_of(store, NAMES[field], {"ids": list(ids)})
    return {record["id"]: Named(record["id"], record["name"], record["short"] or "") for record in records}


def _selecting(
    selection: Selection, with_counted: bool = True
) -> tuple[tuple[str, ...], tuple[str, ...], dict[str, Any]]:
    steps = [field for field in ("actors", "conflicts", "processes", "venues") if getattr(selection, field)]
    if selection.roles:
        steps.append("roles_of_actors" if selection.actors else "roles")
    conditions = ["text"] if selection.text else []
    if with_counted:
        conditions += [field for field in ("statuses", "classes", "since", "until") if getattr(selection, field)]
    parameters = {
        "actors": list(selection.actors),
        "conflicts": list(selection.conflicts),
        "processes": list(selection.processes),
        "venues": list(selection.venues),
        "roles": [role.value for role in selection.roles],
        "statuses": [status.value for status in selection.statuses],
        "classes": [one.value for one in selection.classes],
        "since": selection.since,
        "until": selection.until,
        "text": selection.text.lower(),
    }
    return tuple(steps), tuple(conditions), parameters


def _rows(store: Store, selection: Selection, dated: str, limit: int) -> list[EventRow]:
    steps, conditions, parameters = _selecting(selection)
    statement = selecting(steps, (*conditions, dated), EVENT_ROWS)
    return _with_bodies(store, records_of(store, statement, {**parameters, "limit": limit}))


def _counted(store: Store, selection: Selection, limit: int) -> int:
    steps, conditions, parameters = _selecting(selection)
    records = records_of(store, selecting(steps, conditions, EVENT_COUNT), {**parameters, "limit": limit + 1})
    return int(records[0]["events"])


def records_of(store: Store, statement: str, parameters: Mapping[str, object]) -> list[dict[str, Any]]:
    """The rows of a reading statement, each by column name."""
    answer = store.read(statement, parameters)
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def _tally_values(record: Mapping[str, Any]) -> tuple[str, str, int, int, int]:
    return (
        record["event_class"] or "",
        record["status"] or "",
        record["year"] or 0,
        record["month"] or 0,
        record["events"],
    )


def _with_bodies(store: Store, records: list[dict[str, Any]]) -> list[EventRow]:
    """Rows whose persons carry the name of the body they stood for, which the relationship holds as an id."""
    known = {p[0]: Named(p[0], p[1] or p[0], p[2] or "") for record in records for p in record["participants"]}
    missing = {p[8] for record in records for p in record["participants"] if p[8] and p[8] not in known}
    known.update(names_of(store, "actors", tuple(sorted(missing))))
    return [_event_row(record, known) for record in records]


def _event_row(record: Mapping[str, Any], known: Mapping[str, Named]) -> EventRow:
    return EventRow(
        id=record["id"],
        title=record["title"] or "",
        kind=record["kind"] or "",
        event_class=EventClass(record["event_class"] or "mediation"),
        status=Status(record["status"] or "unknown"),
        outcome=record["outcome"] or "",
        start=record["start"],
        end=record["end"],
        date_precision=record["date_precision"] or "",
        date_text=record["date_text"] or "",
        modality=Modality(record["modality"] or "unknown"),
        configuration=record["configuration"] or "",
        n_articles=record["n_articles"] or 0,
        n_publishers=record["n_publishers"] or 0,
        review=Review(record["review"] or "machine"),
        participants=tuple(_participation(values, known) for values in sorted(record["participants"], key=_by_name)),
        places=tuple(_place(values) for values in sorted(record["places"], key=_by_name)),
        conflicts=tuple(Named(one[0], one[1] or one[0]) for one in sorted(record["conflicts"], key=_by_name)),
        processes=tuple(Named(one[0], one[1] or one[0]) for one in sorted(record["processes"], key=_by_name)),
        contradictions=tuple(record["contradictions"] or ()),
    )


def _by_name(values: list[Any]) -> tuple[str, str]:
    return values[1] or "", values[0]


def _participation(values: list[Any], known: Mapping[str, Named]) -> Participation:
    actor, labels, behalf = values[0], values[3], values[8]
    return Participation(
        actor=known[actor],
        kind=next((_KINDS[label] for label in labels if label in _KINDS), ActorKind.OTHER),
        involvement=Involvement(values[4]),
        role=values[5] or "",
        side=values[6] or "",
        response=values[7] or "",
        behalf=known.get(behalf) if behalf else None,
        lead=bool(values[9]),
    )


def _place(values: list[Any]) -> Place:
    venue_id, name, kind, country, planned = values
    return Place(Named(venue_id, name or venue_id), VenueKind(kind) if kind else None, country or "", bool(planned))
