"""Runs the command line as a person would: a process of its own, on the engine under test."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from graph.settings import EngineKind, Settings

SMALL_BATCHES = "import graph.loading; graph.loading.CLAIMS_AT_ONCE = 40; "
MAIN = "from webapp.serving import main; main()"


def environment(settings: Settings) -> dict[str, str]:
    """The environment in which a command finds the engine under test."""
    words = {
        "GOODOFFICES_HOME": str(settings.home),
        "GOODOFFICES_CACHE": str(settings.cache),
        "GOODOFFICES_IDLE_MINUTES": str(settings.idle_minutes),
        "PYTHONPATH": str(Path(__file__).parent.parent),
    }
    if settings.engine == EngineKind.SERVER:
        words |= {"NEO4J_URI": settings.neo4j_uri or "", "NEO4J_USERNAME": settings.neo4j_username}
        words |= {"NEO4J_PASSWORD": settings.neo4j_password}
    else:
        words["GOODOFFICES_ENGINE"] = str(settings.engine)
    return {**os.environ, **words}


def start(settings: Settings, *words: str, code: str = MAIN) -> subprocess.Popen[str]:
    """Start a command and go on."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *words],
        env=environment(settings),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(settings: Settings, *words: str, code: str = MAIN) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    with start(settings, *words, code=code) as command:
        out, err = command.communicate(timeout=300)
    return subprocess.CompletedProcess(words, command.returncode, out, err)
