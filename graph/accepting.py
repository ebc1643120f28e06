"""Tells whether an extracted fact is certain enough to become a claim at once, or why a person should look first."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from graph.errors import BadInput
from graph.facts import EventFact
from graph.match import Match
from graph.resolve.resolver import ResolvedFact
from graph.vocabulary import HAPPENED

CERTAIN = 0.9
"""The score from which an explicit fact is taken without a person."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a fact stands towards the graph: the event it would join, what it contradicts, names known as good."""

    match: Match
    contradicts: tuple[str, ...] = ()
    checked: frozenset[str] = frozenset()
    """Actors that no table knows, but that a person has let in before."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What is accepted on its own: certain explicit facts, or all from a score on; and what a person chose by line."""

    at_least: float | None = None
    accepted: frozenset[str] = frozenset()
    rejected: frozenset[str] = frozenset()


def policy_of(words: str) -> Policy:
    """The policy that `certain`, `all`, `none` or a score such as 0.8 asks for. Raises BadInput."""
    named = {"certain": None, "all": 0.0, "none": math.inf}
    if words in named:
        return Policy(named[words])
    try:
        score = float(words)
    except ValueError:
        score = math.nan
    if not 0 <= score <= 1:
        raise BadInput(f"--accept {words!r} is not one of certain, all, none or a score from 0 to 1, such as 0.8")
    return Policy(score)


def reasons(policy: Policy, resolved: ResolvedFact, standing: Standing) -> tuple[str, ...]:
    """Why a fact waits for a person, in plain words; nothing where it is accepted."""
    return tuple(dict.fromkeys(_reasons(policy, resolved, standing)))


def _reasons(policy: Policy, resolved: ResolvedFact, standing: Standing) -> Iterator[str]:
    yield from _doubtful_names(resolved)
    if policy.at_least is None or math.isinf(policy.at_least):
        unsure = list(_uncertain(resolved, standing))
        yield from unsure
        if policy.at_least is not None and not unsure:
            yield "kept back at the import, for a person to decide"
    elif resolved.fact.score < policy.at_least:
        yield f"score {resolved.fact.score:.2f}, below {policy.at_least:.2f}"


def _uncertain(resolved: ResolvedFact, standing: Standing) -> Iterator[str]:
    yield from _unknown_names(resolved, standing.checked)
    yield from _unsure_reading(resolved.fact)
    yield from _unknown_places(resolved)
    yield from _at_odds(standing)


def _doubtful_names(resolved: ResolvedFact) -> Iterator[str]:
    for doubt in resolved.doubts:
        if doubt.left == doubt.right:
            yield f"{doubt.left_name}: {doubt.why}"
        else:
            yield f"{doubt.left_name!r} may be {doubt.right_name}: {doubt.why}"


def _unknown_names(resolved: ResolvedFact, checked: frozenset[str]) -> Iterator[str]:
    taking_part = {tie.actor for tie in resolved.ties} - checked
    for node in resolved.nodes:
        if node.labels[0] != "Actor" or node.id not in taking_part:
            continue
        if node.properties.get("placeholder"):
            yield f"{node.properties['name']!r} is nobody in particular"
        elif not node.properties.get("curated"):
            yield f"{node.properties['name']!r} is not known yet"


def _unsure_reading(fact: EventFact) -> Iterator[str]:
    if fact.inferred:
        yield "put together from several sentences"
    if fact.score < CERTAIN:
        yield f"read with a score of only {fact.score:.2f}"
    if fact.status in HAPPENED and fact.date.start is None:
        yield "no day is told"


def _unknown_places(resolved: ResolvedFact) -> Iterator[str]:
    for node in resolved.nodes:
        if node.labels[0] == "Venue" and not node.properties.get("curated"):
            yield f"the place {node.properties['name']!r} is not known"


def _at_odds(standing: Standing) -> Iterator[str]:
    if standing.contradicts:
        yield f"differs from the known event on {', '.join(standing.contradicts)}"
    for _, why in standing.match.doubtful:
        yield f"may be an event that is known: {why}"


def evidence_fault(fact: EventFact, text: str) -> str:
    """What is wrong with the evidence of a fact: empty where each quote is a span of the text."""
    if not fact.evidence:
        return "it quotes no sentence of the article"
    for evidence in fact.evidence:
        quote, start, end = evidence.quote, evidence.start, evidence.end
        if quote is None or start is None or end is None or text[start:end] != quote:
            return f"its evidence is not in the article word for word: {str(quote or evidence.paraphrase)[:80]!r}"
    return ""
