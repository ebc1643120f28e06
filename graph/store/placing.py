"""On which event an accepted fact stands, as a person says it: a known one, or one of its own; kept as judgements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.store.connection import Store, Transaction
from graph.store.cypher import judgements
from graph.store.decisions import Word, found_judgement
from graph.store.judging_events import join_event, keep_different, split_claim, standing_event
from graph.store.planning import StoreReads
from graph.store.recording import judgement_id
from graph.store.rulings import standing_rulings
from graph.store.taking_back import take_judgement_back
from graph.store.writing import Reads

AS_MATCHED, NEW_EVENT = "", "new"
"""What can be said beside the id of an event: nothing, so that matching says it; or that it is none that was shown."""


@dataclass(frozen=True)
class Said:
    """The event that a person named for a claim (or NEW_EVENT), and those that were shown: it would join, may be."""

    event: str
    joins: str = ""
    maybe: tuple[str, ...] = ()


def check_said(store: Store, event: str) -> None:
    """Raise NotFound or ChangedMeanwhile where the event that a person names is gone."""
    if event not in (AS_MATCHED, NEW_EVENT):
        standing_event(StoreReads(store), event)


def place_claim(tx: Transaction, claim: str, said: Said, word: Word) -> list[str]:
    """Let a claim stand where a person says; the lock must have been taken. Returns what was decided for it.

    A new event is none of those that were shown: one that another decision has made since is joined as matched.
    Raises NotFound and ChangedMeanwhile where the event that was named is gone.
    """
    event = str(tx.run(judgements.EVENT_OF_CLAIM, {"id": claim})[0]["event"])
    if said.event in (AS_MATCHED, event):
        return []
    decided: list[str] = []
    is_new = said.event == NEW_EVENT
    shown = _standing(tx, (said.joins, *said.maybe)) if is_new else {event}
    if event in shown and not stands_alone(tx, claim):
        event = split_claim(tx, claim, word)
        decided.append(judgement_id(claim, "apart"))
    decide = keep_different if is_new else join_event
    for other in _others(tx, said, event):
        decide(tx, event, other, word)
        decided.append(judgement_id(event, other))
    return [_noted(tx, id) for id in decided]


def displace_claim(tx: Transaction, decided: Sequence[str], by: str) -> None:
    """Take back what was decided for a claim, the last first, unless somebody has decided anew since."""
    for note in reversed(decided):
        id = note.partition(" ")[0]
        if _noted(tx, id) == note:
            take_judgement_back(tx, id, Word(by, "taken back"))


def stands_alone(reads: Reads, claim: str) -> bool:
    """Whether no other claim stands on the event of this one."""
    return any(row["claims"] == 1 for row in reads.run(judgements.EVENT_OF_CLAIM, {"id": claim}))


def _others(tx: Transaction, said: Said, event: str) -> list[str]:
    """The event that was named; or those that it is none of, as far as that has not been decided."""
    if said.event != NEW_EVENT:
        return [said.event]
    different = standing_rulings(tx).are_different
    return sorted(other for other in _standing(tx, said.maybe) - {event} if not different(event, other))


def _standing(tx: Transaction, events: Sequence[str]) -> set[str]:
    """Some events as far as they are still there, by the ids of those that they were found to be."""
    end = standing_rulings(tx).end
    rows = tx.run(judgements.EVENTS_WEIGHED, {"ids": sorted(set(map(end, events)))})
    return {str(row["id"]) for row in rows}


def _noted(tx: Transaction, id: str) -> str:
    """A judgement with its version, in one word each."""
    found = found_judgement(tx, id)
    return f"{id} {found['version']}" if found else id
