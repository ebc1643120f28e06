"""The frames of an article become its events: what one sentence leaves out, another says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from graph.extract.rules.frames import Frame
from graph.extract.rules.lexicon import Lexicon, lexicon
from graph.extract.rules.marking import Known
from graph.extract.rules.marks import Figure, Generic, Locality, Mark
from graph.vocabulary import ActorKind

FAMILIES = (
    frozenset({"talks", "meeting", "summit", "visit", "call"}),
    frozenset({"ceasefire", "agreement"}),
    frozenset({"mediation_offer"}),
)
GROUP_KINDS = frozenset({ActorKind.ARMED_GROUP, ActorKind.POLITICAL_PARTY, ActorKind.COALITION})
HAPPENED = frozenset({"held", "ongoing"})
LENT_WITHIN = 120
"""Days within which talks between the same sides count as one round of mediation."""
NEAR = 3
"""Sentences within which a frame without a day and place of its own may speak of the event before it."""


def linked(frames: Sequence[Frame], tables: Lexicon, known: Known, written_in: Locality | None) -> list[Frame]:
    """The events of an article, in the order in which it tells them; `written_in`: the place of its dateline."""
    dyad = main_dyad(frames)
    helpers = {name for frame in frames for name in frame.mediators}
    groups = _groups(frames)
    for frame in frames:
        _name_groups(frame, groups)
        _name_generics(frame, dyad, _focus(tables, known, helpers), groups)
    dyad = main_dyad(frames)
    helpers = {name for frame in frames for name in frame.mediators if name not in dyad}
    for frame in frames:
        _put_helpers_right(frame, dyad, helpers)
    events: list[Frame] = []
    bare = {id(frame) for frame in frames if not frame.sides}
    for frame in _without_offers_beside_talks(frames):
        _inherit(frame, events, dyad)
        known_event = next((event for event in reversed(events) if _same(event, frame)), None)
        if known_event is None and id(frame) in bare and _repeats_mediators(frame):
            known_event = next((e for e in events if set(frame.mediators) <= set(e.mediators)), None)
        if known_event is None and id(frame) in bare and _is_beside(frame, events):
            known_event = events[-1]
        if known_event is None and id(frame) in bare and events and _adds_mediators(events[-1], frame):
            known_event = events[-1]
        if known_event is not None:
            _join(known_event, frame)
        else:
            events.append(frame)
    _lend_mediators(events)
    for event in events:
        _place_by_dateline(event, written_in)
    return [event for event in events if _says_enough(event)]


def _place_by_dateline(event: Frame, written_in: Locality | None) -> None:
    """"Here" is the dateline's town; so is a third country's town where the lead names no other place."""
    if written_in is None or event.venue is not None:
        return
    elsewhere = all(figure.iso3 != written_in.iso3 for figure in event.sides.values())
    if event.here or (elsewhere and event.clause.sentence <= 1 and event.status in {"held", "failed"} and event.sides):
        event.venue = written_in




def _without_offers_beside_talks(frames: Sequence[Frame]) -> Iterator[Frame]:
    """Who offers help in a sentence that also tells of the talks helps in those talks."""
    for frame in frames:
        beside = [f for f in frames if f.clause.sentence == frame.clause.sentence and f.kind != "mediation_offer"]
        talks = next((f for f in beside if f.status in {"planned", "held", "ongoing"} and (f.venue or f.date)), None)
        if frame.kind != "mediation_offer" or talks is None:
            yield frame
            continue
        talks.mediators |= {name: figure for name, figure in frame.mediators.items() if name not in talks.sides}
        talks.sides = talks.sides or frame.sides
        talks.rules |= frame.rules


def main_dyad(frames: Sequence[Frame]) -> dict[str, Figure]:
    """The sides that the article names together most often; the earliest of equals."""
    helpers = {name for frame in frames for name in frame.mediators if frame.sides and len(frame.sides) > 1}
    counted: Counter[frozenset[str]] = Counter()
    figures: dict[frozenset[str], dict[str, Figure]] = {}
    for frame in frames:
        for slot in (frame.sides, frame.foes):
            named = {name: figure for name, figure in slot.items() if figure.generic is None}
            if len(named) >= 2:
                key = frozenset(named)
                counted[key] += (1 if slot is frame.foes else 2) * (1 if key & helpers else 4)
                figures.setdefault(key, named)
    return figures[max(counted, key=lambda key: (counted[key], -list(counted).index(key)))] if counted else {}


def _put_helpers_right(frame: Frame, dyad: dict[str, Figure], helpers: set[str]) -> None:
    """Who mediates between these sides elsewhere in the article is no side when it meets one of them."""
    others = [name for name in frame.sides if name in dyad]
    for name in [name for name in frame.sides if name in helpers and others]:
        frame.mediators[name] = frame.sides.pop(name)


def _groups(frames: Iterable[Frame]) -> dict[str, list[Figure]]:
    """The named armed groups and movements of an article by country."""
    groups: dict[str, list[Figure]] = {}
    for frame in frames:
        for unit in frame.clause.line.units:
            for figure in unit.figures:
                body = figure.body
                if body.id and body.iso3 and body.kind in GROUP_KINDS and body not in groups.get(body.iso3, ()):
                    groups.setdefault(body.iso3, []).append(replace(body, flavour=""))
    return groups


def _name_groups(frame: Frame, groups: dict[str, list[Figure]]) -> None:
    """Colombian rebels are the group that the article names, where it names one of that country."""
    for slot in (frame.sides, frame.foes):
        for name, figure in list(slot.items()):
            named = {group.name: group for group in groups.get(figure.iso3, ())}
            if figure.flavour == "rebels" and not figure.id and len(named) == 1:
                del slot[name]
                slot |= named


def _name_generics(
    frame: Frame, dyad: dict[str, Figure], focus: list[Figure], groups: dict[str, list[Figure]]
) -> None:
    """"The two sides" become the sides of the article, "the government" the state that it is about."""
    for slot in (frame.mediators, frame.sides, frame.foes, frame.hosts):
        for name, figure in list(slot.items()):
            if figure.generic is None:
                continue
            del slot[name]
            for found in _meant(figure, dyad, focus, groups):
                slot.setdefault(found.name, found)
    for name in [name for name in frame.sides if name in frame.mediators and len(frame.sides) > 1]:
        del frame.mediators[name]


def _meant(figure: Figure, dyad: dict[str, Figure], focus: list[Figure], groups: dict[str, list[Figure]]) -> Iterator[Figure]:
    if figure.generic in {Generic.DYAD, Generic.THEY}:
        yield from dyad.values()
    elif figure.generic is Generic.GOVERNMENT:
        yield from [f for f in dyad.values() if f.kind in {ActorKind.STATE, ActorKind.GOVERNMENT}][:1] or focus
    elif figure.generic is Generic.REBELS:
        named = [group for state in focus for group in groups.get(state.iso3, ()) if group.kind is ActorKind.ARMED_GROUP]
        if len(named) == 1 and named[0].name not in dyad:
            yield named[0]
            return
        yield from [f for f in dyad.values() if f.kind not in {ActorKind.STATE, ActorKind.GOVERNMENT}][:1]
    elif figure.generic is Generic.OPPOSITION:
        others = [f for f in dyad.values() if "opposition" in f.name.casefold()]
        state = next(iter(focus), None)
        adjective = lexicon().demonym(state.id) if state else ""
        if others:
            yield others[0]
        elif state is not None:
            yield Figure(f"{adjective or state.name} opposition", kind=ActorKind.POLITICAL_PARTY, iso3=state.iso3, flavour="opposition")


def _focus(tables: Lexicon, known: Known, helpers: set[str]) -> list[Figure]:
    """The state that the article is about: the one named most that does not mediate."""
    for iso3, _ in known.countries.most_common():
        state = tables.state(iso3)
        if state is not None and state.name not in helpers:
            return [Figure(state.name, state.id, state.kind, state.iso3)]
    return []


def _inherit(frame: Frame, events: Sequence[Frame], dyad: dict[str, Figure]) -> None:
    """Missing sides come from the clause before in the same sentence, or else from the article's own dyad."""
    before = next((event for event in reversed(events) if event.sentences[-1] == frame.clause.sentence), None)
    if before is not None and not frame.sides and frame.kind != "mediation_offer":
        frame.sides = {n: f for n, f in before.sides.items() if n not in frame.mediators}
        if not frame.mediators and frame.status in HAPPENED:
            frame.mediators = {n: f for n, f in before.mediators.items() if n not in frame.sides}
    needs = len(frame.sides) < 2 and not _others_named(frame, dyad) and (frame.mediators or frame.venue or frame.date or frame.cued)
    if needs and dyad and not (set(dyad) & set(frame.mediators)) and (not frame.sides or set(frame.sides) < set(dyad)):
        if not frame.sides:
            frame.sides = dict(dyad)
            frame.inferred = True


