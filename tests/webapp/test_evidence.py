"""Where accounts differ: only answers that cannot all be true stand side by side."""

from __future__ import annotations

from datetime import date
from typing import Any

from graph.queries.evidence import Account, Saying, differences_among
from graph.queries.rows import Named
from graph.vocabulary import Review


def saying(publisher: str, **more: Any) -> Saying:
    about: dict[str, Any] = {
        "claim_id": publisher,
        "denies": False,
        "quote": "They met.",
        "paraphrase": "",
        "review": Review.MACHINE,
        "article": Named(publisher, "Report"),
        "url": "",
        "publisher": publisher,
        "published": date(2020, 1, 14),
        "is_dataset_row": False,
        "start": "2020-01-13",
        "end": "2020-01-13",
        "status": "held",
        "outcome": "unknown",
        "venues": (),
    }
    return Saying(**{**about, **more})


def test_two_places_stand_with_their_publishers() -> None:
    (where,) = differences_among([saying("A", venues=("Doha",)), saying("B", venues=("Cairo",)), saying("C")])
    assert where.question == "Where?"
    assert where.accounts == (Account("Doha", ("A",)), Account("Cairo", ("B",)))


def test_a_month_and_a_day_in_it_are_no_difference() -> None:
    month = saying("B", start="2020-01-01", end="2020-01-31")
    assert differences_among([saying("A"), month]) == ()
    other = saying("C", start="2020-02-01", end="2020-02-01")
    assert [one.question for one in differences_among([saying("A"), other])] == ["When?"]


def test_an_agreement_may_be_a_comprehensive_one_and_what_was_planned_was_held() -> None:
    vague = saying("A", outcome="agreement_unspecified", status="planned")
    whole = saying("B", outcome="comprehensive_agreement")
    assert differences_among([vague, whole]) == ()
    failed = saying("C", outcome="no_agreement", status="cancelled")
    assert [one.question for one in differences_among([vague, whole, failed])] == ["Status?", "Outcome?"]


def test_a_denial_is_an_account_and_silence_is_none() -> None:
    found = differences_among([saying("A", outcome="ceasefire"), saying("B", denies=True), saying("C")])
    assert [one.question for one in found] == ["Did it happen?"]
