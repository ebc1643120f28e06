"""Turns events into a network: each event a dot between its third parties, sides and venues, placed for good."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import networkx
import numpy

from graph.queries.rows import EventRow, Named, sides_of, third_parties_of
from graph.queries.selection import Selection
from webapp import wording
from webapp.columns import venue_stops
from webapp.textwidth import text_width

MOST_EVENTS = 200
MOST_NODES = 480
"""More is no longer a picture that one can read."""

FONT_SIZE = 13
_NAMED_AT_ONCE = 40
_ROUNDS = 60
_DOT = 12.0
_MARK = 16.0
_BOX_HEIGHT = 24.0
_SEED = 3


@dataclass(frozen=True)
class Node:
    """An event's dot, or an actor or a venue under its name; `weight` is its number of events."""

    key: str
    kind: str
    name: str
    weight: int = 1
    named: bool = False
    unheld: bool = False
    x: float = 0
    y: float = 0


@dataclass(frozen=True)
class Tie:
    """An event and somebody or some place in it, with the kind of the latter."""

    event: str
    other: str
    kind: str


@dataclass(frozen=True)
class EventNetwork:
    """The placed nodes and their ties, and how many of the events are drawn."""

    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    drawn: int


def network_of(events: Sequence[EventRow], selection: Selection) -> EventNetwork:
    """The network of the newest events that fit into a readable picture."""
    ties, named, drawn = _tied(events[:MOST_EVENTS], selection)
    weights = Counter(tie.other for tie in ties)
    loud = {key for key, _ in sorted(weights.items(), key=lambda one: (-one[1], one[0]))[:_NAMED_AT_ONCE]}
    nodes = [Node(key, kind, name, weights[key], key in loud) for key, (kind, name) in named.items()]
    nodes += [
        Node(f"event:{event.id}", "event", wording.headline(event), unheld=not wording.happened(event))
        for event in events[:drawn]
    ]
    places = _layout(tuple((node.key, *_size(node)) for node in nodes), tuple((tie.event, tie.other) for tie in ties))
    return EventNetwork(
        tuple(
            Node(n.key, n.kind, n.name, n.weight, n.named, n.unheld, *place)
            for n, place in zip(nodes, places, strict=True)
        ),
        tuple(ties),
        drawn,
    )


def _tied(events: Sequence[EventRow], selection: Selection) -> tuple[list[Tie], dict[str, tuple[str, str]], int]:
    ties: list[Tie] = []
    named: dict[str, tuple[str, str]] = {}
    for drawn, event in enumerate(events):
        around = _around(event, selection)
        if len(named.keys() | {key for _, key, _ in around}) + drawn + 1 > MOST_NODES:
            return ties, named, drawn
        for kind, key, name in around:
            named.setdefault(key, (kind, name))
            ties.append(Tie(f"event:{event.id}", key, kind))
    return ties, named, len(events)


def _around(event: EventRow, selection: Selection) -> list[tuple[str, str, str]]:
    thirds = [("third", f"actor:{actor.id}", actor.name) for actor in third_parties_of(event, selection.roles)]
    bodies: list[Named] = [body for side in sides_of(event) for body in side]
    taken = {key for _, key, _ in thirds}
    sides = [("side", f"actor:{body.id}", body.name) for body in bodies if f"actor:{body.id}" not in taken]
    venues = [("venue", stop.key, stop.name) for stop in venue_stops(event)]
    return thirds + sides + venues


def _size(node: Node) -> tuple[float, float]:
    if node.kind == "event":
        return _DOT, _DOT
    if node.named:
        return text_width(node.name, FONT_SIZE) + 34, _BOX_HEIGHT
    return _MARK, _MARK


@lru_cache(maxsize=32)
def _layout(
    boxes: tuple[tuple[str, float, float], ...], ties: tuple[tuple[str, str], ...]
) -> tuple[tuple[float, float], ...]:
    """Where each box stands: near what it is tied to, on no other box; the same for the same network."""
    graph = networkx.Graph()
    graph.add_nodes_from(key for key, _, _ in boxes)
    graph.add_edges_from(ties)
    if not boxes:
        return ()
    placed = networkx.spring_layout(graph, seed=_SEED, iterations=_ROUNDS, k=1.6 / len(boxes) ** 0.5, method="force")
    side = 60 * len(boxes) ** 0.5
    points = numpy.array([placed[key] for key, _, _ in boxes]) * (side * 1.35, side * 0.85)
    apart = _apart(points, numpy.array([(width, height) for _, width, height in boxes]))
    return tuple((round(float(x), 1), round(float(y), 1)) for x, y in apart)


def _apart(points: numpy.ndarray, sizes: numpy.ndarray) -> numpy.ndarray:
    """The points moved as little as it takes until no two boxes overlap, along the shorter way out."""
    points = points.astype(float)
    needed = (sizes[:, None, :] + sizes[None, :, :]) / 2 + 4
    for _ in range(120):
        gaps = points[:, None, :] - points[None, :, :]
        overlap = needed - numpy.abs(gaps)
        clash = (overlap > 0).all(axis=2)
        numpy.fill_diagonal(clash, False)
        if not clash.any():
            break
        along_x = overlap[:, :, 0] < overlap[:, :, 1]
        # Two boxes on one spot are parted by their order.
        sign = numpy.where(
            gaps == 0,
            numpy.sign(numpy.arange(len(points))[:, None, None] - numpy.arange(len(points))[None, :, None]),
            numpy.sign(gaps),
        )
        push = numpy.where(numpy.stack([along_x, ~along_x], axis=2), sign * overlap / 2, 0)
        points += numpy.where(clash[:, :, None], push, 0).sum(axis=1) * 0.6
    return points
