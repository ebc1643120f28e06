"""Orders and places the rows of neighbouring columns so that their lines cross little and stay short."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Weights = Mapping[tuple[str, str], int]
"""How many events a line between two rows stands for."""

_SWEEPS = 10
_LOOSEST = 1.6


def swept(columns: Sequence[Sequence[str]], weights: Weights, moving: Sequence[int] = (0, 1, 2)) -> list[list[str]]:
    """The moving columns in barycentre order; each starts in the order given, which also settles ties."""
    neighbours = _neighbours(weights)
    orders = [list(column) for column in columns]
    places = {key: place for order in orders for key, place in _places(order).items()}
    for sweep in range(_SWEEPS):
        for index in moving if sweep % 2 else reversed(moving):
            orders[index].sort(key=lambda key: _centre(key, neighbours, places))
            places.update(_places(orders[index]))
    return orders


def placed(orders: Sequence[Sequence[str]], weights: Weights, gap: float) -> dict[str, float]:
    """A height for every row: the longest column stands even, the others beside what they are linked to."""
    neighbours = _neighbours(weights)
    longest = max(range(len(orders)), key=lambda index: len(orders[index]))
    height = gap * max(len(orders[longest]) - 1, 0)
    heights = {key: gap * rank for rank, key in enumerate(orders[longest])}
    for index in sorted(range(len(orders)), key=lambda index: (abs(index - longest), index)):
        if index != longest:
            wished = [_centre(key, neighbours, heights, height / 2) for key in orders[index]]
            room = max(gap, min(height / max(len(wished) - 1, 1), gap * _LOOSEST))
            heights.update(zip(orders[index], spaced(wished, room, height), strict=True))
    return heights


def spaced(wished: Sequence[float], gap: float, height: float) -> list[float]:
    """The heights nearest to those wished that keep their order and a gap, by pooling adjacent violators."""
    blocks: list[tuple[float, int]] = []
    for rank, wish in enumerate(wished):
        mean, size = wish - rank * gap, 1
        while blocks and blocks[-1][0] > mean:
            other, count = blocks.pop()
            mean, size = (mean * size + other * count) / (size + count), size + count
        blocks.append((mean, size))
    loose = [mean for mean, size in blocks for _ in range(size)]
    room = max(height - gap * (len(wished) - 1), 0)
    return [min(max(start, 0), room) + rank * gap for rank, start in enumerate(loose)]


def _neighbours(weights: Weights) -> dict[str, list[tuple[str, int]]]:
    neighbours: dict[str, list[tuple[str, int]]] = {}
    for (source, target), weight in weights.items():
        neighbours.setdefault(source, []).append((target, weight))
        neighbours.setdefault(target, []).append((source, weight))
    return neighbours


def _places(order: Sequence[str]) -> dict[str, float]:
    return {key: (rank + 0.5) / len(order) for rank, key in enumerate(order)}


def _centre(
    key: str, neighbours: Mapping[str, list[tuple[str, int]]], places: Mapping[str, float], default: float = 0.5
) -> float:
    known = [(places[other], weight) for other, weight in neighbours.get(key, ()) if other in places]
    total = sum(weight for _, weight in known)
    return sum(place * weight for place, weight in known) / total if total else places.get(key, default)
