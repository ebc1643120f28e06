"""The explorer in a real Chromium: seen, clicked, typed at, dragged, in both themes and both widths."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.webapp.conftest import Window

pytestmark = pytest.mark.browser


def drawn_pixels(page: Page) -> int:
    """How many pixels of the picture are not empty."""
    return int(
        page.evaluate(
            """() => { const c = document.querySelector('#picture canvas'); const d = c.getContext('2d')
            .getImageData(0, 0, c.width, c.height).data; let n = 0;
            for (let i = 3; i < d.length; i += 4) if (d[i]) n += 1; return n; }"""
        )
    )


def node(page: Page, label: str) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(
        """(label) => JSON.parse(document.getElementById('drawing').textContent)
        .nodes.find((n) => n.label === label)""",
        label,
    )
    return found


def click_row(page: Page, label: str) -> None:
    row = node(page, label)
    at = page.locator("#picture").bounding_box()
    assert at is not None
    x = {0: 40, 1: at["width"] / 2, 2: at["width"] - 40}[row["column"]]
    page.locator("#picture canvas").click(position={"x": x, "y": row["y"] + 28})


def test_the_picture_appears_at_once_and_is_whole(window: Window) -> None:
    page = window.visit("/")
    assert drawn_pixels(page) > 5_000
    assert page.locator("#picture[data-drawn]").count() == 1
    assert (window.complaints, window.outside) == ([], [])


def test_a_click_opens_the_panel_and_escape_clears(window: Window) -> None:
    page = window.visit("/?conflict=libya")
    click_row(page, "Egypt")
    expect(page.locator("#panel h2")).to_have_text("Egypt")
    expect(page.locator("#told")).to_contain_text("Egypt")
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    assert window.complaints == []


def test_escape_stops_a_panel_that_is_on_its_way(window: Window) -> None:
    page = window.visit("/?conflict=libya")
    asked: list[Route] = []
    page.route("**/actors/**", lambda route: asked.append(route))
    with page.expect_request("**/actors/egypt*"):
        click_row(page, "Egypt")
    page.keyboard.press("Escape")
    with page.expect_response("**/actors/egypt*") as answer:
        asked[0].continue_()
    answer.value.finished()
    page.evaluate("() => new Promise(requestAnimationFrame)")
    expect(page.locator("#panel")).to_be_hidden()


def test_who_stood_for_a_side_lights_up_the_events_of_that_side(window: Window) -> None:
    page = window.visit("/?conflict=libya#/actors/khalifa-haftar?conflict=libya")
    expect(page.locator("#panel dt", has_text="Shown as")).to_be_visible()
    expect(page.locator("#told")).to_have_text("1 event lit")
    page = window.visit("/?conflict=libya&view=network#/actors/khalifa-haftar?conflict=libya")
    expect(page.locator("#told")).to_have_text("1 event lit")
    assert window.complaints == []


def test_what_an_address_misspells_is_told_and_can_be_taken_away(phone: Window) -> None:
    page = phone.visit("/?conflict=libya&actor=" + "nobody-" * 40)
    expect(page.locator(".empty h2")).to_have_text("This actor is not known")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator(".empty .chip").click()
    page.wait_for_url("**/?conflict=libya")


def test_a_click_on_a_line_lights_the_same_events_and_lists_them(window: Window) -> None:
    page = window.visit("/?actor=iran")
    row = node(page, "Astana")
    at = page.locator("#picture").bounding_box()
    assert at is not None
    page.locator("#picture canvas").click(position={"x": at["width"] * 0.75, "y": row["y"] + 28})
    expect(page.locator("#panel .kicker")).to_have_text("Events of one line")
    expect(page.locator("#panel .lines li")).to_have_count(6)


def test_an_open_panel_is_part_of_the_address(window: Window) -> None:
    page = window.visit("/?conflict=libya")
    click_row(page, "Egypt")
    expect(page.locator("#panel h2")).to_have_text("Egypt")
    again = window.visit(page.url.removeprefix(window.address))
    expect(again.locator("#panel h2")).to_have_text("Egypt")


def test_data_named_in_the_address_is_not_read_as_a_page(window: Window) -> None:
    page = window.visit("/?conflict=libya#/actors/egypt.json")
    expect(page.locator("#panel h2")).to_have_text("No answer")


def test_the_panel_leads_on_to_an_event_and_back(window: Window) -> None:
    page = window.visit("/?conflict=libya#/actors/russia?conflict=libya")
    page.locator("#panel .lines a").first.click()
    expect(page.locator("#panel")).to_contain_text("Says who")
    page.get_by_role("button", name="Back").click()
    expect(page.locator("#panel h2")).to_have_text("Russia")


def test_the_keyboard_reaches_everything(window: Window) -> None:
    page = window.visit("/?conflict=libya")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.locator("#picture").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#told")).to_contain_text("third party")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#told")).to_contain_text("side")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#picture")).to_be_focused()


def test_slash_finds_by_name(window: Window) -> None:
    page = window.visit("/")
    page.keyboard.press("/")
    page.keyboard.type("turk")
    expect(page.locator("#search-found li").first).to_contain_text("Turkey")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("Turkey")


def test_a_filter_is_added_and_removed(window: Window) -> None:
    page = window.visit("/")
    page.get_by_text("+ filter").click()
    page.locator("#filter").fill("iran")
    page.locator("#filter-found li").filter(has_text="Iran").first.click()
    page.wait_for_url("**/?actor=iran")
    page.get_by_label("Remove the filter with Iran").click()
    page.wait_for_url(window.address + "/")


def test_dragging_over_the_years_selects_a_span(window: Window) -> None:
    page = window.visit("/")
    bars = page.locator("[data-years] a")
    first, last = bars.nth(0).bounding_box(), bars.nth(1).bounding_box()
    assert first is not None
    assert last is not None
    page.mouse.move(first["x"] + 4, first["y"] + 20)
    page.mouse.down()
    page.mouse.move(last["x"] + last["width"] - 4, last["y"] + 20, steps=4)
    page.mouse.up()
    page.wait_for_url("**/?since=*&until=*")
    assert "2017-01" in page.url


def test_the_years_take_the_keyboard(window: Window) -> None:
    page = window.visit("/")
    page.locator("[data-years] a").first.focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?since=2017-*&until=*")


def test_both_themes_and_the_switch(window: Window) -> None:
    page = window.visit("/")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Switch to the dark theme").click()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (light, dark) == ("rgb(251, 250, 247)", "rgb(20, 23, 28)")
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


@pytest.mark.parametrize("view", ["", "view=network", "view=table"])
def test_a_phone_never_scrolls_sideways(phone: Window, view: str) -> None:
    page = phone.visit(f"/?class=any&status=any&{view}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator(".search input").bounding_box()["height"] < 48  # type: ignore[index]
    assert (phone.complaints, phone.outside) == ([], [])


def test_on_a_phone_the_panel_is_a_sheet_from_below(phone: Window) -> None:
    page = phone.visit("/?conflict=libya#/actors/egypt?conflict=libya")
    expect(page.locator("#panel")).to_be_visible()
    sheet = page.locator("#panel").bounding_box()
    assert sheet is not None
    assert sheet["y"] + sheet["height"] == pytest.approx(844, abs=2)


def test_the_network_is_drawn_and_zooms(window: Window) -> None:
    page = window.visit("/?view=network")
    assert drawn_pixels(page) > 5_000
    page.get_by_role("button", name="Closer").click()
    page.locator("#picture").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_be_visible()
    assert (window.complaints, window.outside) == ([], [])


def test_hostile_names_run_nothing(window: Window) -> None:
    alerts: list[str] = []
    window.page.on("dialog", lambda dialog: alerts.append(dialog.message))
    page = window.visit("/?text=hyperlink")
    page.locator("#picture").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_contain_text("<img")
    page.keyboard.press("/")
    page.keyboard.type("img")
    expect(page.locator("#search-found li").first).to_contain_text("<img")
    assert (alerts, window.complaints) == ([], [])


CONTRAST = """() => {
  const channel = (v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  const ground = (one) => {
    for (let e = one; e; e = e.parentElement) {
      const c = rgb(getComputedStyle(e).backgroundColor);
      if (c.length < 4 || c[3] > 0.99) return c;
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const one of document.querySelectorAll('body *')) {
    const own = [...one.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || !one.offsetParent || one.matches('script, noscript, .unseen, .skip')) continue;
    const [a, b] = [light(rgb(getComputedStyle(one).color)), light(ground(one))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) poor.push(`${one.className || one.tagName}: ${ratio.toFixed(2)}`);
  }
  return poor;
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_stands_out_in_both_themes(window: Window, theme: Any) -> None:
    window.page.emulate_media(color_scheme=theme)
    page = window.visit("/?conflict=libya&status=any#/actors/egypt?conflict=libya")
    expect(page.locator("#panel h2")).to_have_text("Egypt")
    page.get_by_text("+ filter").click()
    assert page.evaluate(CONTRAST) == []
