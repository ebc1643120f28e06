"""The frames of an article become its events: what one sentence leaves out, another says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.extract.rules.frames import BESIDE, Frame, is_third
from graph.extract.rules.lending import lend_mediators
from graph.extract.rules.lexicon import Lexicon
from graph.extract.rules.marking import Known
from graph.extract.rules.marks import Locality, Mark, Unit
from graph.extract.rules.patterns import words
from graph.extract.rules.sides import Scene, name_sides
from graph.extract.rules.venues import (
    HAPPENED,
    host_at_home,
    hosted_elsewhere,
    place_by_dateline,
    place_by_host,
    places_agree,
)
from graph.facts import FactDate
from graph.vocabulary import ActorKind

FAMILIES = (
    frozenset({"talks", "meeting", "summit", "visit", "call"}),
    frozenset({"ceasefire", "agreement"}),
    frozenset({"mediation_offer"}),
)
"""Kinds that two sentences may use of the same event."""
NEAR = 3
"""Sentences within which a frame without a day and place of its own may speak of the event before it."""
SIGNED_FOR = "signed-for"
"""The pattern of who signed for whom."""
TOPICAL = frozenset({"on", "over", "about"})
"""After these a country is what talks are about."""


def linked(
    frames: Sequence[Frame], headline: Sequence[Frame], tables: Lexicon, known: Known, written_in: Locality | None
) -> list[Frame]:
    """The events of an article, in the order in which it tells them; `written_in`: the place of its dateline."""
    scene = name_sides([*headline, *frames], tables, known)
    events: list[Frame] = []
    bare = {id(frame) for frame in frames if not frame.sides}
    for frame in _without_offers_beside_talks(frames):
        _inherit(frame, events, scene)
        told = _told_before(frame, events, id(frame) in bare)
        if told is None:
            events.append(frame)
        else:
            _join(told, frame)
    lend_mediators(events, scene, known.hints)
    for event in events:
        place_by_dateline(event, written_in)
        place_by_host(event)
        host_at_home(event)
    return [event for event in events if _says_enough(event)]


def _told_before(frame: Frame, events: Sequence[Frame], is_bare: bool) -> Frame | None:
    """The event that a frame goes on telling of; None where it begins one. Bare: it names no sides itself."""
    same = next((event for event in reversed(events) if _same(event, frame)), None)
    if same is not None or not events:
        return same
    if _explains(frame, events[-1]) or _adds_nothing(frame, events[-1]):
        return events[-1]
    if not is_bare:
        return None
    if _repeats_mediators(frame):
        again = next((event for event in events if set(frame.mediators) <= set(event.mediators)), None)
        if again is not None:
            return again
    return events[-1] if _is_beside(frame, events[-1]) or _adds_mediators(events[-1], frame) else None


def _without_offers_beside_talks(frames: Sequence[Frame]) -> Iterator[Frame]:
    """Who offers help in a sentence that also tells of the talks helps in those talks."""
    for frame in frames:
        beside = [f for f in frames if f.clause.sentence == frame.clause.sentence and f.kind != "mediation_offer"]
        told = [f for f in beside if f.kind != "call" and f.status in {"planned", "held", "ongoing"}]
        talks = next((f for f in told if f.venue or f.date), None)
        if frame.kind != "mediation_offer" or talks is None:
            yield frame
            continue
        talks.mediators |= {name: figure for name, figure in frame.mediators.items() if name not in talks.sides}
        talks.sides = talks.sides or frame.sides
        talks.rules |= frame.rules


def _inherit(frame: Frame, events: Sequence[Frame], scene: Scene) -> None:
    """Missing sides come from the clause before in the same sentence, or else from the article's own dyad."""
    before = next((event for event in reversed(events) if event.sentences[-1] == frame.clause.sentence), None)
    if before is not None and frame.clause.again and not frame.cued:
        frame.status, frame.cued = before.status, before.cued
        frame.kind = frame.kind if frame.rules else before.kind
    if before is not None and not frame.sides and frame.kind != "mediation_offer":
        frame.sides = {name: figure for name, figure in before.sides.items() if name not in frame.mediators}
        if not frame.mediators and frame.status in HAPPENED:
            frame.mediators = {name: figure for name, figure in before.mediators.items() if name not in frame.sides}
    says_something = bool(frame.mediators or frame.venue or frame.date or frame.cued)
    if not frame.sides and says_something and _may_be_between(frame, scene):
        frame.sides = dict(scene.dyad)
        frame.inferred = bool(scene.dyad)


