"""What waits for a person becomes a queue, worst and most connected first, each thing with all that deciding needs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from graph.errors import NotFound
from graph.facts import EventFact
from graph.queries.events import events_by_id
from graph.queries.headlines import headline
from graph.queries.reading import records_of
from graph.queries.rows import EventRow
from graph.store.cypher import reads_desk
from graph.urgency import CONTRADICTION, DUPLICATE, NAME, urgency

if TYPE_CHECKING:
    from graph.store.connection import Store


class DeskKind(StrEnum):
    """What can wait at the desk."""

    PROPOSAL = "proposal"
    NAME = "name"
    DUPLICATE = "duplicate"
    CONTRADICTION = "contradiction"


_DOUBT = {DeskKind.NAME: NAME, DeskKind.DUPLICATE: DUPLICATE, DeskKind.CONTRADICTION: CONTRADICTION}

Entry = tuple[float, DeskKind, str]
"""Weight, kind and id of a thing that waits."""


@dataclass(frozen=True)
class DeskArticle:
    """The article beside a thing that waits; no text where it may not be kept."""

    id: str
    title: str
    publisher: str = ""
    published: date | None = None
    url: str = ""
    text: str | None = None
    language: str = ""


@dataclass(frozen=True)
class Span:
    """A piece of evidence: its words, and where they stand in the article's text; a paraphrase is in words of ours."""

    quote: str
    start: int | None = None
    end: int | None = None
    paraphrased: bool = False


@dataclass(frozen=True)
class Pair:
    """Two names that may mean one actor, or two events that may be one."""

    left: str
    left_name: str
    right: str
    right_name: str
    score: float | None = None


@dataclass(frozen=True)
class Rival:
    """What another extractor reads in the same article; `state` is claim where it was accepted at once."""

    id: str
    extractor: str
    fact: EventFact
    state: str


@dataclass(frozen=True)
class DeskItem:
    """One thing that waits, or that was decided; `id` is that of the proposal, judgement or event."""

    id: str
    kind: DeskKind
    version: int
    title: str
    state: str
    weight: float = 0.0
    why: tuple[str, ...] = ()
    article: DeskArticle | None = None
    fact: EventFact | None = None
    correction: EventFact | None = None
    spans: tuple[Span, ...] = ()
    joins: EventRow | None = None
    """The event that a proposal would join, or that is told in different ways."""
    others: tuple[EventRow, ...] = ()
    """Events that it may be too; for a possible duplicate both."""
    pair: Pair | None = None
    extractor: str = ""
    claim: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None
    decided_why: str = ""
    rivals: tuple[Rival, ...] = ()


@dataclass(frozen=True)
class DeskPage:
    """Some of what waits, and how much of each kind there is."""

    items: tuple[DeskItem, ...]
    counts: Mapping[DeskKind, int]


def desk_queue(store: Store, kinds: Collection[DeskKind] = tuple(DeskKind), limit: int = 50, skip: int = 0) -> DeskPage:
    """What waits of some kinds, the most urgent first."""
    waiting = [entry for kind in DeskKind if kind in kinds for entry in _waiting(store, kind, skip + limit)]
    counts = {kind: int(str(store.read(reads_desk.COUNTS[kind]).rows[0][0])) for kind in DeskKind}
    return DeskPage(most_urgent(store, waiting, limit, skip), counts)


def most_urgent(store: Store, waiting: Collection[Entry], limit: int, skip: int) -> tuple[DeskItem, ...]:
    """The most urgent of some things that wait, after those passed over."""
    shown = sorted(waiting, key=lambda entry: (-entry[0], entry[1], entry[2]))[skip : skip + limit]
    items = {item.id: item for kind in DeskKind for item in _items(store, kind, shown)}
    return tuple(items[id] for _, _, id in shown if id in items)


def desk_item(store: Store, id: str) -> DeskItem:
    """One thing that waits or was decided, with what other extractors say. Raises NotFound."""
    for kind in DeskKind:
        for item in _items(store, kind, [(0.0, kind, id)]):
            return item if item.kind is not DeskKind.PROPOSAL else _with_rivals(store, item)
    raise NotFound(f"Nothing at the desk has the id {id!r}. `goodoffices review --list` lists what waits.")


def _waiting(store: Store, kind: DeskKind, limit: int) -> list[Entry]:
    return [entry_of(kind, record) for record in records_of(store, reads_desk.QUEUES[kind], {"limit": limit})]


def entry_of(kind: DeskKind, record: Mapping[str, Any]) -> Entry:
    """A record of a thing that waits, weighed: a proposal brings its weight, the rest how well connected it is."""
    known = record["weight"] if kind is DeskKind.PROPOSAL else urgency(_DOUBT[kind], record["events"] or 0)
    return float(known or 0.0), kind, record["id"]


def _items(store: Store, kind: DeskKind, entries: Sequence[Entry]) -> list[DeskItem]:
    """The things of one kind among some that wait: the same few statements however many there are."""
    weights = {id: weight for weight, of, id in entries if of is kind}
    items = _READ[kind](store, weights) if weights else []
    return [replace(item, weight=item.weight or weights[item.id]) for item in items]


def _proposals(store: Store, ids: Collection[str]) -> list[DeskItem]:
    records = records_of(store, reads_desk.PROPOSALS, {"ids": list(ids)})
    events = events_by_id(store, {id for record in records for id in (record["joins"], *(record["maybe"] or ())) if id})
    return [_proposal(record, events) for record in records]


def _names(store: Store, ids: Collection[str]) -> list[DeskItem]:
    records = _judgements(store, ids, "actor")
    told = _telling(store, reads_desk.NAMED_IN, {"ids": [record["left"] for record in records]})
    untold = [one for one in records if one["left"] not in told and one["article"]]
    rows = [{"id": one["left"], "article": one["article"], "name": one["left_name"]} for one in untold]
    told |= _telling(store, reads_desk.PROPOSED_IN, {"rows": rows})
    return [_judged(record, DeskKind.NAME, told.get(record["left"])) for record in records]


