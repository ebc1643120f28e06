"""The talks of Moscow as several articles tell them, recorded with the house's own tables."""

from __future__ import annotations

from typing import Any

from graph.claims import Claim
from graph.loading import new_resolver
from graph.store.connection import Store
from graph.store.cypher import writes
from graph.store.planning import Recorded
from graph.store.recording import Recorder
from graph.store.undoing import undo_batch
from tests.builders import claims, moscow_talks
from tests.store.snapshots import BOOKKEEPING, snapshot
from tests.store.test_recording import open_batch

RUSSIA, EGYPT = ({"third_parties": [{"name": name}]} for name in ("Russia", "Egypt"))


def article(number: int, **changes: Any) -> Claim:
    """The claim of one article on the talks; each has a publisher of its own and came a day after the one before."""
    words = {"publisher": f"Paper {number}", "published": f"2020-01-{13 + number}"}
    return claims(f"https://paper-{number}.example/1", moscow_talks(**changes), **words)[0]


def record(store: Store, batch: str, *told: Claim) -> Recorded:
    """Record claims as an import of today would: with the decisions that are kept."""
    open_batch(store, batch)
    recorder = Recorder(store, new_resolver(store), batch)
    return recorder.record(recorder.prepare(told))


def undo(store: Store, *batches: str) -> None:
    for batch in batches:
        undo_batch(store, new_resolver(store), batch, lambda claims: None)


def facts_in(store: Store) -> list[str]:
    """Everything but imports and decisions."""
    return snapshot(store, BOOKKEEPING | {"Judgement"})


def events_of(store: Store, *told: Claim) -> list[str]:
    """The event on which each claim stands."""
    rows = store.read("MATCH (c:Claim)-[:SUPPORTS|DENIES]->(e:Event) RETURN c.id, e.id").rows
    standing = {str(claim): str(event) for claim, event in rows}
    return [standing[claim.id] for claim in told]


def dangling(store: Store) -> list[str]:
    """Ids of claims that edges name and that are not in the graph, and events without claims or claims without one."""
    named = "MATCH ()-[r]->() WHERE r.claims IS NOT NULL UNWIND r.claims AS id RETURN DISTINCT id"
    kept = {str(row[0]) for row in store.read("MATCH (c:Claim) RETURN c.id").rows}
    lost = [str(row[0]) for row in store.read(named).rows if row[0] not in kept]
    idle = "MATCH (e:Event) WHERE NOT EXISTS { (:Claim)-[:SUPPORTS|DENIES]->(e) } RETURN e.id"
    loose = "MATCH (c:Claim) WHERE NOT EXISTS { (c)-[:SUPPORTS|DENIES]->(:Event) } RETURN c.id"
    return lost + [str(row[0]) for question in (idle, loose) for row in store.read(question).rows]


def turns(store: Store) -> int:
    return int(str(store.read(writes.TURN).rows[0][0]))
