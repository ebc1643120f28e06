"""Settings become an engine that answers: a local one is leased, and started if need be; a server is called and checked."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack

import neo4j

from graph.settings import EngineKind, Settings
from graph.store.connection import Reached
from graph.store.engines.base import Endpoint, Login
from graph.store.engines.control import lease_engine


def reaching(settings: Settings) -> Callable[[], Reached]:
    """A function that reaches the engine of these settings, whenever it is called."""
    return lambda: _reach_local(settings)


def _reach_local(settings: Settings) -> Reached:
    with ExitStack() as undo:
        running = lease_engine(settings)
        undo.callback(running.lease.close)
        endpoint = running.endpoint
        writer = undo.enter_context(_driver(endpoint, endpoint.writer))
        reader = undo.enter_context(_driver(endpoint, endpoint.reader))
        version = writer.get_server_info().agent
        return Reached(endpoint, version, writer, reader, undo.pop_all())


def _driver(endpoint: Endpoint, login: Login) -> neo4j.Driver:
    return neo4j.GraphDatabase.driver(
        endpoint.uri, auth=(login.username, login.password), user_agent="goodoffices", notifications_min_severity="OFF"
    )
