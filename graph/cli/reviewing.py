"""The command of the review desk: a list of what waits, single decisions, or one thing after the other."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import click
from rich.console import Console

from graph.cli.base import engine_option, goodoffices
from graph.cli.deciding import Done, accepted, checked, paired, rejected, settled, split_off, taken_back
from graph.cli.output import dump, print_table
from graph.cli.pairs import decide_pair, leave_open
from graph.cli.session import Session
from graph.cli.showing import COLUMNS, as_row, show, tellings_as_data, tellings_of
from graph.errors import BadInput
from graph.loading import current_user
from graph.queries.desk import DeskItem, DeskKind, desk_item, desk_queue
from graph.queries.desk_told import told_briefly
from graph.queries.judgements import decisions_made
from graph.settings import Settings
from graph.store.connection import Store
from graph.store.cypher import reads_batches
from graph.store.decisions import Word
from graph.store.opening import open_store
from graph.store.schema import ensure_schema
from graph.vocabulary import Decision

FLAGS = {
    "same": "Two names, events, or the pair with this id: they are one.",
    "different": "Two names, events, or the pair with this id: they are two.",
    "unsure": "Two ids, or that of the pair: take back what was decided, leave it open.",
    "accept": "Let proposals in.",
    "reject": "Turn proposals down.",
    "checked": "Events on which articles differ: looked at, they stay as they are.",
    "split": "A claim was matched wrongly: give it an event of its own. Ids of claims: review ID-OF-EVENT.",
    "undo": "Take the decision back on a proposal, pair, event, actor or claim.",
}
"""The decisions and what each is about."""


@dataclass(frozen=True)
class Listing:
    """What is listed, how much of it, and whether for a machine."""

    kinds: tuple[DeskKind, ...]
    limit: int
    machine: bool


@dataclass(frozen=True)
class Ordered:
    """The one decision that was given, or none, and what belongs with it."""

    name: str
    choose: tuple[str, ...]
    about: str


def decision_flags(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add a flag for each decision."""
    for name, about in reversed(FLAGS.items()):
        command = click.option(f"--{name}", is_flag=True, help=about)(command)
    return command


@goodoffices.command()
@click.argument("ids", nargs=-1)
@decision_flags
@click.option("--choose", multiple=True, metavar="FIELD=VALUE", help="An event on which articles differ: this holds.")
@click.option(
    "--as", "about", default="", metavar="EVENT", help="With --accept: the known event that it is; new: none of those."
)
@click.option("--why", default="", help="The reason, kept with the decision.")
@click.option("--list", "listed", is_flag=True, help="List what waits with its ids, the most urgent first.")
@click.option("--names", is_flag=True, help="List doubtful names, those decided too.")
@click.option("--decided", is_flag=True, help="List decisions on facts, names, events and claims, the latest first.")
@click.option(
    "--kind", "kinds", multiple=True, type=click.Choice([*map(str, DeskKind)]), help="Only this kind of thing."
)
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1), help="List at most so many.")
@click.option("--json", "machine", is_flag=True, help="Print as JSON.")
@engine_option
def review(
    ids: tuple[str, ...],
    choose: tuple[str, ...],
    about: str,
    why: str,
    listed: bool,
    names: bool,
    decided: bool,
    kinds: tuple[str, ...],
    limit: int,
    machine: bool,
    settings: Settings,
    **flags: bool,
) -> None:
    """Decide on what waits: proposed facts, doubtful names, possible duplicates, accounts that differ.

    In a terminal, one thing after the other, with a key for each decision. Elsewhere, or with --list, a list.

    \b
    review ID                               look at one thing of the list
    review ID... --accept                   or --reject: proposed facts
    review ID --accept --as EVENT           it is that known event; --as new: it is none of them
    review ID --same --why "..."            or --different: a pair of names or events
    review LEFT RIGHT --same                or --different: LEFT is RIGHT; names, or ids
    review LEFT RIGHT --unsure              takes either back; ids
    review ID --checked                     or --choose status=held: articles differ on an event
    review CLAIM --split                    a claim is about another event
    review ID --undo                        every decision can be taken back
    """
    decision = Ordered(_decision(flags, choose), choose, about)
    listing = Listing(tuple(map(DeskKind, kinds)) or tuple(DeskKind), limit, machine)
    with open_store(settings) as store:
        ensure_schema(store)
        if decision.name or about:
            _decide(store, ids, decision, Word(current_user(), why))
        elif ids:
            _look(store, ids, machine)
        elif names or decided:
            (_print_names if names else _print_decided)(store, listing)
        elif listed or machine or not (sys.stdin.isatty() and sys.stdout.isatty()):
            _print_queue(store, listing)
        else:
            Session(store, Console(highlight=False), current_user(), listing.kinds).run()


