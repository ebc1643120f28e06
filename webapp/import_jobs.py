"""An upload is a job in a folder of its own, which outlives the app: its state, what was asked, what it reported."""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from threading import Lock
from typing import Any

from graph.errors import CannotKeep, ChangedMeanwhile, NotFound

_ID = re.compile(r"\d{8}-\d{6}-[0-9a-f]{8}")
_LONGEST_UPLOAD = timedelta(days=1)
"""Another app on the same folder may still be taking in what is younger."""
REPORT, RESULT = "report.json", "result.json"
REST_WAITS, REST_IS_REJECTED = "wait", "reject"


class State(StrEnum):
    """How far a job has come."""

    READING = "reading"
    READY = "ready"
    SAVING = "saving"
    SAVED = "saved"
    CANCELLED = "cancelled"
    UNDOING = "undoing"
    UNDONE = "undone"


AT_WORK = frozenset({State.READING, State.SAVING, State.UNDOING})
OVER = frozenset({State.SAVED, State.CANCELLED, State.UNDONE})


@dataclass(frozen=True)
class Choices:
    """What was said of the files when they came; days, publisher and language count where a file is silent."""

    published: str = ""
    publisher: str = ""
    language: str = ""
    accept: str = "certain"
    quotes_only: tuple[str, ...] = ()
    model: str = ""
    """The language model that is asked too, as the person agreed to it: MODEL at HOST."""


@dataclass(frozen=True)
class Answer:
    """The day of one article, given by a person; file, line and name as its refusal told them."""

    file: str
    line: int
    name: str
    day: str


@dataclass(frozen=True)
class Draft:
    """What a person has decided so far on a report that is not saved: how it differs from what was proposed."""

    ticked: tuple[str, ...] = ()
    """Facts by their ids, beside those that are proposed."""
    unticked: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    """Fact files."""
    rest: str = REST_WAITS
    """What becomes of facts that are not ticked."""
    days: tuple[Answer, ...] = ()
    """As typed, and not read with yet."""
    day_for_all: str = ""

    def has(self, fact: str, proposed: bool) -> bool:
        """Whether a fact is ticked."""
        return fact in self.ticked or (proposed and fact not in self.unticked)


@dataclass(frozen=True)
class Verdict:
    """What a person decided on the report: facts by their ids, and fact files that stay out."""

    accepted: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    rest_waits: bool = False
    """All else waits, also what the rule chosen at first would accept."""
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Job:
    """One upload, or one undo."""

    id: str
    state: State
    at: str
    by: str
    names: tuple[str, ...] = ()
    choices: Choices = Choices()
    answers: tuple[Answer, ...] = ()
    draft: Draft = Draft()
    """Ticks and days of somebody who has not saved yet: they outlive the page and the app."""
    verdict: Verdict = Verdict()
    batches: tuple[str, ...] = ()
    """What was written, or is to be undone."""
    problem: str = ""
    begun: int = 0
    """How often the work at hand was begun."""

    @property
    def began(self) -> datetime:
        """When it came."""
        return datetime.fromisoformat(self.at)

    @property
    def at_work(self) -> bool:
        """Whether the worker has it, or it waits for the worker."""
        return self.state in AT_WORK and not self.problem


