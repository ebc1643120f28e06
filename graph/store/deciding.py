"""A person's decision on a proposal: accepted, corrected or rejected, once; and taken back.

Each is one transaction that also counts the proposal's version up: who decides on an older version is told
who was first, and nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial

from graph.claims import Claim, Origin, claim_of, payload_of
from graph.errors import ChangedMeanwhile, NotFound
from graph.facts import Article, EventFact
from graph.resolve.resolver import Resolver
from graph.store.connection import Store, Transaction
from graph.store.cypher import proposals, writes
from graph.store.decisions import NOTHING_DECIDED, Word, decided_meanwhile
from graph.store.placing import AS_MATCHED, Said, displace_claim, place_claim, stands_alone
from graph.store.planning import Plan, Recorded, StoreReads
from graph.store.recording import Recorder
from graph.store.undoing import delete_claims
from graph.store.writing import Reads, Row
from graph.vocabulary import Review


class ProposalState(StrEnum):
    """What has been decided on a proposal."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Taken:
    """Which version of a proposal a person has decided on."""

    proposal: str
    version: int
    by: str


@dataclass(frozen=True)
class _Acceptance:
    """The claim that a proposal becomes, the event that it is said to be about, and how it was corrected."""

    claim: Claim
    about: str
    correction: str | None = None


def accept(store: Store, resolver: Resolver, taken: Taken, about: str = AS_MATCHED) -> Recorded:
    """Let a proposal become a claim as it was extracted. Raises NotFound, ChangedMeanwhile.

    `about`: the known event that a person says it is about, or NEW_EVENT. What is returned counts where it stands.
    """
    proposal = _waiting(StoreReads(store), taken)
    return _record(store, resolver, taken, _Acceptance(_claim(proposal, _extracted(proposal), taken.by), about))


def correct(store: Store, resolver: Resolver, taken: Taken, fact: EventFact, about: str = AS_MATCHED) -> Recorded:
    """Let a proposal become a claim as a person corrected it; what was extracted stays in the proposal."""
    proposal = _waiting(StoreReads(store), taken)
    return _record(store, resolver, taken, _Acceptance(_claim(proposal, fact, taken.by), about, payload_of(fact)))


def reject(store: Store, taken: Taken, why: str) -> None:
    """Turn a proposal down; it is kept, so that it is not proposed again. Raises NotFound, ChangedMeanwhile."""
    _waiting(StoreReads(store), taken)
    store.write(lambda tx: _reject(tx, taken, why))


def undo_decision(store: Store, resolver: Resolver, taken: Taken) -> None:
    """Take a decision back: its claim goes, what it told of events goes with it, and the proposal waits again.

    Raises NotFound, and ChangedMeanwhile where it waits already or somebody has decided anew.
    """
    _found(StoreReads(store), taken)
    store.write(partial(_undo, resolver=resolver, taken=taken))


def _record(store: Store, resolver: Resolver, taken: Taken, acceptance: _Acceptance) -> Recorded:
    proposal = _found(StoreReads(store), taken)
    recorder = Recorder(store, resolver, _batches(proposal)[0])
    also = partial(_accepted, taken=taken, acceptance=acceptance, proposal=proposal)
    told = recorder.record(recorder.prepare([acceptance.claim]), also=also)
    added = int(bool(_found(StoreReads(store), taken)["event_added"]))
    return replace(told, events_added=added, events_confirmed=told.claims_new - added)


def _accepted(tx: Transaction, plan: Plan, *, taken: Taken, acceptance: _Acceptance, proposal: Row) -> None:
    """What an acceptance changes beside the claim itself."""
    claim, made = acceptance.claim.id, acceptance.claim.id not in plan.known
    first, *others = _batches(proposal)
    said = Said(acceptance.about, str(proposal["joins"] or ""), tuple(_texts(proposal["maybe"])))
    judged = place_claim(tx, claim, said, Word(taken.by, "said when the fact was accepted"))
    alone = made and stands_alone(tx, claim)
    decision = {"state": ProposalState.ACCEPTED, "correction": acceptance.correction, "judged": judged or None}
    _decide(tx, taken, {**decision, "claim": claim, "claim_made": made, "event_added": alone})
    if made:
        _recount(tx, plan, first, added=alone)
        for batch in others:
            tx.run(writes.ADD_TO_BATCH, {"ids": [claim], "batch": batch})
    actors = sorted({tie.actor for item in plan.placed for tie in item.resolved.ties})
    tx.run(proposals.CHECK_ACTORS, {"ids": actors})


