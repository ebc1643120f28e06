"""A month, season, year, decade or week, or an early, middle or late part of it, becomes its first and last day."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from graph.dates import Bounds, precision_of
from graph.extract.dates.words import Part
from graph.vocabulary import DatePrecision

_DAYS_IN_PART = {
    **{Part.EARLY: (1, 10), Part.MID: (11, 20), Part.LATE: (21, 31), Part.FIRST_HALF: (1, 15)},
    **{Part.SECOND_HALF: (16, 31), Part.FIRST: (1, 7), Part.SECOND: (8, 14), Part.THIRD: (15, 21)},
    **{Part.FOURTH: (22, 28), Part.FINAL: (25, 31)},
}
"""First to final are the weeks of a month."""
_MONTHS_IN_PART = {
    **{Part.EARLY: (1, 4), Part.MID: (5, 8), Part.LATE: (9, 12), Part.FIRST_HALF: (1, 6)},
    **{Part.SECOND_HALF: (7, 12), Part.FIRST: (1, 3), Part.SECOND: (4, 6), Part.THIRD: (7, 9)},
    **{Part.FOURTH: (10, 12), Part.FINAL: (10, 12)},
}
"""First to final are the quarters of a year."""
_DAYS_IN_WEEK_PART = {Part.EARLY: (0, 1), Part.MID: (2, 3), Part.LATE: (4, 6)}
_YEARS_IN_PART = {
    Part.EARLY: (0, 3),
    Part.MID: (4, 6),
    Part.LATE: (7, 9),
    Part.FIRST_HALF: (0, 4),
    Part.SECOND_HALF: (5, 9),
}


def part_of_month(year: int, month: int, part: Part | None) -> Bounds:
    """A month, its early (1-10), middle (11-20) or late days, a half (from the 16th) or a week of it."""
    length = calendar.monthrange(year, month)[1]
    first, last = _DAYS_IN_PART.get(part or Part.REST, (1, length))
    if part is Part.FINAL:
        first = length - 6
    start, end = date(year, month, first), date(year, month, min(last, length))
    return Bounds(start, end, precision_of(start, end))


def part_of_season(year: int, month: int, part: Part | None) -> Bounds:
    """Three months from the one that the season begins with, or one of them; a winter ends in the year after."""
    months = [(year + (month + step - 1) // 12, (month + step - 1) % 12 + 1) for step in range(3)]
    chosen = {Part.EARLY: months[:1], Part.MID: months[1:2], Part.LATE: months[2:]}.get(part or Part.REST, months)
    start, end = date(*chosen[0], 1), month_end(*chosen[-1])
    return Bounds(start, end, DatePrecision.SEASON if chosen == months else precision_of(start, end))


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def part_of_year(year: int, part: Part | None) -> Bounds:
    """A year, a third of it (early, mid, late), a half or a quarter."""
    first, last = _MONTHS_IN_PART.get(part or Part.REST, (1, 12))
    start, end = date(year, first, 1), month_end(year, last)
    return Bounds(start, end, precision_of(start, end))


def part_of_decade(year: int, part: Part | None) -> Bounds:
    """The 1990s, their early, middle or late years, by their first year."""
    first, last = _YEARS_IN_PART.get(part or Part.REST, (0, 9))
    start, end = date(year + first, 1, 1), date(year + last, 12, 31)
    return Bounds(start, end, precision_of(start, end))


def part_of_week(monday: date, part: Part | None) -> Bounds:
    """A week from its Monday, or its first two days, its middle, its end from Friday."""
    first, last = _DAYS_IN_WEEK_PART.get(part or Part.REST, (0, 6))
    whole = DatePrecision.WEEK if (first, last) == (0, 6) else DatePrecision.RANGE
    return Bounds(monday + timedelta(days=first), monday + timedelta(days=last), whole)
