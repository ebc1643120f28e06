"""An event's venue where its own clauses name none, its hosts, and whether two places may be one."""

from __future__ import annotations

from graph.extract.rules.frames import Frame
from graph.extract.rules.lexicon import lexicon
from graph.extract.rules.marks import Locality
from graph.vocabulary import ActorKind

HAPPENED = frozenset({"held", "ongoing"})


def place_by_dateline(event: Frame, written_in: Locality | None) -> None:
    """The dateline's town is "here"; a third country's town is where the lead's event was, if no other is named."""
    if written_in is None or event.venue is not None or event.kind == "call":
        return
    leads = event.clause.sentence <= 1 and event.status in {"held", "failed"} and bool(event.sides or event.mediators)
    if event.here or (leads and _may_be_there(event, written_in.iso3)):
        event.venue = written_in


def _may_be_there(event: Frame, iso3: str) -> bool:
    """Whether the lead's event took place in the dateline's country: nobody or everybody is from it, or they met."""
    at_home = [figure.iso3 == iso3 for figure in event.sides.values()]
    return not any(at_home) or (len(at_home) > 1 and (all(at_home) or event.kind in {"meeting", "summit"}))


def host_at_home(event: Frame) -> None:
    """A mediator in whose own country the sides meet is their host too."""
    if event.venue is not None and event.status in {*HAPPENED, "planned"} and event.kind != "visit":
        at_home = {name: figure for name, figure in event.mediators.items() if figure.iso3 == event.venue.iso3}
        event.hosts |= at_home


def place_by_host(event: Frame) -> None:
    """Talks hosted by Turkey, of which no more is said, were in Turkey."""
    states = [host for host in event.hosts.values() if host.kind is ActorKind.STATE]
    if event.venue is None and len(states) == 1 and event.kind != "call" and states[0].name not in event.sides:
        event.venue = Locality(states[0].name, states[0].iso3)


def hosted_elsewhere(event: Frame, place: Locality | None) -> bool:
    """Whether all the states that host it are other countries than that of a place."""
    homes = {host.iso3 for host in event.hosts.values() if host.iso3}
    return place is not None and bool(homes) and place.iso3 not in homes


def places_agree(one: Locality | None, other: Locality | None) -> bool:
    """Two places may be one: the same town, a palace in it, or a country and a town in it."""
    if one is None or other is None or _town(one) == _town(other):
        return True
    return one.iso3 == other.iso3 and not (one.country and other.country)


def _town(place: Locality) -> str:
    return lexicon().town_of(place.name) or place.name
