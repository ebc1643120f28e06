"""Values as the driver gives them become plain JSON values: nodes, relationships, paths, points and dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time

from neo4j.graph import Node, Path, Relationship
from neo4j.spatial import Point
from neo4j.time import Duration


def plain(value: object) -> object:
    """A JSON value that says the same; the driver's own kinds become objects, dates ISO 8601 text."""
    if isinstance(value, Node):
        return {"labels": sorted(value.labels), "properties": plain(dict(value.items()))}
    if isinstance(value, Relationship):
        return {"type": value.type, "properties": plain(dict(value.items()))}
    if isinstance(value, Path):
        return {"nodes": [plain(node) for node in value.nodes], "relationships": [plain(r) for r in value.relationships]}
    if isinstance(value, Point):
        return {"srid": value.srid, "coordinates": [float(part) for part in value]}
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(part) for part in value]
    if isinstance(value, Duration | bytes):
        return str(value)
    return value
