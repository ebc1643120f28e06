"""Claims become a plan: which are new, which events they are about, and what those events then are.

A plan can be made while the plan ahead of it is still being written: it then reads the graph and the plan ahead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from graph.claims import Claim, publisher_of
from graph.match import KnownEvents, Match
from graph.outlines import (
    PLACE_KEYS,
    Outline,
    founded_id,
    lookup_keys,
    outline_of,
    place_keys,
    place_lookup_keys,
    sides_key,
)
from graph.project import Projection, Witness, project
from graph.resolve.nodes import Doubt
from graph.resolve.resolver import ResolvedFact, Resolver
from graph.store.connection import Store
from graph.store.cypher import writes
from graph.store.rulings import outline_rows, ruling_rows, rulings_of
from graph.store.sieve import Sieve
from graph.store.writing import Reads, Row, standing_witnesses
from graph.titles import title_of


@dataclass(frozen=True)
class EventNote:
    """One line of a report about an event."""

    event: str
    title: str
    why: str


@dataclass
class Recorded:
    """What one batch of claims did, or in a dry run would do."""

    claims_new: int = 0
    claims_known: int = 0
    events_added: int = 0
    events_confirmed: int = 0
    contradicted: list[EventNote] = field(default_factory=list)
    doubtful_events: list[EventNote] = field(default_factory=list)
    doubtful_names: list[Doubt] = field(default_factory=list)


@dataclass(frozen=True)
class Placed:
    """A claim, what its names mean, and the event that it is about."""

    claim: Claim
    resolved: ResolvedFact
    event: str
    is_new: bool
    match: Match


@dataclass
class Ahead:
    """What has been planned and may not be in the graph yet."""

    claims: set[str] = field(default_factory=set)
    witnesses: dict[str, list[Witness]] = field(default_factory=dict)
    """Of each event that was planned anew: all claims on it."""
    events: KnownEvents = field(default_factory=KnownEvents)
    sieve: Sieve | None = None
    """What the graph may hold, if it was empty when the import began; without one it may hold anything."""

    def may_be_stored(self, key: str) -> bool:
        """Whether an id or key is worth looking up in the graph."""
        return self.sieve is None or self.sieve.may_hold(key)

    def holds(self, claim: str) -> bool:
        """Whether a claim is ahead."""
        return claim in self.claims

    def voices(self, event: str) -> Sequence[Witness]:
        """All claims on an event, if it was planned anew."""
        return self.witnesses.get(event, ())

    def around(self, outlines: Iterable[Outline]) -> KnownEvents:
        """The events ahead that some claims may be about."""
        events = KnownEvents()
        events.take(self.events, self.witnesses)
        return events

    def take(self, plan: Plan) -> None:
        """Add a plan to what is ahead of the next."""
        self.claims.update(plan.claims)
        self.witnesses.update(plan.witnesses)
        self.events.take(plan.events, plan.witnesses)


@dataclass(frozen=True)
class Plan:
    """Some claims: which of them the graph holds (and whether by this batch), and what writing the rest will do."""

    claims: Mapping[str, Claim]
    known: Mapping[str, bool]
    placed: Sequence[Placed]
    projections: Mapping[str, Projection]
    witnesses: Mapping[str, list[Witness]]
    events: KnownEvents
    new_articles: frozenset[str] = frozenset()
    """Of its articles those that are surely not in the graph."""

    @property
    def keys(self) -> Iterator[str]:
        """The ids and keys under which what it writes will be found."""
        yield from self.claims
        yield from {claim.article_id for claim in self.claims.values()}
        for id, event in self.projections.items():
            yield id
            yield from (str(event.properties[name]) for name in ("sides_key", *PLACE_KEYS) if name in event.properties)

    @property
    def joining(self) -> list[str]:
        """Claims that another batch brought, and this one brings too."""
        return [id for id, here in self.known.items() if not here]

    @property
    def changes_nothing(self) -> bool:
        """Whether this batch has brought every one of the claims before."""
        return not self.placed and not self.joining


class StoreReads:
    """A store seen as a transaction that only reads."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def run(self, statement: str, parameters: Mapping[str, object] | None = None) -> list[Row]:
        """The rows of an answer."""
        answer = self._store.read(statement, parameters)
        return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


class Planner:
    """Makes plans for the claims of one import batch."""

    def __init__(self, resolver: Resolver, batch: str) -> None:
        self._resolver = resolver
        self._batch = batch

    def plan(self, reads: Reads, claims: Iterable[Claim], ahead: Ahead) -> Plan:
        """Plan some claims on top of what the graph holds and what is ahead of them."""
        by_id = {claim.id: claim for claim in claims}
        known = self._known(reads, by_id, ahead)
        new = [claim for id, claim in by_id.items() if id not in known]
        facts = {claim.id: self._resolver.resolve(claim.fact) for claim in new}
        outlines = {id: outline_of(founded_id(id, facts[id]), facts[id]) for id in facts}
        events = ahead.around(outlines.values())
        learn(events, reads, outlines, ahead.may_be_stored)
        placed = [_place(claim, facts[claim.id], outlines[claim.id], events) for claim in new]
        witnesses = self._witnesses(reads, placed, ahead)
        chosen = events.rulings.chosen
        projections = {event: project(event, voices, chosen.get(event, {})) for event, voices in witnesses.items()}
        return Plan(by_id, known, placed, projections, witnesses, events, _new_articles(placed, ahead))

    def _known(self, reads: Reads, claims: Mapping[str, Claim], ahead: Ahead) -> dict[str, bool]:
        ids = [id for id in claims if ahead.may_be_stored(id)]
        rows = reads.run(writes.CLAIMS_THERE, {"ids": ids, "batch": self._batch}) if ids else []
        there = {str(row["id"]): bool(row["here"]) for row in rows}
        return there | {id: True for id in claims if ahead.holds(id)}

    def _witnesses(self, reads: Reads, placed: Sequence[Placed], ahead: Ahead) -> dict[str, list[Witness]]:
        """All claims on each event that the new ones are about."""
        added = {item.event for item in placed if item.is_new}
        witnesses = {item.event: list(ahead.voices(item.event)) for item in placed}
        standing = sorted(event for event, voices in witnesses.items() if not voices and event not in added)
        if standing:
            for event, witness in standing_witnesses(reads, self._resolver, standing):
                witnesses[event].append(witness)
        for item in placed:
            witnesses[item.event].append(witness_of(item.claim, item.resolved, item.match.home))
        return witnesses


