"""Paths become folders of files, each listed once, in the order of their names; links are not followed."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from graph.articles.base import CannotRead
from graph.importers.base import Refused

PAGES = frozenset({".html", ".htm", ".xhtml"})
SINGLE = PAGES | {".txt", ".eml"}
LISTS = frozenset({".json", ".jsonl"})
ARCHIVE = ".zip"
_LITTER = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
_ABOUT = frozenset({"readme", "license", "licence", "copying", "notice", "changelog", "citation"})


class Folder(Protocol):
    """Files that lie together, on the disk or in a zip."""

    @property
    def names(self) -> Sequence[str]:
        """All of them, of which each may be an article or a side-car."""

    @property
    def wanted(self) -> Sequence[str]:
        """Those to be read, in order."""

    def shown(self, name: str) -> str:
        """A file's whole name, for messages."""

    def read(self, name: str, most: int) -> bytes:
        """A file's content; raises CannotRead, also for one with more than `most` bytes."""


def suffix_of(name: str) -> str:
    """How a name ends, in small letters and with its dot; nothing for one that begins with its only dot."""
    stem, dot, ending = name.rpartition(".")
    return dot + ending.lower() if stem else ""


def is_litter(name: str) -> bool:
    """Whether a file or folder is left out without a word: hidden, made by a system, or about the folder."""
    lower = name.lower()
    return lower.startswith((".", "~$")) or lower in _LITTER or lower.partition(".")[0] in _ABOUT


def in_words(path: Path) -> str:
    """A path that can be printed, whatever bytes it is made of."""
    return os.fsencode(path).decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class DiskFolder:
    """A folder on the disk, or some files of it that were named one by one."""

    path: Path
    names: Sequence[str]
    wanted: Sequence[str]

    def shown(self, name: str) -> str:
        """The file's path."""
        return in_words(self.path / name)

    def read(self, name: str, most: int) -> bytes:
        """The file's bytes."""
        try:
            with opened(self.path / name) as file:
                data = file.read(most + 1)
        except OSError as error:
            raise unreadable(error) from error
        if len(data) > most:
            raise too_large(most)
        return data


def is_folder(path: Path) -> bool:
    """Whether there is a folder; one that the system hides is none."""
    try:
        return path.is_dir()
    except OSError:
        return False


def opened(path: Path) -> BinaryIO:
    """A regular file, open: a pipe would never end. Raises CannotRead or OSError."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise CannotRead("file", "", "this is no regular file; leave it out")
    return path.open("rb")


def unreadable(error: OSError) -> CannotRead:
    """Why the system does not give a file."""
    return CannotRead("file", "", f"it cannot be read: {error.strerror or error}; check its permissions")


def too_large(most: int) -> CannotRead:
    """The refusal of a file above a limit."""
    return CannotRead("file", "", f"it has more than {most // 1_000_000:,} MB, which no article has; split it")


def refused(file: str, why: CannotRead, line: int = 1, where: str = "") -> Refused:
    """A refusal with the file that it is about."""
    return Refused(file, line, f"{where}{why.field}", why.value, why.reason, {})


def folders_below(path: Path) -> Iterator[DiskFolder | Refused]:
    """A folder and all below it, parents first."""
    waiting = [path]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as listing:
                entries = sorted((entry for entry in listing if not is_litter(entry.name)), key=lambda one: one.name)
        except OSError as error:
            yield refused(in_words(folder), unreadable(error))
            continue
        yield from (_link(entry) for entry in entries if entry.is_symlink())
        real = [entry for entry in entries if not entry.is_symlink()]
        files = [entry.name for entry in real if not entry.is_dir(follow_symlinks=False)]
        below = [entry.name for entry in real if entry.is_dir(follow_symlinks=False)]
        waiting += [folder / name for name in reversed(below) if not _is_of_saved_page(name, files)]
        if files:
            yield DiskFolder(folder, files, files)


def _link(entry: os.DirEntry[str]) -> Refused:
    why = CannotRead("file", "", "this is a link, and links are not followed; name what it points to")
    return refused(in_words(Path(entry.path)), why)


def _is_of_saved_page(folder: str, files: Sequence[str]) -> bool:
    """Whether a browser put pictures and scripts there when it saved a page as PAGE.html and PAGE_files."""
    page = folder.removesuffix("_files")
    return page != folder and any(page + ending in files for ending in PAGES)


def named_files(paths: Sequence[Path]) -> Iterator[DiskFolder]:
    """Files named one by one, each folder listed once for the side-cars in it."""
    by_folder: dict[Path, list[str]] = {}
    for path in paths:
        by_folder.setdefault(path.parent, []).append(path.name)
    for folder, wanted in by_folder.items():
        try:
            names = sorted(os.listdir(folder))  # noqa: PTH208  (names, not paths: there may be 50,000)
        except OSError:
            names = wanted
        yield DiskFolder(folder, names, wanted)
