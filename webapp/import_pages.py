"""The Import page: files come in, are read, are looked at fact by fact, and are saved or let go."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, send_from_directory, url_for
from werkzeug.wrappers import Response as AnyResponse

from graph.errors import BadInput, NotFound, StoreUnavailable
from graph.queries.events import events_by_id
from webapp import wording
from webapp.history_pages import standing_of
from webapp.import_deciding import DECIDED, answers_of, draft_of, same_article, verdict_of, with_days
from webapp.import_jobs import OVER, Choices, Job, State, Verdict
from webapp.import_runs import batches_of, check_choices
from webapp.import_views import STATE_WORDS, events_told_of, has_changes, report_view, undone_words
from webapp.imports import check_model, imports_of
from webapp.tokens import check_token
from webapp.twins import json_answer
from webapp.uploads import LIMITS, MOST_BYTES, MOST_FILES, Fields, take_upload

bp = Blueprint("imports", __name__)

READ = ".txt, .html, .eml, .json, .jsonl and .zip of articles with their side-cars; facts as .jsonl or .csv"


@bp.get("/import")
def start() -> str:
    """Where files are dropped, and what was dropped before."""
    return render_template(
        "import.html",
        jobs=imports_of().jobs.all(),
        model=imports_of().model,
        words=STATE_WORDS,
        over=OVER,
        limits=LIMITS,
        most_files=MOST_FILES,
        most_bytes=MOST_BYTES,
        read=READ,
    )


@bp.get("/import.json")
def start_twin() -> Response:
    """The uploads as data."""
    return json_answer({"imports": [_told_of(job) for job in imports_of().jobs.all()]})


@bp.post("/import")
def upload() -> AnyResponse:
    """Take files in and let them be read."""
    imports = imports_of()
    job = imports.jobs.new(State.READING, imports.by)
    with ExitStack() as unless_whole:
        unless_whole.callback(imports.jobs.discard, job.id)
        sent = take_upload(request, imports.jobs.files(job.id))
        check_token(sent.fields)
        choices = _choices(sent.fields)
        check_choices(choices)
        check_model(choices.model)
        imports.jobs.add(replace(job, names=sent.names, choices=choices))
        unless_whole.pop_all()
    imports.worker.put(job.id)
    return _to(job.id)


@bp.get("/import/<id>")
def one(id: str) -> str:
    """One upload: how far it is, what it would do, or what it did."""
    imports = imports_of()
    job = imports.jobs.get(id)
    told = imports.jobs.report(job)
    saved = job.state in (State.SAVED, State.UNDONE) or bool(job.state is State.SAVING and job.problem)
    return render_template(
        "import_job.html",
        job=job,
        word=STATE_WORDS[job.state],
        progress=imports.worker.progress(id),
        report=report_view(told, _titles(told), job.draft, saved=job.state is State.SAVED),
        undone=undone_words(told) if job.state is State.UNDONE else "",
        standing=standing_of(job.batches) if saved and job.batches else None,
        rejects=_rejects(job),
    )


@bp.get("/import/<id>.json")
def one_twin(id: str) -> Response:
    """One upload as data; `part=progress` leaves the report out."""
    imports = imports_of()
    job = imports.jobs.get(id)
    report = {} if request.args.get("part") == "progress" else {"report": imports.jobs.report(job)}
    return json_answer({**_told_of(job), "progress": imports.worker.progress(id), **report})


@bp.post("/import/<id>/draft")
def draft(id: str) -> Response:
    """Keep what was ticked and typed so far: the page sends it after each change."""
    jobs = imports_of().jobs
    job = jobs.get(id)
    jobs.change(id, State.READY, draft=draft_of(jobs.report(job), request.form))
    return Response(status=204)


@bp.post("/import/<id>/days")
def days(id: str) -> AnyResponse:
    """Take the days that a person gives for articles without one, and read again; what was ticked stays."""
    return _read_again(imports_of().jobs.get(id))


@bp.post("/import/<id>/save")
def save(id: str) -> AnyResponse:
    """Save what was decided; days that were typed and not read with would be lost by it: they are read first."""
    imports = imports_of()
    job = imports.jobs.get(id)
    told = imports.jobs.report(job)
    if job.state is State.READY and answers_of(told, request.form):
        return _read_again(job)
    if job.state is State.READY and not has_changes(told):
        raise BadInput("All that could be used of this upload is known already: there is nothing to save.")
    kept = draft_of(told, request.form)
    verdict = verdict_of(told, kept, all_of_it=request.form.get("how") == "all")
    imports.jobs.change(
        id, State.READY, state=State.SAVING, draft=kept, verdict=verdict, batches=batches_of(told), begun=0
    )
    imports.worker.put(id)
    return _to(id)


@bp.post("/import/<id>/again")
def again(id: str) -> AnyResponse:
    """Go on with a job that stands still."""
    imports = imports_of()
    job = imports.jobs.get(id)
    if not job.problem:
        raise BadInput("This import does not stand still: nothing needs to go on.")
    imports.jobs.change(id, job.state, problem="", begun=0)
    imports.worker.put(id)
    return _to(id)


@bp.post("/import/<id>/without-model")
def without_model(id: str) -> AnyResponse:
    """Read an upload again with the built-in extractor alone; what was decided on the other report is let go."""
    imports = imports_of()
    job = imports.jobs.get(id)
    if job.at_work or not job.choices.model:
        raise BadInput("This import is at work, or asks no language model: there is nothing to go on without.")
    alone = replace(job.choices, model="")
    states = (State.READING, State.READY, State.SAVING)
    imports.jobs.change(
        id, *states, state=State.READING, choices=alone, verdict=Verdict(), batches=(), problem="", begun=0
    )
    imports.worker.put(id)
    return _to(id)


@bp.post("/import/<id>/cancel")
def cancel(id: str) -> AnyResponse:
    """Let an upload go before anything of it is saved."""
    jobs = imports_of().jobs
    jobs.change(id, State.READING, State.READY, state=State.CANCELLED, problem="")
    jobs.clear(id)
    return _to(id)


@bp.post("/import/<id>/remove")
def remove(id: str) -> AnyResponse:
    """Take an upload that is over off the list; what it brought stays in the graph."""
    imports_of().jobs.remove(id)
    return redirect(url_for("imports.start"), 303)


@bp.get("/import/<id>/rejects/<name>")
def rejects(id: str, name: str) -> Response:
    """A file of refused rows, to be mended and sent again."""
    job = imports_of().jobs.get(id)
    if name not in _rejects(job):
        raise NotFound(f"There is no rejects file {name!r} with this import.")
    return send_from_directory(imports_of().jobs.rejects(id), name, as_attachment=True)


def _titles(told: Mapping[str, Any]) -> dict[str, str]:
    """The headlines of the events that a report speaks of; none where the graph cannot be reached."""
    try:
        found = events_by_id(imports_of().store, events_told_of(told))
    except StoreUnavailable:
        return {}
    return {id: wording.headline(event) for id, event in found.items()}


def _read_again(job: Job) -> AnyResponse:
    """Read again with the days that were typed, which are kept also where they cannot be used."""
    imports = imports_of()
    told = imports.jobs.report(job)
    kept = draft_of(told, request.form) if DECIDED in request.form else with_days(job.draft, told, request.form)
    imports.jobs.change(job.id, State.READY, draft=kept)
    answers = answers_of(told, request.form)
    if not answers:
        raise BadInput("No day was given: write the day on which at least one of the articles was published.")
    before = [answer for answer in job.answers if not any(same_article(answer, given) for given in answers)]
    imports.jobs.change(
        job.id,
        State.READY,
        state=State.READING,
        draft=replace(kept, days=(), day_for_all=""),
        answers=(*before, *answers),
        begun=0,
    )
    imports.worker.put(job.id)
    return _to(job.id)


def _to(id: str) -> AnyResponse:
    return redirect(url_for("imports.one", id=id), 303)


def _rejects(job: Job) -> list[str]:
    return sorted(path.name for path in imports_of().jobs.rejects(job.id).glob("*"))


def _told_of(job: Job) -> dict[str, object]:
    names = ("id", "state", "at", "by", "names", "problem", "batches")
    return {name: getattr(job, name) for name in names} | {"choices": job.choices, "draft": job.draft}


def _choices(form: Fields) -> Choices:
    accept = form.get("accept", "certain")
    publishers = form.get("quotes_only", "").replace("\n", ",").split(",")
    return Choices(
        published=form.get("published", "").strip(),
        publisher=form.get("publisher", "").strip(),
        language=form.get("language", "").strip(),
        accept=form.get("score", "").strip() if accept == "score" else accept,
        quotes_only=tuple(name.strip() for name in publishers if name.strip()),
        model=form.get("model", "").strip(),
    )
