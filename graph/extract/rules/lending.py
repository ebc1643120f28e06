"""Talks that an article tells without a mediator borrow the one of its nearest talks between the same sides."""

from __future__ import annotations

from collections.abc import Sequence

from graph.extract.rules.frames import Frame
from graph.extract.rules.venues import HAPPENED, places_agree

LENT_WITHIN = 120
"""Days within which talks between the same sides count as one round of mediation."""
LENT_ELSEWHERE = 45
"""The same for talks in two places: later ones are another round, with mediators of its own."""


def lend_mediators(events: Sequence[Frame]) -> None:
    """Talks told in one article without a mediator had the one of the talks between the same sides nearest in time.

    Calls and meetings borrow none: leaders met alone more often than not.
    """
    told = [e for e in events if e.mediators and e.kind != "mediation_offer" and e.status not in {"refused", "denied"}]
    for event in events:
        lacks = not event.mediators and event.kind not in {"call", "meeting"} and len(event.sides) > 1
        if not lacks or event.status not in {*HAPPENED, "failed"}:
            continue
        near = [other for other in told if other is not event and _may_lend(other, event)]
        lender = min(near, key=lambda other: (_is_ahead(other), _days_apart(event, other)), default=None)
        if lender is not None:
            event.mediators = {name: figure for name, figure in lender.mediators.items() if name not in event.sides}
            event.inferred = True
            event.sentences += [place for place in lender.sentences[:1] if place not in event.sentences]


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
