"""CSV with one row per event becomes article facts: lists stand in one cell, joined by `|`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graph.facts import ArticleFacts
from graph.importers.base import Reading, Refused
from graph.importers.drafts import COMMON, Cast, CellFault, Draft, Fault, parts_of
from graph.importers.mapping import OWN_NAMES, Aliases, ColumnMapping
from graph.importers.table import Row, Table, open_table
from graph.vocabulary import PARTY_ROLES, ActorKind, Role

ROLE_COLUMNS: dict[str, Role] = {
    "lead_mediators": Role.LEAD_MEDIATOR,
    "mediators": Role.MEDIATOR,
    "co_mediators": Role.CO_MEDIATOR,
    "facilitators": Role.FACILITATOR,
    "good_offices": Role.GOOD_OFFICES,
    "humanitarian_intermediaries": Role.HUMANITARIAN_INTERMEDIARY,
    "drafters": Role.DRAFTER,
    "hosts": Role.HOST,
    "guarantors": Role.GUARANTOR,
    "offered_by": Role.WOULD_BE_MEDIATOR,
    "observers": Role.OBSERVER,
    "witnesses": Role.WITNESS,
    "monitors": Role.MONITOR,
    "supporters": Role.SUPPORTER,
    "pressure": Role.PRESSURE,
    "coordinators": Role.COORDINATOR,
    "third_parties": Role.THIRD_PARTY_UNSPECIFIED,
    "parties": Role.PARTY,
    "signatories": Role.SIGNATORY,
    "excluded_parties": Role.EXCLUDED_PARTY,
}
"""The column of each role; a person listed under `persons` takes the first of these that its side stands in."""

COLUMNS: Aliases = {
    **COMMON,
    "title": ("event_title",),
    "event_kind": ("kind",),
    **{column: (str(role),) for column, role in ROLE_COLUMNS.items()},
    "offered_by": ("would_be_mediators", "would_be_mediator"),
    "persons": ("people", "individuals"),
}


def read_csv_events(path: Path, mapping: ColumnMapping = OWN_NAMES, encoding: str | None = None) -> Iterator[Reading]:
    """One reading for each row: its article and its event, or the row refused."""
    table = open_table(path, COLUMNS, mapping, encoding)
    for row in table.rows():
        yield row if isinstance(row, Refused) else _read_row(table, row)


def _read_row(table: Table, row: Row) -> Reading:
    try:
        return _facts(row)
    except CellFault as error:
        fault = error.fault
        return table.refuse(row, fault.field, fault.value, fault.reason)


def _facts(row: Row) -> ArticleFacts:
    draft = Draft(row, row.cells)
    for column, role in ROLE_COLUMNS.items():
        if column not in row.cells:
            continue
        side = _side(draft, role)
        side.extend(Cast({"name": name, "role": role}, row, column) for name in _names(row, column))
    for person in _names(row, "persons"):
        _add_person(draft, row, person)
    return draft.facts()


def _names(row: Row, column: str) -> list[str]:
    cell = row.cells.get(column, "")
    if ";" in cell:
        raise CellFault(Fault(row, column, cell, "a list is joined by | and not by ;"))
    return list(dict.fromkeys(parts_of(cell)))


def _side(draft: Draft, role: Role) -> list[Cast]:
    return draft.parties if role in PARTY_ROLES else draft.third_parties


def _add_person(draft: Draft, row: Row, written: str) -> None:
    """Put `Khalifa Haftar (Libyan National Army)` where the Libyan National Army stands."""
    name, bracket, rest = written.partition("(")
    group = rest.strip().removesuffix(")").strip()
    if not (name.strip() and bracket and group and rest.strip().endswith(")")):
        reason = "a person is written with whom it stood for: Khalifa Haftar (Libyan National Army)"
        raise CellFault(Fault(row, "persons", written, reason))
    roles = [cast.values["role"] for cast in (*draft.third_parties, *draft.parties) if cast.values["name"] == group]
    if not roles:
        reason = (
            f"{group!r} stands in no column of this row; list it there, or write the person in the column of its role"
        )
        raise CellFault(Fault(row, "persons", written, reason))
    if len({role in PARTY_ROLES for role in roles}) > 1:
        reason = f"{group!r} is a third party and a party; write the person in the column of its role instead"
        raise CellFault(Fault(row, "persons", written, reason))
    values = {"name": name.strip(), "role": roles[0], "kind": ActorKind.PERSON, "on_behalf_of": group}
    _side(draft, Role(roles[0])).append(Cast(values, row, "persons"))
