"""CSV with one row per participant becomes article facts: rows next to each other with one event key are one event."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from graph.facts import ArticleFacts
from graph.importers.base import Reading, Refused, nearest
from graph.importers.drafts import COMMON, Cast, CellFault, Draft, Fault, actor_kind_of, word_of
from graph.importers.mapping import OWN_NAMES, Aliases, ColumnMapping
from graph.importers.table import Row, Table, open_table
from graph.vocabulary import PARTY_ROLES, Role

MOST_ROWS = 1_000
"""Participants of one event. The largest conferences have some 200; more is a key that is none."""

_THIRD_PARTY_ONLY = ("lead",)
_PARTY_ONLY = ("side", "response", "belligerent")
_PARTICIPANT: Aliases = {
    "name": ("participant", "actor", "actor_name"),
    "role": ("participant_role", "actor_role"),
    "actor_kind": ("kind", "participant_kind"),
    "actor_id": ("participant_id", "wikidata_id"),
    "on_behalf_of": ("behalf_of",),
    "lead": ("leads",),
    "side": (),
    "response": (),
    "belligerent": (),
}
_IN_THE_MODEL = {"actor_kind": "kind", "actor_id": "id"}
_COLUMN_OF = {_IN_THE_MODEL.get(name, name): name for name in _PARTICIPANT}

COLUMNS: Aliases = {
    **COMMON,
    "title": ("event_title",),
    "event_kind": (),
    **_PARTICIPANT,
}


def read_csv_participants(
    path: Path, mapping: ColumnMapping = OWN_NAMES, encoding: str | None = None
) -> Iterator[Reading]:
    """One reading for each event; where one of its rows is bad, all its rows are refused, to be mended together."""
    table = open_table(path, COLUMNS, mapping, encoding)
    with closing(_EndedKeys()) as ended:
        group: list[Row | Refused] = []
        for row in table.rows():
            if group and (_key(row) != _key(group[0]) or len(group) == MOST_ROWS):
                yield from _read_event(table, group, ended)
                group = []
            group.append(row)
        yield from _read_event(table, group, ended)


def _key(row: Row | Refused) -> str:
    """The event key; a row that cannot be read stands alone."""
    return row.cells.get("event_key", "") if isinstance(row, Row) else f"\0{row.line}"


def _read_event(table: Table, group: list[Row | Refused], ended: _EndedKeys) -> Iterator[Reading]:
    rows = [row for row in group if isinstance(row, Row)]
    yield from (row for row in group if isinstance(row, Refused))
    if not rows:
        return
    try:
        _check_key(rows, ended)
        yield _facts(rows)
    except CellFault as error:
        yield from _refused_together(table, rows, error.fault)


def _check_key(rows: list[Row], ended: _EndedKeys) -> None:
    first, key = rows[0], _key(rows[0])
    if not key:
        raise CellFault(Fault(first, "event_key", "", "each participant needs the key of its event"))
    earlier = ended.add(key, rows[-1].line)
    if earlier is not None:
        reason = f"the rows of this event ended in line {earlier:,}; sort the file by the event key and import it again"
        raise CellFault(Fault(first, "event_key", key, reason))
    if len(rows) == MOST_ROWS:
        raise CellFault(Fault(first, "event_key", key, f"{MOST_ROWS:,} rows or more have this key; is it an event's?"))


def _refused_together(table: Table, rows: list[Row], fault: Fault) -> Iterator[Refused]:
    """The bad row with its reason, and the other rows of the event with a word on why they wait."""
    others = f"{fault.reason} (in line {fault.row.line:,}, of the same event)"
    for row in rows:
        yield table.refuse(row, fault.field, fault.value, fault.reason if row is fault.row else others)


def _facts(rows: list[Row]) -> ArticleFacts:
    draft = Draft(rows[0], _shared(rows))
    for row in rows:
        cast = _cast(row)
        (draft.parties if cast.values["role"] in PARTY_ROLES else draft.third_parties).append(cast)
    return draft.facts()


def _shared(rows: list[Row]) -> dict[str, str]:
    """The cells of event and article: written in one row or in several, but nowhere differently."""
    shared: dict[str, tuple[str, int]] = {}
    for row in rows:
        for name, value in row.cells.items():
            if name in _PARTICIPANT:
                continue
            first, line = shared.setdefault(name, (value, row.line))
            if value != first:
                reason = f"line {line:,} has {first!r} and this line {value!r} for the same event; make them agree"
                raise CellFault(Fault(row, name, value, reason))
    return {name: value for name, (value, _) in shared.items()}


def _cast(row: Row) -> Cast:
    for name in ("name", "role"):
        if name not in row.cells:
            raise CellFault(Fault(row, name, "", f"each participant needs a {name}"))
    role = word_of(row.cells["role"])
    if role not in set(Role):
        raise CellFault(
            Fault(row, "role", row.cells["role"], f"no such role{nearest(role, Role)}; the roles are {', '.join(Role)}")
        )
    for name in _THIRD_PARTY_ONLY if role in PARTY_ROLES else _PARTY_ONLY:
        if name in row.cells:
            raise CellFault(Fault(row, name, row.cells[name], f"a {role} has no {name}; leave the cell empty"))
    values = {_IN_THE_MODEL.get(name, name): row.cells[name] for name in _PARTICIPANT if name in row.cells}
    values["role"] = role
    if "kind" in values:
        values["kind"] = actor_kind_of(values["kind"])
    if "response" in values:
        values["response"] = word_of(values["response"])
    return Cast(values, row, "name", _COLUMN_OF)


class _EndedKeys:
    """The event keys whose rows have ended, kept in a temporary file so that memory stays flat."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect("", isolation_level=None)  # no name: a file that goes with us
        self._connection.execute("PRAGMA journal_mode=OFF")
        self._connection.execute("CREATE TABLE ended (key TEXT PRIMARY KEY, line INTEGER) WITHOUT ROWID")
        self._connection.execute("BEGIN")

    def close(self) -> None:
        """Remove the file."""
        self._connection.close()

    def add(self, key: str, line: int) -> int | None:
        """Remember a key and its last line; the line that it ended on before, if it did."""
        new = self._connection.execute("INSERT OR IGNORE INTO ended VALUES (?, ?)", (key, line)).rowcount
        if new:
            return None
        found = self._connection.execute("SELECT line FROM ended WHERE key = ?", (key,)).fetchone()
        return int(found[0])