def _place(claim: Claim, resolved: ResolvedFact, outline: Outline, events: KnownEvents) -> Placed:
    match = events.match(outline, claim.id)
    event = match.event or match.founds or outline.id
    if match.event is None:
        events.add(replace(outline, id=event) if match.founds else outline)
    else:
        events.widen(event, outline)
    return Placed(claim, resolved, event, match.event is None, match)


def _new_articles(placed: Iterable[Placed], ahead: Ahead) -> frozenset[str]:
    ids = {item.claim.article_id for item in placed}
    return frozenset(id for id in ids if not ahead.may_be_stored(id))


def report_on(plan: Plan) -> Recorded:
    """What a plan does to the graph, for the difference report."""
    first = {item.event: item.claim.fact for item in reversed(plan.placed)}
    return Recorded(
        claims_new=len(plan.placed),
        claims_known=len(plan.known),
        events_added=sum(item.is_new for item in plan.placed),
        events_confirmed=len({item.event for item in plan.placed if not item.is_new}),
        contradicted=[
            EventNote(id, title_of(first[id]), ", ".join(event.contradictions))
            for id, event in plan.projections.items()
            if event.contradictions
        ],
        doubtful_events=[
            EventNote(item.event, title_of(first[item.event]), f"may be {other}: {why}")
            for item in plan.placed
            for other, why in item.match.doubtful
        ],
        doubtful_names=list(dict.fromkeys(doubt for item in plan.placed for doubt in item.resolved.doubts)),
    )


def witness_of(claim: Claim, resolved: ResolvedFact, home: str = "") -> Witness:
    """A new claim as a voice on its event; `home`: the one that it was matched with, if another."""
    publisher, published = publisher_of(claim.article), claim.article.published
    return Witness(claim.id, claim.article_id, publisher, published, resolved, claim.origin.review, home)


def _may_be(key: str) -> bool:
    return True


def learn(
    events: KnownEvents, reads: Reads, claims: Mapping[str, Outline], may_be_stored: Callable[[str], bool] = _may_be
) -> None:
    """Make known the events that some claims (by id) may be about, and what persons have decided on them."""
    rows = ruling_rows(reads)
    events.rulings = rulings_of(rows)
    found = list(_candidates(reads, list(claims.values()), may_be_stored))
    if events.rulings.move_claims:
        gone, lasting = outline_rows(rows)
        former, before = _near(gone, claims.values()), _near(lasting, claims.values())
        for outline in before:
            events.remember(outline)
        wanted = {events.rulings.end(events.rulings.rest_of(event.id)) for event in (*former, *before, *found)}
        wanted |= {events.rulings.event_of(claim, outline.id) for claim, outline in claims.items()}
        wanted -= {event.id for event in found}
        found += former
        found += [_stored_outline(row) for row in reads.run(writes.EVENTS_BY_ID, {"keys": sorted(wanted)})]
    for event in found:
        events.add(event)


def _near(rows: Sequence[Row], claims: Iterable[Outline]) -> list[Outline]:
    """Of what merged events were by themselves, that which some claims may be about."""
    keys = {key for claim in claims for key in (claim.id, *lookup_keys(claim), *place_lookup_keys(claim))}
    outlines = map(_stored_outline, rows)
    return [event for event in outlines if keys & {event.id, sides_key(event), *place_keys(event)}]


def _candidates(tx: Reads, outlines: Sequence[Outline], may_be_stored: Callable[[str], bool]) -> Iterable[Outline]:
    """The events in the graph that some claims may be about."""
    by_id = {outline.id for outline in outlines if outline.ext_ids}
    by_sides = {key for outline in outlines for key in lookup_keys(outline)}
    by_place = {key for outline in outlines for key in place_lookup_keys(outline)}
    for statement, keys in (
        (writes.EVENTS_BY_ID, by_id),
        (writes.EVENTS_BY_SIDES, by_sides),
        *((statement, by_place) for statement in writes.EVENTS_BY_PLACE),
    ):
        asked = sorted(filter(may_be_stored, keys))
        if asked:
            yield from (_stored_outline(row) for row in tx.run(statement, {"keys": asked}))


def _stored_outline(row: Row) -> Outline:
    start, end = row["start"], row["end"]
    return Outline(
        id=str(row["id"]),
        event_class=str(row["class"]),
        kind=str(row["kind"]),
        start=start if isinstance(start, date) else None,
        end=end if isinstance(end, date) else None,
        sides=_ids(row["sides"]),
        helpers=_ids(row["helpers"]),
        venues=_ids(row["venues"]),
        countries=_ids(row["countries"]),
        precision=str(row["precision"]),
        ext_ids=_ids(row["ext_ids"]),
    )


def _ids(value: object) -> frozenset[str]:
    return frozenset(str(part) for part in value if part) if isinstance(value, list) else frozenset()
