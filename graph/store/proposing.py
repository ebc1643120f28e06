"""A group of raw articles is written in one transaction: the articles, the claims taken at once, what waits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

from graph.claims import Claim
from graph.facts import Article, EventFact
from graph.resolve.resolver import Resolver
from graph.store.connection import Store, Transaction
from graph.store.cypher import proposals, writes
from graph.store.planning import Plan, Recorded, StoreReads
from graph.store.recording import Recorder, doubt_row
from graph.store.weighing import Weighed, proposal_id
from graph.store.writing import Row, create_all, write_articles
from graph.titles import title_of


@dataclass(frozen=True)
class Brought:
    """An article to be stored, as it will be kept, and what became of it."""

    id: str
    article: Article
    sha256: str
    read_by: tuple[str, ...] = ()
    """Extractors with their versions, such as `rules/1`."""
    not_read: str | None = None
    """Why no facts were read from it: its language, or that it is a copy."""
    copy_of: str | None = None


@dataclass(frozen=True)
class Reread:
    """An article that the graph holds and that another extractor, or a newer version, has read."""

    id: str
    read_by: tuple[str, ...]


@dataclass(frozen=True)
class Withdrawal:
    """What one version of an extractor proposes from one article: what older ones proposed besides is withdrawn."""

    article: str
    extractor: str
    version: str
    found: tuple[str, ...]


@dataclass
class Group:
    """Some articles of an import with all that is written with them."""

    brought: list[Brought] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)
    """Articles that another batch brought: they and what was read from them are this batch's too."""
    reread: list[Reread] = field(default_factory=list)
    withdrawn: list[Withdrawal] = field(default_factory=list)
    weighed: list[Weighed] = field(default_factory=list)

    @property
    def accepted(self) -> list[Claim]:
        """The facts that become claims at once."""
        return [item.claim for item in self.weighed if not item.why]

    @property
    def brings_something(self) -> bool:
        """Whether an article or a fact of it is not in the graph yet."""
        return bool(self.brought or self.weighed)

    @property
    def changes_nothing(self) -> bool:
        """Whether there is nothing to write."""
        return not (self.brings_something or self.joined or self.reread)


@dataclass(frozen=True)
class Kept:
    """What the graph holds of an article."""

    id: str
    sha256: str | None
    read_by: tuple[str, ...]
    not_read: str | None
    copy_of: str | None
    batches: tuple[str, ...]


def kept_articles(store: Store, ids: Sequence[str]) -> dict[str, Kept]:
    """What the graph holds of some articles, by id."""
    rows = StoreReads(store).run(proposals.ARTICLES_THERE, {"ids": list(ids)})
    return {str(row["id"]): _kept(row) for row in rows}


