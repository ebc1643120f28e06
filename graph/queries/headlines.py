"""An event without a title is called by who helped whom and where; the same in every list, page and terminal."""

from __future__ import annotations

from collections.abc import Sequence

from graph.queries.rows import EventRow, Named, Side, sides_of, third_parties_of
from graph.titles import lone_party_title
from graph.vocabulary import EventKind


def headline(event: EventRow) -> str:
    """The event's own title, or who helped whom and where: Egypt between A and B, Cairo."""
    if event.title:
        return event.title
    return ", ".join([_who(event), *(place.venue.name for place in event.places)])


def _who(event: EventRow) -> str:
    thirds, sides = few(third_parties_of(event)), sides_of(event)
    if not sides:
        return thirds or (event.kind or "event").capitalize()
    if not thirds and [len(side) for side in sides] == [1]:
        response = next((one.response for one in event.participants if one.response), "")
        return lone_party_title(sides[0][0].name, event.kind or EventKind.TALKS, event.status, response)
    return f"{thirds or 'Third party not reported'} {'between' if len(sides) > 1 else 'with'} {_few_sides(sides)}"


def _few_sides(sides: Sequence[Side]) -> str:
    return full_sides(sides) if len(sides) <= 4 else few([body for side in sides for body in side])


def counted(number: int, one: str, many: str = "") -> str:
    """1 event, 2 events, 1,340 events."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(parts: Sequence[str], last: str = "and") -> str:
    """A, B and C."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def names(things: Sequence[Named]) -> str:
    """The full names of some things as a list in a sentence."""
    return listed([thing.name for thing in things])


def few(things: Sequence[Named], most: int = 3) -> str:
    """The names of the first things, and how many others there are."""
    if len(things) <= most + 1:
        return names(things)
    return listed([*(thing.name for thing in things[:most]), f"{len(things) - most} others"])


def full_sides(sides: Sequence[Side]) -> str:
    """A set of sides with their full names."""
    return listed([" with ".join(body.name for body in side) for side in sides])
