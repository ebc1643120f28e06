"""A clause becomes a frame: what it says of an event, slot by slot, with the patterns that say so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from graph.extract.dates import DateKind, DateSpan, DateUse, resolve
from graph.extract.rules.clauses import Clause
from graph.extract.rules.marks import Figure, Generic, Line, Locality, Mark, Unit
from graph.extract.rules.patterns import Pattern, any_of, cues, patterns, words
from graph.facts import FactDate
from graph.vocabulary import ActorKind

THIRD_KINDS = frozenset({ActorKind.IGO, ActorKind.UN_BODY})
GO_BETWEEN = re.compile(r"\b(?:special envoy|mediat\w+|facilitat\w+|special representative|good offices)\b", re.IGNORECASE)
PAST_MAIN = frozenset({"agree-on", "agree-together", "come-together"})
"""Patterns that end with the clause's main verb."""


@dataclass
class Frame:
    """What a clause says of an event. Figures are kept by name, in the order of the text."""

    clause: Clause
    kind: str = ""
    status: str = "held"
    cued: bool = False
    mediators: dict[str, Figure] = field(default_factory=dict)
    sides: dict[str, Figure] = field(default_factory=dict)
    foes: dict[str, Figure] = field(default_factory=dict)
    hosts: dict[str, Figure] = field(default_factory=dict)
    persons: dict[str, Figure] = field(default_factory=dict)
    venue: Locality | None = None
    date: FactDate | None = None
    rules: dict[str, float] = field(default_factory=dict)
    sentences: list[int] = field(default_factory=list)
    definite: bool = False
    """Whether it speaks of talks as known: "the talks", "a further round"."""
    inferred: bool = False
    perfect: bool = False
    """Whether it is told as just done: "have agreed"."""
    here: bool = False
    """Whether it is said to be where the article was written."""

    @property
    def bodies(self) -> set[str]:
        """The names of all bodies in it."""
        return {*self.mediators, *self.sides, *self.hosts}


def frame_of(clause: Clause, published: date | None) -> Frame | None:
    """The frame of a clause, or None where it has nothing to do with talks, mediation or agreements."""
    string = clause.line.string
    if not (clause.again or _rules().trigger.search(string) or any(_is_go_between(unit) for unit in clause.units)):
        return None
    frame = Frame(clause, sentences=[clause.sentence])
    fired = list(_fired(clause.line))
    if not (fired or _has_occasion(clause) or any(_is_go_between(unit) for unit in clause.units)):
        return None
    frame.status, frame.cued = _status_of(string, fired)
    for pattern, match in fired:
        frame.rules[pattern.id] = pattern.confidence
        _fill(frame, clause.line, pattern, match)
    _fill_go_betweens(frame, clause.line)
    _tell_apart(frame)
    _fill_sides_left(frame, clause.line)
    frame.kind = _kind_of(clause.line, fired, frame)
    frame.definite = bool(_rules().definite.search(string))
    frame.venue = venue_of(clause.line)
    frame.perfect = bool(_rules().perfect.search(string))
    frame.here = " here " in string
    frame.date = date_of(clause.line, published, _looks_ahead(frame.status, string))
    frame.persons = _persons_of(clause.line, frame)
    return frame


def _fired(line: Line) -> Iterator[tuple[Pattern, re.Match[str]]]:
    for pattern in patterns():
        for match in pattern.regex.finditer(line.string):
            yield pattern, match


def _has_occasion(clause: Clause) -> bool:
    """Whether talks are named together with a place or a day."""
    string = clause.line.string
    return (clause.again or bool(_rules().occasion.search(string))) and any(u.mark in {Mark.PLACE, Mark.DATE} for u in clause.units)


def _status_of(string: str, fired: Iterable[tuple[Pattern, re.Match[str]]]) -> tuple[str, bool]:
    told = {pattern.status for pattern, _ in fired if pattern.status}
    for status, cue in cues():
        if status not in told and cue.search(string):
            told.add(status)
    if any(pattern.id in PAST_MAIN and not _NOT_YET.search(match.group()) for pattern, match in fired):
        told -= {"planned", "proposed"} if not _rules().agreed_to_meet.search(string) else set()
    for status in ("refused", "failed", "ongoing", "planned", "proposed"):
        if status in told:
            return status, True
    return "held", False


