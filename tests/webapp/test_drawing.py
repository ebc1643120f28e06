"""What pyvis is given and what it gives back: every line kept, plain JSON, positions of ours."""

from __future__ import annotations

import json

from graph.queries.selection import Selection
from tests.webapp.rows import event
from webapp.columns import columns_of
from webapp.drawing import VIS_FOLDER, draw_columns, draw_network, line_width
from webapp.network import network_of

EVENTS = [event("Egypt", "A, B", "Cairo"), event("Egypt, Italy", "A, B", "Rome", day="2020-02-01")]


def test_columns_keep_every_line_and_stand_still() -> None:
    columns = columns_of(EVENTS, Selection())
    drawing = draw_columns(columns, {"actor:egypt": "/actors/egypt"})
    assert len(drawing.edges) == len(columns.links)
    assert drawing.options["physics"] == {"enabled": False}
    assert next(node for node in drawing.nodes if node["id"] == "actor:egypt")["href"] == "/actors/egypt"


def test_a_name_of_any_kind_is_data_and_never_a_title() -> None:
    drawing = draw_columns(columns_of([event("<b>href</b>", "A", "Cairo")], Selection()), {})
    assert all("title" not in node for node in drawing.nodes)
    assert json.loads(json.dumps(drawing.nodes)) == drawing.nodes


def test_a_network_has_a_node_for_each_event_and_a_line_for_each_part() -> None:
    drawing = draw_network(network_of(EVENTS, Selection()), {})
    assert sum(node["group"] == "event" for node in drawing.nodes) == 2
    assert len(drawing.edges) == 4 + 5


def test_widths_grow_with_the_root_up_to_a_limit() -> None:
    assert line_width(16) == 2 * line_width(4)
    assert line_width(100_000) == 8


def test_vis_network_is_served_from_the_installed_pyvis() -> None:
    assert (VIS_FOLDER / "vis-network.min.js").is_file()
