"""The environment becomes one frozen Settings: where things are kept, which engine holds the graph, and its limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from platformdirs import user_cache_path, user_data_path

from graph.errors import BadInput


class EngineKind(StrEnum):
    """The three ways to reach a graph."""

    EMBEDDED = "embedded"
    NEO4J = "neo4j"
    SERVER = "server"


@dataclass(frozen=True)
class Settings:
    """Everything a run may be told from outside; each field names its variable and says what it does."""

    home: Path = field(
        metadata={
            "env": "GOODOFFICES_HOME",
            "help": "Folder for the graph, its engines and their logs (default: the user's data folder).",
        }
    )
    cache: Path = field(
        metadata={
            "env": "GOODOFFICES_CACHE",
            "help": "Folder for fetched engine files, shared by all homes (default: the user's cache folder).",
        }
    )
    engine: EngineKind = field(
        default=EngineKind.EMBEDDED,
        metadata={
            "env": "GOODOFFICES_ENGINE",
            "help": "Which engine holds the graph: embedded (default), neo4j (local), or server (NEO4J_URI).",
        },
    )
    neo4j_uri: str | None = field(
        default=None,
        metadata={
            "env": "NEO4J_URI",
            "help": "Address of a Neo4j server, such as neo4j://db.example.org:7687; set, it is the engine.",
        },
    )
    neo4j_username: str = field(
        default="neo4j",
        metadata={"env": "NEO4J_USERNAME", "help": "Name to log in there with (default: neo4j)."},
    )
    neo4j_password: str = field(
        default="", repr=False, metadata={"env": "NEO4J_PASSWORD", "help": "Password to log in to that server with."}
    )
    neo4j_database: str | None = field(
        default=None,
        metadata={"env": "NEO4J_DATABASE", "help": "Database on that server (default: the user's home database)."},
    )
    read_seconds: float = field(
        default=30.0,
        metadata={
            "env": "GOODOFFICES_READ_SECONDS",
            "help": "Seconds after which a reading query is ended (default: 30).",
        },
    )
    idle_minutes: float = field(
        default=15.0,
        metadata={
            "env": "GOODOFFICES_IDLE_MINUTES",
            "help": "Minutes without a user after which a local engine stops itself (default: 15; 0: never).",
        },
    )
    maven_url: str | None = field(
        default=None,
        metadata={
            "env": "GOODOFFICES_MAVEN_URL",
            "help": "Maven repository to fetch Neo4j from (default: Maven's settings.xml, else Maven Central).",
        },
    )
    quotes_only: tuple[str, ...] = field(
        default=(),
        metadata={
            "env": "GOODOFFICES_QUOTES_ONLY",
            "help": "Publishers whose texts may not be stored, joined by semicolons: of them only quotes are kept.",
        },
    )

    @classmethod
    def from_environment(cls, env: Mapping[str, str], engine: str | None = None) -> Settings:
        """The settings that these variables ask for; `engine` is the command line's word and wins."""
        uri = env.get("NEO4J_URI") or None
        return cls(
            home=_folder(env.get("GOODOFFICES_HOME"), user_data_path("goodoffices")),
            cache=_folder(env.get("GOODOFFICES_CACHE"), user_cache_path("goodoffices")),
            engine=_engine_kind(engine or env.get("GOODOFFICES_ENGINE"), uri),
            neo4j_uri=uri,
            neo4j_username=env.get("NEO4J_USERNAME") or "neo4j",
            neo4j_password=env.get("NEO4J_PASSWORD", ""),
            neo4j_database=env.get("NEO4J_DATABASE") or None,
            read_seconds=number_of(env, "GOODOFFICES_READ_SECONDS", 30.0, lowest=0.1),
            idle_minutes=number_of(env, "GOODOFFICES_IDLE_MINUTES", 15.0, lowest=0.0),
            maven_url=env.get("GOODOFFICES_MAVEN_URL") or None,
            quotes_only=tuple(filter(None, map(str.strip, env.get("GOODOFFICES_QUOTES_ONLY", "").split(";")))),
        )


def _folder(named: str | None, default: Path) -> Path:
    return Path(named).expanduser().absolute() if named else default


def _engine_kind(named: str | None, uri: str | None) -> EngineKind:
    if not named:
        return EngineKind.SERVER if uri else EngineKind.EMBEDDED
    if named not in set(EngineKind):
        raise BadInput(f"engine {named!r} is unknown: choose one of {', '.join(EngineKind)}")
    if named == EngineKind.SERVER and not uri:
        raise BadInput("engine 'server' needs the server's address: set NEO4J_URI, NEO4J_USERNAME and NEO4J_PASSWORD")
    return EngineKind(named)


def number_of(env: Mapping[str, str], name: str, default: float, lowest: float) -> float:
    """The number that a variable holds, or the default. Raises BadInput, naming the variable, for anything else."""
    text = env.get(name, "").strip()
    if not text:
        return default
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not lowest <= number < float("inf"):
        raise BadInput(f"{name}={text!r} is not a number of at least {lowest:g}: set it to one, or leave it out")
    return number
