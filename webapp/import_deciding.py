"""What a person ticked and typed on the report of an import becomes a draft that is kept, days, and a verdict."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from graph.articles.base import is_to_come
from graph.errors import BadInput
from webapp.import_jobs import REST_IS_REJECTED, REST_WAITS, Answer, Draft, Verdict
from webapp.import_notes import Data, file_changes
from webapp.import_views import fact_ids
from webapp.uploads import Fields

DECIDED = "decided"
"""The field of a form that has the ticks too, not the days alone."""


def draft_of(told: Data, form: Fields) -> Draft:
    """What a form says, told against the report that it stands on."""
    every, proposed = fact_ids(told)
    ticked, files = every & set(form.getlist("tick")), _known(told).union(form.getlist("file"))
    draft = Draft(
        ticked=tuple(sorted(ticked - proposed)),
        unticked=tuple(sorted(proposed - ticked)),
        left_out=tuple(name for name in _usable(told) if name not in files),
        rest=REST_IS_REJECTED if form.get("rest") == REST_IS_REJECTED else REST_WAITS,
    )
    return with_days(draft, told, form)


def with_days(draft: Draft, told: Data, form: Fields) -> Draft:
    """A draft with the days of a form, as they were typed."""
    days = tuple(Answer(ask["file"], ask["line"], ask["value"], day) for ask, day in _days(told, form) if day)
    return replace(draft, days=days, day_for_all=_for_all(form))


def answers_of(told: Data, form: Fields) -> tuple[Answer, ...]:
    """The days that are given in a form; that for all counts where no other stands. Raises BadInput."""
    for_all = _for_all(form)
    given = [(ask, day or for_all) for ask, day in _days(told, form)]
    return tuple(Answer(ask["file"], ask["line"], ask["value"], _day(day)) for ask, day in given if day)


def same_article(one: Answer, other: Answer) -> bool:
    """Whether two days are those of one article."""
    return (one.file, one.line, one.name) == (other.file, other.line, other.name)


def verdict_of(told: Data, draft: Draft, *, all_of_it: bool) -> Verdict:
    """What a draft says, told against what the rule chosen at first would do; or all is accepted. Raises BadInput."""
    every, proposed = fact_ids(told)
    ticked = every if all_of_it else {id for id in every if draft.has(id, id in proposed)}
    rejected = every - ticked if draft.rest == REST_IS_REJECTED else set()
    rest_waits = bool(proposed - ticked - rejected)
    left_out = _left_out(told, () if all_of_it else draft.left_out)
    if not told.get("articles") and len(left_out) == len(_usable(told)):
        raise BadInput("Nothing is ticked, so there is nothing to save: tick a file, or cancel the import.")
    return Verdict(
        accepted=tuple(sorted(ticked if rest_waits else ticked - proposed)),
        rejected=tuple(sorted(rejected)),
        rest_waits=rest_waits,
        left_out=left_out,
    )


def _left_out(told: Data, unticked: Iterable[str]) -> tuple[str, ...]:
    """Fact files that stay out: those not ticked, and those of which all is known."""
    out = _known(told).union(unticked)
    return tuple(name for name in _usable(told) if name in out)


def _known(told: Data) -> set[str]:
    """Fact files of which all is known: there is nothing to tick."""
    return {file["file"] for file in told.get("files") or () if not file_changes(file)}


def _usable(told: Data) -> list[str]:
    return [file["file"] for file in told.get("files") or () if not file.get("unusable")]


def _days(told: Data, form: Fields) -> Iterable[tuple[Data, str]]:
    """Each article whose day nobody told, and what was typed for it."""
    asks = (told.get("articles") or {}).get("asks") or ()
    return ((ask, form.get(f"day-{number}", "").strip()) for number, ask in enumerate(asks))


def _for_all(form: Fields) -> str:
    return form.get("day-all", "").strip()


def _day(text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(f"{text!r} is not a day; write it as YYYY-MM-DD.") from error
    if is_to_come(day):
        raise BadInput(f"{text} lies after today; write the day on which the article was published.")
    return day.isoformat()
