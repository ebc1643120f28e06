"""A line becomes its clauses: each speaks of one event, or of none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from graph.extract.rules.marks import Line, Unit
from graph.extract.rules.patterns import any_of, words

CONJUNCTIONS = "but|while|whereas|although|though|yet|because|since|unless|until|after|before|when|as|if|minutes after|hours after|days after|weeks after|months after|a day after|shortly after|even as|so that"
AGAIN = "moved|returned|continued|resumed|reconvened|went on|shifted|later|then|met again|gathered|travelled|traveled|flew|ended"


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a line; `sentence` counts the sentences of the article."""

    line: Line
    sentence: int
    start: int
    end: int
    again: bool = False
    """Whether it goes on with what the clause before it told: "and moved to Barbados"."""

    @property
    def units(self) -> list[Unit]:
        """The units of the clause."""
        return list(self.line.units)


def clauses_of(line: Line, sentence: int) -> Iterator[Clause]:
    """Cut a line where one statement ends and the next begins."""
    cuts = sorted({0, len(line.units), *_cuts(line)})
    for first, last in zip(cuts, cuts[1:], strict=False):
        units = line.units[first:last]
        if len(units) > 1:
            part = Line(units)
            yield Clause(part, sentence, units[0].start, units[-1].end, bool(_goes_on().match(part.string)))


def _cuts(line: Line) -> Iterator[int]:
    for pattern in _connectors():
        for match in pattern.finditer(line.string):
            yield line.range_of(match).start


@cache
def _connectors() -> tuple[re.Pattern[str], ...]:
    verb = any_of(
        word
        for name in ("HAVE", "MEDIATE_V", "ORGANIZE_V", "HOST_V", "MEET_V", "COME_V", "SIGN_V", "REFUSE_V", "REPORT_V", "OFFER_V")
        for word in words().classes[name]
    )
    subject = r"(?:the |a |an |both |its |their |his )*(?:@[APGN]\d+ |[a-z]+ (?=(?:has|have|had|is|was|were|are|will|would) ))"
    occasion = r"(?:met|took place|was held|were held|began|opened|ended|collapsed|moved|resumed|followed|came|broke down|was signed|were suspended|concluded|started)"
    return tuple(
        re.compile(rf"(?<= ){pattern}")
        for pattern in (
            r"(?:;|:|—|–|--) ",
            rf"(?:, )?(?:but|whereas|although|though|while) ",
            rf"(?:, )?(?:{CONJUNCTIONS}) (?={subject}{verb})",
            rf", (?:which|who|where) (?={occasion} )",
            rf", and (?={subject}{verb})",
            rf"and (?=(?:{AGAIN}) )",
            r"(?:(?<= said )|(?<= says )|(?<= shows )|(?<= means )|(?<= announced )|(?<= indicates )|(?<= confirmed )|(?<= believes )|(?<= added ))that ",
            rf", (?={subject}{any_of(words().classes['REPORT_V'])})",
        )
    )


@cache
def _goes_on() -> re.Pattern[str]:
    return re.compile(rf" and (?:{AGAIN}) ")
