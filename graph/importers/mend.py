"""MEND (Mediation Event and Negotiators Database, PeaceRep) becomes article facts: one event a row, told by its URLs.

MEND codes no kind of occasion: its mediation events (M) come in as talks, the mediation-related ones (MR) as meetings.
Passed over: `num_local` and `num_med` count what is listed; `if_loc_belig` is about the parties together and says
nothing of any one; `med_scope` has no public meaning; the id columns of actors do not run parallel to their names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from graph.facts import Article, ArticleFacts, EventFact, problems_of
from graph.importers.base import Reading, Refused, told
from graph.importers.mapping import OWN_NAMES, Aliases, ColumnMapping
from graph.importers.mend_cells import listed, mended, urls_of
from graph.importers.places import PlaceClues, Places, actor_countries, country_of
from graph.importers.table import Row, Table, open_table
from graph.vocabulary import (
    ActorKind,
    ArticleKind,
    Configuration,
    EventClass,
    EventKind,
    Modality,
    Outcome,
    Role,
    VenueKind,
)

COLUMNS: Aliases = {
    "med_event_id": ("event_id",),
    "conflict_country": (),
    "conflict_country_id": ("conflict_counry_id",),
    "conflict_id": (),
    "med_location": ("med_location_multiselect",),
    "med_loc_cty": ("med_loc_country",),
    "med_loc_x": (),
    "med_loc_y": (),
    "day": (),
    "month": (),
    "year": (),
    "third_party": ("third_parties",),
    "third_party_id_glopad": (),
    "third_party_id": ("third_party_id_mend",),
    "third_party_id_pax": (),
    "num_med": (),
    "med_scope": (),
    "individual_med_named": (),
    "groupings_mechanisms": (),
    "local_parties": (),
    "local_party_id": (),
    "local_indiv_group": (),
    "num_local": (),
    "if_loc_belig": (),
    "agmt": (),
    "agmt_name": (),
    "agmt_id_pax": (),
    "summary": (),
    "source_urls": ("source_url",),
    "shuttle": (),
    "med_type": (),
}
"""The columns of the file, as it spells them and as its typing errors do."""

REQUIRED = ("med_event_id", "conflict_country", "year", "third_party", "local_parties", "source_urls", "med_type")
PUBLISHER = "MEND, PeaceRep"
LONGEST_PARAPHRASE = 4_000
NOWHERE = ("virtual", "unknown")

_CLASSES = {"M": EventClass.MEDIATION, "MR": EventClass.MEDIATION_RELATED}
_KINDS = {"M": EventKind.TALKS, "MR": EventKind.MEETING}
_FLAGS = {"": False, "0": False, "1": True}

_BODY = re.compile(
    r"\d|[(),:]|^\S+$|'s\b|\b(?:commission|committee|council|party|union|bloc?k|army|forces?|movement|front|coalition|"
    r"members|heads|commanders|meetings?|delegation|group|government|ministry|militias?|leaders|of the)\b",
    re.IGNORECASE,
)
"""What the names of persons do not hold; their columns also list bodies. A single word may be either."""


class MendFault(ValueError):
    """A row that is no event: the field, its value and the reason."""

    def __init__(self, field: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field
        self.value = value
        self.reason = reason


def read_mend(
    path: Path, places: Places | None = None, mapping: ColumnMapping = OWN_NAMES, encoding: str | None = None
) -> Iterator[Reading]:
    """One reading for each URL of a row, all with the same event; a row without one is its own source."""
    table = open_table(path, COLUMNS, mapping, encoding)
    for row in table.rows():
        if isinstance(row, Refused):
            yield row
        else:
            yield from _read_row(table, row, places or Places())


def _read_row(table: Table, row: Row, places: Places) -> Iterator[Reading]:
    cells = {name: mended(cell) if name != "source_urls" else cell for name, cell in row.cells.items()}
    try:
        event = _event(cells, places)
        articles = _articles(cells)
    except MendFault as fault:
        yield table.refuse(row, fault.field, fault.value, fault.reason)
        return
    yield from (ArticleFacts(article=article, events=(event,)) for article in articles)


def _event(cells: Mapping[str, str], places: Places) -> EventFact:
    kind = cells.get("med_type", "")
    if kind not in _CLASSES:
        raise MendFault("med_type", kind, "M or MR is expected")
    fact = {
        "class": _CLASSES[kind],
        "kind": _KINDS[kind],
        "date": _date(cells),
        "configuration": Configuration.SHUTTLE if _flag(cells, "shuttle") else Configuration.UNKNOWN,
        "modality": Modality.VIRTUAL if cells.get("med_location", "").casefold() == "virtual" else Modality.UNKNOWN,
        **_participants(cells, kind),
        "venues": _venues(cells, places),
        "conflict": cells.get("conflict_country"),
        "conflict_country": cells.get("conflict_country"),
        "processes": listed(cells.get("groupings_mechanisms", "")),
        **_agreement(cells),
        "ext_ids": [f"mend:{_id(cells)}"],
        "evidence": _evidence(cells),
    }
    try:
        return EventFact.model_validate(fact)
    except ValidationError as error:
        problems = [(name.split(".")[0], value, reason) for name, value, reason in problems_of(error)]
        field, value, _ = problems[0]
        column = _COLUMN_OF.get(field, field)
        reason = told((name, why) for name, _, why in problems)
        raise MendFault(column, cells.get(column, value), reason) from error


_COLUMN_OF = {
    "line": "third_party",
    "third_parties": "third_party",
    "parties": "local_parties",
    "venues": "med_location",
    "conflict": "conflict_country",
    "processes": "groupings_mechanisms",
    "agreement": "agmt_name",
    "ext_ids": "med_event_id",
    "evidence": "summary",
    "date": "day",
}


def _id(cells: Mapping[str, str]) -> str:
    if "med_event_id" not in cells:
        raise MendFault("med_event_id", "", "each row needs its id, e.g. LIB202301-1")
    return cells["med_event_id"]


def _flag(cells: Mapping[str, str], name: str) -> bool:
    value = cells.get(name, "")
    if value not in _FLAGS:
        raise MendFault(name, value, "0, 1 or nothing is expected")
    return _FLAGS[value]


def _date(cells: Mapping[str, str]) -> str:
    """A missing day leaves a month, a missing month a year."""
    parts = []
    for name, width in (("year", 4), ("month", 2), ("day", 2)):
        value = cells.get(name, "")
        if not value:
            break
        if not value.isdecimal():
            raise MendFault(name, value, "a whole number is expected")
        parts.append(value.zfill(width))
    if not parts:
        raise MendFault("year", "", "each row needs at least its year")
    if len(parts) < 3 and cells.get("day"):
        raise MendFault("month", "", "a day is given and no month")
    return "-".join(parts)


def _participants(cells: Mapping[str, str], kind: str) -> dict[str, Any]:
    locals_ = _side(cells, "local_parties", "local_indiv_group")
    related = Role.THIRD_PARTY_UNSPECIFIED if locals_ else Role.COORDINATOR
    role = Role.MEDIATOR if kind == "M" else related
    third = _side(cells, "third_party", "individual_med_named")
    return {"third_parties": [{**values, "role": role} for values in third], "parties": locals_}


def _side(cells: Mapping[str, str], bodies: str, persons: str) -> list[dict[str, Any]]:
    """One side of the table. Whom a person stood for is certain only where the side has one body."""
    names = listed(cells.get(bodies, ""))
    named = [name for name in _persons(cells.get(persons, "")) if name not in names]
    names += [name for name in named if _BODY.search(name)]
    behind = {"on_behalf_of": names[0]} if len(names) == 1 else {}
    people = [{"name": name, "kind": ActorKind.PERSON, **behind} for name in named if name not in names]
    return [{"name": name} for name in names] + people


def _persons(cell: str) -> Iterator[str]:
    """The persons of a cell; a comma parts them where both sides of it are names of two words and more."""
    for entry in listed(cell):
        pieces = [piece.strip() for piece in entry.split(",")]
        all_names = all(1 < len(piece.split()) < 6 and not _BODY.search(piece) for piece in pieces)
        yield from pieces if all_names else [entry]


def _venues(cells: Mapping[str, str], places: Places) -> list[dict[str, Any]]:
    """Where it was, never as a point: what is virtual has no venue, what is unknown at most a country."""
    named, country = listed(cells.get("med_location", "")), cells.get("med_loc_cty", "")
    names = [name for name in named if name.casefold() not in NOWHERE]
    if not names:
        virtual = any(name.casefold() == "virtual" for name in named)
        names = [country] if country and not virtual else []
    alone = country if len(names) == 1 else ""
    return [_venue(name, alone, cells, places) for name in names]


def _venue(name: str, country: str, cells: Mapping[str, str], places: Places) -> dict[str, Any]:
    if places.is_country(name) or name.casefold() == country.casefold():
        return {"name": name, "kind": VenueKind.COUNTRY, "country": places.iso3(country or name)}
    clues = PlaceClues(
        country=places.iso3(country) if country else "",
        conflict_country=places.iso3(cells.get("conflict_country", "")),
        actors=actor_countries(listed(cells.get("third_party", "")) + listed(cells.get("local_parties", "")), places),
        point=_point(cells),
    )
    return {"name": name, "kind": places.kind(name), "country": country_of(name, clues, places)}


def _point(cells: Mapping[str, str]) -> tuple[float, float] | None:
    try:
        return float(cells["med_loc_y"]), float(cells["med_loc_x"])
    except (KeyError, ValueError):  # the columns also hold words
        return None


def _agreement(cells: Mapping[str, str]) -> dict[str, Any]:
    if not _flag(cells, "agmt"):
        return {}
    ids = [id for id in listed(cells.get("agmt_id_pax", "")) if id.isdecimal()]
    name = " ".join(cells.get("agmt_name", "").split()) or (f"PA-X agreement {ids[0]}" if ids else "")
    agreement = {"name": name, "ext_ids": [f"pax:{id}" for id in ids]}
    return {"outcome": Outcome.AGREEMENT_UNSPECIFIED, **({"agreement": agreement} if name else {})}


def _evidence(cells: Mapping[str, str]) -> list[dict[str, str]]:
    """The summary is the coders' own text: what the articles say in other words, and not a quote of one."""
    summary = cells.get("summary", "")
    return [{"paraphrase": summary[:LONGEST_PARAPHRASE]}] if summary else []


def _articles(cells: Mapping[str, str]) -> list[Article]:
    urls = urls_of(cells.get("source_urls", ""))
    if not urls:
        return [Article(title=f"MEND {_id(cells)}", publisher=PUBLISHER, kind=ArticleKind.DATASET_ROW)]
    try:
        return [Article(url=url) if url.lower().startswith("http") else Article(title=url) for url in urls]
    except ValidationError as error:
        _, value, reason = problems_of(error)[0]
        raise MendFault("source_urls", value, reason) from error
