"""Talks that an article tells without a mediator borrow the one of its nearest talks between the same sides."""

from __future__ import annotations

from collections.abc import Sequence

from graph.extract.rules.frames import Frame
from graph.extract.rules.marks import Hint, Named
from graph.extract.rules.sides import Scene
from graph.extract.rules.venues import HAPPENED, places_agree

LENT_WITHIN = 120
"""Days within which talks between the same sides count as one round of mediation."""
LENT_ELSEWHERE = 45
"""The same for talks in two places: later ones are another round, with mediators of its own."""
AS_ONE = frozenset({"mediators-named"})
"""Patterns whose mediators act together: the four guarantors."""


def lend_mediators(events: Sequence[Frame], scene: Scene, hints: Sequence[Hint]) -> None:
    """Talks told in one article without a mediator had the one in whose country they were, or of the nearest talks.

    Calls and meetings borrow none from elsewhere: leaders met alone more often than not.
    """
    lenders = [e for e in events if e.mediators and e.kind not in {"mediation_offer", "call"}]
    lenders = [event for event in lenders if event.status not in {"refused", "denied"}]
    for event in [event for event in events if not event.mediators and len(event.sides) > 1]:
        _borrow_at_home(event, lenders)
        if event.mediators or event.kind in {"call", "meeting"} or event.status not in {*HAPPENED, "failed"}:
            continue
        near = [other for other in lenders if _may_lend(other, event)]
        lender = min(near, key=lambda other: (_is_ahead(other), _days_apart(event, other)), default=None)
        if lender is not None:
            _borrow(event, lender.mediators, lender.sentences[0])
        elif not lenders and len(set(event.sides) & set(scene.dyad)) > 1:
            for hint in hints:
                _borrow(event, hint.helpers(scene.dyad), hint.sentence)


def _borrow_at_home(event: Frame, lenders: Sequence[Frame]) -> None:
    """Who mediates between these sides elsewhere in the article does so where they meet in its own country."""
    if event.venue is None or event.kind in {"call", "mediation_offer"}:
        return
    for lender in [lender for lender in lenders if _share_sides(event, lender)]:
        at_home = {name: figure for name, figure in lender.mediators.items() if figure.iso3 == event.venue.iso3}
        _borrow(event, lender.mediators if at_home and AS_ONE & set(lender.rules) else at_home, lender.sentences[0])


def _borrow(event: Frame, mediators: Named, sentence: int) -> None:
    """Put mediators that another sentence names into an event."""
    lent = {name: figure for name, figure in mediators.items() if name not in event.sides}
    if lent:
        event.mediators |= lent
        event.inferred = True
        event.sentences += [sentence] if sentence not in event.sentences else []


def _is_ahead(event: Frame) -> bool:
    """What is still to come lends its mediators only where nothing that was has any."""
    return event.status in {"planned", "proposed"}


def _may_lend(lender: Frame, event: Frame) -> bool:
    within = LENT_WITHIN if places_agree(event.venue, lender.venue) else LENT_ELSEWHERE
    return _share_sides(event, lender) and _days_apart(event, lender) <= within


def _share_sides(event: Frame, other: Frame) -> bool:
    """Whether two events are between the same sides: one side in common is enough only where one names no other."""
    common = set(event.sides) & set(other.sides)
    return len(common) >= min(2, len(event.sides), len(other.sides)) and bool(common)


def _days_apart(event: Frame, other: Frame) -> int:
    """Days between two events; what has no date is taken as of the day of the other."""
    if event.date is None or other.date is None or event.date.start is None or other.date.start is None:
        return 0
    return abs((event.date.start - other.date.start).days)
