"""Claims: identity from content."""

from __future__ import annotations

from graph.claims import claims_of, normalised_url, publisher_of
from graph.facts import Article
from tests.builders import article_line, moscow_talks


def test_the_same_article_and_fact_make_the_same_claim() -> None:
    first = claims_of(article_line("https://example.org/a?utm_source=x#top", moscow_talks()))
    second = claims_of(article_line("http://www.example.org/a/", moscow_talks()))
    assert [claim.id for claim in first] == [claim.id for claim in second]


def test_a_fact_told_twice_in_one_article_is_one_claim() -> None:
    assert len(claims_of(article_line("https://example.org/a", moscow_talks(), moscow_talks()))) == 1


def test_an_address_keeps_what_names_the_page() -> None:
    assert normalised_url("https://example.org/a?id=7&utm_medium=x") == "https://example.org/a?id=7"


def test_the_host_stands_in_for_an_unnamed_publisher() -> None:
    assert publisher_of(Article(url="https://www.example.org/a")) == "example.org"
