"""The words around an expression say whether it is a date, and whether it dates the clause or tells a thing apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.extract.dates.written import DateUse


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LEADS = _words(
    "in on at since of from until till by to before after during between through throughout around for over and or "
    "circa about early late under within into"
)
_YEAR_LEADS = _LEADS - {"on", "at", "over", "and", "or", "about", "under", "within", "into"}
_MONTH_LEADS = _LEADS - {"on", "at", "over", "about", "under", "within", "into"}
_FEW_MONTH_LEADS = frozenset({"in", "since", "until", "till", "during", "throughout"})
"""Before March and May, which are a word and a name as well: "rejected by May", "talks with May"."""
_LEADS_OF_MONTH = {
    "A": _FEW_MONTH_LEADS,
    "R": _FEW_MONTH_LEADS | {"for", "from", "between", "by", "before", "after", "to"},
}
_DETERMINERS = _words("the a an its their his her our this that these those")
_FUNCTION_WORDS = _LEADS | _words(
    "but with without as that which who when where while because if is was were are be been has have had will would "
    "could should may might can did does do not also he she it they we i there this these the a an his her its their "
    "both all against amid following including despite than then so"
)
_THINGS = _words(
    "accord accords agreement agreements armistice bid ceasefire communique conference constitution coup deadline deal "
    "declaration election elections framework invasion meeting negotiations pact peace plan process protocol "
    "referendum revolution roadmap round session summit talks treaty truce uprising visit war"
)
"""What a date in front of it, without a preposition, tells apart: "June talks", "under 2015 deal"."""
_NOT_A_DAY = _words("every each good bloody black palm easter")
_NEWSPAPERS = _words("Times Telegraph Mail Express Mirror Post Herald Tribune Independent")


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the tokens an expression stands, and what stands around it."""

    tokens: Sequence[str]
    symbols: str
    start: int
    end: int

    @property
    def shape(self) -> str:
        return self.symbols[self.start : self.end]

    def token(self, index: int) -> str:
        return self.tokens[index] if 0 <= index < len(self.tokens) else ""

    def word_before(self, words: int = 1) -> str:
        """The word that many words back, lower case; empty where a stop or a paragraph lies between."""
        index = self.start - 2 * words
        apart = self.symbols[max(index + 1, 0) : self.start : 2] == " " * words
        return self.token(index).lower() if apart else ""

    @property
    def word_after(self) -> str:
        return self.token(self.end + 1) if self.symbols[self.end : self.end + 1] == " " else ""

    @property
    def lead(self) -> str:
        word = self.word_before()
        return word if word in _LEADS else ""

    @property
    def in_brackets(self) -> bool:
        return self.symbols[self.start - 1 : self.start] == "(" and self.symbols[self.end : self.end + 1] == ")"

    @property
    def names_a_thing(self) -> bool:
        """Whether the next word is what the date tells apart."""
        word = self.word_after
        if not word[:1].isalpha() or word.lower() in _FUNCTION_WORDS:
            return False
        backs = (1, 2) if self.shape in ("Y", "y") and not self.lead else (1,)
        if any(self.word_before(back) in _DETERMINERS or self._owner(back) for back in backs):
            return True
        return not self.lead and word.lower() in _THINGS

    def _owner(self, back: int) -> bool:
        """Whether an owner stands there: Iran's."""
        index = self.start - 2 * back
        return index > 0 and self.token(index) == "s" and self.symbols[index - 1] == "'"

    @property
    def use(self) -> DateUse:
        if self.symbols[self.end : self.end + 1] == "'" and self.token(self.end + 1) == "s":
            return DateUse.POSSESSIVE
        if self.names_a_thing or (self.in_brackets and self.shape in ("Y", "y")):
            return DateUse.MODIFIER
        return DateUse.FREE


def accepted(name: str, place: Place) -> bool:
    """Whether the words around an expression of that name let it be a date."""
    before = place.word_before()
    if name in ("weekday", "weekday_range", "weekend"):
        return before not in _NOT_A_DAY and place.word_after not in _NEWSPAPERS
    if name == "vague":
        return before != "for"
    if name == "season" and len(place.shape) == 1:
        return before in _FEW_MONTH_LEADS and place.token(place.start).islower()
    if name in ("year", "year_range"):
        return _is_year(place)
    if name in ("month", "month_range"):
        return _is_month(place)
    return True


def _is_year(place: Place) -> bool:
    if place.use is not DateUse.FREE:
        return "y" not in place.shape or place.word_after[:1].isupper() or place.word_after in _THINGS
    if place.shape == "y" and place.word_after[:1].islower() and place.word_after not in _FUNCTION_WORDS:
        return False
    opened = place.symbols[place.start - 1 : place.start] == "("
    return place.word_before() in _YEAR_LEADS or (opened and len(place.shape) > 1)


def _is_month(place: Place) -> bool:
    shape = place.shape
    if re.search("[eErLYy]", shape) or (re.fullmatch("M(?: ?- ?| [&T] )[MRA]", shape)):
        return True
    if "b" in shape:
        return False
    if place.word_before() in _LEADS_OF_MONTH.get(shape, _MONTH_LEADS):
        return True
    return place.use is not DateUse.FREE and (shape == "M" or place.word_after.lower() in _THINGS)
