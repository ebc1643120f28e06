"""The day on which a page was published: what its metadata say, or one whole date in its dateline. A page that
names no year gives no day; a day of change, a copyright year or a file's age is none."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from graph.articles.base import day_of

_META = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date_published",
    "publication_date", "publish_date", "publish-date", "publishdate", "pubdate", "published_time", "parsely-pub-date",
    "sailthru.date", "citation_publication_date", "citation_date", "dc.date", "dc.date.issued", "dcterms.issued",
    "dcterms.created", "dcterms.date", "dc.date.created", "article.published", "datecreated", "date",
)  # fmt: skip
_NEWS = re.compile(r"Article|Posting|Report|Story", re.IGNORECASE)
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:/|-|$)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_ISO = re.compile(r"(?<![\d-])(\d{4})-(\d\d)-(\d\d)(?!\d|-\d)")
_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d|\.\d)")
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/])")
_DAY_FIRST = re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]{_MONTH},?[ -](\d{{4}})(?!\d)", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"\b{_MONTH} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})(?!\d)", re.IGNORECASE)
_CHANGED = re.compile(
    r"(?:updated?|modified|edited|revised|changed)\b(?: on)?(?: at)?[\s:]*.*", re.IGNORECASE | re.DOTALL
)
_LONGEST_DATELINE = 200
_DATELINES = (
    "//*[not(self::meta or self::script or self::style or self::html or self::body)]"
    "[@class or @id or @itemprop or self::time]"
    "[not(ancestor::aside or ancestor::footer or ancestor::nav)]"
)
_DATE_WORD = re.compile(r"(?:^|[\s_-])(?:date|time|dateline|byline|posted|publish(?:ed)?|pub|meta|info|timestamp)"
                        r"|date(?:$|[\s_-])|published", re.IGNORECASE)  # fmt: skip


def published_in(tree: Any, url: str | None) -> date | None:
    """The day of publication that a page's tree gives, or None."""
    for find in (_in_linked_data, _in_meta, _in_time_elements):
        if day := next(find(tree), None):
            return day
    if url and (found := _IN_ADDRESS.search(url)):
        return _day(found[1], found[2], found[3])
    return _in_dateline(tree)


def whole_date(text: str) -> date | None:
    """The one day that a text names with its year, without doubt which number is the month."""
    days = set(_whole_dates(text))
    return days.pop() if len(days) == 1 else None


def _whole_dates(text: str) -> Iterator[date | None]:
    for found in _ISO.finditer(text):
        yield _day(found[1], found[2], found[3])
    for found in _DOTTED.finditer(text):
        yield _day(found[3], found[2], found[1])
    for found in _SLASHED.finditer(text):
        yield _slashed(int(found[1]), int(found[2]), found[3])
    for found in _DAY_FIRST.finditer(text):
        yield _day(found[3], _month(found[2]), found[1])
    for found in _MONTH_FIRST.finditer(text):
        yield _day(found[3], _month(found[1]), found[2])


def _slashed(first: int, second: int, year: str) -> date | None:
    """03/04/2020 is the third of April to some and the fourth of March to others: no day."""
    if first != second and first <= 12 and second <= 12:
        return None
    return _day(year, second, first) or _day(year, first, second)


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _day(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _stamped(value: object) -> date | None:
    """The day of a machine's time stamp, or of a date in words."""
    if not isinstance(value, str) or len(value) > _LONGEST_DATELINE:
        return None
    try:
        return date.fromisoformat(day_of(value.strip()))
    except ValueError:
        return whole_date(value)


def _in_linked_data(tree: Any) -> Iterator[date]:
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            objects = list(_objects(json.loads(script)))
        except (ValueError, RecursionError):
            continue
        objects.sort(key=lambda found: not _NEWS.search(str(found.get("@type"))))
        yield from (day for found in objects if (day := _stamped(found.get("datePublished"))))


def _objects(data: object) -> Iterator[dict[str, Any]]:
    """The things that the page is about, not those that they name in turn, such as related articles."""
    for found in data if isinstance(data, list) else [data]:
        if isinstance(found, dict):
            yield found
            graph = found.get("@graph")
            yield from (part for part in graph if isinstance(part, dict)) if isinstance(graph, list) else ()


def _in_meta(tree: Any) -> Iterator[date]:
    said: dict[str, str] = {}
    for meta in tree.iterfind(".//meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        said.setdefault(name.strip().lower(), meta.get("content") or "")
    yield from (day for name in _META if (day := _stamped(said.get(name))))


def _in_time_elements(tree: Any) -> Iterator[date]:
    marked = tree.xpath("//*[@itemprop='datePublished']|//time[@pubdate]")
    for element in marked:
        if day := _stamped(element.get("datetime") or element.get("content") or _words(element)):
            yield day


def _in_dateline(tree: Any) -> date | None:
    """The only day of the page's datelines, or that of the first one after the headline."""
    days: list[date] = []
    headline_at: int | None = None
    for element in tree.xpath(f"//h1|{_DATELINES}"):
        if element.tag == "h1":
            headline_at = len(days) if headline_at is None else headline_at
        elif day := _day_of_dateline(element):
            days.append(day)
    if len(set(days)) == 1:
        return days[0]
    return None if headline_at is None else next(iter(days[headline_at:]), None)


def _day_of_dateline(element: Any) -> date | None:
    names = " ".join(element.get(name) or "" for name in ("class", "id", "itemprop"))
    if element.tag != "time" and not _DATE_WORD.search(names):
        return None
    words = _words(element)
    if len(words) > _LONGEST_DATELINE:
        return None
    stamp = element.get("datetime") if element.tag == "time" else None
    return _stamped(stamp) if stamp else whole_date(_CHANGED.sub("", words))


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
