"""An article and one of its facts become a claim: what is stored as truth and never rewritten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit, urlunsplit

from graph.facts import Article, ArticleFacts, EventFact
from graph.names import content_id, fold
from graph.vocabulary import Review

DEFAULT_EXTRACTOR = "import"


@dataclass(frozen=True, slots=True)
class Origin:
    """Who read a claim out of its article, and the person who has checked it since."""

    extractor: str = DEFAULT_EXTRACTOR
    version: str = ""
    review: Review = Review.MACHINE
    reviewed_by: str = ""
    reviewed_at: datetime | None = None


IMPORTED = Origin()
"""A fact of somebody's file, taken as it stands."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What one article says of one event, under an id made from both."""

    id: str
    article_id: str
    article: Article
    fact: EventFact
    payload: str
    """The fact as imported, as JSON: what the graph can be rebuilt from."""
    origin: Origin = IMPORTED


def claims_of(line: ArticleFacts) -> list[Claim]:
    """One claim per event of an article; the same event told twice in one article is one claim."""
    article_id = article_id_of(line.article)
    claims: dict[str, Claim] = {}
    for fact in line.events:
        claim = claim_of(article_id, line.article, fact)
        claims[claim.id] = claim
    return list(claims.values())


def claim_of(article_id: str, article: Article, fact: EventFact, origin: Origin = IMPORTED) -> Claim:
    """One fact of an article as a claim; the same fact of the same article has the same id whoever read it."""
    payload = payload_of(fact)
    return Claim(content_id("claim", article_id, payload), article_id, article, fact, payload, origin)


def payload_of(fact: EventFact) -> str:
    """A fact as it is kept: JSON without what the format has by default."""
    return fact.model_dump_json(by_alias=True, exclude_defaults=True)


def article_id_of(article: Article) -> str:
    """By the address, without what does not change the page; or else by title, publisher and day."""
    if article.url:
        return content_id("article", normalised_url(article.url))
    return content_id("article", fold(article.title), fold(article.publisher), str(article.published or ""))


def normalised_url(url: str) -> str:
    """An address without fragment, default port, `www.`, closing slash, tracking parameters; http as https."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    query = "&".join(part for part in parts.query.split("&") if part and not part.startswith(("utm_", "fbclid=")))
    return urlunsplit(("https", host + port, parts.path.rstrip("/"), query, ""))


def publisher_of(article: Article) -> str:
    """Who published it: the named publisher, or else the host of its address."""
    if article.publisher:
        return article.publisher
    return (urlsplit(article.url).hostname or "").removeprefix("www.") if article.url else ""
