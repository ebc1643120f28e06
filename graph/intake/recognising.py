"""Raw articles are recognised: new, there already, a copy of another, in another language, or not to be used."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from graph.articles import RawArticle
from graph.articles.base import NO_DATE, TO_COME
from graph.claims import article_id_of, publisher_of
from graph.extract.base import Extractor
from graph.facts import Article
from graph.names import fold
from graph.store.connection import Store
from graph.store.proposing import Kept, kept_articles, kept_texts

READ_LANGUAGE = "en"


def no_date(raw: RawArticle) -> str:
    """What is told of an article without a day of publication; also that one was given that is still to come."""
    return f"{TO_COME.format(raw.to_come)}; {NO_DATE}" if raw.to_come else NO_DATE


class Sight(Enum):
    """What an article is to the graph."""

    NEW = "new"
    KNOWN = "known"
    COPY = "copy"
    FOREIGN = "foreign"
    REFUSED = "refused"


@dataclass(frozen=True)
class Sighting:
    """One raw article, what it is to the graph, and who should read it."""

    raw: RawArticle
    id: str
    sha256: str
    sight: Sight
    reason: str = ""
    original: tuple[str, str] = ("", "")
    """Id and title of the article with the same text."""
    extractors: tuple[Extractor, ...] = ()
    read_by: tuple[str, ...] = ()
    """Who has read it before."""
    joins: bool = False
    """Whether another batch brought it, and this one brings it too."""
    not_read: str = ""
    """Why the graph holds it without having had it read."""


def reader_of(extractor: Extractor) -> str:
    """An extractor with its version, as an article remembers it."""
    return f"{extractor.name}/{extractor.version}"


def sha256_of(text: str) -> str:
    """The hash by which a text is known again."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def may_not_be_kept(article: Article, quotes_only: frozenset[str]) -> bool:
    """Whether the publisher, or its address, is one whose texts are not stored."""
    return bool({fold(publisher_of(article)), fold(article.publisher)} & {fold(name) for name in quotes_only})


def told_title(raw: RawArticle, quotes_only: frozenset[str]) -> str:
    """By what title to tell of an article: never by the words of a text that is not to be kept."""
    return raw.name if may_not_be_kept(raw.article, quotes_only) else raw.article.title


class Recogniser:
    """Looks articles up in the graph and among those just seen; in a rehearsal nothing seen is forgotten."""

    def __init__(
        self,
        store: Store,
        extractors: Sequence[Extractor],
        batch: str,
        *,
        rehearses: bool,
        quotes_only: frozenset[str] = frozenset(),
    ) -> None:
        self._store = store
        self._extractors = tuple(extractors)
        self._batch = batch
        self._rehearses = rehearses
        self._quotes_only = quotes_only
        self._kept: dict[str, Kept] = {}
        self._texts: dict[str, tuple[str, str]] = {}

    def recognise(self, raws: Sequence[RawArticle]) -> list[Sighting]:
        """Tell of some articles, in order, what they are."""
        marked = [(raw, article_id_of(raw.article), sha256_of(raw.article.text or "")) for raw in raws]
        if not self._rehearses:
            self._kept, self._texts = {}, {}
        self._kept = kept_articles(self._store, [id for _, id, _ in marked]) | self._kept
        self._texts = kept_texts(self._store, [sha for _, _, sha in marked]) | self._texts
        return [self._sight(*mark) for mark in marked]

    def _sight(self, raw: RawArticle, id: str, sha256: str) -> Sighting:
        if raw.article.published is None:
            return Sighting(raw, id, sha256, Sight.REFUSED, no_date(raw))
        kept = self._kept.get(id)
        if kept is not None and kept.sha256 is not None:
            return self._again(raw, kept, sha256)
        original = self._texts.get(sha256)
        if original is not None and original[0] != id:
            self._remember(raw, id, sha256, copy_of=original[0])
            return Sighting(raw, id, sha256, Sight.COPY, original=original, joins=self._is_elsewhere(original[0]))
        self._remember(raw, id, sha256)
        if raw.article.language not in (None, READ_LANGUAGE):
            return Sighting(raw, id, sha256, Sight.FOREIGN)
        return Sighting(raw, id, sha256, Sight.NEW, extractors=self._extractors)

    def _again(self, raw: RawArticle, kept: Kept, sha256: str) -> Sighting:
        """An article whose text the graph holds: perhaps one more extractor is to read it."""
        if kept.sha256 != sha256:
            return Sighting(raw, kept.id, sha256, Sight.REFUSED, _another_text(raw.article, kept))
        wanted: tuple[Extractor, ...] = ()
        if not (kept.not_read or kept.copy_of):
            wanted = tuple(one for one in self._extractors if reader_of(one) not in kept.read_by)
        joins = self._batch not in kept.batches
        title = self._texts.get(sha256, ("", ""))[1]
        return Sighting(
            raw, kept.id, sha256, Sight.KNOWN, extractors=wanted, read_by=kept.read_by, joins=joins,
            original=(kept.copy_of, title) if kept.copy_of else ("", ""), not_read=kept.not_read or "",
        )  # fmt: skip

    def _remember(self, raw: RawArticle, id: str, sha256: str, copy_of: str | None = None) -> None:
        read_by = tuple(map(reader_of, self._extractors))
        self._kept[id] = Kept(id, sha256, read_by, None, copy_of, (self._batch,))
        if copy_of is None:
            self._texts[sha256] = (id, told_title(raw, self._quotes_only))

    def _is_elsewhere(self, id: str) -> bool:
        kept = self._kept.get(id) or kept_articles(self._store, [id]).get(id)
        return kept is None or self._batch not in kept.batches


def _another_text(article: Article, kept: Kept) -> str:
    batch = kept.batches[0] if kept.batches else "BATCH"
    replace = f"to replace that one, undo its import (goodoffices undo {batch})"
    if article.url:
        return f"this address is stored with another text; {replace}, or give this one an address of its own (--url)"
    return (
        "an article of this title, publisher and day is stored with another text; give this one its address "
        f"(--url, or url in NAME.meta.json); {replace}"
    )
