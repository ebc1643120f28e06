"""The routes: each reads an address, asks the queries, and gives a page, a panel or a JSON or CSV twin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

from flask import Blueprint, Response, abort, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from graph.errors import BadInput, NotFound
from graph.queries.articles import texts_of
from graph.queries.cards import Card, card_of
from graph.queries.events import (
    DOWNLOAD_CAP,
    PICTURE_CAP,
    EventsFound,
    count_all,
    outline,
    select_events,
)
from graph.queries.evidence import EventCard, event_card
from graph.queries.find import find_named
from graph.queries.judgements import merged_into
from graph.queries.reading import names_of
from graph.queries.selection import ID_FIELDS, Selection, address_of, selection_from
from graph.store.connection import Store
from webapp import addresses
from webapp.columns import narrowed, passing
from webapp.event_panel import event_panel
from webapp.panels import Panel, line_names, line_panel, thing_panel, with_sides_opened
from webapp.summary import Names
from webapp.twins import EVENT_HEADER, SAYING_HEADER, csv_answer, event_cells, json_answer, saying_cells
from webapp.views import COUNTING_RULE, Answered, Asked, View, mediation_page, unknown_things

bp = Blueprint("pages", __name__)


@dataclass(frozen=True)
class Source:
    """Where the pages get their answers; kept on the app."""

    store: Store


@bp.get("/")
def mediation() -> str:
    """Who mediated between whom, and where."""
    store, selection = the_store(), _selection()
    names = {field: names_of(store, field, selection.values_of(word)) for word, field in ID_FIELDS.items()}
    _follow_merged(selection, names)
    answered = Answered(
        found=select_events(store, selection, PICTURE_CAP),
        tallies=outline(store, selection),
        names=names,
        graph_size=count_all(store),
    )
    page = mediation_page(Asked(selection, _view(), page_number()), answered)
    return render_template("mediation.html", page=page, rule=COUNTING_RULE)


@bp.get("/health")
def health() -> Response:
    """Whether the graph answers: what a container's health check asks."""
    return json_answer({"events": count_all(the_store())})


@bp.get("/mediation.<any(json, csv):form>")
def mediation_twin(form: str) -> Response:
    """The events of the home page."""
    return _events_twin(select_events(the_store(), _selection(), DOWNLOAD_CAP), form, "mediation")


@bp.get("/events/<event_id>")
def event(event_id: str) -> str:
    """One event and who says so."""
    card = _event(event_id)
    return _panel(event_panel(card, texts_of(the_store(), [saying.article.id for saying in card.sayings])))


@bp.get("/events/<event_id>.<any(json, csv):form>")
def event_twin(event_id: str, form: str) -> Response:
    """One event: all of it as JSON, its sayings as CSV."""
    card = _event(event_id)
    if form == "csv":
        return csv_answer(SAYING_HEADER, map(saying_cells, card.sayings), f"event-{event_id}")
    return json_answer({"event": card})


@bp.get("/<any(actor, venue, conflict):thing>s/<thing_id>")
def thing(thing: str, thing_id: str) -> str:
    """One actor, venue or conflict and its events."""
    store, selection = the_store(), _selection().with_value(thing, thing_id)
    return _panel(thing_panel(_thing(thing, thing_id), select_events(store, selection), selection))


@bp.get("/<any(actor, venue, conflict):thing>s/<thing_id>.<any(json, csv):form>")
def thing_twin(thing: str, thing_id: str, form: str) -> Response:
    """One actor, venue or conflict: card and events."""
    store, selection = the_store(), _selection().with_value(thing, thing_id)
    card = _thing(thing, thing_id)
    return _events_twin(select_events(store, selection, DOWNLOAD_CAP), form, f"{thing}-{thing_id}", {thing: card})


@bp.get("/lines")
def line() -> str:
    """The events that run through some rows of the columns."""
    selection, keys = _selection(), request.args.getlist("at")
    found = _on_line(selection, keys, PICTURE_CAP)
    panel = line_panel(line_names(found.rows, selection, keys), found, addresses.line(keys, selection))
    return _panel(with_sides_opened(panel, keys, selection))


