"""The claims that stand on one event become the event: its properties and its edges, computed, never edited.

A pure function: the same claims give the same event, so it can be rebuilt after an undo or a judgement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graph.facts import EventFact
from graph.outlines import PLACE_KEYS, outline_of, place_keys, sides_key
from graph.resolve.resolver import ResolvedFact, Tie
from graph.vocabulary import (
    HAPPENED,
    NAMED_AGREEMENTS,
    UNDONE,
    Involvement,
    Outcome,
    Polarity,
    Response,
    Review,
    Role,
    Status,
    outcomes_clash,
    statuses_clash,
)

MACHINE_CEILING = 0.95
"""No event is surer than this before a person has checked it."""

DECIDED = UNDONE | {*HAPPENED, Status.FAILED, Status.HALTED}


@dataclass(frozen=True, slots=True)
class Witness:
    """A claim as one voice on an event: who published it, when, and what its names mean."""

    claim: str
    article: str
    publisher: str
    published: date | None
    resolved: ResolvedFact
    review: Review = Review.MACHINE
    home: str = ""
    """The event that it was matched with, where a decision has it stand on another."""

    @property
    def fact(self) -> EventFact:
        """The fact as imported."""
        return self.resolved.fact


@dataclass(frozen=True, slots=True)
class Edge:
    """One edge between an event and another node; ties point to the event, the rest away from it."""

    type: str
    other: str
    properties: dict[str, object]


@dataclass(frozen=True, slots=True)
class Projection:
    """An event as its claims tell it, ready to be written."""

    id: str
    properties: dict[str, object]
    ties: list[Edge]
    edges: list[Edge]
    signed: list[tuple[str, str]]
    """(actor, agreement) of each signature."""
    contradictions: tuple[str, ...]
    """On what its claims disagree, and nobody has decided yet."""


_NOTHING_CHOSEN: Mapping[str, str] = {}


def project(event_id: str, witnesses: Iterable[Witness], chosen: Mapping[str, str] = _NOTHING_CHOSEN) -> Projection:
    """Compute an event from the claims that stand on it (at least one).

    `chosen`: which account a person believes, by field; an empty one has been looked at and left as it is.
    """
    voices = sorted(witnesses, key=lambda voice: (voice.published or date.min, voice.claim))
    asserting = [voice for voice in voices if voice.fact.polarity is Polarity.ASSERTS] or voices
    differing = contradictions_among(voices) if len(voices) > 1 else ()
    contradictions = tuple(field for field in differing if field not in chosen)
    properties = _properties(voices, asserting, contradictions)
    edges = _edges(asserting)
    if chosen:
        properties |= _chosen_words(chosen, contradictions)
        edges = _held_where(edges, asserting, chosen.get("venue", ""))
    return Projection(
        id=event_id,
        properties=properties,
        ties=_ties(asserting),
        edges=edges,
        signed=_signatures(asserting),
        contradictions=contradictions,
    )


def _chosen_words(chosen: Mapping[str, str], contradictions: Sequence[str]) -> dict[str, object]:
    """What a person's choice says of an event, and that it was a person's."""
    words = {field: value for field, value in chosen.items() if value and field != "venue"}
    review = {} if contradictions else {"review": str(Review.CHECKED)}
    return {**words, **review, "decided": sorted(chosen)}


def _held_where(edges: list[Edge], asserting: Sequence[Witness], venue: str) -> list[Edge]:
    """The edges without venues in other countries than the chosen one; all, where no claim names it any more."""
    countries = {held.venue: held.country for voice in asserting for held in voice.resolved.venues}
    if venue not in countries:
        return edges
    there = {
        place for place, country in countries.items() if place == venue or (country and country == countries[venue])
    }
    return [edge for edge in edges if edge.type != "HELD_AT" or edge.other in there]


def contradictions_among(voices: Sequence[Witness]) -> tuple[str, ...]:
    """On what the claims of one event disagree: whether it happened, where, what came of it."""
    statuses = {voice.fact.status for voice in voices}
    outcomes = {voice.fact.outcome for voice in voices}
    countries = [frozenset(held.country for held in voice.resolved.venues if held.country) for voice in voices]
    told = [places for places in countries if places]
    found = []
    if len({voice.fact.polarity for voice in voices}) > 1 or statuses_clash(statuses):
        found.append("status")
    if len(told) > 1 and not frozenset.intersection(*told):
        found.append("venue")
    if outcomes_clash(outcomes):
        found.append("outcome")
    return tuple(found)


def _properties(
    voices: Sequence[Witness], asserting: Sequence[Witness], contradictions: Sequence[str]
) -> dict[str, object]:
    facts = [voice.fact for voice in asserting]
    outline = outline_of("", asserting[0].resolved)
    when = min(facts, key=_vagueness).date
    words = {
        "title": next((fact.title for fact in facts if fact.title), ""),
        "kind": str(facts[0].kind),
        "class": str(facts[0].event_class),
        "status": str(_status(voices)),
        "outcome": _outcome([fact.outcome for fact in facts]),
        "start": when.start,
        "end": when.end,
        "date_precision": str(when.precision),
        "date_text": when.text,
        "modality": _last_told(voice.resolved.modality for voice in asserting),
        "configuration": _last_told(fact.configuration for fact in facts),
        "n_articles": len({voice.article for voice in voices}),
        "n_publishers": len({voice.publisher for voice in voices}),
        "confidence": _confidence(asserting),
        "review": str(_review(voices, contradictions)),
        "contradictions": list(contradictions),
        "inferred": all(fact.inferred for fact in facts) or None,
        "ext_ids": sorted({ext_id for fact in facts for ext_id in fact.ext_ids}),
        "sides": sorted(outline.sides),
        "helpers": sorted(outline.helpers),
        "sides_key": sides_key(outline),
        **dict(zip(PLACE_KEYS, place_keys(outline), strict=False)),
    }
    return {key: value for key, value in words.items() if value not in (None, "", [])}


def _last_told(values: Iterable[str]) -> str:
    """What the latest article that says something says."""
    told = [value for value in values if value != "unknown"]
    return str(told[-1]) if told else "unknown"


def _outcome(told: Sequence[Outcome]) -> str:
    """What came of it as the latest article says, but which agreement it was where only an earlier one tells."""
    last = _last_told(told)
    named = [outcome for outcome in told if outcome in NAMED_AGREEMENTS]
    return str(named[-1]) if named and last == Outcome.AGREEMENT_UNSPECIFIED else last


def _vagueness(fact: EventFact) -> int:
    if fact.date.start is None or fact.date.end is None:
        return date.max.toordinal()
    return (fact.date.end - fact.date.start).days


def _status(voices: Sequence[Witness]) -> Status:
    """Held or undone outranks planned and offered; among those the latest article has the last word."""
    statuses = [voice.fact.status for voice in voices if voice.fact.polarity is Polarity.ASSERTS]
    if not statuses:
        return Status.DENIED
    decided = [status for status in statuses if status in DECIDED]
    told = decided or [status for status in statuses if status is not Status.UNKNOWN]
    return told[-1] if told else Status.UNKNOWN


def _confidence(asserting: Sequence[Witness]) -> float:
    """1 - product(1 - score) over publishers, at most 0.95 until a person has checked a claim."""
    best: dict[str, float] = defaultdict(float)
    for voice in asserting:
        best[voice.publisher] = max(best[voice.publisher], voice.fact.score)
    doubt = 1.0
    for score in best.values():
        doubt *= 1.0 - score
    checked = any(voice.review is Review.CHECKED for voice in asserting)
    return 1.0 if checked else round(min(1.0 - doubt, MACHINE_CEILING), 4)


def _review(voices: Sequence[Witness], contradictions: Sequence[str]) -> Review:
    if contradictions:
        return Review.DISPUTED
    return Review.CHECKED if any(voice.review is Review.CHECKED for voice in voices) else Review.MACHINE


def _ties(asserting: Sequence[Witness]) -> list[Edge]:
    """One edge per actor, side and role, with the claims behind it."""
    if len(asserting) == 1:  # most events: nothing to put together
        confidence = _confidence(asserting)
        return [_tie_edge(tie, asserting, confidence) for tie in asserting[0].resolved.ties]
    said: dict[tuple[str, Role], list[tuple[Witness, Tie]]] = defaultdict(list)
    for voice in asserting:
        for tie in voice.resolved.ties:
            said[tie.actor, tie.role].append((voice, tie))
    together = [
        (_put_together([tie for _, tie in sayings]), [voice for voice, _ in sayings]) for sayings in said.values()
    ]
    letters = {tie.actor: tie.side for tie, _ in together if tie.side}
    return [_tie_edge(_seated(tie, letters), voices, _confidence(voices)) for tie, voices in together]


def _seated(tie: Tie, letters: Mapping[str, str]) -> Tie:
    """A part without a side takes that of the actor's other parts, or of the body that it stood for.

    An article that names no sides would else tear apart those that another one names.
    """
    if tie.side or tie.involvement is not Involvement.PARTY_TO:
        return tie
    return replace(tie, side=letters.get(tie.actor) or letters.get(tie.on_behalf_of or ""))


def _put_together(ties: Sequence[Tie]) -> Tie:
    """One actor's part as several claims tell it: of each detail, what the latest that names it says."""
    if len(ties) == 1:
        return ties[0]
    latest_first = ties[::-1]
    return replace(
        latest_first[0],
        lead=any(tie.lead for tie in ties),
        side=next((tie.side for tie in latest_first if tie.side), None),
        response=next((tie.response for tie in latest_first if tie.response != "unknown"), Response.UNKNOWN),
        belligerent=next((tie.belligerent for tie in latest_first if tie.belligerent is not None), None),
        on_behalf_of=next((tie.on_behalf_of for tie in latest_first if tie.on_behalf_of), None),
    )


