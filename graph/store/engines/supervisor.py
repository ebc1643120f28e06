"""The process that keeps one local engine: starts its server, ends it when asked or when nobody uses it any more."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import IO, cast

from graph.store.engines.base import LOCAL_ENGINES, LocalEngine, ServerPlan
from graph.store.engines.folder import EXCLUSIVE, EngineFolder, take_lock
from graph.store.engines.java_server import plan_to_line

LOOK_EVERY = 1.0
STOP_SECONDS = 90
OTHERS_LOOK_SECONDS = 2


class StopAsked(Exception):
    """Somebody sent the signal to end."""


def supervise(engine: LocalEngine, folder: EngineFolder, plan: ServerPlan, idle_seconds: float) -> int:
    """Run the server until it ends, is asked to, or has been without users for so long; give its exit code."""
    with subprocess.Popen([sys.executable, "-P", "-m", engine.program], stdin=subprocess.PIPE, text=True) as server:
        pipe = cast(IO[str], server.stdin)
        lease: IO[bytes] | None = None
        try:
            pipe.write(plan_to_line(plan))
            pipe.flush()
            lease = wait_for_end(server, folder, idle_seconds)
        except (StopAsked, BrokenPipeError):
            pass
        finally:
            code = _end(server, pipe)
            folder.forget_state()
            if lease is not None:
                lease.close()
    return code


def wait_for_end(server: subprocess.Popen[str], folder: EngineFolder, idle_seconds: float) -> IO[bytes] | None:
    """Return when the server has ended, or when nobody used it: then with the lease, so that nobody can begin to."""
    last_used = time.monotonic()
    while _still_runs(server):
        lease = take_lock(folder.leases, EXCLUSIVE, 0)
        if lease is None:
            last_used = time.monotonic()
        elif idle_seconds and time.monotonic() - last_used > idle_seconds:
            return lease
        else:
            lease.close()
    return None


def _still_runs(server: subprocess.Popen[str]) -> bool:
    try:
        server.wait(LOOK_EVERY)
    except subprocess.TimeoutExpired:
        return True
    return False


def _end(server: subprocess.Popen[str], pipe: IO[str]) -> int:
    """Close the server's input, which is its sign to stop; one that does not is ended."""
    with suppress(BrokenPipeError):
        pipe.close()
    try:
        return server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        return server.wait()


def free_port(wanted: int | None) -> int:
    """A free port on loopback: the wanted one if nobody has it."""
    for port in (wanted or 0, 0):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError("no port is free on 127.0.0.1")


def _ask_to_stop(signum: int, frame: FrameType | None) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise StopAsked


def _plan(engine: LocalEngine, folder: EngineFolder, cache: Path, read_seconds: float) -> ServerPlan:
    writer, reader = engine.logins(*folder.passwords())
    port = free_port(folder.last_port())
    folder.keep_port(port)
    return ServerPlan(
        folder=folder.path,
        cache=cache,
        port=port,
        writer=writer,
        reader=reader,
        read_seconds=read_seconds,
    )


def main(arguments: list[str]) -> int:
    """Supervise the engine these arguments name: kind, its folder, the cache, idle seconds, seconds for a read."""
    kind, home, cache, idle_seconds, read_seconds = arguments
    folder = EngineFolder(Path(home))
    supervising = take_lock(folder.supervising, EXCLUSIVE, OTHERS_LOOK_SECONDS)
    if supervising is None:
        return 0
    os.umask(0o077)
    signal.signal(signal.SIGTERM, _ask_to_stop)
    with supervising:
        folder.forget_state()
        plan = _plan(LOCAL_ENGINES[kind], folder, Path(cache), float(read_seconds))
        return supervise(LOCAL_ENGINES[kind], folder, plan, float(idle_seconds))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
