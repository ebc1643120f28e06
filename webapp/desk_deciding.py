"""What a person pressed at the desk becomes a decision in the graph, and the way to take it back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from graph.desk import JUDGES, versions_of
from graph.errors import BadInput
from graph.facts import EventFact
from graph.loading import new_resolver
from graph.queries.desk import DeskItem, DeskKind, desk_item
from graph.store.deciding import Taken, accept, correct, reject, undo_decision
from graph.store.decisions import Word
from graph.store.judging_events import (
    Choice,
    field_judgement_id,
    resolve_contradiction,
    split,
)
from graph.store.placing import AS_MATCHED, check_said
from graph.store.recording import judgement_id
from graph.store.taking_back import undo_judgement
from graph.vocabulary import Decision
from webapp.desk_form import Fields, fact_of
from webapp.desk_queue import title_of

if TYPE_CHECKING:
    from graph.store.connection import Store

PROPOSAL, JUDGEMENT = "proposal", "judgement"
_LONGEST_TITLE = 70


@dataclass(frozen=True)
class Order:
    """What was pressed on one thing, on which version of it, by whom, and what was typed."""

    id: str
    do: str
    version: int
    by: str
    fields: Fields
    about: str = AS_MATCHED
    """The event that a fact is accepted as: of a known one the id, or NEW_EVENT."""

    @property
    def why(self) -> str:
        """The reason given."""
        return self.fields.get("why", "").strip()[:500]


@dataclass(frozen=True)
class Done:
    """A decision that was kept: in words, and what is taken back to undo it."""

    words: str
    title: str
    about: str
    undo: str
    version: int
    item: str
    """The thing at the desk that it was taken on."""


def decide(store: Store, order: Order) -> Done:
    """Keep a decision. Raises ChangedMeanwhile, NotFound, and BadInput for what makes no sense."""
    item = desk_item(store, order.id)
    return _decision_on(item, order)(store, item, order)


def overrule(store: Store, order: Order) -> Done:
    """Take somebody else's decision on a proposal back, and decide as ordered. Raises what both raise."""
    item = desk_item(store, order.id)
    if item.kind is not DeskKind.PROPOSAL or item.state == "waiting":
        return decide(store, order)
    _decision_on(item, order)
    if order.do == "accept":  # what cannot be kept must not cost the other's decision
        corrected(item, order.fields)
        check_said(store, order.about)
    undo_decision(store, new_resolver(store), Taken(order.id, order.version, order.by))
    return decide(store, replace(order, version=order.version + 1))


def take_back(store: Store, done: Done, by: str) -> None:
    """Undo a decision, unless somebody has decided anew since. Raises ChangedMeanwhile, NotFound."""
    if done.about == PROPOSAL:
        undo_decision(store, new_resolver(store), Taken(done.undo, done.version, by))
    else:
        undo_judgement(store, done.undo, Word(by, "taken back", done.version))


def reopen(store: Store, order: Order) -> None:
    """Let a thing wait again, whoever decided on it. Raises ChangedMeanwhile, NotFound."""
    item = desk_item(store, order.id)
    about = PROPOSAL if item.kind is DeskKind.PROPOSAL else JUDGEMENT
    take_back(store, Done("", item.title, about, item.id, order.version, item.id), order.by)


def corrected(item: DeskItem, fields: Fields) -> EventFact:
    """The fact that a form says. Raises BadInput."""
    if item.fact is None:
        raise BadInput("There is no fact here to correct.")
    return fact_of(item.fact, fields) if fields.get("has_fields") else item.fact


def _decision_on(item: DeskItem, order: Order) -> _Decision:
    decisions = _DECISIONS[item.kind]
    if order.do not in decisions:
        raise BadInput(f"{order.do!r} cannot be decided here. These can: {', '.join(decisions)}.")
    return decisions[order.do]


def _accept(store: Store, item: DeskItem, order: Order) -> Done:
    """As it was extracted, or with what was changed in the form."""
    taken, fact = Taken(item.id, order.version, order.by), corrected(item, order.fields)
    resolver = new_resolver(store)
    if fact == item.fact:
        recorded, words = accept(store, resolver, taken, order.about), "Accepted"
    else:
        recorded, words = correct(store, resolver, taken, fact, order.about), "Accepted with corrections"
    told = f"{words}, a new event" if recorded.events_added else f"{words}, joined to a known event"
    return _done(told, item, PROPOSAL, item.id, order.version + 1)


def _reject(store: Store, item: DeskItem, order: Order) -> Done:
    reject(store, Taken(item.id, order.version, order.by), order.why)
    return _done("Rejected", item, PROPOSAL, item.id, order.version + 1)


def _judge(store: Store, item: DeskItem, order: Order, *, words: str) -> Done:
    """Two names, or two events, are one or are not."""
    if item.pair is None:
        raise BadInput("There is no pair here to decide on.")
    judge = JUDGES[item.kind, Decision(order.do)]
    judge(store, item.pair.left, item.pair.right, Word(order.by, order.why, order.version))
    return _judged(store, words, item, item.id)


def _split(store: Store, item: DeskItem, order: Order) -> Done:
    claim = order.fields.get("claim", "") or item.claim
    if not claim:
        raise BadInput("Say which article's claim is about another event: press Split off beside it.")
    split(store, claim, Word(order.by, order.why))
    return _judged(store, "Split off into an event of its own", item, judgement_id(claim, "apart"))


def _resolve(store: Store, item: DeskItem, order: Order) -> Done:
    field, _, value = order.fields.get("choice", "").partition("=")
    if not field:
        raise BadInput("Choose which account holds, or that it stays as it is.")
    choice = Choice(item.id, field, value or None)
    resolve_contradiction(store, choice, Word(order.by, order.why, order.version))
    words = f"Settled: {field}" if value else f"Looked at and left as it is: {field}"
    return _judged(store, words, item, field_judgement_id(item.id, field))


def _judged(store: Store, words: str, item: DeskItem, judgement: str) -> Done:
    return _done(words, item, JUDGEMENT, judgement, versions_of(store, [judgement]).get(judgement, 0))


def _done(words: str, item: DeskItem, about: str, undo: str, version: int) -> Done:
    return Done(words, shortened(title_of(item)), about, undo, version, item.id)


def shortened(title: str) -> str:
    """A title as it fits into a line."""
    return title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 3]}..."


_Decision = Callable[["Store", DeskItem, Order], Done]
_SAME, _DIFFERENT = partial(_judge, words="Decided: the same"), partial(_judge, words="Decided: not the same")
_DECISIONS: Mapping[DeskKind, Mapping[str, _Decision]] = {
    DeskKind.PROPOSAL: {"accept": _accept, "reject": _reject, "split": _split},
    DeskKind.NAME: {"same": _SAME, "different": _DIFFERENT},
    DeskKind.DUPLICATE: {"same": _SAME, "different": _DIFFERENT, "split": _split},
    DeskKind.CONTRADICTION: {"resolve": _resolve, "split": _split},
}
