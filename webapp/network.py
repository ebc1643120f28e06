"""Turns events into a network: each event a dot between its third parties, sides and venues, placed for good."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import networkx
import numpy
import numpy.typing

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
_MOST_ROUNDS = 40
_ROUNDS_OF_NODES = 8_000
"""Rounds of the layout times nodes: the overlaps are removed afterwards, so that a rough layout does."""

_DOT = 12.0
_MARK = 16.0
_BOX_HEIGHT = 24.0
_SEED = 3
_SPRING = 1.6
_WIDTH = 840.0
_HEIGHT = 600.0
_ROOMY = 210
_CLEARANCE = 4.0
_SQUEEZES = 6
_SHOVES = 25
_REACH = 60.0

Points = numpy.typing.NDArray[numpy.float64]
Places = numpy.typing.NDArray[numpy.intp]


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
    # Dots first: what is drawn later stands upon them.
    nodes = [
        Node(f"event:{event.id}", "event", wording.headline(event), unheld=not wording.happened(event))
        for event in events[:drawn]
    ]
    things = [Node(key, kind, name, weights[key], key in loud) for key, (kind, name) in named.items()]
    nodes += sorted(things, key=lambda node: node.named)
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
    if not boxes:
        return ()
    graph = networkx.Graph()
    graph.add_nodes_from(key for key, _, _ in boxes)
    graph.add_edges_from(ties)
    rounds = min(_MOST_ROUNDS, _ROUNDS_OF_NODES // len(boxes))
    placed = networkx.spring_layout(graph, seed=_SEED, iterations=rounds, k=_SPRING / len(boxes) ** 0.5, method="force")
    points = _evened(numpy.array([placed[key] for key, _, _ in boxes]))
    sizes = numpy.array([(width, height) for _, width, height in boxes])
    frame = numpy.array([_WIDTH, max(_HEIGHT, _HEIGHT * len(boxes) / _ROOMY)])
    for _ in range(_SQUEEZES):
        # Whole boxes lie in the frame, so a wide one stays further from its sides.
        points = _apart(sizes / 2 + _within_one(points) * (frame - sizes), sizes, _SHOVES)
    for _ in range(3):
        points = _apart(points, sizes, 4 * _SHOVES)
    return tuple((round(float(x), 1), round(float(y), 1)) for x, y in points)


def _evened(points: Points) -> Points:
    """The points half way to their ranks: crowded middles loosen, strays come home."""
    ranks = points.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable")
    evened: Points = 0.45 * _within_one(points) + 0.55 * _within_one(ranks.astype(numpy.float64))
    return evened


def _within_one(points: Points) -> Points:
    """The points stretched to the unit square."""
    low, span = points.min(axis=0), numpy.ptp(points, axis=0)
    stretched: Points = (points - low) / numpy.where(span == 0, 1, span)
    return stretched


def _apart(points: Points, sizes: Points, shoves: int) -> Points:
    """The points moved as little as it takes until no two boxes overlap, along the shorter way out."""
    at = points.T.copy()
    first, second = _near(points, sizes)
    needed = ((sizes[first] + sizes[second]) / 2 + _CLEARANCE).T
    for _ in range(shoves):
        gaps = at.take(first, 1) - at.take(second, 1)
        overlap = needed - numpy.abs(gaps)
        clash = numpy.flatnonzero(overlap.min(axis=0) > 0)
        if not clash.size:
            break
        overlap, gaps = overlap.take(clash, 1), gaps.take(clash, 1)
        along_x = overlap[0] < overlap[1]
        # Of two boxes on one spot the first goes left or up.
        push = numpy.where([along_x, ~along_x], numpy.where(gaps < 0, -0.5, 0.5) * overlap, 0)
        at += _summed(first[clash], push, len(points)) - _summed(second[clash], push, len(points))
    return at.T


def _summed(places: Places, push: Points, boxes: int) -> Points:
    """All that is pushed at each box, along each axis."""
    return numpy.stack([numpy.bincount(places, along, boxes) for along in push])


def _near(points: Points, sizes: Points) -> tuple[Places, Places]:
    """The pairs of boxes that could come to overlap while they are shoved."""
    order = points[:, 1].argsort(kind="stable")
    heights = points[order, 1]
    # In this order, those that may be near a box are the ones right behind it.
    behind = heights.searchsorted(heights + sizes[:, 1].max() + _REACH) - numpy.arange(1, len(order) + 1)
    first = numpy.arange(len(order)).repeat(behind)
    steps = numpy.arange(1, len(first) + 1) - (behind.cumsum() - behind).repeat(behind)
    first, second = order[first], order[first + steps]
    close = (numpy.abs(points[first] - points[second]) < (sizes[first] + sizes[second]) / 2 + _REACH).all(axis=1)
    return first[close], second[close]
