"""What the explorer reads of one event, as frozen rows, and who in it stands on which side of the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote

from graph.vocabulary import ActorKind, EventClass, Involvement, Modality, Review, Status, VenueKind


@dataclass(frozen=True)
class Named:
    """A thing of the graph under its name, with its short name where it has one."""

    id: str
    name: str
    short: str = ""


@dataclass(frozen=True)
class Participation:
    """One actor at one event; `behalf` is the body that a person stood for, where an article says so."""

    actor: Named
    kind: ActorKind
    involvement: Involvement
    role: str = ""
    side: str = ""
    response: str = ""
    behalf: Named | None = None
    lead: bool = False


@dataclass(frozen=True)
class Place:
    """Where an event was held, or was to be held."""

    venue: Named
    kind: VenueKind | None = None
    country: str = ""
    planned: bool = False


@dataclass(frozen=True)
class EventRow:
    """One event with its participants, places, conflicts and processes."""

    id: str
    title: str
    kind: str = ""
    event_class: EventClass = EventClass.MEDIATION
    status: Status = Status.HELD
    outcome: str = ""
    start: date | None = None
    end: date | None = None
    date_precision: str = ""
    date_text: str = ""
    modality: Modality = Modality.UNKNOWN
    configuration: str = ""
    n_articles: int = 0
    n_publishers: int = 0
    review: Review = Review.MACHINE
    participants: tuple[Participation, ...] = ()
    places: tuple[Place, ...] = ()
    conflicts: tuple[Named, ...] = ()
    processes: tuple[Named, ...] = ()
    contradictions: tuple[str, ...] = ()


NO_SIDES = "none"
_CODED = str.maketrans({"%": "%25", "+": "%2B", "~": "%7E"})
"""What joins ids to sides and sides to a set; an id of the user's own register may hold them too."""

Side = tuple[Named, ...]
"""Actors that sat together on one side of the table."""


def sides_of(event: EventRow) -> tuple[Side, ...]:
    """The sides that the event was between; parties of one letter sat together, persons stand for their body."""
    parties = [p for p in event.participants if p.involvement is Involvement.PARTY_TO and p.role != "excluded_party"]
    if not all(party.side for party in parties):  # without letters for all, a body named once speaks for its persons
        return tuple((body,) for body in bodies_of(parties))
    lettered: dict[str, list[Participation]] = {}
    for party in parties:
        lettered.setdefault(party.side, []).append(party)
    return tuple(sorted((bodies_of(members) for members in lettered.values()), key=lambda side: side[0].name))


def sides_key(event: EventRow) -> str:
    """The set of sides as a word for addresses: ids of one side joined by +, sides by ~; or none."""
    sides = ("+".join(sorted(body.id.translate(_CODED) for body in side)) for side in sides_of(event))
    return "~".join(sorted(sides)) or NO_SIDES


def bodies_in(key: str) -> tuple[str, ...]:
    """The ids of the bodies in a set of sides: all of them take part in an event between these."""
    return () if key == NO_SIDES else tuple(sorted({unquote(id) for side in key.split("~") for id in side.split("+")}))


def third_parties_of(event: EventRow, roles: tuple[Involvement, ...] = ()) -> tuple[Named, ...]:
    """Who mediated or offered to; where none is named, who hosted, guaranteed, supported or observed."""
    helpers = [p for p in event.participants if p.involvement is not Involvement.PARTY_TO]
    if roles:
        return bodies_of([p for p in helpers if p.involvement in roles])
    mediators = [p for p in helpers if p.involvement in (Involvement.MEDIATED, Involvement.OFFERED_TO_MEDIATE)]
    return bodies_of(mediators or helpers)


def bodies_of(participants: Sequence[Participation]) -> tuple[Named, ...]:
    """States and bodies, by name; a person stands for its body, and alone only where no body is named."""
    bodies = {_body_of(p).id: _body_of(p) for p in participants if p.kind is not ActorKind.PERSON or p.behalf}
    persons = {p.actor.id: p.actor for p in participants}
    return tuple(sorted((bodies or persons).values(), key=lambda body: (body.name, body.id)))


def _body_of(participant: Participation) -> Named:
    return participant.behalf or participant.actor
