"""Dates of news English: what is found in a sentence, and which days it means."""

from __future__ import annotations

from datetime import date

import pytest

from graph.extract.dates import DateKind, DateSpan, DateUse, date_spans, resolve

PAST, AHEAD = False, True
THURSDAY = date(2020, 1, 16)
MONDAY = date(2023, 5, 22)
SATURDAY = date(2024, 8, 10)
SUMMER = date(2019, 8, 15)
Case = tuple[str, str, date, bool, str, str, str]

DAYS: list[Case] = [
    ("Turkey and Russia met in Moscow on January 13.", "January 13", THURSDAY, PAST, "2020-01-13", "", "day"),
    ("The ceasefire of 12 January held.", "12 January", THURSDAY, PAST, "2020-01-12", "", "day"),
    ("The Berlin conference is due on January 19.", "January 19", THURSDAY, AHEAD, "2020-01-19", "", "day"),
    ("The leaders meet on January 19 in Berlin.", "January 19", THURSDAY, PAST, "2020-01-19", "", "day"),
    ("Fighting had resumed on 5 December.", "5 December", THURSDAY, PAST, "2019-12-05", "", "day"),
    ("A round is planned for 5 December.", "5 December", THURSDAY, AHEAD, "2020-12-05", "", "day"),
    ("Leaders met in Minsk on 12 February 2015.", "12 February 2015", THURSDAY, PAST, "2015-02-12", "", "day"),
    ("Signed at Camp David on September 17, 1978.", "September 17, 1978", THURSDAY, PAST, "1978-09-17", "", "day"),
    (
        "The accord of 21st of November, 1995, ended it.",
        "21st of November, 1995",
        THURSDAY,
        PAST,
        "1995-11-21",
        "",
        "day",
    ),
    ("They signed on Sept. 18 in Jeddah.", "Sept. 18", THURSDAY, PAST, "2019-09-18", "", "day"),
    ("Talks open on Sun. 19 Jan. in Berlin.", "Sun. 19 Jan.", THURSDAY, AHEAD, "2020-01-19", "", "day"),
    ("Talks began on Monday, January 13, in Moscow.", "Monday, January 13", THURSDAY, PAST, "2020-01-13", "", "day"),
    ("Talks began on Monday 13 January.", "Monday 13 January", THURSDAY, PAST, "2020-01-13", "", "day"),
    ("It opens on Sunday (19 January).", "Sunday (19 January)", THURSDAY, AHEAD, "2020-01-19", "", "day"),
    ("The text is dated 13.01.2020 and sealed.", "13.01.2020", THURSDAY, PAST, "2020-01-13", "", "day"),
    ("Updated 2020-01-13 in Geneva.", "2020-01-13", THURSDAY, PAST, "2020-01-13", "", "day"),
    ("Signed 25/12/2019 in Juba.", "25/12/2019", THURSDAY, PAST, "2019-12-25", "", "day"),
    ("They met on 29 February in Doha.", "29 February", date(2021, 3, 1), PAST, "2020-02-29", "", "day"),
    ("They signed on July 5 last year.", "July 5 last year", THURSDAY, PAST, "2019-07-05", "", "day"),
    ("The truce of the 10th of last month lapsed.", "the 10th of last month", THURSDAY, PAST, "2019-12-10", "", "day"),
    ("They spoke on May 20, the army said.", "May 20", MONDAY, PAST, "2023-05-20", "", "day"),
    ("The pact was signed on Tuesday, 7 August.", "Tuesday, 7 August", date(2019, 2, 1), PAST, "2018-08-07", "", "day"),
]

