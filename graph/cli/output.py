"""Answers become text: a table for people, CSV and JSON for machines."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Sequence

import click
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from graph.answers import plain

WIDEST = 100_000
"""Wide enough that no cell is ever cut where the output is not a terminal."""


def dump(value: object) -> str:
    """A value of the graph as JSON text."""
    return json.dumps(plain(value), indent=2, ensure_ascii=False)


def cell(value: object) -> str:
    """A value of the graph as it stands in a table or a CSV cell."""
    value = plain(value)
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table; on a terminal long cells are folded, elsewhere nothing is."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(cell(value) for value in row))
    console = Console(markup=False, highlight=False)
    if not console.is_terminal:
        console = Console(markup=False, highlight=False, width=WIDEST)
    console.print(table)


def print_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows as CSV (RFC 4180)."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([cell(value) for value in row] for row in rows)
    click.echo(text.getvalue(), nl=False)


def progress_bar() -> Progress:
    """A line on a terminal that says how far long work is; nothing where the output is no terminal."""
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    )
