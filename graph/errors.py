"""Every error a user can meet: one base class, and the kinds that differ in what to do next."""

from __future__ import annotations

from collections.abc import Sequence


class GoodOfficesError(Exception):
    """Base of all our errors: a message that says what to do next, an exit code and an HTTP status."""

    exit_code = 2
    http_status = 500


class BadInput(GoodOfficesError):
    """The user's input cannot be used as a whole; the message names the file, field and value."""

    exit_code = 2
    http_status = 400

    def __init__(self, message: str, fields: Sequence[str] = ()) -> None:
        """`fields`: those at fault, by the names that whoever asked for them gave them."""
        super().__init__(message)
        self.fields = tuple(fields)


class NotFound(GoodOfficesError):
    """No such actor, venue, event, batch or article."""

    exit_code = 2
    http_status = 404


class QueryRefused(GoodOfficesError):
    """A query that may not run: it writes, runs past its time, or the engine cannot read it."""

    exit_code = 2
    http_status = 400


class StoreUnavailable(GoodOfficesError):
    """The engine cannot be reached, started or trusted."""

    exit_code = 3
    http_status = 503


class ChangedMeanwhile(GoodOfficesError):
    """Somebody else decided first; the message says who and when."""

    exit_code = 2
    http_status = 409


class ExtractorUnavailable(GoodOfficesError):
    """An extractor cannot be had at all: its package, its endpoint or its key is missing."""

    exit_code = 3
    http_status = 503


class NotExtracted(GoodOfficesError):
    """An extractor cannot read this one article; the next one may go well."""

    exit_code = 2
    http_status = 422


class HalfWritten(GoodOfficesError):
    """The engine kept less than it was given; the transaction was taken back."""

    exit_code = 3


class CannotKeep(GoodOfficesError):
    """A file cannot be written where Good Offices keeps its own: no room, or no permission."""

    exit_code = 3
    http_status = 507


class GraphTooNew(StoreUnavailable):
    """The graph was written by a newer version of Good Offices."""
