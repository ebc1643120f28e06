"""Rows of the columns: little crossing, short lines, never closer than the gap."""

from __future__ import annotations

import itertools

import pytest

from webapp.order import placed, spaced, swept


def crossings(left: list[str], right: list[str], weights: dict[tuple[str, str], int]) -> int:
    lines = [(left.index(a), right.index(b)) for a, b in weights if a in left and b in right]
    return sum((a - c) * (b - d) < 0 for (a, b), (c, d) in itertools.combinations(lines, 2))


def test_sweeps_undo_crossings() -> None:
    weights = {("a", "z"): 1, ("b", "y"): 1, ("c", "x"): 1, ("z", "r"): 1, ("y", "q"): 1, ("x", "p"): 1}
    left, middle, right = swept([["a", "b", "c"], ["x", "y", "z"], ["p", "q", "r"]], weights)
    assert crossings(left, middle, weights) == 0
    assert crossings(middle, right, weights) == 0


def test_a_column_that_may_not_move_keeps_its_order() -> None:
    orders = swept([["a", "b"], ["x", "y"], ["p"]], {("a", "y"): 1, ("b", "x"): 1}, moving=(0, 2))
    assert orders[1] == ["x", "y"]
    assert orders[0] == ["b", "a"]


def test_the_same_rows_give_the_same_order() -> None:
    weights = {(f"a{i}", f"b{(i * 7) % 5}"): i + 1 for i in range(5)}
    columns = [[f"a{i}" for i in range(5)], [f"b{i}" for i in range(5)], []]
    assert swept(columns, weights) == swept(columns, weights)


@pytest.mark.parametrize("wished", [[0, 0, 0], [50, 10, 90], [90, 90, 90, 90], []])
def test_rows_keep_their_gap_and_stay_inside(wished: list[float]) -> None:
    heights = spaced(wished, 24, 100)
    assert all(after - before >= 24 - 1e-9 for before, after in itertools.pairwise(heights))
    assert all(0 <= height <= 100 for height in heights)


def test_a_short_column_stands_beside_what_it_is_linked_to() -> None:
    heights = placed([["a"], ["x", "y", "z"], ["p"]], {("a", "z"): 1, ("z", "p"): 1}, 30)
    assert heights == {"x": 0, "y": 30, "z": 60, "a": 60, "p": 60}
