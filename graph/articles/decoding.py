"""The bytes of a file become text: UTF-8, UTF-16 with a mark, the encoding that a page or mail names, or, where
the result looks like Western prose, Windows-1252. Whatever else is refused, never guessed into nonsense."""

from __future__ import annotations

import codecs
import re

from graph.articles.base import CannotRead

_NOT_TEXT = {
    b"%PDF": "a PDF; save its text as .txt",
    b"\x89PNG": "a picture (PNG); leave it out",
    b"\xff\xd8\xff": "a picture (JPEG); leave it out",
    b"GIF8": "a picture (GIF); leave it out",
    b"RIFF": "a picture, sound or film; leave it out",
    b"ID3": "a sound (MP3); leave it out",
    b"OggS": "a sound or film (Ogg); leave it out",
    b"PK\x03\x04": "a zip archive or an office document; save its text as .txt",
    b"\xd0\xcf\x11\xe0": "an old office document; save its text as .txt",
    b"{\\rtf": "RTF; save its text as .txt",
    b"\x1f\x8b": "compressed with gzip; unpack it first",
    b"7z\xbc\xaf": "a 7z archive; unpack it first",
    b"Rar!": "a rar archive; unpack it first",
    b"\x7fELF": "a program; leave it out",
    b"MZ\x90": "a program; leave it out",
    b"SQLite format": "a database; leave it out",
    codecs.BOM_UTF32_LE: "UTF-32; save it as UTF-8",
    codecs.BOM_UTF32_BE: "UTF-32; save it as UTF-8",
}
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_TRUSTED = re.compile(r"utf-(8|16)|iso8859|cp\d|koi8|mac-|gb|big5|euc|shift_jis|iso2022|tis-620|johab|hz|ptcp|kz")
"""What a page may name. Python knows odder ones, such as unicode_escape."""
_LATIN_1 = {"iso8859-1", "ascii", "latin-1"}
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f]")
_CONTROL_BYTES = bytes(byte for byte in range(32) if byte not in b"\t\n\v\f\r\x1b")
"""Bytes that stand in no text but one in UTF-16; Japanese mails have the escape."""
_LOOKED_AT = 65_536
_BINARY = (
    "this is no text: it is full of control characters, as a picture, a program or a file of an office programme is; "
    "save its text as .txt in UTF-8, or leave it out"
)
_LETTERS = "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff\u0152\u0153\u0160\u0161\u017d\u017e\u0178"
_MARKS_IN_PROSE = (
    "\xa0\xa1\xa3\xa7\xa9\xaa\xab\xad\xae\xb0\xb4\xb7\xba\xbb\xbc\xbd\xbe\xbf\xd7"  # signs, fractions, guillemets
    "\u2013\u2014\u2018-\u201e\u2022\u2026\u2039\u203a\u20ac\u2122"  # dashes, quotes, dots, euro, trade mark
)
_WESTERN = re.compile(f"[\t\n\r\f -~{_LETTERS}{_MARKS_IN_PROSE}]*")
_FOREIGN_RUN = re.compile(f"[{_LETTERS}]{{4,}}")
_SAVE = "save the file as UTF-8 and read it again"


def decoded(data: bytes, named: str | None = None) -> str:
    """The text of a file; `named` is the encoding that it names itself. Raises CannotRead."""
    if not data.strip(b" \t\r\n\0"):
        raise CannotRead("file", "", "the file is empty: there is nothing to read; leave it out")
    for magic, what in _NOT_TEXT.items():
        if data.startswith(magic):
            raise CannotRead("file", "", f"this is no text but {what}")
    if _looks_binary(data[:_LOOKED_AT]):
        raise CannotRead("file", "", _BINARY)
    text = _in_its_encoding(data, named)
    if len(_CONTROL.findall(text)) * 100 > len(text):
        raise CannotRead("file", "", _BINARY)
    return text


def _looks_binary(data: bytes) -> bool:
    """Whether bytes that begin with no mark of an encoding are no text in any."""
    marked = any(data.startswith(mark) for mark, _ in _MARKS)
    return not marked and (len(data) - len(data.translate(None, _CONTROL_BYTES))) * 100 > len(data)


def _in_its_encoding(data: bytes, named: str | None) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _named(data, named) or _western(data, error)


def _marked(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise CannotRead(
            "encoding",
            encoding.upper(),
            f"the file begins as {encoding.upper()} and is not, at byte {error.start:,}; {_SAVE}",
        ) from error


def _named(data: bytes, named: str | None) -> str | None:
    """The text in the encoding that the file names, if that is one, and fits."""
    try:
        name = codecs.lookup(named or "").name
        fits = _TRUSTED.match(name) and name not in _LATIN_1
        return data.decode(name) if fits else None
    except (LookupError, ValueError):
        return None


def _western(data: bytes, error: UnicodeDecodeError) -> str:
    """Windows-1252, which also is what pages mean by Latin-1: only if it reads as prose in a Latin script."""
    if damage := _damaged_utf8(data, error):
        raise CannotRead("encoding", "UTF-8", damage)
    reason = (
        f"byte 0x{data[error.start]:02X} at offset {error.start:,} is not UTF-8 and no other encoding fits; {_SAVE}"
    )
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as misfit:
        raise CannotRead("encoding", "", reason) from misfit
    foreign = sum(character > "\x7f" for character in text)
    if foreign * 7 > len(text) or _FOREIGN_RUN.search(text) or not _WESTERN.fullmatch(text):
        raise CannotRead("encoding", "", reason)
    return text


def _damaged_utf8(data: bytes, error: UnicodeDecodeError) -> str | None:
    """Why it is UTF-8 after all, with a fault: other characters beyond ASCII are right, or only its end is missing."""
    if error.reason == "unexpected end of data":
        return f"the file ends in mid-character at byte {error.start:,}; was it cut off? Fetch it again"
    right = data.decode("utf-8", "ignore")
    if any(character > "\x7f" for character in right):
        return f"byte 0x{data[error.start]:02X} at offset {error.start:,} is damaged; {_SAVE}"
    return None
