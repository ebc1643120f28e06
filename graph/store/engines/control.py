"""Starting, stopping and looking at local engines; every command uses these and all share one engine."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import IO

from graph.errors import BadInput, StoreUnavailable
from graph.settings import EngineKind, Settings
from graph.store.engines.base import LOCAL_ENGINES, LOCAL_NEO4J, Endpoint, LocalEngine
from graph.store.engines.folder import SHARED, WATCHED_EVERY, EngineFolder, EngineState, is_locked, locked, take_lock
from graph.store.engines.neo4j_jars import check_parts

STOP_SECONDS = 100
LOG_LINES = 12
SOURCE = Path(__file__).parents[3]
"""Where the package `graph` lies: its processes must find it from whatever folder they run in."""


@dataclass(frozen=True)
class RunningEngine:
    """A local engine that answers, with the lease that keeps it from stopping for want of users."""

    endpoint: Endpoint
    lease: IO[bytes]


@dataclass(frozen=True)
class EngineStatus:
    """What `engine status` says of a local engine."""

    engine: str
    title: str
    running: bool
    folder: Path
    log: Path
    state: EngineState | None


def local_engine(settings: Settings) -> LocalEngine:
    """The engine that these settings name, where it is one that we run."""
    if settings.engine == EngineKind.SERVER:
        raise BadInput("the graph is on a server of its own (NEO4J_URI): it is started and stopped there, not here")
    return LOCAL_ENGINES[settings.engine]


def engine_folder(settings: Settings) -> EngineFolder:
    """Where that engine keeps everything."""
    return EngineFolder(settings.home / settings.engine)


def engine_start(settings: Settings) -> EngineStatus:
    """Start the engine unless it runs, and say how it is."""
    running = lease_engine(settings)
    running.lease.close()
    return engine_status(settings)


def engine_status(settings: Settings) -> EngineStatus:
    """How the engine is, without starting it."""
    engine, folder = local_engine(settings), engine_folder(settings)
    state = folder.state() if folder.path.exists() and is_locked(folder.supervising) else None
    return EngineStatus(
        engine=engine.kind,
        title=engine.title,
        running=state is not None,
        folder=folder.path,
        log=folder.log,
        state=state,
    )


def engine_stop(settings: Settings) -> bool:
    """Stop the engine and wait for its end; tells whether there was one to stop."""
    engine, folder = local_engine(settings), engine_folder(settings)
    if not folder.path.exists():
        return False
    with locked(folder.starting, STOP_SECONDS):
        state = _running_state(engine, folder)
        if state is None:
            return False
        os.kill(state.supervisor_pid, signal.SIGTERM)
        _await_end(folder)
    return True


def lease_engine(settings: Settings) -> RunningEngine:
    """The engine, started if need be, with a lease on it; the lease is a lock that dies with this process."""
    try:
        return _lease(settings)
    except OSError as refusal:
        raise StoreUnavailable(
            f"The folder {settings.home} cannot be used ({refusal}): set GOODOFFICES_HOME to one that you may write to."
        ) from refusal


def _lease(settings: Settings) -> RunningEngine:
    engine, folder = local_engine(settings), engine_folder(settings)
    folder.make()
    with ExitStack() as undo:
        lease = take_lock(folder.leases, SHARED, STOP_SECONDS)
        if lease is None:
            raise StoreUnavailable(f"{engine.title} is stopping and does not end: see {folder.log}")
        undo.callback(lease.close)
        with locked(folder.starting, engine.start_seconds + STOP_SECONDS):
            state = _running_state(engine, folder) or _start(engine, folder, settings)
        undo.pop_all()
    return RunningEngine(_endpoint(engine, folder, state), lease)


def _running_state(engine: LocalEngine, folder: EngineFolder) -> EngineState | None:
    """The state of a live engine; waits for one whose starter died halfway."""
    deadline = time.monotonic() + engine.start_seconds
    while is_locked(folder.supervising) and time.monotonic() < deadline:
        state = folder.state()
        if state is not None and is_locked(folder.serving):
            return state
        time.sleep(WATCHED_EVERY)
    return None


def _start(engine: LocalEngine, folder: EngineFolder, settings: Settings) -> EngineState:
    if engine is LOCAL_NEO4J:
        check_parts(settings.cache)
    folder.forget_state()
    supervisor = _spawn(engine, folder, settings)
    deadline = time.monotonic() + engine.start_seconds
    while time.monotonic() < deadline:
        state = folder.state()
        if state is not None:
            return state
        if supervisor.poll() is not None:
            raise StoreUnavailable(f"{engine.title} ended while starting. {_last_words(folder)}")
        time.sleep(WATCHED_EVERY)
    supervisor.terminate()
    raise StoreUnavailable(
        f"{engine.title} did not answer within {engine.start_seconds:.0f} s of its start. {_last_words(folder)}"
    )


def _spawn(engine: LocalEngine, folder: EngineFolder, settings: Settings) -> subprocess.Popen[bytes]:
    """The supervisor as a process of its own, which outlives this one and its terminal."""
    command = [sys.executable, "-P", "-m", "graph.store.engines.supervisor", engine.kind, str(folder.path)]
    limits = [str(settings.cache), str(settings.idle_minutes * 60), str(settings.read_seconds)]
    folder.turn_log()
    with folder.log.open("ab") as log:
        supervisor = subprocess.Popen(
            command + limits,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=folder.path,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, [str(SOURCE), os.environ.get("PYTHONPATH")]))},
            start_new_session=True,
        )
    # It outlives us on purpose; should it end first, somebody has to take note, or its process number stays taken.
    Thread(target=supervisor.wait, name="supervisor", daemon=True).start()
    return supervisor


def _await_end(folder: EngineFolder) -> None:
    deadline = time.monotonic() + STOP_SECONDS
    while is_locked(folder.supervising):
        if time.monotonic() > deadline:
            raise StoreUnavailable(f"the engine does not end: see {folder.log}, and end its process")
        time.sleep(WATCHED_EVERY)


def _last_words(folder: EngineFolder) -> str:
    lines = folder.log.read_text(encoding="utf-8", errors="replace").splitlines()[-LOG_LINES:]
    return "\n".join([f"The last lines of {folder.log}, which says more:", *lines])


def _endpoint(engine: LocalEngine, folder: EngineFolder, state: EngineState) -> Endpoint:
    writer, reader = engine.logins(*folder.passwords())
    return Endpoint(
        engine=engine.kind,
        uri=f"bolt://127.0.0.1:{state.port}",
        database=engine.database,
        writer=writer,
        reader=reader,
        honours_timeouts=engine.honours_timeouts,
        log=folder.log,
    )
