"""Rows that the importers' tests share: the talks of Moscow, 13 January 2020, and of Berlin, 19 January 2020."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from graph.facts import ArticleFacts
from graph.importers.base import Reading, Refused

ARTICLE = {"url": "https://example.org/moscow", "title": "Talks in Moscow", "publisher": "Example News"}


def moscow(**changes: Any) -> dict[str, Any]:
    return {
        "date": "2020-01-13",
        "third_parties": [{"name": "Russia"}, {"name": "Turkey"}],
        "parties": [{"name": "Khalifa Haftar", "on_behalf_of": "Libyan National Army"}],
        "venues": [{"name": "Moscow", "country": "RUS"}],
    } | changes


def line(*events: dict[str, Any], **article: Any) -> str:
    return json.dumps({"article": ARTICLE | article, "events": list(events)})


def written(path: Path, *lines: str) -> Path:
    path.write_text("".join(f"{text}\n" for text in lines), encoding="utf-8")
    return path


def good(readings: Iterable[Reading]) -> list[ArticleFacts]:
    return [reading for reading in readings if isinstance(reading, ArticleFacts)]


def bad(readings: Iterable[Reading]) -> list[Refused]:
    return [reading for reading in readings if isinstance(reading, Refused)]
