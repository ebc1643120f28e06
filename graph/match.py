"""Tells whether a new claim is about an event that is known: same sides, overlapping dates, venue, kind.

Two keys find candidates without reading the whole graph: the sides with a month, and a venue with a day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache

from graph.names import content_id
from graph.resolve.resolver import ResolvedFact
from graph.rulings import NO_RULINGS, Rulings
from graph.vocabulary import DatePrecision, EventKind

EXACT_DAYS = 10
LONGEST_TALKS_DAYS = 31
"""A date says which occasion is meant if its bounds lie close together, or if it is a range from day to day."""

LONGEST_LOOKUP_DAYS = 62
"""Claims dated more vaguely than this are matched by foreign id only."""

_MEETINGS = frozenset(
    {EventKind.TALKS, EventKind.MEETING, EventKind.SUMMIT, EventKind.CONFERENCE, EventKind.VISIT}
    | {EventKind.SHUTTLE, EventKind.SIGNING, EventKind.OTHER}
)


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


class Verdict(Enum):
    """What a comparison says."""

    SAME = "same"
    DOUBTFUL = "doubtful"
    DIFFERENT = "different"


_SUREST = (Verdict.SAME, Verdict.DOUBTFUL, Verdict.DIFFERENT)


@dataclass(frozen=True, slots=True)
class Match:
    """The event that a claim is about (None: a new one), and events that it may also be about."""

    event: str | None
    doubtful: tuple[tuple[str, str], ...] = ()
    """(event id, why) of each event that a person should look at."""
    home: str = ""
    """The event that it was matched with or would found, where a decision has it stand on another."""
    founds: str = ""
    """The id of the event that it founds, where a decision names it."""


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


def place_key(outline: Outline) -> str:
    """Venue and first day, for events dated to days: where possible duplicates are stored."""
    if not outline.venues or outline.start is None or not _is_exact(outline):
        return ""
    return _place_key(outline.start, min(outline.venues))


@lru_cache(maxsize=16_384)
def _place_key(day: date, venue: str) -> str:
    return content_id("p", day.isoformat(), venue)


def lookup_keys(outline: Outline) -> list[str]:
    """Every sides key under which an event that this claim is about may be stored."""
    if outline.start is None or outline.end is None:
        return []
    if (outline.end - outline.start).days > LONGEST_LOOKUP_DAYS:
        return []
    months = _months_around(outline.start, outline.end)
    return [_bodies_key(outline.sides, outline.helpers, month) for month in months]


@lru_cache(maxsize=16_384)
def _months_around(start: date, end: date) -> list[str]:
    """The months, as YYYY-MM, in which talks that touch these days may have begun."""
    first = max(start, date(1, 3, 31)) - timedelta(days=LONGEST_TALKS_DAYS)
    counted = range(12 * first.year + first.month - 1, 12 * end.year + end.month)
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in counted]


def compare(claim: Outline, event: Outline) -> tuple[Verdict, str]:
    """Whether a claim is about an event, and why a person should look where that is not certain."""
    if claim.ext_ids & event.ext_ids:
        return Verdict.SAME, "same foreign id"
    if _schemes(claim.ext_ids) & _schemes(event.ext_ids):
        return Verdict.DIFFERENT, "one dataset tells them apart"
    if not (_alike_kind(claim, event) and _dates_overlap(claim, event)):
        return Verdict.DIFFERENT, ""
    if claim.sides != event.sides:
        return _share_a_room(claim, event)
    return _same_sides(claim, event)


def _same_sides(claim: Outline, event: Outline) -> tuple[Verdict, str]:
    if claim.helpers and event.helpers and not claim.helpers & event.helpers:
        return Verdict.DOUBTFUL, "same sides and day, other third parties"
    if claim.venues and event.venues and not _may_be_one_place(claim, event):
        return Verdict.DOUBTFUL, "same sides and day, another venue"
    if not claim.sides and not claim.venues & event.venues:
        return Verdict.DOUBTFUL, "same third parties and day, no side named"
    if not (_is_exact(claim) and _is_exact(event)):
        return Verdict.DOUBTFUL, "same sides, but a date too vague to be sure"
    return Verdict.SAME, "same sides, date and venue"


def _share_a_room(claim: Outline, event: Outline) -> tuple[Verdict, str]:
    if _tells_fewer_sides(claim, event) or _tells_fewer_sides(event, claim):
        return Verdict.SAME, "same day, venue and third parties, and one account names more sides"
    if claim.venues & event.venues and claim.helpers & event.helpers and (claim.sides & event.sides):
        return Verdict.DOUBTFUL, "same day, venue and third party, only some sides the same"
    return Verdict.DIFFERENT, ""


def _tells_fewer_sides(shorter: Outline, longer: Outline) -> bool:
    """Whether one account is the other with some of the sides left out."""
    return bool(
        len(shorter.sides) > 1
        and shorter.sides < longer.sides
        and shorter.venues & longer.venues
        and shorter.helpers
        and shorter.helpers == longer.helpers
        and _is_exact(shorter)
        and _is_exact(longer)
    )


def _may_be_one_place(claim: Outline, event: Outline) -> bool:
    """A site, its city and its country are one place to different articles."""
    return bool(claim.venues & event.venues or claim.countries & event.countries)


def _schemes(ext_ids: Iterable[str]) -> set[str]:
    return {ext_id.partition(":")[0] for ext_id in ext_ids}


def _alike_kind(claim: Outline, event: Outline) -> bool:
    if claim.event_class != event.event_class:
        return False
    return claim.kind == event.kind or {claim.kind, event.kind} <= _MEETINGS


def _dates_overlap(claim: Outline, event: Outline) -> bool:
    if claim.start is None or claim.end is None or event.start is None or event.end is None:
        return False
    return claim.start <= event.end and event.start <= claim.end


def _is_exact(outline: Outline) -> bool:
    if outline.start is None or outline.end is None:
        return False
    days = (outline.end - outline.start).days
    return days <= EXACT_DAYS or (outline.precision == DatePrecision.RANGE and days <= LONGEST_TALKS_DAYS)


class KnownEvents:
    """The events that new claims may be about, by id and key: candidates of the store and those just found."""

    def __init__(self) -> None:
        self._events: dict[str, Outline] = {}
        self._by_key: dict[str, list[str]] = defaultdict(list)
        self._keys: dict[str, tuple[str, ...]] = {}
        self._own: dict[str, Outline] = {}
        self.rulings: Rulings = NO_RULINGS
        """What persons have decided on events and claims."""

    def add(self, outline: Outline) -> None:
        """Make an event known."""
        if outline.id in self._events:
            return
        self.put(outline, (sides_key(outline), place_key(outline)))

    def take(self, others: KnownEvents, ids: Iterable[str]) -> None:
        """Take over some events as others know them."""
        for id in ids:
            if id in self._events:
                self._events[id] = others._events[id]
            else:
                self.put(*others.told_of(id))

    def told_of(self, id: str) -> tuple[Outline, tuple[str, ...]]:
        """What is known of an event, and its keys."""
        return self._events[id], self._keys[id]

    def put(self, outline: Outline, keys: tuple[str, ...]) -> None:
        """Make an event known under keys that it has had: those of the claim that founded it."""
        self._events[outline.id] = outline
        self._keys[outline.id] = keys
        for key in keys:
            if key:
                self._by_key[key].append(outline.id)

    def widen(self, event_id: str, claim: Outline) -> None:
        """Let an event take the foreign ids and venues of a claim that joined it."""
        event = self._events[event_id]
        self._events[event_id] = replace(
            event,
            ext_ids=event.ext_ids | claim.ext_ids,
            venues=event.venues | claim.venues,
            countries=event.countries | claim.countries,
        )

    def match(self, claim: Outline, claim_id: str = "") -> Match:
        """Find the event of a claim. `claim.id` is the id that it would found."""
        return self._as_ruled(self._find(claim), claim_id, claim.id)

    def _as_ruled(self, found: Match, claim_id: str, founded: str) -> Match:
        """What is found, as persons have decided on it."""
        rulings = self.rulings
        if rulings is NO_RULINGS:
            return found
        home = rulings.rest_of(found.event) if found.event else founded
        event = rulings.event_of(claim_id, home)
        doubts = {rulings.end(rulings.rest_of(other)): why for other, why in reversed(found.doubtful)}
        doubtful = tuple(
            (other, why)
            for other, why in reversed(doubts.items())
            if other != event and claim_id not in rulings.apart and not rulings.are_different(event, other)
        )
        moved = home if home != event else ""
        if event in self._events:
            return Match(event, doubtful, moved)
        return Match(None, doubtful, moved, event if event != founded else "")

    def _find(self, claim: Outline) -> Match:
        if claim.id in self._events:
            return Match(claim.id)
        doubtful: list[tuple[str, str]] = []
        for event_id in self._candidates(claim):
            verdict, why = self._compare(claim, event_id)
            if verdict is Verdict.SAME:
                return Match(event_id)
            if verdict is Verdict.DOUBTFUL:
                doubtful.append((event_id, why))
        return Match(None, tuple(doubtful))

    def remember(self, outline: Outline) -> None:
        """Know an event also as it was before others were found to be it."""
        self._own[outline.id] = outline
        for key in (sides_key(outline), place_key(outline)):
            if key:
                self._by_key[key].append(outline.id)

    def _compare(self, claim: Outline, event_id: str) -> tuple[Verdict, str]:
        faces = [outlines[event_id] for outlines in (self._events, self._own) if event_id in outlines]
        if len(faces) == 1:
            return compare(claim, faces[0])
        return min((compare(claim, face) for face in faces), key=lambda found: _SUREST.index(found[0]))

    def _candidates(self, claim: Outline) -> list[str]:
        keys = [*lookup_keys(claim), place_key(claim)]
        return sorted({event_id for key in keys for event_id in self._by_key.get(key, ())})
