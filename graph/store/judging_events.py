"""Decisions on events: two that are one, two that are not, a claim that is about another, which account holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from graph.errors import BadInput, ChangedMeanwhile, NotFound
from graph.names import content_id
from graph.store.connection import Store, Transaction
from graph.store.cypher import judgements, writes
from graph.store.decisions import Decided, Word, found_judgement, keep
from graph.store.judging import resolver_of
from graph.store.recording import judgement_id
from graph.store.rulings import standing_rulings
from graph.store.settling import settle
from graph.store.writing import Reads, Row, recompute_events
from graph.vocabulary import Decision, Outcome, Status

_SHAPES_EVENTS = {"shapes": judgements.SHAPING}
"""Marks a decision as one that matching and projecting obey."""


def same_event(store: Store, left: str, right: str, word: Word) -> str:
    """Let two events be one: that with more claims, then that with the smaller id. Returns its id."""
    return store.write(partial(_same, left=left, right=right, word=word))


def different_events(store: Store, left: str, right: str, word: Word) -> None:
    """Keep that two events are not one; what was merged comes apart again."""
    store.write(partial(keep_different, left=left, right=right, word=word))


def split(store: Store, claim: str, word: Word) -> str:
    """Let a claim that was matched wrongly have an event of its own, for good. Returns its id."""
    return store.write(partial(split_claim, claim=claim, word=word))


@dataclass(frozen=True)
class Choice:
    """Which account of an event holds in one field; no value: looked at, and left as it is."""

    event: str
    field: str
    value: str | None = None


def resolve_contradiction(store: Store, choice: Choice, word: Word) -> None:
    """Settle on what the articles on an event differ; `word.version`: how many there were when it was looked at."""
    resolve_contradictions(store, [choice], word)


def resolve_contradictions(store: Store, choices: Sequence[Choice], word: Word) -> None:
    """Settle several: all of them, or none where one cannot be made."""
    store.write(partial(_resolve_all, choices=choices, word=word))


def field_judgement_id(event: str, field: str) -> str:
    """The id of the judgement on one field of an event."""
    return content_id("judgement", "field", event, field)


def _same(tx: Transaction, *, left: str, right: str, word: Word) -> str:
    tx.run(writes.LOCK)
    one, other = _events(tx, left, right)
    survivor, gone = sorted((one, other), key=lambda event: (-int(str(event["claims"])), str(event["id"])))
    judgement, stays, goes = judgement_id(left, right), str(survivor["id"]), str(gone["id"])
    keep(tx, Decided(judgement, Decision.SAME, _pair(gone, survivor)), word)
    _shift_doubts(tx, judgement, goes, survivor)
    settle(tx, resolver_of(tx), [stays, goes])
    return stays


def join_event(tx: Transaction, event: str, known: str, word: Word) -> None:
    """Let an event of one claim be a known one, whichever has more claims; what else it may be is asked no more."""
    tx.run(writes.LOCK)
    gone, stays = _events(tx, event, known)
    judgement = judgement_id(event, known)
    keep(tx, Decided(judgement, Decision.SAME, _pair(gone, stays)), word)
    _suspend_doubts(tx, judgement, event)
    settle(tx, resolver_of(tx), [event, known])


def keep_different(tx: Transaction, left: str, right: str, word: Word) -> None:
    """The same as `different_events` in a transaction."""
    tx.run(writes.LOCK)
    judgement = judgement_id(left, right)
    before = found_judgement(tx, judgement)
    if before is not None and before["decision"] == Decision.SAME:
        holder = standing_rulings(tx).end(str(before["left"]))
        keep(tx, Decided(judgement, Decision.DIFFERENT, {}), word)
        settle(tx, resolver_of(tx), [holder])
        tx.run(judgements.RESUME, {"judgement": judgement})
        return
    one, other = _events(tx, left, right)
    keep(tx, Decided(judgement, Decision.DIFFERENT, _pair(one, other)), word)


def split_claim(tx: Transaction, claim: str, word: Word) -> str:
    """The same as `split` in a transaction."""
    tx.run(writes.LOCK)
    rows = tx.run(judgements.EVENT_OF_CLAIM, {"id": claim})
    if not rows:
        raise NotFound(f"There is no claim {claim!r} in the graph (any more).")
    event = rows[0]
    if event["claims"] == 1:
        raise BadInput(f"The claim {claim} already has its event {event['event']} to itself.")
    own = content_id("event", claim)
    if own in {event["event"], event["home"]}:  # it founded the event that the others stay on
        own = content_id("event", claim, "apart")
    words = {"about": "claim", "left": claim, "right": event["event"], "right_name": event["title"], "value": own}
    keep(tx, Decided(judgement_id(claim, "apart"), Decision.DIFFERENT, {**words, **_SHAPES_EVENTS}), word)
    settle(tx, resolver_of(tx), [str(event["event"])])
    return own


def _resolve_all(tx: Transaction, *, choices: Sequence[Choice], word: Word) -> None:
    tx.run(writes.LOCK)
    for choice in choices:
        _resolve(tx, choice, word)


def _resolve(tx: Transaction, choice: Choice, word: Word) -> None:
    event = standing_event(tx, choice.event)
    _check_choice(event, choice, word)
    words = {"about": "field", "left": choice.event, "left_name": event["title"], "right": choice.field}
    decided = {**words, "right_name": choice.field, "value": choice.value or "", **_SHAPES_EVENTS}
    id = field_judgement_id(choice.event, choice.field)
    keep(tx, Decided(id, Decision.CHOSEN, decided), Word(word.by, word.why))
    recompute_events(tx, resolver_of(tx), [choice.event])


def _check_choice(event: Row, choice: Choice, word: Word) -> None:
    """Raises ChangedMeanwhile where others were first, BadInput for a choice that cannot be made."""
    open_fields, decided, venues = (
        list(map(str, _listed(event[key]))) for key in ("contradictions", "decided", "venues")
    )
    if word.version not in (None, event["n_articles"]):
        raise ChangedMeanwhile("Other articles tell of this event meanwhile. Nothing was changed; look at it again.")
    if choice.field in decided:
        raise ChangedMeanwhile(f"Somebody has decided on the {choice.field} of this event. Take that back first.")
    if choice.field not in open_fields:
        raise BadInput(
            f"Its articles do not differ on {choice.field!r}; they do on: {', '.join(open_fields) or 'nothing'}."
        )
    choices: dict[str, list[str]] = {
        "status": list(map(str, Status)),
        "outcome": list(map(str, Outcome)),
        "venue": venues,
    }
    allowed = choices[choice.field]
    if choice.value and choice.value not in allowed:
        raise BadInput(f"{choice.value!r} cannot be the {choice.field}; one of these can: {', '.join(allowed)}.")


def _events(tx: Transaction, left: str, right: str) -> tuple[Row, Row]:
    if left == right:
        raise BadInput("These are one event; two are needed to say whether they are the same.")
    return standing_event(tx, left), standing_event(tx, right)


def standing_event(reads: Reads, id: str) -> Row:
    """An event that is in the graph. Raises ChangedMeanwhile where it was found to be another, NotFound."""
    rows = reads.run(judgements.EVENTS_WEIGHED, {"ids": [id]})
    if rows:
        return rows[0]
    end = standing_rulings(reads).end(id)
    if end != id:
        raise ChangedMeanwhile(f"The event {id} was found to be {end} meanwhile. Nothing was changed.")
    raise NotFound(f"There is no event {id!r} in the graph. It may have been undone with its import.")


def _pair(left: Row, right: Row) -> dict[str, object]:
    names = {"left": left["id"], "left_name": left["title"], "right": right["id"], "right_name": right["title"]}
    return {"about": "event", **names, **_SHAPES_EVENTS}


def _shift_doubts(tx: Transaction, judgement: str, gone: str, survivor: Row) -> None:
    """What may be the same as an event that goes may be the same as the one that stays."""
    rows = _suspend_doubts(tx, judgement, gone)
    shifted = list(_shifted(rows, gone, survivor))
    if shifted:
        tx.run(writes.MERGE_DOUBTS, {"rows": shifted})


def _suspend_doubts(tx: Transaction, judgement: str, gone: str) -> list[Row]:
    """Let the doubts about an event that goes rest, until the judgement is taken back."""
    rows = tx.run(judgements.DOUBTS_AROUND, {"event": gone})
    tx.run(judgements.SUSPEND, {"ids": [row["id"] for row in rows], "judgement": judgement})
    return rows


def _shifted(rows: list[Row], gone: str, survivor: Row) -> Iterator[Row]:
    stays = str(survivor["id"])
    for row in rows:
        here, there = ("left", "right") if row["left"] == gone else ("right", "left")
        words = {
            here: stays,
            f"{here}_name": survivor["title"],
            there: row[there],
            f"{there}_name": row[f"{there}_name"],
        }
        kept = {key: value for key, value in words.items() if value is not None}
        told = {"about": "event", **kept, "why": row["why"], "decision": str(Decision.UNSURE), "by": "import"}
        yield {"id": judgement_id(stays, str(row[there])), "properties": told}


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []
