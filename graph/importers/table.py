"""A CSV file becomes rows of named cells with their line numbers; what is no proper row is refused."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from graph.errors import BadInput
from graph.importers.base import Refused, shown
from graph.importers.mapping import REJECT_COLUMNS, Aliases, ColumnMapping, assign, field_of, fold_header
from graph.importers.text import Lines, LineTooLong, encoding_of

DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line it starts on, its filled cells by our field, and all its cells as written."""

    line: int
    cells: Mapping[str, str]
    written: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Record:
    """Cells as the CSV reader gives them, or the text of a line that it cannot read, and why."""

    line: int
    cells: tuple[str, ...]
    text: str = ""
    fault: str = ""


@dataclass(frozen=True)
class Table:
    """A CSV file whose header has been understood."""

    path: Path
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    fields: tuple[str | None, ...]

    def rows(self) -> Iterator[Row | Refused]:
        """Every row that is not blank, in the order of the file."""
        with self.path.open(encoding=self.encoding, newline="") as file:
            records = _records(Lines(file), self.delimiter)
            next(records)
            for record in records:
                if record.fault:
                    yield self._unreadable(record)
                else:
                    yield self._row(record)

    def refuse(self, row: Row, field: str, value: str, reason: str) -> Refused:
        """A row refused for one of our fields, under the name that the column has in the file."""
        return Refused(str(self.path), row.line, self.column(field), shown(value), reason, self._source(row.written))

    def column(self, field: str) -> str:
        """The file's own name of the column that holds a field."""
        named = (name for name, known in zip(self.header, self.fields, strict=True) if known == field)
        return next(named, field)

    def _row(self, record: _Record) -> Row | Refused:
        cells, width = record.cells, len(self.header)
        row = Row(record.line, {}, cells[:width])
        if len(cells) < width or any(cell.strip() for cell in cells[width:]):
            reason = (
                f"the row has {len(cells)} cells and the header {width}; is a delimiter missing or a quote left out?"
            )
            return self.refuse(row, "row", self.delimiter.join(cells[width:] or cells), reason)
        for number, (name, cell) in enumerate(zip(self.header, cells, strict=False), start=1):
            if cell.strip() and not name.strip():
                return self.refuse(row, f"column {number}", cell, "the column has no name in the header; give it one")
        filled = {
            field: cell.strip() for field, cell in zip(self.fields, cells, strict=False) if field and cell.strip()
        }
        return Row(record.line, filled, row.written)

    def _unreadable(self, record: _Record) -> Refused:
        pieces = tuple(record.text.split(self.delimiter, len(self.header) - 1))
        row = Row(record.line, {}, pieces)
        return self.refuse(row, "row", record.text, record.fault)

    def _source(self, written: tuple[str, ...]) -> dict[str, object]:
        cells = (*written, *("" for _ in range(len(self.header) - len(written))))
        return {
            name: cell
            for name, cell in zip(self.header, cells, strict=True)
            if name.strip() and fold_header(name) not in REJECT_COLUMNS
        }


def open_table(path: Path, aliases: Aliases, mapping: ColumnMapping, encoding: str | None = None) -> Table:
    """Find the delimiter and understand the header.

    Raises BadInput for a file without rows, and for columns that are unknown, doubled or missing.
    """
    encoding = encoding or encoding_of(path)
    header, delimiter = header_of(path, encoding, aliases, mapping)
    named = [fold_header(name) for name in header if name.strip()]
    twin = next((name for name in header if name.strip() and named.count(fold_header(name)) > 1), None)
    if twin is not None:
        raise BadInput(f"{path}: two columns are called {twin!r}; rename one of them.")
    table = Table(path, encoding, delimiter, header, tuple(assign(path, header, aliases, mapping)))
    if next(table.rows(), None) is None:
        raise BadInput(f"{path} has a header and no rows: there is nothing to import.")
    return table


def header_of(path: Path, encoding: str, aliases: Aliases, mapping: ColumnMapping) -> tuple[tuple[str, ...], str]:
    """The names of the columns, read with the delimiter that makes most of them known, and that delimiter."""
    found = [(_header(path, encoding, delimiter), delimiter) for delimiter in DELIMITERS]
    readable = [(record.cells, delimiter) for record, delimiter in found if not record.fault]
    if not readable:
        first = found[0][0]
        raise BadInput(f"{path}: the header cannot be read: {first.fault} (line {first.line}: {shown(first.text)!r}).")
    return max(readable, key=lambda header: (len(known_fields(header[0], aliases, mapping)), len(header[0])))


def known_fields(header: tuple[str, ...], aliases: Aliases, mapping: ColumnMapping) -> set[str]:
    """Which of the fields a header has a column for."""
    theirs = {fold_header(column): name for name, column in mapping.columns.items()}
    found = (field_of(theirs.get(fold_header(name), name), aliases) for name in header)
    return {field for field in found if field is not None}


def _header(path: Path, encoding: str, delimiter: str) -> _Record:
    with path.open(encoding=encoding, newline="") as file:
        first = next(_records(Lines(file), delimiter))
    return replace(first, cells=tuple(name.strip() for name in first.cells))


def _records(lines: Lines, delimiter: str) -> Iterator[_Record]:
    """Records that are not blank, with the line that each starts on; after an unreadable line comes the next."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        lines.taken.clear()
        first = lines.number + 1
        try:
            cells = next(reader, None)
        except (csv.Error, LineTooLong) as error:
            text, *others = lines.taken
            lines.give_back(others)
            yield _Record(first, (), text.rstrip("\r\n"), _fault(error))
            continue
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield _Record(first, tuple(cells))


def _fault(error: Exception) -> str:
    words = str(error)
    if "unexpected end of data" in words:
        return "a quote is opened in this line and never closed"
    if "field larger than field limit" in words:
        return f"a quote is left open, or a cell has more than {csv.field_size_limit():,} characters"
    if "expected after" in words:
        return "text stands after a closing quote; a quote inside a quoted cell is written twice"
    return words
