"""What a panel holds, and how an actor, a venue, a conflict or a line becomes one; each is also a page of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph.queries.cards import Card
from graph.queries.events import EventsFound
from graph.queries.evidence import Difference
from graph.queries.rows import EventRow, Named, sides_of, third_parties_of
from graph.queries.selection import Selection
from graph.vocabulary import EventClass, Involvement, Status
from webapp import addresses, wording
from webapp.article_text import Passage
from webapp.columns import every_stop
from webapp.summary import total_words
from webapp.views import Line, line_of

MOST_LINES = 50
_MOST_NEIGHBOURS = 6


@dataclass(frozen=True)
class Pill:
    """A name, marked by the kind of column that it stands in, with its page where it has one."""

    kind: str
    text: str
    href: str = ""
    note: str = ""
    persons: tuple[Pill, ...] = ()
    """Those who stood for it."""


@dataclass(frozen=True)
class Fact:
    """A word of the card and what the graph holds under it; what sat together on one side is one group."""

    word: str
    groups: tuple[tuple[Pill, ...], ...] = ()
    text: str = ""


@dataclass(frozen=True)
class Quote:
    """What one article says, with where it stands; a quote is the article's words, the rest is ours."""

    text: str
    verbatim: bool
    denies: bool
    source: str
    href: str
    article: str = ""
    article_href: str = ""
    inferred: str = ""
    """That it was put together, and from how many sentences."""
    passages: tuple[Passage, ...] = ()
    """The quotes between the sentences around them, where the text is kept."""
    others: tuple[str, ...] = ()
    """Further quotes, where no text is kept to show them in."""
    in_article: str = ""
    """Where they stand in the article."""


@dataclass(frozen=True)
class Neighbours:
    """The names that come up most beside a thing, with their numbers of events."""

    word: str
    pills: tuple[Pill, ...]
    more: int = 0
    """Others that are not listed."""


@dataclass(frozen=True)
class Panel:
    """One thing: its kind and name, its facts, who says so, and its events."""

    kicker: str
    title: str
    path: str
    facts: tuple[Fact, ...]
    quotes: tuple[Quote, ...] = ()
    agreement: str = ""
    differences: tuple[Difference, ...] = ()
    neighbours: tuple[Neighbours, ...] = ()
    lines: tuple[Line, ...] = ()
    lines_word: str = ""
    narrowed: str = ""
    narrowed_word: str = ""
    widened: str = ""
    address: str = ""
    is_event: bool = False
    lit: tuple[str, ...] = ()
    """The events that light up in a picture where the thing has no place of its own."""


def thing_panel(card: Card, found: EventsFound, selection: Selection) -> Panel:
    """One actor, venue or conflict with its events in this selection, which already holds it."""
    within = "stands for" if card.thing == "actor" else "in"
    facts = [
        Fact("also", text=wording.listed(card.aliases[:8])),
        Fact("shown as", _groups(card.thing, _stood_for(card, found.rows))),
        Fact("short", text=card.named.short),
        Fact(within, _groups(card.thing, card.within)),
        Fact("country", text=card.country),
        Fact("ids", text=", ".join([f"Wikidata {card.wikidata_id}"] * bool(card.wikidata_id) + list(card.ext_ids))),
    ]
    roles = _roles_of(card, found.rows)
    return Panel(
        kicker=wording.word(card.kind or card.thing).capitalize(),
        title=card.named.name,
        path=addresses.thing(card.thing, card.named.id),
        facts=tuple(fact for fact in (Fact("took part", text=roles), *facts) if fact.text or fact.groups),
        neighbours=_neighbours(card, found.rows),
        lines=tuple(line_of(row) for row in found.rows[:MOST_LINES]),
        lines_word=_lines_word(found),
        narrowed=addresses.mediation(selection),
        narrowed_word=f"Show only events {_preposition(card.thing)} {card.named.name}",
        widened=_widened(card, selection),
        address=addresses.query_of(selection.without_value(card.thing, card.named.id)),
        lit=tuple(row.id for row in found.rows),
    )


