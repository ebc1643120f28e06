"""Turns a stored text and the spans of its evidence into pieces: paragraphs with marks, sentences in their context.

Offsets count characters as Python does; a boundary never falls within a letter and its combining marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from graph.extract.rules.text import sentences_of
from graph.queries.evidence import Proof

PAGE_CHARACTERS = 60_000
"""About what one page shows of a long text: it ends with a paragraph."""

LONGEST_PARAGRAPH = 20_000
"""A longer one is shown in parts, cut between words."""

_AROUND = 1_500
"""How far sentences beside the evidence are looked for."""

_WRAPPED = 45
"""Lines at least this long that follow each other were wrapped by hand: they flow as one."""

_BLANK_LINE = re.compile(r"\n[ \t\u00a0]*\n\s*")
_LINE = re.compile(r"\n\s*")
_JOINER = "\u200d"


class Stretch(NamedTuple):
    """A part of a text: from its first character to the one after its last."""

    start: int
    end: int


@dataclass(frozen=True)
class Mark:
    """A stretch of the text that proves something, and the key of what it proves."""

    start: int
    end: int
    key: str


@dataclass(frozen=True)
class Piece:
    """A stretch under the same marks throughout; `ended` are the keys of those that end with it."""

    text: str
    keys: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """Some pieces that stand together; `in_lines` where its line ends are meant."""

    pieces: tuple[Piece, ...]
    in_lines: bool = False


@dataclass(frozen=True)
class Passage:
    """Evidence with the sentences around it."""

    pieces: tuple[Piece, ...]


def place_of(text: str, proof: Proof) -> Stretch | None:
    """Where a quote stands in a text: where its offsets say so, else where it stands word for word."""
    if not proof.quote:
        return None
    if proof.start is not None and proof.end is not None and text[proof.start : proof.end] == proof.quote:
        return _whole(text, proof.start, proof.end)
    found = text.find(proof.quote)
    return _whole(text, found, found + len(proof.quote)) if found >= 0 else None


def marks_of(text: str, key: str, proofs: Iterable[Proof]) -> tuple[Mark, ...]:
    """The marks of what some quotes prove; those that do not stand in the text have none."""
    places = [place_of(text, proof) for proof in proofs] if text else []
    return tuple(Mark(*place, key) for place in places if place)


def pages_of(text: str) -> tuple[Stretch, ...]:
    """The stretches that each page shows; a text that fits has one."""
    pages: list[Stretch] = []
    for block in _blocks(text):
        if pages and block.end - pages[-1].start <= PAGE_CHARACTERS:
            pages[-1] = Stretch(pages[-1].start, block.end)
        else:
            pages.append(block)
    return tuple(pages) or (Stretch(0, len(text)),)


def page_at(pages: Sequence[Stretch], offset: int) -> int:
    """The number of the page that shows a character, from 1."""
    return next((number for number, page in enumerate(pages, start=1) if offset < page.end), len(pages))


def paragraphs_of(text: str, page: Stretch, marks: Iterable[Mark]) -> tuple[Paragraph, ...]:
    """The paragraphs of a page, cut wherever a mark begins or ends."""
    shown = [mark for mark in marks if mark.start < page.end and page.start < mark.end]
    blocks = _blocks(text, page)
    return tuple(Paragraph(tuple(_pieces(text, block, shown)), _in_lines(text, block)) for block in blocks)


def passages_of(text: str, marks: Iterable[Mark]) -> tuple[Passage, ...]:
    """Each piece of evidence with one sentence before it and one after; neighbours are told as one."""
    joined: list[Stretch] = []
    ordered = sorted(marks, key=lambda mark: mark.start)
    for mark in ordered:
        around = _around(text, mark)
        if joined and around.start <= joined[-1].end:
            joined[-1] = Stretch(joined[-1].start, max(joined[-1].end, around.end))
        else:
            joined.append(around)
    return tuple(Passage(tuple(_pieces(text, around, ordered))) for around in joined)


def _blocks(text: str, within: Stretch | None = None) -> Iterator[Stretch]:
    """The paragraphs: between blank lines, or where there are none between line ends."""
    start, end = within or Stretch(0, len(text))
    gap = _BLANK_LINE if _BLANK_LINE.search(text) else _LINE
    for stop in gap.finditer(text, start, end):
        yield from _parts(text, Stretch(start, stop.start()))
        start = stop.end()
    yield from _parts(text, Stretch(start, end))


def _parts(text: str, block: Stretch) -> Iterator[Stretch]:
    start, end = block
    while end - start > LONGEST_PARAGRAPH:
        space = text.rfind(" ", start, start + LONGEST_PARAGRAPH)
        stop = space + 1 if space > start else start + LONGEST_PARAGRAPH
        yield Stretch(start, stop)
        start = stop
    if text[start:end].strip():
        yield Stretch(start, end)


def _pieces(text: str, block: Stretch, marks: Sequence[Mark]) -> Iterator[Piece]:
    inside = [mark for mark in marks if mark.start < block.end and block.start < mark.end]
    ends = {max(mark.start, block.start) for mark in inside} | {min(mark.end, block.end) for mark in inside}
    cuts = sorted({*block, *ends})
    for start, end in pairwise(cuts):
        over = [mark for mark in inside if mark.start < end and start < mark.end]
        yield Piece(text[start:end], _keys(over), _keys(mark for mark in over if mark.end == end))


def _keys(marks: Iterable[Mark]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mark.key for mark in marks))


def _in_lines(text: str, block: Stretch) -> bool:
    lines = text[block.start : block.end].split("\n")
    return any(len(line) < _WRAPPED for line in lines[:-1])


def _around(text: str, mark: Mark) -> Stretch:
    """From the sentence before a mark to the one after it."""
    first, last = max(mark.start - _AROUND, 0), min(mark.end + _AROUND, len(text))
    sentences = [Stretch(first + one.start, first + one.end) for one in sentences_of(text[first:last], "")]
    inside = [n for n, one in enumerate(sentences) if one.start < mark.end and mark.start < one.end]
    if not inside:  # a dateline, which is no sentence
        return Stretch(mark.start, mark.end)
    before, after = sentences[max(inside[0] - 1, 0)], sentences[min(inside[-1] + 1, len(sentences) - 1)]
    return Stretch(min(before.start, mark.start), max(after.end, mark.end))


def _whole(text: str, start: int, end: int) -> Stretch:
    """The stretch with every letter that it touches whole."""
    while 0 < start < len(text) and _goes_on(text, start):
        start -= 1
    while 0 < end < len(text) and _goes_on(text, end):
        end += 1
    return Stretch(start, end)


def _goes_on(text: str, at: int) -> bool:
    """Whether a character belongs to the letter before it."""
    mends = unicodedata.category(text[at]).startswith("M") or text[at] == _JOINER
    return mends or text[at - 1] == _JOINER
