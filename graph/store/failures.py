"""What the driver raises becomes an error of ours that says what to do; and which failures are worth another try."""

from __future__ import annotations

from neo4j.exceptions import (
    AuthError,
    ClientError,
    DriverError,
    Forbidden,
    IncompleteCommit,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
)

from graph.errors import GoodOfficesError, QueryRefused, StoreUnavailable
from graph.store.engines.base import Endpoint

Failure = DriverError | Neo4jError

LOST_MERGE_RACE = "Neo.ClientError.Schema.ConstraintValidationFailed"
OUT_OF_MEMORY = ("Neo.TransientError.General.MemoryPoolOutOfMemoryError", "Neo.TransientError.General.OutOfMemoryError")
OUT_OF_TIME = ("TransactionTimedOut", "Transaction.Terminated", "ExecutionTimeout", "TimedOut")
WROTE_WHILE_READING = "Neo.ClientError.Statement.AccessMode"
# An engine that is just stopping has forgotten its users before it closes its port.
CONNECTION_LOST = (ServiceUnavailable, SessionExpired, IncompleteCommit, AuthError)


def connection_was_lost(failure: Failure) -> bool:
    """Whether the engine went away, rather than answered with a no."""
    return isinstance(failure, CONNECTION_LOST)


def may_be_read_again(failure: Failure) -> bool:
    """Whether the same read may work at once; a greedy query would only be greedy again."""
    return (failure.is_retryable() or isinstance(failure, AuthError)) and not _code(failure).startswith(OUT_OF_MEMORY)


def is_lost_race(failure: Failure) -> bool:
    """Whether another writer merged the same new id first, which ArcadeDB says this way."""
    return _code(failure) == LOST_MERGE_RACE


def refusal(failure: Failure, endpoint: Endpoint, seconds: float | None = None) -> GoodOfficesError:
    """The error of ours that this failure is to the user."""
    code = _code(failure)
    if connection_was_lost(failure) or isinstance(failure, DriverError):
        return StoreUnavailable(_gone(failure, endpoint))
    if seconds is not None and any(word in code for word in OUT_OF_TIME):
        return QueryRefused(f"the query was ended after its limit of {seconds:g} s: narrow it, or give it more time")
    if code.startswith(OUT_OF_MEMORY):
        return QueryRefused("the query needs more memory than one query may use: narrow it, or return less")
    if isinstance(failure, Forbidden) or code == WROTE_WHILE_READING:
        return QueryRefused(f"only reading is allowed here: {_words(failure)}")
    if isinstance(failure, ClientError) or seconds is not None:
        return QueryRefused(_words(failure))
    return StoreUnavailable(f"the engine could not do it: {_words(failure)} ({code})")


def _gone(failure: Failure, endpoint: Endpoint) -> str:
    if endpoint.log is not None:
        return (
            f"the {endpoint.engine} engine went away ({_words(failure)}). Run the same command again: it starts the "
            "engine anew, and what was already kept is not doubled. A query that needs too much memory brings it down: "
            f"narrow such a one. Its log: {endpoint.log}"
        )
    return (
        f"the server at {endpoint.uri} went away ({_words(failure)}). Once it answers, run the same command again: "
        "what was already kept is not doubled"
    )


def _code(failure: Failure) -> str:
    return (failure.code or "") if isinstance(failure, Neo4jError) else ""


def _words(failure: Failure) -> str:
    if isinstance(failure, Neo4jError) and failure.message:
        return failure.message
    return str(failure)
