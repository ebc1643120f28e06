"""Whole articles: what the extractor puts together from them, and that no text makes it stumble."""

from __future__ import annotations

from datetime import date

import pytest

from graph.extract.rules.reader import RuleExtractor
from graph.extract.told import told
from graph.facts import Article, EventFact
from graph.vocabulary import EventClass, Outcome, Polarity, Response, Role, Status

EXTRACTOR = RuleExtractor()
MOSCOW = """Haftar ready to talk again

Khalifa Haftar, the commander of the Libyan National Army, welcomed Russia's invitation to further talks in Moscow.

On January 13 in Moscow, Turkey and Russia organised negotiations between the two sides of the Libyan conflict. \
General Haftar and Fayez Sarraj, the head of the Government of National Accord, spoke through Turkish and Russian \
mediators.

Both parties have declared adherence to the ceasefire negotiated by Russia and Turkey on January 12.

Haftar would not agree to take part in any talks held in Ankara.

In Syria the Astana process arose after 2016. In this format Turkey, Iran and Russia play a leading role.
"""
RIVALS = """Rivals sign in Togo

LOMÉ - Sierra Leone's government and the Revolutionary United Front (RUF) signed a peace agreement in the Togolese \
capital on Wednesday.

The negotiations were brokered by Togo's President Gnassingbé Eyadéma.
"""
ODD = {
    "empty": "",
    "one word": "Talks",
    "only names": "Iran Oman Qatar Egypt Israel Hamas Russia Turkey",
    "only a stop": ".",
    "spaces": "   \n\n \t ",
    "markup": "<p>Iran &amp; <b>Oman</b> met in <a href='x'>Muscat</a> on [Monday].</p>",
    "mark-like words": "@A1 and @P2 met @L3 on @T4 with @G5, said @N6.",
    "right to left": "\u202e\u0639\u0645\u0627\u0646\u202c. Iran and Oman met in Muscat.",
    "combining": "Te\u0301he\u0301ran and Mosco\u0308w held talks in Gene\u0300ve on Monday.",
    "ligatures": "The o\ufb03ce of Qatar mediated between Israel and Hamas \u2014 \ufb01nally.",
    "astral": "\U0001f54a Qatar mediated between Israel and Hamas \U0001f91d in Doha.",
    "quotes": '"\'\u201c\u201d\u2018\u2019"' * 50,
    "brackets": "(((((Free Aceh Movement (GAM) (GAM) (((",
    "commas": "Iran, Oman, Qatar, Egypt, " * 300,
    "no spaces": "talks" * 5_000,
    "null": "Iran and Oman\0met in Muscat.",
}


def read(text: str, published: str | None = "2020-01-16") -> list[EventFact]:
    day = date.fromisoformat(published) if published else None
    title = text.partition("\n")[0][:100].strip() or "Untitled"
    return list(EXTRACTOR.extract(Article(title=title, published=day, text=text)))


def mediators_of(fact: EventFact) -> set[str]:
    return {part.name for part in fact.third_parties if part.role is Role.MEDIATOR and part.on_behalf_of is None}


def test_who_mediated_between_whom_where_and_when() -> None:
    talks = next(fact for fact in read(MOSCOW) if fact.date.start == date(2020, 1, 13))
    assert mediators_of(talks) == {"Turkey", "Russia"}
    assert {"Libyan National Army", "Government of National Accord"} <= {party.name for party in talks.parties}
    assert (talks.venues[0].name, talks.conflict) == ("Moscow", "Libyan conflict")


def test_a_ceasefire_has_its_day_and_its_outcome() -> None:
    truce = next(fact for fact in read(MOSCOW) if fact.outcome is Outcome.CEASEFIRE)
    assert truce.date.start == date(2020, 1, 12)
    assert mediators_of(truce) == {"Russia", "Turkey"}


def test_a_person_who_refuses_answers_like_the_body_spoken_for() -> None:
    refused = next(fact for fact in read(MOSCOW) if fact.status is Status.REFUSED)
    answers = {party.name: (party.response, party.on_behalf_of) for party in refused.parties}
    assert answers["Khalifa Haftar"] == (Response.REFUSED, "Libyan National Army")
    assert answers["Libyan National Army"][0] is Response.REFUSED


def test_a_mediator_is_not_lent_to_another_town_months_later() -> None:
    text = RIVALS + (
        "\n\nIn January the government and the Revolutionary United Front had held talks in Abidjan. Monitors doubt it."
    )
    abidjan = [fact for fact in read(text, "1999-07-09") if fact.venues and fact.venues[0].name == "Abidjan"]
    assert abidjan
    assert not any(fact.third_parties and fact.third_parties[0].role is Role.MEDIATOR for fact in abidjan)


def test_a_refused_venue_is_kept_with_who_refused_it() -> None:
    refused = next(fact for fact in read(MOSCOW) if fact.status is Status.REFUSED)
    assert (refused.venues[0].name, refused.venues[0].planned) == ("Ankara", True)
    assert refused.parties[0].response is Response.REFUSED


