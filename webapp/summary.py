"""Turns the events of a selection into its heading and into one sentence that answers with numbers first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.queries.events import EventsFound
from graph.queries.rows import EventRow, Named, sides_of, third_parties_of
from graph.queries.selection import Selection
from graph.vocabulary import Involvement
from webapp import wording


@dataclass(frozen=True)
class Words:
    """A stretch of a sentence; numbers and names that answer are strong."""

    text: str
    strong: bool = False


Names = Mapping[str, Mapping[str, Named]]
"""The things that a selection names, by field and id."""


def heading(selection: Selection, names: Names) -> str:
    """What the page is about, in the words of its filters."""
    conflicts = [named(names, "conflicts", one) for one in selection.conflicts]
    actors = [named(names, "actors", one) for one in selection.actors]
    venues = [named(names, "venues", one) for one in selection.venues]
    processes = [named(names, "processes", one) for one in selection.processes]
    parts = [
        wording.listed(conflicts, "or"),
        f"with {wording.listed(actors)}" if actors else "",
        wording.listed(processes, "or"),
        f"in {wording.listed(venues, 'or')}" if venues else "",
        wording.years(selection.since, selection.until),
    ]
    told = [part for part in parts if part]
    return f"Mediation \N{EN DASH} {', '.join(told)}" if told else "Who mediated between whom, and where"


def summary(found: EventsFound, selection: Selection) -> tuple[Words, ...]:
    """The answer in one or two sentences, counted over the events that the page shows."""
    rows = found.rows
    if len(rows) == 1:
        only = Words(wording.headline(rows[0]), strong=True)
        return (Words("1 event", strong=True), Words(": "), only, Words(f", {wording.when(rows[0])}."), *_unheld(rows))
    thirds = Counter(actor.name for row in rows for actor in third_parties_of(row, selection.roles))
    bodies = {body.id for row in rows for side in sides_of(row) for body in side}
    venues = Counter(place.venue.name for row in rows for place in row.places if not _is_country(place.kind))
    counts = [
        wording.counted(len(thirds), "third party", "third parties"),
        wording.counted(len(bodies), "party", "parties"),
        wording.counted(len(venues), "venue"),
    ]
    opening = (_number(found), Words(f": {wording.listed(counts)}. "))
    return (*opening, *_leader(thirds, rows, selection), *_places(venues), *_unheld(rows))


def named(names: Names, field: str, thing_id: str) -> str:
    """The name of a thing that a selection names, or its id where the graph does not know it."""
    thing = names.get(field, {}).get(thing_id)
    return thing.name if thing else thing_id


def total_words(found: EventsFound) -> str:
    """71 events; more than 10,000 events."""
    more = found.at_least and found.total > 0
    number = wording.counted(found.total - 1 if more else found.total, "event")
    return f"more than {number}" if more else number


def _number(found: EventsFound) -> Words:
    if found.total > len(found.rows):
        return Words(f"The newest {len(found.rows):,} of {total_words(found)}", strong=True)
    return Words(total_words(found), strong=True)


def _leader(thirds: Counter[str], rows: Iterable[EventRow], selection: Selection) -> Iterable[Words]:
    if not thirds:
        return
    name, events = _ranked(thirds)[0]
    yield Words(name, strong=True)
    yield Words(f" {_verb(name, rows, selection)} {events:,} of them")


def _verb(name: str, rows: Iterable[EventRow], selection: Selection) -> str:
    if len(selection.roles) == 1:
        return wording.ROLE_VERBS[selection.roles[0]]
    parts = {
        one.involvement
        for row in rows
        for one in row.participants
        if (one.behalf or one.actor).name == name and one.involvement is not Involvement.PARTY_TO
    }
    return "mediated" if Involvement.MEDIATED in parts else "took part as third party in"


def _places(venues: Counter[str]) -> Iterable[Words]:
    ranked = [(name, events) for name, events in _ranked(venues)[:2] if events > 1]
    if not ranked:
        yield Words(".")
        return
    yield Words("; most often they met in ")
    for place, (name, events) in enumerate(ranked):
        yield Words(name, strong=True)
        yield Words(f" ({events:,})" + (" and " if place + 1 < len(ranked) else "."))


def _unheld(rows: Iterable[EventRow]) -> Iterable[Words]:
    statuses = Counter(row.status for row in rows if not wording.happened(row))
    if statuses:
        told = [f"{events:,} {wording.word(status)}" for status, events in statuses.most_common()]
        yield Words(f" Not held, or not yet: {wording.listed(told)}.")


def _ranked(counted: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda one: (-one[1], one[0]))


def _is_country(kind: str | None) -> bool:
    return kind == "country"
