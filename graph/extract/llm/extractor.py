"""One article becomes facts by way of a language model: asked, or found in the cache, and let through the gates."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from graph.errors import NotExtracted
from graph.extract.llm.asking import Answered, Asker
from graph.extract.llm.cache import AnswerCache
from graph.extract.llm.gates import Gates, Reason, Rejected
from graph.extract.llm.prompt import PROMPT_VERSION
from graph.extract.llm.settings import Limits
from graph.facts import Article, EventFact


@dataclass(frozen=True)
class LlmReading:
    """What a model made of an article: the facts that the article bears out, and what was rejected."""

    facts: tuple[EventFact, ...]
    rejected: tuple[Rejected, ...] = ()

    @property
    def reasons(self) -> Counter[Reason]:
        """How often each reason to reject was met."""
        return Counter(rejected.reason for rejected in self.rejected)


class LlmExtractor:
    """Reads articles with one model; see `Extractor`."""

    def __init__(self, asker: Asker, cache: AnswerCache, limits: Limits) -> None:
        self.name = f"llm:{cache.model}"
        self.version = PROMPT_VERSION
        self._asker = asker
        self._cache = cache
        self._limits = limits

    def extract(self, article: Article) -> tuple[EventFact, ...]:
        """The facts alone; see `read`."""
        return self.read(article).facts

    def read(self, article: Article) -> LlmReading:
        """The facts, and what was rejected.

        Raises NotExtracted where this article cannot be read, ExtractorUnavailable where none can.
        """
        text = article.text or ""
        if not text.strip():
            return LlmReading(())
        answered = self._answered(text)
        gates = Gates(text, article.published, f"{self.name}:{self.version}")
        passed = dict.fromkeys(map(gates.fact, answered.events))
        return LlmReading(
            facts=tuple(one for one in passed if isinstance(one, EventFact)),
            rejected=(
                *(one for one in passed if isinstance(one, Rejected)),
                *(Rejected(Reason.SCHEMA, fault) for fault in answered.dropped),
            ),
        )

    def _answered(self, text: str) -> Answered:
        kept = self._cache.find(text)
        if kept is not None:
            return kept
        if len(text) > self._limits.article_chars:
            raise NotExtracted(
                f"The article has {len(text):,} characters, and a language model is sent at most "
                f"{self._limits.article_chars:,}: split it, or read it with the built-in rules alone"
            )
        answered = self._asker.answer(text)
        self._cache.keep(text, answered)
        return answered
