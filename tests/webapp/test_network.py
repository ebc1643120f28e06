"""The network: nothing on top of anything else, the same tomorrow, and never too much of it."""

from __future__ import annotations

import itertools

from graph.queries.selection import Selection
from tests.webapp.rows import event
from webapp.network import FONT_SIZE, MOST_NODES, Node, network_of
from webapp.textwidth import text_width

EVENTS = [
    event(f"Third {n % 7}, Third {n % 5}", f"Side {n % 4}, Side {n % 3}", f"City {n % 6}", day=f"2020-01-{n + 1:02}")
    for n in range(30)
]


def overlap(a: Node, b: Node) -> bool:
    width = (box(a)[0] + box(b)[0]) / 2
    height = (box(a)[1] + box(b)[1]) / 2
    return abs(a.x - b.x) < width and abs(a.y - b.y) < height


def box(node: Node) -> tuple[float, float]:
    return (text_width(node.name, FONT_SIZE) + 20, 22) if node.named else (8, 8)


def test_no_name_stands_on_another() -> None:
    nodes = network_of(EVENTS, Selection()).nodes
    assert not [(a.name, b.name) for a, b in itertools.combinations(nodes, 2) if overlap(a, b)]


def test_the_same_events_give_the_same_picture() -> None:
    assert network_of(EVENTS, Selection()) == network_of(list(EVENTS), Selection())


def test_an_actor_on_both_sides_of_one_table_is_one_node() -> None:
    network = network_of([event("Egypt", "Egypt, Israel", "Camp David")], Selection())
    assert sorted(node.name for node in network.nodes if node.kind != "event") == ["Camp David", "Egypt", "Israel"]


def test_what_does_not_fit_is_left_out_and_counted() -> None:
    crowd = [event(", ".join(f"Third {n} {m}" for m in range(30)), day=f"2020-03-{n + 1:02}") for n in range(30)]
    network = network_of(crowd, Selection())
    assert network.drawn < len(crowd)
    assert len(network.nodes) <= MOST_NODES


def test_no_events_give_no_picture() -> None:
    assert network_of([], Selection()).nodes == ()
