"""What the desk in the browser and the desk in a terminal share: who judges a pair, and what both say."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from graph.queries.desk import DeskKind
from graph.store.connection import Store
from graph.store.decisions import Word
from graph.store.judging import different, same
from graph.store.judging_events import different_events, same_event
from graph.vocabulary import Decision

JUDGES: Mapping[tuple[DeskKind, Decision], Callable[[Store, str, str, Word], object]] = {
    (DeskKind.NAME, Decision.SAME): same,
    (DeskKind.NAME, Decision.DIFFERENT): different,
    (DeskKind.DUPLICATE, Decision.SAME): same_event,
    (DeskKind.DUPLICATE, Decision.DIFFERENT): different_events,
}
"""What keeps a decision on two names or two events."""

NOTHING_TO_UNDO = (
    "Nothing was decided in this session that could be taken back. `goodoffices review ID --undo` takes any decision "
    "back, as its own page in the browser does; --decided lists those on names, events and claims."
)
