"""A line becomes its clauses: each speaks of one event, or of none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from graph.extract.rules.marks import Line, Mark, Unit
from graph.extract.rules.patterns import any_of, compiled, cuts, words

_CLEFT = re.compile(r"(?<= )(?P<opening>it (?:was|is) )(?:the )?@[AP]\d+ (?P<link>(?:that|who|which) )")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a line; `sentence` counts the sentences of the article."""

    line: Line
    sentence: int
    again: bool = False
    """Whether it goes on with what the clause before it told: "and moved to Barbados"."""

    @property
    def units(self) -> list[Unit]:
        """The units of the clause."""
        return list(self.line.units)


def clauses_of(line: Line, sentence: int) -> Iterator[Clause]:
    """Cut a line where one statement ends and the next begins."""
    line = _without_cleft(line)
    for first, last in pairwise(sorted({0, len(line.units), *_cuts(line)})):
        units = line.units[first:last]
        if len(units) > 1:
            yield from _by_verb(Line(units), sentence)


def _without_cleft(line: Line) -> Line:
    """It was Oman that brought them together: Oman brought them together."""
    match = _CLEFT.search(line.string)
    if match is None:
        return line
    left_out = {*line.range_of(match, "opening"), *line.range_of(match, "link")}
    return Line([unit for place, unit in enumerate(line.units) if place not in left_out])


def _by_verb(part: Line, sentence: int) -> Iterator[Clause]:
    """Two verbs of one subject, each with a day or a place of its own, are two clauses with that subject."""
    subject = _subject_of(part)
    starts = [part.range_of(match, "cut").start for match in _second_verb().finditer(part.string)] if subject else []
    start = next((place for place in starts if _is_set(part.units[:place]) and place > len(subject)), None)
    if start is None:
        yield Clause(part, sentence, bool(_goes_on().match(part.string)))
        return
    first, rest = part.units[:start], part.units[start + 1 :]
    yield Clause(Line(first), sentence, bool(_goes_on().match(part.string)))
    yield from _by_verb(Line([*subject, *rest, *_same_day(first, rest)]), sentence)


def _same_day(first: Sequence[Unit], rest: Sequence[Unit]) -> Sequence[Unit]:
    """On Friday he saw the king and flew to the emir: both on Friday, where nothing else is said."""
    days = [[unit for unit in units if unit.mark is Mark.DATE] for units in (first, rest)]
    return () if days[1] else days[0][:1]


def _subject_of(part: Line) -> Sequence[Unit]:
    match = _subject().search(part.string)
    return part.covered(match, "who") if match else ()


def _is_set(units: Sequence[Unit]) -> bool:
    return any(unit.mark in {Mark.DATE, Mark.PLACE} for unit in units)


def _cuts(line: Line) -> Iterator[int]:
    for pattern in cuts():
        for match in pattern.finditer(line.string):
            yield line.range_of(match, "cut" if "cut" in pattern.groupindex else 0).start


@cache
def _subject() -> re.Pattern[str]:
    return compiled("^^ <who>")


@cache
def _second_verb() -> re.Pattern[str]:
    """And on Sunday joined the ministers in Bogota; before sitting down with the emir: `cut` is the "and"."""
    row, named = words().classes, words().occasions
    listed = (word for name in ("MEET_V", "COME_V", "SIGN_V", "HOST_V", "OFFER_V", "REFUSE_V") for word in row[name])
    verb = rf"(?:{any_of([*row['HAVE'], *row['ADV']])})*{any_of([*listed, *named['moves']])}"
    day = r"(?:on |in |late |early |earlier )*@T\d+ (?:, )?"
    return re.compile(
        rf"(?<= )(?P<cut>and |but |before )(?:{any_of(named['before'])}|{day}{verb}"
        rf"|{verb}(?=(?:[^;,@ ]+ |@[APGDN]\d+ |, (?=@))*?@[TL]\d+ )"
        rf"|(?:{any_of(row['ADV'])})*{any_of([*row['OFFER_V'], *row['REFUSE_V']])})"
    )


@cache
def _goes_on() -> re.Pattern[str]:
    named = words().occasions
    return re.compile(rf" (?:and {any_of(named['again'])}|(?:and |, (?:and )?){any_of(named['gapped'])}(?:in|at) )")
