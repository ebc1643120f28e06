"""A text as it was decoded becomes the text that is stored: once, so that offsets into it stay good.

Line ends, blanks at the ends of lines, and characters without a shape (controls, zero-width, direction marks)
are mended; everything that can be seen stays as it is written, since quotes are compared with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

WRAPPED_AT = 150
"""A text with a longer line is not wrapped by hand: each of its line ends is the end of a paragraph."""
_SHORTENED_TITLE = 120

_LINE_END = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_SHAPELESS = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # controls; tab and line feed stay
    "\u00ad\u034f\u061c\u180e\u200b\u200e\u200f"  # soft hyphen, zero-width space, direction marks
    "\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"  # halves of surrogate pairs, invisible tags
)
_JOINER = re.compile("(?<![^\x00-\u024f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\u024f])")
"""Joiners spell words in Persian and the scripts of India; in Latin text they are dirt."""
_BLANK = " \t\u00a0\u3000"
_GAP = re.compile(r"\n{3,}")
_BLANKS = re.compile(r"\s+")


def cleaned(text: str) -> str:
    """The text as it is stored: paragraphs with one blank line between them."""
    text = _JOINER.sub("", _SHAPELESS.sub("", _LINE_END.sub("\n", text)))
    lines = [line.rstrip(_BLANK) for line in text.split("\n")]
    is_wrapped = all(len(line) <= WRAPPED_AT for line in lines)
    return _GAP.sub("\n\n", ("\n" if is_wrapped else "\n\n").join(lines)).strip("\n")


def joined(paragraphs: Iterable[str]) -> str:
    """One text of paragraphs that are known as such."""
    return "\n\n".join(paragraphs)


def one_line(text: str, most: int) -> str:
    """A title or a name on one line, cut to a length."""
    line = _BLANKS.sub(" ", _JOINER.sub("", _SHAPELESS.sub("", text.replace("\n", " ")))).strip()
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def first_words(text: str) -> str:
    """What stands for a title where an article has none: how its text begins, never the same as a paragraph of it.

    A first line that is the title is not read for facts; a sentence without its full stop is not that line.
    """
    line, _, rest = text.strip().partition("\n")
    if len(line) <= _SHORTENED_TITLE:
        words = one_line(line, _SHORTENED_TITLE).removesuffix(".")
        return words if rest or words != line else f"{words} …"
    return one_line(line[:_SHORTENED_TITLE].rsplit(" ", 1)[0], _SHORTENED_TITLE) + " …"
