"""Sentences and short articles on public events, in our own words: what is read in each of them.

A row of `sentences.jsonl` has a text, its day of publication, and what one of the events read in it must be; fields
that a row leaves out may be anything. `none` says that nothing may be read.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graph.extract.rules.reader import RuleExtractor
from graph.extract.told import told
from graph.facts import Article

Case = dict[str, Any]
FILE = Path(__file__).with_name("sentences.jsonl")
CASES: list[Case] = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
NOT_READ = {"case", "text", "published", "none", "response"}
EXTRACTOR = RuleExtractor()


def events_in(case: Case) -> list[Case]:
    article = Article(title="An article", published=case["published"], text=case["text"])
    return [told(fact) for fact in EXTRACTOR.extract(article)]


def agrees(case: Case, event: Case) -> bool:
    """Lists of actors may come in any order; parties only have to be among those read."""
    return all(
        set(wanted) <= set(event[name]) if name == "parties" else _same(wanted, event[name])
        for name, wanted in case.items()
        if name not in NOT_READ
    )


def _same(wanted: object, found: object) -> bool:
    return sorted(wanted) == sorted(found) if isinstance(wanted, list) and isinstance(found, list) else wanted == found


@pytest.mark.parametrize("case", [case for case in CASES if "none" not in case], ids=lambda case: case["case"])
def test_an_event_is_read(case: Case) -> None:
    events = events_in(case)
    assert any(agrees(case, event) for event in events), json.dumps(events, ensure_ascii=False, indent=1)


@pytest.mark.parametrize("case", [case for case in CASES if "none" in case], ids=lambda case: case["case"])
def test_a_text_without_talks_gives_nothing(case: Case) -> None:
    assert events_in(case) == []


def test_the_table_covers_the_ground() -> None:
    assert len(CASES) >= 60
    assert len({case["case"] for case in CASES}) == len(CASES)
