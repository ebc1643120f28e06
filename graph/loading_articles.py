"""Raw articles from start to end: read, recognised, facts extracted, weighed, and written in groups or only told."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from graph.accepting import Policy
from graph.articles import Given, RawArticle, read_articles
from graph.errors import BadInput, GoodOfficesError, QueryRefused, StoreUnavailable
from graph.extract.base import Extractor
from graph.importers.base import Refused
from graph.intake.completing import Completion
from graph.intake.gathering import Gathering
from graph.intake.reading import Chooser, FactReader
from graph.intake.recognising import Recogniser, reader_of
from graph.intake.reporting import ArticleReport
from graph.loading import Progress, current_user, new_resolver
from graph.names import content_id
from graph.store.connection import Store
from graph.store.cypher import reads_batches, writes
from graph.store.planning import Recorded, StoreReads
from graph.store.proposing import Group, GroupWriter, facts_read, kept_proposals
from graph.store.rehearsing import Rehearser
from graph.store.schema import check_version, ensure_schema
from graph.store.weighing import Weigher, proposal_id
from graph.store.writing import Row

ARTICLES_AT_ONCE = 50
NOTHING_GIVEN = Given()
NOTHING_ADDED = Completion()
CERTAIN_ONLY = Policy()


@dataclass(frozen=True)
class ArticleOrder:
    """Which articles to import, what is said of them beside their text, who reads them, and what is accepted."""

    paths: tuple[Path, ...]
    extractors: tuple[Extractor, ...]
    given: Given = NOTHING_GIVEN
    completion: Completion = NOTHING_ADDED
    policy: Policy = CERTAIN_ONLY
    quotes_only: frozenset[str] = frozenset()
    """Publishers whose texts may not be stored: only quotes are."""
    dry_run: bool = False
    by: str = ""


def import_articles(store: Store, order: ArticleOrder, progress: Progress) -> ArticleReport:
    """Import raw articles as one batch; `progress` hears of each article's file and how many have been read.

    Articles go in by groups, each in one transaction: cut off, the same order goes on where it stopped.
    Raises StoreUnavailable where the engine goes away.
    """
    check_version(store) if order.dry_run else ensure_schema(store)
    hashes = [sha256_below(path) for path in order.paths]
    batch = batch_id(order, hashes)
    report = ArticleReport(", ".join(map(str, order.paths)), batch, "articles", dry_run=order.dry_run)
    run = _Run(store, order, report, progress, partial(_open_batch, store, batch, order, hashes))
    try:
        with store.one_engine_run():
            for raws in _groups(order, report):
                run.take(raws)
    except (StoreUnavailable, QueryRefused) as error:
        # Our own statements are never at fault: an engine that is just stopping refuses them in many words.
        raise StoreUnavailable(_cut_off(report, error)) from error
    if not order.dry_run:
        closing = {"id": report.batch, "at": datetime.now(UTC), "refused": report.refused, "articles": None}
        store.write(lambda tx: tx.run(writes.CLOSE_BATCH, closing))
    return report


def batch_id(order: ArticleOrder, hashes: Iterable[str]) -> str:
    """The same files read by the same extractors with the same words beside them are the same batch."""
    if not order.paths:
        raise BadInput("Nothing to import: name a file or a folder of articles.")
    readers = sorted(map(reader_of, order.extractors))
    said = (repr(order.given), *order.completion.words())
    return content_id("batch", "articles", *readers, *said, *sorted(hashes))


def sha256_below(path: Path) -> str:
    """The hash of a file, or of all files in a folder with their names."""
    if not path.is_dir():
        with path.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    digest = hashlib.sha256()
    for file in sorted(part for part in path.rglob("*") if part.is_file()):
        digest.update(f"{file.relative_to(path)}\0{sha256_below(file)}\0".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _standing(store: Store, batch: str) -> Row | None:
    """A batch that is in the graph and was not undone: an import that was cut off goes on with it."""
    rows = StoreReads(store).run(reads_batches.BATCH, {"id": batch})
    return next((row for row in rows if row["undone_at"] is None), None)


def _count_before(store: Store, batch: Row, report: ArticleReport) -> None:
    """Count what an import brought before it was cut off."""
    reads, asking = StoreReads(store), {"id": batch["id"]}
    asked = reads.run(reads_batches.BATCH_PROPOSALS, asking)
    proposed = {str(row["state"]): int(str(row["proposals"])) for row in asked}
    claims, added, confirmed = (int(str(batch[name] or 0)) for name in ("claims", "events_added", "events_confirmed"))
    report.accepted, report.waiting, report.rejected = claims, proposed.get("waiting", 0), proposed.get("rejected", 0)
    report.add(Recorded(claims_new=claims, events_added=added, events_confirmed=confirmed))
    report.without_facts = int(str(reads.run(reads_batches.BATCH_SILENT, asking)[0]["articles"]))
    report.changes = True


def _open_batch(store: Store, batch: str, order: ArticleOrder, hashes: list[str]) -> None:
    opening = {
        "id": batch,
        "importer": "articles: " + ", ".join(map(reader_of, order.extractors)),
        "by": order.by or current_user(),
        "files": [path.name for path in order.paths],
        "sha256": hashes,
        "at": datetime.now(UTC),
    }
    store.write(lambda tx: tx.run(writes.OPEN_BATCH, opening))


def _cut_off(report: ArticleReport, error: GoodOfficesError) -> str:
    if report.dry_run:
        return f"{error} The dry run was cut off; nothing had been written."
    return (
        f"{error} The import was cut off after {report.articles:,} articles; those are whole. "
        "Run the same command again: it goes on where it stopped."
    )


def _groups(order: ArticleOrder, report: ArticleReport) -> Iterator[list[RawArticle]]:
    """Articles in groups; what cannot be read is counted and told on the way."""
    raws: list[RawArticle] = []
    for reading in read_articles(order.paths, order.given):
        if isinstance(reading, Refused):
            report.refuse(reading)
            continue
        raws.append(order.completion.complete(reading))
        if len(raws) >= ARTICLES_AT_ONCE:
            yield raws
            raws = []
    if raws:
        yield raws


class _Run:
    """One import under way. Its batch is opened by the first thing that is new: what is known makes none."""

    def __init__(
        self, store: Store, order: ArticleOrder, report: ArticleReport, progress: Progress, opening: Callable[[], None]
    ) -> None:
        resolver = new_resolver(store)
        by = order.by or current_user()
        self._store, self._order, self._report, self._progress = store, order, report, progress
        self._recogniser = Recogniser(
            store, order.extractors, report.batch, rehearses=order.dry_run, quotes_only=order.quotes_only
        )
        self._weigher = Weigher(store, resolver, order.policy, rehearses=order.dry_run)
        self._reader = FactReader(Chooser(order.policy, by), partial(facts_read, store))
        self._writer = GroupWriter(store, resolver, report.batch, by)
        self._rehearser = Rehearser(store, resolver, report.batch)
        self._open_batch = opening
        standing = None if order.dry_run else _standing(store, report.batch)
        self._is_open = standing is not None
        self._goes_on = standing is not None and standing["finished_at"] is None
        if standing is not None and self._goes_on:
            _count_before(store, standing, report)
        self._joined: list[str] = []
        """Known articles that are the batch's too, once it is opened."""
        self._read = 0

    def take(self, raws: Sequence[RawArticle]) -> None:
        """Read a group of articles and write it, or tell what writing it would do."""
        gathered = Gathering(self._report, self._reader, self._order.quotes_only, self._goes_on)
        for sighting in self._recogniser.recognise(raws):
            gathered.take(sighting)
            self._read += 1
            self._progress(sighting.raw.file, self._read)
        self._leave_out_known(gathered)
        group = gathered.group
        group.weighed = self._weigher.weigh(list(gathered.claims.values()), gathered.unsure)
        for item in group.weighed:
            self._report.tell(gathered.files[item.claim.id], item)
        self._report.changes = self._report.changes or group.brings_something
        self._report.add(self._write(group))

    def _leave_out_known(self, gathered: Gathering) -> None:
        """Take out facts that the graph holds, as claims or proposals; they are this batch's too."""
        claims = gathered.claims
        reads = StoreReads(self._store)
        there = reads.run(writes.CLAIMS_THERE, {"ids": list(claims), "batch": self._report.batch}) if claims else []
        known = {str(row["id"]) for row in there}
        lines = {proposal_id(claim): claim.id for claim in claims.values()}
        known |= {lines[line] for line in kept_proposals(self._store, list(lines))} if lines else set()
        for id in known:
            gathered.group.joined.append(claims.pop(id).article_id)

    def _write(self, group: Group) -> Recorded:
        if self._order.dry_run:
            return self._rehearser.record(self._rehearser.prepare(group.accepted))
        if group.brings_something and not self._is_open:
            self._open_batch()
            self._is_open = True
        self._joined += group.joined
        group.joined = self._joined if self._is_open else []
        if self._is_open:
            self._joined = []
        return self._writer.write(group)
