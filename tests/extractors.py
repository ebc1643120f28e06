"""A stand-in extractor for tests: it reads one kind of sentence and nothing else."""

from __future__ import annotations

import re

from graph.facts import Article, EventFact

SENTENCE = re.compile(
    r"(?P<doubt>Reportedly, )?(?P<helper>[A-Z][\w ]+?) mediated between (?P<one>[A-Z][\w ]+?)"
    r" and (?P<other>[A-Z][\w ]+?) in (?P<venue>[A-Z]\w+)(?: on (?P<day>\d{4}-\d\d-\d\d))?\."
)


class SentenceExtractor:
    """Reads `X mediated between A and B in V on DAY.`; `Reportedly, ` makes it doubtful."""

    def __init__(self, name: str = "sentences", version: str = "1", score: float = 0.95) -> None:
        self.name, self.version, self.score = name, version, score

    def extract(self, article: Article) -> tuple[EventFact, ...]:
        return tuple(map(self._fact, SENTENCE.finditer(article.text or "")))

    def _fact(self, told: re.Match[str]) -> EventFact:
        return EventFact.model_validate(
            {
                "date": told["day"] or {},
                "third_parties": [{"name": told["helper"]}],
                "parties": [{"name": told["one"]}, {"name": told["other"]}],
                "venues": [{"name": told["venue"]}],
                "conflict": "Libya",
                "evidence": [{"quote": told[0], "start": told.start(), "end": told.end()}],
                "score": 0.5 if told["doubt"] else self.score,
            }
        )