WEEKDAYS: list[Case] = [
    ("Envoys met in Doha on Tuesday.", "Tuesday", THURSDAY, PAST, "2020-01-14", "", "day"),
    ("Envoys are to meet on Tuesday.", "Tuesday", THURSDAY, AHEAD, "2020-01-21", "", "day"),
    ("Egypt received both sides on Thursday.", "Thursday", THURSDAY, PAST, "2020-01-16", "", "day"),
    ("Talks will open on Thursday.", "Thursday", THURSDAY, AHEAD, "2020-01-16", "", "day"),
    ("They met last Thursday in Muscat.", "last Thursday", THURSDAY, PAST, "2020-01-09", "", "day"),
    ("They met last Tuesday in Muscat.", "last Tuesday", THURSDAY, PAST, "2020-01-14", "", "day"),
    ("They agreed to meet next Saturday.", "next Saturday", SATURDAY, AHEAD, "2024-08-17", "", "day"),
    ("They agreed to meet next Saturday.", "next Saturday", MONDAY, AHEAD, "2023-05-27", "", "day"),
    ("A summit is set for this Friday.", "this Friday", THURSDAY, AHEAD, "2020-01-17", "", "day"),
    ("A summit is set for this Monday.", "this Monday", THURSDAY, AHEAD, "2020-01-20", "", "day"),
    ("Kenya hosted them this past Friday.", "this past Friday", THURSDAY, PAST, "2020-01-10", "", "day"),
    ("Kenya hosts them this coming Friday.", "this coming Friday", THURSDAY, AHEAD, "2020-01-17", "", "day"),
    ("They spoke by telephone late on Sunday.", "Sunday", THURSDAY, PAST, "2020-01-12", "", "day"),
    ("The truce began on Monday evening.", "Monday evening", THURSDAY, PAST, "2020-01-13", "", "day"),
    ("They signed on Monday of last week.", "Monday of last week", THURSDAY, PAST, "2020-01-06", "", "day"),
    ("The panel meets next week on Tuesday.", "next week on Tuesday", THURSDAY, AHEAD, "2020-01-21", "", "day"),
    ("Norway hosted talks on Sat. in Oslo.", "Sat.", THURSDAY, PAST, "2020-01-11", "", "day"),
    ("They met on Sunday and Monday.", "Sunday and Monday", THURSDAY, PAST, "2020-01-12", "2020-01-13", "range"),
    (
        "They met on Sunday and Monday.",
        "Sunday and Monday",
        date(2020, 1, 13),
        PAST,
        "2020-01-12",
        "2020-01-13",
        "range",
    ),
    (
        "Talks run from Monday to Wednesday.",
        "Monday to Wednesday",
        THURSDAY,
        AHEAD,
        "2020-01-20",
        "2020-01-22",
        "range",
    ),
    ("They sat on Thursday and Friday.", "Thursday and Friday", THURSDAY, PAST, "2020-01-16", "2020-01-17", "range"),
]

RANGES: list[Case] = [
    ("The G20 met in Osaka on June 28-29.", "June 28-29", SUMMER, PAST, "2019-06-28", "2019-06-29", "range"),
    ("The G20 met in Osaka on 28\u201329 June.", "28\u201329 June", SUMMER, PAST, "2019-06-28", "2019-06-29", "range"),
    ("Talks ran from March 6 to 10.", "March 6 to 10", SUMMER, PAST, "2019-03-06", "2019-03-10", "range"),
    ("They sat from March 6 to March 10.", "March 6 to March 10", SUMMER, PAST, "2019-03-06", "2019-03-10", "range"),
    (
        *("China hosted them between 6 and 10 March 2023.", "6 and 10 March 2023", SUMMER, PAST),
        *("2023-03-06", "2023-03-10", "range"),
    ),
    (
        *("The envoys met on 13 and 14 February 2024.", "13 and 14 February 2024", SATURDAY, PAST),
        *("2024-02-13", "2024-02-14", "range"),
    ),
    ("Kigali hosted it on May 2-5, 2021.", "May 2-5, 2021", SATURDAY, PAST, "2021-05-02", "2021-05-05", "range"),
    ("They meet on June 1, 2 and 3.", "June 1, 2 and 3", MONDAY, AHEAD, "2023-06-01", "2023-06-03", "range"),
    (
        *("A truce held from 28 December to 3 January.", "28 December to 3 January", THURSDAY, PAST),
        *("2019-12-28", "2020-01-03", "range"),
    ),
    (
        *("It will hold from 28 December to 3 January.", "28 December to 3 January", date(2019, 12, 10), AHEAD),
        *("2019-12-28", "2020-01-03", "range"),
    ),
    (
        *("They met from Monday, March 6, to Friday, March 10.", "Monday, March 6, to Friday, March 10", MONDAY, PAST),
        *("2023-03-06", "2023-03-10", "range"),
    ),
    (
        *("It lasted from January to March 2020.", "January to March 2020", SATURDAY, PAST),
        *("2020-01-01", "2020-03-31", "range"),
    ),
    ("Rounds took place in May and July.", "May and July", SUMMER, PAST, "2019-05-01", "2019-07-31", "range"),
    (
        *("The sides met in late June or early July.", "late June or early July", SUMMER, PAST),
        *("2019-06-21", "2019-07-10", "range"),
    ),
    ("Cuba hosted talks from 2012 to 2016.", "2012 to 2016", SUMMER, PAST, "2012-01-01", "2016-12-31", "range"),
    ("Carter mediated in 1978-79.", "1978-79", SUMMER, PAST, "1978-01-01", "1979-12-31", "range"),
]

