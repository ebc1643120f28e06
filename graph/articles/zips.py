"""A zip becomes folders of files: bounded in size, number and ratio by what comes out, not by what it says."""

from __future__ import annotations

import io
import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from graph.articles.base import CannotRead
from graph.articles.folders import is_litter, opened, refused, too_large, unreadable
from graph.importers.base import Refused

MOST_ZIPPED = 200_000_000
MOST_UNZIPPED = 1_000_000_000
MOST_ENTRIES = 60_000
MOST_RATIO = 100
_SMALL = 1_000_000
"""Below this a high ratio does no harm; a list of one word repeated packs well."""
_CHUNK = 1 << 16
_END = b"PK\x05\x06"
_END_SIZE = 22
_LONGEST_END = _END_SIZE + (1 << 16)
_END_64 = b"PK\x06\x07"
_END_64_SIZE = 20
_UNPACK = "unpack it and read the folder"
_DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, ValueError)
"""What `zipfile` raises where it cannot unpack; RuntimeError: packed in an unknown way, or with a password."""


@dataclass(slots=True)
class Budget:
    """How many bytes may still come out of a zip."""

    left: int


@dataclass(frozen=True, slots=True)
class ZipFolder:
    """The files of one folder within a zip."""

    archive: zipfile.ZipFile
    label: str
    entries: dict[str, zipfile.ZipInfo]
    budget: Budget

    @property
    def names(self) -> Sequence[str]:
        """All its files."""
        return list(self.entries)

    @property
    def wanted(self) -> Sequence[str]:
        """All its files."""
        return list(self.entries)

    def shown(self, name: str) -> str:
        """The zip's path and the file's within it."""
        return f"{self.label}/{name}"

    def read(self, name: str, most: int) -> bytes:
        """What comes out of an entry, as far as the limits let it."""
        entry = self.entries[name]
        try:
            with self.archive.open(entry) as stream:
                return self._bounded(stream, entry, most)
        except OSError as error:
            raise unreadable(error) from error
        except _DAMAGED as error:
            raise CannotRead("file", "", f"it is damaged within the zip ({error}); make the zip anew") from error

    def _bounded(self, stream: IO[bytes], entry: zipfile.ZipInfo, most: int) -> bytes:
        data = bytearray()
        while chunk := stream.read(_CHUNK):
            data += chunk
            self.budget.left -= len(chunk)
            if len(data) > most:
                raise too_large(most)
            if len(data) > _SMALL and len(data) > MOST_RATIO * max(entry.compress_size, 1):
                raise CannotRead("file", "", f"it unpacks to more than {MOST_RATIO} times its size; {_UNPACK}")
            if self.budget.left < 0:
                reason = f"the zip unpacks to more than {MOST_UNZIPPED // 1_000_000:,} MB; split it"
                raise CannotRead("file", "", reason)
        return bytes(data)


def zip_folders(path: Path, label: str) -> Iterator[ZipFolder | Refused]:
    """The folders of a zip in the order of their names, and what in it is not read."""
    try:
        _check_size(path)
        archive = zipfile.ZipFile(path)
    except CannotRead as why:
        yield refused(label, why)
    except OSError as error:
        yield refused(label, unreadable(error))
    except _DAMAGED:
        yield refused(label, CannotRead("file", "", "this is no zip, or a damaged one; make it anew"))
    else:
        with archive:
            yield from _folders(archive, label)


def entry_names(path: Path) -> list[str]:
    """The names within a zip, without their folders, that are worth a look; none where it cannot be opened."""
    try:
        _check_size(path)
        with zipfile.ZipFile(path) as archive:
            return [_name(entry).rpartition("/")[2] for entry in archive.infolist() if not _is_litter(entry)]
    except (CannotRead, OSError, *_DAMAGED):
        return []


def _check_size(path: Path) -> None:
    """Before the list of entries is read, which could fill the memory itself."""
    with opened(path) as file:
        size = file.seek(0, io.SEEK_END)
        file.seek(max(size - _LONGEST_END - _END_64_SIZE, 0))
        tail = file.read(_LONGEST_END + _END_64_SIZE)
    if size > MOST_ZIPPED:
        raise CannotRead("file", "", f"the zip has more than {MOST_ZIPPED // 1_000_000:,} MB; split it")
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + _END_SIZE:
        raise CannotRead("file", "", "this is no zip, or it was cut off; fetch or make it anew")
    (entries,) = struct.unpack_from("<H", tail, at + 10)
    (listing,) = struct.unpack_from("<L", tail, at + 12)
    is_large = tail[max(at - _END_64_SIZE, 0) : at].startswith(_END_64)
    if is_large or entries > MOST_ENTRIES or listing > MOST_ENTRIES * 512:
        raise CannotRead("file", "", f"the zip has more than {MOST_ENTRIES:,} files; split it, or {_UNPACK}")


def _folders(archive: zipfile.ZipFile, label: str) -> Iterator[ZipFolder | Refused]:
    folders: dict[str, dict[str, zipfile.ZipInfo]] = {}
    for entry in archive.infolist():
        if _is_litter(entry):
            continue
        name = _name(entry)
        folder, _, base = name.rpartition("/")
        if why := _unfit(entry, name, base in folders.get(folder, {})):
            yield refused(f"{label}/{name}", CannotRead("file", "", why))
        else:
            folders.setdefault(folder, {})[base] = entry
    budget = Budget(MOST_UNZIPPED)
    for folder, entries in sorted(folders.items()):
        yield ZipFolder(archive, f"{label}/{folder}" if folder else label, dict(sorted(entries.items())), budget)


def _name(entry: zipfile.ZipInfo) -> str:
    return entry.filename.replace("\\", "/")


def _is_litter(entry: zipfile.ZipInfo) -> bool:
    return entry.is_dir() or any(part != ".." and is_litter(part) for part in _name(entry).split("/"))


def _unfit(entry: zipfile.ZipInfo, name: str, is_double: bool) -> str | None:
    if name.startswith("/") or name[1:2] == ":" or ".." in name.split("/"):
        return "its name leads out of the zip; it is not read"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "this is a link, and links are not followed; put the file itself into the zip"
    if entry.flag_bits & 1:
        return f"it is encrypted; {_UNPACK}"
    if name.lower().endswith(".zip"):
        return "a zip within a zip is not read; unpack it and read it on its own"
    return "the zip holds two files of this name, and only the first is read; rename one" if is_double else None
