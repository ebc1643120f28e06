"""Turns the facts of an article into the numbered list beside its text, each with the place of its sentences."""

from __future__ import annotations

from dataclasses import dataclass

from graph.queries.articles import ArticleCard, ArticleFact
from graph.vocabulary import HAPPENED
from webapp import addresses, wording
from webapp.article_text import Mark, Stretch, marks_of, page_at, pages_of


@dataclass(frozen=True)
class FactLine:
    """One fact in the list beside the text: its event, its status and date, and where its sentences are."""

    number: int
    claim: str
    title: str
    when: str
    status: str
    held: bool
    denies: bool
    inferred: str
    """That it was put together, and from how many sentences."""
    href: str
    """Its sentences; empty where it has none."""
    details: str
    event_href: str

    @property
    def hint(self) -> str:
        """The fact in one line."""
        said = ", ".join(part for part in ("denied" if self.denies else self.status, self.when, self.inferred) if part)
        return f"Fact {self.number}: {self.title}, {said}"


@dataclass(frozen=True)
class Placed:
    """An article's facts in the order of the text, with the marks of those that stand in it."""

    facts: tuple[ArticleFact, ...]
    marks: tuple[Mark, ...]
    pages: tuple[Stretch, ...]

    def page_of(self, claim: str) -> int:
        """The page with the first sentence of a claim; the first where none is marked."""
        return page_at(self.pages, min((mark.start for mark in self.marks if mark.key == claim), default=0))


def fact_lines(card: ArticleCard) -> tuple[FactLine, ...]:
    """The facts of an article, numbered in the order of its text."""
    return lines_of(card, placed_facts(card))


def placed_facts(card: ArticleCard) -> Placed:
    """The facts of an article where they stand in its text."""
    text = card.text or ""
    marks = tuple(mark for one in card.facts for mark in marks_of(text, one.saying.claim_id, one.saying.proofs))
    first: dict[str, int] = {}
    for mark in sorted(marks, key=lambda mark: mark.start):
        first.setdefault(mark.key, mark.start)
    beyond = len(text)
    facts = sorted(card.facts, key=lambda one: first.get(one.saying.claim_id, beyond))
    return Placed(tuple(facts), marks, pages_of(text))


def lines_of(card: ArticleCard, placed: Placed) -> tuple[FactLine, ...]:
    """Facts that have been placed, as lines."""
    return tuple(_line(card, one, n, placed) for n, one in enumerate(placed.facts, start=1))


def _line(card: ArticleCard, one: ArticleFact, number: int, placed: Placed) -> FactLine:
    claim = one.saying.claim_id
    return FactLine(
        number=number,
        claim=claim,
        title=wording.headline(one.event),
        when=wording.days(one.fact.date.start, one.fact.date.end, one.fact.date.text),
        status=wording.word(one.fact.status),
        held=one.fact.status in HAPPENED,
        denies=one.saying.denies,
        inferred=wording.put_together(len(one.saying.proofs)) if one.saying.inferred else "",
        href=addresses.article(card.article.id, claim, placed.page_of(claim)) if one.saying.proofs else "",
        details=addresses.article_facts(card.article.id, [claim]),
        event_href=addresses.thing("event", one.event.id),
    )
