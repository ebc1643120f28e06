"""Import rate as a ratio: our importer against a hand-tuned UNWIND script, same graph, driver, engine and run.

    python benchmarks/import_rate.py [--engine embedded|neo4j] [--events 10000 100000]

The importer reads a generated file of article facts, resolves, matches, projects and writes. The script is handed
the finished nodes and edges (read back from the importer's graph), has nothing to decide, and only writes them, with
CREATE, in tuned batches, into an empty graph of the same engine. Both graphs are then compared. 1.0 means as fast.
The importer's time begins with the file on disk and holds reading, checking, resolving, matching and the reports; the
script's begins with its rows in memory. Neither holds the engine's start nor the making of constraints and indexes.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from generator import write_facts

from graph.loading import ImportOrder, import_files
from graph.settings import Settings
from graph.store.connection import Store, Transaction
from graph.store.engines.control import engine_stop
from graph.store.opening import open_store
from graph.store.schema import ensure_schema

ROWS_AT_ONCE = 5_000
Rows = list[dict[str, object]]


def main() -> None:
    """Measure each engine at each size and print one line for each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--engine", nargs="+", default=["embedded", "neo4j"])
    parser.add_argument("--events", nargs="+", type=int, default=[10_000, 100_000])
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        measure(options.engine[0], options.events[0])
        return
    heads = f"{'engine':<10}{'events':>9}{'importer':>14}{'script':>14}{'ratio':>7}{'same graph':>12}{'our RSS':>10}"
    print(heads, flush=True)
    for engine in options.engine:
        for events in options.events:
            # A process of its own each, so that the memory told is that of one import.
            one = [sys.executable, __file__, "--one", "--engine", engine, "--events", str(events)]
            subprocess.run(one, check=True)


def measure(engine: str, events: int) -> None:
    """Import with Good Offices into one fresh engine and with the script into another; print the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        facts = Path(folder) / "facts.jsonl"
        write_facts(facts, events)
        ours = settings(Path(folder) / "ours", engine)
        theirs = settings(Path(folder) / "script", engine)
        try:
            with open_store(ours) as store:
                ensure_schema(store)
                started = time.perf_counter()
                import_files(store, ImportOrder((facts,)), lambda file, done: None)
                our_seconds = time.perf_counter() - started
                memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
                nodes, edges, counted = read_nodes(store), read_edges(store), count(store)
            engine_stop(ours)
            with open_store(theirs) as store:
                ensure_schema(store)
                store.write(lambda tx: tx.run("MATCH (m:Meta) DELETE m"))
                started = time.perf_counter()
                run_script(store, nodes, edges)
                script_seconds = time.perf_counter() - started
                same = count(store) == counted
        finally:
            engine_stop(ours)
            engine_stop(theirs)
    print(
        f"{engine:<10}{events:>9,}{events / our_seconds:>10,.0f} ev/s{events / script_seconds:>9,.0f} ev/s"
        f"{script_seconds / our_seconds:>7.2f}{same!s:>12}{memory:>7,} MB",
        flush=True,
    )


def settings(home: Path, engine: str) -> Settings:
    """Settings of an engine of its own under a folder."""
    return Settings.from_environment({**os.environ, "GOODOFFICES_HOME": str(home)}, engine)


def read_nodes(store: Store) -> dict[str, Rows]:
    """Every node by its labels, with its properties; points as longitude and latitude."""
    nodes: dict[str, Rows] = defaultdict(list)
    for labels, properties in store.read("MATCH (n) RETURN labels(n), n {.*}", seconds=600).rows:
        nodes[":".join(sorted(labels))].append(properties)  # type: ignore[arg-type, call-overload]
    return dict(nodes)


def read_edges(store: Store) -> dict[tuple[str, str, str], Rows]:
    """Every edge by the first label of its start, its type and the first label of its end."""
    edges: dict[tuple[str, str, str], Rows] = defaultdict(list)
    statement = "MATCH (a)-[r]->(b) RETURN labels(a)[0], type(r), labels(b)[0], a.id, b.id, r {.*}"
    for start, type_, end, source, target, properties in store.read(statement, seconds=600).rows:
        edges[str(start), str(type_), str(end)].append({"a": source, "b": target, "p": properties})
    return dict(edges)


def run_script(store: Store, nodes: dict[str, Rows], edges: dict[tuple[str, str, str], Rows]) -> None:
    """The hand-tuned script: nodes first, then edges, CREATE only, one transaction a batch."""
    for labels, rows in nodes.items():
        write_all(store, f"UNWIND $rows AS row CREATE (n:{labels}) SET n = row", rows)
    for (start, type_, end), rows in edges.items():
        statement = (
            f"UNWIND $rows AS row MATCH (a:{start} {{id: row.a}}) MATCH (b:{end} {{id: row.b}}) "
            f"CREATE (a)-[r:{type_}]->(b) SET r = row.p"
        )
        write_all(store, statement, rows)


def write_all(store: Store, statement: str, rows: Rows) -> None:
    """Send rows in batches, each in a transaction of its own."""
    for batch in batches(rows):

        def work(tx: Transaction, batch: Rows = batch) -> None:
            tx.run(statement, {"rows": batch})

        store.write(work)


def batches(rows: Rows) -> Iterator[Rows]:
    """Rows in order, so many at once."""
    for first in range(0, len(rows), ROWS_AT_ONCE):
        yield rows[first : first + ROWS_AT_ONCE]


def count(store: Store) -> list[list[object]]:
    """Nodes by label and edges by type."""
    nodes = "MATCH (n) UNWIND labels(n) AS label RETURN label, count(*) ORDER BY label"
    edges = "MATCH ()-[r]->() RETURN type(r) AS type, count(*) ORDER BY type"
    return store.read(nodes, seconds=600).rows + store.read(edges, seconds=600).rows


if __name__ == "__main__":
    main()
