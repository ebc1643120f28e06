"""Named cells of a CSV row become one article with one event; each fault goes back to the column it came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from typing import Any

from pydantic import ValidationError

from graph.facts import Article, ArticleFacts, EventFact
from graph.importers.base import shown, told
from graph.importers.mapping import Aliases
from graph.importers.table import Row
from graph.names import fold
from graph.vocabulary import ActorKind, VenueKind

LIST_SEPARATOR = "|"

COMMON: Aliases = {
    "event_key": ("event_id", "key"),
    "class": ("event_class",),
    "status": ("event_status",),
    "outcome": ("event_outcome", "result"),
    "modality": (),
    "configuration": (),
    "date": ("event_date", "when"),
    "date_text": ("date_words",),
    "start": ("date_start", "start_date"),
    "end": ("date_end", "end_date"),
    "precision": ("date_precision",),
    "venue": ("venues", "place", "places", "where"),
    "country": ("venue_country",),
    "planned": ("venue_planned",),
    "conflict": (),
    "conflict_country": (),
    "process": ("processes",),
    "agreement": ("agreement_name",),
    "agreement_signed": ("signed",),
    "agreement_ids": (),
    "ext_ids": ("ext_id", "foreign_ids"),
    "polarity": (),
    "score": (),
    "quote": ("sentence",),
    "paraphrase": ("summary",),
    "url": ("article_url", "source_url", "link"),
    "article_title": ("headline",),
    "publisher": ("outlet",),
    "published": ("published_on", "publication_date"),
    "language": ("article_language",),
    "article_kind": (),
}
"""Columns that both CSV forms have."""

_ARTICLE = {
    "url": "url",
    "article_title": "title",
    "publisher": "publisher",
    "published": "published",
    "language": "language",
    "article_kind": "kind",
}
_EVENT = {
    "title": "title",
    "event_kind": "kind",
    "class": "class",
    "status": "status",
    "outcome": "outcome",
    "modality": "modality",
    "configuration": "configuration",
    "conflict": "conflict",
    "conflict_country": "conflict_country",
    "polarity": "polarity",
    "score": "score",
}
_DATE = {"date": "edtf", "date_text": "text", "start": "start", "end": "end", "precision": "precision"}
_CLOSED = (
    "event_kind",
    "class",
    "status",
    "outcome",
    "modality",
    "configuration",
    "polarity",
    "article_kind",
    "precision",
)
_ACTOR_KINDS = {fold(kind).replace(" ", ""): kind for kind in ActorKind}


@dataclass(frozen=True, slots=True)
class Cast:
    """A participant as the model takes it, and the row and column that it stands in."""

    values: Mapping[str, str]
    row: Row
    field: str
    columns: Mapping[str, str] = made(default_factory=dict)
    """The columns of its other values, by their names in the model."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a draft is no fact: the row and column to look at, what is there, and what is wrong with it."""

    row: Row
    field: str
    value: str
    reason: str


