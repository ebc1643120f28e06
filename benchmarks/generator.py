"""Makes seeded article facts for the benchmarks: abstract names, so that nobody takes them for history."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from pathlib import Path

THIRD_PARTIES, SIDES, VENUES, CONFLICTS, PUBLISHERS = 60, 400, 120, 40, 50
FIRST_DAY = date(1990, 1, 1)
DAYS = 12_000
REPORTED_TWICE = 0.1
"""Share of events that a second article reports too."""


def write_facts(path: Path, events: int, seed: int = 7) -> None:
    """Write so many events as JSON Lines, one article a line; the same seed makes the same file."""
    random_ = random.Random(seed)
    with path.open("w", encoding="utf-8") as file:
        for number in range(events):
            event = _event(random_)
            copies = 2 if random_.random() < REPORTED_TWICE else 1
            for copy in range(copies):
                file.write(json.dumps(_article(random_, number, copy, event)) + "\n")


def _article(random_: random.Random, number: int, copy: int, event: dict[str, object]) -> dict[str, object]:
    publisher = (random_.randrange(PUBLISHERS) + copy) % PUBLISHERS
    evidence = [{"quote": f"Sentence {number} of publisher {publisher} says so.", "start": 0, "end": 40}]
    return {
        "article": {
            "url": f"https://publisher-{publisher}.example/{number}/{copy}",
            "title": f"Report {number}",
            "publisher": f"Publisher {publisher}",
            "published": event["date"],
            "language": "en",
        },
        "events": [{**event, "evidence": evidence}],
    }


def _event(random_: random.Random) -> dict[str, object]:
    conflict = random_.randrange(CONFLICTS)
    sides = random_.sample(range(conflict * 10, conflict * 10 + 10), random_.choice((2, 2, 2, 3)))
    helpers = random_.sample(range(THIRD_PARTIES), random_.choice((1, 1, 2, 3)))
    day = FIRST_DAY + timedelta(days=random_.randrange(DAYS))
    return {
        "date": day.isoformat(),
        "third_parties": [{"name": f"Third party {number}", "kind": "State"} for number in helpers],
        "parties": [{"name": f"Side {number}", "kind": "ArmedGroup"} for number in sides],
        "venues": [{"name": f"City {random_.randrange(VENUES)}", "country": "CHE"}],
        "conflict": f"Conflict {conflict}",
    }
