"""What a path holds, told without reading the articles: whether it is raw articles, and about how many."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from graph.articles.base import MOST_OBJECT_BYTES, CannotRead
from graph.articles.decoding import decoded
from graph.articles.folders import ARCHIVE, LISTS, SINGLE, folders_below, is_folder, opened, suffix_of
from graph.articles.listed import has_articles
from graph.articles.sidecar import is_sidecar
from graph.articles.zips import entry_names
from graph.importers.base import Refused
from graph.importers.text import MAX_LINE


def are_articles(path: Path) -> bool:
    """Whether to read a path as raw articles, and not as a file of facts or a folder of such.

    A .json or .jsonl is looked into: its first object has a text and no `events`. A folder is raw articles if any
    file in it is. A side-car named by itself goes with its article.
    """
    if is_folder(path):
        return any(are_articles(file) for file in _files_below(path) if not is_sidecar(file.name))
    suffix = suffix_of(path.name)
    if suffix in LISTS:
        return is_sidecar(path.name) or has_articles(_first_object(path))
    return suffix in SINGLE or suffix == ARCHIVE


def count_articles(paths: Sequence[Path]) -> int | None:
    """How many articles there are, refused ones included, or None where only reading could tell."""
    counts = [_count(file) for path in paths for file in (_files_below(path) if is_folder(path) else [path])]
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None


def _files_below(path: Path) -> Iterator[Path]:
    for folder in folders_below(path):
        if not isinstance(folder, Refused):
            yield from (folder.path / name for name in folder.wanted)


def _count(path: Path) -> int | None:
    suffix = suffix_of(path.name)
    if suffix == ARCHIVE:
        return _count_zipped(path)
    if suffix not in LISTS or is_sidecar(path.name):
        return int(suffix in SINGLE)
    if not are_articles(path):
        return 0
    return _count_lines(path) if suffix == ".jsonl" else None


def _count_lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(not line.isspace() for line in file)


def _count_zipped(path: Path) -> int | None:
    suffixes = [suffix_of(name) for name in entry_names(path) if not is_sidecar(name)]
    return None if LISTS.intersection(suffixes) else sum(suffix in SINGLE for suffix in suffixes)


def _first_object(path: Path) -> object:
    """The first line of a file, parsed, or else all of it; None where neither is JSON."""
    try:
        with opened(path) as file:
            line = next((line for line in iter(lambda: file.readline(MAX_LINE), b"") if line.strip()), b"")
            parsed = _parsed(line)
            return _parsed(line + file.read(MOST_OBJECT_BYTES)) if parsed is None else parsed
    except (CannotRead, OSError):
        return None


def _parsed(data: bytes) -> object:
    try:
        return json.loads(decoded(data).removeprefix("\ufeff"))
    except (CannotRead, ValueError, RecursionError):
        return None