PERIODS: list[Case] = [
    ("The talks broke down in August.", "August", date(2024, 10, 24), PAST, "2024-08-01", "2024-08-31", "month"),
    ("Talks are to resume in August.", "August", date(2024, 10, 24), AHEAD, "2025-08-01", "2025-08-31", "month"),
    ("The sides met in Oslo in May.", "May", SUMMER, PAST, "2019-05-01", "2019-05-31", "month"),
    ("They moved to Barbados in early July.", "early July", SUMMER, PAST, "2019-07-01", "2019-07-10", "range"),
    ("They parted in mid-May.", "mid-May", SUMMER, PAST, "2019-05-11", "2019-05-20", "range"),
    ("Oslo hosted them in late February.", "late February", THURSDAY, AHEAD, "2020-02-21", "2020-02-29", "range"),
    (
        *(
            "Talks would open in Oslo in the first half of October.",
            "the first half of October",
            date(2012, 9, 4),
            AHEAD,
        ),
        *("2012-10-01", "2012-10-15", "range"),
    ),
    ("A deal fell at the end of June.", "the end of June", SUMMER, PAST, "2019-06-21", "2019-06-30", "range"),
    ("It opened in the last week of May.", "the last week of May", SUMMER, PAST, "2019-05-25", "2019-05-31", "range"),
    ("It resumed in August 2023.", "August 2023", SATURDAY, PAST, "2023-08-01", "2023-08-31", "month"),
    ("They met in Geneva last December.", "last December", THURSDAY, PAST, "2019-12-01", "2019-12-31", "month"),
    ("They met in July of last year.", "July of last year", THURSDAY, PAST, "2019-07-01", "2019-07-31", "month"),
    ("The first round was in early 2019.", "early 2019", THURSDAY, PAST, "2019-01-01", "2019-04-30", "range"),
    ("Sadat and Begin met in 1978.", "1978", THURSDAY, PAST, "1978-01-01", "1978-12-31", "year"),
    ("Korea's leaders met in spring 2018.", "spring 2018", THURSDAY, PAST, "2018-03-01", "2018-05-31", "season"),
    ("They met in the winter of 2014.", "winter of 2014", THURSDAY, PAST, "2014-12-01", "2015-02-28", "season"),
    ("They met in Sochi last summer.", "last summer", THURSDAY, PAST, "2019-06-01", "2019-08-31", "season"),
    ("Norway facilitated in the 1990s.", "the 1990s", THURSDAY, PAST, "1990-01-01", "1999-12-31", "decade"),
    ("Angola mediated in the late 1990s.", "the late 1990s", THURSDAY, PAST, "1997-01-01", "1999-12-31", "range"),
]

