"""A batch of claims becomes nodes and edges in one transaction: all of it, or none.

What is there already is left alone; what joins a known event has that event computed anew from all its claims.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from graph.claims import Claim, publisher_of
from graph.errors import HalfWritten
from graph.facts import EventFact
from graph.match import KnownEvents, Match, Outline, founded_id, lookup_keys, outline_of, place_key
from graph.names import content_id
from graph.project import Projection, Witness, project
from graph.resolve.nodes import Doubt
from graph.resolve.resolver import ResolvedFact, Resolver
from graph.store.connection import Store, Transaction
from graph.store.cypher import writes
from graph.store.writing import (
    NodeWriter,
    Reads,
    Row,
    standing_witnesses,
    write_articles,
    write_claims,
    write_events,
)
from graph.vocabulary import Decision

Candidates = Callable[[Sequence[Outline]], Iterable[Outline]]


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


@dataclass(frozen=True)
class Prepared:
    """Some claims, which of them are in the graph (and of this batch), and what the names in the others mean."""

    claims: Mapping[str, Claim]
    known: Mapping[str, bool]
    facts: Mapping[str, ResolvedFact]


class Recorder:
    """Writes the claims of one import batch into a store."""

    def __init__(self, store: Store, resolver: Resolver, batch: str) -> None:
        self._store = store
        self._resolver = resolver
        self._batch = batch
        self._nodes = NodeWriter()

    def prepare(self, claims: Sequence[Claim]) -> Prepared:
        """Resolve what is new among some claims; this may run while the claims before them are recorded."""
        by_id = {claim.id: claim for claim in claims}
        answer = self._store.read(writes.CLAIMS_THERE, {"ids": list(by_id), "batch": self._batch})
        known = {str(id): bool(here) for id, here in answer.rows}
        facts = {id: self._resolver.resolve(claim.fact) for id, claim in by_id.items() if id not in known}
        return Prepared(by_id, known, facts)

    def record(self, prepared: Prepared) -> Recorded:
        """Write what is new among some claims, in one transaction. The same claims again change nothing."""
        if len(prepared.known) == len(prepared.claims) and all(prepared.known.values()):
            return Recorded(claims_known=len(prepared.claims))
        tries = itertools.count()
        work = partial(self._write, prepared=prepared, tries=tries)
        try:
            return self._store.write(work)
        except HalfWritten:
            # An undo beside this import took away a node that we had made; look again, once.
            return self._store.write(work)

    def _write(self, tx: Transaction, *, prepared: Prepared, tries: Iterator[int]) -> Recorded:
        tx.run(writes.LOCK)
        known = self._known(tx, prepared, first_try=next(tries) == 0)
        joining = [id for id, here in known.items() if not here]
        if joining:
            tx.run(writes.ADD_TO_BATCH, {"ids": joining, "batch": self._batch})
        new = [claim for id, claim in prepared.claims.items() if id not in known]
        facts = {c.id: prepared.facts.get(c.id) or self._resolver.resolve(c.fact) for c in new}
        placed = place(new, facts, lambda outlines: event_candidates(tx, outlines))
        projections = self._project(tx, placed)
        report = report_on(placed, projections, known_claims=len(known))
        self._write_placed(tx, placed, projections)
        _write_doubts(tx, report)
        counts = {"claims": len(new) + len(joining), "added": report.events_added, "confirmed": report.events_confirmed}
        tx.run(writes.COUNT_BATCH, {"id": self._batch, **counts})
        return report

    def _known(self, tx: Transaction, prepared: Prepared, *, first_try: bool) -> dict[str, bool]:
        """Which claims are there, now that nobody else writes.

        At the first try those that were new a moment ago are taken for new: if another import was quicker with one,
        its id stands already, the transaction is taken back, and the next try looks at all of them.
        """
        if not first_try:
            self._nodes.forget()
        ids = list(prepared.known if first_try else prepared.claims)
        rows = tx.run(writes.CLAIMS_THERE, {"ids": ids, "batch": self._batch}) if ids else []
        return {str(row["id"]): bool(row["here"]) for row in rows}

    def _project(self, tx: Transaction, placed: Sequence[Placed]) -> dict[str, Projection]:
        witnesses: dict[str, list[Witness]] = defaultdict(list)
        added = {item.event for item in placed if item.is_new}
        touched = sorted({item.event for item in placed} - added)
        if touched:
            for event, witness in standing_witnesses(tx, self._resolver, touched):
                witnesses[event].append(witness)
        for item in placed:
            witnesses[item.event].append(witness_of(item.claim, item.resolved))
        return {event: project(event, voices) for event, voices in witnesses.items()}

    def _write_placed(self, tx: Transaction, placed: Sequence[Placed], projections: dict[str, Projection]) -> None:
        self._nodes.write(tx, [item.resolved for item in placed])
        write_articles(tx, {item.claim.article_id: item.claim.article for item in placed})
        added = {item.event for item in placed if item.is_new}
        write_events(tx, [projections[id] for id in projections if id in added], new=True)
        write_events(tx, [projections[id] for id in projections if id not in added], new=False)
        write_claims(tx, self._batch, [(item.claim, item.resolved.modality, item.event) for item in placed])


def place(
    claims: Sequence[Claim], facts: dict[str, ResolvedFact], candidates: Candidates, known: KnownEvents | None = None
) -> list[Placed]:
    """Find the event of each claim, in order: among the candidates of the store and those founded on the way."""
    outlines = [outline_of(founded_id(claim.id, facts[claim.id]), facts[claim.id]) for claim in claims]
    events = known if known is not None else KnownEvents()
    for outline in candidates(outlines):
        events.add(outline)
    placed = []
    for claim, outline in zip(claims, outlines, strict=True):
        match = events.match(outline)
        if match.event is None:
            events.add(outline)
        else:
            events.widen(match.event, outline)
        placed.append(Placed(claim, facts[claim.id], match.event or outline.id, match.event is None, match))
    return placed


def report_on(placed: Sequence[Placed], projections: dict[str, Projection], known_claims: int) -> Recorded:
    """What some placed claims do to the graph, for the difference report."""
    added = {item.event for item in placed if item.is_new}
    confirmed = {item.event for item in placed if not item.is_new}
    titles = {item.event: title_of(item.claim.fact) for item in reversed(placed)}
    return Recorded(
        claims_new=len(placed),
        claims_known=known_claims,
        events_added=len(added),
        events_confirmed=len(confirmed),
        contradicted=[
            EventNote(id, titles[id], ", ".join(projection.contradictions))
            for id, projection in projections.items()
            if projection.contradictions
        ],
        doubtful_events=[
            EventNote(item.event, titles[item.event], f"may be {other}: {why}")
            for item in placed
            for other, why in item.match.doubtful
        ],
        doubtful_names=list(dict.fromkeys(doubt for item in placed for doubt in item.resolved.doubts)),
    )


def title_of(fact: EventFact) -> str:
    """A short title: the given one, or who with whom and when."""
    if fact.title:
        return fact.title
    helpers = ", ".join(part.name for part in fact.third_parties[:3])
    sides = " and ".join(part.name for part in fact.parties[:3])
    words = " between ".join(part for part in (helpers, sides) if part)
    return f"{words}, {fact.date.start}" if fact.date.start else words


def witness_of(claim: Claim, resolved: ResolvedFact) -> Witness:
    """A new claim as a voice on its event."""
    return Witness(claim.id, claim.article_id, publisher_of(claim.article), claim.article.published, resolved)


def event_candidates(tx: Reads, outlines: Sequence[Outline]) -> Iterable[Outline]:
    """The events in the graph that some claims may be about."""
    by_id = [outline.id for outline in outlines if outline.ext_ids]
    by_sides = {key for outline in outlines for key in lookup_keys(outline)}
    by_place = {key for outline in outlines if (key := place_key(outline))}
    for statement, keys in (
        (writes.EVENTS_BY_ID, by_id),
        (writes.EVENTS_BY_SIDES, sorted(by_sides)),
        (writes.EVENTS_BY_PLACE, sorted(by_place)),
    ):
        if keys:
            yield from (_stored_outline(row) for row in tx.run(statement, {"keys": keys}))


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


def _write_doubts(tx: Transaction, report: Recorded) -> None:
    rows = [_doubt_row(doubt) for doubt in report.doubtful_names]
    if rows:
        tx.run(writes.MERGE_DOUBTS, {"rows": rows})


def _doubt_row(doubt: Doubt) -> Row:
    return {
        "id": judgement_id(doubt.left, doubt.right),
        "properties": {
            "about": "actor",
            "left": doubt.left,
            "left_name": doubt.left_name,
            "right": doubt.right,
            "right_name": doubt.right_name,
            "score": doubt.score,
            "decision": str(Decision.UNSURE),
            "by": "import",
            "why": doubt.why,
        },
    }


def judgement_id(left: str, right: str) -> str:
    """The id of the judgement on a pair, whichever of the two is named first."""
    return content_id("judgement", *sorted((left, right)))
