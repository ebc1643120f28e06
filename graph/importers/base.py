"""What every importer yields, in the order of the file: article facts, or a row refused with the reason."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.facts import ArticleFacts

MOST_SHOWN = 120


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that cannot be used, and why; `row` is what the rejects file needs to write it again."""

    file: str
    line: int
    field: str
    value: str
    reason: str
    row: Mapping[str, object]


Reading = ArticleFacts | Refused


def shown(value: object) -> str:
    """A value as a message shows it: cut, so that a bad row of 10 MB does not fill the screen."""
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 3] + "..."


def line_words(file: str, line: int) -> str:
    """Which line of a file, where that tells anything: ", line 3"; nothing for a file that is one article."""
    return f", line {line:,}" if line > 1 or file.lower().endswith(".jsonl") else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like this one, as the end of a message: "; the nearest is 'role'", or nothing."""
    found = difflib.get_close_matches(word, [str(name) for name in known], n=1, cutoff=0.5)
    return f"; the nearest known one is {found[0]!r}" if found else ""


def told(problems: Iterable[tuple[str, str]]) -> str:
    """The reason of the first problem, and the others with their fields."""
    (_, first), *others = problems
    return "; also ".join([first, *(f"{field}: {reason}" for field, reason in others)])
