"""Turns events into three columns of rows (third parties, sides, venues) and the lines of events between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain

from graph.queries.rows import EventRow, Named, Place, sides_key, sides_of, third_parties_of
from graph.queries.selection import Selection
from graph.vocabulary import Involvement, Modality, VenueKind
from webapp import wording
from webapp.order import placed, swept

MOST_ROWS = 40
"""Rows of a column that are drawn; the table holds the rest."""

ROW_GAP = 30

UNKNOWN, BY_LINK = "unknown", "by-link"
"""What stands in a key instead of an id where nothing was reported, and where the sides met by phone or video."""

_NO_THING = (UNKNOWN, BY_LINK)
_REMOTE = (Modality.PHONE, Modality.VIDEO, Modality.VIRTUAL)


class Level(StrEnum):
    """What the middle column holds."""

    CONFLICTS = "conflict"
    SIDES = "sides"
    EVENTS = "event"


@dataclass(frozen=True)
class Stop:
    """Where an event's line passes through a column: the key of a row, and its names; `vague` where it is no thing."""

    key: str
    name: str
    short: str = ""
    full: str = ""
    vague: bool = False


Stops = tuple[list[Stop], list[Stop], list[Stop]]
"""The rows that one event passes through, column by column."""


@dataclass(frozen=True)
class Row:
    """One row of a column with the events that pass through it, as places in the list of events."""

    stop: Stop
    column: int
    events: tuple[int, ...]
    y: float = 0
    unheld: bool = False


@dataclass(frozen=True)
class Link:
    """The events that pass through two rows; `light` where none was between sides, `unheld` where none took place."""

    source: str
    target: str
    events: tuple[int, ...]
    light: bool = False
    unheld: bool = False

    @property
    def key(self) -> str:
        """The two rows as one word."""
        return f"{self.source}>{self.target}"


@dataclass(frozen=True)
class Columns:
    """The picture: rows with their heights, links, and how many rows each column leaves out."""

    level: Level
    rows: tuple[Row, ...]
    links: tuple[Link, ...]
    left_out: tuple[int, int, int]
    stops: tuple[Stops, ...]


def level_of(events: Sequence[EventRow], selection: Selection) -> Level:
    """Conflicts on the whole graph, sets of sides within one conflict, events within one set of sides."""
    if selection.sides:
        return Level.EVENTS
    conflicts = {conflict.id for event in events for conflict in event.conflicts}
    return Level.SIDES if len(selection.conflicts) == 1 or len(conflicts) <= 1 else Level.CONFLICTS


def columns_of(events: Sequence[EventRow], selection: Selection) -> Columns:
    """Lay out the events of a selection in three columns."""
    stops = stops_of(events, selection)
    unheld = [not wording.happened(event) for event in events]
    found = [_rows([stop[column] for stop in stops], unheld, column) for column in range(3)]
    drawn = [sorted(rows, key=lambda row: (-len(row.events), row.stop.name))[:MOST_ROWS] for rows in found]
    by_key = {row.stop.key: row for rows in drawn for row in rows}
    links = [
        link
        for link in _links(stops, [len(sides_of(event)) < 2 for event in events], unheld)
        if link.source in by_key and link.target in by_key
    ]
    weights = {(link.source, link.target): len(link.events) for link in links}
    level = level_of(events, selection)
    if level is Level.EVENTS:  # a time line reads in its own order: newest first, as the events come
        drawn[1].sort(key=lambda row: row.events)
    moving = (0, 2) if level is Level.EVENTS else (0, 1, 2)
    orders = swept([[row.stop.key for row in rows] for rows in drawn], weights, moving)
    heights = placed(orders, weights, ROW_GAP)
    return Columns(
        level,
        tuple(replace(by_key[key], y=heights[key]) for order in orders for key in order),
        tuple(links),
        (len(found[0]) - len(drawn[0]), len(found[1]) - len(drawn[1]), len(found[2]) - len(drawn[2])),
        tuple(stops),
    )


def stops_of(events: Sequence[EventRow], selection: Selection) -> list[Stops]:
    """Through which rows each event passes: its third parties, its middle, its venues."""
    middle = _MIDDLES[level_of(events, selection)]
    return [(_third_stops(event, selection.roles), middle(event), venue_stops(event)) for event in events]


def passing(events: Sequence[EventRow], selection: Selection, keys: Iterable[str]) -> list[EventRow]:
    """The events that pass through all the rows with these keys."""
    wanted = set(keys)
    return [event for event in events if wanted <= {stop.key for stop in every_stop(event, selection)}]