_NOT_YET = re.compile(r"\b(?:will|would|to|may|could|should|might|can|is|are|due|invited|asked|urged|ready|hopes?|wants?|plans?)\b")


def _looks_ahead(status: str, string: str) -> bool:
    return status == "planned" or (status == "proposed" and bool(_NOT_YET.search(string)))


def _fill(frame: Frame, line: Line, pattern: Pattern, match: re.Match[str]) -> None:
    for slot, written in match.groupdict().items():
        if written is None:
            continue
        units = line.covered(match, slot)
        figures = list(_figures(units))
        if slot == "both":
            if len({figure.body.name for figure in figures}) < 2 and not any(f.generic is Generic.DYAD for f in figures):
                continue
            slot = "who"
        if slot == "third":
            _add(frame.mediators, (figure for unit in units if _goes_between(unit) for figure in unit.figures))
            continue
        if slot in {"med", "med2", "off", "conv"}:
            _add(frame.mediators, (figure for figure in figures if figure.generic is None))
        elif slot == "host":
            _add(frame.hosts, figures)
        elif slot == "foe":
            _add(frame.foes, figures)
        elif slot == "who":
            for unit in units:
                target = frame.mediators if _goes_between(unit) else frame.sides
                _add(target, unit.figures)
        else:
            _add(frame.sides, figures)


def _figures(units: Iterable[Unit]) -> Iterator[Figure]:
    for unit in units:
        if unit.mark in {Mark.BODY, Mark.PERSON, Mark.GENERIC, Mark.DEMONYM}:
            yield from unit.figures


def _goes_between(unit: Unit) -> bool:
    return any(f.flavour == "mediator" or _is_third(f.body) for f in unit.figures) or (
        bool(GO_BETWEEN.search(unit.text)) and unit.mark is not Mark.GENERIC
    )


def _is_third(body: Figure) -> bool:
    """International bodies, and coalitions of several countries: the others are sides more often than not."""
    return body.kind in THIRD_KINDS or (body.kind is ActorKind.COALITION and not body.iso3)


def _add(slot: dict[str, Figure], figures: Iterable[Figure]) -> None:
    for figure in figures:
        body = figure.body
        slot.setdefault(body.name, body)


def _fill_go_betweens(frame: Frame, line: Line) -> None:
    """Qatari mediators mediate whatever the verb says."""
    for unit in line.units:
        if _is_go_between(unit):
            _add(frame.mediators, unit.figures)


def _fill_sides_left(frame: Frame, line: Line) -> None:
    """Where nothing names the sides: "the two", or the several bodies that are there with a mediator."""
    if frame.sides:
        return
    generics = [f for unit in line.units for f in unit.figures if f.generic in {Generic.DYAD, Generic.THEY}]
    if generics:
        _add(frame.sides, generics[:1])
        return
    named: dict[str, Figure] = {}
    for unit in line.units:
        if unit.mark is Mark.PERSON:
            _add(named, unit.figures)
    others = {n: f for n, f in named.items() if n not in frame.mediators and n not in frame.hosts and not _is_third(f)}
    if frame.mediators and len(others) >= 2:
        frame.sides = others


def _is_go_between(unit: Unit) -> bool:
    return unit.mark is Mark.BODY and any(figure.flavour == "mediator" for figure in unit.figures)


def _tell_apart(frame: Frame) -> None:
    """A mediator is never also a side of the same event; a body that mediates for others is no side."""
    for name in list(frame.sides):
        if name in frame.mediators:
            only_weak = len(frame.sides) - 1 >= 2 or _is_third(frame.sides[name])
            if only_weak or frame.mediators[name].flavour == "mediator" or len(frame.sides) > 1:
                del frame.sides[name]
            else:
                del frame.mediators[name]
    for slot in (frame.mediators, frame.hosts):
        for name in [name for name, figure in slot.items() if figure.kind is ActorKind.PERSON]:
            del slot[name]
    if frame.foes and not frame.sides:
        frame.sides = {name: foe for name, foe in frame.foes.items() if name not in frame.mediators}


