"""The routes of articles: one article with its evidence marked, its facts behind the marks, and its twins."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from graph.errors import NotFound
from graph.queries.articles import ArticleCard, ArticleFact, article_card
from graph.queries.rows import Named
from webapp import wording
from webapp.article_views import article_page, source_of
from webapp.fact_panel import fact_cards
from webapp.pages import page_number, the_store
from webapp.twins import csv_answer, json_answer

bp = Blueprint("articles", __name__)

FACT_HEADER = (
    *("claim", "event", "event_title", "denies", "inferred", "status", "start", "end"),
    *("quote", "paraphrase", "first_character", "end_character"),
    *("score", "patterns", "extractor", "extractor_version", "review", "reviewed_by"),
)
"""Columns of the CSV of one article: a row for each sentence of each fact; patterns are joined by |."""


@bp.get("/articles/<article_id>")
def one(article_id: str) -> str:
    """One article: its text with the evidence marked, and its facts."""
    return render_template("article.html", page=article_page(_card(article_id), page_number()))


@bp.get("/articles/<article_id>/facts")
def facts(article_id: str) -> str:
    """Some facts of an article as it tells them: what a mark opens."""
    card, claims = _card(article_id), request.args.getlist("claim")
    if not claims:
        raise NotFound("No fact is named. Choose one in the article.")
    bare = request.args.get("part") == "panel"
    cards = fact_cards(card, frozenset(claims))
    template = "_article_facts.html" if bare else "article_facts.html"
    return render_template(template, cards=cards, article=card.article, source=source_of(card))


@bp.get("/articles/<article_id>.<any(json, csv):form>")
def twin(article_id: str, form: str) -> Response:
    """One article: all of it as JSON, its facts as CSV."""
    card = _card(article_id)
    if form == "csv":
        rows = (row for fact in card.facts for row in _rows(fact))
        return csv_answer(FACT_HEADER, rows, f"article-{article_id}")
    return json_answer({"article": _told(card), "facts": [_told_of(fact) for fact in card.facts], "more": card.more})


def _card(article_id: str) -> ArticleCard:
    return article_card(the_store(), article_id)


def _rows(fact: ArticleFact) -> list[tuple[object, ...]]:
    about = (fact.saying.claim_id, fact.event.id, wording.headline(fact.event), fact.saying.denies)
    said = (fact.saying.inferred, fact.fact.status, fact.fact.date.start, fact.fact.date.end)
    read = (fact.fact.score, "|".join(fact.fact.rules), fact.extractor, fact.extractor_version)
    checked = (fact.saying.review, fact.reviewed_by)
    proofs = [(one.quote, one.paraphrase, one.start, one.end) for one in fact.saying.proofs]
    return [(*about, *said, *proof, *read, *checked) for proof in proofs or [("", "", None, None)]]


def _told(card: ArticleCard) -> dict[str, object]:
    return {
        "id": card.article.id,
        "title": card.article.name,
        "url": card.url,
        "publisher": card.publisher,
        "published": card.published,
        "language": card.language,
        "kind": card.kind,
        "not_read": card.not_read,
        "copy_of": card.original.id if card.original else None,
        "copies": [_named(copy) for copy in card.copies],
        "waiting": card.waiting,
        "text": card.text,
    }


def _named(copy: Named) -> dict[str, str]:
    return {"id": copy.id, "title": copy.name, "publisher": copy.short}


def _told_of(fact: ArticleFact) -> dict[str, object]:
    return {
        "claim": fact.saying.claim_id,
        "event": fact.event.id,
        "event_title": wording.headline(fact.event),
        "denies": fact.saying.denies,
        "fact": fact.fact.model_dump(mode="json", by_alias=True, exclude_defaults=True),
        "extractor": fact.extractor,
        "extractor_version": fact.extractor_version,
        "review": fact.saying.review,
        "reviewed_by": fact.reviewed_by,
        "reviewed_at": fact.reviewed_at,
    }
