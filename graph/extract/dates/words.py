"""A word, number or stop of English becomes one symbol of the date grammar, and the number or term that it means."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache


class Unit(StrEnum):
    """What time is counted in."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Turn(StrEnum):
    """Which way a word points from the day of publication, or from the day told before."""

    LAST = "last"
    THIS = "this"
    NEXT = "next"
    RECENT = "recent"
    COMING = "coming"
    PREVIOUS = "previous"
    FOLLOWING = "following"
    SAME = "same"


class Part(StrEnum):
    """A portion of a week, month, year or decade."""

    EARLY = "early"
    MID = "mid"
    LATE = "late"
    FIRST_HALF = "first half"
    SECOND_HALF = "second half"
    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    FOURTH = "fourth"
    FINAL = "final"
    SO_FAR = "earlier"
    REST = "later"


Value = int | Unit | Turn | Part | None

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", ".", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_SEASONS = (("spring", 3), ("summer", 6), ("autumn", 9), ("fall", 9), ("winter", 12))

_TERMS: dict[str, tuple[tuple[str, Value], ...]] = {
    "t": (("the", None),),
    "a": (("a", 1), ("an", 1), ("one", 1)),
    "q": (("couple", 2), ("fifteen", 15), ("twenty", 20), ("thirty", 30), ("forty", 40), ("fifty", 50)),
    "z": (("few", None), ("several", None)),
    "o": (("of", None),),
    "&": (("and", None), ("or", None)),
    "T": (("to", None), ("through", None), ("until", None), ("till", None)),
    "i": (("in", None),),
    "O": (("on", None),),
    "e": (("early", Part.EARLY), ("mid", Part.MID), ("late", Part.LATE), ("middle", Part.MID)),
    "E": (
        *((word, Part.EARLY) for word in ("beginning", "start", "outset")),
        *((word, Part.LATE) for word in ("end", "close")),
    ),
    "r": (
        *(("first", Part.FIRST), ("second", Part.SECOND), ("third", Part.THIRD), ("fourth", Part.FOURTH)),
        ("final", Part.FINAL),
    ),
    "H": (("half", None),),
    "Q": (("quarter", None),),
    "L": (
        *(("last", Turn.LAST), ("past", Turn.RECENT), ("this", Turn.THIS), ("current", Turn.THIS)),
        *(("next", Turn.NEXT), ("coming", Turn.COMING), ("recent", Turn.RECENT)),
    ),
    "P": (
        *(("previous", Turn.PREVIOUS), ("preceding", Turn.PREVIOUS), ("following", Turn.FOLLOWING)),
        ("same", Turn.SAME),
    ),
    "C": (("that", Turn.SAME),),
    "j": (("day", Unit.DAY),),
    "k": (("week", Unit.WEEK),),
    "h": (("month", Unit.MONTH),),
    "u": (("year", Unit.YEAR),),
    "U": (("days", Unit.DAY), ("weeks", Unit.WEEK), ("months", Unit.MONTH), ("years", Unit.YEAR)),
    "K": (("weekend", None),),
    "S": _SEASONS,
    "d": (("yesterday", -1), ("today", 0), ("tonight", 0), ("tomorrow", 1)),
    "p": tuple((word, None) for word in ("morning", "afternoon", "evening", "night", "midday", "noon", "midnight")),
    "g": (("ago", None),),
    "l": (("earlier", Part.SO_FAR), ("later", Part.REST)),
    "v": (("before", None),),
    "B": (("between", None),),
    "G": (("after", None),),
}
"""The symbols of the grammar with their words; those of months, weekdays and numbers are below."""

_STOPS = dict.fromkeys("-\u2010\u2011\u2013\u2014", "-") | dict.fromkeys("'\u2019", "'")
"""Hyphens and dashes, apostrophes."""


def _words() -> dict[str, tuple[str, Value]]:
    found = {word: (symbol, value) for symbol, terms in _TERMS.items() for word, value in terms}
    found |= {word: ("q", number) for number, word in enumerate(_NUMBERS, start=2)}
    return found | {word.capitalize(): meaning for word, meaning in found.items()}


def _names() -> dict[str, tuple[str, Value]]:
    """Months and weekdays: always with a capital, and a few that are no other word without one."""
    found: dict[str, tuple[str, Value]] = {}
    for number, name in enumerate(_MONTHS, start=1):
        found[name] = ({"March": "R", "May": "A"}.get(name, "M"), number)
    found |= {name: ("b", number) for number, name in enumerate(_SHORT_MONTHS, start=1)} | {"Sept": ("b", 9)}
    for number, name in enumerate(_WEEKDAYS):
        found |= {name: ("W", number), name.lower(): ("W", number)}
    short = {"Mon": 0, "Tue": 1, "Tues": 1, "Wed": 2, "Thu": 3, "Thur": 3, "Thurs": 3, "Fri": 4, "Sat": 5, "Sun": 6}
    found |= {name: ("w", number) for name, number in short.items()}
    found |= {name.upper(): meaning for name, meaning in found.items() if meaning[0] in "MRAW"}
    found.pop(".")
    return found


_LEXICON = _words() | _names()
_ORDINAL = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)")
_DECADE = re.compile(r"((?:1[89]|20)[0-9]0)s")
_DOTTED = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.((?:1[89]|20)[0-9]{2})")
_YEAR = re.compile(r"(?:1[89]|20)[0-9]{2}")
_ROUND = 50
"""Years that this divides are as often a number of things: "2000 soldiers"."""


@lru_cache(maxsize=65_536)
def symbol(token: str) -> str:
    """The symbol of a token: a word of dates, a number that may be one, a stop, or `x` for all else.

    >>> [symbol(token) for token in ("May", "may", "13th", "2015", "2,000", "week")]
    ['A', 'x', 'n', 'Y', '0', 'k']
    """
    if token in _LEXICON:
        return _LEXICON[token][0]
    if token[0].isdecimal():
        return _number_symbol(token)
    if token.isspace():
        return "\n" if token.count("\n") > 1 else " "
    return _STOPS.get(token, "x" if token[0].isalpha() else token if token in "(),./" else "_")


def _number_symbol(token: str) -> str:
    if not token.isascii():
        return "0"
    if token.isdecimal() and len(token) <= 2:
        return "N" if 1 <= int(token) <= 31 else "m"
    if _YEAR.fullmatch(token):
        return "y" if int(token) % _ROUND == 0 else "Y"
    if match := _ORDINAL.fullmatch(token):
        return "n" if 1 <= int(match[1]) <= 31 else "0"
    if _DECADE.fullmatch(token):
        return "D"
    return "I" if _DOTTED.fullmatch(token) else "0"


def meaning(token: str) -> Value:
    """What a word of dates stands for: the number of a month, a weekday (Monday is 0), a unit, a direction ..."""
    return _LEXICON[token][1] if token in _LEXICON else None


def number(token: str) -> int:
    """The number that a token writes, in figures or as a word: 13 of "13th", 1990 of "1990s", 3 of "three"."""
    if token[0].isdecimal():
        return int(token.rstrip("stndrh"))
    value = meaning(token)
    return value if isinstance(value, int) else 0


def dotted(token: str) -> tuple[int, int, int] | None:
    """Day, month and year of a token such as 13.01.2020."""
    match = _DOTTED.fullmatch(token)
    return (int(match[1]), int(match[2]), int(match[3])) if match else None
