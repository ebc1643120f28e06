"""Turns a selection into the filter form: what it keeps in hidden fields, and what it lets one choose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from graph.queries.selection import ANY, COUNTED, NO, Selection, address_of
from graph.vocabulary import HAPPENED, EventClass, Involvement, Status
from webapp import wording

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Option:
    """One answer of a choice and its word in the address."""

    value: str
    text: str
    chosen: bool


@dataclass(frozen=True)
class Choice:
    """One field with its answers."""

    name: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class FilterForm:
    """The whole form: `kept` keeps everything, `kept_ids` what the form itself does not ask."""

    kept: Pairs
    kept_ids: Pairs
    choices: tuple[Choice, ...]


def filter_form(selection: Selection, view: str) -> FilterForm:
    """The form that changes this selection."""
    asked = replace(selection, statuses=HAPPENED, classes=COUNTED, roles=(), inferred=True)
    asked = replace(asked, since=None, until=None, text="")
    shown = (("view", view),) if view else ()
    helpers = [role for role in Involvement if role is not Involvement.PARTY_TO]
    return FilterForm(
        kept=tuple(address_of(selection)),
        kept_ids=(*address_of(asked), *shown),
        choices=(
            _choice("status", "Whether it happened", selection.statuses, list(Status), HAPPENED),
            _choice("class", "Counts as", selection.classes, list(EventClass), COUNTED),
            _choice("role", "Third parties that", selection.roles, helpers, ()),
            _inferred_choice(selection.inferred),
        ),
    )


def _choice(
    name: str, label: str, held: Sequence[StrEnum], words: Sequence[StrEnum], default: Sequence[StrEnum]
) -> Choice:
    everything = bool(default) and set(held) == set(words)
    usual = wording.words_of(tuple(default)) if default else "took part in any way"
    options = [Option("", usual, set(held) == set(default))]
    options += [Option(ANY, "all of them", everything)] if default else []
    options += [Option(one.lower(), _text(one), tuple(held) == (one,)) for one in words]
    return Choice(name, label, tuple(options))


def _inferred_choice(shown: bool) -> Choice:
    options = (Option("", "shown too", shown), Option(NO, "hidden", not shown))
    return Choice("inferred", "What was inferred", options)


def _text(one: StrEnum) -> str:
    return wording.ROLE_VERBS[one] if isinstance(one, Involvement) else wording.word(one)
