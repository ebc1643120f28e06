"""A fact becomes a few lines that a person can edit, and these become the corrected fact."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from graph.errors import BadInput
from graph.facts import EventFact, Party, ThirdParty, VenueMention, checked_fact
from graph.names import parted, quoted, unquoted
from graph.vocabulary import PARTY_ROLES, THIRD_PARTY_ROLES

_ROLE = re.compile(r"^(?P<name>.*\S)\s*\((?P<role>[a-z_]+)\)$")
FIELDS = ("kind", "status", "outcome", "date", "third_parties", "parties", "venues", "conflict")
"""What is asked for one by one; the rest can be changed as JSON."""

_ROLES = {"third_parties": THIRD_PARTY_ROLES, "parties": PARTY_ROLES}
_NAMED = ("third_parties", "parties", "venues", "conflict")
_WHO = {"name", "id", "kind", "on_behalf_of"}
"""What is true of somebody as third party and as party."""


def as_lines(fact: EventFact) -> dict[str, str]:
    """The fields of a fact as a person edits them: lists joined by semicolons, a name that holds one in quotes."""
    when = fact.date
    return {
        "kind": str(fact.kind),
        "status": str(fact.status),
        "outcome": str(fact.outcome),
        "date": when.edtf or "/".join(dict.fromkeys(str(day) for day in (when.start, when.end) if day)),
        "third_parties": "; ".join(f"{quoted(part.name)} ({part.role})" for part in fact.third_parties),
        "parties": "; ".join(f"{quoted(part.name)} ({part.role})" for part in fact.parties),
        "venues": "; ".join(map(_place, fact.venues)),
        "conflict": fact.conflict or "",
    }


def from_lines(fact: EventFact, lines: Mapping[str, str]) -> EventFact:
    """The fact with the lines that were changed. Raises BadInput with the field that cannot be used."""
    before = as_lines(fact)
    words = fact.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    for field, line in lines.items():
        if line.strip() != before[field]:
            words[field] = _changed(fact, field, line.strip())
    return checked_fact(words)


def as_json_text(fact: EventFact) -> str:
    """The whole fact as JSON to be edited."""
    return json.dumps(fact.model_dump(mode="json", by_alias=True, exclude_defaults=True), indent=2, ensure_ascii=False)


def from_json_text(text: str) -> EventFact:
    """The fact that an edited JSON text says. Raises BadInput with the field that cannot be used."""
    try:
        return checked_fact(json.loads(text))
    except json.JSONDecodeError as error:
        raise BadInput(f"This is not JSON: {error}") from error


def parts_of(field: str, line: str) -> list[str]:
    """The names in a line with what stands with each; a conflict is one alone."""
    if field == "conflict":
        return [line.strip()] if line.strip() else []
    return parted(line)


def name_in(field: str, part: str) -> str:
    """The name in one part of a line: without a role, or a country."""
    return part if field == "conflict" else unquoted(_as_written(field, part))


def named(field: str, part: str, name: str, country: str) -> str:
    """The part with another name; a venue without a country gets that of the name."""
    shown = name if field == "conflict" else quoted(name)
    # The name of a place may hold a comma.
    old = shown if f"{part},".startswith(f"{shown},") else _as_written(field, part)
    rest = part[len(old) :]
    return f"{shown}, {country}" if field == "venues" and country and not rest else f"{shown}{rest}"


def _as_written(field: str, part: str) -> str:
    """The name in one part of a line, with its quotes if it has some."""
    if field == "venues":
        return _name_and_country(part)[0]
    told = _ROLE.match(part) if field in _ROLES else None
    return told["name"] if told else part


def _changed(fact: EventFact, field: str, line: str) -> Any:
    parts = parts_of(field, line)
    if field in _NAMED:
        _check_names(field, parts, parts_of(field, as_lines(fact)[field]))
    if field in _ROLES:
        _check_roles(field, parts)
    if field == "third_parties":
        return [_participant(part, fact.third_parties, fact.parties) for part in parts]
    if field == "parties":
        return [_participant(part, fact.parties, fact.third_parties) for part in parts]
    if field == "venues":
        return [_venue(fact, part) for part in parts]
    return line or ({} if field == "date" else None)


def _check_names(field: str, parts: Sequence[str], kept: Sequence[str]) -> None:
    """A day or a number typed into the wrong field is no name; what the fact said before may stand."""
    for name in (name_in(field, part) for part in parts if part not in kept):
        if not any(map(str.isalpha, name)):
            raise BadInput(f"{field}: {name!r} is no name: there is no letter in it.")


def _check_roles(field: str, parts: Sequence[str]) -> None:
    for told in filter(None, map(_ROLE.match, parts)):
        if told["role"] not in _ROLES[field]:
            raise BadInput(f"{told['role']!r} is no role of {field}. There are: {', '.join(_ROLES[field])}.")


_Participants = Sequence[ThirdParty | Party]


def _participant(line: str, here: _Participants, there: _Participants) -> dict[str, object]:
    """`Name (role)`; what the fact says besides of this name, in this role first, is kept; of the other list who."""
    told = _ROLE.match(line)
    name = unquoted(told["name"] if told else line)
    role = {"role": told["role"]} if told else {}
    ours = sorted((part for part in here if part.name == name), key=lambda part: part.role != role.get("role"))
    same = (part.model_dump(mode="json", exclude={"role"}, exclude_defaults=True) for part in ours)
    other = (part.model_dump(mode="json", include=_WHO, exclude_defaults=True) for part in there if part.name == name)
    return {**next(chain(same, other), {"name": name}), **role}


def _venue(fact: EventFact, line: str) -> dict[str, object]:
    """`Name, country`; a venue of the fact is known by its own line, for its name may hold a comma."""
    kept = next((venue for venue in fact.venues if _place(venue) == line), None)
    if kept is not None:
        return kept.model_dump(mode="json", exclude_defaults=True)
    written, country = _name_and_country(line)
    name = unquoted(written)
    planned = any(venue.planned for venue in fact.venues)
    return {"name": name, **({"country": country} if country else {}), **({"planned": True} if planned else {})}


def _name_and_country(line: str) -> tuple[str, str]:
    """A place as typed: what stands after the last comma is its country."""
    if unquoted(line) != line:
        return line, ""
    name, _, country = (part.strip() for part in line.rpartition(","))
    return (name, country) if name else (country, "")


def _place(venue: VenueMention) -> str:
    return ", ".join(filter(None, (quoted(venue.name), venue.country)))