def _others_named(frame: Frame, dyad: dict[str, Figure]) -> bool:
    """Whether the clause speaks of bodies that are neither the article's sides nor in a slot."""
    named = {
        figure.body.name
        for unit in frame.clause.line.units
        if unit.mark in {Mark.BODY, Mark.PERSON}
        for figure in unit.figures
        if figure.body.kind is not ActorKind.PERSON
    }
    return bool(named - set(dyad) - frame.bodies)


def _same(event: Frame, frame: Frame) -> bool:
    """Whether a frame speaks of an event that was told before."""
    if _family(event.kind) != _family(frame.kind) or not _statuses_agree(event, frame):
        return False
    if event.venue and frame.venue and event.venue.name != frame.venue.name and event.venue.iso3 != frame.venue.iso3:
        return False
    if event.venue and frame.venue and event.venue.country and frame.venue.country and event.venue.name != frame.venue.name:
        return False
    if event.date and frame.date and not _dates_meet(event, frame):
        return False
    if event.sides and frame.sides and not (set(event.sides) & set(frame.sides)):
        return False
    anchored = bool((event.venue and frame.venue) or (event.date and frame.date))
    return anchored or frame.clause.sentence - event.sentences[-1] <= NEAR


def _adds_mediators(event: Frame, frame: Frame) -> bool:
    """"The negotiations were brokered by Togo" belongs to the agreement told right before."""
    return (
        bool(frame.mediators)
        and frame.definite
        and frame.venue is None
        and frame.date is None
        and not frame.cued
        and event.status in {*HAPPENED, "failed"}
        and frame.clause.sentence - event.sentences[-1] <= NEAR
    )


