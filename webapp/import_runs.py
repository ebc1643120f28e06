"""One job is read (what would it do?), saved, or undone; what each tells becomes plain data that outlives the app."""

from __future__ import annotations

import math
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from graph.accepting import Policy, policy_of
from graph.articles import Given, are_articles, count_articles
from graph.articles.base import NO_DATE, CannotRead, checked_given, is_to_come
from graph.articles.sidecar import is_sidecar
from graph.errors import BadInput
from graph.extract.base import Extractor
from graph.intake.completing import Completion
from graph.intake.reporting import report_as_data
from graph.loading import ImportOrder, file_as_data, import_files, new_resolver
from graph.loading_articles import ArticleOrder, import_articles
from graph.store.connection import Store
from graph.store.undoing import Undone, undo_batch
from webapp.import_jobs import Choices, Job, Jobs, Verdict

Tell = Callable[[str, int, int | None], None]
"""Hears of the file at hand, how many articles or claims are done, and of how many if that is known."""

_TABLES = frozenset({".csv", ".tsv"})
_LISTS = frozenset({".json", ".jsonl"})


@dataclass(frozen=True)
class Sorted:
    """The files of a job: raw articles with their side-cars, and files of facts."""

    articles: tuple[Path, ...]
    facts: tuple[Path, ...]


def check_choices(choices: Choices) -> None:
    """Raise BadInput, naming the field, for a choice that no import can follow."""
    policy_of(choices.accept)
    _otherwise(choices)


def sort_files(folder: Path, names: Sequence[str]) -> Sorted:
    """Tell the uploaded files apart by what they hold, as the command line does."""
    files = [path for name in sorted(names) if (path := folder / name).is_file()]
    facts = tuple(path for path in files if _holds_facts(path))
    return Sorted(tuple(path for path in files if path not in set(facts)), facts)


def _holds_facts(path: Path) -> bool:
    suffix = path.suffix.lower()
    return suffix in _TABLES or (suffix in _LISTS and not is_sidecar(path.name) and not are_articles(path))


