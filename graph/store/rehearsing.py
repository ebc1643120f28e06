"""A dry run: what recording some claims would do, told without writing anything."""

from __future__ import annotations

from collections.abc import Sequence

from graph.claims import Claim
from graph.resolve.resolver import Resolver
from graph.store.connection import Store
from graph.store.planning import Ahead, Plan, Planner, Recorded, StoreReads, report_on


class Rehearser:
    """Plans and writes nothing; what it has rehearsed counts for the claims that follow."""

    disturbed = False

    def __init__(self, store: Store, resolver: Resolver, batch: str) -> None:
        self._reads = StoreReads(store)
        self._planner = Planner(resolver, batch)
        self._ahead = Ahead()

    def prepare(self, claims: Sequence[Claim]) -> Plan:
        """Plan some claims on top of the graph and all that was rehearsed before."""
        plan = self._planner.plan(self._reads, claims, self._ahead)
        self._ahead.take(plan)
        return plan

    def record(self, prepared: Plan) -> Recorded:
        """Tell what writing a plan would do."""
        return report_on(prepared)
