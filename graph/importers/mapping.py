"""Columns of a CSV file become our fields: by their own names, their aliases, or a mapping saved as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from graph.errors import BadInput
from graph.importers.base import nearest
from graph.names import fold

REJECT_COLUMNS = ("refused_line", "refused_field", "refused_value", "refused_reason")
"""What a rejects file adds to each row; passed over when the mended file is read."""

Aliases = Mapping[str, tuple[str, ...]]
"""Our field -> the other names that its column may have."""


@dataclass(frozen=True)
class ColumnMapping:
    """Our field -> their column, and the columns of theirs that are not wanted."""

    columns: Mapping[str, str] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()

    def as_json(self) -> str:
        """The mapping as it is saved."""
        return json.dumps({"columns": dict(self.columns), "ignore": list(self.ignore)}, indent=2, ensure_ascii=False)


OWN_NAMES = ColumnMapping()
"""The mapping of a file that uses our own names or their aliases."""


def load_mapping(path: Path) -> ColumnMapping:
    """Read a saved mapping: {"columns": {"mediators": "Third parties"}, "ignore": ["Notes"]}."""
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise BadInput(f"The column mapping {path} cannot be read: {error}") from error
    columns, ignore = _parts(path, found)
    if not all(isinstance(name, str) and name.strip() for name in (*columns.values(), *ignore)):
        raise BadInput(f"{path}: each column is named by a text that is not empty.")
    return ColumnMapping({fold_header(name): column for name, column in columns.items()}, tuple(ignore))


def _parts(path: Path, found: object) -> tuple[dict[str, str], list[str]]:
    shape = '{"columns": {"our field": "their column"}, "ignore": ["their column"]}'
    if not isinstance(found, dict):
        raise BadInput(f"{path}: a column mapping looks like {shape}.")
    for key in found:
        if key not in ("columns", "ignore"):
            raise BadInput(f"{path}: no such key: {key!r}{nearest(key, ('columns', 'ignore'))}.")
    columns, ignore = found.get("columns", {}), found.get("ignore", [])
    if not isinstance(columns, dict) or not isinstance(ignore, list):
        raise BadInput(f"{path}: a column mapping looks like {shape}.")
    return columns, ignore


def save_mapping(mapping: ColumnMapping, path: Path) -> None:
    """Write a mapping where `load_mapping` finds it again."""
    path.write_text(mapping.as_json() + "\n", encoding="utf-8")


def fold_header(header: str) -> str:
    """A column name without case, spaces and punctuation: "Article Title" is article_title."""
    return fold(header).replace(" ", "_")


def field_of(name: str, aliases: Aliases) -> str | None:
    """The field that a name or alias means."""
    folded = fold_header(name)
    return next((known for known, others in aliases.items() if folded == known or folded in others), None)


def assign(path: Path, header: Sequence[str], aliases: Aliases, mapping: ColumnMapping) -> list[str | None]:
    """The field of each column, None where it is passed over.

    Raises BadInput naming every unknown column with the nearest known one, a column that the mapping
    names and the file lacks, and two columns for one field.
    """
    theirs = _chosen(path, header, aliases, mapping)
    passed_over = {fold_header(name) for name in mapping.ignore} | set(REJECT_COLUMNS)
    fields: list[str | None] = []
    unknown: list[str] = []
    for number, name in enumerate(header, start=1):
        folded = fold_header(name)
        found = theirs.get(name) or (None if folded in passed_over else field_of(name, aliases))
        taken_by_mapping = found in theirs.values() and name not in theirs
        if name.strip() and folded not in passed_over and (found is None or taken_by_mapping):
            unknown.append(f"{name!r} (column {number}){_advice(folded, aliases, taken_by_mapping)}")
        fields.append(found)
    if unknown:
        raise BadInput(
            f"{path}: unknown column {', '.join(unknown)}. Rename it, or name it in a mapping file "
            '(--mapping) under "columns" or "ignore".'
        )
    _no_twins(path, header, fields)
    return fields


def _advice(folded: str, aliases: Aliases, taken: bool) -> str:
    return "; the mapping gives its field to another column" if taken else nearest(folded, _names(aliases))


def _names(aliases: Aliases) -> Iterator[str]:
    for known, others in aliases.items():
        yield known
        yield from others


def _chosen(path: Path, header: Sequence[str], aliases: Aliases, mapping: ColumnMapping) -> dict[str, str]:
    """Their column -> our field, as the mapping says."""
    chosen = {}
    for name, column in mapping.columns.items():
        known = field_of(name, aliases)
        if known is None:
            raise BadInput(f"The column mapping names a field that we do not have: {name!r}{nearest(name, aliases)}.")
        there = [title for title in header if title == column] or [
            t for t in header if fold_header(t) == fold_header(column)
        ]
        if not there:
            raise BadInput(
                f"{path}: no column {column!r}, which the mapping names for {name!r}{nearest(column, header)}."
            )
        chosen[there[0]] = known
    return chosen


def _no_twins(path: Path, header: Sequence[str], fields: Sequence[str | None]) -> None:
    seen: dict[str, str] = {}
    for name, known in zip(header, fields, strict=True):
        if known is None:
            continue
        if known in seen:
            raise BadInput(f"{path}: the columns {seen[known]!r} and {name!r} both mean {known!r}; keep one of them.")
        seen[known] = name