def test_a_format_of_another_war_does_not_take_the_sides_of_this_one() -> None:
    astana = next(fact for fact in read(MOSCOW) if fact.processes)
    assert (astana.processes, astana.conflict) == (("Astana process",), "Syria")
    assert mediators_of(astana) == {"Turkey", "Iran", "Russia"}
    assert "Libyan National Army" not in {party.name for party in astana.parties}


def test_a_mediator_named_later_is_joined_with_both_sentences_as_evidence() -> None:
    (fact,) = read(RIVALS, "1999-07-08")
    assert mediators_of(fact) == {"Togo"}
    assert ["signed a peace agreement" in (fact.evidence[0].quote or ""), len(fact.evidence)] == [True, 2]


def test_what_is_lent_by_another_event_is_marked_inferred() -> None:
    text = (
        MOSCOW
        + "\nA further round between the Libyan National Army and the Government of National Accord was held in Cairo."
    )
    cairo = next(fact for fact in read(text) if fact.venues and fact.venues[0].name == "Cairo")
    assert cairo.inferred
    assert len(cairo.evidence) > 1


def test_a_denied_mediation_is_kept_as_denied_and_printed_without_mediator() -> None:
    (fact,) = read("News\n\nEgypt denied that it had mediated between Libya and Turkey.")
    assert (fact.polarity, fact.status) == (Polarity.DENIES, Status.DENIED)
    assert told(fact)["mediators"] == []


def test_talks_that_ended_with_nothing_were_held() -> None:
    (fact,) = read(
        "News\n\nTalks between Iran and the United States mediated by Oman ended in Muscat without an agreement."
    )
    assert (fact.status, fact.outcome) == (Status.HELD, Outcome.NO_AGREEMENT)
    assert told(fact)["status"] == "failed"


def test_talks_that_never_began_failed() -> None:
    (fact,) = read("News\n\nTalks between Iran and the United States in Muscat were called off on Monday.")
    assert (fact.status, fact.event_class) == (Status.FAILED, EventClass.NEGOTIATION)


def test_a_conference_to_come_is_planned_where_it_will_be() -> None:
    text = "News\n\nA conference of the Libyan National Army and the Government of National Accord will open in Berlin."
    (fact,) = read(text)
    assert (fact.status, fact.venues[0].name, fact.venues[0].planned) == (Status.PLANNED, "Berlin", True)


def test_an_offer_makes_a_would_be_mediator() -> None:
    (fact,) = read("News\n\nIraq offered to mediate between Saudi Arabia and Iran.")
    assert fact.event_class is EventClass.OFFER
    assert [part.role for part in fact.third_parties] == [Role.WOULD_BE_MEDIATOR]


def test_a_palace_comes_with_its_town() -> None:
    (fact,) = read("News\n\nRussia and Ukraine signed a deal brokered by Turkey at the Dolmabahçe Palace on Monday.")
    assert [venue.name for venue in fact.venues] == ["Istanbul", "Dolmabahçe Palace"]


def test_headings_within_an_article_are_not_read() -> None:
    assert read("News\n\nIran and Oman to hold talks in Muscat on Monday\n\nThe weather was fine.") == []


def test_quotes_are_spans_of_the_text() -> None:
    for text in (MOSCOW, RIVALS):
        spans = [evidence for fact in read(text) for evidence in fact.evidence]
        assert spans
        assert all(text[span.start : span.end] == span.quote for span in spans)


def test_the_same_text_gives_the_same_facts() -> None:
    assert read(MOSCOW) == read(MOSCOW)
    assert list(RuleExtractor().extract(Article(title="x", published=None, text=RIVALS))) == read(RIVALS, None)


def test_scores_fall_with_what_is_unsure() -> None:
    sure = read("News\n\nTalks between Iran and the United States mediated by Oman were held in Muscat on Monday.")[0]
    unsure = read("News\n\nTalks between Iran and the Front for Change mediated by Oman were held.")[0]
    assert 0 < unsure.score < sure.score <= 1


def test_without_a_day_of_publication_no_relative_day_is_guessed() -> None:
    assert all(fact.date.start is None for fact in read(RIVALS, None))


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_odd_text_raises_nothing(text: str) -> None:
    for fact in read(text):
        assert all(text[span.start : span.end] == span.quote for span in fact.evidence)


def test_a_very_long_article_comes_to_an_end() -> None:
    filler = "The weather in Tripoli was fine on Monday, and the shops were open. "
    text = (MOSCOW * 20 + filler * 3_000)[:200_000]
    assert len(read(text)) > 1


def test_the_version_is_of_the_code_and_its_tables() -> None:
    generation, digest = EXTRACTOR.version.split("-")
    assert generation.isdigit()
    assert len(digest) == 12