class Runner:
    """Does the work of jobs on a store, with the extractors that read their articles."""

    def __init__(
        self,
        jobs: Jobs,
        store: Store,
        extractors: Callable[[str], tuple[Extractor, ...]],
        quotes_only: Iterable[str] = (),
    ) -> None:
        """`extractors`: those that read, by the language model that was chosen, if any; `quotes_only`: publishers."""
        self._jobs, self._store, self._extractors = jobs, store, extractors
        self._quotes_only = frozenset(quotes_only)

    def read(self, job: Job, tell: Tell) -> dict[str, object]:
        """What saving this job would do; nothing is written to the graph."""
        return self._run(job, tell, dry_run=True)

    def save(self, job: Job, tell: Tell) -> dict[str, object]:
        """Save a job as it was decided; what is in already is passed over, so that a stopped one goes on."""
        done = self._run(job, tell, dry_run=False)
        self._keep_rejects(job)
        return done

    def undo(self, job: Job, tell: Tell) -> dict[str, object]:
        """Take the batches of a job back."""
        total = Undone()
        for batch in job.batches:
            before = total.claims_deleted + total.claims_kept
            resolver = new_resolver(self._store)
            total += undo_batch(self._store, resolver, batch, partial(_tell_on, tell, before))
        return dict(vars(total))

    def _run(self, job: Job, tell: Tell, *, dry_run: bool) -> dict[str, object]:
        folder = self._jobs.files(job.id)
        sorted_files = sort_files(folder, job.names)
        if not (sorted_files.articles or sorted_files.facts):
            raise BadInput("The files of this upload are gone from its folder: cancel it and send them again.")
        articles = self._articles(job, sorted_files.articles, tell, dry_run) if sorted_files.articles else None
        told = [
            self._facts(path, job, tell, dry_run) for path in sorted_files.facts if self._wanted(path, job, dry_run)
        ]
        without_path = _Shortened(f"{folder}/")
        return {"articles": without_path.of(articles), "files": without_path.of(told)}

    def _wanted(self, path: Path, job: Job, dry_run: bool) -> bool:
        return dry_run or str(path.relative_to(self._jobs.files(job.id))) not in job.verdict.left_out

    def _articles(self, job: Job, paths: tuple[Path, ...], tell: Tell, dry_run: bool) -> dict[str, object]:
        total = count_articles(paths)
        order = ArticleOrder(
            paths=paths,
            extractors=self._extractors(job.choices.model),
            completion=self._completion(job),
            policy=_policy(job.choices, job.verdict),
            quotes_only=self._quotes_only.union(job.choices.quotes_only),
            dry_run=dry_run,
            by=job.by,
        )
        report = import_articles(self._store, order, lambda file, done: tell(Path(file).name, done, total))
        told = report_as_data(report)
        return {**told, "asks": _asks(told)}

    def _facts(self, path: Path, job: Job, tell: Tell, dry_run: bool) -> dict[str, object]:
        """What one file of facts does; a file that cannot be used as a whole is told, and the others go on."""
        order = ImportOrder((path,), dry_run=dry_run)
        try:
            (report,) = import_files(self._store, order, lambda file, done: tell(file, done, None))
        except BadInput as error:
            return {"file": str(path), "unusable": str(error)}
        return file_as_data(report)

    def _completion(self, job: Job) -> Completion:
        folder = self._jobs.files(job.id)
        days = {
            (str(folder / answer.file), answer.line, answer.name): date.fromisoformat(answer.day)
            for answer in job.answers
        }
        return Completion(_otherwise(job.choices), days)

    def _keep_rejects(self, job: Job) -> None:
        """Rejects files are written beside their source, which goes; they stay."""
        folder, files = self._jobs.rejects(job.id), self._jobs.files(job.id)
        sent = {files / name for name in job.names}
        for path in set(files.rglob("*.rejects*")) - sent:
            folder.mkdir(exist_ok=True)
            shutil.copyfile(path, folder / path.name)


def _tell_on(tell: Tell, before: int, claims: int) -> None:
    tell("", before + claims, None)


def batches_of(told: Mapping[str, Any]) -> tuple[str, ...]:
    """The batches that a report tells of."""
    articles = told.get("articles") or {}
    every = [articles.get("batch"), *(file.get("batch") for file in told.get("files") or ())]
    return tuple(batch for batch in every if batch)


def _policy(choices: Choices, verdict: Verdict) -> Policy:
    chosen = policy_of(choices.accept)
    at_least = math.inf if verdict.rest_waits else chosen.at_least
    return Policy(at_least, frozenset(verdict.accepted), frozenset(verdict.rejected))


def _otherwise(choices: Choices) -> Given:
    try:
        said = checked_given(
            {"published": choices.published, "publisher": choices.publisher, "language": choices.language}
        )
    except CannotRead as why:
        raise BadInput(f"{why.field} {why.value!r}: {why.reason}") from why
    if said.published and is_to_come(said.published):
        raise BadInput(f"published {choices.published!r}: this day lies after today; give the day it was published.")
    return said


def _asks(told: dict[str, Any]) -> list[dict[str, object]]:
    """The articles whose publication day nobody told."""
    refusals: list[dict[str, Any]] = told["refusals"]
    return [one for one in refusals if one["field"] == "published" and one["reason"].endswith(NO_DATE)]


@dataclass(frozen=True)
class _Shortened:
    """Takes the path of the job's folder out of a report, whose reader knows only the names that he sent."""

    prefix: str

    def of(self, value: Any) -> Any:
        if isinstance(value, str):
            return value.replace(self.prefix, "")
        if isinstance(value, list):
            return [self.of(one) for one in value]
        return {name: self.of(one) for name, one in value.items()} if isinstance(value, dict) else value
