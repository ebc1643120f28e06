"""The desk in a terminal: one thing after the other, a key for each decision, and the last ones can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import count

import click
from rich.console import Console
from rich.text import Text

from graph.cli.asking import LEAVE, Corrector
from graph.cli.correcting import as_json_text, from_json_text
from graph.cli.deciding import Done, accepted, checked, paired, rejected, settled, split_off
from graph.cli.keys import explained, keys_of, on_one_line
from graph.cli.showing import fact_lines, show, tellings_of
from graph.errors import BadInput, ChangedMeanwhile, NotFound
from graph.facts import EventFact
from graph.queries.desk import DeskItem, DeskKind, desk_queue
from graph.queries.evidence import EventCard
from graph.store.connection import Store
from graph.store.decisions import Word
from graph.store.placing import AS_MATCHED, NEW_EVENT
from graph.vocabulary import Decision, Outcome, Status

NOTHING_TO_UNDO = (
    "Nothing was decided in this session that could be taken back. `goodoffices review ID --undo` takes any decision "
    "back; --decided lists those on names, events and claims."
)
QUIT = {LEAVE, "\x03", "\x04", ""}
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
    shown: DeskItem | None = None
    cards: tuple[EventCard, ...] = ()
    """The events that the thing at hand is about, with who says so."""

    def run(self) -> None:
        """Show what waits until nothing does, or the person has had enough."""
        while (item := self._next()) is not None or self.decided:
            if item is None:
                self.console.print("\nNothing else waits.")
            if (key := self._key(item)) in QUIT:
                return
            try:
                self._decide(item, key)
            except click.Abort:
                self.console.print("\nNothing was decided.")
            except (ChangedMeanwhile, BadInput, NotFound) as error:
                self.console.print(Text(str(error), style="red"))
        self.console.print("Nothing waits any more." if not self.skipped else "Nothing waits but what you passed over.")

    def _next(self) -> DeskItem | None:
        page = desk_queue(self.store, self.kinds, limit=len(self.skipped) + 1)
        item = next((item for item in page.items if item.id not in self.skipped), None)
        self.cards = tellings_of(self.store, item) if item is not None else ()
        if item is not None and item != self.shown:  # else what was said last would scroll away
            show(self.console, item, self.cards, sum(page.counts[kind] for kind in self.kinds))
        self.shown = item
        return item

    def _key(self, item: DeskItem | None) -> str:
        """Ask for a key until one comes that means something here; `?` tells what each does."""
        keys = keys_of(item, splits=bool(self._splittable()))
        while True:
            self.console.print(Text(f"\n{on_one_line(keys)}", style="dim"))
            key = _pressed()
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
            events = {"i": self._is_event, "w": self._accept_as_new}
            return {"a": self._accept, "c": self._correct, "e": self._edit, "r": self._reject, **events}
        if item.kind is DeskKind.CONTRADICTION:
            return {"c": self._choose, "m": self._check, "p": self._split}
        words = {"s": Decision.SAME, "d": Decision.DIFFERENT}
        return {key: partial(self._judge, decision=decision) for key, decision in words.items()} | {"p": self._split}

    def _word(self) -> Word:
        return Word(self.by, click.prompt("  why", default=""))

    def _accept(self, item: DeskItem) -> Done:
        return accepted(self.store, item, Word(self.by), about=_usual(item))

    def _accept_as_new(self, item: DeskItem) -> Done:
        return accepted(self.store, item, Word(self.by), about=NEW_EVENT)

    def _is_event(self, item: DeskItem) -> Done:
        return accepted(self.store, item, Word(self.by), about=self._known_event(item))

    def _known_event(self, item: DeskItem) -> str:
        """The event that it may be; which is only asked for where there are several."""
        if len(item.others) == 1:
            return item.others[0].id
        numbers = {str(number): event.id for number, event in enumerate(item.others, start=1)}
        return numbers[_one_of(f"  which event, by its number; {LEAVE} leaves", [*numbers])]

    def _correct(self, item: DeskItem) -> Done:
        return self._accept_corrected(item, Corrector(self.store, self.console).corrected(_fact_of(item)))

    def _edit(self, item: DeskItem) -> Done:
        text = click.edit(as_json_text(_fact_of(item)), extension=".json")
        if text is None:
            raise BadInput("Nothing was changed in the editor.")
        return self._accept_corrected(item, from_json_text(text))

    def _accept_corrected(self, item: DeskItem, fact: EventFact) -> Done:
        """The corrected fact is shown, and a last question asked: Enter alone decides nothing."""
        for name, value in fact_lines(fact):
            self.console.print(Text(f"  {name:<14} {value}"))
        keys = {key: label for key, (label, _) in keys_of(item).items() if key in ("a", "i", "w")}
        key = _one_of(f"  {', '.join(keys.values())}; {LEAVE} leaves without deciding", [*keys])
        about = self._known_event(item) if key == "i" else NEW_EVENT if key == "w" else _usual(item)
        return accepted(self.store, item, Word(self.by), fact, about)

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

    def _splittable(self) -> dict[str, str]:
        """The claims that are not alone on their event, by the numbers under which they are shown."""
        numbers = count(1)
        numbered = [(str(next(numbers)), saying, card) for card in self.cards for saying in card.sayings]
        return {number: saying.claim_id for number, saying, card in numbered if len(card.sayings) > 1}

    def _split(self, item: DeskItem) -> Done:
        claims = self._splittable()
        number = _one_of(f"  number of the claim ({', '.join(claims)}); {LEAVE} leaves", [*claims])
        return split_off(self.store, claims[number], self._word())

    def _undo(self) -> None:
        if not self.decided:
            raise BadInput(NOTHING_TO_UNDO)
        done = self.decided.pop()
        done.take_back()
        self.console.print(Text(f"Taken back: {done.words}", style="green"))


def _pressed() -> str:
    """A key; an end of input or Ctrl-C is the key that ends a session."""
    try:
        return click.getchar()
    except (KeyboardInterrupt, EOFError):
        return LEAVE


def _one_of(words: str, choices: Sequence[str]) -> str:
    """One of some answers; LEAVE raises click.Abort."""
    answer = str(click.prompt(words, type=click.Choice([*choices, LEAVE]), show_choices=False))
    if answer == LEAVE:
        raise click.Abort
    return answer


def _usual(item: DeskItem) -> str:
    """What accepting means: a new event where a known one may be meant and it is not said which."""
    return NEW_EVENT if item.others and not item.joins else AS_MATCHED


def _values(item: DeskItem, asked: str) -> list[str]:
    """What can be chosen in a field of an event."""
    places = item.joins.places if item.joins else ()
    known = {"status": [*map(str, Status)], "outcome": [*map(str, Outcome)]}
    return known.get(asked) or [place.venue.id for place in places]


def _fact_of(item: DeskItem) -> EventFact:
    if item.fact is None:
        raise BadInput("There is no fact to correct.")
    return item.fact
