"""One import from start to end: read, record in batches, count, set aside what was refused, report."""

from __future__ import annotations

import gc
import getpass
import hashlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol, TypeVar

from graph.claims import Claim, claims_of
from graph.errors import GoodOfficesError, QueryRefused, StoreUnavailable
from graph.facts import ArticleFacts
from graph.importers import Source, open_source
from graph.importers.base import Reading, Refused
from graph.importers.rejects import RejectsWriter
from graph.names import content_id
from graph.reference import load_reference
from graph.resolve.nodes import Doubt
from graph.resolve.resolver import Resolver
from graph.store.connection import Store
from graph.store.cypher import reads_batches, writes
from graph.store.judging import stored_judgements
from graph.store.planning import EventNote, Recorded
from graph.store.recording import Recorder
from graph.store.rehearsing import Rehearser
from graph.store.schema import check_version, ensure_schema

CLAIMS_AT_ONCE = 1_000
OBJECTS_BEFORE_COLLECTION = 50_000
"""More than one batch of claims makes, so that what it makes is not looked through while it is in use."""

MOST_NOTES = 1_000
"""Notes kept for the report of one file; beyond that they are only counted."""

Progress = Callable[[str, int], None]
"""Called with a file's name and the number of its claims done so far."""


@dataclass
class FileReport:
    """What the import of one file did, or in a dry run would do."""

    file: str
    batch: str
    format: str
    articles: int = 0
    refused: int = 0
    rejects: Path | None = None
    recorded: Recorded = field(default_factory=Recorded)
    refusals: list[Refused] = field(default_factory=list)

    def add(self, recorded: Recorded) -> None:
        """Add what one batch of claims did."""
        total = self.recorded
        total.claims_new += recorded.claims_new
        total.claims_known += recorded.claims_known
        total.events_added += recorded.events_added
        total.events_confirmed += recorded.events_confirmed
        _keep(total.contradicted, recorded.contradicted)
        _keep(total.doubtful_events, recorded.doubtful_events)
        _keep(total.doubtful_names, [doubt for doubt in recorded.doubtful_names if doubt not in total.doubtful_names])


def file_as_data(report: FileReport) -> dict[str, object]:
    """The report of one file of facts as plain data, ready for JSON."""
    return {
        "file": report.file,
        "format": report.format,
        **told_as_data(report),
        "claims_new": report.recorded.claims_new,
        "claims_known": report.recorded.claims_known,
        "rejects": str(report.rejects) if report.rejects else None,
    }


def told_as_data(report: FileReport) -> dict[str, object]:
    """What every report tells, of facts and of articles, as plain data."""
    recorded = report.recorded
    return {
        "batch": report.batch,
        "articles": report.articles,
        "events_added": recorded.events_added,
        "events_confirmed": recorded.events_confirmed,
        "contradicts": [{"event": n.event, "title": n.title, "on": n.why} for n in recorded.contradicted],
        "doubtful_events": [{"event": n.event, "title": n.title, "why": n.why} for n in recorded.doubtful_events],
        "doubtful_names": [_doubt_as_data(doubt) for doubt in recorded.doubtful_names],
        "refused": report.refused,
        "refusals": [
            {"file": r.file, "line": r.line, "field": r.field, "value": r.value, "reason": r.reason}
            for r in report.refusals
        ],
    }


def _doubt_as_data(doubt: Doubt) -> dict[str, object]:
    return {
        "name": doubt.left_name,
        "id": doubt.left,
        "may_be": doubt.right,
        "may_be_name": doubt.right_name,
        "score": doubt.score,
        "why": doubt.why,
    }


P = TypeVar("P")


class RecordsClaims(Protocol[P]):
    """What takes claims: a Recorder that writes them, or a Rehearser that does not."""

    disturbed: bool

    def prepare(self, claims: list[Claim]) -> P:
        """Do what can be done while the claims ahead are recorded, unless `disturbed`."""

    def record(self, prepared: P) -> Recorded:
        """Take prepared claims and tell what they do."""


@dataclass(frozen=True)
class ImportOrder:
    """What to import, and how: a format instead of the one found, a column mapping, or a dry run."""

    paths: tuple[Path, ...]
    format: str | None = None
    mapping: Path | None = None
    dry_run: bool = False


def import_files(store: Store, order: ImportOrder, progress: Progress) -> list[FileReport]:
    """Import files one after the other, each as a batch of its own.

    Raises BadInput for a file that cannot be used as a whole, before anything of it is written, and
    StoreUnavailable where the engine goes away; what was written till then is whole, and a rerun goes on.
    """
    sources = [open_source(path, order.format, order.mapping) for path in order.paths]
    check_version(store) if order.dry_run else ensure_schema(store)
    resolver = new_resolver(store)
    with _few_collections(), store.one_engine_run():
        return [_import_source(store, resolver, source, order.dry_run, progress) for source in sources]


