"""Two names that are alike become words for the person who judges them: how alike, or what differs but the name."""

from __future__ import annotations

from graph.names import content_id, fold, slug
from graph.reference import KnownActor
from graph.resolve.nodes import Node


def likeness(score: float) -> str:
    """How alike two names are that are not spelled the same."""
    return f"spelled alike ({min(score, 99):.0f} of 100)"


def what_differs(node: Node, other: str, known: KnownActor | None) -> str:
    """Why an actor is not simply the other of the same name, as far as can be told; `known`: it, if in a table."""
    name = str(node.properties["name"])
    if known is not None and known.iso3:
        return f"the same name, but {known.name} is of {known.iso3} and the conflict is elsewhere"
    if other == content_id(slug(name), fold(name), "person", ""):
        return "two share the name: the other is a person"
    if "Person" in node.labels:
        return "two share the name: this is a person, the other a body or known by another id"
    return "two share the name: they are told of in different conflicts, or the other is known by another id"
