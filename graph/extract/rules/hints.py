"""Clauses that no pattern reads still hint at who mediates: a body beside a word of mediation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from graph.extract.rules.clauses import Clause
from graph.extract.rules.marks import Hint, Mark
from graph.extract.rules.patterns import any_of, words
from graph.vocabulary import ActorKind


def hints_in(clauses: Iterable[Clause]) -> Iterator[Hint]:
    """The hints of an article's clauses; who refuses, or does not mediate, gives none."""
    for clause in clauses:
        if _hint().search(clause.line.string) and not _negated().search(clause.line.string):
            units = [unit for unit in clause.units if unit.mark in {Mark.BODY, Mark.PERSON}]
            bodies = [figure.body for unit in units for figure in unit.figures if figure.body.generic is None]
            yield Hint(clause.sentence, {body.name: body for body in bodies if body.kind is not ActorKind.PERSON})


@cache
def _hint() -> re.Pattern[str]:
    return re.compile(rf"(?<= ){any_of(words().occasions['hints'])}")


@cache
def _negated() -> re.Pattern[str]:
    return re.compile(rf"(?<= )(?:not |no |never |without |denied |denies |{any_of(words().classes['REFUSE_V'])})")
