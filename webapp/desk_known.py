"""Known things become the choices of the type-ahead over a correction, each with a word on what it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.queries.known import Known, Thing, known_named
from graph.reference import country_name
from webapp import wording

if TYPE_CHECKING:
    from graph.store.connection import Store


@dataclass(frozen=True)
class Choice:
    """A known thing as the list below a field shows it."""

    id: str
    name: str
    note: str
    country: str
    """Of a venue: ISO 3166-1 alpha-3."""


def choices(store: Store, thing: Thing, text: str) -> tuple[Choice, ...]:
    """Known things with this text in a name, best first."""
    return tuple(map(_choice, known_named(store, thing, text)))


def _choice(known: Known) -> Choice:
    note = ", ".join(filter(None, (wording.word(known.kind), known.short, country_name(known.country))))
    return Choice(known.id, known.name, note, known.country)
