"""What tests share: the two engines, each started once a session by our own launcher, emptied between tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.errors import StoreUnavailable
from graph.settings import EngineKind, Settings
from graph.store.connection import Store
from graph.store.cypher import schema
from graph.store.engines.control import engine_stop
from graph.store.engines.neo4j_jars import check_parts
from graph.store.opening import open_store
from graph.store.schema import app_version, ensure_schema

ENGINES = ["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)]
IDLE_MINUTES = 2.0


def local_settings(home: Path, engine: EngineKind) -> Settings:
    """A local engine under this home, with the artifacts that this user has fetched; it ends soon after the tests."""
    cache = Settings.from_environment(os.environ, engine).cache
    return Settings(home=home, cache=cache, engine=engine, idle_minutes=IDLE_MINUTES)


def named_server(home: Path) -> Settings | None:
    """The Neo4j that NEO4J_TEST_URI names, if any. Its database is emptied."""
    names = {f"NEO4J_{word}": os.environ.get(f"NEO4J_TEST_{word}", "") for word in ("URI", "USERNAME", "PASSWORD")}
    return Settings.from_environment(names | {"GOODOFFICES_HOME": str(home)}) if names["NEO4J_URI"] else None


def fetched_neo4j(home: Path) -> Settings:
    """A local Neo4j; skips the test, with the line that mends it, where its files have not been fetched."""
    settings = local_settings(home, EngineKind.NEO4J)
    try:
        check_parts(settings.cache)
    except StoreUnavailable as missing:
        if os.environ.get("GOODOFFICES_REQUIRE_ALL") == "1":
            raise
        pytest.skip(str(missing))
    return settings


@pytest.fixture(scope="session", params=ENGINES)
def engine_settings(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """The settings of a running engine, of each kind in turn."""
    home = tmp_path_factory.mktemp("home")
    if request.param == "neo4j":
        settings = named_server(home) or fetched_neo4j(home)
    else:
        settings = local_settings(home, EngineKind.EMBEDDED)
    yield settings
    if settings.engine != EngineKind.SERVER:
        engine_stop(settings)


@pytest.fixture(scope="session")
def engine(engine_settings: Settings) -> Iterator[Store]:
    """An open store, the same for all tests of one engine."""
    with open_store(engine_settings) as opened:
        yield opened


@pytest.fixture
def store(engine: Store) -> Store:
    """A store without any nodes."""
    engine.run("MATCH (n) DETACH DELETE n")
    return engine


@pytest.fixture(scope="session")
def schema_made(engine: Store) -> None:
    """Constraints and indexes; they stay when the nodes go."""
    engine.run("MATCH (n) DETACH DELETE n")
    ensure_schema(engine)


@pytest.fixture
def graph(schema_made: None, store: Store) -> Store:
    """An empty graph of this version."""
    store.write(lambda tx: tx.run(schema.WRITE_VERSION, {"version": schema.VERSION, "written_by": app_version()}))
    return store


@pytest.fixture(scope="session")
def embedded_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """An embedded engine of its own, for tests that stop it or kill it."""
    settings = local_settings(tmp_path_factory.mktemp("spare"), EngineKind.EMBEDDED)
    yield settings
    engine_stop(settings)
