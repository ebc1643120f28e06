"""The tokens of one expression of the date grammar become what they say: its kind, a day or period, a range's end."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from graph.extract.dates.context import Place, accepted
from graph.extract.dates.words import Part, Turn, Unit, dotted, meaning, number
from graph.extract.dates.written import DateKind, Written

Reading = tuple[DateKind, Written, Written | None]

_T = TypeVar("_T", int, Part, Turn, Unit)
_SHIFT = {Turn.LAST: -1, Turn.PREVIOUS: -1, Turn.THIS: 0, Turn.SAME: 0, Turn.NEXT: 1, Turn.FOLLOWING: 1}
_WAY = {
    **{Turn.LAST: Turn.LAST, Turn.RECENT: Turn.LAST, Turn.PREVIOUS: Turn.LAST, Turn.THIS: Turn.THIS},
    **{Turn.NEXT: Turn.NEXT, Turn.COMING: Turn.NEXT, Turn.FOLLOWING: Turn.NEXT},
}
"""Where a name stands, only three ways are left: past Friday is last Friday."""
_JOINT = re.compile("(?<!e)(?: ?- ?| [&T] )")


def read(name: str, place: Place) -> Reading | None:
    """The kind of an expression and what it says, or None where the words around it show that it is no date."""
    if place.symbols[max(place.start - 2, 0) : place.start] in ("x-", "x/", "0-") or not accepted(name, place):
        return None
    if name.endswith("_range"):
        return _range(name, place)
    reading = _SINGLES[name](place)
    return reading if reading and _exists(reading[1]) else None


def _written(start: int, end: int, place: Place) -> Written:
    """What the tokens from start to end say, each term by its symbol."""
    shape, tokens = place.symbols[start:end], place.tokens[start:end]
    return _settled(
        Written(
            year=_term("YyD", int, shape, tokens),
            month=_term("MRAb", int, shape, tokens),
            day=_term("Nn", int, shape, tokens),
            weekday=_term("Ww", int, shape, tokens),
            season=_term("S", int, shape, tokens),
            part=_term("eErl", Part, shape, tokens),
            turn=_term("LPC", Turn, shape[::-1], tokens[::-1]),  # the second of two counts: this past Friday
            unit=_term("jkhuU", Unit, shape, tokens),
        ),
        shape,
    )


def _term(signs: str, sort: type[_T], shape: str, tokens: Sequence[str]) -> _T | None:
    for sign, token in zip(shape, tokens, strict=True):
        if sign in signs:
            value = number(token) if sign in "NnYyD" else meaning(token)
            return value if isinstance(value, sort) else None
    return None


def _settled(written: Written, shape: str) -> Written:
    """Two words that mean one thing: a half, a week of a month, and a turn that counts units (last year: -1)."""
    if "H" in shape:
        half = Part.FIRST_HALF if written.part is Part.FIRST else Part.SECOND_HALF
        written = replace(written, part=half)
    if " k o " in shape and written.month:
        return replace(written, part=written.part or Part.FINAL, unit=None, turn=None)
    if written.unit and written.turn in _SHIFT:
        return replace(written, turn=None, count=_SHIFT[written.turn])
    return replace(written, turn=_WAY.get(written.turn)) if written.turn and not written.unit else written


def _exists(written: Written) -> bool:
    """Whether the calendar has that day; 29 February passes where no year is written."""
    if not (written.day and written.month):
        return True
    in_calendar = 1 <= written.month <= 12 and written.day >= 1
    return in_calendar and written.day <= calendar.monthrange(written.year or 2000, written.month)[1]


def _day(place: Place) -> Reading | None:
    """A day of a month; figures with strokes only where one of them can be no month."""
    tokens, shape = place.tokens[place.start : place.end], place.shape
    if triple := dotted(tokens[0]):
        day, month, year = triple
    elif shape[1:2] == "-" and shape[0] in "Yy":
        year, month, day = (number(token) for token in tokens[::2])
    elif shape[1:2] == "/":
        day, month, year = (number(token) for token in tokens[::2])
        if month > 12:
            day, month = month, day
        elif day <= 12 and day != month:
            return None
    else:
        return DateKind.DAY, _written(place.start, place.end, place), None
    return DateKind.DAY, Written(year=year, month=month, day=day), None


def _plain(place: Place, kind: DateKind) -> Reading:
    return kind, _written(place.start, place.end, place), None


def _portion(place: Place) -> Reading:
    shape = place.shape
    kind = DateKind.DECADE if "D" in shape else DateKind.YEAR if shape[-1] in "Yy" else DateKind.RELATIVE
    return kind, _written(place.start, place.end, place), None


def _weekday(place: Place) -> Reading | None:
    written = _written(place.start, place.end, place)
    kind = DateKind.ANCHORED if "P" in place.shape else DateKind.WEEKDAY
    return (kind, written, None) if written.unit is None or written.turn is None else None


def _ago(place: Place) -> Reading:
    written = _counted(place)
    return DateKind.RELATIVE, replace(written, count=-written.count), None


def _later(place: Place) -> Reading | None:
    written = _counted(place)
    sign = -1 if meaning(place.tokens[place.end - 1]) is Part.SO_FAR else 1
    return (
        (DateKind.ANCHORED, replace(written, count=sign * written.count), None) if place.word_after != "than" else None
    )


def _counted(place: Place) -> Written:
    """So many units: two weeks, a couple of days."""
    shape, tokens = place.shape, place.tokens[place.start : place.end]
    count = number(tokens[shape.index("q")] if "q" in shape else tokens[0])
    return Written(unit=_term("jkhuU", Unit, shape, tokens), count=count)


def _other_day(place: Place) -> Reading:
    if place.shape[-1] == "d":
        return DateKind.RELATIVE, Written(unit=Unit.DAY, count=-2 if "v" in place.shape else 2), None
    return DateKind.ANCHORED, Written(unit=Unit.DAY, count=-1), None


def _vague(place: Place) -> Reading | None:
    written = _written(place.start, place.end, place)
    several = "U" in place.shape
    if "g" in place.shape:
        return (DateKind.VAGUE, replace(written, turn=Turn.RECENT), None) if written.unit is not Unit.YEAR else None
    if several and "t" not in place.shape and "z" not in place.shape and written.turn is None:
        return None  # "last days": whose, nobody says
    turn = written.turn or {-1: Turn.RECENT, 1: Turn.COMING}.get(written.count)
    if turn is None:
        return (DateKind.RELATIVE, written, None) if not several else None
    if turn is Turn.COMING and not several and place.lead not in ("in", "over", "within", "during"):
        return (
            DateKind.ANCHORED if written.turn is None else DateKind.RELATIVE,
            replace(written, turn=None, count=1),
            None,
        )
    return DateKind.VAGUE, replace(written, turn=turn, count=0 if several else 1), None


def _unit(place: Place) -> Reading | None:
    shape, written = place.shape, _written(place.start, place.end, place)
    if "d" in shape:
        value = meaning(place.tokens[place.start + shape.index("d")])
        return DateKind.RELATIVE, Written(unit=Unit.DAY, count=value if isinstance(value, int) else 0), None
    if shape == "L p":
        count = {Turn.LAST: -1, Turn.THIS: 0}.get(written.turn or Turn.RECENT)
        return (DateKind.RELATIVE, Written(unit=Unit.DAY, count=count), None) if count is not None else None
    if shape == "t L j":
        return (DateKind.ANCHORED, written, None) if written.count == 1 else None
    if written.turn is not None:
        coming = written.turn is Turn.COMING
        return (DateKind.RELATIVE, replace(written, turn=None, count=1), None) if coming else None
    return DateKind.ANCHORED if {"P", "C"} & set(shape) else DateKind.RELATIVE, written, None


def _range(name: str, place: Place) -> Reading | None:
    """Both ends; what one of them alone says (month, last week) holds for both, but the year is left to reckoning."""
    *_, joint = _JOINT.finditer(place.symbols, place.start, place.end)
    first, last = _written(place.start, joint.start(), place), _written(joint.end(), place.end, place)
    if name == "year_range" and last.year is None:
        return _short_years(first.year or 0, place.tokens[place.end - 1])
    unit, count = first.unit or last.unit, first.count or last.count
    first = replace(first, month=first.month or last.month, unit=unit, count=count)
    last = replace(last, month=last.month or first.month, unit=unit, count=count)
    in_order = first.year is None or last.year is None or first.year <= last.year
    return (DateKind.RANGE, first, last) if in_order and _exists(first) and _exists(last) else None


def _short_years(year: int, ending: str) -> Reading | None:
    """1978-79 are two years; 2020-01 is a month, because no year ends so after 2020."""
    if number(ending) > year % 100 and len(ending) == 2:
        return DateKind.RANGE, Written(year=year), Written(year=year // 100 * 100 + number(ending))
    is_month = len(ending) == 2 and number(ending) <= 12
    return (DateKind.MONTH, Written(year=year, month=number(ending)), None) if is_month else None


_SINGLES: dict[str, Callable[[Place], Reading | None]] = {
    **{kind.value: partial(_plain, kind=kind) for kind in (DateKind.WEEKEND, DateKind.MONTH, DateKind.SEASON)},
    **{kind.value: partial(_plain, kind=kind) for kind in (DateKind.YEAR, DateKind.DECADE)},
    "month_then_count": partial(_plain, kind=DateKind.MONTH),
    "day": _day,
    "portion": _portion,
    "weekday": _weekday,
    "ago": _ago,
    "later": _later,
    "other_day": _other_day,
    "vague": _vague,
    "unit": _unit,
}
"""How each expression that is no range is read."""