@contextmanager
def _few_collections() -> Iterator[None]:
    """An import makes many small things and few cycles: looking for cycles as often as usual doubles its work."""
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(OBJECTS_BEFORE_COLLECTION, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


def new_resolver(store: Store) -> Resolver:
    """A resolver that knows the tables, the judgements in a graph and the names seen in it."""
    seen = [(str(id), str(name)) for id, name in store.read(reads_batches.UNCURATED_ACTORS).rows]
    return Resolver(load_reference(), stored_judgements(store), seen)


def _import_source(store: Store, resolver: Resolver, source: Source, dry_run: bool, progress: Progress) -> FileReport:
    sha256 = _sha256(source.path)
    batch = content_id("batch", source.format, source.mapping_digest, sha256)
    report = FileReport(str(source.path), batch, source.format)
    if not dry_run:
        _open_batch(store, batch, source, sha256)
    recorder = _recorder(store, resolver, batch, dry_run)
    rejects = None if dry_run else RejectsWriter(source.path, source.format)
    whole = False
    try:
        for recorded in _record_all(recorder, _batches(source.readings(), report, rejects)):
            report.add(recorded)
            progress(source.path.name, report.recorded.claims_new + report.recorded.claims_known)
        whole = True
    except (StoreUnavailable, QueryRefused) as error:
        # Our own statements are never at fault: an engine that is just stopping refuses them in many words.
        raise StoreUnavailable(_cut_off(report, error, dry_run)) from error
    finally:
        if rejects is not None and not whole:
            rejects.discard()
    if rejects is not None:
        report.rejects = rejects.close()
        _close_batch(store, batch, report)
    return report


def _recorder(store: Store, resolver: Resolver, batch: str, dry_run: bool) -> RecordsClaims[Any]:
    return Rehearser(store, resolver, batch) if dry_run else Recorder(store, resolver, batch)


def _record_all(recorder: RecordsClaims[P], batches: Iterable[list[Claim]]) -> Iterator[Recorded]:
    """Record batches in order; while the engine writes one, the next is read and prepared."""
    with ThreadPoolExecutor(max_workers=1) as writer:
        writing: Future[Recorded] | None = None
        for claims in batches:
            if recorder.disturbed and writing is not None:
                yield writing.result()
                writing = None
            prepared = recorder.prepare(claims)
            if writing is not None:
                yield writing.result()
            writing = writer.submit(recorder.record, prepared)
        if writing is not None:
            yield writing.result()


def _batches(readings: Iterable[Reading], report: FileReport, rejects: RejectsWriter | None) -> Iterator[list[Claim]]:
    """Claims in batches; articles are counted and refused rows set aside on the way."""
    claims: list[Claim] = []
    for reading in readings:
        if isinstance(reading, ArticleFacts):
            report.articles += 1
            claims.extend(claims_of(reading))
        else:
            report.refused += 1
            _keep(report.refusals, [reading])
            if rejects is not None:
                rejects.add(reading)
        if len(claims) >= CLAIMS_AT_ONCE:
            yield claims
            claims = []
    if claims:
        yield claims


def _cut_off(report: FileReport, error: GoodOfficesError, dry_run: bool) -> str:
    done = report.recorded.claims_new + report.recorded.claims_known
    if dry_run:
        return f"{error} The dry run of {report.file} was cut off; nothing had been written."
    return (
        f"{error} The import of {report.file} was cut off after {done:,} claims; those are whole. "
        "Run the same command again: it goes on where it stopped."
    )


def _open_batch(store: Store, batch: str, source: Source, sha256: str) -> None:
    opening = {
        "id": batch,
        "importer": source.format,
        "by": current_user(),
        "files": [source.path.name],
        "sha256": [sha256],
        "at": datetime.now(UTC),
    }
    store.write(lambda tx: tx.run(writes.OPEN_BATCH, opening))


def _close_batch(store: Store, batch: str, report: FileReport) -> None:
    closing = {"id": batch, "at": datetime.now(UTC), "refused": report.refused, "articles": report.articles}
    store.write(lambda tx: tx.run(writes.CLOSE_BATCH, closing))


def current_user() -> str:
    """The name of the person at the keyboard, as kept with batches and judgements."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such user on this system, as in some containers
        return "unknown"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _keep(kept: list[EventNote] | list[Doubt] | list[Refused], more: Iterable[object]) -> None:
    room = MOST_NOTES - len(kept)
    kept.extend(list(more)[: max(room, 0)])  # type: ignore[arg-type]
