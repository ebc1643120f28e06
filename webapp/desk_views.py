"""One thing that waits becomes what its page shows: why, the fact, the article's text, what it is compared with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph.extract.compare import side_by_side
from graph.facts import EventFact
from graph.queries.cards import Card
from graph.queries.desk import DeskArticle, DeskItem, DeskKind, Rival, Span
from graph.queries.evidence import EventCard, Proof
from graph.resolve.resolver import Resolver
from webapp import addresses, wording
from webapp.article_text import Mark, Paragraph, page_at, pages_of, paragraphs_of, place_of
from webapp.desk_accounts import Question, ToldBy, questions, told_by
from webapp.desk_compare import Comparison, comparison, told_by_event, told_by_fact
from webapp.desk_queue import KIND_WORDS, title_of
from webapp.fact_panel import read_by_words

MOST_OTHERS = 2
EVIDENCE, NAME = "evidence", "name"
_SHORTEST_NAME = 2
_STATES = {
    "accepted": "accepted",
    "rejected": "rejected",
    "same": "the same",
    "different": "not the same",
    "unsure": "not decided",
    "withdrawn": "taken back",
}


@dataclass(frozen=True)
class Beside:
    """The article beside a thing: its text in paragraphs, the first evidence on the page that is shown."""

    title: str
    publisher: str
    published: str
    href: str
    web: str
    paragraphs: tuple[Paragraph, ...]
    part: str
    """Which part of a long text is shown."""
    no_text: str


@dataclass(frozen=True)
class NameView:
    """One of two names that may mean one actor."""

    name: str
    href: str
    told: str
    aliases: str


@dataclass(frozen=True)
class RivalView:
    """What another extractor reads in the same sentences."""

    extractor: str
    state: str
    words: str
    comparison: Comparison


@dataclass(frozen=True)
class KnownEvent:
    """An event that a proposed fact may be about."""

    id: str
    title: str
    href: str
    joined: bool = False
    """Whether the fact joins it, unless a person says otherwise."""


@dataclass(frozen=True)
class ItemView:
    """One thing at the desk."""

    item: DeskItem
    kind: str
    title: str
    state: str
    decided: str
    read_by: str
    quotes: tuple[Span, ...]
    beside: Beside | None
    told: Comparison | None
    """What the fact says, beside the event that it would join where there is one."""
    founds: bool
    maybe: Comparison | None
    events: tuple[KnownEvent, ...]
    """Those that it may be about, or would join, while it waits: it can be accepted as either of them, or as none."""
    names: tuple[NameView, ...]
    pairs: Comparison | None
    questions: tuple[Question, ...]
    told_by: tuple[ToldBy, ...]
    """Events whose claims can be split off; one claim alone has its event to itself."""
    splits: bool
    """Whether the claim that a fact became shares its event with others."""
    rivals: tuple[RivalView, ...]


@dataclass(frozen=True)
class Around:
    """What an item is seen with: names resolved, the actors of a pair, the events told of."""

    resolver: Callable[[], Resolver]
    """Made where a fact is shown: the desk shows much else."""
    actors: Mapping[str, Card]
    cards: tuple[EventCard, ...]
    splits: bool = False
    """Whether the claim of an accepted fact stands on its event with others."""


def item_view(item: DeskItem, around: Around) -> ItemView:
    """What the page of one thing shows."""
    proposal, duplicate = item.kind is DeskKind.PROPOSAL, item.kind is DeskKind.DUPLICATE
    fact = item.correction or item.fact
    return ItemView(
        item=item,
        kind=KIND_WORDS[item.kind][0],
        title=title_of(item),
        state=_STATES.get(item.state, item.state),
        decided=_decided(item),
        read_by=read_by_words(item.extractor) if item.extractor else "",
        quotes=item.spans,
        beside=_beside(item.article, item) if item.article else None,
        told=_told(item, fact, around.resolver()) if proposal and fact else None,
        founds=proposal and item.joins is None and not item.others and item.state == "waiting",
        maybe=_maybe(item, fact, around.resolver()) if proposal and fact else None,
        events=tuple(_known_events(item)) if proposal else (),
        names=tuple(_names(item, around.actors)) if item.kind is DeskKind.NAME else (),
        pairs=_pairs(item) if duplicate else None,
        questions=tuple(questions(around.cards)) if item.kind is DeskKind.CONTRADICTION else (),
        told_by=tuple(map(told_by, (card for card in around.cards if len(card.sayings) > 1))),
        splits=around.splits,
        rivals=tuple(_rival(rival, fact, around.resolver()) for rival in item.rivals) if fact else (),
    )


def _decided(item: DeskItem) -> str:
    if not item.decided_by:
        return ""
    at = f", {wording.moment(item.decided_at)}" if item.decided_at else ""
    why = f": {item.decided_why}" if item.decided_why else ""
    return f"{item.decided_by}{at}{why}"


def _beside(article: DeskArticle, item: DeskItem) -> Beside:
    marks = sorted(_marks(article.text or "", item), key=lambda mark: (mark.key != EVIDENCE, mark.start))
    pages = pages_of(article.text or "")
    shown = page_at(pages, marks[0].start if marks else 0)
    part = f"part {shown} of {len(pages)} of this text" if len(pages) > 1 else ""
    kept = bool(article.text and article.text.strip())
    return Beside(
        title=article.title,
        publisher=article.publisher,
        published=wording.day(article.published) if article.published else "",
        href=addresses.thing("article", article.id),
        web=addresses.web(article.url),
        paragraphs=paragraphs_of(article.text or "", pages[shown - 1], marks) if kept else (),
        part=part,
        no_text="" if kept else "The text of this article is not kept here: only what is quoted or noted of it.",
    )


def _marks(text: str, item: DeskItem) -> Iterator[Mark]:
    for span in item.spans:
        place = place_of(text, Proof(quote=span.quote, start=span.start, end=span.end))
        if place:
            yield Mark(place.start, place.end, EVIDENCE)
    name = item.pair.left_name if item.kind is DeskKind.NAME and item.pair else ""
    at = text.find(name) if len(name) >= _SHORTEST_NAME else -1
    while at >= 0:
        yield Mark(at, at + len(name), NAME)
        at = text.find(name, at + len(name))


def _told(item: DeskItem, fact: EventFact, resolver: Resolver) -> Comparison:
    known = (told_by_event("The known event", item.joins),) if item.joins else ()
    return comparison(told_by_fact("This article", fact, resolver), *known)


def _maybe(item: DeskItem, fact: EventFact, resolver: Resolver) -> Comparison | None:
    others = [told_by_event("A known event", event) for event in item.others[:MOST_OTHERS]]
    return comparison(told_by_fact("This article", fact, resolver), *others) if others else None


def _known_events(item: DeskItem) -> Iterable[KnownEvent]:
    for event in filter(None, (item.joins, *item.others)):
        yield KnownEvent(event.id, wording.headline(event), addresses.thing("event", event.id), event is item.joins)


def _pairs(item: DeskItem) -> Comparison | None:
    """Both events of a possible duplicate; one of them may be gone meanwhile."""
    if len(item.others) < MOST_OTHERS:
        return None
    one, other = item.others[:MOST_OTHERS]
    return comparison(told_by_event("One event", one), told_by_event("The other", other))


def _names(item: DeskItem, actors: Mapping[str, Card]) -> Iterable[NameView]:
    pair = item.pair
    for id, name in ((pair.left, pair.left_name), (pair.right, pair.right_name)) if pair else ():
        card = actors.get(id)
        if card is None:
            yield NameView(name or id, "", "stands in no event yet", "")
            continue
        told = [wording.word(card.kind), *(f"of {body.name}" for body in card.within)]
        aliases = ", ".join(card.aliases[:6])
        yield NameView(card.named.name, addresses.thing("actor", id), ", ".join(filter(None, told)), aliases)


def _rival(rival: Rival, fact: EventFact, resolver: Resolver) -> RivalView:
    beside = side_by_side((fact,), (rival.fact,))[0]
    fields = [field.replace("_", " ") for field in beside.fields]
    words = f"differs on {wording.listed(fields)}" if fields else "says the same"
    state = {"claim": "accepted", "waiting": "waits too"}.get(rival.state, rival.state)
    told = comparison(
        told_by_fact("This fact", fact, resolver), told_by_fact("The other reading", rival.fact, resolver)
    )
    return RivalView(read_by_words(rival.extractor), state, words if beside.b else "reads another event there", told)
