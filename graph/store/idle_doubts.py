"""Doubts about names that nobody bears any more leave the desk; what a person has decided is kept."""

from __future__ import annotations

from graph.reference import load_reference
from graph.store.connection import Transaction
from graph.store.cypher import judgements


def delete_idle_doubts(tx: Transaction) -> None:
    """Delete the doubts of which one actor is neither in the graph nor the tables, and named in no proposal."""
    tables = {actor.id for actor in load_reference().actors}
    for statement in judgements.DOUBTED.values():
        rows = [row for row in tx.run(statement) if row["actor"] not in tables]
        names = sorted({str(row["name"]) for row in rows})
        named = {row["name"] for row in tx.run(judgements.PROPOSED_ANYWHERE, {"names": names})} if names else set()
        idle = [row["id"] for row in rows if row["name"] not in named]
        if idle:
            tx.run(judgements.DELETE_DOUBTS, {"ids": idle})