def _kind_of(line: Line, fired: Iterable[tuple[Pattern, re.Match[str]]], frame: Frame) -> str:
    """The kind of the occasion that the clause names first."""
    told = next((pattern.kind for pattern, _ in fired if pattern.kind == "mediation_offer"), "")
    if told and frame.mediators:
        return told
    found = [(match.start(), kind) for kind, regex in _rules().kinds if (match := regex.search(line.string))]
    first = min(found, default=(0, "talks"), key=lambda hit: hit[0])[1]
    return "ceasefire" if first == "agreement" and "ceasefire" in {kind for _, kind in found} else first


def venue_of(line: Line) -> Locality | None:
    """The first town after in, at or to; a country only where talks are said to be in it."""
    string = line.string
    for regex in (_rules().venue_town, _rules().venue_occasion):
        for match in regex.finditer(string):
            place = line.covered(match, "place")[0].place
            if place is not None and place.country:
                return place
    for match in _rules().venue_country.finditer(string):
        place = line.covered(match, "place")[0].place
        if place is not None:
            return place
    return None


def date_of(line: Line, published: date | None, ahead: bool) -> FactDate | None:
    """The first day in a line that dates an event and is not only the day of a report."""
    if published is None:
        return None
    for place, unit in enumerate(line.units):
        if unit.date is not None and _dates_an_event(unit.date) and not _is_reported(line, place):
            resolved = resolve(unit.date, published, ahead)
            if resolved.start is not None or resolved.end is not None:
                return resolved
    return None


def reported_day(line: Line, published: date | None) -> FactDate | None:
    """The day on which somebody said so: it dates what has just been done, or offered."""
    for place, unit in enumerate(line.units):
        if unit.date is not None and unit.date.kind is DateKind.WEEKDAY and _is_reported(line, place):
            return resolve(unit.date, published, ahead=False) if published else None
    return None


def _dates_an_event(span: DateSpan) -> bool:
    if span.kind in {DateKind.VAGUE, DateKind.DECADE} or span.use is DateUse.MODIFIER:
        return False
    return span.lead not in {"since", "until", "till", "by", "from"} or span.last is not None


def _is_reported(line: Line, place: int) -> bool:
    """Whether a reporting verb governs the day: "said on Friday"."""
    before = " " + "".join(f"{unit.text.casefold()} " for unit in line.units[max(place - 3, 0) : place] if unit.mark is Mark.WORD)
    return bool(_rules().reported.search(before))


def _persons_of(line: Line, frame: Frame) -> dict[str, Figure]:
    persons: dict[str, Figure] = {}
    for unit in line.units:
        if unit.mark is Mark.PERSON:
            for figure in unit.figures:
                persons.setdefault(figure.name, figure)
    return persons


@dataclass(frozen=True)
class _Rules:
    trigger: re.Pattern[str]
    occasion: re.Pattern[str]
    definite: re.Pattern[str]
    kinds: tuple[tuple[str, re.Pattern[str]], ...]
    venue_town: re.Pattern[str]
    venue_occasion: re.Pattern[str]
    venue_country: re.Pattern[str]
    reported: re.Pattern[str]
    perfect: re.Pattern[str]
    agreed_to_meet: re.Pattern[str]


