"""Pairs of names or events, as typed, become decisions, and lines that say what was kept."""

from __future__ import annotations

from collections.abc import Sequence

from graph.errors import BadInput
from graph.store.connection import Store
from graph.store.decisions import Word
from graph.store.judging import Ruling, different, judge, same
from graph.store.judging_events import different_events, same_event
from graph.store.meaning import actor_meant
from graph.store.recording import judgement_id
from graph.store.taking_back import undo_judgement
from graph.vocabulary import Decision

Pair = tuple[str, str]


def decide_pairs(store: Store, alike: Sequence[Pair], apart: Sequence[Pair], word: Word) -> list[str]:
    """Keep that some pairs are the same, others different. Raises BadInput, before any is kept, for one in both."""
    ones = [_meant(store, pair) for pair in alike]
    others = [_meant(store, pair) for pair in apart]
    both = {frozenset(pair) for pair in ones} & {frozenset(pair) for pair in others}
    if both:
        named = "; ".join(" and ".join(sorted(pair)) for pair in both)
        raise BadInput(f"A pair cannot be the same and different at once: {named}. Nothing was kept.")
    return [_keep(store, pair, Decision.SAME, word) for pair in ones] + [
        _keep(store, pair, Decision.DIFFERENT, word) for pair in others
    ]


def leave_open(store: Store, pair: Pair, word: Word) -> str:
    """Take back what was decided on a pair. Returns what to print."""
    left, right = pair
    if _are_events(pair):
        undo_judgement(store, judgement_id(left, right), word)
        return f"Kept: whether {left} and {right} are one event is open."
    events = judge(store, Ruling(left, right, Decision.UNSURE, word.by, word.why))
    return f"Kept: {left} and {right} are {Decision.UNSURE}. {events:,} events computed anew."


def _meant(store: Store, pair: Pair) -> Pair:
    """The ids of two actors, or of two events."""
    if _are_events(pair):
        return pair
    return actor_meant(store, pair[0]), actor_meant(store, pair[1])


def _are_events(pair: Pair) -> bool:
    return all(id.startswith("event-") for id in pair)


def _keep(store: Store, pair: Pair, decision: Decision, word: Word) -> str:
    left, right = pair
    if _are_events(pair):
        if decision is Decision.SAME:
            return f"Kept: {left} and {right} are one event, {same_event(store, left, right, word)}."
        different_events(store, left, right, word)
        return f"Kept: {left} and {right} are two events."
    events = (same if decision is Decision.SAME else different)(store, left, right, word)
    return f"Kept: {left} and {right} are {decision}. {events:,} events computed anew."