def _may_be_between(frame: Frame, scene: Scene) -> bool:
    """Whether a clause without sides may mean the article's: no other body is named, and no format of another war."""
    elsewhere = frame.countries and not frame.countries & {figure.iso3 for figure in scene.dyad.values()}
    return not (set(scene.dyad) & set(frame.mediators) or elsewhere or _others_named(frame, scene))


def _others_named(frame: Frame, scene: Scene) -> bool:
    """Whether the clause speaks of bodies that are neither the article's sides nor in a slot."""
    units = frame.clause.units
    beside = [unit for match in BESIDE.finditer(frame.clause.line.string) for unit in frame.clause.line.covered(match)]
    at_home = {figure.iso3 for figure in scene.dyad.values() if figure.iso3}
    between_states = all(figure.kind is ActorKind.STATE for figure in scene.dyad.values())
    named = {
        figure.body.name
        for place, unit in enumerate(units)
        if unit.mark in {Mark.BODY, Mark.PERSON} and unit not in beside
        if not (_is_topic(units, place) or _is_speaker(units, place))
        for figure in unit.figures
        if figure.body.kind is not ActorKind.PERSON and not is_third(figure.body)
        if not ((between_states or figure.body.kind is ActorKind.STATE) and figure.body.iso3 in at_home)
    }
    return bool(named - {*scene.dyad, *scene.helpers} - frame.bodies)


def _is_speaker(units: Sequence[Unit], place: int) -> bool:
    """Who only says so: "the negotiator Jorge Rodríguez said"."""
    around = {unit.text for unit in [*units[max(place - 1, 0) : place], *units[place + 1 : place + 2]]}
    return units[place].mark is Mark.PERSON and bool(around & set(words().classes["REPORT_V"]))


def _is_topic(units: Sequence[Unit], place: int) -> bool:
    """Talks on reuniting Cyprus: what stands right after on, over, about, with no more than two words between."""
    for unit in reversed(units[max(place - 3, 0) : place]):
        if unit.text in TOPICAL:
            return True
        if unit.mark is not Mark.WORD or unit.text in {",", "and"}:
            return False
    return False


def _same(event: Frame, frame: Frame) -> bool:
    """Whether a frame speaks of an event that was told before."""
    if _family(event.kind) != _family(frame.kind) or not _statuses_agree(event, frame):
        return False
    if not (places_agree(event.venue, frame.venue) and _dates_meet(event.date, frame.date)):
        return False
    if frame.venue is None and hosted_elsewhere(frame, event.venue):
        return False
    if event.sides and frame.sides and not (set(event.sides) & set(frame.sides)) and not _goes_on(event, frame):
        return False
    anchored = bool((event.venue and frame.venue) or (event.date and frame.date))
    known = frame.kind == event.kind == "ceasefire" and frame.definite and not (frame.venue or frame.date)
    return anchored or known or frame.clause.sentence - event.sentences[-1] <= NEAR


def _goes_on(event: Frame, frame: Frame) -> bool:
    """Whether "the deal with the rebels" right after is the deal just told, or one signed for each side apart."""
    if frame.clause.sentence == event.sentences[-1] and SIGNED_FOR in event.rules and SIGNED_FOR in frame.rules:
        return True
    next_to = frame.clause.sentence - event.sentences[-1] == 1
    open_ended = len(event.sides) == 1 and frame.venue is None and frame.date is None
    return next_to and open_ended and frame.definite and frame.kind == event.kind == "agreement"


def _adds_mediators(event: Frame, frame: Frame) -> bool:
    """Whether "the negotiations were brokered by Togo" belongs to the agreement told right before."""
    return (
        bool(frame.mediators)
        and frame.definite
        and frame.venue is None
        and frame.date is None
        and not frame.cued
        and event.status in {*HAPPENED, "failed"}
        and frame.clause.sentence - event.sentences[-1] <= NEAR
    )


def _is_beside(frame: Frame, last: Frame) -> bool:
    """Whether a frame names mediators, and nothing else, in the sentence of the event before it."""
    alone = bool(frame.mediators) and frame.venue is None and frame.date is None and not frame.cued
    return alone and last.sentences[-1] == frame.clause.sentence and not last.mediators


def _explains(frame: Frame, last: Frame) -> bool:
    """Came to nothing: the rebels refused to meet. The refusal is why, no event of its own."""
    return (
        last.status == "failed"
        and frame.status == "refused"
        and last.sentences[-1] == frame.clause.sentence
        and frame.venue is None
        and frame.date is None
        and set(frame.sides) <= set(last.sides)
    )


