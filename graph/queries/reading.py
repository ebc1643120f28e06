"""Turns the records of an answer into frozen rows; what the records hold as ids gets its name here, read once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.queries.rows import EventRow, Named, Participation, Place
from graph.store.cypher.reads import NAMES
from graph.vocabulary import ActorKind, EventClass, Involvement, Modality, Review, Status, VenueKind

if TYPE_CHECKING:
    from graph.store.connection import Store

_KINDS = {kind.value: kind for kind in ActorKind}


@dataclass(frozen=True)
class _Thing:
    """An actor, conflict, process or venue as the rows of events need it."""

    named: Named
    kinds: tuple[str, ...] = ()
    country: str = ""


@dataclass(frozen=True)
class _Around:
    """Everything that stands around some events, by field and id."""

    actors: Mapping[str, _Thing]
    venues: Mapping[str, _Thing]
    conflicts: Mapping[str, _Thing]
    processes: Mapping[str, _Thing]


def records_of(store: Store, statement: str, parameters: Mapping[str, object]) -> list[dict[str, Any]]:
    """The rows of a reading statement, each by column name."""
    answer = store.read(statement, parameters)
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def names_of(store: Store, field: str, ids: Iterable[str]) -> dict[str, Named]:
    """The names of these actors, conflicts, processes or venues; an id that is not in the graph is left out."""
    return {thing_id: thing.named for thing_id, thing in _things(store, field, ids).items()}


def _things(store: Store, field: str, ids: Iterable[str]) -> dict[str, _Thing]:
    wanted = sorted(set(ids))
    records = records_of(store, NAMES[field], {"ids": wanted}) if wanted else []
    return {
        record["id"]: _Thing(
            Named(record["id"], record["name"] or record["id"], record.get("short") or ""),
            tuple(kind for kind in record.get("kinds") or () if kind),
            record.get("iso3") or "",
        )
        for record in records
    }


def event_rows(store: Store, records: list[dict[str, Any]]) -> list[EventRow]:
    """Records of EVENT_ROWS as rows with names; each name is read once, however many events it stands in."""
    behalves = [p[5] for record in records for p in record["participants"] if p[5]]
    around = _Around(
        _things(store, "actors", [*(p[0] for record in records for p in record["participants"]), *behalves]),
        _things(store, "venues", (place[0] for record in records for place in record["places"])),
        _things(store, "conflicts", (one for record in records for one in record["conflicts"])),
        _things(store, "processes", (one for record in records for one in record["processes"])),
    )
    return [_event_row(record, around) for record in records]


def _event_row(record: Mapping[str, Any], around: _Around) -> EventRow:
    participants = [_participation(values, around.actors) for values in record["participants"]]
    places = [_place(values, around.venues) for values in record["places"]]
    return EventRow(
        id=record["id"],
        title=record["title"] or "",
        kind=record["kind"] or "",
        event_class=EventClass(record["event_class"] or "mediation"),
        status=Status(record["status"] or "unknown"),
        outcome=record["outcome"] or "",
        start=record["start"],
        end=record["end"],
        date_precision=record["date_precision"] or "",
        date_text=record["date_text"] or "",
        modality=Modality(record["modality"] or "unknown"),
        configuration=record["configuration"] or "",
        n_articles=record["n_articles"] or 0,
        n_publishers=record["n_publishers"] or 0,
        review=Review(record["review"] or "machine"),
        participants=tuple(sorted(participants, key=lambda one: (one.actor.name, one.actor.id))),
        places=tuple(sorted(places, key=lambda one: (one.venue.name, one.venue.id))),
        conflicts=_named(record["conflicts"], around.conflicts),
        processes=_named(record["processes"], around.processes),
        contradictions=tuple(record["contradictions"] or ()),
    )


def _named(ids: Iterable[str], known: Mapping[str, _Thing]) -> tuple[Named, ...]:
    return tuple(sorted((known[one].named for one in ids), key=lambda named: (named.name, named.id)))


def _participation(values: list[Any], actors: Mapping[str, _Thing]) -> Participation:
    actor, involvement, role, side, response, behalf, lead = values
    body = actors.get(behalf) if behalf else None
    return Participation(
        actor=actors[actor].named,
        kind=next((_KINDS[kind] for kind in actors[actor].kinds if kind in _KINDS), ActorKind.OTHER),
        involvement=Involvement(involvement),
        role=role or "",
        side=side or "",
        response=response or "",
        behalf=body.named if body else None,
        lead=bool(lead),
    )


def _place(values: list[Any], venues: Mapping[str, _Thing]) -> Place:
    venue = venues[values[0]]
    kind = VenueKind(venue.kinds[0]) if venue.kinds else None
    return Place(venue.named, kind, venue.country, bool(values[1]))