def kept_texts(store: Store, hashes: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Article id and title of the texts that the graph holds, by hash."""
    rows = StoreReads(store).run(proposals.TEXTS_THERE, {"hashes": sorted(set(hashes))})
    return {str(row["hash"]): (str(row["id"]), str(row["title"] or "")) for row in rows}


def kept_proposals(store: Store, ids: Sequence[str]) -> set[str]:
    """Which proposals the graph holds, decided or not."""
    return {str(row["id"]) for row in StoreReads(store).run(proposals.PROPOSALS_THERE, {"ids": list(ids)})}


def facts_read(store: Store, article: str, but_by: Sequence[str]) -> list[EventFact]:
    """What other extractors than some have read in an article before, whatever became of it."""
    rows = StoreReads(store).run(proposals.READ_BEFORE, {"article": article, "names": list(but_by)})
    return [EventFact.model_validate_json(str(row["payload"])) for row in rows]


def _kept(row: Row) -> Kept:
    return Kept(
        str(row["id"]),
        _text(row["sha256"]),
        _texts(row["read_by"]),
        _text(row["not_read"]),
        _text(row["copy_of"]),
        _texts(row["batches"]),
    )


def _text(value: object) -> str | None:
    return str(value) if value else None


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


class GroupWriter:
    """Writes groups of articles for one batch, each in one transaction."""

    def __init__(self, store: Store, resolver: Resolver, batch: str, by: str) -> None:
        self._recorder = Recorder(store, resolver, batch)
        self._batch = batch
        self._by = by

    def write(self, group: Group) -> Recorded:
        """Write a group whole, or nothing of it."""
        if group.changes_nothing:
            return Recorded()
        prepared = self._recorder.prepare(group.accepted)
        return self._recorder.record(prepared, also=partial(self._write_rest, group))

    def _write_rest(self, group: Group, tx: Transaction, plan: Plan) -> None:
        """What a group holds beside its claims."""
        if group.brought:
            self._write_articles(tx, group.brought)
        if group.joined:
            for statement in (proposals.JOIN_ARTICLES, proposals.JOIN_PROPOSALS, proposals.JOIN_CLAIMS):
                tx.run(statement, {"ids": group.joined, "batch": self._batch})
        if group.reread:
            rows = [{"id": article.id, "read_by": list(article.read_by)} for article in group.reread]
            tx.run(proposals.READ_AGAIN, {"rows": rows})
        if group.withdrawn:
            tx.run(proposals.WITHDRAW, {"rows": [_withdrawal_row(one) for one in group.withdrawn]})
        waiting = [item for item in group.weighed if item.why]
        self._write_proposals(tx, waiting)
        _write_doubts(tx, waiting)
        counts = {"articles": len(group.brought), "proposals": len(waiting)}
        tx.run(proposals.COUNT_GROUP, {"id": self._batch, **counts})

    def _write_articles(self, tx: Transaction, brought: Sequence[Brought]) -> None:
        write_articles(tx, {item.id: item.article for item in brought})
        create_all(tx, proposals.MARK_ARTICLES, [_article_row(item) for item in brought], batch=self._batch)
        copies: list[Row] = [{"id": item.id, "copy_of": item.copy_of} for item in brought if item.copy_of]
        if copies:
            create_all(tx, proposals.LINK_COPIES, copies)

    def _write_proposals(self, tx: Transaction, waiting: Sequence[Weighed]) -> None:
        if not waiting:
            return
        at = datetime.now(UTC)
        rows = [_proposal_row(item, self._by, at) for item in waiting]
        create_all(tx, proposals.CREATE_PROPOSALS, rows, batch=self._batch)


def _write_doubts(tx: Transaction, waiting: Sequence[Weighed]) -> None:
    """Doubtful names of facts that wait: judged once, they are known for all."""
    doubts = {doubt: item.claim.article_id for item in waiting if not item.rejected for doubt in item.resolved.doubts}
    rows = [doubt_row(doubt, article) for doubt, article in doubts.items()]
    if rows:
        tx.run(writes.MERGE_DOUBTS, {"rows": rows})


def _article_row(item: Brought) -> Row:
    return {
        "id": item.id,
        "text": item.article.text,
        "sha256": item.sha256,
        "read_by": list(item.read_by),
        "not_read": item.not_read,
        "copy_of": item.copy_of,
    }


def _withdrawal_row(one: Withdrawal) -> Row:
    return {"id": one.article, "extractor": one.extractor, "version": one.version, "found": list(one.found)}


def _proposal_row(item: Weighed, by: str, at: datetime) -> Row:
    claim = item.claim
    properties: dict[str, object] = {
        "state": "rejected" if item.rejected else "waiting",
        "version": 1,
        "title": title_of(claim.fact),
        "payload": claim.payload,
        "score": claim.fact.score,
        "inferred": claim.fact.inferred,
        "why": list(item.why),
        "event": item.joins or None,
        "maybe": list(item.maybe),
        "contradicts": list(item.contradicts),
        "extractor": claim.origin.extractor,
        "extractor_version": claim.origin.version,
        "weight": item.weight,
    }
    if item.rejected:
        properties |= {"decided_by": by, "decided_at": at}
    return {"id": proposal_id(claim), "article": claim.article_id, "properties": _told(properties)}


def _told(properties: Mapping[str, object]) -> Row:
    return {key: value for key, value in properties.items() if value is not None}
