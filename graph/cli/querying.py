"""The commands that only look: query, stats, schema."""

from __future__ import annotations

import json
import re
import sys

import click

from graph.cli.base import engine_option, goodoffices, open_graph
from graph.cli.output import dump, print_csv, print_table
from graph.errors import BadInput
from graph.facts import json_schema
from graph.settings import Settings
from graph.store.connection import Answer
from graph.store.cypher.examples import EXAMPLES
from graph.store.cypher.reads_stats import STATS
from graph.store.guard import check_reading

_DAY_AS_TEXT = re.compile(r"(?P<day>\w+\.(?:start|end|published))\s*(?:=|<>|[<>]=?)\s*['\"]")
"""A comparison that holds for no row: Cypher does not order dates and texts."""


def _quoted(statement: str) -> str:
    """A statement as a shell takes it: in double quotes a parameter such as $day would be the shell's."""
    return f'"{statement}"' if "'" in statement else f"'{statement}'"


@goodoffices.command(epilog="\b\n" + "\n".join(f"goodoffices query {_quoted(one)}{words}" for one, words in EXAMPLES))
@click.argument("cypher")
@click.option("--param", "-p", "params", multiple=True, metavar="NAME=VALUE", help="Value of $NAME, as JSON or text.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="json: a list of objects, one a row.",
)
@click.option("--limit", type=click.IntRange(min=1), help="Stop after this many rows, and say so.")
@click.option("--seconds", type=click.FloatRange(min=0.1), help="End the query after this time (default: 30).")
@click.option("--write", is_flag=True, help="Allow the query to change the graph.")
@engine_option
def query(
    cypher: str,
    params: tuple[str, ...],
    format_: str,
    limit: int | None,
    seconds: float | None,
    write: bool,
    settings: Settings,
) -> None:
    """Run a Cypher query; '-' reads it from standard input. Reads only, unless --write is given.

    Days are dates, not texts: compare them with date('2020-01-01'). An event has a title only where its source
    gives it one.
    """
    statement = sys.stdin.read() if cypher == "-" else cypher
    parameters = dict(_parameter(param) for param in params)
    if not write:
        check_reading(statement)
    elif limit is not None or seconds is not None:
        raise BadInput("--limit and --seconds cut a reading query short; what writes is done whole, or not at all.")
    with open_graph(settings) as store:
        if write:
            rows = store.write(lambda tx: tx.run(statement, parameters))
            columns = tuple(rows[0]) if rows else ()
            answer = Answer(columns, [list(row.values()) for row in rows], more=False)
        else:
            answer = store.read(statement, parameters, seconds=seconds, limit=limit)
    _print_answer(answer, format_)
    if not answer.rows and (told := _DAY_AS_TEXT.search(statement)):
        click.echo(f"{told['day']} is a date and no text: compare it with date('2020-01-01').", err=True)
    if answer.more:
        click.echo(f"Only the first {len(answer.rows):,} rows: raise --limit for more.", err=True)


@goodoffices.command()
@click.option("--json", "machine", is_flag=True, help="Print as JSON.")
@engine_option
def stats(machine: bool, settings: Settings) -> None:
    """Count what the graph holds. Mediation and mediation-related events are counted apart."""
    with open_graph(settings) as store:
        counts = {name: store.read(statement).rows for name, statement in STATS.items()}
    if machine:
        told = {
            n: {str(k): c for k, c in rows} if len(rows[0]) == 2 else rows[0][0] for n, rows in counts.items() if rows
        }
        click.echo(dump(told))
        return
    for name, rows in counts.items():
        if rows and len(rows[0]) == 1:
            click.echo(f"{name:<24} {rows[0][0]:>10,}")
        else:
            click.echo(name)
            for key, count in rows:
                click.echo(f"  {key!s:<22} {count:>10,}")


@goodoffices.command()
def schema() -> None:
    """Print the JSON Schema of the native import format (one line of JSON Lines)."""
    click.echo(json.dumps(json_schema(), indent=2))


def _parameter(text: str) -> tuple[str, object]:
    name, equals, value = text.partition("=")
    if not equals or not name.isidentifier():
        raise BadInput(f"--param {text!r} is not NAME=VALUE, such as --param year=2020")
    try:
        return name, json.loads(value)
    except json.JSONDecodeError:
        return name, value


def _print_answer(answer: Answer, format_: str) -> None:
    if format_ == "json":
        click.echo(dump([dict(zip(answer.columns, row, strict=True)) for row in answer.rows]))
    elif format_ == "csv":
        print_csv(answer.columns, answer.rows)
    elif answer.rows:
        print_table(answer.columns, answer.rows)
    else:
        click.echo("No rows.", err=True)
