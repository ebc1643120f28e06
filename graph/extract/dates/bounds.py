"""A date as it is written becomes its earliest and latest possible day, seen from the day of publication.

A weekday is the last such day, or the next where the clause looks ahead; the day of publication counts. "Last Tuesday"
and "next Saturday" are the nearest strictly before and after it. A date without a year is the nearest that way.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date, timedelta

from graph.dates import UNDATED, Bounds, precision_of
from graph.extract.dates.parts import (
    month_end,
    part_of_decade,
    part_of_month,
    part_of_season,
    part_of_week,
    part_of_year,
)
from graph.extract.dates.words import Part, Turn, Unit
from graph.extract.dates.written import DateKind, DateSpan, Written
from graph.facts import FactDate
from graph.vocabulary import DatePrecision

_SLACK = timedelta(days=7)
"""So far may a day without a year lie on the wrong side: a year less a week away it would be written with its year."""
_SOON, _LONG_AGO = timedelta(days=60), timedelta(days=300)
"""A day so near ahead is meant rather than the one so long ago, which would be written with its year."""
_NEAR = timedelta(days=366)
_VAGUE_DAYS = {Unit.DAY: 7, Unit.WEEK: 30, Unit.MONTH: 180, Unit.YEAR: 3 * 365}
"""How far some days, weeks, months, years reach."""
_UNIT_DAYS = {Unit.DAY: 1, Unit.WEEK: 7, Unit.MONTH: 30, Unit.YEAR: 365}


def resolve(span: DateSpan, published: date, ahead: bool) -> FactDate:
    """The days that a span of text means in an article published on that day; `ahead` where its clause looks ahead.

    An ANCHORED span counts from whatever day is handed in: the one told before, or, as a guess, the day of publication.
    The word before it is not counted in: "since 2014" and "by Friday" give the year and the Friday.
    """
    try:
        bounds = _span(span, published, ahead)
    except (OverflowError, ValueError):  # beyond the years 1 to 9999
        bounds = UNDATED
    start, end, precision = bounds
    return FactDate(text=span.text, start=start, end=end, precision=precision, edtf=_edtf(span, bounds))


def _span(span: DateSpan, published: date, ahead: bool) -> Bounds:
    if span.last is None:
        return _RECKONERS[span.kind](span.first, published, ahead)
    if span.first.weekday is not None and span.first.day is None:
        return _weekdays(span.first, span.last, published, ahead)
    return _range(span.first, span.last, published, ahead)


def _edtf(span: DateSpan, bounds: Bounds) -> str | None:
    """The EDTF text where it says just what the words say: a part of a month, a week, some days have none."""
    start, end, precision = bounds
    if start is None or end is None:
        return None
    if precision is DatePrecision.SEASON:
        return None if start.month == 12 else f"{start.year:04}-{20 + (start.month // 3)}"
    if precision is DatePrecision.RANGE:
        exact = span.last and not span.first.part and " or " not in span.text
        return f"{start}/{end}" if exact else None
    return {
        DatePrecision.DAY: f"{start}",
        DatePrecision.MONTH: f"{start}"[:7],
        DatePrecision.YEAR: f"{start}"[:4],
        DatePrecision.DECADE: f"{start}"[:3] + "X",
    }.get(precision)


def _day(written: Written, published: date, ahead: bool) -> Bounds:
    if written.month is None:  # the 10th of last month
        found = _shifted(Unit.MONTH, written.count, published)[0].replace(day=written.day or 1)
        return _one(found)
    if year := _year_of(written, published):
        return _one(date(year, written.month, written.day or 1))
    return _one(_nearest(written, published, ahead, _SLACK))


def _year_of(written: Written, published: date) -> int | None:
    """The year as written, or as counted: July of last year."""
    return published.year + written.count if written.unit is Unit.YEAR else written.year


def _nearest(written: Written, published: date, ahead: bool, slack: timedelta) -> date:
    """The nearest day of that name in the clause's direction; its weekday, if told, decides first."""
    days = [day for year in range(published.year - 8, published.year + 9) if (day := _named(written, year))]
    told = [day for day in days if day.weekday() == written.weekday and abs(day - published) <= _NEAR]
    days = told or days
    coming = min((day for day in days if day >= published - slack), default=days[-1])
    gone = max((day for day in days if day <= published + slack), default=days[0])
    if ahead or (coming - published <= _SOON and published - gone >= _LONG_AGO):
        return coming
    return gone


