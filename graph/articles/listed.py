"""JSON with articles in it becomes drafts: one object, a list of them, or one a line."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graph.articles.base import CannotRead, Draft, Given, checked_given
from graph.articles.decoding import decoded
from graph.articles.page import html_draft
from graph.importers.text import MAX_LINE, TOO_LONG

_TEXTS = ("text", "html", "body")
_FACTS = "this holds facts, which are no articles to read; import it on its own: goodoffices import FILE"
_NO_ARTICLE = "this is no article: it has no text, html or body; leave the file out or add it"


@dataclass(frozen=True, slots=True)
class Listed:
    """One article of a list, or why it is none; `line` is 1 and `where` its number where lines mean nothing."""

    line: int
    where: str
    found: Draft | CannotRead


def object_drafts(data: bytes) -> Iterator[Listed]:
    """The articles of a .json file: one object, a list, or after all one a line."""
    text = decoded(data)
    try:
        parsed = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        if isinstance(error, json.JSONDecodeError) and error.msg == "Extra data":
            yield from line_drafts(data)
        else:
            yield Listed(error.lineno if isinstance(error, json.JSONDecodeError) else 1, "", _broken(error))
        return
    if _nothing_to_read(parsed):
        yield Listed(1, "", CannotRead("file", "", _FACTS if _has_facts(parsed) else _NO_ARTICLE))
    elif isinstance(parsed, list):
        yield from (Listed(1, f"{number}.", _draft(one)) for number, one in enumerate(parsed, start=1))
    else:
        yield Listed(1, "", _draft(parsed))


def line_drafts(data: bytes) -> Iterator[Listed]:
    """The articles of a .jsonl file, line by line."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = decoded(data).encode("utf-8", "replace")
    lines = io.BytesIO(data.removeprefix(b"\xef\xbb\xbf"))
    number = 0
    while line := lines.readline():
        number += 1
        if line.strip():
            yield Listed(number, "", _line_draft(line))
    if not number:
        yield Listed(1, "", CannotRead("file", "", "the file is empty: there is nothing to read; leave it out"))


def has_articles(parsed: object) -> bool:
    """Whether a parsed object, or the first of a list, is an article and not its facts."""
    first = parsed[0] if isinstance(parsed, list) and parsed else parsed
    return isinstance(first, dict) and "events" not in first and any(_own(first).get(key) for key in _TEXTS)


def _nothing_to_read(parsed: object) -> bool:
    every = parsed if isinstance(parsed, list) else [parsed]
    return not any(has_articles(one) for one in every)


def _has_facts(parsed: object) -> bool:
    first = parsed[0] if isinstance(parsed, list) and parsed else parsed
    return isinstance(first, dict) and ("events" in first or "mediators" in first or "parties" in first)


def _line_draft(line: bytes) -> Draft | CannotRead:
    if len(line) > MAX_LINE:
        return CannotRead("line", line[:200].decode("utf-8", "replace"), TOO_LONG)
    try:
        return _draft(json.loads(decoded(line)))
    except CannotRead as refusal:
        return refusal
    except (ValueError, RecursionError) as error:
        return _broken(error)


def _broken(error: ValueError | RecursionError) -> CannotRead:
    if isinstance(error, json.JSONDecodeError):
        return CannotRead("line", "", f"this is not JSON: {error.msg} at character {error.colno:,}; mend it")
    if isinstance(error, RecursionError):
        return CannotRead("line", "", "too many objects inside one another; write one flat object an article")
    return CannotRead("line", "", f"this is not usable JSON: {error}")


def _own(parsed: dict[str, Any]) -> dict[str, Any]:
    inner = parsed.get("article")
    return inner if isinstance(inner, dict) else parsed


def _draft(parsed: object) -> Draft | CannotRead:
    try:
        return _article(parsed)
    except CannotRead as refusal:
        return refusal


def _article(parsed: object) -> Draft:
    if not isinstance(parsed, dict):
        raise CannotRead("line", parsed, "an article is one JSON object with text (or html) and title, url, published")
    if "events" in parsed:
        raise CannotRead("events", "", _FACTS)
    own = _own(parsed)
    said, notes = _said(own)
    key = next((name for name in _TEXTS if own.get(name)), None)
    if key is None:
        raise CannotRead("text", "", _NO_ARTICLE)
    text = own[key]
    if not isinstance(text, str):
        raise CannotRead(key, text, "the text of an article is one JSON string")
    if key == "html" or (key == "body" and text.lstrip().startswith("<")):
        page = html_draft(text, said.url)
        return Draft(page.text, said.or_else(page.said), notes)
    return Draft(text, said, notes)


def _said(own: dict[str, Any]) -> tuple[Given, tuple[str, ...]]:
    """What an article says of itself: an address that is none costs the address, not the article."""
    try:
        checked_given({"url": own.get("url")})
    except CannotRead as why:
        return checked_given({**own, "url": None}), (f"{why.reason} (found {why.value!r})",)
    return checked_given(own), ()
