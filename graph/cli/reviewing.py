"""The command of the review desk: a list of what waits, single decisions, or one thing after the other."""

from __future__ import annotations

import sys

import click
from rich.console import Console

from graph.cli.base import engine_option, goodoffices
from graph.cli.output import dump, print_table
from graph.cli.session import Session
from graph.cli.showing import COLUMNS, as_data, as_row
from graph.errors import BadInput
from graph.loading import current_user, new_resolver
from graph.queries.desk import DeskKind, desk_item, desk_queue
from graph.settings import Settings
from graph.store.connection import Store
from graph.store.cypher import reads_batches
from graph.store.deciding import Taken, accept, reject, undo_decision
from graph.store.judging import Ruling, judge
from graph.store.opening import open_store
from graph.store.schema import ensure_schema
from graph.vocabulary import Decision


@goodoffices.command()
@click.argument("pair", nargs=-1)
@click.option("--same", "decision", flag_value=Decision.SAME.value, help="LEFT means RIGHT.")
@click.option("--different", "decision", flag_value=Decision.DIFFERENT.value, help="They are two.")
@click.option("--unsure", "decision", flag_value=Decision.UNSURE.value, help="Leave it open.")
@click.option("--accept", "accepted", multiple=True, metavar="ID", help="Accept this proposal.")
@click.option("--reject", "rejected", multiple=True, metavar="ID", help="Reject this proposal.")
@click.option("--undo", "undone", multiple=True, metavar="ID", help="Take the decision on this proposal back.")
@click.option("--why", default="", help="The reason, kept with the decision.")
@click.option("--list", "listed", is_flag=True, help="List what waits, the most urgent first.")
@click.option("--names", is_flag=True, help="List doubtful names, those decided too.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(list(DeskKind)), help="Only this kind of thing.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1), help="List at most so many.")
@click.option("--json", "machine", is_flag=True, help="Print as JSON.")
@engine_option
def review(
    pair: tuple[str, ...],
    decision: str | None,
    accepted: tuple[str, ...],
    rejected: tuple[str, ...],
    undone: tuple[str, ...],
    why: str,
    listed: bool,
    names: bool,
    kinds: tuple[str, ...],
    limit: int,
    machine: bool,
    settings: Settings,
) -> None:
    """Decide on what waits: proposed facts, doubtful names, possible duplicates, accounts that differ.

    In a terminal, one thing after the other, with a key for each decision. Elsewhere, or with --list, a list.
    A pair of names is decided on with: review LEFT RIGHT --same --why "...". Every decision can be taken back.
    """
    wanted = tuple(map(DeskKind, kinds)) or tuple(DeskKind)
    with open_store(settings) as store:
        ensure_schema(store)
        if pair:
            _judge(store, pair, decision, why)
        elif accepted or rejected or undone:
            _decide(store, accepted, rejected, undone, why)
        elif names:
            _print_names(store, machine)
        elif listed or machine or not (sys.stdin.isatty() and sys.stdout.isatty()):
            _print_queue(store, wanted, limit, machine)
        else:
            Session(store, Console(highlight=False), current_user(), wanted).run()


def _judge(store: Store, pair: tuple[str, ...], decision: str | None, why: str) -> None:
    if len(pair) != 2 or decision is None:
        raise BadInput("To decide, give two actor ids and one of --same, --different, --unsure.")
    events = judge(store, Ruling(pair[0], pair[1], Decision(decision), current_user(), why))
    click.echo(f"Kept: {pair[0]} and {pair[1]} are {decision}. {events:,} events computed anew.")


def _decide(
    store: Store, accepted: tuple[str, ...], rejected: tuple[str, ...], undone: tuple[str, ...], why: str
) -> None:
    resolver = new_resolver(store)
    for id in accepted:
        told = accept(store, resolver, _taken(store, id))
        joined = "joins an event that is known" if told.events_confirmed else "a new event"
        click.echo(f"{id}: accepted; {joined}.")
    for id in rejected:
        reject(store, _taken(store, id), why)
        click.echo(f"{id}: rejected.")
    for id in undone:
        undo_decision(store, resolver, _taken(store, id))
        click.echo(f"{id}: waits again.")


def _taken(store: Store, id: str) -> Taken:
    item = desk_item(store, id)
    if item.kind is not DeskKind.PROPOSAL:
        raise BadInput(f"{id} is no proposal; names are decided on with: review LEFT RIGHT --same.")
    return Taken(id, item.version, current_user())


def _print_names(store: Store, machine: bool) -> None:
    answer = store.read(reads_batches.DOUBTS)
    if machine:
        click.echo(dump([dict(zip(answer.columns, row, strict=True)) for row in answer.rows]))
    elif not answer.rows:
        click.echo("No doubtful names.")
    else:
        print_table(answer.columns, answer.rows)


def _print_queue(store: Store, kinds: tuple[DeskKind, ...], limit: int, machine: bool) -> None:
    page = desk_queue(store, kinds, limit)
    if machine:
        click.echo(dump([as_data(item) for item in page.items]))
        return
    if not page.items:
        click.echo("Nothing waits.")
        return
    print_table(COLUMNS, [as_row(item) for item in page.items])
    counts = ", ".join(f"{page.counts[kind]:,} {kind}" for kind in kinds)
    click.echo(f"Waiting: {counts}. Decide with --accept ID, --reject ID, or LEFT RIGHT --same.", err=True)
