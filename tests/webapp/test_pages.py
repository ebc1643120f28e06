"""The pages through the client: views, panels, twins, headers, errors, and names that try to break out."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from graph.errors import BadInput, StoreUnavailable
from graph.queries.events import select_events
from graph.queries.rows import sides_key
from graph.queries.selection import Selection
from graph.store.connection import Store
from graph.store.decisions import Word
from graph.store.judging import same
from graph.store.judging_events import same_event
from graph.store.recording import judgement_id
from graph.store.taking_back import undo_judgement
from tests.webapp.told import FORMULA, HOSTILE
from webapp import SAFETY_HEADERS, check_host, pages

PAGES = [
    "/",
    "/?view=network",
    "/?view=table",
    "/?class=any&status=any",
    "/find?q=egy",
    "/actors/egypt",
    "/lines?at=actor:egypt",
]


class Elements(HTMLParser):
    """Every element of a page with its attributes, as a browser would see them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def elements_of(page: str) -> list[tuple[str, dict[str, str]]]:
    parser = Elements()
    parser.feed(page)
    return parser.found


def events(client: FlaskClient, address: str) -> list[dict[str, Any]]:
    return client.get(address).get_json()["events"]


def event_id(client: FlaskClient, title: str) -> str:
    return next(one["id"] for one in events(client, "/mediation.json?class=any&status=any") if one["title"] == title)


def test_the_home_page_answers_in_a_sentence(client: FlaskClient) -> None:
    page = client.get("/").text
    assert re.search(r"<strong>1[0-9] events</strong>: \d+ third parties", page)
    assert "held or under way" in page


def test_what_did_not_happen_and_what_is_related_wait_behind_switches(client: FlaskClient) -> None:
    titles = {one["title"] for one in events(client, "/mediation.json")}
    everything = {one["title"] for one in events(client, "/mediation.json?class=any&status=any")}
    assert everything - titles == {"An offer", "A briefing"}
    assert 'role="switch" aria-checked="false"' in client.get("/").text


def test_filters_meet(client: FlaskClient) -> None:
    both = events(client, "/mediation.json?actor=russia&actor=khalifa-haftar&conflict=libya")
    assert {one["title"] for one in both} == {"Moscow talks"}
    assert events(client, "/mediation.json?actor=iran&since=2018") != events(client, "/mediation.json?actor=iran")
    assert events(client, "/mediation.json?text=astana%20meeting%20of%202018-05")[0]["start"] == "2018-05-14"


def test_a_set_of_sides_opens_into_its_events(client: FlaskClient) -> None:
    told = events(client, "/mediation.json?conflict=libya&sides=house-of-representatives")
    assert [one["title"] for one in told] == ["Talks of 20 March", "Talks of 9 March", "Talks of 3 March"]
    assert "of these sides" in client.get("/?conflict=libya&sides=house-of-representatives").text


def test_of_a_set_of_sides_all_events_are_found_however_few_are_shown(explored: Store) -> None:
    astana = next(row for row in select_events(explored, Selection()).rows if row.title.startswith("Astana"))
    found = select_events(explored, Selection(sides=sides_key(astana)), cap=2)
    assert (len(found.rows), found.total, found.at_least) == (2, 6, False)


def test_the_table_says_the_same_as_the_picture(client: FlaskClient) -> None:
    table = client.get("/?view=table").text
    assert all(word in table for word in ("Moscow talks", "Place not reported", "By video or phone link"))
    assert "The same in words" in client.get("/").text


def test_a_long_table_has_pages(client: FlaskClient) -> None:
    past_the_end = client.get("/?view=table&page=9").text
    assert past_the_end == client.get("/?view=table").text
    assert "Moscow talks" in past_the_end
    assert client.get("/?page=zero").status_code == 400


def test_an_event_shows_facts_then_who_says_so(client: FlaskClient) -> None:
    panel = client.get(f"/events/{event_id(client, 'Moscow talks')}?part=panel").text
    assert "<html" not in panel
    assert panel.index("Mediated by") < panel.index("Says who")
    assert '<blockquote dir="auto">The two never sat in one room.</blockquote>' in panel
    assert re.search(r"in other words</span>\s+The general left early", panel)
    assert 'rel="noopener noreferrer external"' in panel


def test_every_event_has_a_page(client: FlaskClient) -> None:
    told = events(client, "/mediation.json?class=any&status=any")
    assert {client.get(f"/events/{one['id']}").status_code for one in told} == {200}
    by_link = client.get(f"/events/{event_id(client, 'Talks of 3 March')}").text
    assert "by video or phone link" in by_link


