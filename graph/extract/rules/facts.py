"""An event as linked becomes the fact that leaves the extractor, with its evidence and how sure it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from graph.extract.rules.conflicts import conflict_of
from graph.extract.rules.frames import THIRD_KINDS, Frame
from graph.extract.rules.lexicon import lexicon
from graph.extract.rules.marks import Figure
from graph.extract.rules.text import Sentence
from graph.facts import EventFact, Evidence, FactDate, Party, ThirdParty, VenueMention
from graph.reference import KnownConflict
from graph.vocabulary import (
    ActorKind,
    EventClass,
    EventKind,
    Modality,
    Outcome,
    Polarity,
    Response,
    Role,
    Status,
    VenueKind,
)

_KINDS = {
    "talks": EventKind.TALKS,
    "meeting": EventKind.MEETING,
    "summit": EventKind.SUMMIT,
    "visit": EventKind.VISIT,
    "call": EventKind.CALL,
    "ceasefire": EventKind.CEASEFIRE,
    "agreement": EventKind.SIGNING,
    "mediation_offer": EventKind.OFFER,
}
_STATUSES = {
    "held": Status.HELD,
    "ongoing": Status.ONGOING,
    "planned": Status.PLANNED,
    "proposed": Status.OFFERED,
    "refused": Status.REFUSED,
    "failed": Status.FAILED,
    "denied": Status.DENIED,
}
_NEVER_WAS = re.compile(
    r"(?<= )(?:called off|call off|cancelled|canceled|cancels|scrapped|not take place|never (?:took place|came about)) "
)
"""Cues of what did not even begin; other failures were held, and ended with nothing."""
INFERRED_COUNTS = 0.7
"""What is left of a score where several sentences had to be put together."""
WEAK_SLOT_COUNTS = 0.9
"""What is left of a score for each slot that is empty or uncertain."""
NO_RULE = 0.6
"""The score of an event that only its words and marks tell, without any pattern."""


def fact_of(
    event: Frame,
    text: str,
    sentences: Sequence[Sentence],
    written: Mapping[str, str],
    conflicts: Iterable[KnownConflict],
) -> EventFact:
    """The fact of an event; `written`: how the article writes each name."""
    conflict = conflict_of(event, conflicts, lexicon())
    event = _renamed(event, written)
    status, outcome = _status_of(event)
    return EventFact(
        kind=_KINDS[event.kind],
        event_class=_class_of(event),
        status=status,
        outcome=outcome,
        modality=Modality.PHONE if event.kind == "call" else Modality.UNKNOWN,
        date=event.date or FactDate(),
        third_parties=tuple(_third_parties(event)),
        parties=tuple(_parties(event)),
        venues=_venues(event),
        conflict=conflict.name if conflict else None,
        processes=tuple(lexicon().processes[name].name for name in event.formats),
        polarity=Polarity.DENIES if event.status == "denied" else Polarity.ASSERTS,
        evidence=tuple(_evidence(text, sentences[place]) for place in event.sentences),
        score=_score(event),
        inferred=event.inferred,
        rules=tuple(sorted(event.rules)),
    )


def _renamed(event: Frame, written: Mapping[str, str]) -> Frame:
    """Bodies and persons under the names that the article gives them."""
    slots = (event.mediators, event.sides, event.hosts, event.persons)
    mediators, sides, hosts, persons = ({k: _as_written(f, written) for k, f in slot.items()} for slot in slots)
    return replace(event, mediators=mediators, sides=sides, hosts=hosts, persons=persons)


def _as_written(figure: Figure, written: Mapping[str, str]) -> Figure:
    principal = _as_written(figure.principal, written) if figure.principal else None
    name = written.get(figure.name, figure.name)
    if name.isupper() and figure.kind in THIRD_KINDS:
        name = figure.name  # UN, ECOWAS: the short form only stands for the name that everybody knows
    return replace(figure, name=name, principal=principal)


def _status_of(event: Frame) -> tuple[Status, Outcome]:
    """What ended with nothing was held all the same; `failed` is kept for what never began."""
    if event.status == "failed":
        never = _NEVER_WAS.search(event.clause.line.string)
        return (Status.FAILED, Outcome.UNKNOWN) if never else (Status.HELD, Outcome.NO_AGREEMENT)
    outcome = Outcome.UNKNOWN
    if event.status in {"held", "ongoing"} and event.kind in {"ceasefire", "agreement"}:
        outcome = Outcome.CEASEFIRE if event.kind == "ceasefire" else Outcome.AGREEMENT_UNSPECIFIED
    return _STATUSES[event.status], outcome


def _class_of(event: Frame) -> EventClass:
    if event.kind == "mediation_offer":
        return EventClass.OFFER
    return EventClass.MEDIATION if event.mediators else EventClass.NEGOTIATION


def _third_parties(event: Frame) -> Iterable[ThirdParty]:
    """Mediators and hosts, and the persons who stood for them."""
    role = Role.WOULD_BE_MEDIATOR if event.kind == "mediation_offer" else Role.MEDIATOR
    for slot, held in ((event.mediators, role), (event.hosts, Role.HOST)):
        names = {figure.name for figure in slot.values()}
        for figure in slot.values():
            yield ThirdParty(name=figure.name, id=figure.id or None, kind=figure.kind, role=held)
        for person in _standing_for(event, names) if slot is event.mediators or not event.mediators else ():
            yield ThirdParty(name=person.name, kind=ActorKind.PERSON, role=held, on_behalf_of=person.body.name)


def _parties(event: Frame) -> Iterable[Party]:
    """The sides, and the persons who stood for them."""
    refusing = _refusing(event)
    for figure in event.sides.values():
        yield Party(name=figure.name, id=figure.id or None, kind=figure.kind, response=_response(figure, refusing))
    for person in _standing_for(event, {figure.name for figure in event.sides.values()}):
        response = _response(person.body, refusing)
        yield Party(name=person.name, kind=ActorKind.PERSON, on_behalf_of=person.body.name, response=response)


def _refusing(event: Frame) -> set[str]:
    """Who of the sides refused: those of whom it is said, or all where it is said of nobody by name."""
    if event.status != "refused":
        return set()
    named = {figure.name for key, figure in event.sides.items() if key in event.refusers}
    return named or {figure.name for figure in event.sides.values()}


def _response(figure: Figure, refusing: set[str]) -> Response:
    return Response.REFUSED if figure.name in refusing else Response.UNKNOWN


def _standing_for(event: Frame, names: set[str]) -> list[Figure]:
    return [person for person in event.persons.values() if person.principal and person.principal.name in names]


def _venues(event: Frame) -> tuple[VenueMention, ...]:
    """The town, and the palace in it; whoever knows only the palace finds its town by the coordinates."""
    if event.venue is None:
        return ()
    planned = event.status not in {"held", "ongoing", "failed"}
    kind = None if event.venue.country else VenueKind.COUNTRY
    named = VenueMention(name=event.venue.name, country=event.venue.country or None, kind=kind, planned=planned)
    town = lexicon().town_of(event.venue.name)
    return (named.model_copy(update={"name": town, "kind": VenueKind.CITY}), named) if town else (named,)


def _evidence(text: str, sentence: Sentence) -> Evidence:
    return Evidence(quote=text[sentence.start : sentence.end], start=sentence.start, end=sentence.end)


def _score(event: Frame) -> float:
    """The confidence of the best pattern, less for what is inferred, unknown to the tables, or has no day and place."""
    score = max(event.rules.values(), default=NO_RULE) * (INFERRED_COUNTS if event.inferred else 1.0)
    unknown = any(not figure.id for slot in (event.mediators, event.sides) for figure in slot.values())
    for is_weak in (unknown, len(event.sides) < 2, event.date is None and event.venue is None):
        score *= WEAK_SLOT_COUNTS if is_weak else 1.0
    return round(score, 2)
