"""A batch of claims becomes nodes and edges in one transaction: all of it, or none.

While one plan is written the next is made. A turn taken by every writer tells whether somebody else has written
in between; then the plan is made anew inside the transaction, where nobody else can write.
"""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from graph.claims import Claim
from graph.errors import HalfWritten
from graph.names import content_id
from graph.resolve.nodes import Doubt
from graph.resolve.resolver import Resolver
from graph.store.connection import Store, Transaction
from graph.store.cypher import writes
from graph.store.planning import Ahead, Plan, Planner, Recorded, StoreReads, report_on
from graph.store.sieve import Sieve
from graph.store.writing import NodeWriter, Row, write_articles, write_claims, write_events
from graph.titles import title_of
from graph.vocabulary import Decision

Alongside = Callable[[Transaction, Plan], None]
"""What is written in the transaction of a plan, after it; what it raises takes the plan back too."""

MOST_PAIRS = 3


@dataclass
class Prepared:
    """A plan, the turn at which it was made, and the plan that it took to be written before it."""

    plan: Plan
    turn: int
    after: Prepared | None
    held: bool = False
    """Whether it was written as planned."""


class Recorder:
    """Writes the claims of one import batch into a store: `prepare` and `record` in turn, one ahead of the other."""

    def __init__(self, store: Store, resolver: Resolver, batch: str) -> None:
        self._store = store
        self._reads = StoreReads(store)
        self._planner = Planner(resolver, batch)
        self._batch = batch
        self._nodes = NodeWriter()
        self._last: Prepared | None = None
        self._begun = False
        self._sieve: Sieve | None = None
        """Of a graph that was empty at the first look and that nobody else has written to since."""
        self._own_turns: deque[int] = deque(maxlen=8)
        self.disturbed = False
        """Whether somebody else writes too: what is being written must then end before more is prepared."""

    def prepare(self, claims: Sequence[Claim]) -> Prepared:
        """Plan some claims; this may run while the plan before is recorded, unless the recorder was disturbed."""
        if self.disturbed:
            self._last, self._sieve, self.disturbed = None, None, False
        turn = self._own_turns[-1] if self._own_turns else self._turn()
        if not self._begun:
            # Asked after the turn: whoever writes in between is found out when the plan is written.
            self._begun, self._sieve = True, Sieve() if self._is_empty() else None
        ahead = Ahead(sieve=self._sieve)
        if self._last is not None:
            ahead.take(self._last.plan)
        self._last = Prepared(self._planner.plan(self._reads, claims, ahead), turn, self._last)
        if self._sieve is not None:
            self._sieve.add(self._last.plan.keys)
        return self._last

    def record(self, prepared: Prepared, also: Alongside | None = None) -> Recorded:
        """Write a plan and what belongs with it in one transaction, or leave alone what is all there."""
        if prepared.plan.changes_nothing and also is None:
            prepared.held, prepared.after = True, None
            return report_on(prepared.plan)
        work = partial(self._write, prepared=prepared, also=also, tries=itertools.count())
        try:
            turn, plan = self._store.write(work)
        except HalfWritten:
            # An undo beside this import took away a node that we had made; look again, once.
            turn, plan = self._store.write(work)
        self._own_turns.append(turn)
        prepared.held, prepared.after = plan is prepared.plan, None
        self.disturbed = self.disturbed or not prepared.held
        return report_on(plan)

    def _turn(self) -> int:
        rows = self._store.read(writes.TURN).rows
        return int(str(rows[0][0])) if rows else 0

    def _is_empty(self) -> bool:
        return not self._reads.run(writes.ANY_ARTICLE)

    def _write(
        self, tx: Transaction, *, prepared: Prepared, also: Alongside | None, tries: Iterator[int]
    ) -> tuple[int, Plan]:
        turn = int(str(tx.run(writes.LOCK)[0]["turn"]))
        plan = prepared.plan
        if next(tries) > 0 or not self._still_holds(prepared, turn):
            self._nodes.forget()
            plan = self._planner.plan(tx, plan.claims.values(), Ahead())
        self._write_plan(tx, plan)
        if also is not None:
            also(tx, plan)
        return turn, plan

    def _still_holds(self, prepared: Prepared, turn: int) -> bool:
        """Whether every turn since the plan was made was ours, and the plan ahead was written as planned."""
        ours = sum(own > prepared.turn for own in self._own_turns)
        return turn - 1 - prepared.turn == ours and (prepared.after is None or prepared.after.held)

    def _write_plan(self, tx: Transaction, plan: Plan) -> None:
        if plan.joining:
            tx.run(writes.ADD_TO_BATCH, {"ids": plan.joining, "batch": self._batch})
        report = report_on(plan)
        if plan.placed:
            self._nodes.write(tx, [item.resolved for item in plan.placed])
            write_articles(tx, {item.claim.article_id: item.claim.article for item in plan.placed}, plan.new_articles)
            added = {item.event for item in plan.placed if item.is_new}
            write_events(tx, [event for id, event in plan.projections.items() if id in added], new=True)
            write_events(tx, [event for id, event in plan.projections.items() if id not in added], new=False)
            claims = [(item.claim, item.resolved.modality, item.event, item.match.home) for item in plan.placed]
            write_claims(tx, self._batch, claims)
            _write_doubts(tx, report, plan)
        counts = {"added": report.events_added, "confirmed": report.events_confirmed}
        new = len(plan.placed) + len(plan.joining)
        tx.run(writes.COUNT_BATCH, {"id": self._batch, "claims": new, **counts})


def _write_doubts(tx: Transaction, report: Recorded, plan: Plan) -> None:
    rows = [doubt_row(doubt) for doubt in report.doubtful_names] + list(_pair_rows(plan))
    if rows:
        tx.run(writes.MERGE_DOUBTS, {"rows": rows})


def doubt_row(doubt: Doubt, article: str | None = None) -> Row:
    """A doubtful name as it is kept for a person; `article`: where it was read, if it stands in no claim yet."""
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
            **({"article": article} if article else {}),
        },
    }


def _pair_rows(plan: Plan) -> Iterator[Row]:
    """Pairs of events that may be one. A vague date may fit a great many events: the first few are enough."""
    for item in plan.placed:
        for other, why in item.match.doubtful[:MOST_PAIRS]:
            properties: Row = {
                "about": "event",
                "left": item.event,
                "left_name": title_of(item.claim.fact),
                "right": other,
                "decision": str(Decision.UNSURE),
                "by": "import",
                "why": why,
            }
            yield {"id": judgement_id(item.event, other), "properties": properties}


def judgement_id(left: str, right: str) -> str:
    """The id of the judgement on a pair, whichever of the two is named first."""
    return content_id("judgement", *sorted((left, right)))
