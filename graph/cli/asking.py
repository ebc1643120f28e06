"""A fact is corrected in a terminal: field by field, each checked as it is entered and asked until it can stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import click
from rich.console import Console
from rich.text import Text

from graph.cli.correcting import FIELDS, as_lines, from_lines, name_in, named, parts_of
from graph.errors import BadInput
from graph.facts import EventFact
from graph.queries.known import Known, Thing, known_beginning
from graph.store.connection import Store
from graph.vocabulary import EventKind, Outcome, Status

LEAVE, EMPTY = "q", "-"
HINT = (
    f"  Enter keeps what stands in brackets, {EMPTY} empties a field, {LEAVE} leaves without deciding.\n"
    '  Names are parted by ; and one that holds a ; stands in quotes: "A; B" (mediator).'
)

_CLOSED: Mapping[str, type[StrEnum]] = {"kind": EventKind, "status": Status, "outcome": Outcome}
_THINGS = {
    "third_parties": Thing.ACTOR,
    "parties": Thing.ACTOR,
    "venues": Thing.VENUE,
    "conflict": Thing.CONFLICT,
}


@dataclass(frozen=True)
class Corrector:
    """Asks one person for the fields of a fact. Whatever is asked, leaving raises click.Abort."""

    store: Store
    console: Console

    def corrected(self, fact: EventFact) -> EventFact:
        """The fact with what was typed; nothing is kept by it."""
        self.console.print(Text(HINT, style="dim"))
        lines: dict[str, str] = {}
        for field in FIELDS:
            lines[field] = self._line(fact, lines, field)
        return from_lines(fact, lines)

    def _line(self, fact: EventFact, lines: Mapping[str, str], field: str) -> str:
        """What is typed for a field, once it can stand."""
        before = as_lines(fact)[field]
        while True:
            typed = asked(f"  {field}", default=before)
            try:
                line = _word(field, "" if typed == EMPTY else typed)
                from_lines(fact, {**lines, field: line})
            except BadInput as error:
                self.console.print(Text(f"  {error}", style="red"))
            else:
                return self._meant(field, line, before)

    def _meant(self, field: str, line: str, before: str) -> str:
        """The line with the names that a person chooses where what is new in it only begins known ones."""
        if field not in _THINGS or line == before:
            return line
        kept = set(parts_of(field, before))
        parts = parts_of(field, line)
        return "; ".join(part if part in kept else self._chosen(field, part) for part in parts)

    def _chosen(self, field: str, part: str) -> str:
        name = name_in(field, part)
        found = known_beginning(self.store, _THINGS[field], name)
        if not found or (len(found) == 1 and found[0].is_named):
            return part
        self.console.print(f"  Known names that begin with {name!r}:")
        for number, known in enumerate(found, start=1):
            self.console.print(Text(f"    {number}. {_told(known)}"))
        number = self._number(len(found), "  which, by its number; Enter keeps what was typed")
        return named(field, part, found[number - 1].name, found[number - 1].country) if number else part

    def _number(self, most: int, words: str) -> int:
        """A number up to a most; 0 where none is given."""
        while (typed := asked(words)) and not (typed.isdecimal() and 1 <= int(typed[:9]) <= most):
            self.console.print(Text(f"  {typed!r} is no number from 1 to {most}.", style="red"))
        return int(typed or 0)


def asked(words: str, default: str = "") -> str:
    """A line from the person, the default where it is blank; LEAVE raises click.Abort."""
    typed = str(click.prompt(words, default=default)).strip() or default
    if typed == LEAVE:
        raise click.Abort
    return typed


def _word(field: str, typed: str) -> str:
    """A word of a closed list; anything where there is none. Raises BadInput with the words that there are."""
    words = [*map(str, _CLOSED.get(field, ()))]
    if not words or typed in words:
        return typed
    begun = [word for word in words if typed and word.startswith(typed)]
    raise BadInput(f"{typed!r} is no {field}. There {'is' if len(begun) == 1 else 'are'}: {', '.join(begun or words)}.")


def _told(known: Known) -> str:
    notes = ", ".join(filter(None, (known.kind, known.short, known.country)))
    return f"{known.name} ({notes})" if notes else known.name
