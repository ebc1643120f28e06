"""A clause becomes a frame: what it says of an event, slot by slot, with the patterns that say so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from graph.extract.rules.clauses import Clause
from graph.extract.rules.marks import Figure, Generic, Line, Locality, Mark, Named, Unit
from graph.extract.rules.occasions import (
    NEVER,
    Fired,
    is_about_talks,
    is_definite,
    is_just_done,
    kind_of,
    names_occasion,
    status_of,
)
from graph.extract.rules.patterns import COORDINATION, any_of, patterns, words
from graph.extract.rules.where_when import date_of, is_here, is_there, venue_of
from graph.facts import FactDate
from graph.vocabulary import ActorKind

THIRD_KINDS = frozenset({ActorKind.IGO, ActorKind.UN_BODY})
GO_BETWEEN = re.compile(
    r"\b(?:special envoy|mediat\w+|facilitat\w+|special representative|good offices)\b", re.IGNORECASE
)
REFUSING = frozenset({"refuse", "refused-by"})
"""Patterns whose sides are those that refuse."""
MEDIATING_SLOTS = frozenset({"med", "med2", "off", "conv"})
BESIDE = re.compile(
    rf"(?<= )(?:(?:led|headed|chaired|accompanied|joined|watched|witnessed|attended) by|including|and including) "
    rf"{COORDINATION}(?:'s )?(?:@P\d+ )?(?:and {COORDINATION})?"
    rf"|(?<= )with {COORDINATION}as (?:observers?|witness(?:es)?|guests?) "
)
"""Who only leads, joins or watches a delegation: no side of its own."""

_SUPPOSED = re.compile(r" (?:, )?(?:if|unless) ")
"""A clause that only supposes something tells of no event."""
_WHICH = re.compile(r", which ")
_GUARDING = re.compile(r" (?:monitor|guarantee|watch over|observe|oversee|uphold|enforce|supervise|police) ")
_MET_BEFORE = re.compile(r"(?<= )(?:after|following) (?:(?:their|a|the|talks|holding) )*(?:talks|meeting) (?!with )")
"""They called for a truce after meeting in Doha: whoever calls is one of those who met."""
_MEANWHILE = re.compile(r"@[AP]\d+ , (?:meeting|gathering|gathered) ")
_FRONTED = re.compile(r" (?:in|under|with|after|through|thanks to|following|during|at|on) ")
"""A clause that opens with a phrase before its subject."""


@dataclass
class Frame:
    """What a clause says of an event. Figures are kept by name, in the order of the text."""

    clause: Clause
    kind: str = ""
    status: str = "held"
    cued: bool = False
    """Whether a word of the clause tells the status."""
    mediators: dict[str, Figure] = field(default_factory=dict)
    sides: dict[str, Figure] = field(default_factory=dict)
    foes: dict[str, Figure] = field(default_factory=dict)
    hosts: dict[str, Figure] = field(default_factory=dict)
    persons: dict[str, Figure] = field(default_factory=dict)
    visitors: dict[str, Figure] = field(default_factory=dict)
    """Who goes to the place: a side, or a mediator where it mediates elsewhere in the article."""
    proposers: dict[str, Figure] = field(default_factory=dict)
    """Whose plan or proposal it is: mediators, unless they are sides."""
    callers: set[str] = field(default_factory=set)
    """The names of those who alone meet or call several others."""
    refusers: set[str] = field(default_factory=set)
    """The names of those sides that refuse."""
    venue: Locality | None = None
    date: FactDate | None = None
    rules: dict[str, float] = field(default_factory=dict)
    sentences: list[int] = field(default_factory=list)
    definite: bool = False
    """Whether it speaks of talks as known: "the talks", "a further round"."""
    formats: tuple[str, ...] = ()
    """Ids of the named processes that its sentence speaks of."""
    countries: frozenset[str] = frozenset()
    """Where the conflicts of those processes are fought (ISO 3166-1 alpha-3)."""
    inferred: bool = False
    """Whether it is put together from several sentences."""
    perfect: bool = False
    """Whether it is told as just done: "have agreed"."""
    here: bool = False
    """Whether it is said to be where the article was written."""
    there: bool = False
    """Whether it is said to be where the event before it was."""

    @property
    def bodies(self) -> set[str]:
        """The names of all bodies in it."""
        return {*self.mediators, *self.sides, *self.hosts}


def frame_of(clause: Clause, published: date | None) -> Frame | None:
    """The frame of a clause, or None where it has nothing to do with talks, mediation or agreements."""
    string = clause.line.string
    has_go_between = any(_is_go_between(unit) for unit in clause.units)
    if _SUPPOSED.match(string) or not (clause.again or has_go_between or is_about_talks(string)):
        return None
    words_of_it = frozenset(string.split())
    fired = [(pattern, match) for pattern in patterns() for match in pattern.found_in(string, words_of_it)]
    if not (fired or has_go_between or _has_occasion(clause)):
        return None
    frame = Frame(clause, sentences=[clause.sentence], persons=_persons_of(clause.line))
    _fill_all(frame, fired)
    status = status_of(string, fired)
    if status == NEVER:
        return None
    frame.status, frame.cued = status or "held", bool(status)
    frame.kind = kind_of(clause.line, fired, bool(frame.mediators))
    _set_in_place_and_time(frame, published)
    return frame


def _fill_all(frame: Frame, fired: Fired) -> None:
    """Fill the slots from all patterns that matched; then put right whom several of them claim."""
    line = frame.clause.line
    beside = _persons_beside(line)
    told: dict[str, Named] = {}
    for pattern, match in fired:
        frame.rules[pattern.id] = pattern.confidence
        for slot in match.groupdict():
            covered = _covered(line, match, slot)
            slot = "both" if slot == "off" and _MET_BEFORE.search(line.string) else slot
            _fill(frame, slot, [unit for unit in covered if unit not in beside] if slot == "who" else covered)
            if slot == "who" and _is_caller(line, match):
                frame.callers.update(figure.body.name for figure in _figures(covered))
            if slot in {"side", "both"}:
                told.setdefault(pattern.id, {}).update({figure.body.name: figure.body for figure in _figures(covered)})
    frame.refusers = {name for id, sides in told.items() if id in REFUSING for name in sides}
    if set(frame.rules) == {"come-together"} and not frame.sides and _MEANWHILE.search(line.string):
        frame.mediators.clear()  # NATO leaders, meeting in Wales: nobody is there between whom they could mediate
    _fill_go_betweens(frame, line)
    if _GUARDING.search(line.string):
        _put_guarantors_right(frame, told)
    _tell_apart(frame)
    _fill_sides_left(frame, line)


def _is_caller(line: Line, match: re.Match[str]) -> bool:
    """Whether one body meets several: Washington telephoned Cairo and Khartoum."""
    slots = match.groupdict()
    if not slots.get("who") or not slots.get("side"):
        return False
    one, others = ({f.body.name for f in _figures(line.covered(match, slot))} for slot in ("who", "side"))
    generic = any(f.generic is Generic.DYAD for f in _figures(line.covered(match, "side")))
    return len(one) == 1 and (len(others - one) > 1 or generic)


def _put_guarantors_right(frame: Frame, told: Mapping[str, Named]) -> None:
    """Russia, Turkey and Iran agreed to watch over the truce between Syria and the rebels: the truce is not theirs."""
    agreeing, between = told.get("agree-together", {}), told.get("talks-between", {})
    if len(agreeing) > 1 and between and not set(agreeing) & set(between):
        frame.mediators |= {name: figure for name, figure in agreeing.items() if figure.generic is None}
        frame.sides = {name: figure for name, figure in frame.sides.items() if name not in agreeing}


def _covered(line: Line, match: re.Match[str], slot: str) -> list[Unit]:
    """The units of a slot. After talks brokered by Oman, Iran and Iraq signed: the subject is no mediator."""
    covered = line.covered(match, slot)
    if _WHICH.match(line.string, match.end(slot)) and any(unit.mark is Mark.PERSON for unit in covered):
        return covered[-1:]  # persons are no "which": it is the last of them, for the body that it names
    commas = [place for place, unit in enumerate(covered) if unit.text == ","]
    if (
        slot in MEDIATING_SLOTS
        and commas
        and _FRONTED.match(line.string)
        and _verb().match(line.string, match.end(slot))
    ):
        return covered[: commas[-1]]
    return covered


@cache
def _verb() -> re.Pattern[str]:
    row = words().classes
    return re.compile(
        r"(?!to )"
        + any_of([*row["HAVE"], *row["SIGN_V"], *row["COME_V"], *row["MEET_V"], *row["ORGANIZE_V"], "managed"])
    )


@cache
def _speaker() -> re.Pattern[str]:
    """Who says so, where a clause begins with that."""
    return re.compile(rf" , (?:the )?(?P<speaker>@[AP]\d+ ){any_of(words().classes['REPORT_V'])}")


def _set_in_place_and_time(frame: Frame, published: date | None) -> None:
    line = frame.clause.line
    frame.definite, frame.perfect = is_definite(line.string), is_just_done(line.string)
    frame.here, frame.there = is_here(line), is_there(line)
    frame.venue, frame.date = venue_of(line), date_of(line, published, frame.status)
    if frame.status == "held" and published and frame.date and frame.date.start and frame.date.start > published:
        frame.status, frame.cued = "planned", True


def _has_occasion(clause: Clause) -> bool:
    """Whether talks are named together with a place or a day, or with how they failed."""
    named = clause.again or names_occasion(clause.line.string)
    is_set = any(unit.mark in {Mark.PLACE, Mark.DATE} for unit in clause.units)
    return named and (is_set or status_of(clause.line.string, ()) == "failed")


def _fill(frame: Frame, slot: str, units: list[Unit]) -> None:
    """Put the actors of one slot of a pattern where the slot says, or where what they are says."""
    figures = list(_figures(units))
    plain = {"host": frame.hosts, "prop": frame.proposers, "foe": frame.foes, "foe2": frame.foes}
    if slot in MEDIATING_SLOTS:
        _add(frame.mediators, map(_as_helper, figures))
    elif slot == "visitor":
        _add(frame.visitors, (figure for figure in figures if figure.generic is None))
    elif slot in plain:
        _add(plain[slot], figures)
    elif slot == "third":
        _add(frame.mediators, (figure for unit in units if _goes_between(unit) for figure in unit.figures))
    elif slot == "who" or (slot == "both" and _are_several(figures)):
        for unit in units:
            _add(frame.mediators if _goes_between(unit) else frame.sides, _figures([unit]))
    elif slot != "both":
        _add(frame.sides, figures)


def _as_helper(figure: Figure) -> Figure:
    """Sponsored by the three countries: those that mediate, whoever they are in this article."""
    return replace(figure, generic=Generic.HELPERS) if figure.generic is Generic.DYAD else figure


def _are_several(figures: list[Figure]) -> bool:
    return len({figure.body.name for figure in figures}) > 1 or any(f.generic is Generic.DYAD for f in figures)


def _figures(units: Iterable[Unit]) -> Iterator[Figure]:
    for unit in units:
        if unit.mark in {Mark.BODY, Mark.PERSON, Mark.GENERIC, Mark.DEMONYM}:
            yield from unit.figures


def _goes_between(unit: Unit) -> bool:
    if any(figure.generic is Generic.HELPERS for figure in unit.figures):
        return True
    return any(f.flavour == "mediator" or is_third(f.body) for f in unit.figures) or (
        bool(GO_BETWEEN.search(unit.text)) and unit.mark is not Mark.GENERIC
    )


def is_third(body: Figure) -> bool:
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
    """Where nothing names the sides: "the two", or the several persons that are there with a mediator."""
    if frame.sides:
        return
    generics = [f for unit in line.units for f in unit.figures if f.generic in {Generic.DYAD, Generic.THEY}]
    if generics:
        _add(frame.sides, generics[:1])
        return
    beside = _persons_beside(line)
    named: dict[str, Figure] = {}
    _add(named, (f for unit in line.units if unit.mark is Mark.PERSON and unit not in beside for f in unit.figures))
    apart = {*frame.mediators, *frame.hosts}
    others = {name: figure for name, figure in named.items() if name not in apart and not is_third(figure)}
    if frame.mediators and len(others) >= 2:
        frame.sides = others


def _persons_beside(line: Line) -> list[Unit]:
    """The persons who only lead, join or watch a delegation."""
    covered = [unit for match in BESIDE.finditer(line.string) for unit in line.covered(match)]
    return [unit for unit in covered if unit.mark is Mark.PERSON]


def _is_go_between(unit: Unit) -> bool:
    return unit.mark in {Mark.BODY, Mark.PERSON} and any(figure.body.flavour == "mediator" for figure in unit.figures)


def _tell_apart(frame: Frame) -> None:
    """A mediator is never also a side of the same event; persons mediate and host only for a body."""
    for name in _no_sides(frame):
        frame.sides.pop(name, None)
    for name in frame.refusers & set(frame.mediators) & set(frame.sides):
        del frame.mediators[name]  # who turns an offer down does not make it
    frame.mediators |= {name: figure for name, figure in frame.proposers.items() if name not in frame.sides}
    for name in [name for name in frame.sides if name in frame.mediators]:
        if frame.mediators[name].flavour == "mediator" or len(frame.sides) > 1 or is_third(frame.sides[name]):
            del frame.sides[name]
        else:
            del frame.mediators[name]
    frame.mediators, frame.hosts = (_without_persons(slot) for slot in (frame.mediators, frame.hosts))
    if frame.mediators and all(is_third(figure) for figure in frame.sides.values()):
        frame.sides.clear()  # Guatemala invited the United Nations: a guest is nobody's side
    if frame.foes and not frame.sides:
        frame.sides = {name: foe for name, foe in frame.foes.items() if name not in frame.mediators}


def _without_persons(slot: Named) -> Named:
    return {name: figure for name, figure in slot.items() if figure.kind is not ActorKind.PERSON}


def _no_sides(frame: Frame) -> Iterator[str]:
    """Who only says so (a deal is reached, Qatar announced), and the same three countries that mediate."""
    speaker = _speaker().match(frame.clause.line.string)
    if speaker is not None:
        yield from (figure.body.name for figure in _figures(frame.clause.line.covered(speaker, "speaker")))
    yield from (name for name, figure in frame.mediators.items() if figure.generic is Generic.HELPERS)


def _persons_of(line: Line) -> dict[str, Figure]:
    named = [figure for unit in line.units if unit.mark is Mark.PERSON for figure in unit.figures]
    return {figure.name: figure for figure in reversed(named)}