def _is_beside(frame: Frame, events: Sequence[Frame]) -> bool:
    """Whether a frame names mediators, and nothing else, in the sentence of the event before it."""
    alone = bool(frame.mediators) and frame.venue is None and frame.date is None and not frame.cued
    return alone and bool(events) and events[-1].sentences[-1] == frame.clause.sentence and not events[-1].mediators


def _repeats_mediators(frame: Frame) -> bool:
    """Whether a frame only says once more that somebody mediates or proposes."""
    return bool(frame.mediators) and frame.venue is None and frame.date is None and frame.status not in {"refused", "failed"}


def _lend_mediators(events: Sequence[Frame]) -> None:
    """Talks told in one article without a mediator had the one of the talks between the same sides nearest in time."""
    told = [e for e in events if e.mediators and e.kind != "mediation_offer" and e.status not in {"refused", "proposed"}]
    for event in events:
        if event.mediators or event.status not in {*HAPPENED, "failed"} or len(event.sides) < 2:
            continue
        near = [other for other in told if set(event.sides) & set(other.sides) and _days_apart(event, other) <= LENT_WITHIN]
        lender = min(near, key=lambda other: _days_apart(event, other), default=None)
        if lender is not None:
            event.mediators = {name: figure for name, figure in lender.mediators.items() if name not in event.sides}
            event.inferred = True
            event.sentences += [place for place in lender.sentences[:1] if place not in event.sentences]


def _days_apart(event: Frame, other: Frame) -> int:
    """Days between two events; what has no date is taken as of the day of the other."""
    if event.date is None or other.date is None or event.date.start is None or other.date.start is None:
        return 0
    return abs((event.date.start - other.date.start).days)


def _family(kind: str) -> int:
    return next((place for place, family in enumerate(FAMILIES) if kind in family), -1)


def _statuses_agree(event: Frame, frame: Frame) -> bool:
    if event.status == frame.status or {event.status, frame.status} <= HAPPENED:
        return True
    return not frame.cued and frame.definite and frame.venue is None and frame.date is None


def _dates_meet(event: Frame, frame: Frame) -> bool:
    one, other = event.date, frame.date
    if one is None or other is None or not (one.start and one.end and other.start and other.end):
        return True
    return one.start <= other.end and other.start <= one.end


def _join(event: Frame, frame: Frame) -> None:
    for name, figure in frame.mediators.items():
        if name not in event.sides:
            event.mediators.setdefault(name, figure)
    if not frame.inferred:
        if event.inferred:
            event.sides, event.inferred = {}, False
        for name, figure in frame.sides.items():
            if name not in event.mediators:
                event.sides.setdefault(name, figure)
    event.hosts |= {name: figure for name, figure in frame.hosts.items() if name not in event.hosts}
    event.persons |= frame.persons
    event.here = event.here or frame.here
    event.rules |= frame.rules
    event.venue = event.venue or frame.venue
    if event.venue and frame.venue and frame.venue.country and not event.venue.country:
        event.venue = frame.venue
    event.date = _narrower(event, frame)
    if frame.clause.sentence not in event.sentences:
        event.sentences.append(frame.clause.sentence)


def _narrower(event: Frame, frame: Frame):  # type: ignore[no-untyped-def]
    if event.date is None or frame.date is None:
        return event.date or frame.date
    spans = [(d.end - d.start).days if d.start and d.end else 10**6 for d in (event.date, frame.date)]
    return event.date if spans[0] <= spans[1] else frame.date


def _says_enough(event: Frame) -> bool:
    if event.kind == "mediation_offer":
        return bool(event.mediators)
    if event.status == "refused":
        return bool(event.sides)
    if event.mediators and (event.sides or event.venue or event.date):
        return True
    if len(event.sides) >= 2:
        return True
    return bool(event.sides) and bool(event.date) and (event.cued or bool(event.venue))