def narrowed(selection: Selection, keys: Iterable[str]) -> Selection:
    """The selection within what these rows are of, where it is open: of many events far fewer need be read."""
    for key in keys:
        kind, _, id = key.partition(":")
        if kind == "sides" and not selection.sides:
            selection = replace(selection, sides=id)
        elif kind in ("actor", "conflict", "venue") and id not in _NO_THING and not selection.values_of(kind):
            selection = selection.with_value(kind, id)
    return selection


def every_stop(event: EventRow, selection: Selection) -> list[Stop]:
    """The rows that an event passes through, whatever the middle column holds: that changes with what is selected."""
    middles = chain.from_iterable(middle(event) for middle in _MIDDLES.values())
    return [*_third_stops(event, selection.roles), *middles, *venue_stops(event)]


def venue_stops(event: EventRow) -> list[Stop]:
    """Where the event was; by link and not reported are rows of their own and never a place."""
    if event.places:
        return [_venue_stop(place) for place in event.places]
    if event.modality in _REMOTE:
        return [Stop(f"venue:{BY_LINK}", "By video or phone link", "By link", vague=True)]
    return [Stop(f"venue:{UNKNOWN}", "Place not reported", "Not reported", vague=True)]


def _venue_stop(place: Place) -> Stop:
    venue = place.venue
    if place.kind is VenueKind.COUNTRY:
        name = f"in {venue.name}, place not reported"
        return Stop(f"venue:{venue.id}", name, f"in {venue.name}", vague=True)
    return Stop(f"venue:{venue.id}", venue.name)


def _third_stops(event: EventRow, roles: tuple[Involvement, ...]) -> list[Stop]:
    actors = third_parties_of(event, roles)
    if not actors:
        return [Stop(f"actor:{UNKNOWN}", "Third party not reported", "Not reported", vague=True)]
    return [Stop(f"actor:{actor.id}", actor.name, actor.short) for actor in actors]


def _conflict_stops(event: EventRow) -> list[Stop]:
    if not event.conflicts:
        return [Stop(f"conflict:{UNKNOWN}", "Conflict not reported", "Not reported", vague=True)]
    return [_named_stop("conflict", conflict) for conflict in event.conflicts]


def _sides_stops(event: EventRow) -> list[Stop]:
    sides = sides_of(event)
    if not sides:
        return [Stop("sides:none", "Sides not reported", "Not reported", vague=True)]
    return [Stop(f"sides:{sides_key(event)}", wording.short_sides(sides), full=wording.full_sides(sides))]


def _event_stops(event: EventRow) -> list[Stop]:
    name = f"{wording.when(event)}, {wording.word(event.kind or 'event')}"
    return [Stop(f"event:{event.id}", name, full=f"{name}: {wording.headline(event)}")]


_MIDDLES: dict[Level, Callable[[EventRow], list[Stop]]] = {
    Level.CONFLICTS: _conflict_stops,
    Level.SIDES: _sides_stops,
    Level.EVENTS: _event_stops,
}


def _named_stop(kind: str, thing: Named) -> Stop:
    return Stop(f"{kind}:{thing.id}", thing.name, thing.short)


def _rows(stops: Sequence[list[Stop]], unheld: Sequence[bool], column: int) -> list[Row]:
    known: dict[str, Stop] = {}
    passing_by: dict[str, list[int]] = {}
    for index, event_stops in enumerate(stops):
        for stop in event_stops:
            known.setdefault(stop.key, stop)
            passing_by.setdefault(stop.key, []).append(index)
    return [
        Row(stop, column, tuple(passing_by[key]), unheld=_all(unheld, passing_by[key])) for key, stop in known.items()
    ]


def _links(stops: Sequence[Stops], light: Sequence[bool], unheld: Sequence[bool]) -> list[Link]:
    passing_by: dict[tuple[str, str], list[int]] = {}
    for index, (thirds, middles, venues) in enumerate(stops):
        for middle in middles:
            pairs = [(third.key, middle.key) for third in thirds] + [(middle.key, venue.key) for venue in venues]
            for pair in pairs:
                passing_by.setdefault(pair, []).append(index)
    return [
        Link(source, target, tuple(held), _all(light, held), _all(unheld, held))
        for (source, target), held in passing_by.items()
    ]


def _all(marked: Sequence[bool], held: Sequence[int]) -> bool:
    return all(marked[index] for index in held)
