"""What every extractor is: it turns the text of one article into event facts with verbatim evidence."""

from __future__ import annotations

from typing import Protocol

from graph.facts import Article, EventFact


class Extractor(Protocol):
    """Reads facts out of articles; the same text gives the same facts."""

    name: str
    """What its claims are marked with, such as `rules` or `llm:MODEL`."""
    version: str
    """Changes whenever the same text could give other facts."""

    def extract(self, article: Article) -> tuple[EventFact, ...]:
        """The events of one article that has a text; dates relative to its day of publication.

        Every piece of evidence is a span of `article.text`: `text[start:end] == quote`. A fact that no single
        sentence says whole is marked `inferred` and quotes each sentence that it was put together from.
        """
