"""The embedded engine: ArcadeDB from its Python package, run inside this process, answering Bolt on loopback."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import jpype
from arcadedb_embedded.jvm import start_jvm

from graph.store.engines.base import EMBEDDED, RunningServer, ServerPlan
from graph.store.engines.deadlines import watch
from graph.store.engines.java_server import serve

HEAP = "1g"
READERS = "readers"
SERVER_CLASS = "com.arcadedb.server.ArcadeDBServer"
BOLT_PLUGIN = "Bolt:com.arcadedb.bolt.BoltProtocolPlugin"

# Settings that databases read for themselves, so they must stand before the Java machine starts.
SAFE_SETTINGS = {
    "arcadedb.txWalFlush": "2",
    "arcadedb.opencypher.loadCsv.allowFileUrls": "false",
    "arcadedb.opencypher.loadCsv.allowRemoteUrls": "false",
    "arcadedb.polyglotEngineEnabled": "false",
    # Its default of two a core would let a few long questions keep every page waiting.
    "arcadedb.queryMaxConcurrent": "32",
    "arcadedb.bolt.maxMessageSize": str(64 * 1024 * 1024),
    "arcadedb.bolt.packstream.maxValueLength": str(64 * 1024 * 1024),
}

GROUPS = {
    "version": 2,
    "databases": {
        "*": {
            "groups": {
                "admin": {
                    "resultSetLimit": -1,
                    "readTimeout": -1,
                    "access": ["updateSecurity", "updateSchema", "updateDatabaseSettings"],
                    "types": {"*": {"access": ["createRecord", "readRecord", "updateRecord", "deleteRecord"]}},
                },
                READERS: {
                    "resultSetLimit": -1,
                    "readTimeout": -1,
                    "access": [],
                    "types": {"*": {"access": ["readRecord"]}},
                },
                "*": {"resultSetLimit": -1, "readTimeout": -1, "access": [], "types": {"*": {"access": []}}},
            }
        }
    },
}


def start(plan: ServerPlan) -> RunningServer:
    """Start ArcadeDB in this process and return once it answers."""
    _write_groups(plan.folder / "config")
    start_jvm(heap_size=HEAP, jvm_args=_java_options(plan.folder))
    server = jpype.JClass(SERVER_CLASS)(_configuration(plan))
    server.start()
    watchdog = watch(lambda: _running_queries(server), plan.reader.username, plan.read_seconds)
    return ArcadeServer(server, watchdog)


class ArcadeServer:
    """A started ArcadeDB server."""

    version = version("arcadedb-embedded")

    def __init__(self, server: Any, watchdog: threading.Event) -> None:
        self._server = server
        self._watchdog = watchdog

    def stop(self) -> None:
        """Stop it by its own stop: its Java machine does not heed a signal."""
        self._watchdog.set()
        self._server.stop()


class ArcadeQuery:
    """A query in ArcadeDB's list of what runs."""

    def __init__(self, query: Any) -> None:
        self._query = query

    def user(self) -> str:
        """Who asked it."""
        return str(self._query.getUser())

    def text(self) -> str:
        """Its first thousand characters."""
        return str(self._query.getText())

    def elapsed_seconds(self) -> float:
        """How long it has run."""
        return float(self._query.getElapsedMillis()) / 1000

    def end(self) -> None:
        """Make the server drop it, as TERMINATE TRANSACTIONS does."""
        self._query.terminate("watchdog")


def _running_queries(server: Any) -> Iterator[ArcadeQuery]:
    return (ArcadeQuery(query) for query in server.getRunningQueries().getRunning())


def _write_groups(config: Path) -> None:
    config.mkdir(exist_ok=True)
    (config / "server-groups.json").write_text(json.dumps(GROUPS), encoding="utf-8")


def _java_options(folder: Path) -> list[str]:
    options = [f"-D{name}={value}" for name, value in SAFE_SETTINGS.items()]
    # A server out of memory goes on with dead queries in its few places: it must end, and a sound one be started.
    return [*options, "-XX:+ExitOnOutOfMemoryError", f"-XX:ErrorFile={folder / 'java-crash-%p.log'}"]


def _configuration(plan: ServerPlan) -> Any:
    """The server's own settings; passwords travel here, not on a command line that others could list."""
    configuration = jpype.JClass("com.arcadedb.ContextConfiguration")()
    users = f"{EMBEDDED.database}[{plan.reader.username}:{plan.reader.password}:{READERS}]"
    for name, value in {
        "arcadedb.server.rootPath": str(plan.folder),
        "arcadedb.server.logsDirectory": str(plan.folder / "log"),
        "arcadedb.server.rootPassword": plan.writer.password,
        "arcadedb.server.defaultDatabases": users,
        # Our passwords are long random words: many rounds of hashing would add nothing but time at each login.
        "arcadedb.server.saltIterations": "1000",
        "arcadedb.serverMetrics": "false",
        "arcadedb.server.plugins": BOLT_PLUGIN,
        "arcadedb.server.httpIncomingHost": "127.0.0.1",
        "arcadedb.server.httpIncomingPort": "0",
        "arcadedb.bolt.host": "127.0.0.1",
        "arcadedb.bolt.port": str(plan.port),
        "arcadedb.bolt.defaultDatabase": EMBEDDED.database,
    }.items():
        configuration.setValue(name, value)
    return configuration


if __name__ == "__main__":
    serve(start)
