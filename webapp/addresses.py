"""Every address that pages link to is made here, so that each view and each filter stays an address."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, urlencode

from graph.errors import BadInput
from graph.queries.selection import Selection, address_of


def query_of(selection: Selection, **more: str) -> str:
    """The part of an address after the question mark; empty values are left out."""
    return urlencode([*address_of(selection), *((name, value) for name, value in more.items() if value)])


def mediation(selection: Selection, view: str = "", page: int = 1) -> str:
    """The Mediation page of a selection in one of its views."""
    return _joined("/", query_of(selection, view=view, page=str(page) if page > 1 else ""))


def twin(path: str, form: str, query: str) -> str:
    """The same page as json or csv."""
    return _joined(f"{'/mediation' if path == '/' else path}.{form}", query)


def thing(kind: str, thing_id: str, selection: Selection | None = None) -> str:
    """The page of one event, actor, venue or conflict, seen within a selection."""
    return _joined(f"/{kind}s/{quote(thing_id, safe='')}", query_of(selection) if selection else "")


def line(at: Sequence[str], selection: Selection) -> str:
    """The page of the events that run through these rows of the columns."""
    return _joined("/lines", urlencode([*(("at", key) for key in at), *address_of(selection)]))


def article(article_id: str, claim: str = "", page: int = 1) -> str:
    """The page of an article, at the sentences of one of its claims."""
    path = _joined(thing("article", article_id), f"page={page}" if page > 1 else "")
    return f"{path}#{quote(claim, safe='')}" if claim else path


def article_facts(article_id: str, claims: Sequence[str]) -> str:
    """Some facts of an article, as the article tells them."""
    return _joined(f"{thing('article', article_id)}/facts", urlencode([("claim", claim) for claim in claims]))


def desk(article_id: str) -> str:
    """What waits at the desk of one article."""
    return _joined("/review", urlencode([("article", article_id)]))


def find(selection: Selection, text: str = "") -> str:
    """The page that finds things by name, keeping the selection."""
    return _joined("/find", query_of(selection, q=text))


def web(url: str) -> str:
    """An article's address where it is a plain web address, else nothing: no other scheme becomes a link."""
    return url if url.lower().startswith(("https://", "http://")) else ""


def page_number(word: str) -> int:
    """The page of something long that an address asks for; the first where it does not say. Raises BadInput."""
    if word and not (word.isdecimal() and 0 < int(word) < 10_000):
        raise BadInput(f"page: {word!r} is not the number of a page. Use 1, 2, 3 ...")
    return int(word or 1)


def _joined(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
