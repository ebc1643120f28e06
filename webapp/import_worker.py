"""One thread does the jobs one after the other, tells how far it is, and takes up what an ended app left undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Event, Lock, Thread
from typing import Any

from graph.errors import GoodOfficesError
from webapp.import_jobs import AT_WORK, REPORT, RESULT, Job, Jobs, State
from webapp.import_runs import Runner, Tell, batches_of

MOST_BEGINNINGS = 3
_NEXT = {State.READING: State.READY, State.SAVING: State.SAVED, State.UNDOING: State.UNDONE}
_BROKE_OFF = (
    "The work broke off for a reason that was not foreseen; the terminal of the app shows it. What is in is whole."
)


class Stopped(GoodOfficesError):
    """The app ends, or the job was cancelled."""


@dataclass(frozen=True)
class Progress:
    """How far the worker is with a job: the file at hand, and how many articles or claims are done, of how many."""

    file: str = ""
    done: int = 0
    total: int | None = None


class Worker:
    """Takes jobs in turn. The thread is begun with the first job."""

    def __init__(self, jobs: Jobs, runner: Runner) -> None:
        self._jobs, self._runner = jobs, runner
        self._waiting: SimpleQueue[str | None] = SimpleQueue()
        self._progress: dict[str, Progress] = {}
        self._starting = Lock()
        self._thread: Thread | None = None
        self._ending = Event()

    def put(self, id: str) -> None:
        """Let a job be done once those before it are."""
        self._waiting.put(id)
        with self._starting:
            if self._thread is None:
                self._thread = Thread(target=self._work, name="imports", daemon=True)
                self._thread.start()

    def resume(self) -> None:
        """Take up what was under way when the app ended; what never comes to an end is left to a person."""
        for job in reversed(self._jobs.all()):
            if job.state in AT_WORK:
                with suppress(GoodOfficesError):
                    self._take_up(job)

    def _take_up(self, job: Job) -> None:
        if job.begun >= MOST_BEGINNINGS:
            told = f"This was begun {job.begun} times and never ended. Go on to try once more, or cancel it."
            self._jobs.change(job.id, job.state, problem=job.problem or told)
            return
        self._jobs.change(job.id, job.state, problem="")
        self.put(job.id)

    def progress(self, id: str) -> Progress:
        """How far a job is."""
        return self._progress.get(id, Progress())

    def stop(self, seconds: float = 10.0) -> None:
        """Let go of the job at hand after its next step; it goes on when the app is started again."""
        self._ending.set()
        self._waiting.put(None)
        if self._thread is not None:
            self._thread.join(seconds)

    def _work(self) -> None:
        while (id := self._waiting.get()) is not None and not self._ending.is_set():
            # A thread of its own for each: should one die of a fault of ours, those that follow are still done.
            one = Thread(target=self._do, args=(id,), name=f"import {id}", daemon=True)
            one.start()
            one.join()
            self._look_after(id)

    def _look_after(self, id: str) -> None:
        self._progress.pop(id, None)
        job = self._known(id)
        if job is not None and job.at_work and not self._ending.is_set():
            self._note(job, _BROKE_OFF)

    def _do(self, id: str) -> None:
        job = self._known(id)
        if job is None or not job.at_work:  # removed or cancelled while it waited
            return
        try:
            job = self._jobs.change(id, job.state, begun=job.begun + 1)
            self._finish(job, self._step(job)(job, self._teller(job)))
        except Stopped:
            pass
        except GoodOfficesError as error:
            self._note(job, str(error))
        except OSError as error:
            self._note(job, f"The disk refuses: {error.strerror or error}. Make room, then go on.")

    def _step(self, job: Job) -> Callable[[Job, Tell], dict[str, object]]:
        return {
            State.READING: self._runner.read,
            State.SAVING: self._runner.save,
            State.UNDOING: self._runner.undo,
        }[job.state]

    def _finish(self, job: Job, told: Mapping[str, Any]) -> None:
        self._jobs.write(job.id, REPORT if job.state is State.READING else RESULT, told)
        batches = batches_of(told) or job.batches
        self._jobs.change(job.id, job.state, state=_NEXT[job.state], batches=batches, problem="", begun=0)
        if job.state is not State.READING:
            self._jobs.clear(job.id)

    def _teller(self, job: Job) -> Tell:
        def tell(file: str, done: int, total: int | None) -> None:
            self._progress[job.id] = Progress(file, done, total)
            if self._ending.is_set() or self._is_cancelled(job):
                raise Stopped("stopped")

        return tell

    def _is_cancelled(self, job: Job) -> bool:
        return job.state is State.READING and not self._jobs.files(job.id).is_dir()

    def _note(self, job: Job, problem: str) -> None:
        """Keep why a job stands still; where not even that can be kept, the next start takes the job up."""
        try:
            self._jobs.change(job.id, job.state, problem=problem)
        except GoodOfficesError:
            return

    def _known(self, id: str) -> Job | None:
        try:
            return self._jobs.get(id)
        except GoodOfficesError:
            return None
