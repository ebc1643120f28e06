"""Things that wait at the desk become text: a table of them for lists, all that deciding needs for one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from rich.console import Console
from rich.text import Text

from graph.dates import days_told
from graph.facts import EventFact
from graph.queries.desk import DeskArticle, DeskItem, DeskKind, Span
from graph.queries.evidence import EventCard, Saying, event_card
from graph.queries.headlines import headline
from graph.queries.rows import EventRow
from graph.store.connection import Store

COLUMNS = ("id", "kind", "title", "why", "article")
AROUND = 200
"""Characters shown before and after a piece of evidence."""


def as_row(item: DeskItem) -> list[object]:
    """One line of the list."""
    article = item.article
    where = ", ".join(filter(None, (article.publisher, str(article.published or "")))) if article else ""
    return [item.id, str(item.kind), item.title, "; ".join(item.why), where]


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
    console.print(Text(item.title, style="bold"))
    for why in item.why:
        console.print(Text(f"  why: {why}", style="yellow"))
    if item.decided_by and item.state == "waiting":
        console.print(Text(f"  waits again: {item.decided_by} took a decision on it back", style="green"))
    elif item.decided_by:
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
    if item.joins is not None:
        console.print(Text(f"  would join: {event_line(item.joins)}", style="cyan"))
    for number, event in enumerate(item.others, start=1):
        numbered = f" {number}" if len(item.others) > 1 else ""
        console.print(Text(f"  may be{numbered}: {event_line(event)}", style="cyan"))
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
            console.print(Text("     ").append(_words(saying.quote or saying.paraphrase, paraphrased=not saying.quote)))


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
        return Text("  ").append(_words(span.quote, paraphrased=span.paraphrased))
    before, after = _before(text, span.start), _after(text, span.end)
    return Text.assemble("  ", before, (text[span.start : span.end], "reverse"), after)


def _words(evidence: str, *, paraphrased: bool) -> Text:
    """A quote as it stands in its article, or a paraphrase that says that it is one."""
    return Text(f"(in other words) {evidence}") if paraphrased else Text(evidence, style="reverse")


def _before(text: str, end: int) -> str:
    """The words before a place, from a whole word on; dots stand for what came earlier."""
    start = max(0, end - AROUND)
    words = text[start:end]
    if start > 0 and not text[start - 1].isspace():
        words = words.partition(" ")[2]
    return f"... {words.lstrip()}" if start > 0 else words.lstrip()


def _after(text: str, start: int) -> str:
    """The words after a place, up to a whole word; dots stand for what comes later."""
    end = start + AROUND
    words = text[start:end]
    if end < len(text) and not text[end].isspace():
        words = words.rpartition(" ")[0]
    return f"{words.rstrip()} ..." if end < len(text) else words.rstrip()


def fact_lines(fact: EventFact) -> Iterator[tuple[str, str]]:
    """The fields of a fact that say something, in words."""
    days = days_told(fact.date.start, fact.date.end)
    helpers: dict[str, list[str]] = {}
    for part in fact.third_parties:
        helpers.setdefault(part.name, []).append(part.role)
    venues = "; ".join(", ".join(filter(None, (venue.name, venue.country))) for venue in fact.venues)
    told = {
        "what": f"{fact.kind}, {fact.status}",
        "when": f"{days} ({fact.date.text})" if days and fact.date.text else days or fact.date.text,
        "third parties": ", ".join(f"{name} ({', '.join(roles)})" for name, roles in helpers.items()),
        "parties": ", ".join(part.name for part in fact.parties),
        "where": venues,
        "conflict": fact.conflict or "",
        "read": f"score {fact.score:.2f}" + (", from several sentences" if fact.inferred else ""),
    }
    return ((name, value) for name, value in told.items() if value)


def event_line(event: EventRow) -> str:
    """An event of the graph in one line: when, who with whom, where, what became of it."""
    return f"{days_told(event.start, event.end) or 'no day'}; {headline(event)}; {event.status} [{event.id}]"
