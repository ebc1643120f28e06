from __future__ import annotations

from datetime import date

import pytest

from graph.articles.base import CannotRead
from graph.articles.page import MOST_ELEMENTS, html_draft, page_draft
from tests.articles.writing import DAY, MENU, PARAGRAPHS, TITLE, page

LINKED = '<script type="application/ld+json">{}</script>'
NEWS = (
    '{"@graph": [{"@type": "WebPage", "datePublished": "2001-01-01"},'
    ' {"@type": ["NewsArticle"], "datePublished": "2023-03-10T08:00:00+03:00"}]}'
)


def test_a_page_gives_the_articles_own_paragraphs_and_what_it_says_of_itself() -> None:
    draft = html_draft(page())
    assert draft.text == "\n\n".join(PARAGRAPHS)
    assert (draft.said.title, draft.said.publisher, draft.said.language) == (TITLE, "Example", "en")


def test_scripts_and_handlers_are_never_in_the_text() -> None:
    body = f"<p>{PARAGRAPHS[0]}<script>alert('x')</script><img src=x onerror=\"alert('x')\"></p><p>{PARAGRAPHS[1]}</p>"
    text = html_draft(page(body=body)).text
    assert "alert" not in text
    assert PARAGRAPHS[1] in text


@pytest.mark.parametrize(
    "line",
    ["Read more: What Yemen may expect", "Also read: Ten years of talks", "RELATED: A timeline", "Advertisement"],
)
def test_a_line_that_promotes_something_else_is_dropped(line: str) -> None:
    body = "".join(f"<p>{one}</p>" for one in (*PARAGRAPHS[:2], line, PARAGRAPHS[2]))
    assert html_draft(page(body=body)).text == "\n\n".join(PARAGRAPHS)


def test_a_sentence_after_a_doubtful_word_stays() -> None:
    sentence = "Analysis: Oman opened the door through which China went to Beijing."
    assert sentence in html_draft(page(body=f"<p>{PARAGRAPHS[0]}</p><p>{sentence}</p>")).text


@pytest.mark.parametrize(
    ("head", "dateline"),
    [
        (LINKED.format(NEWS), ""),
        ('<meta property="article:published_time" content="2023-03-10T23:30:00Z">', ""),
        ('<meta name="date" content="10 March 2023">', '<p class="date">11 March 2023</p>'),
        ('<link rel="canonical" href="https://news.example.org/2023/03/10/accord">', ""),
        ("", '<time datetime="2023-03-10">Friday</time>'),
        ("", '<div class="dateline">10.03.2023</div>'),
        ("", '<p class="byline">By a reporter | Published: March 10, 2023 | Updated: March 12, 2023</p>'),
    ],
)
def test_the_day_comes_from_metadata_or_a_whole_date_in_the_dateline(head: str, dateline: str) -> None:
    assert html_draft(page(head=head, dateline=dateline)).said.published == DAY


@pytest.mark.parametrize(
    ("head", "dateline"),
    [
        ("", ""),
        ("", '<div class="dateline">16 January</div>'),
        ("", '<div class="date">03/04/2020</div>'),
        ("", '<div class="date">Updated 16 January 2020</div>'),
        ('<meta property="article:modified_time" content="2024-03-10">', ""),
        ('<meta itemprop="copyrightYear" content="2021">', ""),
        ('<link rel="canonical" href="https://news.example.org/2023/03/accord">', ""),
        (LINKED.format("[" * 50_000), ""),
    ],
)
def test_no_year_is_ever_guessed(head: str, dateline: str) -> None:
    assert html_draft(page(head=head, dateline=dateline)).said.published is None


def test_a_dotted_date_is_day_first() -> None:
    assert html_draft(page(dateline='<div class="dateline">16.01.2020</div>')).said.published == date(2020, 1, 16)


def test_a_page_in_the_encoding_that_it_names() -> None:
    russian = "<p>Стороны встретились в Москве при посредничестве России и Турции, сообщили участники.</p>"
    html = page(head='<meta charset="windows-1251">', body=russian, language="ru").replace("©", "")
    draft = page_draft(html.encode("cp1251"))
    assert "посредничестве" in draft.text
    assert draft.said.language == "ru"


@pytest.mark.parametrize("html", [f"<html><body>{MENU}</body></html>", "<html></html>", "<p>"])
def test_a_page_without_an_article_is_refused(html: str) -> None:
    with pytest.raises(CannotRead, match="no article"):
        html_draft(html)


def test_a_page_that_would_take_minutes_is_refused() -> None:
    with pytest.raises(CannotRead, match="elements"):
        html_draft(page(body="<p>" + "<span>a </span>" * MOST_ELEMENTS + "</p>"))


def test_a_piece_of_html_is_read_as_well() -> None:
    assert html_draft(f"<p>{PARAGRAPHS[0]}</p>").text == PARAGRAPHS[0]
