"""Two readings of one article become pairs of facts on one event, with the fields that differ, and facts that stand
alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graph.extract.known_names import actors_called
from graph.facts import EventFact, Evidence, Party, ThirdParty
from graph.names import fold
from graph.vocabulary import ROLE_INVOLVEMENT, Involvement

Keys = frozenset[str]


@dataclass(frozen=True)
class Disagreement:
    """An event as two extractors have it; one side is missing where only the other found it."""

    a: EventFact | None
    b: EventFact | None
    fields: tuple[str, ...] = ()
    """The fields that differ; empty where only one found the event, or both say the same."""


def side_by_side(a: Sequence[EventFact], b: Sequence[EventFact]) -> list[Disagreement]:
    """Every event that either found, each beside the other's: in the first one's order, then what only b found."""
    beside = _matched(a, b)
    taken = set(beside.values())
    pairs = [
        Disagreement(one, b[beside[i]], _differing(one, b[beside[i]])) if i in beside else Disagreement(one, None)
        for i, one in enumerate(a)
    ]
    return [*pairs, *(Disagreement(None, other) for j, other in enumerate(b) if j not in taken)]


def _matched(a: Sequence[EventFact], b: Sequence[EventFact]) -> dict[int, int]:
    """Which fact of b is about the event of which fact of a: the likest first, each only once."""
    likeness = {(i, j): _likeness(one, other) for i, one in enumerate(a) for j, other in enumerate(b)}
    matched: dict[int, int] = {}
    for i, j in sorted((pair for pair, like in likeness.items() if like), key=lambda pair: (-likeness[pair], pair)):
        if i not in matched and j not in matched.values():
            matched[i] = j
    return matched


def _likeness(one: EventFact, other: EventFact) -> int:
    """How much speaks for two facts being one event; 0 where they cannot be."""
    shared = len(_sides(one) & _sides(other)) + len(_helpers(one) & _helpers(other))
    if not shared or not _dates_agree(one, other) or not _venues_agree(one, other):
        return 0
    same_words = _overlap(one.evidence, other.evidence)
    same_place = bool(_venues(one) & _venues(other))
    return shared + 4 * same_words + 2 * same_place + (one.status is other.status) + (one.kind is other.kind)


def _differing(one: EventFact, other: EventFact) -> tuple[str, ...]:
    differs = {
        "kind": one.kind is not other.kind,
        "status": one.status is not other.status,
        "polarity": one.polarity is not other.polarity,
        "outcome": one.outcome is not other.outcome,
        "date": (one.date.start, one.date.end) != (other.date.start, other.date.end),
        "third_parties": _ties(one.third_parties) != _ties(other.third_parties),
        "parties": _ties(one.parties) != _ties(other.parties),
        "venues": _venues(one) != _venues(other) and not _same_places(one, other),
    }
    return tuple(field for field, true in differs.items() if true)


def _dates_agree(one: EventFact, other: EventFact) -> bool:
    """Whether one day may lie in both dates; a side that is not known is no hindrance."""
    return not (_ends_before(one, other) or _ends_before(other, one))


def _ends_before(one: EventFact, other: EventFact) -> bool:
    end, start = one.date.end, other.date.start
    return end is not None and start is not None and end < start


def _venues_agree(one: EventFact, other: EventFact) -> bool:
    return not (one.venues and other.venues) or bool(_venues(one) & _venues(other)) or _same_places(one, other)


def _same_places(one: EventFact, other: EventFact) -> bool:
    """Whether the one names the country that the other's place lies in."""
    return bool(_countries(one) & _venues(other) or _countries(other) & _venues(one))


def _overlap(one: Iterable[Evidence], other: Iterable[Evidence]) -> bool:
    return any(s < end and start < e for s, e in _spans(one) for start, end in _spans(other))


def _spans(evidence: Iterable[Evidence]) -> Iterator[tuple[int, int]]:
    for quote in evidence:
        if quote.start is not None and quote.end is not None:
            yield quote.start, quote.end


def _sides(fact: EventFact) -> Keys:
    return frozenset().union(*map(_keys, fact.parties))


def _helpers(fact: EventFact) -> Keys:
    mediators = (part for part in fact.third_parties if ROLE_INVOLVEMENT[part.role] is Involvement.MEDIATED)
    return frozenset().union(*map(_keys, mediators))


def _ties(parts: Iterable[ThirdParty | Party]) -> set[tuple[Keys, Involvement]]:
    """Who took part and how; a person and the body that it came for are one."""
    return {(_keys(part), ROLE_INVOLVEMENT[part.role]) for part in parts}


def _keys(part: ThirdParty | Party) -> Keys:
    """What an actor is compared by: the known actors that its name may mean, or its name."""
    name = part.on_behalf_of or part.name
    return actors_called(name) or frozenset({fold(name)})


def _venues(fact: EventFact) -> Keys:
    return frozenset(fold(venue.name) for venue in fact.venues)


def _countries(fact: EventFact) -> Keys:
    return frozenset(fold(venue.country) for venue in fact.venues if venue.country)
