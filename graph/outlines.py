"""As much of an event as matching needs, and the keys under which it is stored and looked for.

Two keys find what a claim may be about without reading the whole graph: the sides with a month, and a venue with a
day or, for what took several days, a month.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from graph.names import content_id
from graph.resolve.resolver import ResolvedFact
from graph.vocabulary import DatePrecision

EXACT_DAYS = 10
LONGEST_TALKS_DAYS = 31
"""A date says which occasion is meant if its bounds lie close together, or if it is a range from day to day."""

LONGEST_LOOKUP_DAYS = 62
"""Claims dated more vaguely than this are matched by foreign id only."""

PLACE_KEYS = ("place_key", "place_key_2")
"""Properties of a stored event for the keys of its first venues; each costs an index, and more than two are rare."""


@dataclass(frozen=True, slots=True)
class Outline:
    """As much of an event as matching needs."""

    id: str
    event_class: str
    kind: str
    start: date | None
    end: date | None
    sides: frozenset[str]
    helpers: frozenset[str]
    venues: frozenset[str]
    countries: frozenset[str]
    """Of the venues, ISO 3166-1 alpha-3."""
    ext_ids: frozenset[str]
    precision: str


def outline_of(event_id: str, resolved: ResolvedFact) -> Outline:
    """The outline of an event as one claim tells it."""
    fact = resolved.fact
    return Outline(
        id=event_id,
        event_class=fact.event_class,
        kind=fact.kind,
        start=fact.date.start,
        end=fact.date.end,
        sides=resolved.sides,
        helpers=resolved.helpers,
        venues=frozenset(held.venue for held in resolved.venues),
        countries=frozenset(held.country for held in resolved.venues if held.country),
        ext_ids=frozenset(fact.ext_ids),
        precision=fact.date.precision,
    )


def founded_id(claim_id: str, resolved: ResolvedFact) -> str:
    """The id of an event that a claim founds: by its first foreign id, or else by the claim."""
    return content_id("event", *(resolved.fact.ext_ids[:1] or (claim_id,)))


def sides_key(outline: Outline) -> str:
    """Sides (or helpers, where no side is named) and a month: where an event is stored. Empty if undated."""
    if outline.start is None:
        return ""
    return _bodies_key(outline.sides, outline.helpers, outline.start.isoformat()[:7])


@lru_cache(maxsize=16_384)
def _bodies_key(sides: frozenset[str], helpers: frozenset[str], month: str) -> str:
    return content_id("k", month, *(sorted(sides) or ["-", *sorted(helpers)]))


def place_keys(outline: Outline) -> list[str]:
    """Each venue with the day, or of several days the month they begin in, if dated to days."""
    if outline.start is None or not is_exact(outline):
        return []
    day = outline.start.isoformat()
    return [_place_key(day if outline.start == outline.end else day[:7], venue) for venue in sorted(outline.venues)]


@lru_cache(maxsize=16_384)
def _place_key(when: str, venue: str) -> str:
    return content_id("p", when, venue)


def lookup_keys(outline: Outline) -> list[str]:
    """Every sides key under which an event that this claim is about may be stored."""
    if outline.start is None or outline.end is None:
        return []
    if (outline.end - outline.start).days > LONGEST_LOOKUP_DAYS:
        return []
    months = _months_around(outline.start, outline.end)
    return [_bodies_key(outline.sides, outline.helpers, month) for month in months]


def place_lookup_keys(outline: Outline) -> list[str]:
    """Every place key under which an event at the same time and venue as a claim may be stored."""
    if outline.start is None or outline.end is None or not is_exact(outline):
        return []
    days = range(outline.start.toordinal(), outline.end.toordinal() + 1)
    times = [date.fromordinal(day).isoformat() for day in days] + _months_around(outline.start, outline.end)
    return [_place_key(when, venue) for venue in sorted(outline.venues) for when in times]


@lru_cache(maxsize=16_384)
def _months_around(start: date, end: date) -> list[str]:
    """The months, as YYYY-MM, in which talks that touch these days may have begun."""
    first = max(start, date(1, 3, 31)) - timedelta(days=LONGEST_TALKS_DAYS)
    counted = range(12 * first.year + first.month - 1, 12 * end.year + end.month)
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in counted]


def is_exact(outline: Outline) -> bool:
    """Whether a date says which occasion is meant."""
    if outline.start is None or outline.end is None:
        return False
    days = (outline.end - outline.start).days
    return days <= EXACT_DAYS or (outline.precision == DatePrecision.RANGE and days <= LONGEST_TALKS_DAYS)
