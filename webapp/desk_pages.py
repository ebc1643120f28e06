"""The review desk: the queue, one thing beside it, decisions and their undoing, type-ahead for corrections."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from functools import cache, partial
from typing import Any

from flask import Blueprint, Response, current_app, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from graph.desk import NOTHING_TO_UNDO
from graph.errors import BadInput, ChangedMeanwhile, GoodOfficesError, NotFound, StoreUnavailable
from graph.loading import current_user, new_resolver
from graph.queries.cards import Card, card_of
from graph.queries.desk import DeskItem, DeskKind, DeskPage, desk_item
from graph.queries.desk_told import told_item, told_page
from graph.queries.evidence import event_card
from graph.queries.judgements import can_be_split
from graph.queries.known import Thing
from graph.store.connection import Store
from webapp.desk_deciding import Done, Order, decide, overrule, reopen, take_back
from webapp.desk_form import CHOICES, Fields, fields_of, rows_of
from webapp.desk_known import choices
from webapp.desk_queue import Looking, looking_at, page_of, queue_of
from webapp.desk_views import Around, item_view
from webapp.pages import the_store
from webapp.tokens import FIELD
from webapp.twins import json_answer

bp = Blueprint("desk", __name__)

_DONE, _SAID, _REVIEWER = "desk_done", "desk_said", "desk_reviewer"
MOST_UNDONE = 12
"""Decisions that can be taken back from the page; the cookie holds no more."""


@bp.get("/review")
def queue() -> str:
    """The queue, with its most urgent thing beside it."""
    looking = _looking()
    page = page_of(the_store(), looking)
    chosen = desk_item(the_store(), page.items[0].id) if page.items else None
    return _desk(page, looking, chosen)


@bp.get("/review.json")
def queue_twin() -> Response:
    """The same page of the queue as data."""
    return json_answer(told_page(page_of(the_store(), _looking())))


@bp.get("/review/<id>")
def one(id: str) -> str:
    """One thing beside the queue."""
    looking = _looking()
    return _desk(page_of(the_store(), looking), looking, desk_item(the_store(), id))


@bp.get("/review/<id>.json")
def one_twin(id: str) -> Response:
    """One thing as data."""
    return json_answer(told_item(desk_item(the_store(), id)))


@bp.get("/review/known.json")
def known() -> Response:
    """Known names for type-ahead: `thing` and `q`."""
    thing = request.args.get("thing") or Thing.ACTOR
    if thing not in set(Thing):
        raise BadInput(f"thing: nothing is called {thing!r}. Use {', '.join(Thing)}.")
    text = request.args.get("q", "").strip()[:200]
    return json_answer({"text": text, "known": choices(the_store(), Thing(thing), text)})


@bp.post("/review/<id>")
def decision(id: str) -> AnyResponse:
    """Keep a decision and go on to the next thing; what cannot be kept is told with all that was typed."""
    looking, typed = _looking(), request.form.to_dict()
    do, _, about = typed.get("do", "").partition("=")
    order = Order(id, do, _version(typed), reviewer(), typed, about)
    try:
        if order.do == "reopen":
            return _reopen(order, looking)
        done = overrule(the_store(), order) if typed.get("overrule") else decide(the_store(), order)
    except (ChangedMeanwhile, BadInput, NotFound) as refused:
        return _again(id, looking, refused)
    except StoreUnavailable as away:
        return _away(away)
    session[_DONE] = [*session.get(_DONE, []), asdict(done)][-MOST_UNDONE:]
    session[_SAID] = {"words": done.words, "title": done.title, "undo": True}
    return redirect(_next(looking, typed.get("next", "")), 303)


@bp.post("/review/undo")
def undo() -> AnyResponse:
    """Take the last decision of this session back, and show what it was about."""
    decided = session.get(_DONE, [])
    if not decided:
        raise BadInput(NOTHING_TO_UNDO)
    done = Done(**decided[-1])
    try:
        take_back(the_store(), done, reviewer())
        said = {"words": f"Taken back: {done.words[:1].lower()}{done.words[1:]}", "title": done.title}
    except (ChangedMeanwhile, NotFound) as refused:
        said = {"words": f"Not taken back. {refused}", "title": done.title}
    session[_DONE], session[_SAID] = decided[:-1], said
    return redirect(_looking().at(done.item if _found(done.item) else ""), 303)


@bp.post("/review/name")
def name() -> AnyResponse:
    """Keep under which name this session decides; an empty one is the system's user."""
    session[_REVIEWER] = " ".join(request.form.get("reviewer", "").split())[:80]
    return redirect(_back(), 303)


