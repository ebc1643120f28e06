"""Extracted facts are weighed: what each would do to the graph, and why a person should look at it first.

Facts are weighed in order, each against the graph and the facts accepted before it. What waits founds no event.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from graph.accepting import Policy, Standing, reasons
from graph.claims import Claim
from graph.match import KnownEvents, Match
from graph.names import content_id
from graph.outlines import Outline, founded_id, outline_of
from graph.project import Witness, contradictions_among
from graph.resolve.resolver import ResolvedFact, Resolver
from graph.store.connection import Store
from graph.store.cypher import proposals
from graph.store.planning import StoreReads, learn, witness_of
from graph.store.writing import Reads, standing_witnesses
from graph.titles import title_of
from graph.urgency import doubt_of, urgency

REJECTED = "rejected by the person who imported it"


def proposal_id(claim: Claim) -> str:
    """The id under which a fact is proposed: by its article and its words."""
    return content_id("proposal", claim.article_id, claim.payload)


@dataclass(frozen=True)
class Weighed:
    """One extracted fact, what it would do, and why it waits (nothing: it is accepted)."""

    claim: Claim
    resolved: ResolvedFact
    joins: str
    """The event that it would join; empty where it would found one."""
    joins_title: str
    contradicts: tuple[str, ...]
    maybe: tuple[str, ...]
    """Events that it may be about too."""
    why: tuple[str, ...]
    weight: float

    @property
    def rejected(self) -> bool:
        """Whether a person rejected it before it was written."""
        return REJECTED in self.why


class Weigher:
    """Weighs the facts of one import; in a rehearsal it also remembers what was accepted, which nobody writes."""

    def __init__(self, store: Store, resolver: Resolver, policy: Policy, *, rehearses: bool = False) -> None:
        self._reads = StoreReads(store)
        self._resolver = resolver
        self._policy = policy
        self._rehearses = rehearses
        self._checked = frozenset(str(row["id"]) for row in self._reads.run(proposals.CHECKED_ACTORS))
        self._degrees: dict[str, int] = {}
        self._around = _Around()

    def weigh(self, claims: Sequence[Claim], unsure: Mapping[str, str]) -> list[Weighed]:
        """Weigh some claims in order; `unsure`: why one of them waits whatever the policy says, by its id."""
        facts = {claim.id: self._resolver.resolve(claim.fact) for claim in claims}
        outlines = {id: outline_of(founded_id(id, fact), fact) for id, fact in facts.items()}
        if not self._rehearses:
            self._around = _Around()
        self._around.take(self._reads, self._resolver, outlines)
        self._count_degrees(facts.values())
        return [self._weigh(claim, facts[claim.id], outlines[claim.id], unsure.get(claim.id, "")) for claim in claims]

    def _weigh(self, claim: Claim, resolved: ResolvedFact, outline: Outline, unsure: str) -> Weighed:
        around = self._around
        match = around.events.match(outline, claim.id)
        witness = witness_of(claim, resolved)
        contradicts = around.contradictions(match.event, witness)
        doubts = reasons(self._policy, resolved, Standing(match, contradicts, self._checked))
        why = self._chosen(claim, (*doubts, unsure) if unsure else doubts)
        if not why:
            around.accept(match, outline, witness)
        events = sum(self._degrees.get(tie.actor, 0) for tie in resolved.ties)
        weight = urgency(doubt_of(claim.fact.score, inferred=claim.fact.inferred), events)
        maybe = tuple(event for event, _ in match.doubtful)
        title = around.titles.get(match.event or "", "")
        return Weighed(claim, resolved, match.event or "", title, contradicts, maybe, why, weight)

    def _chosen(self, claim: Claim, why: tuple[str, ...]) -> tuple[str, ...]:
        """Why a fact waits, once what a person has said of it is heard."""
        line = proposal_id(claim)
        if line in self._policy.accepted:
            return ()
        return (*why, REJECTED) if line in self._policy.rejected else why

    def _count_degrees(self, facts: Iterable[ResolvedFact]) -> None:
        """Anew for each group: an import that was cut off and goes on then weighs as one that was not."""
        actors = sorted({tie.actor for fact in facts for tie in fact.ties})
        rows = self._reads.run(proposals.DEGREES, {"ids": actors}) if actors else []
        self._degrees = {str(row["id"]): int(str(row["events"])) for row in rows}


class _Around:
    """The events that some facts may be about, and what has been told of those that they join."""

    def __init__(self) -> None:
        self.events = KnownEvents()
        self.titles: dict[str, str] = {}
        self._told: dict[str, dict[object, Witness]] = {}
        """Of each event, one voice for each way of telling it: a hundred articles that agree are one."""

    def take(self, reads: Reads, resolver: Resolver, outlines: Mapping[str, Outline]) -> None:
        """Read what the graph holds around some facts, by the ids of their claims."""
        learn(self.events, reads, outlines)
        matches = (self.events.match(outline, claim) for claim, outline in outlines.items())
        joined = {match.event for match in matches if match.event}
        new = sorted(joined - self.titles.keys())
        if new:
            rows = reads.run(proposals.EVENTS_NAMED, {"ids": new})
            self.titles.update({str(row["id"]): str(row["title"] or "") for row in rows})
            for event_id, witness in standing_witnesses(reads, resolver, new):
                self._hear(event_id, witness)

    def contradictions(self, event: str | None, witness: Witness) -> tuple[str, ...]:
        """On what a fact differs from somebody who told of the event before."""
        voices = self._told.get(event, {}).values() if event else ()
        return tuple(dict.fromkeys(on for voice in voices for on in contradictions_among([voice, witness])))

    def accept(self, match: Match, outline: Outline, witness: Witness) -> None:
        """Let an accepted fact count for those that follow."""
        event = match.event or match.founds or outline.id
        if match.event is None:
            self.events.add(replace(outline, id=event))
            self.titles[event] = title_of(witness.fact)
        else:
            self.events.widen(event, outline)
        self._hear(event, witness)

    def _hear(self, event: str, witness: Witness) -> None:
        fact = witness.fact
        countries = frozenset(held.country for held in witness.resolved.venues)
        gist = (fact.polarity, fact.status, fact.outcome, countries)
        self._told.setdefault(event, {}).setdefault(gist, witness)