class CellFault(ValueError):
    """A cell that cannot be used, found before the model sees it."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.reason)
        self.fault = fault


@dataclass
class Draft:
    """One event being put together from a row, or from the rows of one event."""

    row: Row
    cells: Mapping[str, str]
    third_parties: list[Cast] = made(default_factory=list)
    parties: list[Cast] = made(default_factory=list)

    def facts(self) -> ArticleFacts:
        """The finished facts. Raises CellFault naming the column of the first fault."""
        event = {
            **_renamed(self.cells, _EVENT),
            **_gathered(self.cells),
            "third_parties": [cast.values for cast in self.third_parties],
            "parties": [cast.values for cast in self.parties],
        }
        try:  # one after the other: within ArticleFacts a bad event also counts as a missing one
            article = Article.model_validate(_renamed(self.cells, _ARTICLE))
            return ArticleFacts(article=article, events=(EventFact.model_validate(event),))
        except ValidationError as error:
            raise CellFault(self._fault(error)) from error

    def _fault(self, error: ValidationError) -> Fault:
        found = [
            (*self._place(error.title, fault["loc"]), fault["input"], fault["msg"].removeprefix("Value error, "))
            for fault in error.errors(include_url=False)
        ]
        row, name, value, _ = found[0]
        written = row.cells.get(name) or self.cells.get(name) or (value if isinstance(value, str) else "")
        return Fault(row, name, shown(written), told((column, reason) for _, column, _, reason in found))

    def _place(self, model: str, loc: Sequence[int | str]) -> tuple[Row, str]:
        """The row and column that a place in the model was filled from."""
        if model == "Article":
            return self.row, _first_key(_ARTICLE, loc, "url")
        part, inner = (loc[0], loc[1:]) if loc else ("parties", ())
        if part in ("third_parties", "parties") and inner:
            casts = self.third_parties if part == "third_parties" else self.parties
            cast = casts[int(inner[0])]
            return cast.row, cast.columns.get(str(inner[-1]), cast.field)
        if part == "date":
            return self.row, _first_key(_DATE, inner, "date" if "date" in self.cells else "start")
        return self.row, _COLUMN_OF.get((part, inner[-1] if inner else ""), _first_key(_EVENT, (part,), str(part)))


_COLUMN_OF: dict[tuple[int | str, int | str], str] = {
    ("venues", "country"): "country",
    ("venues", "planned"): "planned",
    ("venues", "name"): "venue",
    ("agreement", "name"): "agreement",
    ("agreement", "signed"): "agreement_signed",
    ("evidence", "quote"): "quote",
    ("evidence", "paraphrase"): "paraphrase",
}
"""The column of a place in the model that has no column of its name."""


def parts_of(cell: str) -> list[str]:
    """The parts of a cell that holds a list joined by `|`."""
    return [part.strip() for part in cell.split(LIST_SEPARATOR) if part.strip()]


def word_of(cell: str) -> str:
    """A word of a closed list as the list spells it: "In person" is in_person."""
    return fold(cell).replace(" ", "_")


def actor_kind_of(cell: str) -> str:
    """The kind of an actor as the list spells it: "armed group" is ArmedGroup."""
    return _ACTOR_KINDS.get(fold(cell).replace(" ", ""), cell)


def _renamed(cells: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    return {
        theirs: word_of(cells[ours]) if ours in _CLOSED else cells[ours]
        for ours, theirs in names.items()
        if ours in cells
    }


def _gathered(cells: Mapping[str, str]) -> dict[str, Any]:
    """The parts of an event that are made from several cells or from a list in one."""
    ids = parts_of(cells.get("ext_ids", ""))
    if ":" in cells.get("event_key", ""):  # a key with a scheme, such as mend:LIB202301-1, is a foreign id
        ids.append(cells["event_key"])
    gathered: dict[str, Any] = {
        "date": _renamed(cells, _DATE),
        "venues": _venues(cells),
        "processes": parts_of(cells.get("process", "")),
        "evidence": [{name: cells[name]} for name in ("quote", "paraphrase") if name in cells],
        "ext_ids": list(dict.fromkeys(ids)),
        "agreement": _agreement(cells),
    }
    return {name: value for name, value in gathered.items() if value}


def _venues(cells: Mapping[str, str]) -> list[dict[str, str]]:
    shared = _renamed(cells, {"country": "country", "planned": "planned"})
    names = parts_of(cells.get("venue", ""))
    if not names and "country" in cells:
        return [{**shared, "name": cells["country"], "kind": VenueKind.COUNTRY}]
    return [{**shared, "name": name} for name in names]


def _agreement(cells: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = _renamed(cells, {"agreement": "name", "agreement_signed": "signed"})
    if "agreement_ids" in cells:
        found["ext_ids"] = parts_of(cells["agreement_ids"])
    return found


def _first_key(names: Mapping[str, str], loc: Sequence[int | str], otherwise: str) -> str:
    wanted = loc[0] if loc else None
    return next((ours for ours, theirs in names.items() if theirs == wanted), otherwise)
