"""Turns the id of an article into its card: text, copies, facts, what waits; and ids into stored texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from graph.errors import NotFound
from graph.facts import EventFact
from graph.queries.events import events_by_id
from graph.queries.evidence import Saying, saying_of
from graph.queries.reading import records_of
from graph.queries.rows import EventRow, Named
from graph.store.cypher.reads_articles import ARTICLE, ARTICLE_CLAIMS, ARTICLE_WAITING, TEXTS

if TYPE_CHECKING:
    from graph.store.connection import Store

MOST_FACTS = 500
MOST_TEXTS = 40
LONGEST_TEXT = 400_000
"""Longer texts are not read for a few sentences of context."""


@dataclass(frozen=True)
class ArticleFact:
    """One claim of an article: the fact as it was read, by whom, and the event that it is about."""

    saying: Saying
    fact: EventFact
    event: EventRow
    extractor: str = ""
    extractor_version: str = ""
    reviewed_by: str = ""
    reviewed_at: datetime | None = None


@dataclass(frozen=True)
class ArticleCard:
    """One article as the graph keeps it; `text` is None where it may not be kept or was never brought."""

    article: Named
    url: str
    publisher: str
    published: date | None
    language: str
    kind: str
    text: str | None
    was_read: bool
    """Whether its text was seen, kept or not."""
    not_read: str
    original: Named | None
    copies: tuple[Named, ...]
    facts: tuple[ArticleFact, ...]
    more: bool
    """Whether it makes more claims than are listed."""
    waiting: int


def article_card(store: Store, article_id: str) -> ArticleCard:
    """Everything known of one article; raises NotFound where there is none."""
    records = records_of(store, ARTICLE, {"id": article_id})
    if not records:
        raise NotFound(
            f"There is no article {article_id!r} in the graph. It may have been undone with its import: "
            "the history lists them. An event lists the articles that tell of it."
        )
    claims = records_of(store, ARTICLE_CLAIMS, {"id": article_id, "limit": MOST_FACTS + 1})
    waiting = records_of(store, ARTICLE_WAITING, {"id": article_id})
    return _card(records[0], _facts(store, claims[:MOST_FACTS]), len(claims) > MOST_FACTS, waiting[0]["waiting"])


def texts_of(store: Store, article_ids: Sequence[str]) -> dict[str, str]:
    """The stored texts of the first of these articles, where they are kept."""
    ids = list(dict.fromkeys(article_ids))[:MOST_TEXTS]
    records = records_of(store, TEXTS, {"ids": ids, "longest": LONGEST_TEXT}) if ids else []
    return {record["id"]: record["text"] for record in records}


def _card(record: Mapping[str, Any], facts: tuple[ArticleFact, ...], more: bool, waiting: int) -> ArticleCard:
    originals, copies = _articles(record["originals"]), _articles(record["copies"])
    return ArticleCard(
        article=Named(record["id"], record["title"] or record["url"] or "untitled article"),
        url=record["url"] or "",
        publisher=record["publisher"] or "",
        published=record["published"],
        language=record["language"] or "",
        kind=record["kind"] or "",
        text=record["text"],
        was_read=bool(record["sha256"] or record["read_by"]),
        not_read=record["not_read"] or "",
        original=originals[0] if originals else None,
        copies=copies,
        facts=facts,
        more=more,
        waiting=waiting,
    )


def _articles(rows: Sequence[Sequence[str | None]]) -> tuple[Named, ...]:
    """Other articles under their titles; the publisher is their short name."""
    found = (Named(id or "", title or url or "untitled article", publisher or "") for id, title, url, publisher in rows)
    return tuple(sorted(found, key=lambda one: (one.name, one.id)))


def _facts(store: Store, records: Sequence[Mapping[str, Any]]) -> tuple[ArticleFact, ...]:
    events = events_by_id(store, [record["event"] for record in records])
    return tuple(_fact(record, events[record["event"]]) for record in records if record["event"] in events)


def _fact(record: Mapping[str, Any], event: EventRow) -> ArticleFact:
    fact = EventFact.model_validate_json(record["payload"])
    return ArticleFact(
        saying=saying_of(record, [place.name for place in fact.venues]),
        fact=fact,
        event=event,
        extractor=record["extractor"] or "",
        extractor_version=record["extractor_version"] or "",
        reviewed_by=record["reviewed_by"] or "",
        reviewed_at=record["reviewed_at"],
    )
