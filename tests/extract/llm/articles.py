"""Articles about public events, in our own words, and what a good model says of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from graph.facts import Article

TALKS = (
    "Russia and Turkey mediated talks in Moscow on Monday between the Libyan National Army "
    "and the Government of National Accord."
)
HAFTAR = "Khalifa Haftar, who commands the army, left the city without signing the ceasefire text."
PLAN = "Germany plans to host a conference on Libya in Berlin on 19 January."
TEXT = f"{TALKS} {HAFTAR}\n\n{PLAN}\n"
PUBLISHED = date(2020, 1, 14)


def article(text: str = TEXT, **changes: Any) -> Article:
    return Article.model_validate({"title": "Libya talks", "published": PUBLISHED, "text": text} | changes)


def said(**changes: Any) -> dict[str, Any]:
    """The talks of Moscow, as a good model gives them."""
    event: dict[str, Any] = {
        "kind": "talks",
        "status": "held",
        "third_parties": [
            {"name": "Russia", "role": "mediator", "on_behalf_of": None},
            {"name": "Turkey", "role": "mediator", "on_behalf_of": None},
        ],
        "parties": [
            {"name": "Libyan National Army", "response": "unknown", "on_behalf_of": None},
            {"name": "Government of National Accord", "response": "unknown", "on_behalf_of": None},
        ],
        "venue": {"name": "Moscow", "country": None},
        "date_words": "on Monday",
        "quotes": [TALKS],
        "inferred": False,
    }
    return event | changes


def conference(**changes: Any) -> dict[str, Any]:
    """The Berlin conference, still ahead."""
    event: dict[str, Any] = {
        "kind": "conference",
        "status": "planned",
        "third_parties": [{"name": "Germany", "role": "host"}],
        "parties": [],
        "venue": {"name": "Berlin"},
        "date_words": "19 January",
        "quotes": [PLAN],
    }
    return event | changes


def answer(*events: dict[str, Any]) -> dict[str, Any]:
    return {"events": list(events)}
