"""All that the import pages need, wired once: the jobs on the disk, the worker, and who is at the keyboard."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from flask import Flask, current_app

from graph.errors import BadInput
from graph.extract.base import Extractor
from graph.extract.opening import extractors, model_on_offer
from graph.loading import current_user
from graph.settings import Settings
from graph.store.connection import Store
from webapp.import_jobs import Jobs
from webapp.import_runs import Runner
from webapp.import_worker import Worker

FOLDER = "imports"
_KEY = "goodoffices-imports"


@dataclass(frozen=True)
class Imports:
    """Kept on the app."""

    jobs: Jobs
    worker: Worker
    store: Store
    by: str

    @property
    def model(self) -> str:
        """The language model that may be asked too, as MODEL at HOST, or nothing."""
        return model_on_offer()


def open_imports(app: Flask, settings: Settings, store: Store) -> None:
    """Give an app its imports, and go on with those that an ended app left undone."""
    jobs = Jobs(settings.home / FOLDER)
    worker = Worker(jobs, Runner(jobs, store, partial(_extractors, settings), settings.quotes_only))
    app.extensions[_KEY] = Imports(jobs, worker, store, current_user())
    jobs.sweep()
    worker.resume()


def imports_of(app: Flask | None = None) -> Imports:
    """The imports of an app, or of the one that answers."""
    found: Imports = (app or current_app).extensions[_KEY]
    return found


def check_model(model: str) -> None:
    """Raise BadInput for a language model that is not the one that is set: texts go nowhere but where it was said."""
    if model and model != (now := model_on_offer()):
        raise BadInput(
            f"The articles were to be read by {model} too, but "
            f"{f'the language model is now {now}' if now else 'no language model is set any more'}: "
            "set GOODOFFICES_LLM_URL and GOODOFFICES_LLM_MODEL as before, or read them without it."
        )


def _extractors(settings: Settings, model: str) -> tuple[Extractor, ...]:
    check_model(model)
    return extractors(settings, llm=bool(model))