def line_panel(names: Sequence[str], found: EventsFound, address: str) -> Panel:
    """The events of one line, or of a row that is no single thing."""
    path, _, query = address.partition("?")
    return Panel(
        kicker="Events of one line" if len(names) > 1 else "Events of one row",
        title=" \N{RIGHTWARDS ARROW} ".join(names) or "No such line",
        path=path,
        facts=(),
        lines=tuple(line_of(row) for row in found.rows[:MOST_LINES]),
        lines_word=_lines_word(found),
        address=query,
    )


def line_names(rows: Sequence[EventRow], selection: Selection, keys: Sequence[str]) -> list[str]:
    """The full names of the rows with these keys."""
    names = {stop.key: stop.full or stop.name for row in rows for stop in every_stop(row, selection)}
    return [names[key] for key in keys if key in names]


def with_sides_opened(panel: Panel, keys: Sequence[str], selection: Selection) -> Panel:
    """The panel with the address that opens its set of sides into events, where it is one row of sides."""
    kind, _, sides = keys[0].partition(":") if len(keys) == 1 else ("", "", "")
    if kind != "sides":
        return panel
    opened = addresses.mediation(replace(selection, sides=sides))
    return replace(panel, narrowed=opened, narrowed_word="Open these sides into their events")


def _stood_for(card: Card, rows: Sequence[EventRow]) -> list[Named]:
    """The bodies under which the pictures count a person."""
    bodies = {one.behalf for row in rows for one in row.participants if one.actor.id == card.named.id and one.behalf}
    return sorted(bodies, key=lambda body: body.name)


def _groups(thing: str, named: Sequence[Named]) -> tuple[tuple[Pill, ...], ...]:
    return (tuple(_pill(thing, one) for one in named),) if named else ()


def _pill(thing: str, named: Named) -> Pill:
    kind = {"actor": "third", "venue": "venue", "conflict": "side"}[thing]
    return Pill(kind, named.name, addresses.thing(thing, named.id))


def _roles_of(card: Card, rows: Sequence[EventRow]) -> str:
    if card.thing != "actor":
        return ""
    roles: Counter[Involvement] = Counter()
    for row in rows:
        mine = [one for one in row.participants if card.named.id in (one.actor.id, one.behalf.id if one.behalf else "")]
        roles.update({one.involvement for one in mine})
    return wording.listed([f"{wording.ROLE_VERBS[role]} {events:,}" for role, events in roles.most_common()])


def _neighbours(card: Card, rows: Sequence[EventRow]) -> tuple[Neighbours, ...]:
    thirds: Counter[Named] = Counter(actor for row in rows for actor in third_parties_of(row))
    bodies: Counter[Named] = Counter(body for row in rows for side in sides_of(row) for body in side)
    venues: Counter[Named] = Counter(place.venue for row in rows for place in row.places)
    found = (
        _ranked("Third parties", "actor", "third", thirds, card),
        _ranked("Sides", "actor", "side", bodies, card),
        _ranked("Venues", "venue", "venue", venues, card),
    )
    return tuple(one for one in found if one.pills)


def _ranked(word: str, thing: str, kind: str, counted: Counter[Named], card: Card) -> Neighbours:
    ranked = sorted(counted.items(), key=lambda one: (-one[1], one[0].name))
    others = [(named, events) for named, events in ranked if named.id != card.named.id or thing != card.thing]
    pills = [
        Pill(kind, named.name, addresses.thing(thing, named.id), f"{events:,}")
        for named, events in others[:_MOST_NEIGHBOURS]
    ]
    return Neighbours(word, tuple(pills), len(others) - len(pills))


def _lines_word(found: EventsFound) -> str:
    if found.total > MOST_LINES:
        return f"The newest {min(MOST_LINES, len(found.rows))} of {total_words(found)}"
    return total_words(found)


def _widened(card: Card, selection: Selection) -> str:
    everything = Selection(statuses=tuple(Status), classes=tuple(EventClass)).with_value(card.thing, card.named.id)
    return "" if selection == everything else addresses.mediation(replace(everything, sides=""))


def _preposition(thing: str) -> str:
    return {"actor": "with", "venue": "in", "conflict": "of"}[thing]
