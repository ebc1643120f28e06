"""Turns a selection into chips that read as a sentence, and into the switches that widen it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from graph.queries.events import Tally
from graph.queries.rows import EventRow, sides_key, sides_of
from graph.queries.selection import COUNTED, ID_FIELDS, Selection
from graph.vocabulary import HAPPENED, EventClass, Status
from webapp import addresses, wording
from webapp.summary import Names, named

_BEFORE = {"actor": "with", "conflict": "", "process": "", "venue": "in"}


@dataclass(frozen=True)
class Chip:
    """One filter in words, and the address without it."""

    text: str
    removed: str
    before: str = ""
    loosened: str = ""
    """What the address without it shows, where "without" and the filter's words would not say so."""


@dataclass(frozen=True)
class Switch:
    """A filter that is on by default: what it says, how many events it would show, and the other address."""

    text: str
    events: int
    on: bool
    href: str


def chips_of(selection: Selection, names: Names, rows: Sequence[EventRow], view: str) -> tuple[Chip, ...]:
    """Every filter of the selection in the order of the sentence: what, whom, where, when, whether."""
    return tuple(
        chip
        for chips in (
            _named_chips(selection, names, view),
            _sides_chip(selection, rows, view),
            _plain_chips(selection, view),
        )
        for chip in chips
    )


def switches_of(selection: Selection, tallies: Sequence[Tally], view: str) -> tuple[Switch, Switch]:
    """What did not happen, and what is only related to mediation: counted apart, shown when asked for."""
    counted = [t for t in tallies if t.event_class in selection.classes]
    unheld = sum(t.events for t in counted if t.status not in HAPPENED)
    related = sum(t.events for t in tallies if t.status in selection.statuses and t.event_class not in COUNTED)
    all_statuses, all_classes = set(selection.statuses) == set(Status), set(selection.classes) == set(EventClass)
    return (
        Switch(
            "also what did not happen",
            unheld,
            all_statuses,
            addresses.mediation(replace(selection, statuses=HAPPENED if all_statuses else tuple(Status)), view),
        ),
        Switch(
            "also mediation-related",
            related,
            all_classes,
            addresses.mediation(replace(selection, classes=COUNTED if all_classes else tuple(EventClass)), view),
        ),
    )


def _named_chips(selection: Selection, names: Names, view: str) -> Iterable[Chip]:
    for word in ("conflict", "actor", "process", "venue"):
        for value in selection.values_of(word):
            name = named(names, ID_FIELDS[word], value)
            # Opened sets of sides belong to one conflict; leaving it closes them.
            without = replace(selection.without_value(word, value), sides="")
            yield Chip(name, addresses.mediation(without, view), _BEFORE[word])


def _sides_chip(selection: Selection, rows: Sequence[EventRow], view: str) -> Iterable[Chip]:
    if selection.sides:
        row = next((row for row in rows if sides_key(row) == selection.sides), None)
        name = wording.short_sides(sides_of(row)) if row and sides_of(row) else "sides not reported"
        yield Chip(name, addresses.mediation(replace(selection, sides=""), view), "between" if row else "")


def _plain_chips(selection: Selection, view: str) -> Iterable[Chip]:
    if selection.since or selection.until:
        without = replace(selection, since=None, until=None)
        yield Chip(wording.years(selection.since, selection.until), addresses.mediation(without, view))
    if selection.text:
        without = replace(selection, text="")
        yield Chip(
            f"\N{LEFT DOUBLE QUOTATION MARK}{selection.text}\N{RIGHT DOUBLE QUOTATION MARK}",
            addresses.mediation(without, view),
            "naming",
        )
    if selection.roles:
        verbs = wording.listed([wording.ROLE_VERBS[role] for role in selection.roles], "or")
        yield Chip(f"third parties that {verbs}", addresses.mediation(replace(selection, roles=()), view))
    if not selection.inferred:
        everything_read = addresses.mediation(replace(selection, inferred=True), view)
        yield Chip("nothing inferred", everything_read, loosened="what was inferred too")
    if set(selection.classes) != set(COUNTED):
        everything = set(selection.classes) == set(EventClass)
        text = "mediation-related too" if everything else wording.words_of(selection.classes)
        yield Chip(text, addresses.mediation(replace(selection, classes=COUNTED), view))
    # Taking away "held or under way" shows everything; taking away anything else leads back to it.
    held = set(selection.statuses) == set(HAPPENED)
    yield Chip(
        wording.status_words(selection.statuses),
        addresses.mediation(replace(selection, statuses=tuple(Status) if held else HAPPENED), view),
        loosened="what did not happen too" if held else "what was held or is under way",
    )
