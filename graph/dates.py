"""Dates as the field needs them: the earliest and latest possible day, how exactly, and the words."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from edtf import EDTFObject, EDTFParseException, parse_edtf

from graph.vocabulary import DatePrecision

if TYPE_CHECKING:
    from time import struct_time


class Bounds(NamedTuple):
    """The earliest and latest possible day, both inclusive; None where a side is open or unknown."""

    start: date | None
    end: date | None
    precision: DatePrecision

    def covers(self, day: date) -> bool:
        """Whether a day may lie within the bounds."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


MAX_LENGTH = 200
_OPEN = ("", "..")
_QUALIFIER = "[?~%]?"
_PART = f"{_QUALIFIER}(?:[0-9]{{2}}|XX){_QUALIFIER}"
_POINT = f"{_QUALIFIER}[0-9X]{{4}}{_QUALIFIER}(?:-{_PART}(?:-{_PART})?)?(?:T[0-9:Z+-]+)?"
_SHAPE = re.compile(rf"{_POINT}|[\[{{](?:\.\.)?{_POINT}(?:(?:,|\.\.){_POINT})*(?:\.\.)?[\]}}]")
"""The EDTF shapes of the years 0 to 9999. Outside of them the library computes 10 to the power of any number
that a text holds, for hours, and stumbles with errors of its own."""
_SEASON = re.compile(rf"{_QUALIFIER}[0-9]{{4}}-{_QUALIFIER}(?:2[1-9]|3[0-9]|4[01]){_QUALIFIER}")

_YEAR_OR_MONTH = re.compile(r"(?P<year>(?!0000)[0-9]{4})(?:-(?P<month>0[1-9]|1[0-2]))?")
"""The commonest shapes after whole days: the library takes ten milliseconds for each."""

UNDATED = Bounds(None, None, DatePrecision.UNKNOWN)


@lru_cache(maxsize=65_536)
def bounds_of(text: str) -> Bounds:
    """The bounds of an ISO 8601 date or an EDTF expression (ISO 8601-2:2019, levels 0 to 2).

    >>> bounds_of("2020-02").end
    datetime.date(2020, 2, 29)

    Raises ValueError for anything else.
    """
    text = text.strip()
    if len(text) == 10 and text.count("-") == 2 and "X" not in text:
        day = _calendar_day(text)
        return Bounds(day, day, DatePrecision.DAY)
    if "/" in text:
        return _interval(text)
    if plain := _YEAR_OR_MONTH.fullmatch(text):
        return _year_or_month(int(plain["year"]), int(plain["month"] or 0))
    parsed = _parsed(text)
    start, end = _day(parsed.lower_strict()), _day(parsed.upper_strict())
    season = _SEASON.fullmatch(text)
    return Bounds(start, end, DatePrecision.SEASON if season else precision_of(start, end))


def _year_or_month(year: int, month: int) -> Bounds:
    """A whole year, or a month of it where one is given."""
    if not month:
        return Bounds(date(year, 1, 1), date(year, 12, 31), DatePrecision.YEAR)
    last = calendar.monthrange(year, month)[1]
    return Bounds(date(year, month, 1), date(year, month, last), DatePrecision.MONTH)


def _interval(text: str) -> Bounds:
    """Each side is read alone: the library stumbles over intervals such as ../201X and 2020/2020-XX."""
    left, _, right = text.partition("/")
    if not (left or right) or "/" in right:
        raise ValueError(_problem(text))
    start = None if left in _OPEN else bounds_of(left).start
    end = None if right in _OPEN else bounds_of(right).end
    if start and end and start > end:
        raise ValueError(f"the date ends before it starts: {text!r}")
    return Bounds(start, end, precision_of(start, end))


def _problem(text: str) -> str:
    return f"not an ISO or EDTF date: {text[:50]!r}; write 2020-01-13, 2020-01 or 2020-01-13/2020-01-14"


def _parsed(text: str) -> EDTFObject:
    if len(text) > MAX_LENGTH or not _SHAPE.fullmatch(text):
        raise ValueError(_problem(text))
    try:
        parsed: EDTFObject = parse_edtf(text)
    except (EDTFParseException, ValueError, TypeError, AttributeError) as error:  # the last two: its own faults
        raise ValueError(_problem(text)) from error
    return parsed


def _calendar_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"no such day: {text!r} ({error})") from error


def _day(moment: struct_time | float) -> date | None:
    if isinstance(moment, float):  # the library's word for an open end is an infinity
        return None
    if not 1 <= moment.tm_year <= 9999:
        raise ValueError(f"the year {moment.tm_year} lies outside 1 to 9999")
    return date(moment.tm_year, moment.tm_mon, moment.tm_mday)


def days_told(start: date | None, end: date | None) -> str:
    """Bounds as exactly as they are known: 2020, 2020-01, 2020-01-13, 2020-01-13 to 2020-01-19, from 2020-01-13."""
    if start is None or end is None:
        return f"from {start}" if start else f"until {end}" if end else ""
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        told = [f"{start:%Y}", f"{end:%Y}"]
    elif start.day == 1 and is_last_of_month(end):
        told = [f"{start:%Y-%m}", f"{end:%Y-%m}"]
    else:
        told = [f"{start}", f"{end}"]
    return " to ".join(dict.fromkeys(told))


def is_last_of_month(day: date) -> bool:
    """Whether a month ends with this day."""
    return day.day == calendar.monthrange(day.year, day.month)[1]


def precision_of(start: date | None, end: date | None) -> DatePrecision:
    """The precision that a pair of bounds shows by itself."""
    if start is None or end is None:
        return DatePrecision.UNKNOWN if start is end else DatePrecision.RANGE
    if start == end:
        return DatePrecision.DAY
    if start.day == 1 and (start.year, start.month) == (end.year, end.month):
        return DatePrecision.MONTH if is_last_of_month(end) else DatePrecision.RANGE
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        if start.year == end.year:
            return DatePrecision.YEAR
        if end.year - start.year == 9:
            return DatePrecision.DECADE
    return DatePrecision.RANGE
