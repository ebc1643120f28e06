"""The commands that change what the graph holds: import, undo, history."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import click
from rich.progress import Progress, TaskID

from graph.accepting import policy_of
from graph.articles import Given, are_articles
from graph.cli.base import engine_option, goodoffices, open_graph
from graph.cli.extracting import given_options
from graph.cli.output import dump, print_table, progress_bar
from graph.cli.reporting import exit_code, print_article_report, print_report, shortened
from graph.errors import BadInput
from graph.extract.opening import extractors
from graph.importers import FORMATS
from graph.intake.reporting import report_as_data
from graph.loading import ImportOrder, file_as_data, import_files, new_resolver
from graph.loading_articles import ArticleOrder, import_articles
from graph.queries.headlines import counted
from graph.reference import sample_files
from graph.settings import Settings
from graph.store.cypher import reads_batches
from graph.store.opening import open_store
from graph.store.undoing import Undone, batch_begun, undo_batch, undone_before


@goodoffices.command("import")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--sample", is_flag=True, help="Import the facts that come with Good Offices.")
@click.option("--format", "format_", type=click.Choice(sorted(FORMATS)), help="Format, where it is not found out.")
@click.option("--mapping", type=click.Path(exists=True, path_type=Path), help="Column mapping for CSV (a JSON file).")
@given_options
@click.option(
    "--accept",
    default="certain",
    show_default=True,
    metavar="certain|all|none|SCORE",
    help="Of articles: which facts go in without a person; the rest waits for `goodoffices review`.",
)
@click.option("--quotes-only", multiple=True, metavar="PUBLISHER", help="Keep no text of this publisher, only quotes.")
@click.option("--llm", is_flag=True, help="Let the language model of GOODOFFICES_LLM_URL read articles too.")
@click.option("--dry-run", is_flag=True, help="Report what would change; write nothing.")
@click.option("--json", "machine", is_flag=True, help="Print the report as JSON.")
@engine_option
def import_command(
    paths: tuple[Path, ...],
    sample: bool,
    format_: str | None,
    mapping: Path | None,
    given: Given,
    accept: str,
    quotes_only: tuple[str, ...],
    llm: bool,
    dry_run: bool,
    machine: bool,
    settings: Settings,
) -> None:
    """Import articles (text, HTML, mail, folders and zips of them) or article facts (JSON Lines, CSV, MEND).

    Importing a file twice changes nothing. Of articles, certain facts go in and the rest waits for
    `goodoffices review`. Rows of facts that cannot be used are set aside in NAME.rejects.* beside the
    file, with the reason: mend them there and import that file.
    """
    articles = () if format_ else tuple(path for path in paths if are_articles(path))
    files = tuple(_files(path for path in paths if path not in articles)) + (tuple(sample_files()) if sample else ())
    if not (files or articles):
        raise BadInput("Nothing to import: name a file or a folder, or use --sample.")
    policy, readers = policy_of(accept), extractors(settings, llm=llm) if articles else ()
    kept_short = frozenset((*settings.quotes_only, *quotes_only))
    with open_store(settings) as store, progress_bar() as bar:
        task = bar.add_task("starting", total=None)
        facts = ImportOrder(files, format_, mapping, dry_run)
        reports = import_files(
            store, facts, lambda file, done: bar.update(task, description=f"{file}: {done:,} claims")
        )
        order = ArticleOrder(articles, readers, given, policy=policy, quotes_only=kept_short, dry_run=dry_run)
        told = [import_articles(store, order, _progress_on(bar, task))] if articles else []
    if machine:
        data = [*map(file_as_data, reports), *map(report_as_data, told)]
        click.echo(json.dumps(data, indent=2, ensure_ascii=False, default=str))
    else:
        print_report(reports, dry_run)
        for report in told:
            print_article_report(report, policy)
    sys.exit(exit_code([*reports, *told]))


@goodoffices.command()
@click.argument("batches", nargs=-1, required=True)
@engine_option
def undo(batches: tuple[str, ...], settings: Settings) -> None:
    """Take import batches back, by their ids or the beginnings of these. Only what no other batch supports is removed.

    Decisions on proposals of the batch go with them; those on names, events and claims are kept, and apply again
    when the same is imported again.
    """
    with open_graph(settings) as store, progress_bar() as bar:
        task = bar.add_task("undoing", total=None)
        for batch in [batch_begun(store, begun) for begun in batches]:
            before = undone_before(store, batch)
            done = undo_batch(
                store,
                new_resolver(store),
                batch,
                lambda claims: bar.update(task, description=f"undoing: {claims:,} claims"),
            )
            if before is not None and done == Undone():
                click.echo(f"{batch}: already undone, {before:%Y-%m-%d %H:%M} UTC. Nothing was changed.")
            else:
                _print_undone(batch, done)


def _print_undone(batch: str, done: Undone) -> None:
    changed = counted(done.events_changed, "event")
    click.echo(
        f"{batch}: {counted(done.claims_deleted, 'claim')} and {counted(done.events_deleted, 'event')} removed; "
        f"{counted(done.claims_kept, 'claim')} of other batches too kept, {changed} changed"
        + (f", {counted(done.proposals_deleted, 'proposal')} removed." if done.proposals_deleted else ".")
    )
    if done.decisions_deleted:
        click.echo(f"  Decisions of the desk on its proposals, gone with them: {done.decisions_deleted:,}.")
    if done.decisions_kept:
        click.echo(
            f"  Decisions of the desk on its claims and events, kept: {done.decisions_kept:,}. They apply again "
            "if it is imported again. `goodoffices review --decided` lists them."
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


def _progress_on(bar: Progress, task: TaskID) -> Callable[[str, int], None]:
    """Tells of articles, one by one, on the line of progress."""
    return lambda file, done: bar.update(task, description=f"{done:,} articles: {shortened(file)}")


def _files(paths: Iterable[Path]) -> list[Path]:
    found: list[Path] = []
    for path in paths:
        inside = sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
        found.extend(file for file in inside if path.is_file() or _looks_importable(file))
        if path.is_dir() and not any(map(_looks_importable, inside)):
            raise BadInput(f"{path} holds neither articles (.txt, .html, .eml, .json) nor facts (.jsonl, .csv, .tsv).")
    return found


def _looks_importable(file: Path) -> bool:
    return file.suffix.lower() in {".jsonl", ".csv", ".tsv"} and ".rejects." not in file.name
