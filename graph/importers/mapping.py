"""Columns of a CSV file become our fields: by their own names, their aliases, or a mapping saved as JSON."""

from __future__ import annotations

import difflib
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


_MEANT: Mapping[str, tuple[str, ...]] = {
    "mediator broker intermediary facilitator convener third": ("mediators", "third_parties", "name"),
    "envoy negotiator delegate delegation person individual": ("persons", "name"),
    "host": ("hosts", "name"),
    "party parties side belligerent disputant": ("parties", "side"),
    "newspaper outlet media agency publisher medium": ("publisher",),
    "published publication": ("published",),
    "headline": ("article_title",),
    "link url website web address source reference": ("url",),
    "day date when time": ("date",),
    "begin began from since": ("start",),
    "until till to": ("end",),
    "place city town location site where": ("venue",),
    "country nation": ("country",),
    "war dispute crisis": ("conflict",),
    "peace talks process track": ("process",),
    "accord treaty deal": ("agreement",),
    "result": ("outcome",),
    "sentence excerpt": ("quote",),
    "description abstract text": ("paraphrase",),
    "organisation organization group": ("on_behalf_of",),
}
"""Words that columns are called by, the telling ones first, and the fields of ours that they may stand for."""

_ALIKE = 0.75
_MOST_NEAR = 2
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


def near_fields(name: str, aliases: Aliases) -> tuple[str, ...]:
    """Our fields that an unknown column may stand for: spelled alike, or called by a word for the same thing."""
    alike = difflib.get_close_matches(fold_header(name), list(_names(aliases)), n=1, cutoff=_ALIKE)
    words = set(fold(name).split())
    words |= {word.removesuffix("s") for word in words}
    meant = next((fields for known, fields in _MEANT.items() if words & set(known.split())), ())
    found = (*(field_of(word, aliases) for word in alike), *(field for field in meant if field in aliases))
    return tuple(dict.fromkeys(field for field in found if field is not None))[:_MOST_NEAR]


def near_words(name: str, aliases: Aliases) -> str:
    """The same in words, or nothing."""
    return " or ".join(near_fields(name, aliases))


def assign(path: Path, header: Sequence[str], aliases: Aliases, mapping: ColumnMapping) -> list[str | None]:
    """The field of each column, None where it is passed over.

    Raises BadInput naming every unknown column with what it may stand for, a column that the mapping
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
            unknown.append(f"{name!r} (column {number}{_advice(name, aliases, taken_by_mapping)})")
        fields.append(found)
    if unknown:
        raise BadInput(
            f"{path}: unknown column {', '.join(unknown)}. Rename it, or say in a mapping what it is: "
            f"{how_to_map(path)}"
        )
    _no_twins(path, header, fields)
    return fields


def how_to_map(path: Path) -> str:
    """What to type for columns that go by other names, as the end of a message."""
    return (
        f"`goodoffices mapping {path} --out columns.json` writes a mapping to complete, "
        "for `goodoffices import --mapping columns.json`."
    )


def _advice(name: str, aliases: Aliases, taken: bool) -> str:
    if taken:
        return "; the mapping gives its field to another column"
    near = near_words(name, aliases)
    return f"; perhaps {near}" if near else ""


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
