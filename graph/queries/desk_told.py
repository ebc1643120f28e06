"""Turns what waits at the desk into plain data, ready for JSON."""

from __future__ import annotations

from dataclasses import asdict

from graph.facts import EventFact
from graph.queries.desk import DeskItem, DeskPage, Rival


def told_page(page: DeskPage) -> dict[str, object]:
    """A page of the queue: counts by kind, and each thing without its article's text."""
    return {"counts": dict(page.counts), "items": [told_briefly(item) for item in page.items]}


def told_briefly(item: DeskItem) -> dict[str, object]:
    """One thing without its article's text."""
    told = told_item(item)
    article = asdict(item.article) if item.article else {}
    return {**told, "article": {name: value for name, value in article.items() if name != "text"} or None}


def told_item(item: DeskItem) -> dict[str, object]:
    """One thing that waits or was decided."""
    return {
        "id": item.id,
        "kind": item.kind,
        "version": item.version,
        "state": item.state,
        "weight": item.weight,
        "title": item.title,
        "why": item.why,
        "fact": _fact(item.fact),
        "correction": _fact(item.correction),
        "evidence": [asdict(span) for span in item.spans],
        "article": asdict(item.article) if item.article else None,
        "joins": item.joins.id if item.joins else None,
        "others": [event.id for event in item.others],
        "pair": asdict(item.pair) if item.pair else None,
        "extractor": item.extractor,
        "decided_by": item.decided_by,
        "decided_at": item.decided_at,
        "decided_why": item.decided_why,
        "rivals": [_rival(rival) for rival in item.rivals],
    }


def _rival(rival: Rival) -> dict[str, object]:
    return {"id": rival.id, "extractor": rival.extractor, "state": rival.state, "fact": _fact(rival.fact)}


def _fact(fact: EventFact | None) -> dict[str, object] | None:
    return fact.model_dump(mode="json", by_alias=True, exclude_defaults=True) if fact else None
