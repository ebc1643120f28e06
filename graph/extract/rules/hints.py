"""Clauses that no pattern reads still hint at who mediates: the bodies beside a word of mediation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, partial

from graph.extract.rules.clauses import Clause
from graph.extract.rules.marks import Hint, Line, Mark, Named
from graph.extract.rules.patterns import COORDINATION, any_of, words
from graph.vocabulary import ActorKind


def hints_in(clauses: Iterable[Clause]) -> Iterator[Hint]:
    """The hints of an article's clauses; who refuses, or does not mediate, gives none."""
    for clause in clauses:
        found = _hint().search(clause.line.string)
        if found and not _negated().search(clause.line.string):
            bodies = sorted(_joined(clause.line), key=partial(_distance, clause.line.range_of(found)))
            yield Hint(clause.sentence, tuple(named for _, named in bodies))


def _joined(line: Line) -> Iterator[tuple[range, Named]]:
    """The bodies that stand joined by commas and "and", with their places in the line."""
    for match in _coordination().finditer(line.string):
        units = [unit for unit in line.covered(match) if unit.mark in {Mark.BODY, Mark.PERSON}]
        bodies = [figure.body for unit in units for figure in unit.figures if figure.body.generic is None]
        yield line.range_of(match), {body.name: body for body in bodies if body.kind is not ActorKind.PERSON}


def _distance(word: range, joined: tuple[range, Named]) -> int:
    """Units between a word and the bodies."""
    places = joined[0]
    return places.start - word.stop if places.start >= word.stop else word.start - places.stop


@cache
def _coordination() -> re.Pattern[str]:
    return re.compile(rf"(?<= ){COORDINATION}")


@cache
def _hint() -> re.Pattern[str]:
    return re.compile(rf"(?<= ){any_of(words().occasions['hints'])}")


@cache
def _negated() -> re.Pattern[str]:
    return re.compile(
        rf"(?<= )(?:not |no (?!longer )|never |without |denied |denies |{any_of(words().classes['REFUSE_V'])})"
    )
