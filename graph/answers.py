"""Values as the driver gives them become plain JSON values: nodes, relationships, paths, points and dates."""

from __future__ import annotations

from datetime import date, time
from functools import singledispatch

import neo4j.time
from neo4j.graph import Node, Path, Relationship
from neo4j.spatial import Point
from neo4j.time import Duration


@singledispatch
def plain(value: object) -> object:
    """A JSON value that says the same; the driver's own kinds become objects, dates ISO 8601 text."""
    return value


@plain.register
def _node(value: Node) -> object:
    return {"labels": sorted(value.labels), "properties": plain(dict(value.items()))}


@plain.register
def _relationship(value: Relationship) -> object:
    return {"type": value.type, "properties": plain(dict(value.items()))}


@plain.register
def _path(value: Path) -> object:
    return {"nodes": plain(list(value.nodes)), "relationships": plain(list(value.relationships))}


@plain.register
def _point(value: Point) -> object:
    return {"srid": value.srid, "coordinates": [float(part) for part in value]}


@plain.register(date)
@plain.register(time)
@plain.register(neo4j.time.Date)
@plain.register(neo4j.time.DateTime)
@plain.register(neo4j.time.Time)
def _moment(value: date | time) -> object:
    return value.isoformat()


@plain.register(Duration)
@plain.register(bytes)
def _text(value: Duration | bytes) -> object:
    return str(value)


@plain.register
def _mapping(value: dict) -> object:  # type: ignore[type-arg]  # registering reads the bare class
    return {str(key): plain(part) for key, part in value.items()}


@plain.register(list)
@plain.register(tuple)
@plain.register(set)
@plain.register(frozenset)
def _collection(value: list[object]) -> object:
    return [plain(part) for part in value]
