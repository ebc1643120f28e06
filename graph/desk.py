"""What the desks in the browser and in a terminal share: who judges a pair, what a decision left, what both say."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from graph.queries.desk import DeskKind
from graph.store.connection import Store
from graph.store.decisions import Word, found_judgement
from graph.store.judging import different, same
from graph.store.judging_events import different_events, same_event
from graph.store.planning import StoreReads
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
    "back, as its own page in the browser does; `goodoffices review --decided` lists them."
)


def versions_of(store: Store, judgements: Sequence[str]) -> dict[str, int]:
    """Judgements that were just kept with the versions that they are of: by these they are taken back."""
    found = {id: found_judgement(StoreReads(store), id) for id in judgements}
    return {id: int(str(row["version"])) for id, row in found.items() if row is not None}
