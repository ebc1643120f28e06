"""A thing at the desk and a person's word on it become a decision that is kept, and the way to take it back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from graph.desk import JUDGES, versions_of
from graph.errors import BadInput
from graph.facts import EventFact
from graph.loading import new_resolver
from graph.queries.desk import DeskItem, DeskKind, desk_item
from graph.queries.judgements import judgements_on
from graph.store.connection import Store
from graph.store.deciding import Taken, accept, correct, reject, undo_decision
from graph.store.decisions import Word
from graph.store.judging_events import (
    Choice,
    field_judgement_id,
    resolve_contradictions,
    split,
)
from graph.store.placing import AS_MATCHED
from graph.store.recording import judgement_id
from graph.store.taking_back import undo_judgement
from graph.vocabulary import Decision


@dataclass(frozen=True)
class Done:
    """A decision that was kept: in words, and what takes it back unless somebody has decided anew since."""

    words: str
    take_back: Callable[[], object]


def accepted(store: Store, item: DeskItem, word: Word, fact: EventFact | None = None, about: str = AS_MATCHED) -> Done:
    """Let a proposal in, as it was extracted or as a person corrected it; `about`: a known event's id, or NEW_EVENT."""
    taken, resolver = _taken(item, word), new_resolver(store)
    told = accept(store, resolver, taken, about) if fact is None else correct(store, resolver, taken, fact, about)
    joined = "a new event" if told.events_added else "joins an event that is known"
    return Done(f"accepted; {joined}", partial(_reopen, store, taken))


def rejected(store: Store, item: DeskItem, word: Word) -> Done:
    """Turn a proposal down."""
    taken = _taken(item, word)
    reject(store, taken, word.why)
    return Done("rejected", partial(_reopen, store, taken))


def paired(store: Store, item: DeskItem, word: Word, *, decision: Decision) -> Done:
    """Two names, or two events, are one or are not."""
    judge = JUDGES.get((item.kind, decision))
    if judge is None or item.pair is None:
        raise BadInput(f"{item.id} is no pair. {_takes(item)}")
    judge(store, item.pair.left, item.pair.right, replace(word, version=item.version))
    return Done(f"decided: {decision}", partial(_withdraw, store, versions_of(store, [item.id]), word))


def settled(store: Store, item: DeskItem, word: Word, choices: Mapping[str, str | None]) -> Done:
    """In each of some fields one account of an event holds, or it is left as it is (None)."""
    _contradicted(item)
    chosen = [Choice(item.id, field, value) for field, value in choices.items()]
    resolve_contradictions(store, chosen, replace(word, version=item.version))
    kept = versions_of(store, [field_judgement_id(item.id, field) for field in choices])
    told = ", ".join(f"{field} is {value}" if value else f"{field} checked" for field, value in choices.items())
    return Done(f"settled: {told}", partial(_withdraw, store, kept, word))


def checked(store: Store, item: DeskItem, word: Word) -> Done:
    """Accounts that differ were looked at and stay as they are."""
    return settled(store, item, word, dict.fromkeys(_contradicted(item)))


def split_off(store: Store, claim: str, word: Word) -> Done:
    """A claim that was matched wrongly has an event of its own."""
    event = split(store, claim, word)
    kept = versions_of(store, [judgement_id(claim, "apart")])
    return Done(f"split off, to the event {event}", partial(_withdraw, store, kept, word))


def taken_back(store: Store, id: str, word: Word) -> str:
    """Undo a decision, by the id of the thing or judgement, or of the only decided thing. Returns what happened."""
    rows = judgements_on(store, id)
    if len(rows) > 1:
        listed = "\n".join(f"  {row.id}  {row.decision}: {row.left_name or row.left} / {row.right}" for row in rows)
        raise BadInput(f"Several decisions stand on {id}; say which, by its id:\n{listed}")
    if rows or id.startswith("judgement-"):
        undo_judgement(store, rows[0].id if rows else id, word)
    else:
        item = desk_item(store, id)
        undo_decision(store, new_resolver(store), _taken(item, word))
    return "waits again"


def _taken(item: DeskItem, word: Word) -> Taken:
    if item.kind is not DeskKind.PROPOSAL:
        raise BadInput(f"{item.id} is no proposal. {_takes(item)}")
    return Taken(item.id, item.version, word.by)


def _contradicted(item: DeskItem) -> Sequence[str]:
    """On what the articles on an event differ."""
    if item.kind is not DeskKind.CONTRADICTION or item.joins is None:
        raise BadInput(f"{item.id} is no event on which articles differ. {_takes(item)}")
    if not item.joins.contradictions:
        raise BadInput(f"The articles on {item.id} do not differ (any more).")
    return item.joins.contradictions


def _takes(item: DeskItem) -> str:
    return f"It is a {item.kind}: it takes {TAKES[item.kind]}."


def _reopen(store: Store, taken: Taken) -> None:
    undo_decision(store, new_resolver(store), replace(taken, version=taken.version + 1))


def _withdraw(store: Store, kept: Mapping[str, int], word: Word) -> None:
    for id, version in kept.items():
        undo_judgement(store, id, Word(word.by, "taken back", version))


TAKES = {
    DeskKind.PROPOSAL: "--accept (with --as, too) or --reject",
    DeskKind.NAME: "--same or --different",
    DeskKind.DUPLICATE: "--same or --different",
    DeskKind.CONTRADICTION: "--checked or --choose FIELD=VALUE",
}
"""Which options decide on a thing of each kind."""
