"""Time limits for an engine that ignores the driver's: a mark on the query says how long, a watchdog heeds it."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable
from typing import Protocol

LOOK_EVERY = 0.25
MARK = re.compile(r"^/\* seconds=(\d+(?:\.\d+)?) seat=\S+ \*/")


class RunningQuery(Protocol):
    """A query that the server is at."""

    def user(self) -> str:
        """Who asked it."""

    def text(self) -> str:
        """Its first words, mark included."""

    def elapsed_seconds(self) -> float:
        """How long it has run."""

    def end(self) -> None:
        """Make the server drop it."""


def mark_of(seconds: float, seat: str) -> str:
    """What goes before a statement; few limits and few seats give few texts, so the engine can keep its plans."""
    return f"/* seconds={seconds:.3f} seat={seat} */"


def limit_of(text: str, otherwise: float) -> float:
    """The limit that a query's text carries."""
    mark = MARK.match(text)
    return float(mark.group(1)) if mark else otherwise


def end_overdue(queries: Iterable[RunningQuery], user: str, otherwise: float) -> None:
    """End each query of this user that has run past its limit."""
    for query in queries:
        if query.user() == user and query.elapsed_seconds() > limit_of(query.text(), otherwise):
            query.end()


def watch(running: Callable[[], Iterable[RunningQuery]], user: str, otherwise: float) -> threading.Event:
    """Look at the running queries again and again, in a thread of its own, until the returned event is set."""
    ended = threading.Event()

    def look() -> None:
        while not ended.wait(LOOK_EVERY):
            end_overdue(running(), user, otherwise)

    threading.Thread(target=look, name="watchdog", daemon=True).start()
    return ended