def _tie_edge(tie: Tie, voices: Sequence[Witness], confidence: float) -> Edge:
    properties: dict[str, object] = {
        "role": str(tie.role),
        "claims": [voice.claim for voice in voices],
        "n_articles": len({voice.article for voice in voices}),
        "confidence": confidence,
    }
    if tie.on_behalf_of:
        properties["on_behalf_of"] = tie.on_behalf_of
    if tie.involvement is not Involvement.PARTY_TO:
        properties["lead"] = tie.lead
        return Edge(tie.involvement, tie.actor, properties)
    properties["response"] = str(tie.response)
    if tie.side:
        properties["side"] = tie.side
    if tie.belligerent is not None:
        properties["belligerent"] = tie.belligerent
    return Edge(tie.involvement, tie.actor, properties)


def _edges(asserting: Sequence[Witness]) -> list[Edge]:
    """Venues, conflict, processes and agreement, each with the claims that name it."""
    behind: dict[tuple[str, str], list[str]] = defaultdict(list)
    planned: dict[str, bool] = {}
    for voice in asserting:
        resolved = voice.resolved
        for held in resolved.venues:
            behind["HELD_AT", held.venue].append(voice.claim)
            planned[held.venue] = held.planned and planned.get(held.venue, True)
        named = (("CONCERNS", resolved.conflict), ("RESULTED_IN", resolved.agreement))
        for type_, other in (*named, *(("PART_OF", process) for process in resolved.processes)):
            if other:
                behind[type_, other].append(voice.claim)
    return [
        Edge(type_, other, {"claims": claims, **({"planned": planned[other]} if type_ == "HELD_AT" else {})})
        for (type_, other), claims in behind.items()
    ]


def _signatures(asserting: Sequence[Witness]) -> list[tuple[str, str]]:
    return sorted(
        {
            (tie.actor, voice.resolved.agreement)
            for voice in asserting
            for tie in voice.resolved.ties
            if tie.role is Role.SIGNATORY and voice.resolved.agreement
        }
    )
