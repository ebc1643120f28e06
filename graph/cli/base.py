"""What all commands share: the group, the engine option, errors with exit codes, and opening the graph."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import click

from graph.errors import GoodOfficesError
from graph.settings import EngineKind, Settings
from graph.store.connection import Store
from graph.store.opening import open_store
from graph.store.schema import app_version, check_version


class Commands(click.Group):
    """A group that turns our errors into a message on standard error and their exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; errors of ours end it with their own exit code."""
        try:
            return super().invoke(ctx)
        except GoodOfficesError as error:
            click.echo(f"Error: {error}", err=True)
            ctx.exit(error.exit_code)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(app_version(), prog_name="goodoffices")
def goodoffices() -> None:
    """Who mediated between whom, where and when, and who says so.

    Results go to standard output, messages to standard error. Exit codes: 0 done, 1 some rows refused,
    2 wrong use or input, 3 engine out of reach.
    """


def engine_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --engine, which becomes the settings handed to the command."""

    def to_settings(ctx: click.Context, param: click.Parameter, value: str | None) -> Settings:
        return Settings.from_environment(os.environ, value)

    return click.option(
        "--engine",
        "settings",
        type=click.Choice([EngineKind.EMBEDDED.value, EngineKind.NEO4J.value]),
        callback=to_settings,
        help="Which local engine holds the graph (default: embedded, or GOODOFFICES_ENGINE, or NEO4J_URI).",
    )(command)


def open_graph(settings: Settings) -> Store:
    """The graph that the settings name, if this version can read it."""
    store = open_store(settings)
    try:
        check_version(store)
    except GoodOfficesError:
        store.close()
        raise
    return store