RELATIVE: list[Case] = [
    ("They spoke yesterday.", "yesterday", THURSDAY, PAST, "2020-01-15", "", "day"),
    ("Qatar hosts both sides today.", "today", THURSDAY, PAST, "2020-01-16", "", "day"),
    ("They will sign tomorrow.", "tomorrow", THURSDAY, AHEAD, "2020-01-17", "", "day"),
    ("The truce starts tonight.", "tonight", THURSDAY, AHEAD, "2020-01-16", "", "day"),
    ("They spoke last night.", "last night", THURSDAY, PAST, "2020-01-15", "", "day"),
    ("They met the day before yesterday.", "the day before yesterday", THURSDAY, PAST, "2020-01-14", "", "day"),
    ("They had met a day earlier.", "a day earlier", THURSDAY, PAST, "2020-01-15", "", "day"),
    ("He had met both sides the day before.", "the day before", THURSDAY, PAST, "2020-01-15", "", "day"),
    ("They met three days ago in Cairo.", "three days ago", THURSDAY, PAST, "2020-01-13", "", "day"),
    ("They met two weeks ago in Cairo.", "two weeks ago", THURSDAY, PAST, "2019-12-30", "2020-01-05", "week"),
    ("Talks stalled a month ago.", "a month ago", THURSDAY, PAST, "2019-12-01", "2019-12-31", "month"),
    ("Talks stalled seven years ago.", "seven years ago", THURSDAY, PAST, "2013-01-01", "2013-12-31", "year"),
    ("They met in Nairobi last week.", "last week", THURSDAY, PAST, "2020-01-06", "2020-01-12", "week"),
    ("They meet this week.", "this week", THURSDAY, AHEAD, "2020-01-13", "2020-01-19", "week"),
    ("They met earlier this week.", "earlier this week", THURSDAY, PAST, "2020-01-13", "2020-01-16", "range"),
    ("They will meet next week.", "next week", THURSDAY, AHEAD, "2020-01-20", "2020-01-26", "week"),
    ("They met in Rome last month.", "last month", THURSDAY, PAST, "2019-12-01", "2019-12-31", "month"),
    ("They met in Rome this month.", "this month", THURSDAY, PAST, "2020-01-01", "2020-01-31", "month"),
    ("They met earlier this month.", "earlier this month", THURSDAY, PAST, "2020-01-01", "2020-01-16", "range"),
    ("They will meet later this month.", "later this month", THURSDAY, AHEAD, "2020-01-16", "2020-01-31", "range"),
    ("They will meet next month.", "next month", THURSDAY, AHEAD, "2020-02-01", "2020-02-29", "month"),
    ("They met in Rome last year.", "last year", THURSDAY, PAST, "2019-01-01", "2019-12-31", "year"),
    ("Elections are due this year.", "this year", THURSDAY, AHEAD, "2020-01-01", "2020-12-31", "year"),
    (
        "A deal is due by the end of the year.",
        "the end of the year",
        THURSDAY,
        AHEAD,
        "2020-09-01",
        "2020-12-31",
        "range",
    ),
    ("Envoys go there in the coming days.", "the coming days", THURSDAY, AHEAD, "2020-01-16", "2020-01-23", "range"),
    ("They met in recent weeks.", "recent weeks", THURSDAY, PAST, "2019-12-17", "2020-01-16", "range"),
    ("They met over the weekend.", "the weekend", THURSDAY, PAST, "2020-01-11", "2020-01-12", "range"),
    ("They will meet at the weekend.", "the weekend", THURSDAY, AHEAD, "2020-01-18", "2020-01-19", "range"),
    ("They will meet this weekend.", "this weekend", THURSDAY, AHEAD, "2020-01-18", "2020-01-19", "range"),
    ("They met this weekend.", "this weekend", MONDAY, PAST, "2023-05-20", "2023-05-21", "range"),
    ("They met last weekend.", "last weekend", SATURDAY, PAST, "2024-08-03", "2024-08-04", "range"),
    ("They will meet next weekend.", "next weekend", SATURDAY, AHEAD, "2024-08-17", "2024-08-18", "range"),
]


def only(text: str) -> DateSpan:
    (span,) = date_spans(text)
    return span


@pytest.mark.parametrize(
    ("sentence", "words", "published", "ahead", "start", "end", "precision"),
    [*DAYS, *WEEKDAYS, *RANGES, *PERIODS, *RELATIVE],
)
def test_an_expression_means_these_days(
    sentence: str, words: str, published: date, ahead: bool, start: str, end: str, precision: str
) -> None:
    span = only(sentence)
    found = resolve(span, published, ahead)
    assert span.text == words == sentence[span.start : span.end]
    assert (f"{found.start}", f"{found.end}", found.precision) == (start, end or start, precision)
    assert found.text == words


