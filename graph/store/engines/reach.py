"""Settings become an engine that answers: a local one leased, and started if need be; a server called and checked."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from functools import partial

import neo4j

from graph.settings import EngineKind, Settings
from graph.store.connection import Reached
from graph.store.engines.base import Endpoint, Login
from graph.store.engines.control import lease_engine
from graph.store.engines.server import call_server, server_endpoint


def reaching(settings: Settings) -> Callable[[], Reached]:
    """A function that reaches the engine of these settings, whenever it is called."""
    return partial(_reach_server if settings.engine == EngineKind.SERVER else _reach_local, settings)


def _reach_local(settings: Settings) -> Reached:
    with ExitStack() as undo:
        running = lease_engine(settings)
        undo.callback(running.lease.close)
        endpoint = running.endpoint
        writer = undo.enter_context(_driver(endpoint, endpoint.writer))
        reader = writer
        if endpoint.reader != endpoint.writer:
            reader = undo.enter_context(_driver(endpoint, endpoint.reader))
        return Reached(endpoint, writer.get_server_info().agent, writer, reader, undo.pop_all())


def _reach_server(settings: Settings) -> Reached:
    endpoint = server_endpoint(settings)
    driver, version = call_server(endpoint)
    with ExitStack() as undo:
        undo.enter_context(driver)
        return Reached(endpoint, version, driver, driver, undo.pop_all())


def _driver(endpoint: Endpoint, login: Login) -> neo4j.Driver:
    return neo4j.GraphDatabase.driver(
        endpoint.uri, auth=(login.username, login.password), user_agent="goodoffices", notifications_min_severity="OFF"
    )
