"""A server named by NEO4J_URI: each way in which it will not do has its own clear error."""

from __future__ import annotations

import dataclasses
import socket
from collections.abc import Iterator
from threading import Thread

import pytest

from graph.errors import StoreUnavailable
from graph.settings import EngineKind, Settings
from graph.store.connection import Store
from graph.store.engines.control import lease_engine
from graph.store.engines.server import check_agent
from graph.store.opening import open_store
from tests.conftest import ENGINES

on_neo4j = pytest.mark.parametrize("engine_settings", ENGINES[1:], indirect=True, scope="session")


def named(uri: str, **others: str) -> Settings:
    return Settings.from_environment({"NEO4J_URI": uri, "NEO4J_PASSWORD": "secret", **others})


def refused(settings: Settings) -> str:
    with pytest.raises(StoreUnavailable) as told:
        open_store(settings)
    return str(told.value)


@pytest.fixture
def web_server() -> Iterator[int]:
    """The port of something that listens and does not speak Bolt."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            while True:
                try:
                    caller, _ = listener.accept()
                except OSError:
                    return
                with caller:
                    caller.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")

        Thread(target=answer, daemon=True).start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def neo4j_at(engine_settings: Settings, engine: Store) -> Settings:
    """A real Neo4j as if it ran elsewhere."""
    if engine_settings.engine == EngineKind.SERVER:
        return engine_settings
    running = lease_engine(engine_settings)
    running.lease.close()
    return named(running.endpoint.uri, NEO4J_PASSWORD=running.endpoint.writer.password)


@on_neo4j
def test_a_named_server_is_used(neo4j_at: Settings) -> None:
    with open_store(neo4j_at) as store:
        assert store.read("RETURN 1 AS one").rows == [[1]]


@on_neo4j
def test_a_wrong_password_is_told(neo4j_at: Settings) -> None:
    told = refused(dataclasses.replace(neo4j_at, neo4j_password="wrong"))
    assert "does not accept user 'neo4j' with that password: set NEO4J_USERNAME and NEO4J_PASSWORD" in told


@on_neo4j
def test_a_missing_database_is_told(neo4j_at: Settings) -> None:
    told = refused(dataclasses.replace(neo4j_at, neo4j_database="nowhere"))
    assert "has no database 'nowhere': set NEO4J_DATABASE" in told


@on_neo4j
def test_tls_that_the_server_does_not_speak_is_told(neo4j_at: Settings) -> None:
    assert neo4j_at.neo4j_uri is not None
    told = refused(dataclasses.replace(neo4j_at, neo4j_uri=neo4j_at.neo4j_uri.replace("bolt:", "bolt+s:")))
    assert "TLS" in told


def test_an_embedded_engine_cannot_be_named(embedded_home: Settings) -> None:
    running = lease_engine(embedded_home)
    running.lease.close()
    told = refused(named(running.endpoint.uri, NEO4J_USERNAME="root", NEO4J_PASSWORD=running.endpoint.writer.password))
    assert "not a Neo4j" in told


def test_a_port_where_nothing_listens_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert "nothing listens there" in refused(named(f"bolt://127.0.0.1:{port}"))
    assert "nothing listens there" in refused(named(f"neo4j://127.0.0.1:{port}"))


def test_an_unknown_host_is_told() -> None:
    assert "its host name is unknown" in refused(named("bolt://no-such-host.invalid:7687"))


def test_another_kind_of_server_is_told(web_server: int) -> None:
    assert "does not answer as a Neo4j server" in refused(named(f"bolt://127.0.0.1:{web_server}"))


@pytest.mark.parametrize("uri", ["http://127.0.0.1:7474", "127.0.0.1:7687", "bolt+x://127.0.0.1"])
def test_an_address_of_another_kind_is_told(uri: str) -> None:
    assert "write it like neo4j://host:7687" in refused(named(uri))


@pytest.mark.parametrize(
    "agent", ["Neo4j/5.13.0", "Neo4j/5.26.30", "Neo4j/2025.10.1", "Neo4j/5.27-aura", "Neo4j/2026.01.0"]
)
def test_known_servers_are_taken(agent: str) -> None:
    check_agent(agent, "bolt://db")


@pytest.mark.parametrize(
    ("agent", "reason"),
    [
        ("Neo4j/4.4.48", "too old: Neo4j 5.13 or later"),
        ("Neo4j/5.12.0", "too old"),
        ("Neo4j/v5.11.0 compatible graph database server - Memgraph", "not a Neo4j"),
        ("Neo4j/5.26.0 compatible (ArcadeDB 26.10.2)", "not a Neo4j"),
        ("", "not a Neo4j"),
    ],
)
def test_old_and_unknown_servers_are_refused(agent: str, reason: str) -> None:
    with pytest.raises(StoreUnavailable, match=reason):
        check_agent(agent, "bolt://db")
