"""The desk in a terminal: one thing after the other, a key for each decision, and the last one can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import click
from rich.console import Console
from rich.text import Text

from graph.cli.correcting import FIELDS, as_json_text, as_lines, from_json_text, from_lines
from graph.cli.showing import show
from graph.errors import BadInput, ChangedMeanwhile
from graph.facts import EventFact
from graph.loading import new_resolver
from graph.queries.desk import DeskItem, DeskKind, desk_item, desk_queue
from graph.store.connection import Store
from graph.store.deciding import Taken, accept, correct, reject, undo_decision
from graph.store.judging import Ruling, judge
from graph.vocabulary import Decision

KEYS = {
    DeskKind.PROPOSAL: "[a]ccept  [c]orrect  [e]dit as JSON  [r]eject",
    DeskKind.NAME: "[s]ame  [d]ifferent",
    DeskKind.DUPLICATE: "look at both in the browser",
    DeskKind.CONTRADICTION: "look at it in the browser",
}


@dataclass
class Session:
    """One person at the desk."""

    store: Store
    console: Console
    by: str
    kinds: tuple[DeskKind, ...] = tuple(DeskKind)
    skipped: set[str] = field(default_factory=set)
    decided: list[DeskItem] = field(default_factory=list)

    def run(self) -> None:
        """Show what waits until nothing does, or the person has had enough."""
        while (item := self._next()) is not None:
            self.console.print(Text(f"\n{KEYS[item.kind]}  [n]ext  [u]ndo  [q]uit", style="dim"))
            key = click.getchar()
            if key in {"q", "\x03", "\x04"}:
                return
            try:
                self._decide(item, key)
            except (ChangedMeanwhile, BadInput) as error:
                self.console.print(Text(str(error), style="red"))
        self.console.print("Nothing waits any more." if not self.skipped else "Nothing waits but what you passed over.")

    def _next(self) -> DeskItem | None:
        page = desk_queue(self.store, self.kinds, limit=len(self.skipped) + 1)
        item = next((item for item in page.items if item.id not in self.skipped), None)
        if item is not None:
            show(self.console, item, sum(page.counts[kind] for kind in self.kinds))
        return item

    def _decide(self, item: DeskItem, key: str) -> None:
        if key == "n":
            self.skipped.add(item.id)
        elif key == "u":
            self._undo()
        elif decide := self._decisions(item).get(key):
            decide(item)
            self.decided.append(item)

    def _decisions(self, item: DeskItem) -> dict[str, Callable[[DeskItem], object]]:
        if item.kind is DeskKind.PROPOSAL:
            return {"a": self._accept, "c": self._correct, "e": self._edit, "r": self._reject}
        if item.kind is DeskKind.NAME:
            words = {"s": Decision.SAME, "d": Decision.DIFFERENT}
            return {key: partial(self._judge, decision=decision) for key, decision in words.items()}
        return {}

    def _taken(self, item: DeskItem) -> Taken:
        return Taken(item.id, item.version, self.by)

    def _accept(self, item: DeskItem) -> None:
        accept(self.store, new_resolver(self.store), self._taken(item))

    def _correct(self, item: DeskItem) -> None:
        fact = _fact_of(item)
        before = as_lines(fact)
        lines = {name: click.prompt(f"  {name}", default=before[name]) for name in FIELDS}
        correct(self.store, new_resolver(self.store), self._taken(item), from_lines(fact, lines))

    def _edit(self, item: DeskItem) -> None:
        text = click.edit(as_json_text(_fact_of(item)), extension=".json")
        if text is None:
            raise BadInput("Nothing was changed in the editor.")
        correct(self.store, new_resolver(self.store), self._taken(item), from_json_text(text))

    def _reject(self, item: DeskItem) -> None:
        reject(self.store, self._taken(item), click.prompt("  why", default=""))

    def _judge(self, item: DeskItem, *, decision: Decision) -> None:
        if item.pair is not None:
            why = click.prompt("  why", default="") if decision is not Decision.UNSURE else "taken back"
            judge(self.store, Ruling(item.pair.left, item.pair.right, decision, self.by, why), item.version)

    def _undo(self) -> None:
        if not self.decided:
            raise BadInput("Nothing has been decided yet that could be taken back.")
        now = desk_item(self.store, self.decided.pop().id)
        if now.kind is DeskKind.PROPOSAL:
            undo_decision(self.store, new_resolver(self.store), self._taken(now))
        else:
            self._judge(now, decision=Decision.UNSURE)


def _fact_of(item: DeskItem) -> EventFact:
    if item.fact is None:
        raise BadInput("There is no fact to correct.")
    return item.fact
