"""An extracted fact becomes the plain object that `goodoffices extract` prints."""

from __future__ import annotations

import re

from graph.facts import EventFact, FactDate, VenueMention
from graph.vocabulary import ROLE_INVOLVEMENT, ActorKind, EventKind, Involvement, Outcome, Polarity, Role, Status

_TYPES = {EventKind.SIGNING: "agreement", EventKind.OFFER: "mediation_offer", EventKind.CONFERENCE: "summit"}
_STATUSES = {
    Status.OFFERED: "proposed",
    Status.CALLED_FOR: "proposed",
    Status.ACCEPTED: "planned",
    Status.CANCELLED: "failed",
    Status.HALTED: "failed",
    Status.POSTPONED: "planned",
}
_CAME_TO_NOTHING = {Outcome.NO_AGREEMENT, Outcome.COLLAPSED}
"""Talks that were held and ended with nothing are printed as failed."""
_MEDIATING = {Involvement.MEDIATED, Involvement.OFFERED_TO_MEDIATE, Involvement.GUARANTEED}


def told(fact: EventFact) -> dict[str, object]:
    """One event: bodies by the side on which they sat, persons apart, venue as "City, Country", date as ISO text."""
    denied = fact.polarity is Polarity.DENIES
    bodies = [part for part in fact.third_parties if part.kind is not ActorKind.PERSON]
    return {
        "type": _TYPES.get(fact.kind, str(fact.kind)),
        "status": "failed" if fact.outcome in _CAME_TO_NOTHING else _STATUSES.get(fact.status, str(fact.status)),
        "mediators": [] if denied else [part.name for part in bodies if ROLE_INVOLVEMENT[part.role] in _MEDIATING],
        "parties": [p.name for p in fact.parties if p.kind is not ActorKind.PERSON or p.on_behalf_of is None],
        "participants": list(
            dict.fromkeys(p.name for p in (*fact.third_parties, *fact.parties) if p.kind is ActorKind.PERSON)
        ),
        "hosts": [part.name for part in bodies if part.role is Role.HOST],
        "venue": _place(fact.venues[0]) if fact.venues else None,
        "date": _day(fact.date),
        "conflict": fact.conflict,
        "processes": list(fact.processes),
        "outcome": str(fact.outcome),
        "polarity": str(fact.polarity),
        "evidence": fact.evidence[0].quote if fact.evidence else None,
        "evidence_spans": [{"start": e.start, "end": e.end, "quote": e.quote} for e in fact.evidence],
        "inferred": fact.inferred,
        "rules": list(fact.rules),
        "score": fact.score,
    }


def _place(venue: VenueMention) -> str:
    return f"{venue.name}, {venue.country}" if venue.country else venue.name


_PLAIN = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?")


def _day(when: FactDate) -> str | None:
    if when.edtf and all(_PLAIN.fullmatch(part) for part in when.edtf.split("/")):
        return when.edtf
    if when.start is None or when.end is None:
        return None
    return str(when.start) if when.start == when.end else f"{when.start}/{when.end}"
