"""Turns events and cards into the JSON and CSV twins of their pages."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date
from typing import Any

from flask import Response

from graph.queries.evidence import Saying
from graph.queries.rows import EventRow, Named, sides_of, third_parties_of
from webapp import wording

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def json_answer(value: Mapping[str, object], status: int = 200) -> Response:
    """A value as JSON, dates in ISO 8601."""
    text = json.dumps(value, default=_plain, ensure_ascii=False, indent=1)
    return Response(text + "\n", status, mimetype="application/json")


def csv_answer(header: Sequence[str], rows: Iterable[Sequence[object]], name: str) -> Response:
    """Rows as a CSV file; a cell that a spreadsheet would run as a formula is quoted."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    answer = Response(text.getvalue(), mimetype="text/csv")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{name}.csv")
    return answer


EVENT_HEADER = (
    *("id", "title", "class", "kind", "status", "outcome"),
    *("start", "end", "date_precision", "date_text", "modality"),
    *("third_parties", "sides", "venues", "conflicts", "processes"),
    *("n_articles", "n_publishers", "review"),
)
"""Columns of every CSV of events; lists are joined by |."""


def event_cells(event: EventRow) -> tuple[object, ...]:
    """One event under EVENT_HEADER."""
    sides = [Named("", " + ".join(body.name for body in side)) for side in sides_of(event)]
    lists = (
        third_parties_of(event),
        sides,
        [place.venue for place in event.places],
        event.conflicts,
        event.processes,
    )
    return (
        *(event.id, wording.headline(event), event.event_class, event.kind, event.status, event.outcome),
        *(event.start, event.end, event.date_precision, event.date_text, event.modality),
        *("|".join(named.name for named in one) for one in lists),
        *(event.n_articles, event.n_publishers, event.review),
    )


SAYING_HEADER = ["claim", "denies", "quote", "paraphrase", "publisher", "published", "article", "url", "review"]
"""Columns of the CSV of one event: who says so."""


def saying_cells(saying: Saying) -> tuple[object, ...]:
    """One claim under SAYING_HEADER."""
    said = (saying.claim_id, saying.denies, saying.quote, saying.paraphrase)
    return (*said, saying.publisher, saying.published, saying.article.name, saying.url, saying.review)


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _plain(value: object) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")