def _decision(flags: Mapping[str, bool], choose: tuple[str, ...]) -> str:
    """The one decision that was given, or none."""
    given = [name for name in FLAGS if flags[name]] + (["choose"] if choose else [])
    if len(given) > 1:
        raise BadInput(f"Give one decision, not --{' and --'.join(given)}. Nothing was kept.")
    return given[0] if given else ""


def _decide(store: Store, ids: tuple[str, ...], ordered: Ordered, word: Word) -> None:
    name = ordered.name
    if ordered.about and name != "accept":
        raise BadInput("--as says which event an accepted fact is: give it with --accept. Nothing was kept.")
    if not ids:
        raise BadInput(f"Say on what to decide: review ID --{name}. `goodoffices review --list` lists ids.")
    if name in set(Decision) and not all(id.startswith("judgement-") for id in ids):
        _decide_pair(store, ids, Decision(name), word)
    elif name == "undo" or name == Decision.UNSURE:
        for id in ids:
            click.echo(f"{id}: {taken_back(store, id, word)}.")
    else:
        for id in ids:
            done = split_off(store, id, word) if name == "split" else _decided(store, id, ordered, word)
            click.echo(f"{id}: {done.words}.")


def _decided(store: Store, id: str, ordered: Ordered, word: Word) -> Done:
    item = desk_item(store, id)
    if ordered.name == "choose":
        return settled(store, item, word, dict(map(_choice, ordered.choose)))
    if ordered.name == "accept":
        return accepted(store, item, word, about=ordered.about)
    return _DECIDERS[ordered.name](store, item, word)


_DECIDERS: Mapping[str, Callable[[Store, DeskItem, Word], Done]] = {
    "reject": rejected,
    "checked": checked,
    "same": partial(paired, decision=Decision.SAME),
    "different": partial(paired, decision=Decision.DIFFERENT),
}


def _choice(words: str) -> tuple[str, str]:
    field, given, value = words.partition("=")
    if not (field and given and value):
        raise BadInput(f"--choose: {words!r} is not FIELD=VALUE, such as status=held.")
    return field, value


def _decide_pair(store: Store, ids: tuple[str, ...], decision: Decision, word: Word) -> None:
    if len(ids) != 2:
        raise BadInput(f"--{decision} needs two names or ids, LEFT and RIGHT, or the id of a pair in the list.")
    pair = (ids[0], ids[1])
    unsure = decision is Decision.UNSURE
    click.echo(leave_open(store, pair, word) if unsure else decide_pair(store, pair, decision, word))


def _look(store: Store, ids: tuple[str, ...], machine: bool) -> None:
    items = [desk_item(store, id) for id in ids]
    if machine:
        told = [told_briefly(item) | {"claims": tellings_as_data(tellings_of(store, item))} for item in items]
        click.echo(dump(told))
        return
    for item in items:
        show(Console(highlight=False), item, tellings_of(store, item))


def _print_names(store: Store, listing: Listing) -> None:
    answer = store.read(reads_batches.DOUBTS)
    if listing.machine:
        click.echo(dump([dict(zip(answer.columns, row, strict=True)) for row in answer.rows]))
    elif not answer.rows:
        click.echo("No doubtful names.")
    else:
        print_table(answer.columns, answer.rows)


def _print_decided(store: Store, listing: Listing) -> None:
    rows = [vars(row) for row in decisions_made(store, listing.limit)]
    if listing.machine:
        click.echo(dump(rows))
    elif not rows:
        click.echo("Nothing was decided yet.")
    else:
        print_table(list(rows[0]), [list(row.values()) for row in rows])


def _print_queue(store: Store, listing: Listing) -> None:
    page = desk_queue(store, listing.kinds, listing.limit)
    if listing.machine:
        click.echo(dump([told_briefly(item) for item in page.items]))
        return
    if not page.items:
        click.echo("Nothing waits.")
        return
    print_table(COLUMNS, [as_row(item) for item in page.items])
    counts = ", ".join(f"{page.counts[kind]:,} {kind}" for kind in listing.kinds)
    click.echo(
        f"Waiting: {counts}. Look at one with review ID; decide with --accept, --same ... (review -h).", err=True
    )