def _recount(tx: Transaction, plan: Plan, batch: str, *, added: bool) -> None:
    """The batch counts the event on which the claim stands now, not the one that it was planned for."""
    more = int(added) - sum(item.is_new for item in plan.placed)
    if more:
        tx.run(writes.COUNT_BATCH, {"id": batch, "claims": 0, "added": more, "confirmed": -more})


def _reject(tx: Transaction, taken: Taken, why: str) -> None:
    tx.run(writes.LOCK)
    _decide(tx, taken, {"state": ProposalState.REJECTED, "why": why})


def _undo(tx: Transaction, *, resolver: Resolver, taken: Taken) -> None:
    tx.run(writes.LOCK)
    proposal = _found(tx, taken)
    if proposal["state"] == ProposalState.WAITING:
        raise ChangedMeanwhile(NOTHING_DECIDED)
    _decide(tx, taken, {"state": ProposalState.WAITING})
    claim, added = str(proposal["claim"]), int(_added(tx, proposal))
    displace_claim(tx, _texts(proposal["judged"]), taken.by)
    if proposal["claim_made"]:
        done = delete_claims(tx, resolver, [claim])
        counts = {"added": added, "confirmed": done.claims_deleted - added}
        tx.run(proposals.UNCOUNT_CLAIM, {"id": _batches(proposal)[0], "claims": done.claims_deleted, **counts})


def _added(tx: Transaction, proposal: Row) -> bool:
    """Whether the batch counts the claim's event as added, whoever joined it since; older graphs do not tell."""
    told = proposal["event_added"]
    return stands_alone(tx, str(proposal["claim"])) if told is None else bool(told)


def _decide(tx: Transaction, taken: Taken, decision: Mapping[str, object]) -> None:
    """Write a decision, unless somebody else has decided on this version. Raises ChangedMeanwhile."""
    silent = dict.fromkeys(("why", "correction", "claim", "claim_made", "event_added", "judged"))
    words = {"id": taken.proposal, "version": taken.version, "by": taken.by, "at": datetime.now(UTC)}
    if not tx.run(proposals.DECIDE_PROPOSAL, {**silent, **words, **decision, "state": str(decision["state"])}):
        raise _changed(_found(tx, taken))


def _waiting(reads: Reads, taken: Taken) -> Row:
    """A proposal that can still be decided on."""
    proposal = _found(reads, taken)
    if proposal["version"] != taken.version or proposal["state"] != ProposalState.WAITING:
        raise _changed(proposal)
    return proposal


def _found(reads: Reads, taken: Taken) -> Row:
    rows = reads.run(proposals.PROPOSAL, {"id": taken.proposal})
    if not rows:
        raise NotFound(f"There is no proposal {taken.proposal!r} (any more). `goodoffices review --list` lists them.")
    return rows[0]


def _changed(proposal: Row) -> ChangedMeanwhile:
    return decided_meanwhile("proposal", proposal["decided_by"], proposal["decided_at"], f"it is {proposal['state']}")


def _batches(proposal: Row) -> list[str]:
    return sorted(_texts(proposal["batches"]))


def _texts(values: object) -> list[str]:
    return list(map(str, values)) if isinstance(values, list) else []


def _extracted(proposal: Row) -> EventFact:
    return EventFact.model_validate_json(str(proposal["payload"]))


def _claim(proposal: Row, fact: EventFact, by: str) -> Claim:
    words = {key: proposal[key] for key in ("url", "title", "publisher", "published", "language") if proposal[key]}
    origin = Origin(
        str(proposal["extractor"]), str(proposal["extractor_version"]), Review.CHECKED, by, datetime.now(UTC)
    )
    return claim_of(str(proposal["article"]), Article.model_validate(words), fact, origin)
