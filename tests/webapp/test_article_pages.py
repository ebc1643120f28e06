"""Article pages through the client and in Chromium: evidence marked, facts beside it, and why a text is missing."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import expect

from graph.claims import article_id_of
from graph.facts import Article
from graph.loading import ImportOrder, import_files, new_resolver
from graph.loading_articles import ArticleOrder, import_articles
from graph.store.connection import Store
from graph.store.undoing import undo_batch
from tests.extractors import SentenceExtractor
from tests.webapp import articles_told as told
from tests.webapp.conftest import Window
from tests.webapp.test_chromium import CONTRAST
from tests.webapp.test_pages import elements_of

pytestmark = pytest.mark.usefixtures("articles")


@pytest.fixture(scope="module")
def articles(explored: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The articles of this module in the graph that all tests of the explorer share; gone when it ends."""
    facts = import_files(explored, ImportOrder((told.write_facts(tmp_path_factory.mktemp("facts")),)), lambda *_: None)
    folder = told.write_raw(tmp_path_factory.mktemp("raw"))
    order = ArticleOrder((folder,), (SentenceExtractor(),), quotes_only=frozenset({"Strict Times"}))
    batches = [report.batch for report in facts] + [import_articles(explored, order, lambda *_: None).batch]
    yield
    for batch in batches:
        undo_batch(explored, new_resolver(explored), batch, lambda _: None)


def path_of(url: str) -> str:
    return f"/articles/{article_id_of(Article(url=url))}"


LIBYA = path_of(told.LIBYA)


def fact(client: FlaskClient, day: str, path: str = LIBYA) -> dict[str, str]:
    """The first row of the fact of a day."""
    rows = csv.DictReader(io.StringIO(client.get(f"{path}.csv").text))
    return next(row for row in rows if row["start"] == day)


def test_every_quote_is_a_mark_that_leads_to_its_fact(client: FlaskClient) -> None:
    page = client.get(LIBYA).text
    claims = {row["claim"] for row in csv.DictReader(io.StringIO(client.get(f"{LIBYA}.csv").text))}
    marks = [about for tag, about in elements_of(page) if tag == "mark"]
    assert {claim for one in marks for claim in one["data-claims"].split()} == claims
    assert [one["data-claims"].count("claim-") for one in marks] == [1, 1, 2, 1, 1, 1]
    assert all(page.count(f'id="{claim}"') == 1 for claim in claims)


def test_the_list_tells_event_status_date_and_what_is_denied_or_inferred(client: FlaskClient) -> None:
    page = client.get(LIBYA).text
    assert "5 facts about 5 events, 1 denied, 1 put together from several sentences." in page
    assert "put together from 2 sentences" in page
    assert '<span class="unheld">refused</span>' in page
    assert '<mark class="evidence denies"' in page


def test_paragraphs_take_their_own_direction_and_nothing_of_the_text_is_html(client: FlaskClient) -> None:
    assert client.get(LIBYA).text.count('<p dir="auto">') == 4
    hostile = client.get(path_of(told.HOSTILE_ARTICLE)).text
    assert [tag for tag, _ in elements_of(hostile) if tag in ("img", "u", "b")] == []
    assert "&lt;script&gt;alert(4)" in hostile
    assert ">&lt;b&gt;met&lt;/b&gt; &amp;amp;</a></mark>" in hostile


def test_a_fact_is_shown_as_its_article_tells_it(client: FlaskClient) -> None:
    chosen = fact(client, "2020-01-13")
    page = client.get(f"{LIBYA}/facts?claim={chosen['claim']}").text
    assert "Khalifa Haftar for Libyan National Army" in page
    assert "patterns brought-to, signed; score 0.70." in page
    assert f'href="/events/{chosen["event"]}"' in page
    assert client.get(f"{LIBYA}/facts?claim=none").status_code == 404


def test_twins_hold_the_text_and_a_row_for_each_sentence(client: FlaskClient) -> None:
    data = client.get(f"{LIBYA}.json").get_json()
    rows = list(csv.DictReader(io.StringIO(client.get(f"{LIBYA}.csv").text)))
    assert (data["article"]["text"], len(data["facts"]), len(rows)) == (told.LIBYA_TEXT, 5, 6)
    for row in rows:
        assert told.LIBYA_TEXT[int(row["first_character"]) : int(row["end_character"])] == row["quote"]


def test_an_event_shows_its_sentences_in_their_context(client: FlaskClient) -> None:
    chosen = fact(client, "2020-01-14")
    page = client.get(f"/events/{chosen['event']}").text
    assert f'<span class="around">{told.SIGNED} </span>' in page
    assert f'<mark><a href="{LIBYA}#{chosen["claim"]}">{told.LEFT}</a></mark>' in page
    inferred = client.get(f"/events/{fact(client, '2020-01-13')['event']}?part=panel").text
    assert "put together from 2 sentences" in inferred
    assert told.SIGNED in inferred


def test_where_no_text_is_kept_the_page_says_why_and_shows_what_proves(client: FlaskClient) -> None:
    bare, quoted = client.get(path_of(told.BARE)).text, client.get(path_of(told.raw_url("quoted"))).text
    assert "Import the article itself" in bare
    assert "One side signed, the other did not." in bare
    assert "of this publisher only quotes may be" in quoted
    assert "Egypt mediated between" in quoted
    assert "Both speakers" not in quoted