def reviewer() -> str:
    """Who decides: the name set on the page, else the user that runs the app."""
    return session.get(_REVIEWER) or current_user()


def _looking() -> Looking:
    return looking_at(request.args.to_dict(flat=False))


def _version(typed: Fields) -> int:
    word = typed.get("version", "")
    if not word.isdecimal():
        raise BadInput("The form does not say which version was looked at: load its page again.")
    return int(word[:9])


def _desk(page: DeskPage, looking: Looking, item: DeskItem | None, **more: Any) -> str:
    said = session.pop(_SAID, None)
    view = item_view(item, _around(item)) if item else None
    fact = (item.correction or item.fact) if item else None
    typed: Fields = more.pop("typed", None) or (fields_of(fact) if fact else {})
    return render_template(
        "desk.html",
        queue=queue_of(page, looking, item.id if item else ""),
        looking=looking,
        within=_within_words(looking),
        view=view,
        said=said,
        undoable=session.get(_DONE, []),
        nothing_to_undo=NOTHING_TO_UNDO,
        reviewer=reviewer(),
        fields=typed,
        rows={part: rows_of(typed, part) for part in ("third", "party", "venue")},
        choices=CHOICES,
        **more,
    )


def _reopen(order: Order, looking: Looking) -> AnyResponse:
    """Take back what was decided on a thing, by whomever, so that it waits again."""
    reopen(the_store(), order)
    session[_SAID] = {"words": "Taken back: it waits again", "title": ""}
    return redirect(looking.at(order.id), 303)


def _again(id: str, looking: Looking, refused: GoodOfficesError) -> AnyResponse:
    """The thing as it is now, with what was typed and why it was not kept."""
    typed = request.form.to_dict()
    kept = typed if typed.get("has_fields") else None
    page = _desk(
        page_of(the_store(), looking), looking, desk_item(the_store(), id), typed=kept, refused=refused, sent=typed
    )
    return current_app.make_response((page, refused.http_status))


def _away(away: StoreUnavailable) -> AnyResponse:
    """The engine does not answer: what was typed is kept in a form that sends it again."""
    typed = [(name, value) for name, value in request.form.items() if name != FIELD]
    page = render_template("desk_away.html", message=str(away), typed=typed, address=request.full_path)
    return current_app.make_response((page, away.http_status))


def _next(looking: Looking, id: str) -> str:
    """What came after the decided thing, if it still waits; else the head of the queue."""
    item = _found(id) if id else None
    return looking.at(id) if item is not None and item.state == "waiting" else looking.at()


def _found(id: str) -> DeskItem | None:
    try:
        return desk_item(the_store(), id)
    except NotFound:
        return None


def _back() -> str:
    """The desk's page that a form was sent from."""
    given = request.form.get("back", "")
    return given if given == "/review" or given.startswith(("/review/", "/review?")) else url_for("desk.queue")


def _around(item: DeskItem) -> Around:
    store = the_store()
    ids = (item.pair.left, item.pair.right) if item.pair and item.kind is DeskKind.NAME else ()
    splits = bool(item.claim) and can_be_split(store, item.claim)
    return Around(cache(partial(new_resolver, store)), dict(_actors(store, ids)), tuple(_cards(store, item)), splits)


def _actors(store: Store, ids: Iterable[str]) -> Iterable[tuple[str, Card]]:
    for id in ids:
        try:
            yield id, card_of(store, "actor", id)
        except NotFound:  # it stands in no event yet
            continue


def _cards(store: Store, item: DeskItem) -> Iterable[Any]:
    told = {
        DeskKind.CONTRADICTION: [item.joins] if item.joins else [],
        DeskKind.DUPLICATE: list(item.others),
    }
    for event in told.get(item.kind, []):
        yield event_card(store, event.id)


def _within_words(looking: Looking) -> str:
    if looking.within is None:
        return ""
    return {"article": "of one article", "batch": "of one import"}[looking.within.place]
