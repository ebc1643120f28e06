"""Turns some facts of an article into the panel behind a mark: what it says, in which sentences, and who read it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from graph.errors import NotFound
from graph.facts import EventFact, Participant
from graph.queries.articles import ArticleCard, ArticleFact
from graph.queries.evidence import Proof
from graph.vocabulary import ROLE_INVOLVEMENT, Involvement, Outcome, Review
from webapp import wording
from webapp.fact_lines import FactLine, fact_lines
from webapp.panels import Fact


@dataclass(frozen=True)
class FactCard:
    """One fact as its article tells it."""

    line: FactLine
    of: int
    facts: tuple[Fact, ...]
    proofs: tuple[Proof, ...]
    read_by: str
    checked: str


def fact_cards(card: ArticleCard, claims: Collection[str]) -> tuple[FactCard, ...]:
    """These facts of an article in the order of its text; raises NotFound where it has none of them."""
    lines = fact_lines(card)
    facts = {one.saying.claim_id: one for one in card.facts}
    chosen = tuple(_card(line, facts[line.claim], len(lines)) for line in lines if line.claim in claims)
    if not chosen:
        raise NotFound("This article makes no such claim. It may have been undone with its import, or rejected.")
    return chosen


def _card(line: FactLine, one: ArticleFact, of: int) -> FactCard:
    return FactCard(line, of, tuple(_facts(one.fact)), one.saying.proofs, _read_by(one), _checked(one))


def _facts(fact: EventFact) -> Iterable[Fact]:
    for involvement, heading in wording.ROLE_HEADINGS.items():
        helpers = [one for one in fact.third_parties if ROLE_INVOLVEMENT[one.role] is involvement]
        if helpers:
            yield Fact(heading, text=_names(helpers))
    between = [one for one in fact.parties if ROLE_INVOLVEMENT[one.role] is Involvement.PARTY_TO]
    yield Fact("Between" if len(between) > 1 else "With", text=_names(between) or "sides not reported")
    places = [f"{place.name}{' (planned)' if place.planned else ''}" for place in fact.venues]
    yield Fact("Where", text=wording.listed(places) or "place not reported")
    yield Fact("When", text=wording.days(fact.date.start, fact.date.end, fact.date.text))
    yield Fact("Status", text=wording.word(fact.status))
    if fact.outcome is not Outcome.UNKNOWN:
        yield Fact("Outcome", text=wording.word(fact.outcome))
    if fact.conflict:
        yield Fact("Conflict", text=fact.conflict)


def _names(participants: Sequence[Participant]) -> str:
    return wording.listed(
        [f"{one.name} for {one.on_behalf_of}" if one.on_behalf_of else one.name for one in participants]
    )


def read_by_words(extractor: str) -> str:
    """Who read a fact: the built-in extractor, a language model, or whoever made a file of facts."""
    name, _, model = extractor.partition(":")
    readers = {
        "import": "Taken from a file of facts",
        "rules": "Read by the built-in extractor",
        "llm": f"Read by the language model {model}".rstrip(),
    }
    return readers.get(name, f"Read by {extractor or 'an unnamed extractor'}")


def _read_by(one: ArticleFact) -> str:
    version = f" {one.extractor_version}" if one.extractor_version and one.extractor != "import" else ""
    patterns = f"; patterns {', '.join(one.fact.rules)}" if one.fact.rules else ""
    return f"{read_by_words(one.extractor)}{version}{patterns}; score {one.fact.score:.2f}."


def _checked(one: ArticleFact) -> str:
    if one.saying.review is not Review.CHECKED:
        return "Not yet checked by a person."
    by = f" by {one.reviewed_by}" if one.reviewed_by else ""
    at = f", {wording.moment(one.reviewed_at)}" if one.reviewed_at else ""
    return f"Checked{by}{at}."
