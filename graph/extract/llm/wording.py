"""The text of one article, asked whether words that a model gives as the article's own really stand in it."""

from __future__ import annotations

import re

from graph.extract.known_names import actors_called, actors_named
from graph.names import fold
from graph.reference import load_reference

SHORT_NAME = 3
_FOREIGN_TO_NAMES = re.compile(r"[^\w\s.,'\u2019()&/-]")

Span = tuple[int, int]


class Wording:
    """What stands in an article, and where."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._folded = f" {_folded(text)} "
        self._actors = actors_named(text)

    def spans(self, words: str) -> list[Span]:
        """Where whole words stand, letter by letter; only where they stand nowhere so, with other white space."""
        pattern = _pattern(words)
        found = [match.span() for match in pattern.finditer(self.text)] if pattern else []
        return [span for span in found if self.text[slice(*span)] == words.strip()] or found

    def quote(self, words: str) -> Span | None:
        """The span of a quote; none where it is not in the text, or could be one of several."""
        spans = self.spans(words)
        exact = bool(spans) and self.text[slice(*spans[0])] == words.strip()
        return spans[0] if exact or len(spans) == 1 else None

    def names(self, name: str) -> bool:
        """Whether the text names an actor: so spelled, or by another name that surely means the same."""
        return self.contains(name) or bool(actors_called(name) & self._actors)

    def contains(self, name: str) -> bool:
        """Whether a name stands in the text, whatever its case and accents; short ones (US, AU) letter by letter."""
        folded = fold(name)
        if len(folded) <= SHORT_NAME:
            return bool(folded and self.spans(name))
        return f" {folded} " in self._folded

    def places(self, name: str) -> bool:
        """Whether the text names a venue, by its name or an alias of the known place."""
        return self.contains(name) or any(self.contains(spelling) for spelling in _spellings(fold(name)))


def plain_name(name: str) -> str:
    """A name without the signs that no name has, such as those of markup."""
    return " ".join(_FOREIGN_TO_NAMES.sub("", name).split())


def _folded(text: str) -> str:
    """The fold of a long text, made word by word: folds are remembered, and whole articles should not be."""
    return " ".join(filter(None, map(fold, text.split())))


def _spellings(folded: str) -> set[str]:
    names = ((venue.name, *venue.aliases) for venue in load_reference().venues)
    return {name for known in names if folded in map(fold, known) for name in known}


def _pattern(words: str) -> re.Pattern[str] | None:
    parts = words.split()
    if not parts:
        return None
    before = r"(?<!\w)" if parts[0][0].isalnum() else ""
    after = r"(?!\w)" if parts[-1][-1].isalnum() else ""
    return re.compile(before + r"\s+".join(map(re.escape, parts)) + after)
