"""Persons' decisions that shape events: which are one, which claims stand apart, which of several accounts holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Rulings:
    """The decisions that stand, as matching and projecting need them."""

    merged: Mapping[str, str] = field(default_factory=dict)
    """Of each event that is another: that other."""
    apart: Mapping[str, str] = field(default_factory=dict)
    """Of each claim that was matched wrongly: the event of its own."""
    rests: Mapping[str, str] = field(default_factory=dict)
    """Of each such event: what it was split off. Others that look like it are about that one."""
    different: frozenset[frozenset[str]] = frozenset()
    """Pairs of events that look alike and are two."""
    chosen: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Of each event with accounts that differ: which holds, by field; empty where all were looked at and left."""

    @property
    def move_claims(self) -> bool:
        """Whether any claim stands elsewhere than where it was matched."""
        return bool(self.merged or self.apart)

    def end(self, event: str) -> str:
        """The event that an event is, along all decisions."""
        passed: set[str] = set()
        while event in self.merged and event not in passed:
            passed.add(event)
            event = self.merged[event]
        return event

    def rest_of(self, event: str) -> str:
        """An event itself, or what it was split off."""
        return self.rests.get(event, event)

    def event_of(self, claim: str, home: str) -> str:
        """The event on which a claim stands; `home` is the one that it was matched with, or that it founds."""
        return self.end(self.apart.get(claim, home))

    def are_different(self, event: str, other: str) -> bool:
        """Whether a person has said that two events are not one."""
        return frozenset((event, other)) in self.different


NO_RULINGS = Rulings()
"""Where nobody has decided anything."""
