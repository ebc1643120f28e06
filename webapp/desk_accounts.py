"""Who says what of an event becomes accounts to choose between, and claims to split off."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph.queries.evidence import EventCard, Saying
from graph.vocabulary import Status
from webapp import addresses, wording

MOST_TELLERS = 3
"""Articles that are listed under one account; all are below, to be split off."""


@dataclass(frozen=True)
class Teller:
    """One claim on an event, in its article's words, or paraphrased in ours."""

    claim: str
    quote: str
    source: str
    href: str
    paraphrased: bool = False


@dataclass(frozen=True)
class ToldBy:
    """An event, and each claim on it."""

    title: str
    tellers: tuple[Teller, ...]


@dataclass(frozen=True)
class Answer:
    """One of the accounts of a field on which articles differ, and who gives it; `more` are not listed."""

    value: str
    text: str
    tellers: tuple[Teller, ...]
    more: int = 0


@dataclass(frozen=True)
class Question:
    """A field on which articles differ, with their accounts."""

    field: str
    answers: tuple[Answer, ...]


def questions(cards: Iterable[EventCard]) -> Iterable[Question]:
    """The fields on which the articles on some events differ, with their accounts."""
    for card in cards:
        answers = {
            "status": [(status := _status(saying), wording.word(status), saying) for saying in card.sayings],
            "outcome": [(saying.outcome, wording.word(saying.outcome), saying) for saying in card.sayings],
            "venue": [
                (place.venue.id, place.venue.name, saying)
                for place in card.event.places
                for saying in card.sayings
                if place.venue.name in saying.venues and not saying.denies
            ],
        }
        for field in card.event.contradictions:
            yield Question(field, tuple(_answers(answers.get(field, []))))


def _status(saying: Saying) -> str:
    """What became of an event, by one article; a denial tells in its own status only what it denies."""
    return Status.DENIED.value if saying.denies else saying.status


def _answers(given: Iterable[tuple[str, str, Saying]]) -> Iterable[Answer]:
    told: dict[tuple[str, str], list[Teller]] = {}
    for value, text, saying in given:
        if value != "unknown":
            told.setdefault((value, text), []).append(_teller(saying))
    return [
        Answer(value, text, tuple(tellers[:MOST_TELLERS]), max(len(tellers) - MOST_TELLERS, 0))
        for (value, text), tellers in told.items()
    ]


def told_by(card: EventCard) -> ToldBy:
    """An event with everybody who tells of it."""
    return ToldBy(wording.headline(card.event), tuple(map(_teller, card.sayings)))


def _teller(saying: Saying) -> Teller:
    published = wording.day(saying.published) if saying.published else ""
    source = ", ".join(filter(None, (saying.publisher or saying.article.name, published)))
    quote = saying.quote or saying.paraphrase or saying.article.name
    paraphrased = bool(saying.paraphrase) and not saying.quote
    return Teller(saying.claim_id, quote, source, addresses.thing("article", saying.article.id), paraphrased)
