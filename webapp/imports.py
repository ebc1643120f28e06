"""All that the import pages need, wired once: the jobs on the disk, the worker, and who is at the keyboard."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, current_app

from graph.extract.base import Extractor
from graph.extract.rules.reader import RuleExtractor
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


def open_imports(app: Flask, settings: Settings, store: Store) -> None:
    """Give an app its imports, and go on with those that an ended app left undone."""
    jobs = Jobs(settings.home / FOLDER)
    worker = Worker(jobs, Runner(jobs, store, _extractors))
    app.extensions[_KEY] = Imports(jobs, worker, store, current_user())
    worker.resume()


def imports_of(app: Flask | None = None) -> Imports:
    """The imports of an app, or of the one that answers."""
    found: Imports = (app or current_app).extensions[_KEY]
    return found


def _extractors() -> tuple[Extractor, ...]:
    return (RuleExtractor(),)
