"""The keys of the desk in a terminal: on one line, what each does, and those that mean the same whatever waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from graph.cli.deciding import Done


@dataclass(frozen=True)
class Key:
    """A key as the line of keys names it, and what it does."""

    label: str
    told: str


@dataclass(frozen=True)
class DecidingKey(Key):
    """A key that decides on the thing at hand."""

    decide: Callable[..., Done]
    """Of a session and the thing at hand; where it lets a fact in, also of the fact as it was corrected."""


NEXT: Mapping[str, Key] = {"n": Key("[n]ext", "pass it over; it goes on waiting")}
ALWAYS: Mapping[str, Key] = {
    "u": Key("[u]ndo", "take back what you decided last"),
    "q": Key("[q]uit", "what you decided is kept, the rest goes on waiting"),
    "?": Key("[?] keys", "what each key does"),
}


def on_one_line(keys: Mapping[str, Key]) -> str:
    """The keys as they stand under what waits."""
    return "  ".join(key.label for key in keys.values())


def explained(keys: Mapping[str, Key]) -> Iterator[str]:
    """A line for each key."""
    return (f"  {name}  {key.label.replace('[', '').replace(']', '')}: {key.told}" for name, key in keys.items())
