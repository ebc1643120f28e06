"""The review desk in a real Chromium: a keyboard alone, two people at once, no script, a phone, both themes."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import waitress
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from graph.accepting import policy_of
from graph.queries.desk import DeskItem, desk_item, desk_queue
from graph.settings import Settings
from graph.store.connection import Store
from tests.store.told import article, record
from tests.test_articles_import import load, write
from tests.webapp.conftest import Window
from tests.webapp.test_chromium import CONTRAST
from tests.webapp.test_desk import CAIRO, GENEVA, MISSPELT
from webapp import create_app
from webapp.imports import imports_of

pytestmark = pytest.mark.browser

BERLIN = GENEVA.replace("United Nations", "Germany").replace("Geneva on 2020-02-03", "Berlin on 2020-01-19")


@pytest.fixture
def app(engine_settings: Settings, graph: Store, tmp_path: Path) -> Iterator[Flask]:
    app = create_app(replace(engine_settings, home=tmp_path / "home"), graph)
    yield app
    imports_of(app).worker.stop()


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=4)
    serving = threading.Thread(target=server.run, daemon=True)
    serving.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    serving.join(timeout=5)


@pytest.fixture
def waiting(graph: Store, tmp_path: Path) -> tuple[DeskItem, ...]:
    load(graph, write(tmp_path, "one", GENEVA, CAIRO, BERLIN))
    return desk_queue(graph).items


def states(store: Store, items: tuple[DeskItem, ...]) -> list[str]:
    return [desk_item(store, item.id).state for item in items]


def press(page: Page, *keys: str) -> None:
    """Keys pressed one after the other, each once the page that came of the last one is ready for it."""
    for key in keys:
        page.wait_for_selector("html[data-desk]")
        page.keyboard.press(key)


def test_a_keyboard_alone_accepts_corrects_rejects_and_undoes(
    window: Window, graph: Store, waiting: tuple[DeskItem, ...]
) -> None:
    page = window.visit("/review")
    press(page, "a")
    expect(page.locator("[data-said]")).to_contain_text("Accepted")
    assert states(graph, waiting) == ["accepted", "waiting", "waiting"]
    press(page, "c")
    field = page.get_by_role("combobox", name="Name").nth(2)
    while not field.evaluate("field => field === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.type("khalifa h")
    expect(page.locator(".found:not([hidden]) li").first).to_contain_text("Khalifa Haftar")
    press(page, "ArrowDown", "Enter", "Control+Enter")
    expect(page.locator("[data-said]")).to_contain_text("Accepted with corrections")
    assert [party.name for party in correction(graph, waiting[1])][-1] == "Khalifa Haftar"
    press(page, "r")
    page.keyboard.type("a slip")
    press(page, "Enter")
    expect(page.locator("[data-said]")).to_contain_text("Rejected")
    assert states(graph, waiting)[2] == "rejected"
    press(page, "u")
    expect(page.locator("[data-said]")).to_contain_text("Taken back: rejected")
    assert states(graph, waiting) == ["accepted", "accepted", "waiting"]
    assert (window.complaints, window.outside) == ([], [])


def correction(store: Store, item: DeskItem) -> tuple[Any, ...]:
    told = desk_item(store, item.id).correction
    assert told is not None
    return told.parties


def test_letters_typed_into_a_field_decide_nothing(window: Window, graph: Store, waiting: tuple[DeskItem, ...]) -> None:
    page = window.visit("/review")
    press(page, "c")
    page.keyboard.type("arunsdx")
    press(page, "Enter")
    expect(page.locator("#f-third-0-name")).to_have_value("arunsdx")
    assert states(graph, waiting) == ["waiting"] * 3
    press(page, "Escape", "Escape", "n")
    expect(page.locator("#item-head")).to_have_text(waiting[1].title)


COVERED = """field => { const at = field.getBoundingClientRect();
    return document.elementFromPoint(at.left + 4, at.top + at.height / 2) !== field; }"""


def test_no_field_lies_behind_the_bar_of_decisions(window: Window, waiting: tuple[DeskItem, ...]) -> None:
    window.page.set_viewport_size({"width": 1280, "height": 620})
    page = window.visit("/review")
    press(page, "c")
    for _ in range(12):
        focused = page.locator("#correct :focus")
        assert not focused.evaluate(COVERED), focused.get_attribute("name")
        page.keyboard.press("Tab")


def test_the_lines_under_a_quote_are_whole_where_no_text_is_kept(window: Window, graph: Store, tmp_path: Path) -> None:
    load(graph, write(tmp_path, "one", GENEVA), quotes_only=frozenset({"Herald"}))
    page = window.visit("/review")
    lines = page.locator(".beside .proof").evaluate(
        "mark => [...mark.getClientRects()].map(({ top, bottom }) => [top, bottom])"
    )
    assert len(lines) > 1
    assert all(bottom <= top for (_, bottom), (top, _) in pairwise(lines))


def test_the_keys_are_shown_and_lead_through_the_queue(window: Window, waiting: tuple[DeskItem, ...]) -> None:
    page = window.visit("/review")
    press(page, "?")
    expect(page.locator("dialog")).to_be_visible()
    press(page, "Escape", "j")
    expect(page.locator("#item-head")).to_have_text(waiting[1].title)
    press(page, "k")
    expect(page.locator("#item-head")).to_have_text(waiting[0].title)
    press(page, "/")
    expect(page.locator("#search")).to_be_focused()


def test_two_people_at_once_do_not_overwrite_each_other(
    chromium: Browser, address: str, graph: Store, waiting: tuple[DeskItem, ...]
) -> None:
    one, other = (chromium.new_context().new_page() for _ in range(2))
    for page in (one, other):
        page.goto(f"{address}/review/{waiting[0].id}")
    press(other, "c")
    other.locator("#f-venue-0-name").fill("Montreux")
    press(one, "r", "Enter")
    expect(one.locator("[data-said]")).to_contain_text("Rejected")
    press(other, "Control+Enter")
    expect(other.get_by_role("alert")).to_contain_text("decided on this proposal")
    expect(other.locator("#f-venue-0-name")).to_have_value("Montreux")
    assert states(graph, waiting)[0] == "rejected"
    other.get_by_role("button", name="Take it back, accept mine").click()
    expect(other.locator("[data-said]")).to_contain_text("Accepted with corrections")
    one.context.close()
    other.context.close()


def test_a_key_says_that_it_is_that_event_and_undo_says_where_nothing_is_left_to_undo(
    window: Window, graph: Store, tmp_path: Path
) -> None:
    load(graph, write(tmp_path, "known", GENEVA.removeprefix("Reportedly, ")), policy=policy_of("all"))
    load(graph, write(tmp_path, "maybe", GENEVA.replace("United Nations", "Egypt")))
    page = window.visit("/review?kind=proposal")
    expect(page.locator(".decisions .primary")).to_have_text(re.compile("^Accept as new"))
    press(page, "i")
    expect(page.locator("[data-said]")).to_contain_text("Accepted, joined to a known event")
    press(page, "u")
    expect(page.locator("[data-said]")).to_contain_text("Taken back: accepted, joined")
    press(page, "u")
    expect(page.locator("[data-said]")).to_contain_text("Nothing was decided in this session")
    assert window.complaints == []


def test_a_field_at_fault_is_marked_and_gone_to(window: Window, waiting: tuple[DeskItem, ...]) -> None:
    page = window.visit("/review")
    press(page, "c")
    page.locator("#f-date_start").fill("2022-13-45")
    page.get_by_role("button", name="Accept with changes").click()
    expect(page.locator("#f-date_start")).to_be_focused()
    expect(page.locator("#f-date_start")).to_have_attribute("aria-invalid", "true")
    assert not page.locator("#f-date_start").evaluate(COVERED)


def test_on_a_phone_an_account_stands_beside_its_button_and_no_list_of_names_covers_the_bar(
    phone: Window, graph: Store, waiting: tuple[DeskItem, ...]
) -> None:
    told = {"status": "held"}, {"status": "failed"}
    record(graph, "one", *(article(n, **words) for n, words in enumerate(told, start=1)))
    page = phone.visit("/review?kind=contradiction")
    for account in page.locator(".account").all():
        button, words = account.locator("input").bounding_box(), account.locator("b, span").bounding_box()
        assert button is not None
        assert words is not None
        assert abs(button["y"] - words["y"]) < 12
    page = phone.visit(f"/review/{waiting[0].id}")
    page.locator("#correct > summary").click()
    page.locator("#f-third-0-name").fill("")
    page.evaluate("scrollBy(0, document.activeElement.getBoundingClientRect().top - innerHeight + 160)")
    page.keyboard.type("swi")
    expect(page.locator(".found:not([hidden])")).to_be_visible()
    found, bar = page.locator(".found:not([hidden])").bounding_box(), page.locator(".decisions").bounding_box()
    assert found is not None
    assert bar is not None
    assert found["y"] + found["height"] <= bar["y"]


def test_names_are_decided_by_key(window: Window, graph: Store, tmp_path: Path) -> None:
    load(graph, write(tmp_path, "one", MISSPELT))
    page = window.visit("/review?kind=name")
    press(page, "s")
    expect(page.locator("[data-said]")).to_contain_text("Decided: the same")
    expect(page.locator(".empty")).to_contain_text("Nothing of this kind waits")


def test_the_desk_works_without_script(
    chromium: Browser, address: str, graph: Store, waiting: tuple[DeskItem, ...]
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/review")
    page.locator("#correct > summary").click()
    page.locator("[name=party-2-name]").fill("Toubou Front")
    page.locator("[name=party-2-kind]").select_option("ArmedGroup")
    page.get_by_role("button", name="Accept").click()
    expect(page.locator("[data-said]")).to_contain_text("Accepted with corrections")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-said]")).to_contain_text("Taken back")
    assert states(graph, waiting) == ["waiting"] * 3
    context.close()


def test_a_phone_shows_it_all_and_never_scrolls_sideways(phone: Window, waiting: tuple[DeskItem, ...]) -> None:
    page = phone.visit("/review")
    page.locator("#correct > summary").click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator(".decisions").get_by_role("button", name="Reject").click()
    expect(page.locator("[data-why]")).to_be_focused()
    assert (phone.complaints, phone.outside) == ([], [])


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_stands_out_in_both_themes(window: Window, waiting: tuple[DeskItem, ...], theme: Any) -> None:
    window.page.emulate_media(color_scheme=theme)
    page = window.visit("/review")
    press(page, "c")
    assert page.evaluate(CONTRAST) == []
