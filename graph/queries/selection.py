"""Turns the address of a page into a frozen Selection of events, and a Selection back into an address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from graph.dates import bounds_of
from graph.errors import BadInput
from graph.vocabulary import HAPPENED, EventClass, Involvement, Status

ANY = "any"
"""The word in an address that lifts a filter which is on by default."""

NO = "no"
"""The word in an address that leaves out what counts by default."""

COUNTED = (EventClass.MEDIATION, EventClass.NEGOTIATION, EventClass.OFFER)
"""Classes that every view counts unless its reader asks for the rest; related events are counted apart."""

ID_FIELDS = {"actor": "actors", "conflict": "conflicts", "process": "processes", "venue": "venues"}
"""Words of the address that name things of the graph, and the field of a Selection each belongs to."""

_MOST_VALUES = 20
_LONGEST_TEXT = 200
_Word = TypeVar("_Word", bound=StrEnum)


@dataclass(frozen=True)
class Selection:
    """Which events a page speaks of; empty fields select everything."""

    actors: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    processes: tuple[str, ...] = ()
    venues: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = HAPPENED
    classes: tuple[EventClass, ...] = COUNTED
    roles: tuple[Involvement, ...] = ()
    since: date | None = None
    until: date | None = None
    text: str = ""
    sides: str = ""
    inferred: bool = True
    """Whether events count that no single sentence tells of: all that is said of them was put together."""

    def with_value(self, name: str, value: str) -> Selection:
        """The same selection with one more actor, conflict, process or venue."""
        held = self.values_of(name)
        return self if value in held else self._replaced(name, (*held, value))

    def without_value(self, name: str, value: str) -> Selection:
        """The same selection without this actor, conflict, process or venue."""
        return self._replaced(name, tuple(one for one in self.values_of(name) if one != value))

    def naming(self, text: str) -> Selection:
        """The same selection, of events whose title or participants hold this text."""
        return replace(self, text=text.strip()[:_LONGEST_TEXT])

    def values_of(self, name: str) -> tuple[str, ...]:
        """The ids that the address gives under this word."""
        values: tuple[str, ...] = getattr(self, ID_FIELDS[name])
        return values

    def _replaced(self, name: str, values: tuple[str, ...]) -> Selection:
        changed: dict[str, Any] = {ID_FIELDS[name]: values}
        return replace(self, **changed)


def selection_from(address: Mapping[str, Sequence[str]]) -> Selection:
    """Read a selection from the words of an address; raises BadInput for a value that no filter knows."""
    since, until = _first_day(address), _last_day(address)
    if since and until and since > until:
        raise BadInput(f"The years end ({until}) before they start ({since}). Swap since and until.")
    return Selection(
        actors=_several(address, "actor"),
        conflicts=_several(address, "conflict"),
        processes=_several(address, "process"),
        venues=_several(address, "venue"),
        statuses=_words(address, "status", Status, HAPPENED),
        classes=_words(address, "class", EventClass, COUNTED),
        roles=_words(address, "role", Involvement, ()),
        since=since,
        until=until,
        text=_one(address, "text").strip()[:_LONGEST_TEXT],
        sides=_one(address, "sides")[:1_000],
        inferred=_with_inferred(_one(address, "inferred").strip().lower()),
    )


def address_of(selection: Selection) -> list[tuple[str, str]]:
    """The words and values that `selection_from` reads back to the same selection, in a settled order."""
    pairs = [(name, value) for name, field in ID_FIELDS.items() for value in getattr(selection, field)]
    pairs += _word_pairs("status", selection.statuses, HAPPENED, tuple(Status))
    pairs += _word_pairs("class", selection.classes, COUNTED, tuple(EventClass))
    pairs += _word_pairs("role", selection.roles, (), None)
    plain = {
        "since": selection.since.isoformat() if selection.since else "",
        "until": selection.until.isoformat() if selection.until else "",
        "text": selection.text,
        "sides": selection.sides,
        "inferred": "" if selection.inferred else NO,
    }
    return pairs + [(name, value) for name, value in plain.items() if value]


def _one(address: Mapping[str, Sequence[str]], name: str) -> str:
    return next((value for value in address.get(name, ()) if value), "")


def _several(address: Mapping[str, Sequence[str]], name: str) -> tuple[str, ...]:
    values = tuple(dict.fromkeys(value.strip()[:300] for value in address.get(name, ()) if value.strip()))
    if len(values) > _MOST_VALUES:
        raise BadInput(f"{name}: {len(values)} values, at most {_MOST_VALUES} at once. Remove some.")
    return values


def _words(
    address: Mapping[str, Sequence[str]], name: str, words: type[_Word], default: tuple[_Word, ...]
) -> tuple[_Word, ...]:
    values = [value.strip().lower() for value in address.get(name, ()) if value.strip()]
    if not values:
        return default
    if ANY in values:
        return tuple(words) if default else ()
    known = {word.value.lower(): word for word in words}
    for value in values:
        if value not in known:
            raise BadInput(f"{name}: nothing is called {value!r}. Use {', '.join(known)}, or {ANY}.")
    return tuple(word for value, word in known.items() if value in values)


def _word_pairs(
    name: str, held: Iterable[StrEnum], default: tuple[StrEnum, ...], everything: tuple[StrEnum, ...] | None
) -> list[tuple[str, str]]:
    words = tuple(held)
    if words == default:
        return []
    if everything is not None and set(words) == set(everything):
        return [(name, ANY)]
    return [(name, word.value.lower()) for word in words]


def _with_inferred(word: str) -> bool:
    if word not in ("", ANY, NO):
        raise BadInput(f"inferred: nothing is called {word!r}. Use {NO} to hide what was inferred, or {ANY}.")
    return word != NO


def _first_day(address: Mapping[str, Sequence[str]]) -> date | None:
    value = _one(address, "since").strip()
    return _bounds("since", value)[0] if value else None


def _last_day(address: Mapping[str, Sequence[str]]) -> date | None:
    value = _one(address, "until").strip()
    return _bounds("until", value)[1] if value else None


def _bounds(name: str, value: str) -> tuple[date | None, date | None]:
    try:
        start, end, _ = bounds_of(value)
    except ValueError as error:
        raise BadInput(f"{name}: {value!r} is not a date. Write 2023, 2023-05 or 2023-05-14.") from error
    return start, end
