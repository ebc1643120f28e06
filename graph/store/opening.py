"""The door to the store: settings become a Store on whichever engine they name."""

from __future__ import annotations

from graph.settings import Settings
from graph.store.connection import Store
from graph.store.engines.reach import reaching


def open_store(settings: Settings) -> Store:
    """The store of these settings; its engine is started if it is a local one that does not run."""
    return Store(reaching(settings), settings.read_seconds)
