"""The History page: what was imported, when and by whom, what it brought, and the way to take it back."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from graph.errors import BadInput, NotFound, StoreUnavailable
from graph.queries.batches import BatchCard, BatchRow, BatchState, batch_card, history
from webapp.import_jobs import AT_WORK, State
from webapp.import_views import batch_words
from webapp.imports import imports_of
from webapp.pages import page_number
from webapp.twins import csv_answer, json_answer
from webapp.views import line_of

bp = Blueprint("history", __name__)
bp.add_app_template_filter(line_of, "line")
bp.add_app_template_filter(batch_words, "batch_words")

ROWS_A_PAGE = 50
HEADER = (
    *("batch", "state", "importer", "by", "files", "started_at", "finished_at", "undone_at"),
    *("articles", "proposals", "claims", "events_added", "events_confirmed", "refused"),
)
"""Columns of the history as CSV; files are joined by |."""


@dataclass(frozen=True)
class Standing:
    """What the graph holds of some batches, or why it cannot tell."""

    cards: tuple[BatchCard, ...] = ()
    problem: str = ""


@bp.get("/history")
def rows() -> str:
    """All imports, the latest first."""
    found, page = history(imports_of().store), page_number()
    begin = (page - 1) * ROWS_A_PAGE
    return render_template(
        "history.html",
        rows=found[begin : begin + ROWS_A_PAGE],
        total=len(found),
        page=page,
        pages=max(-(-len(found) // ROWS_A_PAGE), 1),
        under_way=_under_way(),
        undone=BatchState.UNDONE,
        cut_off=BatchState.CUT_OFF,
    )


@bp.get("/history.<any(json, csv):form>")
def rows_twin(form: str) -> Response:
    """All imports as data."""
    found = history(imports_of().store)
    if form == "csv":
        return csv_answer(HEADER, map(_cells, found), "history")
    return json_answer({"batches": found})


@bp.get("/history/<batch>")
def one(batch: str) -> str:
    """One import and the events that it tells of."""
    card = batch_card(imports_of().store, batch)
    return render_template("history_batch.html", card=card, under_way=_under_way().get(batch, ""))


@bp.get("/history/<batch>.json")
def one_twin(batch: str) -> Response:
    """One import as data."""
    return json_answer({"batch": batch_card(imports_of().store, batch)})


@bp.get("/undo")
def ask() -> str:
    """What an undo would take away, before it does."""
    return render_template("history_undo.html", cards=_asked())


@bp.post("/undo")
def undo() -> AnyResponse:
    """Let the worker take imports back."""
    batches = tuple(card.row.batch for card in _asked())
    if not batches:
        raise BadInput("That was undone already: there is nothing to undo.")
    imports = imports_of()
    if busy := [job for batch, job in _under_way().items() if batch in batches]:
        raise BadInput(f"This import is at work now ({busy[0]}): let it come to its end, then undo it.")
    job = imports.jobs.add(imports.jobs.new(State.UNDOING, imports.by, batches))
    imports.worker.put(job.id)
    return redirect(url_for("imports.one", id=job.id), 303)


def standing_of(batches: Sequence[str]) -> Standing:
    """What the graph holds of some batches; one that stood still before its first step is not there yet."""
    cards = []
    try:
        for batch in batches:
            with suppress(NotFound):
                cards.append(batch_card(imports_of().store, batch))
    except StoreUnavailable as error:
        return Standing(problem=str(error))
    return Standing(tuple(cards))


def _asked() -> list[BatchCard]:
    batches = list(dict.fromkeys(request.values.getlist("batch")))
    if not batches:
        raise BadInput("No import is named: choose one in the history.")
    cards = [batch_card(imports_of().store, batch) for batch in batches]
    return [card for card in cards if card.row.state is not BatchState.UNDONE]


def _under_way() -> dict[str, str]:
    """The batches that a job is at work on, each with that job."""
    jobs = [job for job in imports_of().jobs.all() if job.state in AT_WORK and job.state is not State.READING]
    return {batch: job.id for job in jobs for batch in job.batches}


def _cells(row: BatchRow) -> list[object]:
    return [" | ".join(row.files) if name == "files" else getattr(row, name) for name in HEADER]
