"""How soon a person should look at something: the less sure it is and the better connected its actors, the sooner."""

from __future__ import annotations

import math

INFERRED = 0.5
NAME = 1.0
CONTRADICTION = 0.9
DUPLICATE = 0.8
"""How doubtful what is not a proposal is taken to be; a proposal's doubt is 1 minus its score."""


def doubt_of(score: float, *, inferred: bool) -> float:
    """How doubtful a reading is: from 0.05 for a score of 1, more where it was put together from several sentences."""
    return 1.05 - score + (INFERRED if inferred else 0.0)


def urgency(doubt: float, events: int) -> float:
    """The weight in the queue. `events`: those that the actors named have had a part in, or the articles on an event.

    Connections count by their order of magnitude (1 for none, 2 for nine, 4 for a thousand): a wrong fact about
    the United Nations goes before one about a village council, but what is nearly sure goes before neither.
    """
    return round(doubt * (1.0 + math.log10(1 + events)), 4)
