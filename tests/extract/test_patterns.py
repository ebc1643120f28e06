"""Every pattern reads the example that it was written for, and leaves alone the one that only looks like it."""

from __future__ import annotations

from datetime import date

import pytest

from graph.extract.rules.patterns import Pattern, patterns
from graph.extract.rules.reader import RuleExtractor

PATTERNS = [pytest.param(pattern, id=pattern.id) for pattern in patterns()]
EXTRACTOR = RuleExtractor()


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_reads_its_example(pattern: Pattern) -> None:
    assert pattern.id in EXTRACTOR.rules_in(pattern.matches, date(2024, 1, 15))


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_leaves_its_counterexample_alone(pattern: Pattern) -> None:
    assert pattern.id not in EXTRACTOR.rules_in(pattern.not_matches, date(2024, 1, 15))


def test_pattern_ids_are_unique() -> None:
    ids = [pattern.id for pattern in patterns()]
    assert len(ids) == len(set(ids))
