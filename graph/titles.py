"""A fact without a title is called by who is in it and when; one party all alone, by what it did there."""

from __future__ import annotations

from collections.abc import Sequence

from graph.dates import days_told
from graph.facts import EventFact, Party, ThirdParty
from graph.vocabulary import EventKind, Response, Status

_OCCASIONS = {
    EventKind.MEETING: "Meeting with",
    EventKind.SUMMIT: "Summit with",
    EventKind.CONFERENCE: "Conference with",
    EventKind.VISIT: "Visit to",
    EventKind.CALL: "Call with",
    EventKind.SIGNING: "Signing by",
    EventKind.CEASEFIRE: "Ceasefire of",
    EventKind.EXCHANGE: "Exchange with",
    EventKind.OFFER: "Offer to",
    EventKind.STATEMENT: "Statement by",
}
"""Of all other occasions one says talks."""

_ANSWERS: dict[str, str] = {
    Status.REFUSED: "refuses talks",
    Status.ACCEPTED: "agrees to talks",
    Response.REFUSED: "refuses talks",
    Response.ABSENT: "stays away from talks",
}
"""What became of an event, or what the party answered, where that says more than the occasion."""


def title_of(fact: EventFact) -> str:
    """A short title: the given one, or who with whom and when."""
    if fact.title:
        return fact.title
    return ", ".join(filter(None, (_who(fact), days_told(fact.date.start, fact.date.end))))


def lone_party_title(name: str, kind: str, status: str, response: str) -> str:
    """What an event is called that names one party and nobody else: its bare name would say nothing of it."""
    answer = _ANSWERS.get(status) or _ANSWERS.get(response)
    return f"{name} {answer}" if answer else f"{_OCCASIONS.get(EventKind(kind), 'Talks with')} {name}"


def _who(fact: EventFact) -> str:
    helpers, sides = _names(fact.third_parties), _names(fact.parties)
    if len(sides) == 1 and not helpers:
        return lone_party_title(sides[0], fact.kind, fact.status, fact.parties[0].response)
    return " between ".join(part for part in (", ".join(helpers), " and ".join(sides)) if part)


def _names(parts: Sequence[ThirdParty | Party]) -> list[str]:
    """The first three names, each once; persons only where nobody says for whom they came."""
    bodies = dict.fromkeys(part.name for part in parts if part.on_behalf_of is None)
    return list(bodies or dict.fromkeys(part.name for part in parts))[:3]
