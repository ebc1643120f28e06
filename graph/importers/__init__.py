"""The formats that we read, and which of them a file is in: told by what it holds, not by how its name ends."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.errors import BadInput
from graph.importers import csv_events, csv_participants, mend
from graph.importers.base import Reading, nearest, shown
from graph.importers.jsonl import read_jsonl
from graph.importers.mapping import OWN_NAMES, Aliases, ColumnMapping, field_of, how_to_map, load_mapping
from graph.importers.places import Places
from graph.importers.table import Table, header_of, known_fields, open_table
from graph.importers.text import encoding_of
from graph.reference import load_reference


@dataclass(frozen=True)
class Format:
    """A format: what it is in words, and for CSV its columns, those that it cannot do without, and its reader."""

    words: str
    columns: Aliases
    required: tuple[str, ...]
    read: Callable[[Path, ColumnMapping, str], Iterator[Reading]]


def _read_mend(path: Path, mapping: ColumnMapping, encoding: str) -> Iterator[Reading]:
    return mend.read_mend(path, Places.of(load_reference()), mapping, encoding)


FORMATS: dict[str, Format] = {
    "jsonl": Format("JSON Lines, one article a line", {}, (), lambda path, _, encoding: read_jsonl(path, encoding)),
    "mend": Format("MEND's CSV", mend.COLUMNS, mend.REQUIRED, _read_mend),
    "csv-participants": Format(
        "CSV, one row per participant with a shared event key",
        csv_participants.COLUMNS,
        ("event_key", "name", "role"),
        csv_participants.read_csv_participants,
    ),
    "csv-events": Format("CSV, one row per event", csv_events.COLUMNS, (), csv_events.read_csv_events),
}
"""Every format by the name that --format takes; CSV is looked at in this order."""


@dataclass(frozen=True)
class Source:
    """A file that can be read: looked through as a whole, its format and columns understood."""

    path: Path
    format: str
    encoding: str
    mapping: ColumnMapping
    mapping_digest: str

    def readings(self) -> Iterator[Reading]:
        """Its facts and refused rows, in the order of the file."""
        return FORMATS[self.format].read(self.path, self.mapping, self.encoding)


def open_source(path: Path, format: str | None = None, mapping: Path | None = None) -> Source:
    """Look a file through and find its format, if none is given.

    Raises BadInput for a file that cannot be used as a whole, so that nothing of it is written.
    """
    columns = load_mapping(mapping) if mapping else OWN_NAMES
    digest = hashlib.sha256(columns.as_json().encode()).hexdigest() if mapping else ""
    encoding = encoding_of(path)
    name = format or _format_of(path, encoding, columns)
    if name not in FORMATS:
        raise BadInput(f"No such format: {name!r}{nearest(name, FORMATS)}. We read {', '.join(FORMATS)}.")
    if name == "jsonl" and mapping:
        raise BadInput(f"{path} is JSON Lines, which has no columns to map; leave --mapping out.")
    if name != "jsonl":
        _check_columns(path, FORMATS[name], columns, encoding)
    return Source(path, name, encoding, columns, digest)


def suggest_mapping(path: Path, format: str) -> ColumnMapping:
    """A mapping that says how the columns of a CSV file are understood; those that are not are passed over."""
    header, _ = header_of(path, encoding_of(path), FORMATS[format].columns, OWN_NAMES)
    found = {name: field_of(name, FORMATS[format].columns) for name in header if name.strip()}
    understood = {field: name for name, field in reversed(found.items()) if field}
    return ColumnMapping(understood, tuple(name for name in found if name not in understood.values()))


def _format_of(path: Path, encoding: str, mapping: ColumnMapping) -> str:
    first = _first_line(path, encoding)
    if first == "{" or first.startswith("["):
        raise BadInput(f"{path} is JSON over several lines; write one article a line, each an object of its own.")
    if first.startswith("{"):
        return "jsonl"
    if first.startswith("<"):
        raise BadInput(f"{path} is HTML or XML and no table; save it as CSV or write its facts as JSON Lines.")
    for name, format in FORMATS.items():
        if format.required and set(format.required) <= _fields(path, encoding, format, mapping):
            return name
    if not _fields(path, encoding, FORMATS["csv-events"], mapping):
        raise BadInput(
            f"{path} is in no format that we read: its first line is {shown(first)!r}. We read JSON Lines and CSV with "
            "columns of ours, such as mediators, parties, date and url. For a table with other columns, "
            f"{how_to_map(path)}"
        )
    return "csv-events"


def _first_line(path: Path, encoding: str) -> str:
    with path.open(encoding=encoding) as file:
        return next(line.strip() for line in iter(lambda: file.readline(10_000), "") if line.strip())


def _fields(path: Path, encoding: str, format: Format, mapping: ColumnMapping) -> set[str]:
    header, _ = header_of(path, encoding, format.columns, mapping)
    return known_fields(header, format.columns, mapping)


def _check_columns(path: Path, format: Format, mapping: ColumnMapping, encoding: str) -> Table:
    table = open_table(path, format.columns, mapping, encoding)
    missing = [name for name in format.required if name not in table.fields]
    if missing:
        raise BadInput(
            f"{path}: {format.words} needs the column {missing[0]!r}; add it, or say in a mapping which is yours: "
            f"{how_to_map(path)}"
        )
    return table
