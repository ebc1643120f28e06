"""What the readers of each format share: what is said of an article, its draft, the limits, and a refusal."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta, timezone

from pydantic import ValidationError

from graph.facts import Article, problems_of
from graph.importers.base import shown

MOST_BYTES = 10_000_000
"""Of one file that holds one article. Long pages have a twentieth of that."""
MOST_OBJECT_BYTES = 64_000_000
"""Of one .json file, which is parsed as a whole."""
MOST_LINES_BYTES = 512_000_000
"""Of one .jsonl file, whose lines are parsed one by one."""
MOST_CHARACTERS = 1_000_000
"""Of one cleaned text: four times the longest report that one would still call an article."""
MOST_TITLE = 300
NO_DATE = "no publication date; give --published YYYY-MM-DD or a side-car NAME.meta.json"
TO_COME = "the day of publication {} lies after today and is not taken"

_FAULTS = {
    "url": "the url is no web address; write it as https://... or leave it out",
    "title": "the title is not one text; write it in quotation marks",
    "publisher": "the publisher is not one text; write it in quotation marks",
    "published": "published is not a day; write it as YYYY-MM-DD",
    "language": "the language is not an ISO 639-1 code, such as en",
}
"""What is wrong with a field of an article and what to do."""

_WHERE_DAYS_BEGIN = timezone(timedelta(hours=14))
_LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_].*)?")


class CannotRead(Exception):
    """A file, or one article of it, that cannot be used: which field, what it holds and what to do."""

    def __init__(self, field: str, value: object, reason: str) -> None:
        super().__init__(reason)
        self.field, self.value, self.reason = field, shown(value), reason


@dataclass(frozen=True, slots=True)
class Given:
    """What is said of an article beside its text: by options, by a side-car, or by the page itself."""

    published: date | None = None
    publisher: str | None = None
    language: str | None = None
    url: str | None = None
    title: str | None = None

    def or_else(self, other: Given) -> Given:
        """What this says, and what the other says where this is silent."""
        return Given(**{name: getattr(self, name) or getattr(other, name) for name in FIELDS})


FIELDS = tuple(field.name for field in fields(Given))


@dataclass(frozen=True, slots=True)
class Draft:
    """One article as its format gives it: the text not cleaned yet, and what the file itself says of it."""

    text: str
    said: Given = Given()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class RawArticle:
    """An article that was read: where from, and what of the file was left out."""

    file: str
    article: Article
    line: int = 1
    notes: tuple[str, ...] = ()
    name: str = ""
    """Its title as the file or a person gives it, or else what its file is called: no words of its text."""
    to_come: date | None = None
    """A day of publication that was given and lies after today: it is not taken."""


def is_to_come(day: date) -> bool:
    """Whether a day has begun nowhere on earth: nothing was published on it yet."""
    return day > datetime.now(_WHERE_DAYS_BEGIN).date()


def checked_article(said: Given, text: str) -> Article:
    """The article; raises CannotRead with the field that is not as it should be."""
    known = {name: getattr(said, name) for name in FIELDS if getattr(said, name)}
    try:
        return Article(**known, text=text)
    except ValidationError as error:
        field, value, reason = problems_of(error)[0]
        raise CannotRead(field, value, _FAULTS.get(field, reason)) from error


def checked_given(values: dict[str, object]) -> Given:
    """What a JSON object says of its article; raises CannotRead. Keys that we do not know are let be."""
    known: dict[str, object] = {name: values[name] for name in FIELDS if values.get(name) not in (None, "")}
    if isinstance(day := known.get("published"), str):
        known["published"] = day_of(day)
    if isinstance(code := known.get("language"), str):
        known["language"] = language_code(code) or code
    try:
        article = Article.model_validate({"title": "-", **known})
    except ValidationError as error:
        field, _, reason = problems_of(error)[0]
        raise CannotRead(field, values.get(field, ""), _FAULTS.get(field, reason)) from error
    return Given(**{name: getattr(article, name) for name in known})


def day_of(text: str) -> str:
    """The day of an ISO date with or without a time of day; any other text as it is."""
    return text[:10] if text[10:11] in ("T", " ") else text


def language_code(text: str) -> str | None:
    """The ISO 639-1 code of a language tag such as en-GB, or None."""
    found = _LANGUAGE.fullmatch(text.strip())
    return found[1].lower() if found else None
