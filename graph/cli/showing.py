"""Things that wait at the desk become text: a table of them for lists, all that deciding needs for one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from rich.console import Console
from rich.text import Text

from graph.facts import EventFact
from graph.queries.desk import DeskArticle, DeskItem, DeskKind, Span
from graph.queries.desk_told import told_briefly
from graph.queries.evidence import EventCard, Saying, event_card
from graph.queries.rows import EventRow, sides_of, third_parties_of
from graph.store.connection import Store

COLUMNS = ("id", "kind", "title", "why", "article")
AROUND = 200
"""Characters shown before and after a piece of evidence."""


def title_of(item: DeskItem) -> str:
    """What a thing is about; most events have no title of their own."""
    told = {DeskKind.DUPLICATE: item.others, DeskKind.CONTRADICTION: (item.joins,)}
    events = [event for event in told.get(item.kind, ()) if event is not None]
    return " / ".join(event.title or _summary(event) for event in events) or item.title


def as_row(item: DeskItem) -> list[object]:
    """One line of the list."""
    article = item.article
    where = ", ".join(filter(None, (article.publisher, str(article.published or "")))) if article else ""
    return [item.id, str(item.kind), title_of(item), "; ".join(item.why), where]


def as_data(item: DeskItem) -> dict[str, object]:
    """One thing that waits as plain data, under a title in any case."""
    return told_briefly(item) | {"title": title_of(item)}


def tellings_of(store: Store, item: DeskItem) -> tuple[EventCard, ...]:
    """The events that a duplicate or contradiction is about, with who says so."""
    told = {DeskKind.DUPLICATE: item.others, DeskKind.CONTRADICTION: (item.joins,)}
    return tuple(event_card(store, event.id) for event in told.get(item.kind, ()) if event is not None)


def tellings_as_data(cards: Sequence[EventCard]) -> list[dict[str, object]]:
    """Each claim on some events as plain data: what --split needs."""
    return [
        {
            "event": card.event.id,
            "claim": saying.claim_id,
            "article": saying.article.id,
            "publisher": saying.publisher,
            "denies": saying.denies,
            "told": _account(saying),
            "quote": saying.quote or saying.paraphrase,
        }
        for card in cards
        for saying in card.sayings
    ]


def show(console: Console, item: DeskItem, cards: Sequence[EventCard] = (), waiting: int | None = None) -> None:
    """Print one thing that waits: why, the fact, its sentences in the article, the events that it is about."""
    console.rule(Text(str(item.kind) if waiting is None else f"{item.kind}, {waiting:,} waiting"))
    console.print(Text(title_of(item), style="bold"))
    for why in item.why:
        console.print(Text(f"  why: {why}", style="yellow"))
    if item.decided_by:
        console.print(Text(f"  {item.state}, by {item.decided_by}", style="green"))
    if item.pair is not None and not cards:
        console.print(Text(f"  {item.pair.left_name}  [{item.pair.left}]"))
        console.print(Text(f"  {item.pair.right_name}  [{item.pair.right}]"))
    if cards:
        _show_tellings(console, cards)
    else:
        _show_fact(console, item)


def _show_fact(console: Console, item: DeskItem) -> None:
    """What was read, the events that it may belong to, and the article."""
    for name, value in fact_lines(item.fact) if item.fact is not None else ():
        console.print(Text(f"  {name:<14} {value}"))
    for words, events in (("would join", (item.joins,)), ("may be", item.others)):
        for event in filter(None, events):
            console.print(Text(f"  {words}: {event_line(event)}", style="cyan"))
    if item.article is not None:
        _show_article(console, item.article, item.spans)


def _show_tellings(console: Console, cards: Sequence[EventCard]) -> None:
    """Each event, and under it its claims, numbered throughout."""
    numbers = count(1)
    for card in cards:
        console.print(Text(f"\n{event_line(card.event)}", style="cyan"))
        for saying in card.sayings:
            source = ", ".join(filter(None, (saying.publisher or saying.article.name, str(saying.published or ""))))
            console.print(Text(f"  {next(numbers)}. {source}: {_account(saying)}  [{saying.claim_id}]", style="bold"))
            console.print(Text(f"     {saying.quote or saying.paraphrase}", style="reverse"))


def _account(saying: Saying) -> str:
    """What a claim says became of it, where and when."""
    told = ("denies it" if saying.denies else saying.status, saying.outcome, " and ".join(saying.venues), saying.days)
    return "; ".join(word for word in told if word and word not in ("unknown", "? to ?"))


def _show_article(console: Console, article: DeskArticle, spans: tuple[Span, ...]) -> None:
    where = ", ".join(filter(None, (article.publisher, str(article.published or ""), article.url)))
    console.print(Text(f"\n{article.title} ({where})", style="bold"))
    for span in spans:
        console.print(in_context(article.text, span))


def in_context(text: str | None, span: Span) -> Text:
    """A piece of evidence, marked, with the words around it where the text is kept."""
    if text is None or span.start is None or span.end is None:
        return Text(f"  {span.quote}", style="reverse")
    before, after = text[max(0, span.start - AROUND) : span.start], text[span.end : span.end + AROUND]
    return Text.assemble("  ", before.lstrip(), (text[span.start : span.end], "reverse"), after.rstrip())


def fact_lines(fact: EventFact) -> Iterator[tuple[str, str]]:
    """The fields of a fact that say something, in words."""
    days = " to ".join(dict.fromkeys(str(day) for day in (fact.date.start, fact.date.end) if day))
    helpers = ", ".join(f"{part.name} ({part.role})" for part in fact.third_parties)
    venues = "; ".join(", ".join(filter(None, (venue.name, venue.country))) for venue in fact.venues)
    told = {
        "what": f"{fact.kind}, {fact.status}",
        "when": f"{days} ({fact.date.text})" if days and fact.date.text else days or fact.date.text,
        "third parties": helpers,
        "parties": ", ".join(part.name for part in fact.parties),
        "where": venues,
        "conflict": fact.conflict or "",
        "read": f"score {fact.score:.2f}" + (", from several sentences" if fact.inferred else ""),
    }
    return ((name, value) for name, value in told.items() if value)


def event_line(event: EventRow) -> str:
    """An event of the graph in one line: when, who with whom, where, what became of it."""
    return f"{_summary(event)}; {event.status} [{event.id}]"


def _summary(event: EventRow) -> str:
    sides = " and ".join(" with ".join(body.name for body in side) for side in sides_of(event))
    helpers = ", ".join(body.name for body in third_parties_of(event))
    places = ", ".join(place.venue.name for place in event.places)
    told = (str(event.start or "no day"), helpers, f"between {sides}" if sides else "", places)
    return "; ".join(filter(None, told))
