"""The text of an article becomes its title, paragraphs and sentences, as spans of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.extract.rules.patterns import word_set

_END = re.compile(r"[.!?…]+[\"'”\u2019»)\]]*(?=\s+[\"'“\u2018«(\[]*[A-Z0-9À-ÞŠŽ@])")
_WORD_BEFORE = re.compile(r"([\w.'\u2019-]+)$")
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
_DATELINE = re.compile(
    r"[A-ZÀ-ÞŠŽİŞ][A-ZÀ-ÞŠŽİŞ\u2019'. -]{2,30}(?:[,/] ?[A-Z0-9][\w. /]{2,25}){0,2} ?(?:\([\w ./]{2,25}\))? ?"
    r"(?:--|[\u2013—-]|:) (?=\S)"
    r"|[A-Z][\w\u2019'.]+(?: [A-Z][\w\u2019'.]+)?(?:, [\w .]{3,25})? ?\([A-Z][\w ./]{1,25}\) ?(?:--|[\u2013—-]) (?=\S)"
    r"|[A-Z][\w\u2019'.]+(?: [A-Z][\w\u2019'.]+)?(?:, [\w .]{3,25})? ?(?:--|[\u2013—]) (?=[A-Z])"
    r"|[A-ZÀ-Þ]{3,}(?: [A-ZÀ-Þ]+)?(?:, [A-ZÀ-Þ][A-Za-zÀ-ÿ]+)?\.\.\. ?(?=[A-Z])"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as a span of the text; `paragraph` counts from 0, the title is -1."""

    start: int
    end: int
    paragraph: int


def sentences_of(text: str, title: str) -> Iterator[Sentence]:
    """The sentences in order; a first line that is the title is marked, a dateline is left out."""
    number = 0
    for paragraph in _PARAGRAPH.finditer(text):
        line = paragraph.group().strip()
        start = paragraph.start() + (len(paragraph.group()) - len(paragraph.group().lstrip()))
        if number == 0 and line == title.strip():
            yield Sentence(start, start + len(line), -1)
            continue
        end = start + len(line)
        dateline = _DATELINE.match(text, start, end)
        for first, last in _split(text, dateline.end() if dateline else start, end):
            yield Sentence(first, last, number)
        number += 1


def dateline_of(text: str, sentence: Sentence) -> str:
    """What stands before the first sentence of a paragraph on its line: the reporter's place, or nothing."""
    line = text.rfind("\n", 0, sentence.start) + 1
    return text[line : sentence.start].strip()


LONGEST = 1_500
"""Characters of a sentence; what runs on for longer is no prose, and is cut between words."""


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    first = start
    for stop in _END.finditer(text, start, end):
        if text[stop.start()] == "." and _is_abbreviation(text, first, stop.start()):
            continue
        yield from _cut(text, first, stop.end())
        first = stop.end()
        while first < end and text[first].isspace():
            first += 1
    if first < end:
        yield from _cut(text, first, end)


def _cut(text: str, first: int, end: int) -> Iterator[tuple[int, int]]:
    while end - first > LONGEST:
        space = text.rfind(" ", first, first + LONGEST)
        stop = space if space > first else first + LONGEST
        yield first, stop
        first = stop
        while first < end and text[first].isspace():
            first += 1
    if first < end:
        yield first, end


def _is_abbreviation(text: str, start: int, stop: int) -> bool:
    word = _WORD_BEFORE.search(text, start, stop)
    if word is None:
        return False
    bare = word.group(1).strip("'\u2019").casefold()
    return bare in word_set("abbreviations") or (len(bare) == 1 and bare.isalpha() and word.group(1).isupper())