def _named(written: Written, year: int) -> date | None:
    month, day = written.month or 1, written.day or 1
    return date(year, month, day) if day <= calendar.monthrange(year, month)[1] else None


def _one(day: date) -> Bounds:
    return Bounds(day, day, DatePrecision.DAY)


def _weekday(written: Written, published: date, ahead: bool) -> Bounds:
    weekday = written.weekday or 0
    if written.unit is Unit.WEEK:
        return _one(_monday(published) + timedelta(days=7 * written.count + weekday))
    if written.turn is Turn.THIS:
        day = _monday(published) + timedelta(days=weekday)
        return _one(day + timedelta(days=7) if ahead and day < published else day)
    return _one(_turned(weekday, written.turn, published, ahead))


def _turned(weekday: int, turn: Turn | None, published: date, ahead: bool) -> date:
    """The nearest such weekday; the day of publication counts unless last or next is said."""
    if turn is Turn.LAST:
        return _before(weekday, published - timedelta(days=1))
    if turn is Turn.NEXT:
        return _from(weekday, published + timedelta(days=1))
    return _from(weekday, published) if ahead else _before(weekday, published)


def _before(weekday: int, day: date) -> date:
    return day - timedelta(days=(day.weekday() - weekday) % 7)


def _from(weekday: int, day: date) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _weekdays(first: Written, last: Written, published: date, ahead: bool) -> Bounds:
    """Sunday and Monday: the last or next pair; a report of the first day may name the second."""
    start = _weekday(first, published, ahead).start or published
    end = _from(last.weekday or 0, start + timedelta(days=1))
    if not (ahead or first.turn or first.unit) and end > published + timedelta(days=1):
        start, end = start - timedelta(days=7), end - timedelta(days=7)
    return Bounds(start, end, DatePrecision.RANGE)


def _weekend(written: Written, published: date, ahead: bool) -> Bounds:
    """The last that has begun, or the next that has not ended; "this weekend" is past on a Monday or Tuesday only."""
    turn = written.turn
    if turn is Turn.THIS:
        ahead = ahead or published.weekday() > 1
        turn = None
    if turn is Turn.LAST:
        saturday = _before(5, _monday(published))
    elif turn is Turn.NEXT:
        saturday = _from(5, published + timedelta(days=1))
    else:
        saturday = _from(5, published - timedelta(days=1)) if ahead else _before(5, published)
    return Bounds(saturday, saturday + timedelta(days=1), DatePrecision.RANGE)


def _month(written: Written, published: date, ahead: bool) -> Bounds:
    month = written.month or 1
    year = _year_of(written, published) or _month_year(written, published, ahead)
    return part_of_month(year, month, written.part)


def _month_year(written: Written, published: date, ahead: bool) -> int:
    """The year of a bare month, counting the present one, or strictly before or after it where last or next is said."""
    month, year = written.month or 1, published.year
    if written.turn is Turn.THIS:
        return year
    if written.turn in (Turn.LAST, Turn.NEXT):
        before = written.turn is Turn.LAST
        return year - (month >= published.month) if before else year + (month <= published.month)
    start, end, _ = part_of_month(year, month, written.part)
    if ahead:
        return year + (end is not None and end < published)
    return year - (start is not None and start > published)