def _duplicates(store: Store, ids: Collection[str]) -> list[DeskItem]:
    records = _judgements(store, ids, "event")
    told = _telling(store, reads_desk.CLAIM_TELLING, {"ids": [record["left"] for record in records]})
    events = events_by_id(store, {record[end] for record in records for end in ("left", "right")})
    items = [_judged(record, DeskKind.DUPLICATE, told.get(record["left"])) for record in records]
    return [_with_both(item, events) for item in items]


def _with_both(item: DeskItem, events: Mapping[str, EventRow]) -> DeskItem:
    ids = (item.pair.left, item.pair.right) if item.pair else ()
    others = tuple(events[id] for id in ids if id in events)
    return replace(item, title=" / ".join(map(headline, others)) or item.title, others=others)


def _contradictions(store: Store, ids: Collection[str]) -> list[DeskItem]:
    events = events_by_id(store, ids)
    told = _telling(store, reads_desk.CLAIM_TELLING, {"ids": list(events)})
    return [_contradiction(event, told.get(event.id)) for event in events.values()]


def _judgements(store: Store, ids: Collection[str], about: str) -> list[dict[str, Any]]:
    return [one for one in records_of(store, reads_desk.JUDGEMENTS, {"ids": list(ids)}) if one["about"] == about]


def _telling(store: Store, statement: str, asked: Mapping[str, list[Any]]) -> dict[str, Mapping[str, Any]]:
    """For each thing that is asked about a claim or proposal that tells of it, with its article."""
    return {record["told_of"]: record for record in records_of(store, statement, asked)} if any(asked.values()) else {}


def _proposal(record: Mapping[str, Any], events: Mapping[str, EventRow]) -> DeskItem:
    fact = EventFact.model_validate_json(record["payload"])
    return DeskItem(
        id=record["id"],
        kind=DeskKind.PROPOSAL,
        version=record["version"],
        title=record["title"] or "",
        state=record["state"],
        weight=record["weight"] or 0.0,
        why=tuple(record["why"] or ()),
        article=_article(record),
        fact=fact,
        correction=EventFact.model_validate_json(record["correction"]) if record["correction"] else None,
        spans=_spans(fact),
        joins=events.get(record["joins"] or ""),
        others=tuple(events[id] for id in record["maybe"] or () if id in events),
        extractor=record["extractor"] or "",
        claim=record["claim"] or "",
        decided_by=record["decided_by"] or "",
        decided_at=record["decided_at"],
        decided_why=record["decided_why"] or "",
    )


def _judged(record: Mapping[str, Any], kind: DeskKind, told: Mapping[str, Any] | None) -> DeskItem:
    """A doubt about a pair, with one claim or proposal that gave rise to it."""
    left, right, decided = record["left_name"] or "", record["right_name"] or "", record["decision"] != "unsure"
    return DeskItem(
        id=record["id"],
        kind=kind,
        version=record["version"],
        title=f"{left} / {right}",
        state=record["decision"] if decided else "waiting",
        why=(record["why"],) if record["why"] else (),
        **_read_in(told),
        pair=Pair(record["left"], left, record["right"], right, record["score"]),
        decided_by=record["by"] if decided else "",
        decided_at=record["at"] if decided else None,
    )


def _read_in(told: Mapping[str, Any] | None) -> dict[str, Any]:
    """What gave rise to a doubt: the article, the fact and its sentences."""
    if told is None:
        return {}
    fact = EventFact.model_validate_json(told["payload"])
    return {"article": _article(told), "fact": fact, "spans": _spans(fact)}


def _contradiction(event: EventRow, told: Mapping[str, Any] | None) -> DeskItem:
    return DeskItem(
        id=event.id,
        kind=DeskKind.CONTRADICTION,
        version=event.n_articles,
        title=headline(event),
        state="waiting",
        why=tuple(f"articles differ on {on}" for on in event.contradictions),
        **_read_in(told),
        joins=event,
    )


def _with_rivals(store: Store, item: DeskItem) -> DeskItem:
    """What other extractors read in the sentences of a proposal."""
    if item.article is None:
        return item
    asked = {"article": item.article.id, "extractor": item.extractor}
    rivals = [
        Rival(record["id"], record["extractor"], EventFact.model_validate_json(record["payload"]), record["state"])
        for record in records_of(store, reads_desk.RIVALS, asked)
    ]
    return replace(item, rivals=tuple(rival for rival in rivals if _overlap(item.spans, _spans(rival.fact))))


def _overlap(ours: Sequence[Span], theirs: Sequence[Span]) -> bool:
    return any((a.start or 0) < (b.end or 0) and (b.start or 0) < (a.end or 0) for a in ours for b in theirs)


def _spans(fact: EventFact) -> tuple[Span, ...]:
    return tuple(Span(one.quote or one.paraphrase or "", one.start, one.end, not one.quote) for one in fact.evidence)


def _article(record: Mapping[str, Any]) -> DeskArticle:
    return DeskArticle(
        id=record["article_id"],
        title=record["article_title"] or record["url"] or "untitled article",
        publisher=record["publisher"] or "",
        published=record["published"],
        url=record["url"] or "",
        text=record["text"],
        language=record["language"] or "",
    )


_READ: Mapping[DeskKind, Callable[[Store, Collection[str]], list[DeskItem]]] = {
    DeskKind.PROPOSAL: _proposals,
    DeskKind.NAME: _names,
    DeskKind.DUPLICATE: _duplicates,
    DeskKind.CONTRADICTION: _contradictions,
}
