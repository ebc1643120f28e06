"""A sentence becomes a line of units: words, and marks for the actors, persons, places and dates in it."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from operator import is_

from graph.extract.dates import DateSpan
from graph.extract.rules.lexicon import Meaning
from graph.vocabulary import ActorKind


class Mark(StrEnum):
    """What a unit that is no plain word stands for; patterns see its letter."""

    WORD = ""
    BODY = "A"
    PERSON = "P"
    DEMONYM = "D"
    PLACE = "L"
    DATE = "T"
    GENERIC = "G"
    NAME = "N"


class Generic(StrEnum):
    """Words that mean somebody only within their article."""

    DYAD = "dyad"
    GOVERNMENT = "government"
    OPPOSITION = "opposition"
    REBELS = "rebels"
    THEY = "they"
    HELPERS = "helpers"


@dataclass(frozen=True, slots=True)
class Figure:
    """Somebody in an article; `flavour` says in which capacity ("mediator", "body")."""

    name: str
    id: str = ""
    kind: ActorKind | None = None
    iso3: str = ""
    principal: Figure | None = None
    flavour: str = ""
    generic: Generic | None = None

    @classmethod
    def of(cls, meaning: Meaning) -> Figure:
        """The figure that a spelling of the tables stands for."""
        return cls(meaning.name, meaning.id, meaning.kind, meaning.iso3)

    @property
    def body(self) -> Figure:
        """Whom it speaks for: a person's principal, or itself."""
        return self.principal or self


Named = dict[str, Figure]
"""Figures by name, in the order of the text."""


@dataclass(frozen=True, slots=True)
class Hint:
    """The bodies of a clause that speaks of mediation, joined ones together, the nearest to that word first.

    `sentence` counts those of the article.
    """

    sentence: int
    bodies: tuple[Named, ...]

    def helpers(self, sides: Named) -> Named:
        """The nearest bodies that are none of these sides; empty where there are none."""
        apart = ({name: body for name, body in joined.items() if name not in sides} for joined in self.bodies)
        return next(filter(None, apart), {})


@dataclass(frozen=True, slots=True)
class Locality:
    """A place; `country` is its name, empty for a country itself."""

    name: str
    iso3: str
    country: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A word or a mark, as a span of the text."""

    start: int
    end: int
    text: str
    mark: Mark = Mark.WORD
    figures: tuple[Figure, ...] = ()
    place: Locality | None = None
    date: DateSpan | None = None
    told: datetime.date | None = None
    """Of a date that counts from one told before ("three days later"): that day."""
    meanings: tuple[Meaning, ...] = ()


@dataclass(slots=True)
class Line:
    """Units in order, and the string of them that patterns are matched against.

    Every unit ends with a space; marks read `@A3`: an at sign, the letter of the mark, the place of the unit.
    """

    units: Sequence[Unit]
    string: str = field(init=False)
    _starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        parts = [_shown(unit, place) for place, unit in enumerate(self.units)]
        self.string = " " + "".join(f"{part} " for part in parts)
        self._starts, at = [], 1
        for part in parts:
            self._starts.append(at)
            at += len(part) + 1

    def with_units(self, units: Sequence[Unit]) -> Line:
        """The line of other units; itself where none is another."""
        return self if len(units) == len(self.units) and all(map(is_, units, self.units)) else Line(units)

    def range_of(self, match: re.Match[str], group: int | str = 0) -> range:
        """The places of the units that a group of a match covers."""
        start, end = match.span(group)
        return range(bisect_left(self._starts, start), bisect_right(self._starts, end - 1)) if start >= 0 else range(0)

    def covered(self, match: re.Match[str], group: int | str = 0) -> list[Unit]:
        """The units that a group of a match covers."""
        return [self.units[place] for place in self.range_of(match, group)]

    def replaced(self, pattern: re.Pattern[str], make: Callable[[Line, re.Match[str]], list[Unit] | None]) -> Line:
        """The line with every match of a pattern turned into other units; None leaves a match as it is."""
        units: list[Unit] = []
        done = 0
        for match in pattern.finditer(self.string):
            made = make(self, match)
            if made is not None:
                covered = self.range_of(match)
                units.extend(self.units[done : covered.start])
                units.extend(made)
                done = covered.stop
        return Line([*units, *self.units[done:]]) if done else self


def _shown(unit: Unit, place: int) -> str:
    return f"@{unit.mark}{place}" if unit.mark else unit.text.casefold().replace("\u2019", "'").replace(" ", "_")


_WORDS = re.compile(r"[^\W_]+(?:['\u2019.-][^\W_]+)*|['\u2019]s?\b|[^\s\w]|_+")
_POSSESSIVE = re.compile(r"['\u2019]s?$")


def words_of(text: str, start: int, end: int) -> Iterator[Unit]:
    """The plain words and signs of a stretch of text; a possessive 's is a unit of its own."""
    for word in _WORDS.finditer(text, start, end):
        possessive = _POSSESSIVE.search(word.group()) if len(word.group()) > 2 else None
        if possessive and possessive.start():
            cut = word.start() + possessive.start()
            yield Unit(word.start(), cut, text[word.start() : cut])
            yield Unit(cut, word.end(), "'s")
        else:
            written = "'s" if word.group() in {"\u2019s", "\u2019", "'"} else word.group()
            yield Unit(word.start(), word.end(), written)
