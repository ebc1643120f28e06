"""Which curated conflict an event belongs to, where the article's words or its sides say so surely."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from graph.dates import bounds_of
from graph.extract.rules.frames import Frame
from graph.extract.rules.lexicon import Lexicon
from graph.reference import KnownConflict


def conflicts_named(text: str, tables: Lexicon) -> tuple[KnownConflict, ...]:
    """The conflicts whose names of several words stand in a text, each once, in order."""
    ids = dict.fromkeys(hit.meanings[0].id for hit in tables.conflicts_in(text) if len(hit.meanings) == 1)
    return tuple(tables.conflicts[id] for id in ids)


def conflict_of(event: Frame, named: Iterable[KnownConflict], tables: Lexicon) -> KnownConflict | None:
    """The conflict of the event's format, or the one that the article names, or the only one between these sides."""
    for name in event.formats:
        conflict = tables.conflicts.get(tables.processes[name].conflict)
        if conflict is not None:
            return conflict
    countries = frozenset(figure.iso3 for figure in event.sides.values() if figure.iso3)
    if not countries:
        return None
    told = [conflict for conflict in named if countries <= set(conflict.countries)]
    fitting = told or [c for c in tables.conflicts.values() if countries == set(c.countries) and _is_on(c, event)]
    return fitting[0] if len(fitting) == 1 and (told or len(event.sides) > 1) else None


def _is_on(conflict: KnownConflict, event: Frame) -> bool:
    """Whether it was fought when the event took place; a day that nobody knows may be any."""
    day = event.date.start if event.date else None
    if day is None:
        return True
    start, end = _edge(conflict.start), _edge(conflict.end, last=True)
    return (start is None or start <= day) and (end is None or day <= end)


def _edge(written: str, last: bool = False) -> date | None:
    if not written:
        return None
    bounds = bounds_of(written)
    return bounds.end if last else bounds.start
