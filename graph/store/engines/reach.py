"""Settings become an engine that answers: a local one leased, and started if need be; a server called and checked."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial

import neo4j
from neo4j.exceptions import AuthError, DriverError

from graph.errors import StoreUnavailable
from graph.settings import EngineKind, Settings
from graph.store.connection import Reached
from graph.store.engines.base import Endpoint, Login
from graph.store.engines.control import RunningEngine, engine_folder, lease_engine
from graph.store.engines.server import call_server, server_endpoint

DYING_SECONDS = 10


def reaching(settings: Settings) -> Callable[[], Reached]:
    """A function that reaches the engine of these settings, whenever it is called."""
    return partial(_reach_server if settings.engine == EngineKind.SERVER else _reach_local, settings)


def _reach_local(settings: Settings) -> Reached:
    deadline = time.monotonic() + DYING_SECONDS
    while True:
        try:
            return _reach_running(lease_engine(settings))
        except (DriverError, AuthError) as failure:
            if time.monotonic() > deadline:
                folder = engine_folder(settings)
                raise StoreUnavailable(
                    f"the engine says that it runs, and does not answer ({failure}). Run: goodoffices engine stop; "
                    f"then try again. Its log: {folder.log}"
                ) from failure
        # A killed engine keeps its locks and its port for a moment; then the next lease starts it anew.
        time.sleep(0.1)


def _reach_running(running: RunningEngine) -> Reached:
    endpoint = running.endpoint
    with ExitStack() as undo:
        undo.callback(running.lease.close)
        writer = undo.enter_context(_driver(endpoint, endpoint.writer))
        reader = writer
        if endpoint.reader != endpoint.writer:
            reader = undo.enter_context(_driver(endpoint, endpoint.reader))
        writer.verify_connectivity()
        return Reached(endpoint, writer, reader, undo.pop_all())


def _reach_server(settings: Settings) -> Reached:
    endpoint = server_endpoint(settings)
    with ExitStack() as undo:
        driver = undo.enter_context(call_server(endpoint))
        return Reached(endpoint, driver, driver, undo.pop_all())


def _driver(endpoint: Endpoint, login: Login) -> neo4j.Driver:
    return neo4j.GraphDatabase.driver(
        endpoint.uri, auth=(login.username, login.password), user_agent="goodoffices", notifications_min_severity="OFF"
    )
