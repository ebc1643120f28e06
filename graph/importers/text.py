"""A file becomes checked text: its encoding is found and the whole of it looked through before a row is read."""

from __future__ import annotations

import codecs
from collections import deque
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, TextIO

from graph.errors import BadInput

MAX_LINE = 4_000_000
"""Characters in one physical line. The longest articles have a tenth of that; more is a missing line break."""
TOO_LONG = f"the line has more than {MAX_LINE:,} characters; is a line break missing?"

_CHUNK = 1 << 16
_BOMS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
)
_NOT_TEXT = {
    b"PK\x03\x04": "an Excel workbook or a zip archive",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "compressed with gzip",
    codecs.BOM_UTF32_LE: "UTF-32",
}


def encoding_of(path: Path) -> str:
    """The encoding of a text file: UTF-8 with or without byte-order mark, or UTF-16 with one.

    Raises BadInput for anything else, naming the first byte that does not fit, and for an empty file.
    """
    try:
        with path.open("rb") as file:
            return _looked_through(path, file)
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror or error}.") from error


def _looked_through(path: Path, file: BinaryIO) -> str:
    head = file.read(4)
    for magic, what in _NOT_TEXT.items():
        if head.startswith(magic):
            raise BadInput(f"{path} is no text file but {what}; save it as CSV or JSON Lines in UTF-8.")
    bom, codec, encoding = next((row for row in _BOMS if head.startswith(row[0])), (b"", "utf-8", "utf-8-sig"))
    file.seek(len(bom))
    decoder = codecs.getincrementaldecoder(codec)()
    offset, has_words = len(bom), False
    while chunk := file.read(_CHUNK):
        text = _decoded(path, decoder, chunk, offset)
        offset += len(chunk)
        has_words = has_words or not text.isspace()
    _decoded(path, decoder, b"", offset)
    if not has_words:
        raise BadInput(f"{path} is empty: there is nothing to import.")
    return encoding


def _decoded(path: Path, decoder: codecs.IncrementalDecoder, chunk: bytes, offset: int) -> str:
    carried = len(decoder.getstate()[0])
    try:
        text = decoder.decode(chunk, final=not chunk)
    except UnicodeDecodeError as error:
        raise BadInput(_misfit(path, offset - carried + error.start, error)) from error
    if "\0" in text:
        at = offset + max(chunk.find(b"\0"), 0)
        raise BadInput(f"{path} holds a NUL byte at offset {at:,} ({_line_at(path, at)}): it is binary or damaged.")
    return text


def _misfit(path: Path, at: int, error: UnicodeDecodeError) -> str:
    where = f"at byte offset {at:,} ({_line_at(path, at)})"
    if error.start >= len(error.object) or error.reason == "unexpected end of data":
        return f"{path} ends in mid-character {where}; was it cut off?"
    byte = error.object[error.start]
    name = error.encoding.upper()
    return f"{path} is not {name}: byte 0x{byte:02X} {where}. Save the file as UTF-8 and import it again."


def _line_at(path: Path, offset: int) -> str:
    with path.open("rb") as file:
        return f"line {file.read(offset).count(10) + 1:,}"


class LineTooLong(ValueError):
    """A physical line beyond MAX_LINE; the lines after it can still be read."""


class Lines:
    """The physical lines of a text, numbered from 1, that can be given back and read again."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._returned: deque[str] = deque()
        self.number = 0
        self.taken: list[str] = []
        """The lines taken since the reader last cleared this list."""

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> str:
        line = self._returned.popleft() if self._returned else self._file.readline(MAX_LINE)
        if not line:
            raise StopIteration
        self.number += 1
        self.taken.append(line)
        if len(line) >= MAX_LINE and not line.endswith(("\n", "\r")):
            while (rest := self._file.readline(MAX_LINE)) and not rest.endswith(("\n", "\r")):
                pass
            raise LineTooLong(TOO_LONG)
        return line

    def give_back(self, lines: Iterable[str]) -> None:
        """Put lines back, first line first, to be read again under their own numbers."""
        lines = list(lines)
        self._returned.extendleft(reversed(lines))
        self.number -= len(lines)
