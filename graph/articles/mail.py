"""A saved mail becomes a draft: subject, day, sender and the body's text. Attachments are named, never opened."""

from __future__ import annotations

import email
import email.errors
import email.header
import email.policy
import email.utils
import re
from datetime import date
from email.message import Message

from graph.articles.base import MOST_TITLE, CannotRead, Draft, Given
from graph.articles.cleaning import one_line
from graph.articles.decoding import decoded
from graph.articles.page import html_draft

_FORWARDED = re.compile(r"^\s*(?:(?:fwd?|wg|tr|rv|re|aw)\s*:\s*)+", re.IGNORECASE)
_FEWEST_CHARACTERS = 80
_NO_BODY = "the mail has no text of its own; save the article as .txt or .html"


def mail_draft(data: bytes) -> Draft:
    """The article of an .eml file."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        parts = [part for part in message.walk() if not part.is_multipart()]
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise CannotRead(
            "file", type(error).__name__, "the mail cannot be taken apart; save its text as .txt"
        ) from error
    if not message.keys():
        raise CannotRead("file", "", "this is no mail: it has no headers; save its text as .txt")
    bodies = [part for part in parts if not _attached(part)]
    draft = _body(bodies)
    notes = tuple(f"attachment {name!r} not read" for part in parts if (name := _attached(part)))
    return Draft(draft.text, _said(message).or_else(draft.said), notes)


def _body(parts: list[Message]) -> Draft:
    plain = [_text(part) for part in parts if part.get_content_type() == "text/plain"]
    pages = [_text(part) for part in parts if part.get_content_type() == "text/html"]
    text = "\n\n".join(filter(str.strip, plain))
    if len(text) >= _FEWEST_CHARACTERS or (text.strip() and not pages):
        return Draft(text)
    if pages:
        return html_draft(pages[0])
    raise CannotRead("file", "", _NO_BODY)


def _text(part: Message) -> str:
    data = part.get_payload(decode=True)
    charset = part.get_param("charset")
    return (
        decoded(data, charset if isinstance(charset, str) else None) if isinstance(data, bytes) and data.strip() else ""
    )


def _attached(part: Message) -> str | None:
    """The name of an attachment, and None for a part of the body."""
    name = _line(part.get_filename() or "")
    is_attached = part.get_content_disposition() == "attachment" or (name and part.get_content_maintype() != "text")
    return (name or "without a name") if is_attached else None


def _said(message: Message) -> Given:
    subject = _line(message.get("Subject"))
    title = _FORWARDED.sub("", subject) or None
    if title != (subject or None):
        return Given(title=title)  # day and sender are those of whoever passed it on
    return Given(published=_day(message.get("Date")), publisher=_sender(message.get("From")), title=title)


def _sender(header: object) -> str | None:
    name, address = email.utils.parseaddr(str(header or ""))  # before decoding: a name may hold a comma
    return _line(name) or address.rpartition("@")[2] or None


def _day(header: object) -> date | None:
    try:
        return email.utils.parsedate_to_datetime(str(header)).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _line(header: object) -> str:
    try:
        words = str(email.header.make_header(email.header.decode_header(header or "")))  # type: ignore[arg-type]
    except (email.errors.HeaderParseError, LookupError, ValueError):
        words = str(header)
    return one_line(words, MOST_TITLE)
