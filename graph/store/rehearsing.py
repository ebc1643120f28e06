"""A dry run: what recording some claims would do, told without writing anything."""

from __future__ import annotations

import pickle
import sqlite3
import weakref
from collections.abc import Iterable, Sequence
from dataclasses import replace

from graph.claims import Claim
from graph.match import KnownEvents
from graph.outlines import Outline, lookup_keys, place_lookup_keys
from graph.project import Witness
from graph.resolve.resolver import Resolver
from graph.store.connection import Store
from graph.store.planning import Ahead, Plan, Planner, Recorded, StoreReads, report_on

_TABLES = """
CREATE TABLE claim (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE event (id TEXT PRIMARY KEY, told BLOB) WITHOUT ROWID;
CREATE TABLE key (key TEXT, event TEXT, PRIMARY KEY (key, event)) WITHOUT ROWID;
"""


class Rehearser:
    """Plans and writes nothing; what it has rehearsed counts for the claims that follow."""

    disturbed = False

    def __init__(self, store: Store, resolver: Resolver, batch: str) -> None:
        self._reads = StoreReads(store)
        self._planner = Planner(resolver, batch)
        self._ahead = Rehearsed()

    def prepare(self, claims: Sequence[Claim]) -> Plan:
        """Plan some claims on top of the graph and all that was rehearsed before."""
        plan = self._planner.plan(self._reads, claims, self._ahead)
        self._ahead.take(plan)
        return plan

    def record(self, prepared: Plan) -> Recorded:
        """Tell what writing a plan would do."""
        return report_on(prepared)


class Rehearsed(Ahead):
    """All that was rehearsed, in a file of its own that goes with it: a long rehearsal takes no more memory."""

    def __init__(self) -> None:
        super().__init__()
        # No name: a temporary file. Batches are planned one after the other, whichever thread plans them.
        self._kept = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        weakref.finalize(self, self._kept.close)
        self._kept.executescript(f"PRAGMA journal_mode = OFF; {_TABLES}")

    def take(self, plan: Plan) -> None:
        """Keep a plan for those that follow."""
        self._kept.execute("BEGIN")
        self._kept.executemany("INSERT OR IGNORE INTO claim VALUES (?)", ((id,) for id in plan.claims))
        for id, voices in plan.witnesses.items():
            outline, keys = plan.events.told_of(id)
            told = pickle.dumps((outline, keys, [_bare(voice) for voice in voices]), pickle.HIGHEST_PROTOCOL)
            self._kept.execute("INSERT OR REPLACE INTO event VALUES (?, ?)", (id, told))
            self._kept.executemany("INSERT OR IGNORE INTO key VALUES (?, ?)", ((key, id) for key in keys if key))
        self._kept.execute("COMMIT")

    def holds(self, claim: str) -> bool:
        """Whether a claim was rehearsed before."""
        return self._kept.execute("SELECT 1 FROM claim WHERE id = ?", (claim,)).fetchone() is not None

    def voices(self, event: str) -> Sequence[Witness]:
        """All claims on an event, if it was rehearsed before."""
        told = self._told(event)
        return told[2] if told else ()

    def around(self, outlines: Iterable[Outline]) -> KnownEvents:
        """The rehearsed events that some claims may be about."""
        events = KnownEvents()
        for id in sorted({id for outline in outlines for id in self._near(outline)}):
            if (told := self._told(id)) is not None:
                events.put(*told[:2])
        return events

    def _near(self, outline: Outline) -> Iterable[str]:
        yield outline.id
        for key in (*lookup_keys(outline), *place_lookup_keys(outline)):
            yield from (id for (id,) in self._kept.execute("SELECT event FROM key WHERE key = ?", (key,)))

    def _told(self, event: str) -> tuple[Outline, tuple[str, ...], list[Witness]] | None:
        row = self._kept.execute("SELECT told FROM event WHERE id = ?", (event,)).fetchone()
        return pickle.loads(row[0]) if row else None


def _bare(voice: Witness) -> Witness:
    """A voice without the nodes that writing it would make: nothing of a rehearsal is written."""
    return replace(voice, resolved=replace(voice.resolved, nodes=(), links=(), doubts=()))
