"""The commands that change what the graph holds: import, undo, history, review."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from graph.cli.base import engine_option, goodoffices, open_graph
from graph.cli.output import dump, print_table, progress_bar
from graph.cli.reporting import as_json, exit_code, print_report
from graph.errors import BadInput
from graph.importers import FORMATS
from graph.loading import ImportOrder, current_user, import_files, new_resolver
from graph.reference import sample_files
from graph.settings import Settings
from graph.store.cypher import reads_batches
from graph.store.judging import Ruling, judge
from graph.store.opening import open_store
from graph.store.undoing import undo_batch
from graph.vocabulary import Decision


@goodoffices.command("import")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--sample", is_flag=True, help="Import the facts that come with Good Offices.")
@click.option("--format", "format_", type=click.Choice(sorted(FORMATS)), help="Format, where it is not found out.")
@click.option("--mapping", type=click.Path(exists=True, path_type=Path), help="Column mapping for CSV (a JSON file).")
@click.option("--dry-run", is_flag=True, help="Report what would change; write nothing.")
@click.option("--json", "machine", is_flag=True, help="Print the report as JSON.")
@engine_option
def import_command(
    paths: tuple[Path, ...],
    sample: bool,
    format_: str | None,
    mapping: Path | None,
    dry_run: bool,
    machine: bool,
    settings: Settings,
) -> None:
    """Import article facts from files or folders: JSON Lines, CSV by event or participant, MEND.

    Importing a file twice changes nothing. Rows that cannot be used are set aside in NAME.rejects.*
    beside the file, with the reason: mend them there and import that file.
    """
    files = tuple(_files(paths)) + (tuple(sample_files()) if sample else ())
    if not files:
        raise BadInput("Nothing to import: name a file or a folder, or use --sample.")
    with open_store(settings) as store, progress_bar() as bar:
        task = bar.add_task("starting", total=None)
        reports = import_files(
            store,
            ImportOrder(files, format_, mapping, dry_run),
            lambda file, done: bar.update(task, description=f"{file}: {done:,} claims"),
        )
    if machine:
        click.echo(json.dumps([as_json(report) for report in reports], indent=2))
    else:
        print_report(reports, dry_run)
    sys.exit(exit_code(reports))


@goodoffices.command()
@click.argument("batches", nargs=-1, required=True)
@engine_option
def undo(batches: tuple[str, ...], settings: Settings) -> None:
    """Take import batches back. Only what no other batch supports is removed."""
    with open_graph(settings) as store, progress_bar() as bar:
        task = bar.add_task("undoing", total=None)
        for batch in batches:
            done = undo_batch(
                store,
                new_resolver(store),
                batch,
                lambda claims: bar.update(task, description=f"undoing: {claims:,} claims"),
            )
            click.echo(
                f"{batch}: {done.claims_deleted:,} claims and {done.events_deleted:,} events removed; "
                f"{done.claims_kept:,} claims of other batches too kept, {done.events_changed:,} events changed."
            )


@goodoffices.command()
@click.option("--json", "machine", is_flag=True, help="Print as JSON.")
@engine_option
def history(machine: bool, settings: Settings) -> None:
    """List the import batches, the latest first."""
    with open_graph(settings) as store:
        answer = store.read(reads_batches.HISTORY)
    if machine:
        click.echo(dump([dict(zip(answer.columns, row, strict=True)) for row in answer.rows]))
    elif not answer.rows:
        click.echo("Nothing has been imported yet. `goodoffices import --sample` makes a first graph.")
    else:
        print_table(answer.columns, answer.rows)


@goodoffices.command()
@click.argument("pair", nargs=-1)
@click.option("--same", "decision", flag_value=Decision.SAME.value, help="LEFT means RIGHT.")
@click.option("--different", "decision", flag_value=Decision.DIFFERENT.value, help="They are two.")
@click.option("--unsure", "decision", flag_value=Decision.UNSURE.value, help="Leave it open.")
@click.option("--why", default="", help="The reason, kept with the decision.")
@click.option("--json", "machine", is_flag=True, help="Print as JSON.")
@engine_option
def review(pair: tuple[str, ...], decision: str | None, why: str, machine: bool, settings: Settings) -> None:
    """List doubtful names, or decide on a pair: review LEFT RIGHT --same --why "...".

    A decision can be taken back with another; the events of both actors are computed anew.
    """
    with open_graph(settings) as store:
        if pair:
            if len(pair) != 2 or decision is None:
                raise BadInput("To decide, give two actor ids and one of --same, --different, --unsure.")
            events = judge(store, Ruling(pair[0], pair[1], Decision(decision), current_user(), why))
            click.echo(f"Kept: {pair[0]} and {pair[1]} are {decision}. {events:,} events computed anew.")
            return
        answer = store.read(reads_batches.DOUBTS)
    if machine:
        click.echo(dump([dict(zip(answer.columns, row, strict=True)) for row in answer.rows]))
    elif not answer.rows:
        click.echo("No doubtful names.")
    else:
        print_table(answer.columns, answer.rows)


def _files(paths: tuple[Path, ...]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        inside = sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
        found.extend(file for file in inside if path.is_file() or _looks_importable(file))
        if path.is_dir() and not any(map(_looks_importable, inside)):
            raise BadInput(f"{path} holds no .jsonl, .csv or .tsv file.")
    return found


def _looks_importable(file: Path) -> bool:
    return file.suffix.lower() in {".jsonl", ".csv", ".tsv"} and ".rejects." not in file.name
