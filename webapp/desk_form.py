"""A fact becomes the fields of a form, and what a person typed into them becomes the corrected fact."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from graph.dates import bounds_of
from graph.errors import BadInput
from graph.facts import EventFact, FactDate, Participant, checked_fact
from graph.names import fold, parted, quoted, unquoted
from graph.vocabulary import (
    PARTY_ROLES,
    THIRD_PARTY_ROLES,
    ActorKind,
    Configuration,
    EventClass,
    EventKind,
    Modality,
    Outcome,
    Polarity,
    Response,
    Status,
    VenueKind,
)

Fields = Mapping[str, str]

CHOICES: Mapping[str, Sequence[StrEnum]] = {
    "status": tuple(Status),
    "outcome": tuple(Outcome),
    "kind": tuple(EventKind),
    "class": tuple(EventClass),
    "modality": tuple(Modality),
    "configuration": tuple(Configuration),
    "polarity": tuple(Polarity),
    "third-role": THIRD_PARTY_ROLES,
    "party-role": PARTY_ROLES,
    "response": tuple(Response),
    "actor-kind": tuple(ActorKind),
    "venue-kind": tuple(VenueKind),
}
"""The closed lists that the form offers."""

_WORDS = ("status", "outcome", "kind", "class", "modality", "configuration", "polarity")
_TEXTS = ("title", "conflict", "conflict_country")
_PARTS = {"third": "third_parties", "party": "parties"}
_ROW = re.compile(r"(third|party|venue)-(\d{1,3})-name")


def fields_of(fact: EventFact) -> dict[str, str]:
    """The fact as the form shows it, by the names of its fields."""
    words = fact.model_dump(mode="json", by_alias=True)
    fields = {name: words[name] or "" for name in (*_WORDS, *_TEXTS)}
    fields |= {"date_text": fact.date.text, "date_start": _day(fact.date.start), "date_end": _day(fact.date.end)}
    fields["processes"] = "; ".join(map(quoted, fact.processes))
    if fact.agreement is not None:
        fields["agreement"] = fact.agreement.name
        fields["agreement_signed"] = _bounds(fact.agreement.signed)
    for row, one in enumerate(fact.third_parties):
        fields |= _row("third", row, {**_participant(one), "role": one.role, "lead": "on" if one.lead else ""})
    for row, party in enumerate(fact.parties):
        more = {"role": party.role, "side": party.side or "", "response": party.response}
        fields |= _row("party", row, {**_participant(party), **more})
    for row, venue in enumerate(fact.venues):
        told = {"name": venue.name, "country": venue.country or "", "kind": venue.kind or ""}
        fields |= _row("venue", row, {**told, "planned": "on" if venue.planned else ""})
    return fields


def rows_of(fields: Fields, part: str) -> list[int]:
    """The rows of a list that hold a name."""
    found = (_ROW.fullmatch(name) for name, value in fields.items() if value.strip())
    return sorted({int(row[2]) for row in found if row and row[1] == part})


def fact_of(base: EventFact, fields: Fields) -> EventFact:
    """The fact that the form says; what it does not ask is kept. Raises BadInput with the fields that are at fault."""
    if _same(fields, fields_of(base)):
        return base
    words = base.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    words |= {name: fields.get(name, "").strip() or None for name in (*_WORDS, "conflict", "conflict_country")}
    words["title"] = fields.get("title", "").strip()
    words["date"] = _date(base.date, fields)
    words["processes"] = list(map(unquoted, parted(fields.get("processes", ""))))
    words["agreement"] = _agreement(base, fields)
    for part, name in _PARTS.items():
        words[name] = list(_participants(base, fields, part))
    words["venues"] = list(_venues(fields))
    try:
        return checked_fact({name: value for name, value in words.items() if value is not None})
    except BadInput as error:
        raise BadInput(str(error), [_field_of(path, fields) for path in error.fields]) from error


def _field_of(path: str, fields: Fields) -> str:
    """The field of the form in which a part of the fact was typed: date_start for date.start."""
    name, *rest = path.split(".")
    part = {**{of: part for part, of in _PARTS.items()}, "venues": "venue"}.get(name)
    if part and len(rest) == 2:
        word = {"on_behalf_of": "behalf"}.get(rest[1], rest[1])
        return f"{part}-{rows_of(fields, part)[int(rest[0])]}-{word}"
    return {"date": "date_start", "agreement": "agreement_signed"}.get(name, name)


def _same(fields: Fields, others: Fields) -> bool:
    names = {name for name in (*fields, *others) if not name.endswith("-of")}
    return all(fields.get(name, "").strip() == others.get(name, "").strip() for name in names if _asked(name))


def _asked(name: str) -> bool:
    """Whether a field is one of the fact's, not one of the page's."""
    return name.startswith(("third-", "party-", "venue-")) or name in {
        *(*_WORDS, *_TEXTS),
        *("date_text", "date_start", "date_end", "processes", "agreement", "agreement_signed"),
    }


def _row(part: str, row: int, values: Mapping[str, str]) -> dict[str, str]:
    return {f"{part}-{row}-{name}": str(value) for name, value in values.items()}


def _participant(one: Participant) -> dict[str, str]:
    """`of` is the name that the id belongs to: a name typed over it is somebody else."""
    told = {"name": one.name, "id": one.id or "", "kind": one.kind or "", "behalf": one.on_behalf_of or ""}
    return {**told, "of": one.name if one.id else ""}


def _participants(base: EventFact, fields: Fields, part: str) -> Iterator[dict[str, Any]]:
    for row in rows_of(fields, part):
        told = {name: fields.get(f"{part}-{row}-{name}", "").strip() for name in ("name", "kind", "role", "behalf")}
        typed = {"name": told["name"], "kind": told["kind"], "role": told["role"], "on_behalf_of": told["behalf"]}
        typed |= {"id": _id(fields, part, row)}
        if part == "third":
            typed["lead"] = "true" if fields.get(f"third-{row}-lead") else ""
        else:
            typed |= {name: fields.get(f"party-{row}-{name}", "").strip() for name in ("side", "response")}
        words: dict[str, Any] = {name: value for name, value in typed.items() if value}
        fought = _belligerent(base, row, told["name"]) if part == "party" else None
        yield words if fought is None else {**words, "belligerent": fought}


def _belligerent(base: EventFact, row: int, name: str) -> bool | None:
    """What the form does not ask: as it was of the party in this row, or else of the first of this name."""
    named = (one for one in (*base.parties[row : row + 1], *base.parties) if one.name == name)
    return next((one.belligerent for one in named), None)


def _id(fields: Fields, part: str, row: int) -> str:
    named, of = (fields.get(f"{part}-{row}-{name}", "") for name in ("name", "of"))
    return fields.get(f"{part}-{row}-id", "").strip() if fold(named) == fold(of) else ""


def _venues(fields: Fields) -> Iterator[dict[str, Any]]:
    for row in rows_of(fields, "venue"):
        told = {name: fields.get(f"venue-{row}-{name}", "").strip() for name in ("name", "country", "kind")}
        yield {name: value for name, value in told.items() if value} | (
            {"planned": True} if fields.get(f"venue-{row}-planned") else {}
        )


def _date(before: FactDate, fields: Fields) -> dict[str, Any]:
    """Bounds as typed; a month or a year stands for its first and last day, one end alone for a single day."""
    text, start, end = (fields.get(name, "").strip() for name in ("date_text", "date_start", "date_end"))
    if (start, end) == (_day(before.start), _day(before.end)):
        return {**before.model_dump(mode="json", exclude_defaults=True), "text": text}
    first = _typed("first day", start or end, "date_start" if start else "date_end")
    last = _typed("last day", end or start, "date_end" if end else "date_start")
    told = {"text": text, "start": _day(first[0]) or None, "end": _day(last[1]) or None}
    return {name: value for name, value in told.items() if value}


def _typed(words: str, text: str, field: str) -> tuple[date | None, date | None]:
    if not text:
        return None, None
    try:
        return bounds_of(text)[:2]
    except ValueError as error:
        raise BadInput(f"{words}: {text!r} is not a date; write 2020-01-13, 2020-01 or 2020.", [field]) from error


def _agreement(base: EventFact, fields: Fields) -> dict[str, Any] | None:
    name, signed = fields.get("agreement", "").strip(), fields.get("agreement_signed", "").strip()
    if not name:
        return None
    before = base.agreement
    kept = before.model_dump(mode="json", exclude_defaults=True) if before and before.name == name else {}
    if before is None or signed != _bounds(before.signed):
        kept = {word: value for word, value in kept.items() if word != "signed"}
        if signed:
            _typed("signed", signed.partition("/")[0], "agreement_signed")
            kept["signed"] = signed
    return {**kept, "name": name}


def _bounds(day: FactDate | None) -> str:
    if day is None:
        return ""
    return "/".join(dict.fromkeys(str(one) for one in (day.start, day.end) if one))


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""
