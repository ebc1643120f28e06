"""Cells of MEND's file become clean values: lists without gaps, addresses one by one, letters as they were."""

from __future__ import annotations

import re
from collections.abc import Iterable

_URL_BREAK = re.compile(r"[;\s]+(?:%20)*(?=https?://)", re.IGNORECASE)
_URL_WITHIN = re.compile(r"(?<!^)(?<!=)(?<!/web/\d{14}/)(?=https?://)", re.IGNORECASE)
"""A second address run into the first. An address in a query and a page of a web archive hold one by right."""

_TWO = re.escape(bytes(range(0xC2, 0xC6)).decode("mac_roman"))
_THREE = re.escape(b"\xe2".decode("mac_roman"))
_MOJIBAKE = re.compile(rf"(?:[{_TWO}][^\x00-\x7f]|{_THREE}[^\x00-\x7f]{{2}})+")
"""UTF-8 read as Mac Roman: the bytes C2 to C5 begin a letter of two bytes, E2 most punctuation, which has three."""


def urls_of(cell: str) -> list[str]:
    """The addresses of a cell, each once: parted by `;` before a scheme, or run into one another.

    Words before the first address are a source too, under their own name.
    """
    pieces = (piece for run in _URL_BREAK.split(cell) for piece in _URL_WITHIN.split(run))
    stripped = (re.sub(r"^(?:[;\s]|%20)+|[;\s]+$", "", piece) for piece in pieces)
    return _once(url for url in stripped if url)


def listed(cell: str) -> list[str]:
    """The parts of a cell parted by `;`, each once: empty ones and double blanks go, the order stays."""
    parts = (" ".join(part.split()) for part in cell.split(";"))
    return _once(part for part in parts if part)


def mended(text: str) -> str:
    """Text whose UTF-8 was read as Mac Roman, read anew: "C√¥te" is "Côte"."""
    return _MOJIBAKE.sub(_read_anew, text)


def _read_anew(found: re.Match[str]) -> str:
    try:
        return found[0].encode("mac_roman").decode("utf-8")
    except UnicodeError:
        return found[0]


def _once(parts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(parts))