def test_a_copy_leads_to_the_article_that_had_the_text_first(client: FlaskClient) -> None:
    copy = client.get(path_of(told.raw_url("copy"))).text
    assert "Same text as" in copy
    assert f'href="{path_of(told.raw_url("agency"))}"' in copy
    assert "Report copy, Post" in client.get(path_of(told.raw_url("agency"))).text


def test_a_text_in_another_language_is_shown_and_said_to_be_unread(client: FlaskClient) -> None:
    page = client.get(path_of(told.raw_url("arabic"))).text
    assert "not read: Arabic" in page
    assert told.ARABIC in page
    assert "No facts here" in page


def test_what_waits_is_a_way_to_the_desk(client: FlaskClient) -> None:
    path = path_of(told.raw_url("agency"))
    assert "1 fact waits at the desk" in client.get(path).text
    assert f'href="/review?article={path.rpartition("/")[2]}"' in client.get(path).text


def test_an_article_without_facts_says_so(client: FlaskClient) -> None:
    assert "no fact about mediation was found in it" in client.get(path_of(told.raw_url("empty"))).text


def test_an_unknown_article_is_an_error_with_what_to_do(client: FlaskClient) -> None:
    for form in ("", ".json", ".csv", "/facts?claim=x"):
        answer = client.get(f"/articles/none{form}")
        assert answer.status_code == 404
        assert "the history lists them" in answer.text


def test_a_very_long_text_comes_in_parts_and_each_fact_knows_its_own(client: FlaskClient) -> None:
    path, begun = path_of(told.LONG), time.perf_counter()
    first = client.get(path).text
    assert time.perf_counter() - begun < 2
    assert len(first) < 100_000
    assert "<mark" not in first
    (last,) = {about["href"] for _, about in elements_of(first) if "data-choose" in about}
    assert last.startswith(f"{path}?page=4#claim-")
    assert "<mark" in client.get(last.partition("#")[0]).text


def test_what_was_inferred_can_be_hidden(client: FlaskClient, explored: Store) -> None:
    event = fact(client, "2020-02-29", path_of(told.LONG))["event"]
    explored.run("MATCH (e:Event {id: $id}) SET e.inferred = true", {"id": event})
    shown, rest = (client.get(f"/mediation.json{query}").get_json()["events"] for query in ("", "?inferred=no"))
    assert [one["id"] for one in shown if one not in rest] == [event]
    page = client.get("/?inferred=no").text
    assert "nothing inferred" in page
    assert '<option value="no" selected>hidden</option>' in page
    assert client.get("/?inferred=perhaps").status_code == 400


@pytest.mark.browser
def test_a_mark_opens_its_facts_and_the_keyboard_does_too(window: Window) -> None:
    page = window.visit(LIBYA)
    page.get_by_text(told.APART).click()
    expect(page.locator("#panel .kicker")).to_have_text("Fact 3 of 5")
    expect(page.locator("mark.chosen")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    page.get_by_text(told.LEFT).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel .fact-card")).to_have_count(2)
    page.get_by_text("Open the event").first.click()
    expect(page.locator("#panel")).to_contain_text("Says who")
    assert (window.complaints, window.outside) == ([], [])


@pytest.mark.browser
def test_a_fact_lights_all_its_sentences_and_its_address_brings_them_back(window: Window) -> None:
    page = window.visit(LIBYA)
    page.locator(".fact-list .choose").first.click()
    expect(page.locator("mark.chosen")).to_have_count(3)
    assert "#claim-" in page.url
    again = window.visit(page.url.removeprefix(window.address))
    expect(again.locator("mark.chosen")).to_have_count(3)
    again.locator(".fact-list .choose").first.focus()
    again.keyboard.press("ArrowDown")
    expect(again.locator(".fact-list .choose").nth(1)).to_be_focused()


@pytest.mark.browser
def test_an_address_that_was_cut_off_lights_nothing_and_breaks_nothing(window: Window) -> None:
    page = window.visit(f"{LIBYA}#%E0%A4%A")
    expect(page.locator("mark.chosen")).to_have_count(0)
    assert window.complaints == []


@pytest.mark.browser
@pytest.mark.parametrize("url", [told.LIBYA, told.LONG, told.BARE, told.HOSTILE_ARTICLE, told.raw_url("copy")])
def test_on_a_phone_no_article_scrolls_sideways(phone: Window, url: str) -> None:
    page = phone.visit(path_of(url))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert (phone.complaints, phone.outside) == ([], [])


@pytest.mark.browser
def test_on_a_phone_the_sentence_stands_above_the_sheet(phone: Window) -> None:
    page = phone.visit(LIBYA)
    page.get_by_text(told.NEXT).click()
    expect(page.locator("#panel")).to_be_visible()
    page.wait_for_function("document.querySelector('mark.chosen').getBoundingClientRect().bottom < innerHeight * 0.32")


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_marked_text_stands_out_in_both_themes(window: Window, theme: str) -> None:
    window.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    page = window.visit(LIBYA)
    page.locator(".fact-list .choose").first.click()
    assert page.evaluate(CONTRAST) == []
    page.get_by_text(told.APART).click()
    expect(page.locator("#panel")).to_be_visible()
    assert page.evaluate(CONTRAST) == []