@cache
def _rules() -> _Rules:
    row = words().classes
    triggers = [
        word
        for name in ("TALKS", "MEETING", "SUMMIT", "CALL", "CEASEFIRE", "AGREEMENT", "MEDIATE_V", "MEET_V", "COME_V", "MEDIATOR_N", "SIGN_V", "REFUSE_V", "BRING_V", "HOST_V")
        for word in row[name]
    ]
    triggers += ["spoke", "talked", "conferred", "speak", "telephoned", "attempt", "attempts", "effort", "efforts", "mediation", "facilitation", "good offices", "auspices", "mediating", "visit", "arrived", "reconcile", "peace", "dialogue", "proposal"]
    purpose = r"(?<! for a )(?<! for )(?<! on a )(?<! on )(?<! about )(?<! revive )(?<! towards )(?<! toward )(?<! of a )(?<! for the )(?<! revive the )(?<! without a )(?<! without an )(?<! no )(?<! under a )(?<! under the )(?<! a lasting )(?<! without )"
    occasion_words = any_of([*row["TALKS"], *row["MEETING"], *row["SUMMIT"], *row["COME_V"], "held", "took place", "signed", "signing", "signature", "ceremony"])
    agreed_to_meet = re.compile(
        r"(?<= )(?:agreed?|undertook|pledged|promised|vowed) (?:in principle )?to (?:talk|meet|hold|resume|continue|open|begin|start|return|take up) "
    )
    not_venue = "".join(rf"(?<! {re.escape(word)} )" for word in sorted(words().places["not_venue"]))
    return _Rules(
        trigger=re.compile(rf"(?<= )(?:{any_of(triggers)}|mediat)"),
        occasion=re.compile(rf"(?<= ){occasion_words}"),
        definite=re.compile(
            r"(?<= )(?:(?:the|these|those|such|that|this|a|an|another) (?:further |new |second |third |next |last |latest |earlier |previous |fresh |two |three )*(?:talks|negotiations|meeting|round|rounds|dialogue|sixth|agreement|deal|ceasefire|truce|accord|mediation|process|session|summit|document) |they |it )"
        ),
        kinds=(
            ("talks", agreed_to_meet),
            ("call", re.compile(rf"(?<= ){any_of(row['CALL'])}")),
            ("ceasefire", re.compile(rf"(?<= ){purpose}{any_of(row['CEASEFIRE'])}")),
            ("summit", re.compile(rf"(?<= ){purpose}{any_of(row['SUMMIT'])}")),
            ("agreement", re.compile(rf"(?<= )(?:{any_of(['signed', 'sign', 'signing', 'agreed', 'reached', 'concluded', 'struck', 'initialled'])}|{purpose}{any_of(row['AGREEMENT'])})")),
            ("visit", re.compile(r"(?<= )(?:visit |visited |arrived |trip |flew to )")),
            ("talks", re.compile(rf"(?<= ){any_of(row['TALKS'])}")),
            ("meeting", re.compile(rf"(?<= )(?:{any_of(row['MEETING'])}|{any_of(row['MEET_V'])}|{any_of(['met', 'meet'])})")),
        ),
        venue_town=re.compile(rf"(?<= ){not_venue}(?:in|at|to|into|near|outside|city of|resort of|capital) (?:the |a |nearby |neutral |neighbouring |central |resort of |city of |town of |capital |its capital |(?:@[AD]\d+ )(?:'s )?(?:capital |city of |city |resort of |resort |town of |town ))*(?:, )?(?P<place>@L\d+ )"),
        venue_occasion=re.compile(rf"(?<= )(?P<place>@L\d+ )(?=(?:peace )?{any_of([*row['TALKS'], *row['SUMMIT'], *row['MEETING']])})"),
        venue_country=re.compile(rf"(?<= )(?:{occasion_words}|{any_of(['arrived', 'moved', 'travelled', 'traveled', 'flew', 'visit', 'visited', 'returned', 'collapsed', 'ended'])})(?:[^@ ,]+ )*?(?:in|at|to) (?:neighbouring |the |neutral |nearby )?(?P<place>@L\d+ )"),
        agreed_to_meet=agreed_to_meet,
        perfect=re.compile(r"(?<= )(?:has|have) (?:also |now |just |jointly |[a-z]+ly )?(?!been )[a-z]+(?:ed|en|d|t|ne|aught|old) "),
        reported=re.compile(rf" {any_of(row['REPORT_V'])}(?:[a-z]+ )?(?:on |late on |late |early on |in )?$"),
    )
