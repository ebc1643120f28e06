"""The process that holds one engine's server: takes its plan from standard input, serves until that input closes."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from graph.store.engines.base import Launcher, Login, RunningServer, ServerPlan
from graph.store.engines.folder import EXCLUSIVE, EngineFolder, EngineState, take_lock

PREDECESSOR_SECONDS = 60


def serve(launcher: Launcher) -> None:
    """Serve; the pipe closes when the supervisor asks for an end, and also when it dies, in whatever way."""
    plan = plan_from_line(sys.stdin.readline())
    folder = EngineFolder(plan.folder)
    # A supervisor may have been killed a moment ago: its server is still writing the last pages to disk.
    serving = take_lock(folder.serving, EXCLUSIVE, PREDECESSOR_SECONDS)
    if serving is None:
        sys.exit("an earlier server of this folder has not ended: end its process, then try again")
    with serving:
        server = launcher(plan)
        folder.announce(_state(plan, server))
        sys.stdin.read()
        folder.forget_state()
        server.stop()
        # All is on disk; the Java machine would only wait some seconds for threads that have nothing left to do.
        os._exit(0)


def plan_to_line(plan: ServerPlan) -> str:
    """The plan as one line, for the pipe."""
    return json.dumps(asdict(plan), default=str) + "\n"


def plan_from_line(line: str) -> ServerPlan:
    """The plan that was written as this line."""
    told = json.loads(line)
    paths = {name: Path(told[name]) for name in ("folder", "cache")}
    logins = {name: Login(**told[name]) for name in ("writer", "reader")}
    return ServerPlan(**{**told, **paths, **logins})


def _state(plan: ServerPlan, server: RunningServer) -> EngineState:
    return EngineState(
        supervisor_pid=os.getppid(),
        server_pid=os.getpid(),
        port=plan.port,
        version=server.version,
        started_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
