"""Turns the id of an event into who says so: its claims with their articles, and where their accounts differ."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from graph.errors import NotFound
from graph.queries.events import select_event
from graph.queries.reading import records_of
from graph.queries.rows import EventRow, Named
from graph.store.cypher.reads import EVENT_CLAIMS, EVENT_TIES
from graph.vocabulary import Outcome, Review, Status, outcomes_clash, statuses_clash

if TYPE_CHECKING:
    from graph.store.connection import Store

MOST_CLAIMS = 200
_SILENT = {"", "? to ?", Outcome.UNKNOWN.value, Status.UNKNOWN.value}


@dataclass(frozen=True)
class Proof:
    """A piece of evidence: a quote that stands somewhere in the article's text, or a paraphrase of ours."""

    quote: str = ""
    paraphrase: str = ""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class Saying:
    """One claim with the article that makes it; a quote is verbatim, a paraphrase is in other words."""

    claim_id: str
    denies: bool
    quote: str
    paraphrase: str
    review: Review
    article: Named
    url: str
    publisher: str
    published: date | None
    is_dataset_row: bool
    start: str
    end: str
    status: str
    outcome: str
    venues: tuple[str, ...] = ()
    inferred: bool = False
    """Put together from several sentences: no single one says it all."""
    proofs: tuple[Proof, ...] = ()

    @property
    def days(self) -> str:
        """The days that the article gives, as ISO dates."""
        return self.start if self.start == self.end else f"{self.start or '?'} to {self.end or '?'}"


@dataclass(frozen=True)
class Account:
    """One of several answers to the same question, and the publishers that give it."""

    answer: str
    publishers: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """A question that articles answer differently: where, when, what became of it."""

    question: str
    accounts: tuple[Account, ...]


@dataclass(frozen=True)
class EventCard:
    """One event, its agreements, its sayings, and where these differ."""

    event: EventRow
    agreements: tuple[Named, ...]
    sayings: tuple[Saying, ...]
    differences: tuple[Difference, ...]


def event_card(store: Store, event_id: str) -> EventCard:
    """Everything known of one event; raises NotFound where there is none."""
    event = select_event(store, event_id)
    if event is None:
        raise NotFound(f"There is no event {event_id!r} in the graph. It may have been undone with its import.")
    ties = records_of(store, EVENT_TIES, {"id": event_id})[0]
    places: dict[str, list[str]] = {}
    for name, claims in ties["venues"]:
        for claim in claims or ():
            places.setdefault(claim, []).append(name)
    found = records_of(store, EVENT_CLAIMS, {"id": event_id, "limit": MOST_CLAIMS})
    sayings = tuple(saying_of(record, places.get(record["id"], ())) for record in found)
    agreements = tuple(Named(one[0], one[1] or one[0]) for one in ties["agreements"])
    return EventCard(event, agreements, sayings, differences_among(sayings))


def differences_among(sayings: Sequence[Saying]) -> tuple[Difference, ...]:
    """The questions to which the sayings give answers that cannot all be true; silence is no answer."""
    asserting = [saying for saying in sayings if not saying.denies]
    statuses, outcomes = {saying.status for saying in asserting}, {saying.outcome for saying in asserting}
    answers = {
        "Did it happen?": [("it did not" if saying.denies else "it did", saying) for saying in sayings],
        "Where?": [(" and ".join(sorted(saying.venues)), saying) for saying in asserting],
        "When?": [(saying.days, saying) for saying in asserting] if _apart(asserting) else [],
        "Status?": [(saying.status, saying) for saying in asserting] if statuses_clash(statuses) else [],
        "Outcome?": [(saying.outcome, saying) for saying in asserting] if outcomes_clash(outcomes) else [],
    }
    found = (_difference(question, given) for question, given in answers.items())
    return tuple(difference for difference in found if difference)


def _difference(question: str, given: Sequence[tuple[str, Saying]]) -> Difference | None:
    publishers: dict[str, dict[str, None]] = {}
    for answer, saying in given:
        if answer not in _SILENT:
            publishers.setdefault(answer, {})[saying.publisher or saying.article.name] = None
    if len(publishers) < 2:
        return None
    return Difference(question, tuple(Account(answer, tuple(named)) for answer, named in publishers.items()))


def saying_of(record: Mapping[str, Any], venues: Sequence[str]) -> Saying:
    """A record of a claim with its article as a saying."""
    payload = json.loads(record["payload"] or "{}")
    dated = payload.get("date") or {}
    return Saying(
        claim_id=record["id"],
        denies=record["tie"] == "DENIES",
        quote=record["quote"] or "",
        paraphrase=record["paraphrase"] or "",
        review=Review(record["review"] or "machine"),
        article=Named(record["article_id"], record["title"] or record["url"] or "untitled article"),
        url=record["url"] or "",
        publisher=record["publisher"] or "",
        published=record["published"],
        is_dataset_row=record["article_kind"] == "dataset_row",
        start=dated.get("start") or "",
        end=dated.get("end") or "",
        # A payload leaves out what is as the format has it by default: held, outcome unknown.
        status=payload.get("status", Status.HELD.value),
        outcome=payload.get("outcome", Outcome.UNKNOWN.value),
        venues=tuple(venues),
        inferred=bool(payload.get("inferred")),
        proofs=tuple(_proof(one) for one in payload.get("evidence") or ()),
    )


def _proof(told: Mapping[str, Any]) -> Proof:
    return Proof(told.get("quote") or "", told.get("paraphrase") or "", told.get("start"), told.get("end"))


def _apart(sayings: Sequence[Saying]) -> bool:
    """Whether the dates cannot all be true: January 2023 and 5 January 2023 can."""
    starts = [saying.start for saying in sayings if saying.start]
    ends = [saying.end for saying in sayings if saying.end]
    return bool(starts and ends) and max(starts) > min(ends)
