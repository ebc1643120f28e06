"""The desk in a terminal: one thing after the other, a key for each decision, and the last ones can be taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import count

import click
from rich.console import Console
from rich.text import Text

from graph.cli.asking import LEAVE, Corrector, asked
from graph.cli.correcting import as_json_text, from_json_text
from graph.cli.deciding import Done, accepted, checked, paired, rejected, settled, split_off
from graph.cli.keys import ALWAYS, NEXT, DecidingKey, Key, explained, on_one_line
from graph.cli.showing import fact_lines, show, tellings_of
from graph.desk import NOTHING_TO_UNDO
from graph.errors import BadInput, ChangedMeanwhile, NotFound
from graph.facts import EventFact
from graph.queries.desk import DeskItem, DeskKind, desk_queue
from graph.queries.evidence import EventCard
from graph.store.connection import Store
from graph.store.decisions import Word
from graph.store.placing import AS_MATCHED, NEW_EVENT
from graph.vocabulary import Decision, Outcome, Status

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
                self.console.print(f"\n{self._end()}")
            keys = keys_of(item, splits=bool(self._splittable()))
            if (key := self._key(keys)) in QUIT:
                return
            try:
                self._press(item, key, keys[key])
            except click.Abort:
                self.console.print("\nNothing was decided.")
            except (ChangedMeanwhile, BadInput, NotFound) as error:
                self.console.print(Text(str(error), style="red"))
        self.console.print(self._end())

    def _end(self) -> str:
        return "Nothing waits but what you passed over." if self.skipped else "Nothing waits any more."

    def _next(self) -> DeskItem | None:
        page = desk_queue(self.store, self.kinds, limit=len(self.skipped) + 1)
        item = next((item for item in page.items if item.id not in self.skipped), None)
        self.cards = tellings_of(self.store, item) if item is not None else ()
        if item is not None and item != self.shown:  # else what was said last would scroll away
            show(self.console, item, self.cards, sum(page.counts[kind] for kind in self.kinds))
        self.shown = item
        return item

    def _key(self, keys: Mapping[str, Key]) -> str:
        """Ask for a key until one comes that means something here; `?` tells what each does."""
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

    def _press(self, item: DeskItem | None, key: str, meant: Key) -> None:
        if key == "u":
            self._undo()
        elif item is not None and isinstance(meant, DecidingKey):
            done = meant.decide(self, item)
            self.decided.append(done)
            self.console.print(Text(done.words, style="green"))
        elif item is not None:
            self.skipped.add(item.id)

    def _word(self) -> Word:
        return Word(self.by, asked(f"  why; {LEAVE} leaves"))

    def accept(self, item: DeskItem, fact: EventFact | None = None, *, about: str = AS_MATCHED) -> Done:
        """Let a fact in, as it was read or as it was corrected."""
        return accepted(self.store, item, Word(self.by), fact, about)

    def accept_as_known(self, item: DeskItem, fact: EventFact | None = None) -> Done:
        """Let a fact in as the event that it may be."""
        return self.accept(item, fact, about=self._known_event(item))

    def _known_event(self, item: DeskItem) -> str:
        """The event that it may be; which is only asked for where there are several."""
        if len(item.others) == 1:
            return item.others[0].id
        numbers = {str(number): event.id for number, event in enumerate(item.others, start=1)}
        return numbers[_one_of(f"  which event, by its number; {LEAVE} leaves", [*numbers])]

    def correct(self, item: DeskItem) -> Done:
        """Ask for the fields of a fact, then whether to let it in."""
        return self._accept_corrected(item, Corrector(self.store, self.console).corrected(_fact_of(item)))

    def edit(self, item: DeskItem) -> Done:
        """Open a fact in an editor, then ask whether to let it in."""
        text = click.edit(as_json_text(_fact_of(item)), extension=".json")
        if text is None:
            raise BadInput("Nothing was changed in the editor.")
        return self._accept_corrected(item, from_json_text(text))

    def _accept_corrected(self, item: DeskItem, fact: EventFact) -> Done:
        """The corrected fact is shown, and a last question asked: Enter alone decides nothing."""
        for name, value in fact_lines(fact):
            self.console.print(Text(f"  {name:<14} {value}"))
        keys = _accepting(item)
        labels = ", ".join(key.label for key in keys.values())
        key = _one_of(f"  {labels}; {LEAVE} leaves without deciding", [*keys])
        return keys[key].decide(self, item, fact)

    def reject(self, item: DeskItem) -> Done:
        """Turn a fact down."""
        return rejected(self.store, item, self._word())

    def judge(self, item: DeskItem, *, decision: Decision) -> Done:
        """Say whether two are one."""
        return paired(self.store, item, self._word(), decision=decision)

    def choose(self, item: DeskItem) -> Done:
        """Say which account holds; the field is only asked for where there are several."""
        fields = list(item.joins.contradictions) if item.joins else []
        field = fields[0] if len(fields) == 1 else _one_of(f"  field ({', '.join(fields)}); {LEAVE} leaves", fields)
        values = _values(item, field)
        value = _one_of(f"  {field} ({', '.join(values)}); {LEAVE} leaves", values)
        return settled(self.store, item, self._word(), {field: value})

    def check(self, item: DeskItem) -> Done:
        """Say that accounts stay as they are."""
        return checked(self.store, item, self._word())

    def _splittable(self) -> dict[str, str]:
        """The claims that are not alone on their event, by the numbers under which they are shown."""
        numbers = count(1)
        numbered = [(str(next(numbers)), saying, card) for card in self.cards for saying in card.sayings]
        return {number: saying.claim_id for number, saying, card in numbered if len(card.sayings) > 1}

    def split(self, item: DeskItem) -> Done:
        """Let a claim have an event of its own."""
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


def _values(item: DeskItem, asked: str) -> list[str]:
    """What can be chosen in a field of an event."""
    places = item.joins.places if item.joins else ()
    known = {"status": [*map(str, Status)], "outcome": [*map(str, Outcome)]}
    return known.get(asked) or [place.venue.id for place in places]


def _fact_of(item: DeskItem) -> EventFact:
    if item.fact is None:
        raise BadInput("There is no fact to correct.")
    return item.fact


_AS_NEW = partial(Session.accept, about=NEW_EVENT)
_ACCEPT: Mapping[str, DecidingKey] = {"a": DecidingKey("[a]ccept", "let the fact in as it was read", Session.accept)}
_MAYBE: Mapping[str, DecidingKey] = {
    "a": DecidingKey("[a]ccept as a new event", "let the fact in as an event of its own, none of those shown", _AS_NEW),
    "i": DecidingKey(
        "[i]t is that event",
        "let the fact in as one more article on the known event; asks which, if several",
        Session.accept_as_known,
    ),
}
_JOINS: Mapping[str, DecidingKey] = {
    "a": DecidingKey("[a]ccept", "let the fact in: it joins the known event", Session.accept),
    "w": DecidingKey("as a ne[w] event", "let the fact in, kept apart from the known event as one of its own", _AS_NEW),
}
_PROPOSAL: Mapping[str, DecidingKey] = {
    "c": DecidingKey("[c]orrect", "asks for its fields one by one, then whether to let it in", Session.correct),
    "e": DecidingKey(
        "[e]dit as JSON", "opens the whole fact in an editor, then asks whether to let it in", Session.edit
    ),
    "r": DecidingKey("[r]eject", "turn it down; asks why", Session.reject),
}
_PAIR: Mapping[str, DecidingKey] = {
    "s": DecidingKey("[s]ame", "they are one; asks why", partial(Session.judge, decision=Decision.SAME)),
    "d": DecidingKey("[d]ifferent", "they are two; asks why", partial(Session.judge, decision=Decision.DIFFERENT)),
}
_CONTRADICTION: Mapping[str, DecidingKey] = {
    "c": DecidingKey("[c]hoose what holds", "asks which account holds, and why", Session.choose),
    "m": DecidingKey("[m]ark as checked", "looked at; the accounts stay as they are", Session.check),
}
_SPLIT: Mapping[str, DecidingKey] = {
    "p": DecidingKey(
        "s[p]lit a claim off", "one claim is about another event; asks which by its number, and why", Session.split
    )
}


def keys_of(item: DeskItem | None, *, splits: bool = False) -> dict[str, Key]:
    """The keys that mean something at a thing, or where none waits; `splits`: whether a claim can be split off."""
    if item is None:
        return {**ALWAYS}
    return {**_decisions(item), **(_SPLIT if splits else {}), **NEXT, **ALWAYS}


def _decisions(item: DeskItem) -> Mapping[str, DecidingKey]:
    if item.kind is DeskKind.PROPOSAL:
        accepting = _accepting(item)
        return {"a": accepting["a"], **_PROPOSAL, **accepting}
    return _CONTRADICTION if item.kind is DeskKind.CONTRADICTION else _PAIR


def _accepting(item: DeskItem) -> Mapping[str, DecidingKey]:
    """How a fact can be let in: as a new event where a known one may be meant and it is not said which."""
    return _JOINS if item.joins else _MAYBE if item.others else _ACCEPT