def test_accounts_that_differ_stand_side_by_side(client: FlaskClient) -> None:
    page = client.get(f"/events/{event_id(client, 'Moscow talks')}").text
    assert "Accounts differ: Did it happen?" in page
    assert re.search(r"it did not</strong><span class=\"says\">Daily Three", page)
    assert "their accounts differ" in page


def test_a_line_opens_into_its_events(client: FlaskClient) -> None:
    assert "0 events" in client.get("/lines?at=actor:iran&at=conflict:unheard-of").text
    lines = events(client, "/lines.json?at=actor:iran&at=venue:astana-kaz")
    assert len(lines) == 6
    assert {one["title"][:14] for one in lines} == {"Astana meeting"}


def test_a_line_keeps_its_names_whatever_the_middle_column_holds_for_its_events(client: FlaskClient) -> None:
    panel = client.get("/lines?at=conflict:libya&at=venue:moscow-rus&part=panel").text
    assert "Libyan conflict \N{RIGHTWARDS ARROW} Moscow" in panel


def test_a_line_that_was_not_read_to_its_end_says_so(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "DOWNLOAD_CAP", 2)
    told = client.get("/lines.json?at=actor:iran").get_json()
    assert (len(told["events"]), told["at_least"]) == (2, True)


def test_an_actor_a_venue_and_a_conflict_have_pages(client: FlaskClient) -> None:
    moscow = events(client, "/mediation.json?actor=russia&conflict=libya")[0]
    for thing, named in (("actors", "russia"), ("venues", moscow["places"][0]["venue"]["id"]), ("conflicts", "libya")):
        page = client.get(f"/{thing}/{named}")
        assert page.status_code == 200
        assert "Moscow talks" in page.text


def test_finding_by_name_alias_and_letters(client: FlaskClient) -> None:
    finds = client.get("/find.json?q=turk").get_json()["finds"]
    assert finds[0]["page"].startswith("/actors/turkey")
    assert finds[0]["filter"] == "/?actor=turkey"
    assert "Filter by it" in client.get("/find?q=moscow").text
    assert client.get("/find?q=").status_code == 302


@pytest.mark.parametrize("path", ["/mediation", "/actors/egypt", "/conflicts/libya", "/lines"])
def test_every_view_has_its_twins(client: FlaskClient, path: str) -> None:
    told = client.get(f"{path}.json?at=actor:egypt").get_json()["events"]
    rows = list(csv.DictReader(io.StringIO(client.get(f"{path}.csv?at=actor:egypt").text)))
    assert [row["id"] for row in rows] == [one["id"] for one in told]


def test_an_event_has_its_twins(client: FlaskClient) -> None:
    talks = event_id(client, "Moscow talks")
    sayings = client.get(f"/events/{talks}.json").get_json()["event"]["sayings"]
    rows = list(csv.DictReader(io.StringIO(client.get(f"/events/{talks}.csv").text)))
    assert [row["quote"] for row in rows] == [one["quote"] for one in sayings]


def test_a_spreadsheet_runs_nothing(client: FlaskClient) -> None:
    rows = csv.DictReader(io.StringIO(client.get("/mediation.csv?text=hyperlink").text))
    assert [row["title"] for row in rows] == [f"'{FORMULA}"]


@pytest.mark.parametrize("path", [*PAGES, "/?text=img", "/find?q=%3Cb%3E", "/?text=%3Cscript%3Ealert(9)%3C/script%3E"])
def test_no_name_becomes_markup(client: FlaskClient, path: str) -> None:
    elements = elements_of(client.get(path).text)
    assert not [name for name, _ in elements if name in ("img", "i", "iframe")]
    assert not [(name, attribute) for name, held in elements for attribute in held if attribute.startswith("on")]
    scripts = [held for name, held in elements if name == "script"]
    assert all("src" in held or held.get("type") == "application/json" for held in scripts)


def test_the_hostile_event_is_shown_as_text(client: FlaskClient) -> None:
    page = client.get(f"/events/{event_id(client, FORMULA)}").text
    assert "&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt; href" in page
    assert "&lt;script&gt;alert(3)" in page
    drawing = re.search(r'id="drawing">(.*?)</script>', client.get("/?text=hyperlink").text, re.DOTALL)
    assert drawing is not None
    assert any(node["label"] == HOSTILE for node in json.loads(drawing[1])["nodes"])


@pytest.mark.parametrize("path", PAGES)
def test_pages_load_nothing_from_elsewhere(client: FlaskClient, path: str) -> None:
    elements = elements_of(client.get(path).text)
    loads = [held.get("src") or held.get("href", "") for name, held in elements if name in ("script", "link", "img")]
    loads = [load for load in loads if load]
    assert loads
    assert all(load.startswith(("/static/", "/vis/")) for load in loads)
    assert not [name for name, held in elements if "style" in held]


