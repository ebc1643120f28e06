"""What a fact of a report does or would do becomes words, and links to the events that it may be about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from webapp import addresses

_EFFECTS = {
    False: {"adds": "would add an event", "confirms": "would confirm", "contradicts": "would contradict"},
    True: {"adds": "added an event", "confirms": "confirmed", "contradicts": "contradicted"},
}


@dataclass(frozen=True)
class MaybeEvent:
    """A known event that a fact may be about."""

    title: str
    href: str


def maybe_events(line: Mapping[str, Any], events: Mapping[str, str]) -> tuple[MaybeEvent, ...]:
    """The events of the graph that a fact which joins none may be about; older reports do not tell them."""
    known = [id for id in line.get("maybe") or () if id in events and line["effect"] == "adds"]
    return tuple(MaybeEvent(events[id] or "an event", addresses.thing("event", id)) for id in known)


def effect_words(line: Mapping[str, Any], maybe: int, *, saved: bool) -> str:
    """What a fact does or would do; of one that waits and may be about known events, that it may be one of them."""
    accepted = line["fate"] == "accepted"
    words = _EFFECTS[saved and accepted][line["effect"]]
    if not maybe:
        return words
    known = "may be the known event" if maybe == 1 else "may be one of the known events"
    return f"{words} that {known}" if accepted else known
