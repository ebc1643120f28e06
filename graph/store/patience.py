"""When a write that failed is tried again, how often, and after what pause."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, field

from graph.store.engines.base import Endpoint
from graph.store.failures import Failure, connection_was_lost, is_lost_race

SECONDS = 30.0
RACES = 8
LONGEST_PAUSE = 1.0


@dataclass
class Patience:
    """What is left of it for one write."""

    endpoint: Endpoint
    _deadline: float = field(default_factory=lambda: time.monotonic() + SECONDS)
    _races: int = RACES
    _pause: float = 0.01

    def lasts(self, failure: Failure, begun: bool) -> bool:
        """Whether to try once more; `begun` where the failed transaction had been opened before it failed."""
        if time.monotonic() > self._deadline:
            return False
        if connection_was_lost(failure):
            # A server may be electing another leader. An engine of our own is started anew only for work not begun.
            return not begun or (self.endpoint.log is None and failure.is_retryable())
        if is_lost_race(failure):
            # Either another writer merged the same new id first, or the work can never succeed: it soon shows.
            self._races -= 1
            return self._races > 0
        return failure.is_retryable()

    def wait(self) -> None:
        """Pause, longer each time, and never for as long as the other writer that is in the way."""
        time.sleep(self._pause * random.uniform(0.5, 1.5))
        self._pause = min(self._pause * 2, LONGEST_PAUSE)
