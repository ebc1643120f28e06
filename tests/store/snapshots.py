"""Everything that a graph says, in an order of its own: two graphs that say the same have equal snapshots."""

from __future__ import annotations

import json

from graph.answers import plain
from graph.store.connection import Store

BOOKKEEPING = {"ImportBatch", "Meta"}


def snapshot(store: Store, leave_out: set[str] = BOOKKEEPING) -> list[str]:
    nodes = store.read("MATCH (n) RETURN labels(n), n {.*}").rows
    edges = store.read("MATCH (a)-[r]->(b) RETURN labels(a)[0], a.id, type(r), r {.*}, b.id").rows
    told = [["node", sorted(labels), words] for labels, words in nodes if not leave_out & set(labels)]  # type: ignore[call-overload]
    told += [["edge", *edge[1:]] for edge in edges if not ("ImportBatch" in leave_out and edge[2] == "IN_BATCH")]
    return sorted(json.dumps(plain(part), sort_keys=True) for part in told)


def count(store: Store, pattern: str) -> int:
    return int(str(store.read(f"MATCH {pattern} RETURN count(*)").rows[0][0]))