@bp.get("/lines.<any(json, csv):form>")
def line_twin(form: str) -> Response:
    """The events of a line."""
    selection, keys = _selection(), request.args.getlist("at")
    return _events_twin(_on_line(selection, keys, DOWNLOAD_CAP), form, "line", {"at": keys})


@bp.get("/find")
def find() -> str | AnyResponse:
    """Things by name, as a page for those who run no script."""
    selection, text = _selection(), request.args.get("q", "").strip()
    if not text:
        return redirect(addresses.mediation(selection))
    return render_template("find.html", text=text, finds=_finds(selection, text), events=_naming(selection, text))


@bp.get("/find.json")
def find_twin() -> Response:
    """Things by name, for type-ahead."""
    selection, text = _selection(), request.args.get("q", "").strip()
    return json_answer({"text": text, "finds": _finds(selection, text), "events": _naming(selection, text)})


def the_store() -> Store:
    """The store of the app that answers."""
    source: Source = current_app.extensions["goodoffices"]
    return source.store


def _on_line(selection: Selection, keys: list[str], cap: int) -> EventsFound:
    """The newest events that run through some rows; where more may do than were read, this is told."""
    among = select_events(the_store(), narrowed(selection, keys), cap)
    rows = passing(among.rows, selection, keys)
    return EventsFound(tuple(rows), len(rows), at_least=among.at_least or among.total > len(among.rows))


def _event(event_id: str) -> EventCard:
    try:
        return event_card(the_store(), event_id)
    except NotFound as missing:
        _show_elsewhere("event_id", event_id, missing)


def _thing(thing: str, thing_id: str) -> Card:
    try:
        return card_of(the_store(), thing, thing_id)
    except NotFound as missing:
        if thing != "actor":
            raise
        _show_elsewhere("thing_id", thing_id, missing)


def _follow_merged(selection: Selection, names: Names) -> None:
    """Lead an address that names an actor who was found to be another to that one."""
    for thing, old_id in unknown_things(selection, names):
        end = merged_into(the_store(), old_id) if thing == "actor" else None
        if end is not None:
            followed = selection.without_value(thing, old_id).with_value(thing, end)
            abort(redirect(addresses.mediation(followed, request.args.get("view", "")), 302))


def _show_elsewhere(part: str, old_id: str, missing: NotFound) -> NoReturn:
    """What was found to be another actor or event is shown there, for as long as that decision stands."""
    end = merged_into(the_store(), old_id)
    if end is None:
        raise missing
    path = url_for(str(request.endpoint), **{**(request.view_args or {}), part: end})
    query = request.query_string.decode()
    abort(redirect(f"{path}?{query}" if query else path, 302))


def _selection() -> Selection:
    return selection_from(request.args.to_dict(flat=False))


def _view() -> View:
    word = request.args.get("view") or View.COLUMNS
    if word not in set(View):
        raise BadInput(f"view: nothing is called {word!r}. Use {', '.join(View)}.")
    return View(word)


def page_number() -> int:
    """The page of a long table that the address asks for. Raises BadInput."""
    return addresses.page_number(request.args.get("page", ""))


def _panel(panel: Panel) -> str:
    bare = request.args.get("part") == "panel"
    return render_template("_panel.html" if bare else "panel.html", panel=panel)


def _events_twin(found: EventsFound, form: str, name: str, about: dict[str, object] | None = None) -> Response:
    if form == "csv":
        return csv_answer(EVENT_HEADER, map(event_cells, found.rows), name)
    counts = {"total": found.total, "at_least": found.at_least, "left_out": max(found.total - len(found.rows), 0)}
    address = [list(pair) for pair in address_of(_selection())]
    return json_answer({**(about or {}), "selection": address, **counts, "events": found.rows})


def _finds(selection: Selection, text: str) -> list[dict[str, object]]:
    return [
        {
            "thing": one.thing,
            "name": one.name,
            "kind": one.kind,
            "alias": one.alias,
            "events": one.events,
            "page": "" if one.thing == "process" else addresses.thing(one.thing, one.id, selection),
            "filter": addresses.mediation(selection.with_value(one.thing, one.id)),
        }
        for one in find_named(the_store(), text)
    ]


def _naming(selection: Selection, text: str) -> str:
    """The address of the events whose title or participants hold the text."""
    return addresses.mediation(selection.naming(text))
