"""What a model said of an article becomes facts; what the article does not bear out is rejected, with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from graph.extract.dates import DateKind, date_spans, resolve
from graph.extract.llm.said import SaidEvent, SaidParty, SaidThirdParty, SaidVenue
from graph.extract.llm.wording import Span, Wording, plain_name
from graph.facts import EventFact, Evidence, FactDate, Party, ThirdParty, VenueMention
from graph.names import fold
from graph.vocabulary import HAPPENED, ROLE_INVOLVEMENT, EventClass, EventKind, Involvement, Polarity, Status

EXPLICIT_SCORE = 0.7
INFERRED_SCORE = 0.5
FEWEST_WORDS = 3
LONGEST_QUOTE = 4_000
LONGEST_DATE = 200
LOOKS_AHEAD = frozenset({Status.CALLED_FOR, Status.OFFERED, Status.ACCEPTED, Status.PLANNED, Status.POSTPONED})
NOT_REACHED = frozenset(Status) - {*HAPPENED, Status.FAILED, Status.HALTED, Status.UNKNOWN}
"""States of an event in which nobody has come to its venue."""


class Reason(StrEnum):
    """Why something that a model said was not taken."""

    SCHEMA = "keeps not to the schema"
    QUOTE = "the quote is not in the article"
    QUOTE_SIZE = "the quote is too short or too long to prove anything"
    UNRELATED = "the quotes name nobody who took part"
    NAME = "the article names no such actor"
    VENUE = "the article names no such place"
    DATE = "the date is not in the article's words"
    NOBODY = "nobody took part"
    BOTH_SIDES = "a mediator is also a side"


@dataclass(frozen=True)
class Rejected:
    """An event that was not taken: why, and the words at fault, to be shown as plain text."""

    reason: Reason
    words: str


class _Unproven(Exception):
    """Carries the reason out of a gate."""

    def __init__(self, reason: Reason, words: str) -> None:
        super().__init__(reason)
        self.rejected = Rejected(reason, words[:200])


class Gates:
    """Lets through what an article says, for one article."""

    def __init__(self, text: str, published: date | None, rule: str) -> None:
        self._wording = Wording(text)
        self._dates = date_spans(text)
        self._published = published
        self._rule = rule

    def fact(self, said: SaidEvent) -> EventFact | Rejected:
        """The fact that an event becomes, or why it does not."""
        try:
            return self._fact(said)
        except _Unproven as unproven:
            return unproven.rejected

    def _fact(self, said: SaidEvent) -> EventFact:
        quotes = list(dict.fromkeys(self._quote(words) for words in said.quotes))
        self._check_actors(said)
        self._check_bearing(said, quotes)
        when = self._date_span(said, quotes)
        inferred = said.inferred or not any(self._says_all(said, quote, when) for quote in quotes)
        return EventFact(
            kind=said.kind,
            event_class=_class_of(said),
            status=said.status,
            polarity=Polarity.DENIES if said.status is Status.DENIED else Polarity.ASSERTS,
            date=self._date(when, said.status),
            third_parties=tuple(self._third_party(part) for part in said.third_parties),
            parties=tuple(self._party(part) for part in said.parties),
            venues=(self._venue(said.venue, said.status),) if said.venue else (),
            evidence=tuple(Evidence(quote=self._wording.text[s:e], start=s, end=e) for s, e in quotes),
            score=INFERRED_SCORE if inferred else EXPLICIT_SCORE,
            inferred=inferred,
            rules=(self._rule,),
        )

    def _quote(self, words: str) -> Span:
        span = self._wording.quote(words)
        if span is None:
            raise _Unproven(Reason.QUOTE, words)
        if len(words.split()) < FEWEST_WORDS or span[1] - span[0] > LONGEST_QUOTE:
            raise _Unproven(Reason.QUOTE_SIZE, words)
        return span

    def _check_actors(self, said: SaidEvent) -> None:
        for name in _names(said):
            if not (plain_name(name) and self._wording.names(name)):
                raise _Unproven(Reason.NAME, name)
        if not (said.third_parties or said.parties):
            raise _Unproven(Reason.NOBODY, said.kind)
        sides = {fold(part.name) for part in said.parties}
        for part in said.third_parties:
            if ROLE_INVOLVEMENT[part.role] is Involvement.MEDIATED and fold(part.name) in sides:
                raise _Unproven(Reason.BOTH_SIDES, part.name)

    def _check_bearing(self, said: SaidEvent, quotes: list[Span]) -> None:
        """The quotes must be about somebody in the event: any sentence of the article would not do."""
        quoted = [Wording(self._wording.text[slice(*span)]) for span in quotes]
        if not any(one.names(name) for one in quoted for name in _names(said)):
            raise _Unproven(Reason.UNRELATED, said.quotes[0])

    def _third_party(self, said: SaidThirdParty) -> ThirdParty:
        return ThirdParty(name=plain_name(said.name), role=said.role, on_behalf_of=self._principal(said.on_behalf_of))

    def _party(self, said: SaidParty) -> Party:
        return Party(
            name=plain_name(said.name), response=said.response, on_behalf_of=self._principal(said.on_behalf_of)
        )

    def _principal(self, name: str | None) -> str | None:
        """Whom a person stood for: left out, rather than believed, where the article does not name it."""
        return plain_name(name) or None if name and self._wording.names(name) else None

    def _venue(self, said: SaidVenue, status: Status) -> VenueMention:
        if not (plain_name(said.name) and self._wording.places(said.name)):
            raise _Unproven(Reason.VENUE, said.name)
        country = plain_name(said.country) if said.country and self._wording.places(said.country) else None
        return VenueMention(name=plain_name(said.name), country=country or None, planned=status in NOT_REACHED)

    def _date_span(self, said: SaidEvent, quotes: list[Span]) -> Span | None:
        """Where the date's words stand: in a quote if they can, else where they stand first."""
        if not said.date_words:
            return None
        spans = [span for span in self._wording.spans(said.date_words) if span[1] - span[0] <= LONGEST_DATE]
        if not spans:
            raise _Unproven(Reason.DATE, said.date_words)
        return next((span for span in spans if _within(span, quotes)), spans[0])

    def _date(self, when: Span | None, status: Status) -> FactDate:
        """What the article's words for the date mean by our own grammar; only the words where it cannot tell."""
        if when is None:
            return FactDate()
        words = self._wording.text[slice(*when)]
        found = [span for span in self._dates if span.start < when[1] and when[0] < span.end]
        if len(found) != 1 or found[0].kind is DateKind.ANCHORED or self._published is None:
            return FactDate(text=words)
        return resolve(found[0], self._published, status in LOOKS_AHEAD)

    def _says_all(self, said: SaidEvent, quote: Span, when: Span | None) -> bool:
        """Whether one quote by itself names everybody, the place and the date."""
        quoted = Wording(self._wording.text[slice(*quote)])
        return (
            all(quoted.names(name) for name in _names(said))
            and (said.venue is None or quoted.places(said.venue.name))
            and (when is None or _within(when, [quote]))
        )


def _names(said: SaidEvent) -> Iterator[str]:
    yield from (part.name for part in said.third_parties)
    yield from (part.name for part in said.parties)


def _within(span: Span, quotes: list[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in quotes)


def _class_of(said: SaidEvent) -> EventClass:
    """How the event counts, which follows from the rest."""
    involvements = {ROLE_INVOLVEMENT[part.role] for part in said.third_parties}
    if said.kind is EventKind.OFFER or Involvement.OFFERED_TO_MEDIATE in involvements:
        return EventClass.OFFER
    if said.kind is EventKind.STATEMENT:
        return EventClass.STATEMENT
    return EventClass.MEDIATION if said.third_parties else EventClass.NEGOTIATION