def _adds_nothing(frame: Frame, last: Frame) -> bool:
    """They signed, and shook hands: no further meeting, as nothing gives it a place, a day or sides of its own."""
    plain = frame.kind in {"talks", "meeting"} and frame.status == "held" and not (frame.mediators and last.mediators)
    near = frame.clause.sentence - last.sentences[-1] <= 1 and last.status in HAPPENED
    beside = frame.clause.sentence == last.sentences[-1] and frame.kind == "agreement" and not frame.mediators
    plain = plain or (beside and frame.status == "held")
    return plain and near and frame.venue is None and frame.date is None and set(frame.sides) <= set(last.sides)


def _repeats_mediators(frame: Frame) -> bool:
    """Whether a frame only says once more that somebody mediates or proposes."""
    return (
        bool(frame.mediators)
        and frame.venue is None
        and frame.date is None
        and frame.status not in {"refused", "failed", "denied"}
    )


def _family(kind: str) -> int:
    return next((place for place, family in enumerate(FAMILIES) if kind in family), -1)


def _statuses_agree(event: Frame, frame: Frame) -> bool:
    told = {event.status, frame.status}
    if told == {"held", "ongoing"} and _goes_on_beside(event, frame):
        return False
    if len(told) == 1 or told <= HAPPENED:
        return True
    if _tells_the_end(event, frame):
        return True
    if told == {"planned", "proposed"}:
        return frame.venue is None and frame.date is None
    plain = not frame.cued and frame.venue is None and frame.date is None
    return plain and (frame.definite or frame.inferred or event.status in {"failed", "planned"})


def _goes_on_beside(event: Frame, frame: Frame) -> bool:
    """Oman has been mediating; its minister met the Iranians in Muscat on Friday: that is one meeting of many."""
    ongoing, single = (event, frame) if event.status == "ongoing" else (frame, event)
    unset = ongoing.venue is None and ongoing.date is None
    apart = frame.clause.sentence != event.sentences[-1]
    return apart and unset and bool(single.venue or single.date) and _family(ongoing.kind) == 0


def _tells_the_end(event: Frame, frame: Frame) -> bool:
    """Oman hosted both, but the talks collapsed: the same talks, and how they ended."""
    beside = frame.clause.sentence == event.sentences[-1] and frame.definite and frame.venue is None
    return beside and event.status in HAPPENED and frame.status == "failed" and _family(event.kind) == 0


def _dates_meet(one: FactDate | None, other: FactDate | None) -> bool:
    if one is None or other is None or not (one.start and one.end and other.start and other.end):
        return True
    return one.start <= other.end and other.start <= one.end


def _join(event: Frame, frame: Frame) -> None:
    """Add to an event what a further frame says of it; sides that were only inferred give way to named ones."""
    if len(set(event.sides) - set(frame.mediators)) > 1:  # who signed too, but is said to have brokered it
        event.sides = {name: figure for name, figure in event.sides.items() if name not in frame.mediators}
    event.mediators |= {n: f for n, f in frame.mediators.items() if n not in {*event.sides, *event.mediators}}
    if not event.sides and frame.inferred:
        event.sides, event.inferred = dict(frame.sides), True
    if not frame.inferred:
        if event.inferred and not set(frame.sides) < set(event.sides):
            event.sides, event.inferred = {}, False
        event.sides |= {n: f for n, f in frame.sides.items() if n not in {*event.mediators, *event.sides}}
    if _tells_the_end(event, frame):
        event.status, event.cued = "failed", True
    event.hosts = frame.hosts | event.hosts
    event.persons |= frame.persons
    event.rules |= frame.rules
    event.refusers |= frame.refusers
    event.formats += tuple(name for name in frame.formats if name not in event.formats)
    event.here = event.here or frame.here
    if event.venue is None or (frame.venue and frame.venue.country and not event.venue.country):
        event.venue = frame.venue or event.venue
    event.date = _narrower(event.date, frame.date)
    if frame.clause.sentence not in event.sentences:
        event.sentences.append(frame.clause.sentence)


def _narrower(one: FactDate | None, other: FactDate | None) -> FactDate | None:
    if one is None or other is None:
        return one or other
    spans = [(day.end - day.start).days if day.start and day.end else 10**6 for day in (one, other)]
    return one if spans[0] <= spans[1] else other


def _says_enough(event: Frame) -> bool:
    if event.kind == "mediation_offer":
        return bool(event.mediators)
    if event.status == "refused":
        return bool(event.sides)
    if event.status == "proposed" and not (event.mediators or event.venue or event.date):
        return False
    if event.mediators and (event.sides or event.venue or event.date):
        return True
    if len(event.sides) >= 2:
        return True
    if event.status == "planned" and event.venue:
        return bool(event.sides)
    set_down = event.cued or bool(event.venue) or event.kind in {"agreement", "ceasefire"}
    return bool(event.sides) and bool(event.date) and set_down
