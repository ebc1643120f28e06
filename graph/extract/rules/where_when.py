"""Where and when: the place and the day that a clause gives its occasion."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from graph.extract.dates.bounds import resolve
from graph.extract.dates.written import DateKind, DateSpan, DateUse
from graph.extract.rules.marks import Line, Locality, Mark
from graph.extract.rules.occasions import names_occasion, occasion_words
from graph.extract.rules.patterns import any_of, words
from graph.facts import FactDate

STARTS_OR_ENDS = frozenset({"since", "until", "till", "by", "from"})
"""A day after one of these bounds a stretch of time, unless the stretch has another end."""
_ASIDE = re.compile(r"(?<= )(?:who|whose) [^,;.]*(?=[,;.])")
_THERE = re.compile(
    r"(?<= )(?:(?:in|at) the same (?:city|town|place|hotel|palace|resort|building) |there (?=[,.]|too|in|on|last|@T))"
)
_ASKING = re.compile(
    r"(?<= )(?:asked|asks|invited|invites|proposed|proposes|offered|offers|suggested|suggests|urged|called|wants|"
    r"hopes|ready|willing|proposal|invitation|offer|may|might|could|should|would) "
    r"(?:.* )?(?:to|that|for|in|on|take|be|meet) $"
)
_ASKED_TO = re.compile(r"(?<= )(?:to|that|for) ")


def venue_of(line: Line) -> Locality | None:
    """The first town after in, at or to; a country only where talks are said to be in it."""
    aside = _aside(line)
    for regex in (_town(), _before_occasion()):
        for match in regex.finditer(line.string):
            unit = line.covered(match, "place")[0]
            if unit.place is not None and unit.place.country and id(unit) not in aside:
                return unit.place
    return _where_signed(line) or _country_of(line)


def _where_signed(line: Line) -> Locality | None:
    """A ceasefire signed in a town of a country that nobody here comes from: not where it holds."""
    homes = {figure.body.iso3 for unit in line.units if unit.mark is not Mark.PLACE for figure in unit.figures}
    for match in _signed_in().finditer(line.string):
        place = line.covered(match, "place")[0].place
        if place is not None and place.country and place.iso3 not in homes:
            return place
    return None


def _country_of(line: Line) -> Locality | None:
    for match in _country().finditer(line.string):
        place = line.covered(match, "place")[0].place
        if place is not None:
            return place
    return None


def is_there(line: Line) -> bool:
    """Whether a clause is set where the event before it was: "in the same city"."""
    return bool(_THERE.search(line.string))


def is_here(line: Line) -> bool:
    """Whether a clause is set where the article was written."""
    return " here " in line.string


def date_of(line: Line, published: date | None, status: str) -> FactDate | None:
    """The first day in a line that dates an event and is not only the day of a report."""
    if published is None:
        return None
    aside = _aside(line)
    for place, unit in enumerate(line.units):
        if unit.date is None or id(unit) in aside or not _dates_an_event(unit.date) or _is_reported(line, place):
            continue
        resolved = resolve(unit.date, published, _looks_ahead(status, Line(line.units[:place]).string))
        if resolved.start is not None or resolved.end is not None:
            return resolved
    return None


def reported_day(line: Line, published: date | None) -> FactDate | None:
    """The day on which somebody said so: it dates what has just been done, or offered."""
    for place, unit in enumerate(line.units):
        if unit.date is not None and unit.date.kind is DateKind.WEEKDAY and _is_reported(line, place):
            return resolve(unit.date, published, ahead=False) if published else None
    return None


def _looks_ahead(status: str, before: str) -> bool:
    """Whether a day lies ahead: in a plan, or in what is proposed, after "to" or "that"."""
    if status != "proposed":
        return status == "planned"
    return bool(_ASKING.search(before)) and bool(_ASKED_TO.search(before, max(before.find(" asked "), 0)))


def _aside(line: Line) -> set[int]:
    """The units, by identity, of relative clauses that say nothing of talks."""
    matches = [match for match in _ASIDE.finditer(line.string) if not names_occasion(match.group())]
    return {id(unit) for match in matches for unit in line.covered(match)}


def _dates_an_event(span: DateSpan) -> bool:
    if span.kind in {DateKind.VAGUE, DateKind.DECADE} or span.use is DateUse.MODIFIER:
        return False
    return span.lead not in STARTS_OR_ENDS or span.last is not None


def _is_reported(line: Line, place: int) -> bool:
    """Whether a reporting verb governs the day: "said on Friday"."""
    near = line.units[max(place - 3, 0) : place]
    before = " " + "".join(f"{unit.text.casefold()} " for unit in near if unit.mark is Mark.WORD)
    return bool(_reported().search(before))


@cache
def _reported() -> re.Pattern[str]:
    return re.compile(rf" {any_of(words().classes['REPORT_V'])}(?:[a-z]+ )?(?:on |late on |late |early on |in )?$")


def _not_after(names: str) -> str:
    return "".join(rf"(?<! {re.escape(word)} )" for word in sorted(words().places[names]))


@cache
def _town() -> re.Pattern[str]:
    which = rf"(?:[a-z]+ern |{any_of(words().places['adjectives'])})"
    kind = any_of(words().places["kinds"])
    described = rf"(?:the |a |an |its |{which}*(?:@[AD]\d+ )?(?:'s )?{which}*{kind}(?:of )?|neighbouring |{which})*"
    return re.compile(
        rf"(?<= )(?<!\d held ){_not_after('not_venue')}"
        rf"(?:in|at|to|into|near|outside|city of|resort of|capital) {described}(?:, )?(?P<place>@L\d+ )"
    )


@cache
def _signed_in() -> re.Pattern[str]:
    signed, truce = any_of(words().occasions["signed"]), any_of(words().classes["CEASEFIRE"])
    return re.compile(rf"(?<= ){signed}(?:[^@ ,]+ )*?{truce}(?:in|at) (?P<place>@L\d+ )")


@cache
def _before_occasion() -> re.Pattern[str]:
    row = words().classes
    return re.compile(
        rf"(?<= )(?P<place>@L\d+ )(?=(?:peace )?{any_of([*row['TALKS'], *row['SUMMIT'], *row['MEETING']])})"
    )


@cache
def _country() -> re.Pattern[str]:
    named = rf"(?:{occasion_words()}|{any_of(words().places['verbs'])})"
    return re.compile(
        rf"(?<= ){named}(?:[^@ ,]+ )*?(?<!\d held ){_not_after('topics')}(?:in|at|to) "
        r"(?:neighbouring |the |neutral |nearby )?(?P<place>@L\d+ )"
    )
