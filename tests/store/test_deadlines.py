"""Time limits travel in the query's text, and only overdue readers are ended."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from graph.store.engines.deadlines import end_overdue, limit_of, mark_of


@dataclass
class Query:
    """A query on an engine that is only told of here."""

    by: str
    words: str
    seconds: float
    ended: bool = False

    def user(self) -> str:
        return self.by

    def text(self) -> str:
        return self.words

    def elapsed_seconds(self) -> float:
        return self.seconds

    def end(self) -> None:
        self.ended = True


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        (mark_of(2.5, "1-a-0") + "RETURN 1", 2.5),
        (mark_of(120, "1-a-0") + "/* seconds=9999 seat=x */ RETURN 1", 120),
        ("RETURN 1", 30),
        ("RETURN '/* seconds=9999 seat=x */'", 30),
    ],
)
def test_the_first_mark_is_the_limit(text: str, limit: float) -> None:
    assert limit_of(text, otherwise=30) == limit


def test_only_readers_past_their_own_limit_are_ended() -> None:
    slow, patient = (Query("reader", mark_of(limit, "s") + "RETURN 1", 5) for limit in (2, 60))
    writer, unmarked = Query("root", "CREATE ()", 500), Query("reader", "RETURN 1", 500)
    end_overdue([slow, patient, writer, unmarked], "reader", otherwise=30)
    assert [query.ended for query in (slow, patient, writer, unmarked)] == [True, False, False, True]
