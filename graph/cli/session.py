"""The desk in a terminal: one thing after the other, a key for each decision, and the last ones can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import click
from rich.console import Console
from rich.text import Text

from graph.cli.correcting import FIELDS, as_json_text, as_lines, from_json_text, from_lines
from graph.cli.deciding import Done, accepted, checked, paired, rejected, settled, split_off
from graph.cli.keys import explained, keys_of, on_one_line
from graph.cli.showing import show, tellings_of
from graph.errors import BadInput, ChangedMeanwhile, NotFound
from graph.facts import EventFact
from graph.queries.desk import DeskItem, DeskKind, desk_queue
from graph.store.connection import Store
from graph.store.decisions import Word
from graph.vocabulary import Decision, Outcome, Status

QUIT = {"q", "\x03", "\x04", ""}
"""Keys that end a session; the last is what is read where no more keys come."""


@dataclass
class Session:
    """One person at the desk."""

    store: Store
    console: Console
    by: str
    kinds: tuple[DeskKind, ...] = tuple(DeskKind)
    skipped: set[str] = field(default_factory=set)
    decided: list[Done] = field(default_factory=list)

    def run(self) -> None:
        """Show what waits until nothing does, or the person has had enough."""
        while (item := self._next()) is not None or self.decided:
            if item is None:
                self.console.print("\nNothing else waits.")
            if (key := self._key(item)) in QUIT:
                return
            try:
                self._decide(item, key)
            except (ChangedMeanwhile, BadInput, NotFound) as error:
                self.console.print(Text(str(error), style="red"))
        self.console.print("Nothing waits any more." if not self.skipped else "Nothing waits but what you passed over.")

    def _next(self) -> DeskItem | None:
        page = desk_queue(self.store, self.kinds, limit=len(self.skipped) + 1)
        item = next((item for item in page.items if item.id not in self.skipped), None)
        if item is not None:
            show(self.console, item, tellings_of(self.store, item), sum(page.counts[kind] for kind in self.kinds))
        return item

    def _key(self, item: DeskItem | None) -> str:
        """Ask for a key until one comes that means something here; `?` tells what each does."""
        keys = keys_of(item.kind if item else None)
        while True:
            self.console.print(Text(f"\n{on_one_line(keys)}", style="dim"))
            key = click.getchar()
            if key == "?":
                self.console.print(Text("\n".join(explained(keys))))
            elif key in keys or key in QUIT:
                return key
            else:
                told = f"{key!r} is no key here. There are {', '.join(keys)}; ? tells what each does."
                self.console.print(Text(told, style="red"))

    def _decide(self, item: DeskItem | None, key: str) -> None:
        if key == "u":
            self._undo()
        elif item is None:
            return
        elif key == "n":
            self.skipped.add(item.id)
        elif decide := self._decisions(item).get(key):
            done = decide(item)
            self.decided.append(done)
            self.console.print(Text(done.words, style="green"))

    def _decisions(self, item: DeskItem) -> dict[str, Callable[[DeskItem], Done]]:
        if item.kind is DeskKind.PROPOSAL:
            return {"a": self._accept, "c": self._correct, "e": self._edit, "r": self._reject}
        if item.kind is DeskKind.CONTRADICTION:
            return {"c": self._choose, "m": self._check, "p": self._split}
        words = {"s": Decision.SAME, "d": Decision.DIFFERENT}
        pairs = {key: partial(self._judge, decision=decision) for key, decision in words.items()}
        return {**pairs, "p": self._split} if item.kind is DeskKind.DUPLICATE else {**pairs}

    def _word(self) -> Word:
        return Word(self.by, click.prompt("  why", default=""))

    def _accept(self, item: DeskItem) -> Done:
        return accepted(self.store, item, Word(self.by))

    def _correct(self, item: DeskItem) -> Done:
        fact = _fact_of(item)
        before = as_lines(fact)
        lines = {name: click.prompt(f"  {name}", default=before[name]) for name in FIELDS}
        return accepted(self.store, item, Word(self.by), from_lines(fact, lines))

    def _edit(self, item: DeskItem) -> Done:
        text = click.edit(as_json_text(_fact_of(item)), extension=".json")
        if text is None:
            raise BadInput("Nothing was changed in the editor.")
        return accepted(self.store, item, Word(self.by), from_json_text(text))

    def _reject(self, item: DeskItem) -> Done:
        return rejected(self.store, item, self._word())

    def _judge(self, item: DeskItem, *, decision: Decision) -> Done:
        return paired(self.store, item, self._word(), decision=decision)

    def _choose(self, item: DeskItem) -> Done:
        """The field is only asked for where there are several."""
        fields = list(item.joins.contradictions) if item.joins else []
        asked = click.prompt("  field", type=click.Choice(fields)) if len(fields) > 1 else "".join(fields)
        value = click.prompt(f"  {asked}", type=click.Choice(_values(item, asked)))
        return settled(self.store, item, self._word(), {asked: value})

    def _check(self, item: DeskItem) -> Done:
        return checked(self.store, item, self._word())

    def _split(self, item: DeskItem) -> Done:
        claims = [saying.claim_id for card in tellings_of(self.store, item) for saying in card.sayings]
        number = click.prompt("  number of the claim", type=click.IntRange(1, len(claims)))
        return split_off(self.store, claims[number - 1], self._word())

    def _undo(self) -> None:
        if not self.decided:
            raise BadInput("Nothing has been decided yet that could be taken back.")
        done = self.decided.pop()
        done.take_back()
        self.console.print(Text(f"Taken back: {done.words}", style="green"))


def _values(item: DeskItem, asked: str) -> list[str]:
    """What can be chosen in a field of an event."""
    places = item.joins.places if item.joins else ()
    known = {"status": [*map(str, Status)], "outcome": [*map(str, Outcome)]}
    return known.get(asked) or [place.venue.id for place in places]


def _fact_of(item: DeskItem) -> EventFact:
    if item.fact is None:
        raise BadInput("There is no fact to correct.")
    return item.fact
