"""Article facts: what is checked, and how a fault is told."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from graph.facts import Article, ArticleFacts, EventFact, FactDate, json_schema, problems_of
from tests.builders import moscow_talks


def test_a_plain_date_text_gives_bounds_and_precision() -> None:
    when = FactDate.model_validate("2020-01")
    assert (when.start, when.end, when.precision) == (date(2020, 1, 1), date(2020, 1, 31), "month")


def test_a_fact_survives_its_own_payload() -> None:
    fact = EventFact.model_validate(moscow_talks())
    assert EventFact.model_validate_json(fact.model_dump_json(by_alias=True, exclude_defaults=True)) == fact


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"status": "happened"}, "status"),
        ({"third_parties": [{"name": "Russia", "role": "party"}]}, "third_parties.0.role"),
        ({"date": "31/02/2020"}, "date"),
        ({"date": {"start": "2020-01-14", "end": "2020-01-13"}}, "date"),
        ({"venue": "Moscow"}, "venue"),
        ({"evidence": [{}]}, "evidence.0"),
        ({"third_parties": [], "parties": []}, "line"),
    ],
)
def test_a_fault_names_its_field(change: dict[str, object], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        EventFact.model_validate(moscow_talks(**change))
    assert problems_of(refused.value)[0][0] == field


def test_what_a_terminal_would_obey_becomes_blanks_and_quotes_stay_in_place() -> None:
    text = "Egypt \x1b[2Jhosted talks.\n\tIn \x9bCairo."
    told = moscow_talks(parties=[{"name": "Libyan \x1b[31mArmy\x07"}], evidence=[{"quote": text}])
    line = ArticleFacts.model_validate({"article": {"title": "A\x00B", "text": text}, "events": [told]})
    assert line.events[0].parties[0].name == "Libyan  [31mArmy"
    assert line.article.text == line.events[0].evidence[0].quote == "Egypt  [2Jhosted talks.\n\tIn  Cairo."
    with pytest.raises(ValidationError) as refused:
        EventFact.model_validate(moscow_talks(**{"\x1b[31m": 1}))
    assert problems_of(refused.value)[0][0] == " [31m"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "not an address", "ftp://example.org/a"])
def test_an_article_address_must_be_a_web_address(url: str) -> None:
    with pytest.raises(ValidationError):
        Article(url=url)


def test_the_schema_describes_one_line() -> None:
    schema = json_schema()
    assert schema["required"] == ["article", "events"]
    assert "held" in schema["$defs"]["Status"]["enum"]
    assert schema["title"] == ArticleFacts.__name__


@pytest.mark.parametrize("number", [0, 20200114, "0", "1577836800", "2020"])
def test_a_number_is_no_day(number: object) -> None:
    with pytest.raises(ValidationError, match="write it as YYYY-MM-DD"):
        Article.model_validate({"title": "Talks in Moscow", "published": number})


def test_the_schema_takes_a_date_as_text_too() -> None:
    assert [form["type"] for form in json_schema()["$defs"]["FactDate"]["anyOf"]] == ["string", "object"]
