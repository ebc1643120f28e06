"""The English of the pages: dates as exactly as known, sentences with numbers first."""

from __future__ import annotations

from datetime import date

import pytest

from graph.queries.events import EventsFound, Tally
from graph.queries.selection import Selection
from graph.vocabulary import HAPPENED, Status
from tests.webapp.rows import event
from webapp import wording
from webapp.summary import heading, summary
from webapp.years import year_strip


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2023-01-05", "2023-01-05", "5 January 2023"),
        ("2023-01-05", "2023-01-07", "5 to 7 January 2023"),
        ("2023-01-01", "2023-01-31", "January 2023"),
        ("2023-01-01", "2024-02-29", "January 2023 to February 2024"),
        ("2023-01-01", "2024-12-31", "2023 to 2024"),
        ("2023-01-01", "2023-12-31", "2023"),
        ("2023-01-30", "2023-02-02", "30 January 2023 to 2 February 2023"),
    ],
)
def test_a_span_takes_the_shortest_true_words(start: str, end: str, words: str) -> None:
    assert wording.span(date.fromisoformat(start), date.fromisoformat(end)) == words


def test_an_undated_event_says_so_or_keeps_the_words_of_the_article() -> None:
    assert wording.when(event(start=None, end=None)) == "date not reported"
    assert wording.when(event(start=None, end=None, date_text="last week")) == "last week"


def test_an_event_without_a_title_is_named_by_who_helped_whom_where() -> None:
    assert wording.headline(event("Egypt", "HoR, HCS", "Cairo")) == "Egypt between HCS and HoR, Cairo"
    assert wording.headline(event("Egypt", "HoR", "Cairo")) == "Egypt with HoR, Cairo"
    assert wording.headline(event("", "HoR", "Cairo")) == "Talks with HoR, Cairo"
    assert wording.headline(event("", "HoR", status=Status.REFUSED)) == "HoR refuses talks"


def test_statuses_read_as_words() -> None:
    assert wording.status_words(HAPPENED) == "held or under way"
    assert wording.status_words(tuple(Status)) == "happened or not"


def test_the_sentence_answers_with_numbers_first() -> None:
    rows = (
        event("Egypt", "A, B", "Cairo"),
        event("Egypt, UN", "A", "Cairo"),
        event("UN", "B", "Rome", status=Status.REFUSED),
    )
    told = "".join(words.text for words in summary(EventsFound(rows, 3), Selection()))
    assert told.startswith("3 events: 2 third parties, 2 parties and 2 venues. Egypt mediated 2 of them")
    assert "most often they met in Cairo (2)." in told
    assert told.endswith("Not held, or not yet: 1 refused.")


def test_the_sentence_says_what_was_left_out() -> None:
    found = EventsFound((event("Egypt"), event("UN")), 10_001, at_least=True)
    assert summary(found, Selection())[0].text == "The newest 2 of more than 10,000 events"


def test_the_heading_takes_the_words_of_the_filters() -> None:
    selection = Selection(conflicts=("libya",), since=date(2023, 1, 1), until=date(2024, 12, 31))
    assert heading(selection, {}) == "Mediation \N{EN DASH} libya, 2023 to 2024"


def test_years_are_months_or_over_a_long_time_years() -> None:
    short = [Tally("mediation", "held", 2023, 11, 4), Tally("mediation", "held", 2024, 2, 1)]
    strip = year_strip([*short, Tally("mediation", "refused", 2024, 1, 9)], Selection(), "")
    assert [bar.events for bar in strip.bars] == [4, 0, 0, 1]
    assert strip.bars[0].href == "/?since=2023-11-01&until=2023-11-30"
    long = year_strip([*short, Tally("mediation", "held", 1978, 9, 1)], Selection(), "")
    assert (long.unit, len(long.bars)) == ("year", 47)
