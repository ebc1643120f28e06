"""Turns a selection into the events it selects: frozen rows with everybody and everything around them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.queries.reading import event_rows, records_of
from graph.queries.rows import EventRow, bodies_in, sides_key
from graph.queries.selection import Selection
from graph.store.cypher.reads import (
    EVENT_COUNT,
    EVENT_OUTLINE,
    EVENT_ROWS,
    SIZE_OF_GRAPH,
    selecting,
)

if TYPE_CHECKING:
    from graph.store.connection import Store

PICTURE_CAP = 1_000
"""Most events that a picture or a table of the explorer reads at once: the newest ones."""

DOWNLOAD_CAP = 10_000
"""Most events that a JSON or CSV twin holds."""

_OUTLINE_CAP = 10_000


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
    """The newest events of a selection, and how many there are; `at_least` where there may be more than counted."""

    rows: tuple[EventRow, ...]
    total: int
    at_least: bool = False


def select_events(store: Store, selection: Selection, cap: int = PICTURE_CAP) -> EventsFound:
    """The newest events of the selection, at most `cap`, undated ones last."""
    # Who sat with whom on a side is told only once an event is read: for that, more are read than are given.
    reach = max(cap, DOWNLOAD_CAP) if selection.sides else cap
    rows, most = _newest(store, selection, reach), max(_OUTLINE_CAP, reach)
    total = _counted(store, selection, most) if len(rows) == reach else len(rows)
    if selection.sides:
        between = [row for row in rows if sides_key(row) == selection.sides]
        return EventsFound(tuple(between[:cap]), len(between), at_least=total > reach)
    return EventsFound(tuple(rows), total, at_least=total > most)


def select_event(store: Store, event_id: str) -> EventRow | None:
    """One event by its id."""
    return events_by_id(store, (event_id,)).get(event_id)


def events_by_id(store: Store, event_ids: Collection[str]) -> dict[str, EventRow]:
    """Some events by their ids; an id that is not in the graph is left out."""
    wanted = sorted(set(event_ids))
    if not wanted:
        return {}
    statement = selecting((), ("ids",), EVENT_ROWS)
    rows = event_rows(store, records_of(store, statement, {"ids": wanted, "limit": len(wanted)}))
    return {row.id: row for row in rows}


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


def _selecting(
    selection: Selection, with_counted: bool = True
) -> tuple[tuple[str, ...], tuple[str, ...], dict[str, Any]]:
    steps = [field for field in ("actors", "conflicts", "processes", "venues") if getattr(selection, field)]
    if bodies := bodies_in(selection.sides) if selection.sides else ():
        steps.append("bodies")
    if selection.roles:
        steps.append("roles_of_actors" if selection.actors else "roles")
    conditions = [word for word, wanted in (("text", selection.text), ("explicit", not selection.inferred)) if wanted]
    if with_counted:
        conditions += [field for field in ("statuses", "classes", "since", "until") if getattr(selection, field)]
    parameters = {
        "actors": list(selection.actors),
        "conflicts": list(selection.conflicts),
        "processes": list(selection.processes),
        "venues": list(selection.venues),
        "bodies": list(bodies),
        "roles": [role.value for role in selection.roles],
        "statuses": [status.value for status in selection.statuses],
        "classes": [one.value for one in selection.classes],
        "since": selection.since,
        "until": selection.until,
        "text": selection.text.lower(),
    }
    return tuple(steps), tuple(conditions), parameters


def _newest(store: Store, selection: Selection, limit: int) -> list[EventRow]:
    rows = _rows(store, selection, "dated", limit)
    if len(rows) < limit and not (selection.since or selection.until):
        rows += _rows(store, selection, "undated", limit - len(rows))
    return rows


def _rows(store: Store, selection: Selection, dated: str, limit: int) -> list[EventRow]:
    steps, conditions, parameters = _selecting(selection)
    statement = selecting(steps, (*conditions, dated), EVENT_ROWS)
    return event_rows(store, records_of(store, statement, {**parameters, "limit": limit}))


def _counted(store: Store, selection: Selection, limit: int) -> int:
    steps, conditions, parameters = _selecting(selection)
    records = records_of(store, selecting(steps, conditions, EVENT_COUNT), {**parameters, "limit": limit + 1})
    return int(records[0]["events"])


def _tally_values(record: Mapping[str, Any]) -> tuple[str, str, int, int, int]:
    return (
        record["event_class"] or "",
        record["status"] or "",
        record["year"] or 0,
        record["month"] or 0,
        record["events"],
    )
