"""The command that writes a column mapping for a CSV file: what is understood, and what is left to say."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from graph.cli.base import goodoffices
from graph.importers import FORMATS, suggest_mapping
from graph.importers.mapping import Aliases, near_words, save_mapping

TABLES = sorted(name for name, known in FORMATS.items() if known.columns)


@goodoffices.command("mapping")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--format",
    "format_",
    default="csv-events",
    show_default=True,
    type=click.Choice(TABLES),
    help="What a row of the file is.",
)
@click.option("--out", type=click.Path(path_type=Path), help="File to write; without it the mapping is printed.")
def mapping_command(path: Path, format_: str, out: Path | None) -> None:
    """Write a column mapping for a CSV file, to be completed and given to import --mapping.

    Columns whose names are known stand under our field; all others are listed under "ignore", and what they may
    stand for is told: move those that you want to "columns", under one of our fields. A field takes one column;
    in csv-events several names stand in one cell, joined by |.
    """
    suggested = suggest_mapping(path, format_)
    if out is None:
        click.echo(suggested.as_json())
    else:
        save_mapping(suggested, out)
        click.echo(f"Wrote {out}. Then: goodoffices import {path} --format {format_} --mapping {out}", err=True)
    _tell_unknown(suggested.ignore, FORMATS[format_].columns)


def _tell_unknown(columns: Iterable[str], fields: Aliases) -> None:
    """Say of each column that is passed over which field it may stand for."""
    for name in columns:
        near = near_words(name, fields)
        click.echo(f"{name!r} is passed over; perhaps it is {near}" if near else f"{name!r} is passed over", err=True)
    click.echo(f"Our fields: {', '.join(fields)}.", err=True)
