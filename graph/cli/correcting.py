"""A fact becomes a few lines that a person can edit, and these become the corrected fact."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from graph.errors import BadInput
from graph.facts import EventFact, checked_fact

_ROLE = re.compile(r"^(?P<name>.*\S)\s*\((?P<role>[a-z_]+)\)$")
FIELDS = ("kind", "status", "outcome", "date", "third_parties", "parties", "venues", "conflict")
"""What is asked for one by one; the rest can be changed as JSON."""


def as_lines(fact: EventFact) -> dict[str, str]:
    """The fields of a fact as a person edits them: lists joined by semicolons."""
    when = fact.date
    venues = (", ".join(filter(None, (venue.name, venue.country))) for venue in fact.venues)
    return {
        "kind": str(fact.kind),
        "status": str(fact.status),
        "outcome": str(fact.outcome),
        "date": when.edtf or "/".join(dict.fromkeys(str(day) for day in (when.start, when.end) if day)),
        "third_parties": "; ".join(f"{part.name} ({part.role})" for part in fact.third_parties),
        "parties": "; ".join(f"{part.name} ({part.role})" for part in fact.parties),
        "venues": "; ".join(venues),
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


def _changed(fact: EventFact, field: str, line: str) -> Any:
    parts = [part.strip() for part in line.split(";") if part.strip()]
    if field in {"third_parties", "parties"}:
        known = {part.name: part for part in (*fact.third_parties, *fact.parties)}
        return [_participant(part, known) for part in parts]
    if field == "venues":
        return [_venue(fact, part) for part in parts]
    return line or ({} if field == "date" else None)


def _participant(line: str, known: Mapping[str, Any]) -> dict[str, object]:
    """`Name (role)`; what the fact says besides of somebody of this name is kept."""
    told = _ROLE.match(line)
    name = told["name"] if told else line
    role = {"role": told["role"]} if told else {}
    if name not in known:
        return {"name": name, **role}
    kept = known[name].model_dump(mode="json", include={"id", "kind", "on_behalf_of"}, exclude_defaults=True)
    return {**kept, "name": name, **role}


def _venue(fact: EventFact, line: str) -> dict[str, object]:
    name, _, country = (part.strip() for part in line.partition(","))
    kept = next((venue for venue in fact.venues if venue.name == name and (venue.country or "") == country), None)
    if kept is not None:
        return kept.model_dump(mode="json", exclude_defaults=True)
    planned = any(venue.planned for venue in fact.venues)
    return {"name": name, **({"country": country} if country else {}), **({"planned": True} if planned else {})}
