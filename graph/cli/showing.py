"""Things that wait at the desk become text: a table of them for lists, all that deciding needs for one."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from graph.facts import EventFact
from graph.queries.desk import DeskArticle, DeskItem, Span
from graph.queries.rows import EventRow, sides_of, third_parties_of

COLUMNS = ("id", "kind", "title", "why", "article")
AROUND = 200
"""Characters shown before and after a piece of evidence."""


def as_row(item: DeskItem) -> list[object]:
    """One line of the list."""
    article = item.article
    where = ", ".join(filter(None, (article.publisher, str(article.published or "")))) if article else ""
    return [item.id, str(item.kind), item.title, "; ".join(item.why), where]


def as_data(item: DeskItem) -> dict[str, object]:
    """One thing that waits as plain data."""
    pair = vars(item.pair) if item.pair else {}
    fact = item.fact.model_dump(mode="json", by_alias=True, exclude_defaults=True) if item.fact else None
    article = {name: value for name, value in vars(item.article).items() if name != "text"} if item.article else None
    return {
        "id": item.id,
        "kind": str(item.kind),
        "version": item.version,
        "state": item.state,
        "weight": item.weight,
        "title": item.title,
        "why": list(item.why),
        **pair,
        "fact": fact,
        "spans": [vars(span) for span in item.spans],
        "article": article,
        "joins": item.joins.id if item.joins else None,
        "others": [event.id for event in item.others],
        "extractor": item.extractor,
    }


def show(console: Console, item: DeskItem, waiting: int) -> None:
    """Print one thing that waits: why, the fact, its sentences in the article, the event that it would join."""
    console.rule(Text(f"{item.kind}, {waiting:,} waiting"))
    console.print(Text(item.title, style="bold"))
    for why in item.why:
        console.print(Text(f"  why: {why}", style="yellow"))
    if item.pair is not None:
        console.print(Text(f"  {item.pair.left_name}  [{item.pair.left}]"))
        console.print(Text(f"  {item.pair.right_name}  [{item.pair.right}]"))
    if item.fact is not None:
        for name, value in fact_lines(item.fact):
            console.print(Text(f"  {name:<14} {value}"))
    for words, events in (("would join", (item.joins,)), ("may be", item.others)):
        for event in filter(None, events):
            console.print(Text(f"  {words}: {event_line(event)}", style="cyan"))
    if item.article is not None:
        _show_article(console, item.article, item.spans)


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
    """An event of the graph in one line: when, who with whom, where."""
    sides = " and ".join(" with ".join(body.name for body in side) for side in sides_of(event))
    helpers = ", ".join(body.name for body in third_parties_of(event))
    places = ", ".join(place.venue.name for place in event.places)
    told = (str(event.start or "no day"), helpers, f"between {sides}" if sides else "", places, str(event.status))
    return "; ".join(filter(None, told)) + f" [{event.id}]"
