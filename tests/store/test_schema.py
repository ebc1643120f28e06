"""The schema: made once, and a graph of a newer version is refused."""

from __future__ import annotations

import pytest

from graph.errors import GraphTooNew
from graph.store.connection import Store
from graph.store.cypher import schema
from graph.store.schema import check_version, ensure_schema


def test_an_empty_graph_gets_this_version(graph: Store) -> None:
    ensure_schema(graph)
    assert check_version(graph) == schema.VERSION


def test_a_graph_of_a_newer_version_is_refused(graph: Store) -> None:
    graph.write(lambda tx: tx.run(schema.WRITE_VERSION, {"version": schema.VERSION + 1, "written_by": "9.9"}))
    with pytest.raises(GraphTooNew, match=r"written by Good Offices 9\.9"):
        ensure_schema(graph)
