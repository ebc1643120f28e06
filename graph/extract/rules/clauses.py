"""A line becomes its clauses: each speaks of one event, or of none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from graph.extract.rules.marks import Line, Unit
from graph.extract.rules.patterns import any_of, cuts, words


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
    for first, last in pairwise(sorted({0, len(line.units), *_cuts(line)})):
        units = line.units[first:last]
        if len(units) > 1:
            part = Line(units)
            yield Clause(part, sentence, bool(_goes_on().match(part.string)))


def _cuts(line: Line) -> Iterator[int]:
    for pattern in cuts():
        for match in pattern.finditer(line.string):
            yield line.range_of(match, "cut" if "cut" in pattern.groupindex else 0).start


@cache
def _goes_on() -> re.Pattern[str]:
    return re.compile(rf" and {any_of(words().occasions['again'])}")
