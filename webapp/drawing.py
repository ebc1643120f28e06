"""Turns columns and networks into pyvis nodes, edges and options; the only module that knows pyvis."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyvis
from pyvis.network import Network

from webapp import wording
from webapp.columns import Columns, Link, Row
from webapp.network import EventNetwork

VIS_FOLDER = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2"
"""Where pyvis keeps its copy of vis-network; the app serves it from there."""

COLUMN_KINDS = ("third", "side", "venue")
_COLUMN_X = (0, 500, 1_000)
_WIDEST_LINE = 8.0

_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "dragNodes": False,
        "multiselect": False,
        "selectConnectedEdges": False,
        "hoverConnectedEdges": False,
        "keyboard": False,
        "tooltipDelay": 1_000_000,
    },
    "nodes": {"shape": "custom", "chosen": False, "physics": False},
    "edges": {"arrows": {"to": {"enabled": False}}, "chosen": False, "physics": False, "hoverWidth": 0},
}
_COLUMN_OPTIONS: dict[str, Any] = {
    **_OPTIONS,
    "interaction": {**_OPTIONS["interaction"], "dragView": False, "zoomView": False},
    "edges": {
        **_OPTIONS["edges"],
        "smooth": {"enabled": True, "type": "cubicBezier", "forceDirection": "horizontal", "roundness": 0.5},
    },
}
_NETWORK_OPTIONS: dict[str, Any] = {
    **_OPTIONS,
    "interaction": {**_OPTIONS["interaction"], "zoomView": False},
    "edges": {**_OPTIONS["edges"], "smooth": {"enabled": False}},
}


@dataclass(frozen=True)
class Drawing:
    """What the script gives to vis-network, as plain JSON values."""

    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    options: dict[str, Any]


def draw_columns(columns: Columns, hrefs: Mapping[str, str]) -> Drawing:
    """Boxes in three columns; lines end at ports on the boxes' edges, so that none runs under a name."""
    net = _empty(_COLUMN_OPTIONS)
    for row in columns.rows:
        _add_row(net, row, hrefs.get(row.stop.key, ""))
    # Wide lines first: thin ones stay visible upon them.
    for link in sorted(columns.links, key=lambda link: -len(link.events)):
        _add_link(net, link, hrefs.get(link.key, ""))
    return _taken(net)


def draw_network(network: EventNetwork, hrefs: Mapping[str, str]) -> Drawing:
    """Event dots between marks and names at the places that the server found."""
    net = _empty(_NETWORK_OPTIONS)
    for node in network.nodes:
        net.add_node(
            node.key,
            label=node.name or " ",
            shape="custom",
            group=node.kind,
            x=node.x,
            y=node.y,
            count=node.weight,
            named=node.named,
            unheld=node.unheld,
            href=hrefs.get(node.key, ""),
        )
    # pyvis looks up both ends of each edge here, in a list by its own doing: slow for thousands of them.
    net.node_ids = set(net.node_ids)
    for index, tie in enumerate(network.ties):
        net.add_edge(tie.event, tie.other, id=f"tie{index}", kind=tie.kind, width=1, arrows="")
    return _taken(net)


def line_width(events: int) -> float:
    """A width that grows with the root of the number of events."""
    return min(round(0.9 * math.sqrt(events), 2), _WIDEST_LINE)


def _add_row(net: Network, row: Row, href: str) -> None:
    net.add_node(
        row.stop.key,
        label=row.stop.name or " ",
        shape="custom",
        group=COLUMN_KINDS[row.column],
        x=_COLUMN_X[row.column],
        y=row.y,
        column=row.column,
        short=wording.first_of(row.stop.short, row.stop.name),
        full=wording.first_of(row.stop.full, row.stop.name),
        events=list(row.events),
        vague=row.stop.vague,
        unheld=row.unheld,
        href=href,
    )
    for side in ("left", "right")[row.column == 0 : 1 + (row.column < 2)]:
        net.add_node(
            f"{row.stop.key}|{side}",
            label=" ",
            shape="custom",
            group="port",
            x=_COLUMN_X[row.column],
            y=row.y,
            column=row.column,
            side=side,
        )


def _add_link(net: Network, link: Link, href: str) -> None:
    net.add_edge(
        f"{link.source}|right",
        f"{link.target}|left",
        id=link.key,
        ends=[link.source, link.target],
        arrows="",
        events=list(link.events),
        width=line_width(len(link.events)),
        light=link.light,
        dashes=[5, 4] if link.unheld else False,
        href=href,
    )


def _empty(options: Mapping[str, Any]) -> Network:
    # Directed, since an undirected network drops parallel lines without a word.
    net = Network(directed=True)
    net.set_options(json.dumps(options))
    return net


def _taken(net: Network) -> Drawing:
    nodes, edges, _, _, _, options = net.get_network_data()
    return Drawing(nodes, edges, json.loads(options))
