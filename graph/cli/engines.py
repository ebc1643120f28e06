"""The commands for local engines: start, stop, status, fetch."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from types import ModuleType

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

from graph.cli.base import engine_option, goodoffices
from graph.errors import BadInput
from graph.settings import EngineKind, Settings
from graph.store.engines.control import EngineStatus, engine_start, engine_status, engine_stop


@goodoffices.group()
def engine() -> None:
    """Start, stop and look at the local engines; commands start the one they need by themselves."""


@engine.command()
@engine_option
def start(settings: Settings) -> None:
    """Start the engine, unless it runs."""
    _say(engine_start(settings))


@engine.command()
@engine_option
def stop(settings: Settings) -> None:
    """Stop the engine cleanly."""
    stopped = engine_stop(settings)
    click.echo(f"{settings.engine}: {'stopped' if stopped else 'was not running'}")


@engine.command()
@click.option("--json", "machine", is_flag=True, help="Print as JSON.")
@engine_option
def status(machine: bool, settings: Settings) -> None:
    """Tell whether the engine runs, where, and where its log is."""
    found = engine_status(settings)
    if machine:
        click.echo(json.dumps(_told(found), indent=2))
    else:
        _say(found)


@engine.command()
@click.argument("name", type=click.Choice([EngineKind.NEO4J.value]))
@engine_option
def fetch(name: str, settings: Settings) -> None:
    """Fetch the files of local Neo4j (about 140 MB, once); cut off, it goes on where it stopped."""
    if settings.engine == EngineKind.SERVER:
        raise BadInput("NEO4J_URI is set, so the graph is on a server; unset it to use a local engine.")
    artifacts = _artifacts()
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("resolving", total=None)
        folder = artifacts.fetch(
            settings,
            lambda done, total, file: bar.update(task, completed=done, total=total, description=file),
        )
    click.echo(f"Neo4j is in {folder}. Use it with --engine neo4j, or GOODOFFICES_ENGINE=neo4j.")


def _artifacts() -> ModuleType:
    """The module that fetches: only there with the extra that local Neo4j needs."""
    try:
        return import_module("graph.store.engines.artifacts")
    except ModuleNotFoundError as error:
        raise BadInput('Local Neo4j needs more packages: pip install "goodoffices[neo4j]"; then fetch.') from error


def _told(found: EngineStatus) -> dict[str, object]:
    state = found.state
    told: dict[str, object] = {"engine": found.engine, "running": found.running, "folder": str(found.folder)}
    if state is not None:
        told |= {"address": f"bolt://127.0.0.1:{state.port}", "pid": state.supervisor_pid}
    return told | {"log": str(found.log)}


def _say(found: EngineStatus) -> None:
    click.echo(f"{found.title}: {'running' if found.running else 'not running'}")
    for key, value in _told(found).items():
        if key not in {"engine", "running"}:
            click.echo(f"  {key:<8} {value}")
