"""What every engine is to the rest: an endpoint to reach over Bolt; and, for local ones, how their server is run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True)
class Login:
    """A database user's name and password."""

    username: str
    password: str = field(repr=False)


@dataclass(frozen=True)
class Endpoint:
    """Where a graph answers, as whom to write and read, and what its engine leaves to us."""

    engine: str
    uri: str
    database: str | None
    writer: Login
    reader: Login
    honours_timeouts: bool
    """False where the driver's timeout is ignored, so that the limit must be told to the engine's watchdog."""
    log: Path | None = None


@dataclass(frozen=True)
class ServerPlan:
    """All that a launcher needs to run its server: folders, port, logins, and the limit for reads without one."""

    folder: Path
    cache: Path
    port: int
    writer: Login
    reader: Login
    read_seconds: float


class RunningServer(Protocol):
    """A server that answers, inside the process that started it."""

    version: str

    def stop(self) -> None:
        """Stop it the way its makers meant, so that everything is on disk."""


Launcher = Callable[[ServerPlan], RunningServer]
"""Starts a server in this process and returns once it answers."""


@dataclass(frozen=True)
class LocalEngine:
    """One engine that runs on this machine: its names, and the program that holds its server."""

    kind: str
    title: str
    program: str
    database: str
    writer_name: str
    reader_name: str
    honours_timeouts: bool
    start_seconds: float

    def logins(self, writer_password: str, reader_password: str) -> tuple[Login, Login]:
        """Its two users with these passwords; one user twice where the engine has no lesser kind of user."""
        writer = Login(self.writer_name, writer_password)
        one_user = self.reader_name == self.writer_name
        return writer, writer if one_user else Login(self.reader_name, reader_password)


EMBEDDED = LocalEngine(
    kind="embedded",
    title="ArcadeDB (embedded)",
    program="graph.store.engines.embedded",
    database="goodoffices",
    writer_name="root",
    reader_name="reader",
    honours_timeouts=False,
    start_seconds=60,
)

# Neo4j Community gives every database user full rights, so a second user would add nothing.
LOCAL_NEO4J = LocalEngine(
    kind="neo4j",
    title="Neo4j Community (local)",
    program="graph.store.engines.local_neo4j",
    database="neo4j",
    writer_name="neo4j",
    reader_name="neo4j",
    honours_timeouts=True,
    start_seconds=180,
)

LOCAL_ENGINES = {engine.kind: engine for engine in (EMBEDDED, LOCAL_NEO4J)}