def _season(written: Written, published: date, ahead: bool) -> Bounds:
    """Northern seasons; a winter bears the year in which it begins."""
    month = written.season or 3
    if year := _year_of(written, published):
        return part_of_season(year, month, written.part)
    years = range(published.year - 2, published.year + 3)
    found = [part_of_season(year, month, None) for year in years]
    if written.turn is Turn.NEXT or (ahead and written.turn is not Turn.LAST):
        strictly = written.turn is Turn.NEXT
        return next(b for b in found if b.start and b.end and (b.start > published if strictly else b.end >= published))
    if written.turn is Turn.THIS:
        return next(b for b in found if b.start and b.end and b.end >= published - timedelta(days=90))
    strictly = written.turn is Turn.LAST
    return next(b for b in reversed(found) if b.start and b.end and (b.end if strictly else b.start) <= published)


def _year(written: Written, published: date, ahead: bool) -> Bounds:
    return part_of_year(written.year or published.year, written.part)


def _decade(written: Written, published: date, ahead: bool) -> Bounds:
    return part_of_decade(written.year or published.year // 10 * 10, written.part)


def _relative(written: Written, published: date, ahead: bool) -> Bounds:
    if written.weekday is not None:
        return _weekday(written, published, ahead)
    unit = written.unit or Unit.DAY
    start, end = _shifted(unit, written.count, published)
    if written.part in (Part.SO_FAR, Part.REST) and not written.count:
        start, end = (start, published) if written.part is Part.SO_FAR else (published, end)
        return Bounds(start, end, precision_of(start, end))
    if unit is Unit.MONTH:
        return part_of_month(start.year, start.month, written.part)
    if unit is Unit.YEAR:
        return part_of_year(start.year, written.part)
    if unit is Unit.WEEK:
        return part_of_week(start, written.part)
    return _one(start)


def _shifted(unit: Unit, count: int, published: date) -> tuple[date, date]:
    """The first and last day of the day, week (from Monday), month or year so many units away."""
    if unit is Unit.DAY:
        return (day := published + timedelta(days=count)), day
    if unit is Unit.WEEK:
        return (monday := _monday(published) + timedelta(days=7 * count)), monday + timedelta(days=6)
    if unit is Unit.MONTH:
        year, month = divmod(published.year * 12 + published.month - 1 + count, 12)
        return date(year, month + 1, 1), month_end(year, month + 1)
    return date(published.year + count, 1, 1), date(published.year + count, 12, 31)


def _vague(written: Written, published: date, ahead: bool) -> Bounds:
    unit = written.unit or Unit.DAY
    reach = timedelta(days=written.count * _UNIT_DAYS[unit] or _VAGUE_DAYS[unit])
    if written.turn is Turn.COMING:
        return Bounds(published, published + reach, DatePrecision.RANGE)
    return Bounds(published - reach, published, DatePrecision.RANGE)


_RECKONERS: dict[DateKind, Callable[[Written, date, bool], Bounds]] = {
    DateKind.DAY: _day,
    DateKind.WEEKDAY: _weekday,
    DateKind.WEEKEND: _weekend,
    DateKind.MONTH: _month,
    DateKind.SEASON: _season,
    DateKind.YEAR: _year,
    DateKind.DECADE: _decade,
    DateKind.RELATIVE: _relative,
    DateKind.ANCHORED: _relative,
    DateKind.VAGUE: _vague,
}


def _range(first: Written, last: Written, published: date, ahead: bool) -> Bounds:
    """One end is reckoned from the day of publication, the other as the nearest before or after that end."""
    forward = not last.year if first.year or last.year else not ahead
    if forward:
        start = _end_of_range(first, published, ahead).start or published
        end = _end_of_range(last, start, True, timedelta(0)).end or start
    else:
        end = _end_of_range(last, published, ahead).end or published
        start = _end_of_range(first, end, False, timedelta(0)).start or end
    if start > end:
        raise ValueError(f"{start} is after {end}")
    return Bounds(start, end, precision_of(start, end))


def _end_of_range(written: Written, seen_from: date, ahead: bool, slack: timedelta = _SLACK) -> Bounds:
    if written.day is None:
        return _month(written, seen_from, ahead) if written.month else _year(written, seen_from, ahead)
    if slack or _year_of(written, seen_from):
        return _day(written, seen_from, ahead)
    return _one(_nearest(written, seen_from, ahead, slack))
