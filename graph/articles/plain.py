"""A plain text file becomes a draft: all of it is the text, its first line the title if it stands alone as one."""

from __future__ import annotations

import re

from graph.articles.base import MOST_TITLE, Draft, Given
from graph.articles.cleaning import one_line
from graph.articles.decoding import decoded

_TITLE_LINE = re.compile(r"\s*(?P<title>\S[^\r\n]*)(?:\r\n?|\n)[ \t]*(?:\r\n?|\n)\s*\S")


def plain_draft(data: bytes) -> Draft:
    """The article of a .txt file."""
    text = decoded(data)
    return Draft(text, Given(title=title_of(text)))


def title_of(text: str) -> str | None:
    """The first line, where it is short and no sentence, and a blank line and more text follow."""
    found = _TITLE_LINE.match(text.lstrip("\ufeff"))
    if found is None or len(found["title"]) > MOST_TITLE or found["title"].rstrip().endswith("."):
        return None
    return one_line(found["title"], MOST_TITLE) or None
