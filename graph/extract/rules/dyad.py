"""Which sides an article is mainly about, and who goes between them though no word says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from graph.extract.rules.frames import THIRD_KINDS, Frame
from graph.extract.rules.lexicon import Lexicon
from graph.extract.rules.marks import Named
from graph.vocabulary import ActorKind

BETWEEN_KINDS = frozenset({ActorKind.STATE, *THIRD_KINDS})
"""Who may go between two sides, though no word says so."""


def main_dyad(frames: Sequence[Frame], tables: Lexicon) -> Named:
    """The sides that the article names together most often; the earliest of equals."""
    helpers = {name for frame in frames for name in frame.mediators if len(frame.sides) > 1}
    mostly_mediate, helping = _mostly_mediate(frames), set(helping_in(frames))
    counted: Counter[frozenset[str]] = Counter()
    figures: dict[frozenset[str], Named] = {}
    for frame in frames:
        for slot, weight in ((frame.sides, 2), (frame.foes, 1)):
            key = frozenset(_bodies_of(slot)) - mostly_mediate
            for others in (frame.callers, helping):
                key = key - others if len(key - others) >= 2 else key
            if len(key) >= 2:
                counted[key] += weight * (1 if key & helpers else 4)
                figures.setdefault(key, {name: slot[name] for name in slot if name in key})
    if not counted:
        return {}
    most = figures[counted.most_common(1)[0][0]]
    foes = _known_foes(most, figures.values(), [frame.foes for frame in frames], tables)
    return most if helping & set(foes) else foes or most


def _bodies_of(slot: Named) -> set[str]:
    return {name for name, f in slot.items() if f.generic is None and f.kind is not ActorKind.PERSON}


def _known_foes(most: Named, pairs: Iterable[Named], told: Sequence[Named], tables: Lexicon) -> Named:
    """Two states that have a conflict of their own, where a third meets each: that one goes between them."""
    at_odds = {frozenset(foes) for foes in told if all(foe.kind is ActorKind.STATE for foe in foes.values())}
    if len(most) != 2 or _are_foes(most, tables) or set(most) in at_odds:
        return {}
    for pair in (pair for pair in pairs if len(pair) == 2):
        between = set(pair) & set(most)
        foes = {name: figure for name, figure in {**most, **pair}.items() if name not in between}
        if len(between) == 1 and (_are_foes(foes, tables) or set(foes) in at_odds):
            return foes
    return {}


def _are_foes(sides: Named, tables: Lexicon) -> bool:
    states = [figure.iso3 for figure in sides.values() if figure.kind is ActorKind.STATE]
    return len(sides) == len(states) == 2 and tables.are_foes(states)


def hubs(frames: Iterable[Frame], dyad: Named, tables: Lexicon) -> Named:
    """Who meets both of two hostile states, apart or together, goes between them."""
    hubs: Named = {}
    met: dict[str, set[str]] = {}
    for frame in frames if _are_foes(dyad, tables) else ():
        for name, figure in frame.sides.items():
            met.setdefault(name, set()).update(frame.sides)
            if name not in dyad and set(dyad) <= met[name] and figure.kind in BETWEEN_KINDS:
                hubs[name] = figure
    return hubs


def _mostly_mediate(frames: Iterable[Frame]) -> set[str]:
    """Bodies that more clauses have as mediators than as one of several sides."""
    counted: Counter[str] = Counter()
    for frame in frames:
        counted.update(list(frame.mediators))
        counted.subtract(list(frame.sides) if len(frame.sides) > 1 else [])
    return {name for name, more in counted.items() if more > 0}


def helping_in(frames: Iterable[Frame]) -> Named:
    """Who mediates anywhere in the article; who is said not to does not."""
    told = [frame.mediators for frame in frames if frame.status != "denied"]
    return {name: figure for slot in told for name, figure in slot.items() if figure.generic is None}
