"""What resolving gives: the nodes that a fact speaks of, the links that come with them, and doubts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.vocabulary import ActorKind, Decision


@dataclass(frozen=True, slots=True)
class Node:
    """A node with a known id: its labels, properties, and where on earth it is."""

    id: str
    labels: tuple[str, ...]
    properties: Mapping[str, object] = field(compare=False)
    location: tuple[float, float] | None = None
    """Longitude and latitude, WGS84 degrees."""

    @property
    def key(self) -> tuple[str, str]:
        """Label and id: an id is unique within its label, so that South Sudan is an actor and a conflict."""
        return self.labels[0], self.id


@dataclass(frozen=True, slots=True)
class Link:
    """A standing relation between two such nodes: REPRESENTS, IN, GOVERNS."""

    type: str
    source: str
    target: str
    properties: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two names that may mean one actor: for a person to judge, never merged by the machine."""

    left: str
    left_name: str
    right: str
    right_name: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision on a pair of actors: who took it, when and why."""

    id: str
    left: str
    left_name: str
    right: str
    right_name: str
    right_kind: ActorKind
    decision: Decision
    by: str
    at: str
    why: str
