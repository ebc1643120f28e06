"""A person's word on something doubtful becomes a judgement: who, when, why, and what was decided before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from graph.errors import ChangedMeanwhile
from graph.store.connection import Transaction
from graph.store.cypher import judgements
from graph.store.writing import Reads, Row
from graph.vocabulary import Decision

NOTHING_DECIDED = "There is no decision here (any more) that could be taken back. Nothing was changed."


@dataclass(frozen=True)
class Word:
    """Who decides, why, and on which version of the thing (None: whatever it is now)."""

    by: str
    why: str = ""
    version: int | None = None


@dataclass(frozen=True)
class Decided:
    """What is decided: the judgement's id, the decision, and its further properties."""

    id: str
    decision: Decision
    words: Mapping[str, object]


def found_judgement(reads: Reads, id: str) -> Row | None:
    """A judgement or doubt as it stands."""
    rows = reads.run(judgements.JUDGEMENT, {"id": id})
    return rows[0] if rows else None


def keep(tx: Transaction, verdict: Decided, word: Word) -> None:
    """Write a decision; the lock must have been taken. Raises ChangedMeanwhile where somebody else was first."""
    before = found_judgement(tx, verdict.id)
    if before is not None and word.version not in (None, before["version"]):
        raise _changed(before)
    doubt = before["why"] if before is not None and before["decision"] == Decision.UNSURE else None
    at = datetime.now(UTC)
    told = {**verdict.words, "decision": str(verdict.decision), "by": word.by, "at": at, "why": word.why}
    _write(tx, verdict.id, told if doubt is None else {**told, "doubt": doubt}, word)


def withdraw(tx: Transaction, id: str, word: Word) -> Row:
    """Take a decision back: the doubt that it settled waits again. Returns what had been decided."""
    before = found_judgement(tx, id)
    if before is None or before["decision"] in (Decision.UNSURE, Decision.WITHDRAWN):
        raise ChangedMeanwhile(NOTHING_DECIDED)
    if word.version not in (None, before["version"]):
        raise _changed(before)
    decision = Decision.UNSURE if before["doubt"] is not None else Decision.WITHDRAWN
    told = {"decision": str(decision), "by": word.by, "at": datetime.now(UTC), "why": before["doubt"] or word.why}
    _write(tx, id, told, word)
    tx.run(judgements.UNBIND, {"id": id})
    return before


def _write(tx: Transaction, id: str, told: Mapping[str, object], word: Word) -> None:
    line = f"{told['at']:%Y-%m-%d %H:%M} UTC, {word.by}: {told['decision']}" + (f" ({word.why})" if word.why else "")
    tx.run(judgements.KEEP, {"id": id, "properties": dict(told), "line": line})


def _changed(before: Row) -> ChangedMeanwhile:
    return decided_meanwhile("pair", before["by"], before["at"], str(before["decision"]))


def decided_meanwhile(about: str, by: object, at: object, what: str) -> ChangedMeanwhile:
    """Who was first and what was decided, and that nothing was changed."""
    when = f" at {at:%Y-%m-%d %H:%M} UTC" if isinstance(at, datetime) else ""
    return ChangedMeanwhile(
        f"{by or 'Somebody'} decided on this {about} meanwhile{when}: {what}. Nothing was changed; "
        "look at it as it is now."
    )
