"""One reading query becomes an Answer: plain rows, cut after a limit, the rest of the query ended on the engine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from threading import Lock

import neo4j
from neo4j.exceptions import DriverError, Neo4jError
from neo4j.time import Date, DateTime

from graph.store.cypher.admin import END_ONE, RUNNING
from graph.store.engines.base import Endpoint
from graph.store.engines.deadlines import mark_of

PAGE = 1000


@dataclass(frozen=True)
class Answer:
    """The rows of one query, in column order; `more` where a row limit cut them."""

    columns: tuple[str, ...]
    rows: list[list[object]]
    more: bool


@dataclass(frozen=True)
class Question:
    """A reading query with its parameters and limits."""

    statement: str
    parameters: dict[str, object]
    seconds: float
    limit: int | None


@dataclass
class Seats:
    """Names for the reads that go on at one time: no two share one, and there are no more than needed."""

    _free: list[str] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)
    _changing: Lock = field(default_factory=Lock)

    @contextmanager
    def taken(self) -> Iterator[str]:
        """A name that nobody else has inside the block."""
        with self._changing:
            seat = self._free.pop() if self._free else f"{os.getpid()}-{id(self):x}-{next(self._numbers)}"
        try:
            yield seat
        finally:
            with self._changing:
                self._free.append(seat)


def fetch(driver: neo4j.Driver, endpoint: Endpoint, question: Question, seats: Seats) -> Answer:
    """The answer to this question, asked in a transaction that may only read."""
    page = PAGE if question.limit is None else min(question.limit + 1, PAGE)
    with (
        seats.taken() as seat,
        driver.session(database=endpoint.database, default_access_mode=neo4j.READ_ACCESS, fetch_size=page) as session,
    ):
        mark = "" if endpoint.honours_timeouts else mark_of(question.seconds, seat)
        query = neo4j.Query(mark + question.statement, timeout=question.seconds)
        answer = _collect(session.run(query, question.parameters), question.limit)
        if answer.more and mark:
            _end_rest(driver, endpoint, mark)
        return answer


def _collect(result: neo4j.Result, limit: int | None) -> Answer:
    rows: list[list[object]] = []
    columns = tuple(result.keys())
    for record in result:
        if limit is not None and len(rows) == limit:
            return Answer(columns, rows, more=True)
        rows.append([plain(value) for value in record.values()])
    return Answer(columns, rows, more=False)


def _end_rest(driver: neo4j.Driver, endpoint: Endpoint, mark: str) -> None:
    """End a query whose further rows nobody wants; this engine would first work out all of them."""
    with suppress(DriverError, Neo4jError), driver.session(database=endpoint.database) as session:
        for running in list(session.run(RUNNING)):
            if running["currentQuery"].startswith(mark):
                session.run(END_ONE, {"id": running["transactionId"]}).consume()


def plain(value: object) -> object:
    """The driver's dates and times as Python's own, also inside lists and maps; everything else as it is."""
    if isinstance(value, Date | DateTime):
        return value.to_native()
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    return value
