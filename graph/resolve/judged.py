"""Judgements on names become lookups: what an actor means, by which names it goes, and who is not whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from graph.names import fold
from graph.resolve.nodes import Judgement
from graph.vocabulary import Decision


class Judged:
    """The decisions of persons on pairs of actors."""

    def __init__(self, judgements: Iterable[Judgement]) -> None:
        self._same: dict[str, Judgement] = {}
        self._different: set[frozenset[str]] = set()
        for judgement in judgements:
            if judgement.decision is Decision.SAME:
                self._same[judgement.left] = judgement
            elif judgement.decision is Decision.DIFFERENT:
                self._different.add(frozenset((judgement.left, judgement.right)))
        self._names: dict[str, list[str]] = defaultdict(list)
        for judgement in self._same.values():
            self._names[self.end(judgement.left)].append(judgement.left_name)

    def last(self, id: str) -> Judgement | None:
        """The judgement that says in the end what an actor means; a chain that bites its tail stops there."""
        passed: set[str] = set()
        last = None
        while id in self._same and id not in passed:
            passed.add(id)
            last = self._same[id]
            id = last.right
        return last

    def end(self, id: str) -> str:
        """The actor that an actor means: itself, where nobody says otherwise."""
        last = self.last(id)
        return last.right if last else id

    def names(self, id: str, own: Iterable[str]) -> list[str]:
        """The names of those that were found to be this actor, without those that it has of its own."""
        known = {fold(name) for name in own}
        return sorted({name for name in self._names.get(id, ()) if name and fold(name) not in known})

    def are_different(self, left: str, right: str) -> bool:
        """Whether a person has said that two are not one."""
        return frozenset((left, right)) in self._different
