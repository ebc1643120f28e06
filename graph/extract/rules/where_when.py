"""Where and when: the place and the day that a clause gives its occasion."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from graph.extract.dates.bounds import resolve
from graph.extract.dates.written import DateKind, DateSpan, DateUse
from graph.extract.rules.marks import Generic, Line, Locality, Mark, Unit
from graph.extract.rules.occasions import names_occasion, occasion_words
from graph.extract.rules.patterns import any_of, words
from graph.facts import FactDate
from graph.vocabulary import DatePrecision

STARTS_OR_ENDS = frozenset({"since", "until", "till", "by", "from"})
"""A day after one of these bounds a stretch of time, unless the stretch has another end."""
_ASIDE = re.compile(
    r"(?<= )(?:(?:who|whom|whose) |, (?:abducted|seized|kidnapped|captured|arrested|jailed|held|ousted|toppled) |"
    r", (?:the|a) (?:[a-z-]+ )?(?:man|woman|general|officer|leader) (?:who |whom |@P\d+ |he |she ))[^,;.]*(?=[,;.])"
)
_MEDIATES = re.compile(r"\b(?:mediat|broker|facilitat|negotiat)")
_BEFORE_PERFECT = re.compile(r"(?<= ), (?:which|who|whose) [^,;.]*(?=, (?:has|have|will) )")
"""What is told on the way to the main clause: Turkey, which hosted them in March, has offered its help."""
_BACKGROUND = re.compile(
    r"(?<= )(?:amid|despite|unlike|in contrast to|instead of|rather than|parallel to|alongside) [^,;.]*(?=[,;.])"
)
_COUNTS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_WITHIN = re.compile(
    rf"(?<= )within (?:the (?:next|coming) )?(?P<count>an?|{'|'.join(_COUNTS[1:])}|\d{{1,2}}) "
    r"(?P<unit>day|week|month|year)s? "
)
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_THERE = re.compile(
    r"(?<= )(?:(?:in|at) the same (?:city|town|place|hotel|palace|resort|building) "
    r"|there (?=[,.]|$|too |in |on |last |early |late |earlier |under |with |for @T|and |@T))"
)
_ASKING = re.compile(
    r"(?<= )(?:asked|asks|invited|invites|proposed|proposes|offered|offers|suggested|suggests|urged|called|wants|"
    r"hopes|ready|willing|proposal|invitation|offer|may|might|could|should|would) "
    r"(?:.* )?(?:to|that|for|in|on|take|be|meet) $"
)
_SEAT = re.compile(r"(?<= )(?P<side>@G\d+ )(?:in|at) (?P<place>@L\d+ )")
_GOES_ON = re.compile(
    r"(?<= )(?:in force|in effect|h[eo]ld|holding|met|meeting|talking|negotiating|mediating|facilitating|brokering|"
    r"hosting|under way|underway|commuting|shuttling) (?:[^,;@ ]+ |@[A-Z]\d+ )*since (?:the )?$"
    r"|^ since $"
)
_AFTER_IT = re.compile(
    r" (?:night |evening |morning |afternoon )?(?:(?:in|near|at) @L\d+ )?(?:after|following|at the end of|during|at) "
)
"""After the day of a report: the event was on that day."""
_WAS_TO_BE = re.compile(r"(?<= )had (?:first |once |originally )?been (?:first )?(?:planned|set|scheduled|due|fixed) ")
_WAS_SET = re.compile(r"(?<= )(?:set|due|scheduled|planned|fixed) (?:for|on|to [a-z ]+) (?:@L\d+ )?(?:on )?$")
"""After these the day of what somebody stays away from is still to come."""
_SINCE_MET = re.compile(
    r"(?<= )(?:after|following) (?:(?:a|the|their|his|her|hours of|days of|holding) )*(?:talks|meeting) [^,;]*$"
)
"""They called for a truce after meeting in Doha on Tuesday: that day is past."""
_HAD_ASKED = re.compile(r"(?<= )had (?:[a-z]+ )?(?:asked|invited|proposed|offered|suggested|called) ")
_THAT_YEAR = frozenset({"that year", "the same year"})
_ASKED_TO = re.compile(r"(?<= )(?:to|that|for) ")


def venue_of(line: Line) -> Locality | None:
    """The first town after in, at or to; a country only where talks are said to be in it."""
    aside = _aside(line) | _seats(line)
    for regex in (_town(), _before_occasion()):
        for match in regex.finditer(line.string):
            unit = line.covered(match, "place")[0]
            named = unit.place is not None and bool(unit.place.country) and id(unit) not in aside
            if named and not _topical().search(line.string, 0, match.start()):
                return unit.place
    return _where_signed(line) or _country_of(line) or _hosting_capital(line)


def _seats(line: Line) -> set[int]:
    """The towns, by identity, that only say which government is meant: "the government in Juba"."""
    matches = _SEAT.finditer(line.string)
    pairs = [(line.covered(match, "side")[0], line.covered(match, "place")[0]) for match in matches]
    return {id(town) for side, town in pairs if any(f.generic is Generic.GOVERNMENT for f in side.figures)}


def _hosting_capital(line: Line) -> Locality | None:
    """Ankara had hosted two rounds: a capital that stands for its state is also where they were."""
    for match in _hosting().finditer(line.string):
        place = line.covered(match, "place")[0].place
        if place is not None and place.country:
            return place
    return None


def _where_signed(line: Line) -> Locality | None:
    """A ceasefire or accord signed in a country that nobody here comes from: not where it holds."""
    for match in _signed_in().finditer(line.string):
        place, homes = line.covered(match, "place")[0].place, _homes(line, line.range_of(match).start)
        if place is not None and place.iso3 not in homes and (place.country or not match["what"]):
            return place
    return None


def _homes(line: Line, before: int) -> set[str]:
    """The countries (ISO 3166-1 alpha-3) of those named before a place in a line, but for who brokers by a hyphen."""
    units = [unit for unit, after in zip(line.units[:before], line.units[1:], strict=False) if after.text != "-"]
    return {figure.body.iso3 for unit in units if unit.mark is not Mark.PLACE for figure in unit.figures}


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
    found = list(_days_in(line, published, status))
    exact = next((day for day in found if day.precision is not DatePrecision.YEAR), None)
    if found:
        return exact or found[0]  # a year alone is more often that of a treaty than of its signing
    return _within(line.string, published) if status == "planned" else None


def _days_in(line: Line, published: date, status: str) -> Iterator[FactDate]:
    """The days in a line that may date its event, in order."""
    aside = _aside(line)
    for place, unit in enumerate(line.units):
        if unit.date is None or id(unit) in aside or _is_reported(line, place):
            continue
        if unit.date.kind in {DateKind.VAGUE, DateKind.DECADE} or _only_names(line, place):
            continue
        resolved = _day_of(unit.date, unit.told or published, status, Line(line.units[:place]).string)
        if resolved is not None and (resolved.start is not None or resolved.end is not None):
            yield resolved


def _only_names(line: Line, place: int) -> bool:
    """Whether a date only tells which thing is meant: the 2015 agreement; not so the truce of 2002 Oslo mediated."""
    span = line.units[place].date
    dates_it = line.units[place - 1].text == "of" and bool(_MEDIATES.search(line.string))
    return span is not None and span.use is DateUse.MODIFIER and not dates_it


def with_days_told(lines: Iterable[Line], published: date | None) -> Iterator[Line]:
    """Such dates learn what the text told before: three days later the last exact day, of that year the year."""
    told: date | None = None
    year: int | None = None
    for line in lines:
        units: list[Unit] = []
        for place, unit in enumerate(line.units):
            if unit.date is not None and unit.date.kind is DateKind.ANCHORED:
                unit = replace(unit, told=told)
            elif unit.date is not None and year and _is_of_that_year(line.units[place + 1 : place + 3]):
                unit = replace(unit, date=replace(unit.date, first=replace(unit.date.first, year=year)))
            if unit.date is not None and published is not None:
                day = resolve(unit.date, unit.told or published, ahead=False)
                told = day.start if day.precision is DatePrecision.DAY else told
                year = day.start.year if day.start else year
            units.append(unit)
        yield line.with_units(units)


def _is_of_that_year(after: Sequence[Unit]) -> bool:
    """Whether a date goes on with "of that year"."""
    return next((unit.text.casefold() for unit in after if unit.text != "of"), "") in _THAT_YEAR


def _within(string: str, published: date) -> FactDate | None:
    """Within three months: any day from the publication on."""
    match = _WITHIN.search(string)
    if match is None:
        return None
    written = match["count"]
    count = 1 if written in {"a", "an"} else _COUNTS.index(written) if written in _COUNTS else int(written)
    end = published + timedelta(days=count * _DAYS[match["unit"]])
    return FactDate(text=match.group().strip(), start=published, end=end, precision=DatePrecision.RANGE)


def _day_of(span: DateSpan, published: date, status: str, before: str) -> FactDate | None:
    """When something was that is told with a date after some words; what bounds a stretch dates its other end."""
    resolved = resolve(span, published, _looks_ahead(status, before))
    if span.lead not in STARTS_OR_ENDS or span.last is not None:
        return resolved
    if span.lead == "by" and status == "planned" and resolved.end is not None and published <= resolved.end:
        return FactDate(text=f"by {span.text}", start=published, end=resolved.end, precision=DatePrecision.RANGE)
    return resolved if span.lead == "since" and _GOES_ON.search(before) and status != "planned" else None


def reported_day(line: Line, published: date | None) -> FactDate | None:
    """The day on which somebody said so: it dates what has just been done, or offered."""
    for place, unit in enumerate(line.units):
        if unit.date is not None and unit.date.kind is DateKind.WEEKDAY and _is_reported(line, place):
            return resolve(unit.date, published, ahead=False) if published else None
    return None


def _looks_ahead(status: str, before: str) -> bool:
    """Whether a day lies ahead: in a plan, or in what is proposed, after "to" or "that"; not in a plan of the past."""
    if status == "refused":
        return bool(_WAS_SET.search(before))
    if _WAS_TO_BE.search(before):
        return False
    if status != "proposed":
        return status == "planned"
    if _SINCE_MET.search(before) or _HAD_ASKED.search(before):
        return False
    return bool(_ASKING.search(before)) and bool(_ASKED_TO.search(before, max(before.find(" asked "), 0)))


def _tells_of_talks(string: str) -> bool:
    return names_occasion(string) or bool(_MEDIATES.search(string))


def _aside(line: Line) -> set[int]:
    """The units, by identity, of relative clauses that say nothing of talks, and of what is only the background."""
    matches = [match for match in _ASIDE.finditer(line.string) if not _tells_of_talks(match.group())]
    matches += [*_BACKGROUND.finditer(line.string), *_BEFORE_PERFECT.finditer(line.string)]
    return {id(unit) for match in matches for unit in line.covered(match)}


def _is_reported(line: Line, place: int) -> bool:
    """Whether a reporting verb governs the day: "said on Friday"."""
    near = line.units[max(place - 3, 0) : place]
    before = " " + "".join(f"{unit.text.casefold()} " for unit in near if unit.mark is Mark.WORD)
    return bool(_reported().search(before)) and not _after_it(Line(line.units[place + 1 :]).string)


def _after_it(after: str) -> bool:
    """Whether what was reported that day had just ended: said on Monday after talks in Kingston."""
    return bool(_AFTER_IT.match(after)) and names_occasion(after)


@cache
def _reported() -> re.Pattern[str]:
    return re.compile(rf" {any_of(words().classes['REPORT_V'])}(?:[a-z]+ )?(?:on |late on |late |early on |in )?$")


def _not_after(names: str) -> str:
    return "".join(rf"(?<! {re.escape(word)} )" for word in sorted(words().places[names]))


@cache
def _town() -> re.Pattern[str]:
    which = rf"(?:[a-z]+ern |{any_of(words().places['adjectives'])})"
    kind = any_of(words().places["kinds"])
    described = (
        rf"(?:the |a |an |its |same |{which}*(?:@[ADN]\d+ )?(?:'s )?{which}*{kind}(?:of )?|neighbouring |{which})*"
    )
    return re.compile(
        rf"(?<= )(?<!\d held ){_not_after('not_venue')}"
        rf"(?:in|at|to|into|near|outside|city of|resort of|capital) {described}(?:, )?(?:@[AD]\d+ )?(?P<place>@L\d+ )"
    )


@cache
def _topical() -> re.Pattern[str]:
    """What stands before "city of" where something only holds there: a ceasefire in the port city of Hodeidah."""
    return re.compile(rf"(?<= ){any_of(words().places['not_venue'])}(?:in|at) (?:[a-z]+ |@[AD]\d+ |'s )*$")


@cache
def _signed_in() -> re.Pattern[str]:
    row = words().classes
    signed, what = (
        any_of([*words().occasions["signed"], "accepted", "sealed"]),
        any_of([*row["CEASEFIRE"], *row["AGREEMENT"]]),
    )
    return re.compile(rf"(?<= ){signed}(?P<what>(?:[^@ ,]+ )*?{what})?(?:in|at) (?:the )?(?P<place>@L\d+ )")


@cache
def _hosting() -> re.Pattern[str]:
    row = words().classes
    return re.compile(rf"(?<= )(?P<place>@A\d+ )(?:{any_of([*row['HAVE'], *row['ADV']])})*(?:co-)?host(?:s|ed|ing)? ")


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
        rf"(?<= ){named}(?:[^@ ,]+ |@T\d+ )*?(?<!\d held ){_not_after('topics')}(?:in|at|to) "
        r"(?:neighbouring |the |neutral |nearby )?(?P<place>@L\d+ )"
    )
