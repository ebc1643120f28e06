"""Turns closed words, dates and numbers into the English that pages show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum

from graph.dates import is_last_of_month
from graph.queries.headlines import counted as counted
from graph.queries.headlines import full_sides as full_sides
from graph.queries.headlines import headline as headline
from graph.queries.headlines import listed as listed
from graph.queries.headlines import names as names
from graph.queries.rows import EventRow, Named, Side
from graph.vocabulary import HAPPENED, ROLE_INVOLVEMENT, Involvement, Role, Status

_PLAIN = {
    "ongoing": "under way",
    "mediation_related": "mediation-related",
    "unknown": "not reported",
    "none_reported": "none reported",
    "agreement_unspecified": "agreement",
    "UNBody": "UN body",
    "IGO": "international organisation",
    "ArmedGroup": "armed group",
    "PoliticalParty": "political party",
    "CivilSociety": "civil society",
    "OtherActor": "other actor",
    **{kind: kind.lower() for kind in ("State", "Coalition", "Government", "Person")},
}

ROLE_VERBS = {
    Involvement.MEDIATED: "mediated",
    Involvement.HOSTED: "hosted",
    Involvement.GUARANTEED: "guaranteed",
    Involvement.OBSERVED: "observed",
    Involvement.SUPPORTED: "supported",
    Involvement.OFFERED_TO_MEDIATE: "offered to mediate",
    Involvement.PARTY_TO: "was a party",
}

ROLE_HEADINGS = {
    Involvement.MEDIATED: "Mediated by",
    Involvement.OFFERED_TO_MEDIATE: "Offered by",
    Involvement.HOSTED: "Hosted by",
    Involvement.GUARANTEED: "Guaranteed by",
    Involvement.OBSERVED: "Observed by",
    Involvement.SUPPORTED: "Supported by",
}

_USUAL_ROLES = frozenset({Role.MEDIATOR, Role.PARTY})


def word(value: str) -> str:
    """A value of a closed list as a reader would say it; any other text as it is."""
    value = str(value)
    return _PLAIN.get(value, value.replace("_", " ") if value.islower() else value)


def short_name(thing: Named) -> str:
    """The abbreviation, or the name where there is none."""
    return thing.short or thing.name


def short_sides(sides: Sequence[Side], most: int = 4) -> str:
    """A set of sides in few letters: GNU - LNA, one side's members joined by +."""
    if len(sides) == 1 and len(sides[0]) == 1:
        return sides[0][0].name
    parts = [" + ".join(short_name(body) for body in side) for side in sides]
    if len(parts) > most:
        parts = [*parts[: most - 1], f"{len(parts) - most + 1} more"]
    return " \N{EN DASH} ".join(parts)


def words_of(values: Sequence[StrEnum], last: str = "or") -> str:
    """Several values of a closed list: held or under way."""
    return listed([word(value) for value in values], last)


def day(value: date) -> str:
    """5 January 2023."""
    return f"{value.day} {value:%B} {value.year}"


def month(value: date) -> str:
    """January 2023."""
    return f"{value:%B} {value.year}"


def days(start: date | None, end: date | None, text: str = "") -> str:
    """A date as exactly as it is known: both ends, one of them, the article's own words, or nothing."""
    if start and end:
        return span(start, end)
    known = start or end
    return text or (f"about {day(known)}" if known else "date not reported")


def put_together(sentences: int) -> str:
    """What is said of a fact that no single sentence tells whole."""
    return f"put together from {sentences} sentences" if sentences > 1 else "put together from the article"


def when(event: EventRow) -> str:
    """The date of an event as exactly as it is known."""
    return days(event.start, event.end, event.date_text)


def span(start: date, end: date) -> str:
    """Two days as the shortest true words: 2023, January 2023, 5 to 7 January 2023, 2023 to 2024."""
    whole_months = start.day == 1 and is_last_of_month(end)
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return str(start.year) if start.year == end.year else f"{start.year} to {end.year}"
    if whole_months:
        if (start.year, start.month) == (end.year, end.month):
            return month(start)
        return f"{month(start)} to {month(end)}"
    if (start.year, start.month) == (end.year, end.month):
        return day(start) if start == end else f"{start.day} to {day(end)}"
    return f"{day(start)} to {day(end)}"


def roles(values: Iterable[str]) -> str:
    """What one actor did: of the usual role alone nothing, and of that role nothing beside one that says it better."""
    given = set(map(Role, values))
    told = [role for role in Role if role in given]  # the engines give them in no order
    telling = [role for role in told if role not in _USUAL_ROLES]
    better = {ROLE_INVOLVEMENT[role] for role in telling}
    kept = [role for role in told if role in telling or ROLE_INVOLVEMENT[role] not in better]
    return ", ".join(map(word, kept)) if telling else ""


def years(since: date | None, until: date | None) -> str:
    """The span of a selection: 2023 to 2024, since 2023, until May 2024."""
    if since and until:
        return span(since, until)
    if since:
        return f"since {since.year if (since.month, since.day) == (1, 1) else day(since)}"
    if until:
        return f"until {until.year if (until.month, until.day) == (12, 31) else day(until)}"
    return ""


def happened(event: EventRow) -> bool:
    """Whether the event was held or is under way."""
    return event.status in HAPPENED


def status_words(statuses: Sequence[Status]) -> str:
    """What a selection's statuses say: held or under way; happened or not."""
    if set(statuses) == set(Status):
        return "happened or not"
    if not set(statuses) & set(HAPPENED) and len(statuses) == len(Status) - len(HAPPENED):
        return "did not happen"
    return words_of(tuple(statuses))


def first_of(*texts: str) -> str:
    """The first text that is not empty."""
    return next((text for text in texts if text), "")


def moment(value: datetime) -> str:
    """A time where the app runs, with its zone: 24 November 2026, 09:42 UTC."""
    local = value.astimezone()
    return f"{day(local.date())}, {local:%H:%M %Z}"
