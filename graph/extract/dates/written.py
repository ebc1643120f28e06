"""What a text itself says of a date, before anybody asks when it was published: year, month, day, direction."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from graph.extract.dates.words import Part, Turn, Unit


class DateKind(StrEnum):
    """What sort of expression a date is."""

    DAY = "day"
    WEEKDAY = "weekday"
    WEEKEND = "weekend"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    RANGE = "range"
    RELATIVE = "relative"
    """Counted from the day of publication: yesterday, last week, two months ago, the end of the year."""
    ANCHORED = "anchored"
    """Counted from a day told before: the day before, three days later, the following Monday."""
    VAGUE = "vague"
    """A stretch around the day of publication: recent weeks, the coming days."""


class DateUse(StrEnum):
    """How a date stands in its clause."""

    FREE = "free"
    MODIFIER = "modifier"
    """It tells which thing, not when the clause happens: the 2015 agreement, resolution 2254 (2015)."""
    POSSESSIVE = "possessive"
    """Monday's talks."""


@dataclass(frozen=True, slots=True)
class Written:
    """What the words say of one day or period, and no more; weekdays count from Monday, 0."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: int | None = None
    """The month that the season begins with."""
    part: Part | None = None
    turn: Turn | None = None
    """Which weekday, month or season of that name: last, this, next."""
    unit: Unit | None = None
    count: int = 0
    """How many units before (below zero) or after the day of publication."""


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date in a text: `text == whole[start:end]`; a range has a `last`."""

    start: int
    end: int
    text: str
    kind: DateKind
    first: Written
    last: Written | None = None
    lead: str = ""
    """The word right before it where that is a preposition: since, by, until, before, on ..."""
    use: DateUse = DateUse.FREE
