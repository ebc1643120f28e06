"""An HTML page becomes a draft: the article's paragraphs without menus, scripts and promotion, and what the page
says of it. Nothing is fetched and nothing in the page is run."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import Any

from graph.articles.base import MOST_TITLE, CannotRead, Draft, Given, checked_given, language_code
from graph.articles.cleaning import cleaned, joined, one_line
from graph.articles.dateline import published_in
from graph.articles.decoding import decoded

_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_XML_LINE = re.compile(r"\A\s*<\?xml[^>]*>")
MOST_ELEMENTS = 20_000
MANY_ELEMENTS = 5_000
"""Above this the library's second opinions are left out; long news pages have a half of it."""

_LONG_BLANK = re.compile(r"[ \t\r\n\f]{20,}")
_ROOT = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_HEAD = 20_000
_PROMOTION = re.compile(
    r"(?:(?:also |please )?(?:read|see|watch|listen)(?: also| more| next| too| this)|also (?:read|see)|related(?: \w+)?"
    r"|recommended(?: \w+)?|don.t miss)\s*[:>\u00bb|].{0,200}"
    r"|(?:read|watch|listen|see|explainer|analysis|opinion|in pictures|editor.s picks?|more (?:on|from) [^:.]{1,60})"
    r"\s*[:>\u00bb|].{0,200}[^.!?\"\u201d]"
    r"|(?:advertisement|read more|see more|share(?: this)?(?: article| story)?|sign up .{1,80}|subscribe .{1,80}"
    r"|follow us .{1,80}|click here .{1,80})[.:!]?",
    re.IGNORECASE,
)
"""Lines that advertise something else; the doubtful words only where no sentence follows them."""
_STOPS = r".!?\u2026\u3002\uff01\uff1f\u0964\u061f\u06d4\u1362\u0589"
_SENTENCE = re.compile(rf".{{15,}}[{_STOPS}][\"'\u201d\u2019\u00bb)\]]*$", re.DOTALL)
_LONG = 60
_WORD = re.compile(r"\w+")
_NO_TEXT = "the page holds no article, only menus or short lines; save the article's own page, or its text as .txt"


def page_draft(data: bytes, url: str | None = None) -> Draft:
    """The article of an HTML file."""
    named = _DECLARED.search(data[:4096])
    return html_draft(decoded(data, named[1].decode("ascii", "replace") if named else None), url)


def html_draft(html: str, url: str | None = None) -> Draft:
    """The article of a page that is text already. Raises CannotRead where there is none."""
    try:
        tree = _trafilatura().load_html(_whole(html))
        page = None if tree is None else _extracted(tree, url)
    except (RecursionError, ValueError, TypeError, AttributeError, KeyError, IndexError, AssertionError) as error:
        reason = "the page's HTML cannot be taken apart; save its text as .txt"
        raise CannotRead("file", type(error).__name__, reason) from error
    if page is None:
        raise CannotRead("file", "", _NO_TEXT)
    said = _said(page, tree)
    paragraphs = _paragraphs(page.text or "", said.title)
    if not any(len(part) > _LONG or _SENTENCE.fullmatch(part) for part in paragraphs):
        raise CannotRead("file", "", _NO_TEXT)
    return Draft(joined(paragraphs), said)


def _extracted(tree: Any, url: str | None) -> Any:
    """The library's reading. What it does to doubtful pages takes the square of their elements in time."""
    elements = sum(1 for _ in tree.iter())
    if elements > MOST_ELEMENTS:
        reason = (
            f"the page has {elements:,} elements and more than {MOST_ELEMENTS:,} are no article; save its text as .txt"
        )
        raise CannotRead("file", "", reason)
    return _trafilatura().bare_extraction(
        tree,
        url=url,
        fast=elements > MANY_ELEMENTS,
        with_metadata=True,
        include_comments=False,
        date_extraction_params=_QUICK,
    )


_QUICK = {"extensive_search": False, "original_date": True}
"""The library's own guess at the date is not used: it takes copyright years and days of change."""


@cache
def _trafilatura() -> Any:
    """Loaded with the first page: it takes longer than most commands."""
    return import_module("trafilatura")


def _whole(html: str) -> str:
    """A whole document, also of a mere piece, and without a first line that names an encoding long undone."""
    html = _LONG_BLANK.sub("\n", _XML_LINE.sub("", html, count=1))
    return html if _ROOT.search(html[:_HEAD]) else f"<html><body>{html}</body></html>"


def _paragraphs(text: str, title: str | None) -> list[str]:
    lines = [line for part in cleaned(text).split("\n") if (line := part.strip())]
    while lines and title and _folded(lines[0]) == _folded(title):
        lines = lines[1:]
    return [line for line in lines if not _PROMOTION.fullmatch(line)]


def _folded(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _said(page: Any, tree: Any) -> Given:
    return Given(
        published=published_in(tree, _address(page.url)),
        publisher=one_line(page.sitename or "", MOST_TITLE) or None,
        language=_language(tree),
        url=_address(page.url),
        title=one_line(page.title or "", MOST_TITLE) or None,
    )


def _address(url: str | None) -> str | None:
    """The page's address, if it is a whole one."""
    try:
        return checked_given({"url": url}).url
    except CannotRead:
        return None


def _language(tree: Any) -> str | None:
    for path in ("//html/@lang", "//html/@xml:lang", "//meta[@property='og:locale']/@content"):
        for tag in tree.xpath(path):
            if code := language_code(tag):
                return code
    return None