@pytest.mark.parametrize("path", ["/", "/nowhere", "/mediation.csv", "/static/style.css", "/vis/vis-network.min.js"])
def test_every_answer_carries_the_safety_headers(client: FlaskClient, path: str) -> None:
    with client.get(path) as answer:
        headers = answer.headers
    assert {name: headers[name] for name in SAFETY_HEADERS} == SAFETY_HEADERS
    assert "unsafe" not in headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/?status=zzz", 400, "nothing is called"),
        ("/?view=map", 400, "Use columns, network, table"),
        ("/?since=soon", 400, "is not a date"),
        ("/actors/nobody", 404, "There is no actor"),
        ("/events/none", 404, "There is no event"),
        ("/nowhere", 404, "Nothing stands here"),
    ],
)
def test_errors_keep_the_frame_and_say_what_to_do(client: FlaskClient, path: str, status: int, words: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert words in answer.text
    assert "Skip to the answer" in answer.text


@pytest.mark.parametrize(
    ("path", "way"),
    [("/import/none", "/import"), ("/articles/none", "/history"), ("/review/none", "/review"), ("/undo", "/history")],
)
def test_what_is_not_there_leads_back_to_its_own_page(client: FlaskClient, path: str, way: str) -> None:
    page = client.get(path).text
    assert f'<a class="act" href="{way}">' in page
    assert "Go to who mediated between whom" in page


@pytest.fixture
def merged(explored: Store, client: FlaskClient) -> Iterator[tuple[str, str]]:
    """Two events that are one while a test lasts: the id that went, and the one that stayed."""
    pair = event_id(client, "Talks of 3 March"), event_id(client, "Talks of 9 March")
    stays = same_event(explored, *pair, Word("ann"))
    yield (pair[1] if stays == pair[0] else pair[0]), stays
    undo_judgement(explored, judgement_id(*pair), Word("ann"))


def test_an_event_that_was_found_to_be_another_leads_there(client: FlaskClient, merged: tuple[str, str]) -> None:
    gone, stays = merged
    answer = client.get(f"/events/{gone}?part=panel")
    assert (answer.status_code, answer.location) == (302, f"/events/{stays}?part=panel")
    assert client.get(f"/events/{gone}.csv").location == f"/events/{stays}.csv"
    assert client.get(f"/events/{gone}", follow_redirects=True).status_code == 200


def test_so_does_an_actor_until_it_is_taken_back(client: FlaskClient, explored: Store) -> None:
    old, now = "house-of-representatives", "libyan-national-army"
    same(explored, old, now, Word("ann"))
    answer, twin = client.get(f"/actors/{old}?conflict=libya"), client.get(f"/actors/{old}.json")
    filtered = client.get(f"/?actor={old}&conflict=libya&view=table")
    undo_judgement(explored, judgement_id(old, now), Word("ann"))
    assert (answer.status_code, answer.location) == (302, f"/actors/{now}?conflict=libya")
    assert twin.location == f"/actors/{now}.json"
    assert filtered.location == f"/?actor={now}&conflict=libya&view=table"
    assert client.get(f"/actors/{old}").status_code == 200


def test_errors_of_twins_are_json(client: FlaskClient) -> None:
    answer = client.get("/mediation.json?status=zzz")
    assert answer.status_code == 400
    assert answer.get_json()["error"]["status"] == 400


def test_an_engine_out_of_reach_is_told_with_the_next_step(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object, **__: object) -> None:
        raise StoreUnavailable("the engine does not answer")

    monkeypatch.setattr(Store, "read", away)
    answer = app.test_client().get("/")
    assert answer.status_code == 503
    assert "goodoffices engine start" in answer.text


@pytest.mark.parametrize("thing", ["actor", "conflict", "process", "venue"])
def test_what_an_address_names_and_nobody_knows_is_told(client: FlaskClient, thing: str) -> None:
    page = client.get(f"/?since=2019&{thing}=nobody&view=table").text
    assert f"This {thing} is not known" in page
    assert 'href="/?since=2019-01-01&amp;view=table">without nobody' in page
    assert "No event matches" not in page


def test_no_match_says_which_filter_to_drop(client: FlaskClient) -> None:
    page = client.get("/?conflict=libya&actor=iran").text
    assert "No event matches all of these filters" in page
    assert "without Iran" in page


def test_another_hosts_name_is_refused(client: FlaskClient) -> None:
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_loopback_may_be_listened_on(host: str) -> None:
    check_host(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "example.org"])
def test_any_other_host_is_refused_without_accounts(host: str) -> None:
    with pytest.raises(BadInput, match="no accounts"):
        check_host(host)
