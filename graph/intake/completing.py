"""What neither an article's file nor an option says of it is filled in: by a word for all, or an answer for one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from graph.articles import Given, RawArticle

NOTHING = Given()
Asked = tuple[str, int, str]
"""An article as a refusal names it: its file, its line there, and its address or title."""


@dataclass(frozen=True)
class Completion:
    """What is said of articles that do not say it themselves, and the days that a person gave for single ones."""

    otherwise: Given = NOTHING
    days: Mapping[Asked, date] = field(default_factory=dict)

    def complete(self, raw: RawArticle) -> RawArticle:
        """The article with what it lacked, as far as that is known."""
        article = raw.article
        names = (article.url,) if article.url else (article.title, raw.name)
        answers = (self.days.get((raw.file, raw.line, name)) for name in names)
        day = next(filter(None, answers), self.otherwise.published)
        known = {"published": day, "publisher": self.otherwise.publisher, "language": self.otherwise.language}
        missing = {name: value for name, value in known.items() if value and not getattr(article, name)}
        return replace(raw, article=article.model_copy(update=missing)) if missing else raw

    def words(self) -> tuple[str, ...]:
        """What makes another reading of the same files another one; nothing where nothing is filled in."""
        if self == Completion():
            return ()
        answers = sorted((line, named, day.isoformat()) for (_, line, named), day in self.days.items())
        return (repr(self.otherwise), repr(answers))
