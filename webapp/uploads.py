"""Files that a browser sends become files of a job: bounded in number and size, their names made harmless."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path, PurePosixPath
from typing import IO

from flask import Request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.sansio.multipart import Data, Event, Field, File

from graph.errors import BadInput
from webapp.import_jobs import kept_in
from webapp.multipart import events_of

Fields = MultiDict[str, str]

MOST_BYTES = 200_000_000
MOST_FILES = 2_000
LIMITS = f"At most {MOST_FILES:,} files and {MOST_BYTES // 1_000_000:,} MB at once"
_MOST_PARTS = 2 * MOST_FILES
"""Of the form: files and fields. Beyond MOST_FILES a better message is ours than the server's."""
_MOST_IN_FIELDS = 100_000
"""Bytes of one field that is no file."""
_LONGEST_PART = 150
"""Bytes of one part of a name, so that a side-car's ending and a rejects file's still fit."""
_DEEPEST = 8
_NOT_IN_NAMES = frozenset('<>:"|?*')


class TooMuch(BadInput):
    """More was sent than one upload may hold."""

    http_status = 413


@dataclass(frozen=True)
class Upload:
    """The fields of a form, and the names under which its files now lie in the folder."""

    fields: Fields
    names: tuple[str, ...]


def take_upload(request: Request, folder: Path) -> Upload:
    """Write the files of a form below a folder, as they come in. Raises TooMuch, BadInput or CannotKeep."""
    request.max_content_length = MOST_BYTES
    taking = _Taking(folder)
    try:
        with kept_in(folder):
            for event in events_of(request, _MOST_PARTS, _MOST_IN_FIELDS):
                taking.take(event)
    except RequestEntityTooLarge as error:
        raise TooMuch(f"That is too much. {LIMITS}: send it in parts, or use goodoffices import.") from error
    finally:
        taking.close()
    if not taking.names:
        raise BadInput("No file was chosen. Drop articles on the page or choose them with the button, then send them.")
    return Upload(taking.fields, tuple(taking.names))


class _Taking:
    """Takes the parts of a form one after the other."""

    def __init__(self, folder: Path) -> None:
        self.fields: Fields = MultiDict()
        self.names: list[str] = []
        self._folder = folder
        self._files: set[str] = set()
        self._folders: set[str] = set()
        self._field = ""
        self._target: IO[bytes] = io.BytesIO()

    def take(self, event: Event) -> None:
        """Take what came in."""
        if isinstance(event, File):
            self._target = self._opened(event.filename) if event.filename else io.BytesIO()
            self._field = ""
        elif isinstance(event, Field):
            self._field, self._target = event.name, io.BytesIO()
        elif isinstance(event, Data):
            self._target.write(event.data)
            if not event.more_data:
                self._end()

    def close(self) -> None:
        """Let go of what is open."""
        self._target.close()

    def _end(self) -> None:
        if self._field and isinstance(self._target, io.BytesIO):
            self.fields.add(self._field, self._target.getvalue().decode("utf-8", "replace"))
        self._target.close()

    def _opened(self, sent: str) -> IO[bytes]:
        if len(self.names) == MOST_FILES:
            raise TooMuch(f"These are too many files. {LIMITS}: put them into one .zip, or use goodoffices import.")
        name = _free(harmless(sent), self._files, self._folders)
        self._files.add(_key(name))
        self._folders.update(map(_key, name.parents))
        self.names.append(str(name))
        target = self._folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        return target.open("xb")


def harmless(name: str) -> str:
    """A name that stays within its folder and can be shown: no way up, no control or direction characters."""
    parts = [_part(part) for part in name.replace("\\", "/").split("/")]
    kept = [part for part in parts if part][-_DEEPEST:]
    return "/".join(kept) or "file"


def _part(part: str) -> str:
    shown = (character for character in part if unicodedata.category(character)[0] != "C")
    plain = "".join("_" if character in _NOT_IN_NAMES else character for character in shown).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    room = _LONGEST_PART - len((dot + ending).encode())
    if len(plain.encode()) <= _LONGEST_PART:
        return plain
    return _cut(stem, room) + dot + ending if stem and room > 0 else _cut(plain, _LONGEST_PART)


def _cut(text: str, most: int) -> str:
    return text.encode()[:most].decode("utf-8", "ignore")


def _free(name: str, files: Collection[str], folders: Collection[str]) -> PurePosixPath:
    """The name, or one like it that no file or folder has; a folder that is a file's name goes by another too."""
    *above, last = name.split("/")
    folder = PurePosixPath()
    for part in above:
        folder = _not_in(files, folder / part)
    return _not_in({*files, *folders}, folder / last)


def _not_in(taken: Collection[str], path: PurePosixPath) -> PurePosixPath:
    """The path, or the first like it; systems that take A and a for one name must not mix them."""
    numbered = (path.with_name(f"{path.stem} ({number}){path.suffix}") for number in count(2))
    return next(one for one in chain([path], numbered) if _key(one) not in taken)


def _key(path: PurePosixPath) -> str:
    return str(path).casefold()
