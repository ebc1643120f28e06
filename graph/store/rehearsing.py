"""A dry run: what recording some claims would do, told without writing anything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from graph.claims import Claim
from graph.match import KnownEvents
from graph.project import Witness, project
from graph.resolve.resolver import Resolver
from graph.store.connection import Store
from graph.store.cypher import writes
from graph.store.recording import (
    Prepared,
    Recorded,
    event_candidates,
    place,
    report_on,
    witness_of,
)
from graph.store.writing import standing_witnesses


class Rehearser:
    """Records into memory instead of the store; what it has rehearsed counts for the claims that follow."""

    def __init__(self, store: Store, resolver: Resolver, batch: str) -> None:
        self._reads = _Reads(store)
        self._resolver = resolver
        self._batch = batch
        self._claims: set[str] = set()
        self._events = KnownEvents()
        self._witnesses: dict[str, list[Witness]] = defaultdict(list)

    def prepare(self, claims: Sequence[Claim]) -> Prepared:
        """Nothing can be prepared before the claims ahead of these have been rehearsed."""
        return Prepared({claim.id: claim for claim in claims}, {}, {})

    def record(self, prepared: Prepared) -> Recorded:
        """Tell what writing these claims would do."""
        claims = prepared.claims
        rows = self._reads.run(writes.CLAIMS_THERE, {"ids": list(claims), "batch": self._batch})
        known = {str(row["id"]) for row in rows} | (self._claims & claims.keys())
        new = [claim for claim in claims.values() if claim.id not in known]
        facts = {claim.id: self._resolver.resolve(claim.fact) for claim in new}
        placed = place(new, facts, lambda outlines: event_candidates(self._reads, outlines), self._events)
        touched = {item.event for item in placed if not item.is_new} - self._witnesses.keys()
        for event, witness in standing_witnesses(self._reads, self._resolver, sorted(touched)):
            self._witnesses[event].append(witness)
        for item in placed:
            self._witnesses[item.event].append(witness_of(item.claim, item.resolved))
        self._claims.update(claim.id for claim in new)
        projections = {item.event: project(item.event, self._witnesses[item.event]) for item in placed}
        return report_on(placed, projections, known_claims=len(claims) - len(new))


class _Reads:
    """A store seen as a transaction that only reads."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def run(self, statement: str, parameters: Mapping[str, object] | None = None) -> list[dict[str, object]]:
        answer = self._store.read(statement, parameters)
        return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