@pytest.mark.parametrize(
    "sentence",
    [
        "Some 2,000 people and 1,701 prisoners were freed.",
        "Resolution 2254 and resolutions 1970 and 1973 stand.",
        "After Geneva II the G20 and the M23 were silent.",
        "A force of 2000 soldiers held it for 100 days.",
        "They talked for months, and in ten years nothing came of it.",
        "For the past six months, and for the past few weeks, nobody came.",
        "Doors open at 10 a.m. in room 13.",
        "May the talks succeed, said Theresa May, whose plan was rejected by May's party.",
        "They march on; a second round may come.",
        "The Good Friday Agreement, wrote the Sunday Times.",
        "They met the day before the talks.",
        "The fall of Kabul and the Arab Spring.",
        "Every Monday they pray; there is no February 30.",
        "The sun sat low over COVID-19 wards.",
        "Room 13\n\nMay",
    ],
)
def test_what_is_no_date_is_left_alone(sentence: str) -> None:
    assert date_spans(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "words", "use"),
    [
        ("The 2015 agreement limits enrichment.", "2015", DateUse.MODIFIER),
        ("Iran's 2015 nuclear deal is dead.", "2015", DateUse.MODIFIER),
        ("The failed 2021 talks left a gap.", "2021", DateUse.MODIFIER),
        ("The 2000 Camp David summit failed.", "2000", DateUse.MODIFIER),
        ("Resolution 2254 (2015) stands.", "2015", DateUse.MODIFIER),
        ("The January 13 talks gave nothing.", "January 13", DateUse.MODIFIER),
        ("Monday's talks gave nothing.", "Monday", DateUse.POSSESSIVE),
        ("Last week\u2019s talks gave nothing.", "Last week", DateUse.POSSESSIVE),
        ("In 2015 talks resumed.", "2015", DateUse.FREE),
    ],
)
def test_a_date_that_tells_things_apart_is_marked(sentence: str, words: str, use: DateUse) -> None:
    span = only(sentence)
    assert (span.text, span.use) == (words, use)


@pytest.mark.parametrize(
    ("sentence", "lead"),
    [("War since 2014.", "since"), ("A deal by Friday.", "by"), ("It ran from March 6 to 10.", "from"), ("2 May.", "")],
)
def test_the_word_before_a_date_is_kept(sentence: str, lead: str) -> None:
    assert only(sentence).lead == lead


def test_what_counts_from_another_day_says_so() -> None:
    span = only("They signed three days later.")
    assert span.kind is DateKind.ANCHORED
    assert resolve(span, date(2015, 2, 9), ahead=False).start == date(2015, 2, 12)


def test_a_count_after_a_month_is_no_day() -> None:
    assert [span.text for span in date_spans("In May 15 prisoners were freed.")] == ["May"]


def test_spans_come_in_order_and_apart() -> None:
    text = "On Monday, Oman hosted talks; a week ago, on 6 January 2020, Iraq did. Since 2014 nobody had."
    spans = date_spans(text)
    assert [span.text for span in spans] == ["Monday", "a week ago", "6 January 2020", "2014"]
    assert all(text[span.start : span.end] == span.text for span in spans)


@pytest.mark.parametrize(
    ("sentence", "edtf"),
    [
        ("in May 2019", "2019-05"),
        ("on 2 May 2019", "2019-05-02"),
        ("from 2 to 5 May 2019", "2019-05-02/2019-05-05"),
        ("in early May 2019", None),
        ("in spring 2019", "2019-21"),
        ("in the 1990s", "199X"),
        ("last week", None),
    ],
)
def test_edtf_is_given_where_it_says_the_same(sentence: str, edtf: str | None) -> None:
    assert resolve(only(sentence), THURSDAY, ahead=False).edtf == edtf


def test_beyond_the_calendar_a_date_stays_open() -> None:
    found = resolve(only("They met thirty years ago."), date(20, 1, 1), ahead=False)
    assert (found.start, found.end, found.text) == (None, None, "thirty years ago")
