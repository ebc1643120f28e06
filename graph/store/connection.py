"""The one way to a graph: statements go to its engine over Bolt, answers come back as plain rows."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from threading import Lock
from types import TracebackType
from typing import Generic, TypeVar

import neo4j
from neo4j.exceptions import DriverError, Neo4jError

from graph.errors import StoreUnavailable
from graph.store.engines.base import Endpoint
from graph.store.failures import Failure, connection_was_lost, may_be_read_again, refusal
from graph.store.patience import Patience
from graph.store.reading import Answer, Question, Seats, fetch, plain

__all__ = ["Answer", "Reached", "Store", "Transaction"]

# The driver logs each lost connection besides raising it; unless an application listens, that is noise on the terminal.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

T = TypeVar("T")
Parameters = Mapping[str, object]

READ_TRIES = 2
SOON = 1.0


@dataclass(frozen=True)
class Reached:
    """An engine that answers: its endpoint, a driver for each of its two users, and what to let go at the end."""

    endpoint: Endpoint
    writer: neo4j.Driver
    reader: neo4j.Driver
    undo: ExitStack


class Transaction:
    """One running write transaction, handed to the work of `Store.write`."""

    def __init__(self, transaction: neo4j.Transaction) -> None:
        self._transaction = transaction

    def run(self, statement: str, parameters: Parameters | None = None) -> list[dict[str, object]]:
        """The rows of this statement, each by column name."""
        result = self._transaction.run(statement, dict(parameters or {}))
        names = result.keys()
        return [dict(zip(names, map(plain, record.values()), strict=True)) for record in result]


class Attempt(Generic[T]):
    """One try at a write; knows how far it came."""

    def __init__(self, work: Callable[[Transaction], T]) -> None:
        self._work = work
        self.begun = False

    def make(self, reached: Reached) -> T:
        """What the work returns, once the transaction is kept."""
        with (
            reached.writer.session(database=reached.endpoint.database) as session,
            session.begin_transaction() as transaction,
        ):
            self.begun = True
            outcome = self._work(Transaction(transaction))
            transaction.commit()
            return outcome


class Store(AbstractContextManager["Store"]):
    """A graph that can be read and written, whichever engine holds it; reached anew after a loss."""

    def __init__(self, reach: Callable[[], Reached], read_seconds: float) -> None:
        self._reach = reach
        self._read_seconds = read_seconds
        self._changing = Lock()
        self._seats = Seats()
        self._stopped_stays_stopped = False
        self._reached: Reached | None = reach()

    def read(
        self,
        statement: str,
        parameters: Parameters | None = None,
        *,
        seconds: float | None = None,
        limit: int | None = None,
    ) -> Answer:
        """The answer to a reading query; ended after `seconds`, cut after `limit` rows, unable to write."""
        allowed = self._read_seconds if seconds is None else seconds
        question = Question(statement, dict(parameters or {}), allowed, limit)
        tries = READ_TRIES
        while True:
            reached, asked, tries = self._current(), time.monotonic(), tries - 1
            try:
                return fetch(reached.reader, reached.endpoint, question, self._seats)
            except (DriverError, Neo4jError) as failure:
                self._note(failure, reached)
                # An engine lost at once had gone before; one lost later may have been brought down by this very query.
                late = time.monotonic() - asked > SOON
                if late or not tries or not may_be_read_again(failure):
                    raise refusal(failure, reached.endpoint, allowed) from failure

    def write(self, work: Callable[[Transaction], T]) -> T:
        """What `work` returns, once all that it wrote is kept; it may be called again where others got in its way."""
        patience = Patience(self._current().endpoint)
        while True:
            reached, attempt = self._current(), Attempt(work)
            try:
                return attempt.make(reached)
            except (DriverError, Neo4jError) as failure:
                self._note(failure, reached)
                if not patience.lasts(failure, attempt.begun):
                    raise refusal(failure, reached.endpoint) from failure
            patience.wait()

    def run(self, statement: str, parameters: Parameters | None = None) -> None:
        """Run one statement in a transaction of its own, as changes of the schema need."""
        reached = self._current()
        try:
            with reached.writer.session(database=reached.endpoint.database) as session:
                session.run(statement, dict(parameters or {})).consume()
        except (DriverError, Neo4jError) as failure:
            self._note(failure, reached)
            raise refusal(failure, reached.endpoint) from failure

    @contextmanager
    def one_engine_run(self) -> Iterator[None]:
        """While this lasts, a local engine that is stopped is not started anew: whoever stopped it meant it."""
        self._stopped_stays_stopped = self._current().endpoint.log is not None
        try:
            yield
        finally:
            self._stopped_stays_stopped = False

    def close(self) -> None:
        """Let go of the engine."""
        if self._reached is not None:
            self._let_go(self._reached)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _current(self) -> Reached:
        with self._changing:
            if self._reached is None:
                if self._stopped_stays_stopped:
                    raise StoreUnavailable("The engine was stopped, or broke down, in the middle of this.")
                self._reached = self._reach()
            return self._reached

    def _note(self, failure: Failure, reached: Reached) -> None:
        if connection_was_lost(failure):
            self._let_go(reached)

    def _let_go(self, lost: Reached) -> None:
        """Drop an engine that went away, unless another thread has already reached the next one."""
        with self._changing:
            if self._reached is lost:
                self._reached = None
                lost.undo.close()