class Jobs:
    """All jobs in a folder; a change is checked against the state it starts from, and written whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._changing = Lock()

    def folder(self, id: str) -> Path:
        """The folder of a job."""
        return self._folder / id

    def files(self, id: str) -> Path:
        """Where a job's uploaded files are, until it is over."""
        return self._folder / id / "files"

    def rejects(self, id: str) -> Path:
        """Where a job keeps the rows that were refused, to be mended."""
        return self._folder / id / "rejects"

    def new(self, state: State, by: str, batches: tuple[str, ...] = ()) -> Job:
        """A job with a folder, not written yet: nobody finds it before it is whole."""
        at = datetime.now(UTC)
        job = Job(f"{at:%Y%m%d-%H%M%S}-{secrets.token_hex(4)}", state, at.isoformat(), by, batches=batches)
        with kept_in(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.files(job.id).mkdir(parents=True)
        return job

    def add(self, job: Job) -> Job:
        """Write a new job."""
        self.write(job.id, "job.json", asdict(job))
        return job

    def get(self, id: str) -> Job:
        """The job of this id. Raises NotFound."""
        found = self._read(id, "job.json") if _ID.fullmatch(id) else None
        job = _job(found) if found else None
        if job is None:
            raise NotFound(f"There is no import {id!r}; it may have been removed.")
        return job

    def all(self) -> list[Job]:
        """All jobs, the latest first; a folder that holds none is passed over."""
        ids = sorted((path.name for path in self._folder.glob("*") if _ID.fullmatch(path.name)), reverse=True)
        found = (self._read(id, "job.json") for id in ids)
        return [job for data in found if data and (job := _job(data))]

    def change(self, id: str, *states: State, **values: Any) -> Job:
        """Change a job that is in one of these states. Raises ChangedMeanwhile where it is not any more."""
        with self._changing:
            job = self.get(id)
            if job.state not in states:
                raise ChangedMeanwhile(f"This import is {job.state} by now: somebody was faster. Load its page again.")
            changed = replace(job, **values)
            self.write(id, "job.json", asdict(changed))
            return changed

    def write(self, id: str, name: str, value: object) -> None:
        """Write a file of a job, whole or not at all."""
        target = self._folder / id / name
        part = target.with_name(f".{name}.{secrets.token_hex(4)}")
        with kept_in(self._folder):
            try:
                with part.open("w", encoding="utf-8") as file:
                    json.dump(value, file, ensure_ascii=True)
                    file.flush()
                    os.fsync(file.fileno())
                part.replace(target)
            finally:
                part.unlink(missing_ok=True)

    def report(self, job: Job) -> dict[str, Any]:
        """What was told of a job: of its saving, else of its reading, else nothing."""
        return self._read(job.id, RESULT) or self._read(job.id, REPORT) or {}

    def clear(self, id: str) -> None:
        """Take away what was uploaded; the report stays."""
        shutil.rmtree(self.files(id), ignore_errors=True)

    def remove(self, id: str) -> None:
        """Take a job away that is over. Raises ChangedMeanwhile for one that is not."""
        with self._changing:
            if self.get(id).state not in OVER:
                raise ChangedMeanwhile("This import is not over: cancel it first, or let it come to its end.")
            shutil.rmtree(self._folder / id, ignore_errors=True)

    def discard(self, id: str) -> None:
        """Take away a job that was never written."""
        shutil.rmtree(self._folder / id, ignore_errors=True)

    def sweep(self) -> None:
        """Take away what an app that was killed during an upload left: folders that have long been without a job."""
        latest = f"{datetime.now(UTC) - _LONGEST_UPLOAD:%Y%m%d-%H%M%S}"
        for path in self._folder.glob("*"):
            if _ID.fullmatch(path.name) and path.name < latest and not (path / "job.json").exists():
                self.discard(path.name)

    def _read(self, id: str, name: str) -> dict[str, Any] | None:
        try:
            found = json.loads((self._folder / id / name).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None


@contextmanager
def kept_in(folder: Path) -> Iterator[None]:
    """Turn what the disk refuses into words."""
    try:
        yield
    except OSError as error:
        raise CannotKeep(
            f"This cannot be kept in {folder}: {error.strerror or error}. Make room there or make it writable, "
            "then send it again."
        ) from error


def _job(data: dict[str, Any]) -> Job | None:
    """A job from its file, or None where another version of Good Offices wrote it in a way of its own."""
    try:
        return Job(
            **{
                **{field.name: data[field.name] for field in fields(Job) if field.name in data},
                "state": State(data["state"]),
                "names": tuple(data["names"]),
                "batches": tuple(data["batches"]),
                "choices": Choices(**_tupled(data["choices"])),
                "answers": tuple(Answer(**answer) for answer in data["answers"]),
                "draft": _draft(data.get("draft") or {}),
                "verdict": Verdict(**_tupled(data["verdict"])),
            }
        )
    except (KeyError, TypeError, ValueError):
        return None


def _draft(data: dict[str, Any]) -> Draft:
    days = tuple(Answer(**answer) for answer in data.get("days") or ())
    return Draft(**{**_tupled(data), "days": days})


def _tupled(data: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}
