"""Tells whether a new claim is about an event that is known: same sides, overlapping dates, venue, kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

from graph.outlines import Outline, is_exact, lookup_keys, place_keys, place_lookup_keys, sides_key
from graph.rulings import NO_RULINGS, Rulings
from graph.vocabulary import EventKind

_MEETINGS = frozenset(
    {EventKind.TALKS, EventKind.MEETING, EventKind.SUMMIT, EventKind.CONFERENCE, EventKind.VISIT}
    | {EventKind.SHUTTLE, EventKind.SIGNING, EventKind.OTHER}
)


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


def compare(claim: Outline, event: Outline) -> tuple[Verdict, str]:
    """Whether a claim is about an event, and why a person should look where that is not certain."""
    if claim.ext_ids & event.ext_ids:
        return Verdict.SAME, "same foreign id"
    if _schemes(claim.ext_ids) & _schemes(event.ext_ids):
        return Verdict.DIFFERENT, "one dataset tells them apart"
    if claim.event_class != event.event_class or not _dates_overlap(claim, event):
        return Verdict.DIFFERENT, ""
    if not _alike_kind(claim, event):
        return _meet_alike(claim, event)
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
    if not _are_exact(claim, event):
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
        and shorter.start == longer.start
        and _are_exact(shorter, longer)
    )


def _meet_alike(claim: Outline, event: Outline) -> tuple[Verdict, str]:
    """Of unlike kinds: talks and the ceasefire that they end in are one occasion to one article, two to another."""
    alike = claim.venues & event.venues and claim.helpers == event.helpers and _nearly_same_sides(claim, event)
    if alike and _are_exact(claim, event):
        return Verdict.DOUBTFUL, "same days, venue, sides and third parties, told as another kind of event"
    return Verdict.DIFFERENT, ""


def _nearly_same_sides(claim: Outline, event: Outline) -> bool:
    shared = claim.sides & event.sides
    return len(shared) > 1 or bool(shared and shared in (claim.sides, event.sides))


def _are_exact(claim: Outline, event: Outline) -> bool:
    return is_exact(claim) and is_exact(event)


def _may_be_one_place(claim: Outline, event: Outline) -> bool:
    """A site, its city and its country are one place to different articles."""
    return bool(claim.venues & event.venues or claim.countries & event.countries)


def _schemes(ext_ids: Iterable[str]) -> set[str]:
    return {ext_id.partition(":")[0] for ext_id in ext_ids}


def _alike_kind(claim: Outline, event: Outline) -> bool:
    return claim.kind == event.kind or {claim.kind, event.kind} <= _MEETINGS


def _dates_overlap(claim: Outline, event: Outline) -> bool:
    if claim.start is None or claim.end is None or event.start is None or event.end is None:
        return False
    return claim.start <= event.end and event.start <= claim.end


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
        self.put(outline, (sides_key(outline), *place_keys(outline)))

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
        for key in (sides_key(outline), *place_keys(outline)):
            if key:
                self._by_key[key].append(outline.id)

    def _compare(self, claim: Outline, event_id: str) -> tuple[Verdict, str]:
        faces = [outlines[event_id] for outlines in (self._events, self._own) if event_id in outlines]
        if len(faces) == 1:
            return compare(claim, faces[0])
        return min((compare(claim, face) for face in faces), key=lambda found: _SUREST.index(found[0]))

    def _candidates(self, claim: Outline) -> list[str]:
        keys = [*lookup_keys(claim), *place_lookup_keys(claim)]
        return sorted({event_id for key in keys for event_id in self._by_key.get(key, ())})
