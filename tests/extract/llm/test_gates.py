"""Nothing that a model says is believed: the article must bear it out, word for word."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from graph.extract.llm.gates import Gates, Reason, Rejected
from graph.extract.llm.said import SaidEvent
from graph.facts import EventFact
from graph.vocabulary import EventClass, Polarity
from tests.extract.llm.articles import HAFTAR, PLAN, PUBLISHED, TALKS, TEXT, conference, said


def passed(event: dict[str, Any], text: str = TEXT) -> EventFact | Rejected:
    return Gates(text, PUBLISHED, "llm:m:1").fact(SaidEvent.model_validate(event))


def fact(event: dict[str, Any], text: str = TEXT) -> EventFact:
    found = passed(event, text)
    assert isinstance(found, EventFact), found
    return found


def reason(event: dict[str, Any], text: str = TEXT) -> Reason:
    found = passed(event, text)
    assert isinstance(found, Rejected)
    return found.reason


def third(name: str, role: str = "mediator", on_behalf_of: str | None = None) -> list[dict[str, Any]]:
    return [{"name": name, "role": role, "on_behalf_of": on_behalf_of}]


def test_a_true_event_becomes_a_fact_with_our_offsets_score_and_rule() -> None:
    found = fact(said())
    (evidence,) = found.evidence
    assert TEXT[evidence.start : evidence.end] == evidence.quote == TALKS
    assert (found.score, found.inferred, found.rules) == (0.7, False, ("llm:m:1",))
    assert [part.name for part in found.third_parties] == ["Russia", "Turkey"]


def test_dates_are_reckoned_by_us_from_the_articles_words() -> None:
    assert fact(said()).date.start == fact(said()).date.end == date(2020, 1, 13)
    assert fact(conference()).date.start == date(2020, 1, 19)


def test_a_date_that_counts_from_another_is_not_guessed() -> None:
    text = f"{TEXT} The following day the Libyan National Army rejected the text of Russia."
    event = said(quotes=["The following day the Libyan National Army rejected the text of Russia."], venue=None)
    assert fact(event | {"date_words": "The following day"}, text).date.start is None


def test_without_a_day_of_publication_only_the_words_are_kept() -> None:
    found = Gates(TEXT, None, "llm:m:1").fact(SaidEvent.model_validate(said()))
    assert isinstance(found, EventFact)
    assert (found.date.text, found.date.start) == ("on Monday", None)


@pytest.mark.parametrize("words", ["2020-01-13", "last Friday", "Mon"])
def test_a_date_that_is_not_in_the_articles_words_is_rejected(words: str) -> None:
    assert reason(said(date_words=words)) is Reason.DATE


def test_a_quote_with_other_line_breaks_is_the_articles_own_span() -> None:
    text = TEXT.replace("between the", "between\n  the")
    (evidence,) = fact(said(), text).evidence
    assert evidence.quote == text[evidence.start : evidence.end] == TALKS.replace("between the", "between\n  the")


@pytest.mark.parametrize(
    "quote",
    ["Russia and Turkey brokered peace.", TALKS.replace("Monday", "Sunday"), TALKS.upper(), TALKS[3:]],
    ids=["invented", "altered", "shouted", "from within a word"],
)
def test_a_quote_that_is_not_in_the_article_is_rejected(quote: str) -> None:
    assert reason(said(quotes=[quote])) is Reason.QUOTE


def test_a_quote_that_could_be_one_of_two_spans_is_rejected() -> None:
    twice = "Talks\nwent on in Moscow. Talks\twent on in Moscow."
    assert reason(said(quotes=["Talks went on in Moscow."]), twice) is Reason.QUOTE


def test_a_quote_of_a_word_or_about_nobody_proves_nothing() -> None:
    assert reason(said(quotes=["in Moscow"])) is Reason.QUOTE_SIZE
    assert reason(conference(quotes=[HAFTAR])) is Reason.UNRELATED


def test_an_actor_that_the_article_does_not_name_is_rejected() -> None:
    assert reason(said(third_parties=third("Switzerland"))) is Reason.NAME
    assert reason(said(parties=[{"name": "Libyan"}, {"name": "National Liberation Army"}])) is Reason.NAME


def test_short_names_are_not_found_in_common_words() -> None:
    text = f"{TEXT} A diplomat told us who went."
    assert reason(said(third_parties=third("US")), text) is Reason.NAME
    american = TALKS.replace("Russia", "The US")
    assert fact(said(third_parties=third("US"), quotes=[american]), american).third_parties[0].name == "US"


def test_an_actor_may_go_by_another_name_that_surely_means_it() -> None:
    text = TEXT.replace("Russia and Turkey mediated talks", "Russian and Turkish envoys mediated talks")
    quote = TALKS.replace("Russia and Turkey mediated talks", "Russian and Turkish envoys mediated talks")
    found = fact(said(quotes=[quote]), text)
    assert [part.name for part in found.third_parties] == ["Russia", "Turkey"]


def test_a_capital_alone_does_not_name_its_government() -> None:
    text = "In Paris, Turkey mediated between the Libyan National Army and the Government of National Accord."
    event = said(third_parties=third("France"), quotes=[text], venue=None, date_words=None)
    assert reason(event, text) is Reason.NAME


def test_whom_a_person_stood_for_is_left_out_where_the_article_does_not_say() -> None:
    parties = [{"name": "Khalifa Haftar", "on_behalf_of": "House of Representatives"}]
    assert fact(said(parties=parties, quotes=[TALKS, HAFTAR])).parties[0].on_behalf_of is None


def test_markup_in_a_name_never_gets_through() -> None:
    assert reason(said(third_parties=third("<img src=x onerror=alert(1)>"))) is Reason.NAME
    assert reason(said(third_parties=third("<>"))) is Reason.NAME
    assert fact(said(third_parties=third("**Turkey**"))).third_parties[0].name == "Turkey"


def test_a_venue_that_the_article_does_not_name_is_rejected_and_a_country_left_out() -> None:
    assert reason(said(venue={"name": "Geneva"})) is Reason.VENUE
    assert fact(said(venue={"name": "Moscow", "country": "Soviet Union"})).venues[0].country is None


def test_what_has_not_happened_has_a_planned_venue() -> None:
    assert fact(conference()).venues[0].planned
    assert not fact(said()).venues[0].planned


def test_a_fact_whose_actors_are_not_all_in_one_quote_is_inferred_whatever_the_model_says() -> None:
    found = fact(said(quotes=[HAFTAR], parties=[{"name": "Khalifa Haftar"}], inferred=False))
    assert (found.inferred, found.score) == (True, 0.5)
    assert fact(said(inferred=True)).inferred


def test_what_the_article_denies_is_a_denial() -> None:
    assert fact(said(status="denied")).polarity is Polarity.DENIES
    assert fact(said()).polarity is Polarity.ASSERTS


def test_words_stretched_by_white_space_are_no_fault_of_ours() -> None:
    stretch = " " * 5_000
    assert reason(said(date_words="on Monday"), TEXT.replace("on Monday", f"on{stretch}Monday")) is Reason.QUOTE_SIZE
    assert reason(conference(date_words="on Monday", quotes=[PLAN]), f"{PLAN} on{stretch}Monday") is Reason.DATE


def test_a_mediator_is_not_also_a_side_and_somebody_must_have_come() -> None:
    assert reason(said(parties=[{"name": "Turkey"}])) is Reason.BOTH_SIDES
    assert reason(said(third_parties=[], parties=[])) is Reason.NOBODY


def test_how_an_event_counts_follows_from_the_rest() -> None:
    assert fact(said()).event_class is EventClass.MEDIATION
    assert fact(said(third_parties=[])).event_class is EventClass.NEGOTIATION
    assert fact(conference(kind="offer", quotes=[PLAN])).event_class is EventClass.OFFER
