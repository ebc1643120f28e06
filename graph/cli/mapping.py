"""The command that writes a column mapping for a CSV file: what is understood, and what is left to say."""

from __future__ import annotations

from pathlib import Path

import click

from graph.cli.base import goodoffices
from graph.importers import FORMATS, suggest_mapping
from graph.importers.mapping import save_mapping

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

    Columns whose names are known stand under our field; all others are listed under "ignore": move those that
    you want to "columns", under one of our fields.
    """
    suggested = suggest_mapping(path, format_)
    if out is None:
        click.echo(suggested.as_json())
    else:
        save_mapping(suggested, out)
        fields = ", ".join(FORMATS[format_].columns)
        click.echo(f"Wrote {out}. Our fields: {fields}. Then: goodoffices import {path} --mapping {out}", err=True)
