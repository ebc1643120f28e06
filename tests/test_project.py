"""Projection: what an event is, given the claims that stand on it."""

from __future__ import annotations

from typing import Any

from graph.project import Projection, Witness, project
from graph.store.planning import witness_of
from tests.builders import claims, moscow_talks, resolver


def voice(url: str, publisher: str, published: str, **changes: Any) -> Witness:
    (claim,) = claims(url, moscow_talks(**changes), publisher=publisher, published=published)
    return witness_of(claim, resolver().resolve(claim.fact))


def event(*voices: Witness) -> Projection:
    return project("event", voices)


def test_later_articles_have_the_last_word_on_what_happened() -> None:
    planned = voice("https://a.example/1", "A", "2020-01-10", status="planned")
    held = voice("https://b.example/2", "B", "2020-01-14", status="held")
    assert event(held, planned).properties["status"] == "held"
    assert event(planned).properties["status"] == "planned"


def test_the_most_exact_date_is_kept() -> None:
    vague = voice("https://a.example/1", "A", "2020-01-14", date="2020-01")
    exact = voice("https://b.example/2", "B", "2020-01-15")
    assert event(vague, exact).properties["date_precision"] == "day"


def test_publishers_raise_confidence_and_copies_do_not() -> None:
    first, copy = (voice(f"https://a.example/{n}", "A", "2020-01-14", score=0.5) for n in (1, 2))
    other = voice("https://b.example/1", "B", "2020-01-14", score=0.5)
    assert event(first, copy).properties["confidence"] == 0.5
    assert event(first, other).properties["confidence"] == 0.75


def test_accounts_that_differ_are_kept_and_the_event_is_disputed() -> None:
    held = voice("https://a.example/1", "A", "2020-01-14")
    denied = voice("https://b.example/2", "B", "2020-01-15", polarity="denies")
    told = event(held, denied)
    assert told.contradictions == ("status",)
    assert told.properties["review"] == "disputed"


def test_one_edge_an_actor_and_role_with_all_its_claims() -> None:
    voices = [voice(f"https://a.example/{n}", "A", "2020-01-14") for n in (1, 2)]
    ties = {tie.other: tie for tie in event(*voices).ties}
    assert len(ties) == 4
    assert ties["russia"].properties["n_articles"] == 2


def test_a_person_brings_whom_the_article_says_it_stood_for() -> None:
    told = event(
        voice("https://a.example/1", "A", "2020-01-14", parties=[{"name": "Khalifa Haftar", "on_behalf_of": "LNA"}])
    )
    ties = {tie.other: tie.properties for tie in told.ties}
    assert ties["khalifa-haftar"]["on_behalf_of"] == "libyan-national-army"
    assert "libyan-national-army" in ties


def test_a_post_is_not_read_into_an_article_that_does_not_say_so() -> None:
    told = event(voice("https://a.example/1", "A", "2020-01-14", parties=[{"name": "Khalifa Haftar"}]))
    ties = {tie.other: tie.properties for tie in told.ties}
    assert "on_behalf_of" not in ties["khalifa-haftar"]
    assert "libyan-national-army" not in ties


def test_an_article_that_names_no_sides_leaves_those_that_another_names_together() -> None:
    seated = [{"name": "Khalifa Haftar", "side": "A", "role": "signatory"}, {"name": "LNA", "side": "A"}]
    lettered = voice("https://a.example/1", "A", "2020-01-14", parties=[*seated, {"name": "GNA", "side": "B"}])
    bare = voice("https://b.example/2", "B", "2020-01-15", parties=[{"name": "Khalifa Haftar"}, {"name": "GNA"}])
    ties = [tie for tie in event(lettered, bare).ties if tie.type == "PARTY_TO"]
    assert {(tie.other, tie.properties.get("side")) for tie in ties} == {
        ("khalifa-haftar", "A"),
        ("libyan-national-army", "A"),
        ("government-of-national-accord", "B"),
    }


def test_a_person_sits_with_the_body_that_it_stood_for() -> None:
    lettered = voice(
        "https://a.example/1", "A", "2020-01-14", parties=[{"name": "LNA", "side": "A"}, {"name": "GNA", "side": "B"}]
    )
    envoy = [{"name": "Khalifa Haftar", "on_behalf_of": "LNA"}, {"name": "GNA"}]
    ties = {
        tie.other: tie for tie in event(lettered, voice("https://b.example/2", "B", "2020-01-15", parties=envoy)).ties
    }
    assert ties["khalifa-haftar"].properties["side"] == "A"


def test_an_agreement_that_is_not_described_keeps_the_kind_that_an_earlier_article_tells() -> None:
    voices = [
        voice(f"https://{publisher}.example/1", publisher, published, outcome=outcome)
        for publisher, published, outcome in (
            ("a", "2020-01-14", "partial_agreement"),
            ("b", "2020-01-15", "agreement_unspecified"),
            ("c", "2020-01-16", "no_agreement"),
        )
    ]
    assert event(*voices[:2]).properties["outcome"] == "partial_agreement"
    assert event(*voices).properties["outcome"] == "no_agreement"
