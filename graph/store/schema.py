"""Makes sure that a graph has the constraints and indexes of this version, and is not of a newer one."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from graph.errors import GraphTooNew
from graph.store.connection import Store
from graph.store.cypher import schema


def ensure_schema(store: Store) -> None:
    """Bring an empty or older graph up to this version. Raises GraphTooNew for one of a newer version."""
    found = check_version(store)
    if found == schema.VERSION:
        return
    for statement in (*schema.CONSTRAINTS, *schema.INDEXES):
        store.run(statement)
    store.write(lambda tx: tx.run(schema.WRITE_VERSION, {"version": schema.VERSION, "written_by": app_version()}))


def check_version(store: Store) -> int | None:
    """The schema version of a graph, None for an empty one. Raises GraphTooNew for one of a newer version."""
    rows = store.read(schema.READ_VERSION).rows
    if not rows:
        return None
    found, written_by = int(str(rows[0][0])), rows[0][1]
    if found > schema.VERSION:
        raise GraphTooNew(
            f"This graph has schema version {found}, written by Good Offices {written_by}; this is Good Offices "
            f"{app_version()}, which knows versions up to {schema.VERSION}. Install the newer Good Offices, or point "
            "GOODOFFICES_HOME (or NEO4J_URI) at another graph. Nothing was changed."
        )
    return found


def app_version() -> str:
    """The installed version of Good Offices."""
    try:
        return version("goodoffices")
    except PackageNotFoundError:
        return "from a checkout"
