"""Turns answers of the queries into what the Mediation page shows: one frozen class, every word and address in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product
from typing import Any

from graph.queries.events import EventsFound, Tally
from graph.queries.rows import EventRow, sides_of, third_parties_of
from graph.queries.selection import ID_FIELDS, Selection
from webapp import addresses, wording
from webapp.chips import Chip, Switch, chips_of, switches_of
from webapp.columns import BY_LINK, UNKNOWN, Level, Stops, columns_of, level_of, venue_stops
from webapp.drawing import Drawing, draw_columns, draw_network
from webapp.forms import FilterForm, filter_form
from webapp.network import network_of
from webapp.summary import Names, Words, heading, summary, total_words
from webapp.years import YearStrip, year_strip

PAGE_SIZE = 50
MOST_PATHS = 60

COUNTING_RULE = (
    "Counted are events of mediation, negotiation and offers to mediate; mediation-related ones are counted apart. "
    "An event counts once for every third party, party and venue in it, and in the month of its first possible day. "
    "Third parties are those that mediated or offered to; where none is named, those that hosted, guaranteed, "
    "supported or observed. Persons stand for the body that an article names with them. "
    "Numbers follow what the imported articles cover."
)


class View(StrEnum):
    """The ways to see one selection."""

    COLUMNS = "columns"
    NETWORK = "network"
    TABLE = "table"


@dataclass(frozen=True)
class Tab:
    """One view of the selection and its address."""

    text: str
    href: str
    current: bool


@dataclass(frozen=True)
class Line:
    """One event as a row of a table."""

    when: str
    title: str
    href: str
    third_parties: str
    sides: str
    venues: str
    status: str
    held: bool
    articles: int


@dataclass(frozen=True)
class Path:
    """One way through the columns in words, and its number of events."""

    third_party: str
    middle: str
    venue: str
    events: int
    href: str


@dataclass(frozen=True)
class Pages:
    """Where in a long table one is."""

    page: int
    pages: int
    before: str
    after: str


@dataclass(frozen=True)
class Unknown:
    """A thing that the address names and the graph does not know, and the address without it."""

    thing: str
    id: str
    removed: str


@dataclass(frozen=True)
class MediationPage:
    """The home page for one selection in one view."""

    selection: Selection
    view: View
    heading: str
    summary: tuple[Words, ...]
    chips: tuple[Chip, ...]
    switches: tuple[Switch, Switch]
    tabs: tuple[Tab, ...]
    years: YearStrip
    picture: dict[str, Any] | None
    middle: Level
    note: str
    lines: tuple[Line, ...]
    pages: Pages
    paths: tuple[Path, ...]
    form: FilterForm
    timeless: str
    twins: tuple[str, str]
    empty_graph: bool
    unknown: tuple[Unknown, ...]


@dataclass(frozen=True)
class Asked:
    """What an address asks of the home page."""

    selection: Selection
    view: View = View.COLUMNS
    page: int = 1

    @property
    def view_word(self) -> str:
        """The view as it stands in an address: the default view does not."""
        return "" if self.view is View.COLUMNS else self.view.value


@dataclass(frozen=True)
class Answered:
    """What the queries answer to it."""

    found: EventsFound
    tallies: tuple[Tally, ...]
    names: Names
    graph_size: int


def mediation_page(asked: Asked, answered: Answered) -> MediationPage:
    """Everything the home page shows of a selection; a page past the end of the table is its last one."""
    selection, rows = asked.selection, answered.found.rows
    asked = replace(asked, page=min(asked.page, _page_count(len(rows))))
    drawn = _drawn(asked, answered.found)
    return MediationPage(
        selection=selection,
        view=asked.view,
        heading=heading(selection, answered.names),
        summary=summary(answered.found, selection) if rows else (),
        chips=chips_of(selection, answered.names, rows, asked.view_word),
        switches=switches_of(selection, answered.tallies, asked.view_word),
        tabs=tuple(_tab(view, asked) for view in View),
        years=year_strip(answered.tallies, selection, asked.view_word),
        picture=drawn.picture,
        middle=level_of(rows, selection),
        note=_left_out(answered.found, drawn.events),
        lines=tuple(line_of(row) for row in rows[_first(asked) : _first(asked) + PAGE_SIZE])
        if _is_table(asked)
        else (),
        pages=_pages(asked, len(rows)),
        paths=drawn.paths,
        form=filter_form(selection, asked.view_word),
        timeless=addresses.query_of(replace(selection, since=None, until=None), view=asked.view_word),
        twins=(_twin("json", selection), _twin("csv", selection)),
        empty_graph=answered.graph_size == 0,
        unknown=tuple(_unknown(asked, answered.names)) if answered.graph_size else (),
    )


def _unknown(asked: Asked, names: Names) -> Iterator[Unknown]:
    for thing, id in unknown_things(asked.selection, names):
        without = replace(asked.selection.without_value(thing, id), sides="")
        yield Unknown(thing, id, addresses.mediation(without, asked.view_word))


def unknown_things(selection: Selection, names: Names) -> list[tuple[str, str]]:
    """What a selection names that the graph does not know, as the word of the address and the id."""
    return [
        (thing, id)
        for thing, field in ID_FIELDS.items()
        for id in selection.values_of(thing)
        if id not in names.get(field, {})
    ]


def line_of(event: EventRow) -> Line:
    """One event as a row of a table."""
    return Line(
        when=wording.when(event),
        title=wording.headline(event),
        href=addresses.thing("event", event.id),
        third_parties=wording.names(third_parties_of(event)),
        sides=wording.full_sides(sides_of(event)),
        venues=wording.listed([stop.name for stop in venue_stops(event)]),
        status=wording.word(event.status),
        held=wording.happened(event),
        articles=event.n_articles,
    )


def row_address(key: str, selection: Selection) -> str:
    """The page behind a row of the picture: its thing, or for what is no thing the events that pass through it."""
    kind, _, thing_id = key.partition(":")
    if kind == "sides" or thing_id in (UNKNOWN, BY_LINK):
        return addresses.line((key,), selection)
    return addresses.thing(kind, thing_id, None if kind == "event" else selection)


@dataclass(frozen=True)
class _Drawn:
    """The picture as JSON values, the number of events in it, and the same in words."""

    picture: dict[str, Any] | None
    events: int
    paths: tuple[Path, ...] = ()


def _drawn(asked: Asked, found: EventsFound) -> _Drawn:
    if asked.view is View.TABLE or not found.rows:
        return _Drawn(None, len(found.rows))
    if asked.view is View.NETWORK:
        network = network_of(found.rows, asked.selection)
        hrefs = {node.key: row_address(node.key, asked.selection) for node in network.nodes}
        return _Drawn(_json(draw_network(network, hrefs)), network.drawn)
    columns = columns_of(found.rows, asked.selection)
    hrefs = {row.stop.key: row_address(row.stop.key, asked.selection) for row in columns.rows}
    for link in columns.links:
        hrefs[link.key] = addresses.line((link.source, link.target), asked.selection)
    picture = {
        **_json(draw_columns(columns, hrefs)),
        "left_out": columns.left_out,
        "ids": [row.id for row in found.rows],
    }
    return _Drawn(picture, len(found.rows), _paths(columns.stops, asked.selection))


def _json(drawing: Drawing) -> dict[str, Any]:
    return {"nodes": drawing.nodes, "edges": drawing.edges, "options": drawing.options}


def _left_out(found: EventsFound, shown: int) -> str:
    if shown >= found.total:
        return ""
    return f"Shown are the newest {shown:,} of {total_words(found)}. Narrow by a filter or by years to see the rest."


def _tab(view: View, asked: Asked) -> Tab:
    word = Asked(asked.selection, view).view_word
    return Tab(view.value.capitalize(), addresses.mediation(asked.selection, word), view is asked.view)


def _twin(form: str, selection: Selection) -> str:
    return addresses.twin("/", form, addresses.query_of(selection))


def _is_table(asked: Asked) -> bool:
    return asked.view is View.TABLE


def _first(asked: Asked) -> int:
    return (asked.page - 1) * PAGE_SIZE


def _page_count(rows: int) -> int:
    return max(-(-rows // PAGE_SIZE), 1)


def _pages(asked: Asked, rows: int) -> Pages:
    pages = _page_count(rows)

    def to(page: int) -> str:
        return addresses.mediation(asked.selection, asked.view_word, page) if 1 <= page <= pages else ""

    return Pages(asked.page, pages, to(asked.page - 1), to(asked.page + 1))


def _paths(stops: Sequence[Stops], selection: Selection) -> tuple[Path, ...]:
    """The picture in words: every way from a third party through a middle to a venue, most events first."""
    counted = Counter((a.key, b.key, c.key) for one in stops for a, b, c in product(*one))
    names = {stop.key: stop.full or stop.name for one in stops for column in one for stop in column}
    ranked = sorted(counted.items(), key=lambda one: (-one[1], [names[key] for key in one[0]]))[:MOST_PATHS]
    return tuple(
        Path(names[keys[0]], names[keys[1]], names[keys[2]], events, addresses.line(keys, selection))
        for keys, events in ranked
    )
