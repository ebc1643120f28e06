"""Short ways to say events for the tests of layout and wording."""

from __future__ import annotations

from datetime import date
from typing import Any

from graph.queries.rows import EventRow, Named, Participation, Place
from graph.vocabulary import ActorKind, Involvement, VenueKind


def named(name: str) -> Named:
    return Named(name.lower().replace(" ", "-"), name)


def part(name: str, involvement: str = "MEDIATED", kind: str = "State", **more: Any) -> Participation:
    return Participation(named(name), ActorKind(kind), Involvement(involvement), **more)


def event(
    thirds: str = "", sides: str = "", venue: str = "", conflict: str = "Libya", day: str = "2020-01-13", **more: Any
) -> EventRow:
    """An event from names joined by commas."""
    parts = [part(name) for name in _split(thirds)]
    parts += [part(name, "PARTY_TO", "ArmedGroup", role="party") for name in _split(sides)]
    when = date.fromisoformat(day)
    about = {
        "id": f"{thirds} {sides} {venue} {day}",
        "title": "",
        "kind": "talks",
        "start": when,
        "end": when,
        "participants": tuple(parts),
        "places": tuple(Place(named(one), VenueKind.CITY) for one in _split(venue)),
        "conflicts": tuple(named(one) for one in _split(conflict)),
    }
    return EventRow(**{**about, **more})


def _split(text: str) -> list[str]:
    return [one.strip() for one in text.split(",") if one.strip()]
