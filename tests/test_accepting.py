"""What is certain enough to go in without a person, and in which words the rest is doubted."""

from __future__ import annotations

import math
from typing import Any

import pytest

from graph.accepting import Policy, Standing, evidence_fault, policy_of, reasons
from graph.errors import BadInput
from graph.match import Match
from tests.builders import fact, resolver

NEW = Standing(Match(None))


def doubts(policy: Policy = Policy(), standing: Standing = NEW, **changes: Any) -> tuple[str, ...]:  # noqa: B008
    return reasons(policy, resolver().resolve(fact(**changes)), standing)


def test_a_certain_explicit_fact_is_accepted() -> None:
    assert doubts(score=0.95) == ()
    assert doubts(score=0.95, date={}, status="planned") == ()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"score": 0.5}, "read with a score of only 0.50"),
        ({"inferred": True}, "put together from several sentences"),
        ({"date": {}}, "no day is told"),
        ({"parties": [{"name": "Elders of Ghat"}]}, "'Elders of Ghat' is not known yet"),
        ({"parties": [{"name": "armed groups"}]}, "is nobody in particular"),
        ({"parties": [{"name": "Libyan Nationl Army"}]}, "may be Libyan National Army"),
        ({"venues": [{"name": "Atlantis"}]}, "the place 'Atlantis' is not known"),
    ],
)
def test_each_doubt_has_its_words(changes: dict[str, Any], words: str) -> None:
    assert any(words in doubt for doubt in doubts(**changes))


def test_what_differs_from_the_graph_waits() -> None:
    standing = Standing(Match("event-1", (("event-2", "same sides and day, another venue"),)), ("venue",))
    assert doubts(standing=standing) == (
        "differs from the known event on venue",
        "may be an event that is known: same sides and day, another venue",
    )


def test_a_name_that_a_person_let_in_is_not_doubted_again() -> None:
    told = resolver().resolve(fact(parties=[{"name": "Elders of Ghat"}]))
    (elders,) = told.sides
    assert reasons(Policy(), told, Standing(Match(None), checked=frozenset({elders}))) == ()


def test_from_a_score_on_only_doubtful_names_wait() -> None:
    assert doubts(policy_of("0.4"), score=0.5, inferred=True, venues=[{"name": "Atlantis"}]) == ()
    assert doubts(policy_of("0.6"), score=0.5) == ("score 0.50, below 0.60",)
    assert len(doubts(policy_of("all"), parties=[{"name": "Libyan Nationl Army"}])) == 1


def test_nothing_is_accepted_where_a_person_wants_to_see_all() -> None:
    assert policy_of("none") == Policy(math.inf)
    assert doubts(policy_of("none"), score=1.0) == ("kept back at the import, for a person to decide",)


@pytest.mark.parametrize("words", ["sometimes", "1.5", "-1", "nan"])
def test_a_policy_that_is_none_is_told(words: str) -> None:
    with pytest.raises(BadInput, match="certain, all, none or a score"):
        policy_of(words)


def test_evidence_must_stand_in_the_text_word_for_word() -> None:
    quoted = fact(evidence=[{"quote": "met in Moscow", "start": 10, "end": 23}])
    assert evidence_fault(quoted, "Both sides met in Moscow.") != ""
    assert evidence_fault(quoted, "The sides met in Moscow.") == ""
    assert "quotes no sentence" in evidence_fault(fact(evidence=[]), "text")
