"""What somebody looks at of the desk: which part of the queue, on which page, and the addresses that lead there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from graph.errors import BadInput
from graph.queries.desk import DeskItem, DeskKind, DeskPage, desk_queue
from graph.queries.desk_within import Place, Within, desk_queue_within
from webapp.addresses import page_number

if TYPE_CHECKING:
    from graph.store.connection import Store

SHOWN = 25
"""Things on one page of the queue."""

KIND_WORDS = {
    DeskKind.PROPOSAL: ("Proposed fact", "proposed facts"),
    DeskKind.NAME: ("Doubtful name", "doubtful names"),
    DeskKind.DUPLICATE: ("Possible duplicate", "possible duplicates"),
    DeskKind.CONTRADICTION: ("Contradiction", "contradictions"),
}


@dataclass(frozen=True)
class Looking:
    """Which part of the queue is looked at; no kinds means all of them."""

    kinds: tuple[DeskKind, ...] = ()
    within: Within | None = None
    page: int = 1

    def at(self, id: str = "") -> str:
        """The address of the queue, or of one thing beside it."""
        pairs = [("kind", str(kind)) for kind in self.kinds]
        pairs += [(str(self.within.place), self.within.id)] if self.within else []
        pairs += [("page", str(self.page))] if self.page > 1 else []
        path = f"/review/{quote(id, safe='')}" if id else "/review"
        return f"{path}?{urlencode(pairs)}" if pairs else path


@dataclass(frozen=True)
class KindCount:
    """One kind with how much of it waits, and where it alone is shown."""

    words: str
    count: int
    href: str
    chosen: bool


@dataclass(frozen=True)
class QueueLine:
    """One thing in the queue."""

    id: str
    href: str
    kind: str
    title: str
    why: str
    current: bool


@dataclass(frozen=True)
class Queue:
    """One page of the queue, with the ways to the things before and after the one that is looked at."""

    lines: tuple[QueueLine, ...]
    kinds: tuple[KindCount, ...]
    total: int
    first: int
    before: str
    after: str
    earlier: str
    later: str
    next_id: str


def looking_at(address: Mapping[str, Sequence[str]]) -> Looking:
    """What an address asks for. Raises BadInput."""
    return Looking(
        kinds=tuple(_kind(word) for word in address.get("kind", ()) if word),
        within=next((Within(place, id) for place in Place for id in address.get(place, ()) if id), None),
        page=page_number(next(iter(address.get("page", ())), "")),
    )


def page_of(store: Store, looking: Looking) -> DeskPage:
    """The page of the queue that is looked at."""
    kinds, skip = looking.kinds or tuple(DeskKind), (looking.page - 1) * SHOWN
    if looking.within:
        return desk_queue_within(store, looking.within, kinds, SHOWN, skip)
    return desk_queue(store, kinds, SHOWN, skip)


def queue_of(page: DeskPage, looking: Looking, current: str) -> Queue:
    """A page of the queue as it is shown beside the thing that is looked at."""
    ids = [item.id for item in page.items]
    place = ids.index(current) if current in ids else -1
    shown = looking.kinds or tuple(DeskKind)
    total, first = sum(page.counts[kind] for kind in shown), (looking.page - 1) * SHOWN
    later = replace(looking, page=looking.page + 1).at() if first + len(ids) < total else ""
    following = ids[place + 1] if place + 1 < len(ids) else ""
    return Queue(
        lines=tuple(_line(item, looking, current) for item in page.items),
        kinds=tuple(_count(kind, page, looking) for kind in DeskKind),
        total=total,
        first=first + 1,
        before=looking.at(ids[place - 1]) if place > 0 else "",
        after=looking.at(following) if following else later,
        earlier=replace(looking, page=looking.page - 1).at() if looking.page > 1 else "",
        later=later,
        next_id=following,
    )


def _line(item: DeskItem, looking: Looking, current: str) -> QueueLine:
    why = item.why[0] if item.why else ""
    return QueueLine(item.id, looking.at(item.id), KIND_WORDS[item.kind][0], title_of(item), why, item.id == current)


def title_of(item: DeskItem) -> str:
    """What a thing at the desk is about, or at least its kind."""
    return item.title or KIND_WORDS[item.kind][0]


def _count(kind: DeskKind, page: DeskPage, looking: Looking) -> KindCount:
    """Choosing a kind that alone is chosen shows all again."""
    alone = looking.kinds == (kind,)
    href = replace(looking, kinds=() if alone else (kind,), page=1).at()
    one, many = KIND_WORDS[kind]
    return KindCount(one.lower() if page.counts[kind] == 1 else many, page.counts[kind], href, alone)


def _kind(word: str) -> DeskKind:
    if word not in set(DeskKind):
        raise BadInput(f"kind: nothing is called {word!r}. Use {', '.join(DeskKind)}.")
    return DeskKind(word)
