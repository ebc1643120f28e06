"""A pair of names or events, as typed, becomes a decision, and a line that says what was kept."""

from __future__ import annotations

from graph.store.connection import Store
from graph.store.decisions import Word
from graph.store.judging import Ruling, different, judge, same
from graph.store.judging_events import different_events, same_event
from graph.store.meaning import actor_meant
from graph.store.recording import judgement_id
from graph.store.taking_back import undo_judgement
from graph.vocabulary import Decision

Pair = tuple[str, str]


def decide_pair(store: Store, pair: Pair, decision: Decision, word: Word) -> str:
    """Keep that two names or events are the same, or different. Returns what to print."""
    if _are_events(pair):
        return _decide_events(store, pair, decision, word)
    left, right = actor_meant(store, pair[0]), actor_meant(store, pair[1])
    events = (same if decision is Decision.SAME else different)(store, left, right, word)
    return f"Kept: {left} and {right} are {decision}. {events:,} events computed anew."


def leave_open(store: Store, pair: Pair, word: Word) -> str:
    """Take back what was decided on a pair. Returns what to print."""
    left, right = pair
    if _are_events(pair):
        undo_judgement(store, judgement_id(left, right), word)
        return f"Kept: whether {left} and {right} are one event is open."
    events = judge(store, Ruling(left, right, Decision.UNSURE, word.by, word.why))
    return f"Kept: {left} and {right} are {Decision.UNSURE}. {events:,} events computed anew."


def _are_events(pair: Pair) -> bool:
    return all(id.startswith("event-") for id in pair)


def _decide_events(store: Store, pair: Pair, decision: Decision, word: Word) -> str:
    left, right = pair
    if decision is Decision.SAME:
        return f"Kept: {left} and {right} are one event, {same_event(store, left, right, word)}."
    different_events(store, left, right, word)
    return f"Kept: {left} and {right} are two events."
