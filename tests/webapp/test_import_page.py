"""The Import and History pages: files in, a report, a decision, what is in, and the way back."""

from __future__ import annotations

import io
import json
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import waitress
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, expect
from werkzeug.sansio.multipart import NEED_DATA, Data, Epilogue, File
from werkzeug.test import TestResponse

from graph.articles.base import NO_DATE
from graph.errors import StoreUnavailable
from graph.settings import Settings
from graph.store.connection import Store
from graph.store.engines.reach import reaching
from tests.extract.llm.articles import TEXT, answer, said
from tests.extract.llm.conftest import KEY
from tests.extract.llm.endpoint_server import EndpointServer, served, writes
from tests.webapp.conftest import Window
from tests.webapp.test_chromium import CONTRAST
from webapp import create_app
from webapp.import_jobs import REPORT, Draft, Jobs, State
from webapp.import_views import report_view
from webapp.imports import FOLDER, imports_of
from webapp.multipart import PatientDecoder
from webapp.uploads import MOST_FILES, harmless

BEIJING = (
    "Saudi Arabia and Iran restore ties\n\nChina mediated talks between Saudi Arabia and Iran in Beijing on "
    "10 March 2023. The two had broken off relations in 2016.\n"
)
MOSCOW = (
    "Haftar leaves Moscow without signing\n\nRussia and Turkey mediated talks between Khalifa Haftar and "
    "Fayez al-Sarraj in Moscow on 13 January 2020.\n"
)
BANGUI = (
    "Accord signé à Bangui\n\nLe gouvernement de la République centrafricaine et quatorze groupes armés ont signé à "
    "Bangui un accord de paix négocié à Khartoum sous l'égide de l'Union africaine, après dix jours de pourparlers.\n"
)
DAYTON = {
    "article": {"url": "https://example.org/dayton", "title": "Dayton", "published": "1995-11-22"},
    "events": [
        {
            "title": "Dayton talks",
            "date": "1995-11-01/1995-11-21",
            "third_parties": [{"name": "United States"}],
            "parties": [{"name": "Serbia"}, {"name": "Croatia"}],
            "venues": [{"name": "Dayton", "country": "USA"}],
            "evidence": [{"paraphrase": "The United States brought them to Dayton."}],
        }
    ],
}
FACTS = json.dumps(DAYTON) + '\n{"article": {"title": "Nothing"}, "events": []}\n'
DATED = {"published": "2023-03-11"}


@pytest.fixture
def settings(engine_settings: Settings, tmp_path: Path) -> Settings:
    """The engine that all tests share, with a folder for uploads of this test's own."""
    return replace(engine_settings, home=tmp_path / "home")


@pytest.fixture
def app(settings: Settings, graph: Store) -> Iterator[Flask]:
    app = create_app(settings, graph)
    yield app
    imports_of(app).worker.stop()


def token(client: FlaskClient) -> str:
    found = re.search(r'name="form_token" value="([^"]+)"', client.get("/import").text)
    assert found
    return found[1]


def post(client: FlaskClient, path: str, **fields: Any) -> TestResponse:
    return client.post(path, data={"form_token": token(client), **fields})


def send(client: FlaskClient, files: dict[str, str | bytes], problem: str = "", **fields: str) -> str:
    """Upload files and wait until they are read; the address of the upload."""
    sent = [(io.BytesIO(text.encode() if isinstance(text, str) else text), name) for name, text in files.items()]
    answer = post(client, "/import", files=sent, **fields)
    assert answer.status_code == 303, answer.text
    path = rested(client, answer.location)
    assert client.get(f"{path}.json?part=progress").get_json()["problem"] == problem
    return path


def rested(client: FlaskClient, path: str) -> str:
    """Wait until nobody works on an upload any more."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        told = client.get(f"{path}.json?part=progress").get_json()
        if told["state"] not in ("reading", "saving", "undoing") or told["problem"]:
            return path
        time.sleep(0.05)
    raise AssertionError(told)


def report(client: FlaskClient, path: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"{path}.json").get_json()["report"]
    return found


def state(client: FlaskClient, path: str) -> str:
    return str(client.get(f"{path}.json").get_json()["state"])


def events(client: FlaskClient) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get("/mediation.json?class=any&status=any").get_json()["events"]
    return found


def save(client: FlaskClient, path: str, **fields: Any) -> str:
    answer = post(client, f"{path}/save", **fields)
    assert answer.status_code == 303, answer.text
    return rested(client, path)


def ids(client: FlaskClient, path: str) -> list[str]:
    return [fact["id"] for fact in report(client, path)["articles"]["facts"]]


def test_the_report_shows_each_fact_with_its_sentence_and_saves_nothing(client: FlaskClient) -> None:
    path = send(client, {"beijing.txt": BEIJING}, publisher="Gulf Daily", **DATED)
    page = client.get(path).text
    assert "China mediated talks between Saudi Arabia and Iran in Beijing on 10 March 2023." in page
    assert "would add an event" in page
    assert "<bdi>Gulf Daily</bdi>, 11 March 2023 " in page
    assert (events(client), client.get("/history.json").get_json()["batches"]) == ([], [])


def test_what_is_ticked_is_saved_and_only_its_report_stays(client: FlaskClient, settings: Settings) -> None:
    path = send(client, {"beijing.txt": BEIJING}, **DATED)
    save(client, path, how="ticked", tick=ids(client, path))
    assert [one["start"] for one in events(client)] == ["2023-03-10"]
    assert "What is in" in client.get(path).text
    assert not list(settings.home.rglob("beijing.txt"))


def test_what_is_not_ticked_waits_or_is_rejected(client: FlaskClient) -> None:
    path = send(client, {"beijing.txt": BEIJING}, **DATED)
    save(client, path, how="ticked", rest="wait")
    assert events(client) == []
    assert "1 fact waits" in client.get(path).text
    other = send(client, {"moscow.txt": MOSCOW}, published="2020-01-14")
    save(client, other, how="ticked", rest="reject")
    assert {fact["fate"] for fact in report(client, other)["articles"]["facts"]} == {"rejected"}


def test_an_upload_that_is_known_already_is_told_and_makes_no_batch(client: FlaskClient) -> None:
    save(client, send(client, {"beijing.txt": BEIJING, "facts.jsonl": FACTS}, **DATED), how="all")
    batches = client.get("/history.json").get_json()["batches"]
    path = send(client, {"again.txt": BEIJING, "same.jsonl": FACTS.partition("\n")[0]}, **DATED)
    page = client.get(path).text
    assert "all known already: there is nothing to save." in page
    assert "What is in" not in page
    assert post(client, f"{path}/save", how="all").status_code == 400
    assert (state(client, path), client.get("/history.json").get_json()["batches"]) == ("ready", batches)


def test_of_two_uploads_of_one_article_the_second_tells_that_the_first_brought_it(client: FlaskClient) -> None:
    first, second = (send(client, {f"{name}.txt": BEIJING}, **DATED) for name in ("a", "b"))
    save(client, first, how="all")
    save(client, second, how="all")
    page = client.get(second).text
    assert "all known already: nothing was saved." in page
    assert "Undo this import" not in page
    assert len(client.get("/history.json").get_json()["batches"]) == 1


def test_a_second_article_confirms_the_event_of_the_first(client: FlaskClient) -> None:
    first = send(client, {"beijing.txt": BEIJING}, **DATED)
    save(client, first, how="all")
    again = BEIJING.replace("Saudi Arabia and Iran restore ties", "Embassies to reopen")
    path = send(client, {"other.txt": again.replace("The two had", "Both had")}, **DATED)
    assert [fact["effect"] for fact in report(client, path)["articles"]["facts"]] == ["confirms"]
    page = client.get(path).text
    assert re.search(r'would confirm:</span>\s+<a href="/events/[^"]+">China', page)


def test_a_fact_that_may_be_about_a_known_event_names_it_and_leads_to_it(client: FlaskClient) -> None:
    save(client, send(client, {"beijing.txt": BEIJING}, **DATED), how="all")
    other = BEIJING.replace("China", "Oman").replace("ties", "relations")
    path = send(client, {"other.txt": other.replace("The two had", "Both had")}, **DATED)
    (event,) = (one["id"] for one in events(client))
    page = client.get(path).text
    assert re.search(rf'may be the known event</span>\s+<a href="/events/{event}" dir="auto">China', page)
    assert "would add an event" not in page


def test_a_status_is_said_once() -> None:
    blank = dict.fromkeys(("id", "file", "article", "article_title", "title", "event", "event_title", "extractor"), "")
    line = {**blank, "effect": "adds", "fate": "waits", "why": []}
    refused = {"status": "refused", "class": "negotiation", "parties": [{"name": "Eritrea", "response": "refused"}]}
    planned = {"status": "planned", "class": "negotiation", "venues": [{"name": "Muscat", "planned": True}]}
    facts = [{**line, "fact": fact} for fact in (refused, planned)]
    told = {"articles": 1, "accepted": 0, "waiting": 2, "rejected": 0, "facts": facts}
    (article,) = report_view({"articles": told}, {}, Draft(), saved=False).articles
    assert [(fact.pills[0].note, fact.told) for fact in article.facts] == [
        ("refused", "negotiation, date not reported"),
        ("", "planned, negotiation, date not reported"),
    ]


def test_the_day_of_an_article_is_asked_and_never_guessed(client: FlaskClient) -> None:
    path = send(client, {"beijing.txt": BEIJING})
    assert report(client, path)["articles"]["facts"] == []
    assert "When were these published?" in client.get(path).text
    answer = post(client, f"{path}/days", **{"day-0": "2023-03-11"})
    assert answer.status_code == 303
    assert len(ids(client, rested(client, path))) == 1
    assert post(client, f"{path}/days", **{"day-0": ""}).status_code == 400


def ticked(client: FlaskClient, path: str) -> list[bool]:
    return [" checked" in box for box in re.findall(r'<input type="checkbox" name="tick"[^>]*>', client.get(path).text)]


DATED_MAIL = f"Date: Sat, 11 Mar 2023 09:00:00 +0000\nSubject: Ties restored\n\n{BEIJING}"


def test_a_day_to_come_is_not_taken_and_asked_for_again(client: FlaskClient) -> None:
    path = send(client, {"beijing.txt": BEIJING, "beijing.meta.json": '{"published": "2999-01-01"}'})
    assert report(client, path)["articles"]["facts"] == []
    assert "the day of publication 2999-01-01 lies after today and is not taken" in client.get(path).text
    assert "2999-02-02 lies after today" in post(client, f"{path}/days", **{"day-0": "2999-02-02"}).text


def test_articles_that_are_asked_for_are_not_counted_as_refused(client: FlaskClient) -> None:
    page = client.get(send(client, {"beijing.txt": BEIJING, "a.pdf": "x"})).text
    assert "Of what was sent, 1 was refused and 1 lacks its day of publication." in page


def test_of_a_file_of_several_articles_it_is_told_on_which_line_the_one_without_a_day_stands() -> None:
    missing = {"field": "published", "value": "Talks", "reason": NO_DATE}
    asked = [{**missing, "file": "all.jsonl", "line": 1}, {**missing, "file": "one.txt", "line": 1}]
    told = {"articles": 2, "accepted": 0, "waiting": 0, "rejected": 0, "refused": 2, "asks": asked}
    asks = report_view({"articles": told}, {}, Draft(), saved=False).asks
    assert [(ask.place, ask.why) for ask in asks] == [("all.jsonl, line 1", ""), ("one.txt", "")]


def test_the_day_of_an_untitled_article_whose_text_is_not_kept_is_found_again(client: FlaskClient) -> None:
    untitled = BEIJING.partition("\n\n")[2]
    path = send(client, {"beijing.txt": untitled}, publisher="Herald", quotes_only="Herald")
    assert [one["value"] for one in report(client, path)["articles"]["asks"]] == ["beijing.txt"]
    assert len(ids(client, rested(client, post(client, f"{path}/days", **{"day-0": "2023-03-11"}).location))) == 1


def test_ticks_outlive_reading_again_and_are_what_is_saved(client: FlaskClient) -> None:
    path = send(client, {"dated.eml": DATED_MAIL, "nodate.txt": MOSCOW})
    (unticked,) = ids(client, path)
    again = {"decided": "1", "rest": "reject", "day-0": "2020-01-14"}
    rested(client, post(client, f"{path}/days", **again).location)
    shown = dict(zip(ids(client, path), ticked(client, path), strict=True))
    assert (shown.pop(unticked), list(shown.values())) == (False, [True])
    assert '<option value="reject" selected>' in client.get(path).text
    save(client, path, how="ticked", decided="1", rest="reject", tick=list(shown))
    assert [one["start"] for one in events(client)] == ["2020-01-13"]


def test_a_restarted_app_shows_ticks_and_days_as_they_were_left(
    app: Flask, client: FlaskClient, settings: Settings, graph: Store
) -> None:
    path = send(client, {"dated.eml": DATED_MAIL, "a.txt": MOSCOW, "b.txt": BANGUI, "facts.jsonl": FACTS})
    post(client, f"{path}/draft", **{"decided": "1", "day-0": "2020-01-14", "day-all": "2020-02-02"})
    imports_of(app).worker.stop()
    started = create_app(settings, graph)
    page = (again := started.test_client()).get(path).text
    assert ticked(again, path) == [False]
    days = re.findall(r'name="day-(all|0|1)" value="([^"]*)"', page)
    assert days == [("all", "2020-02-02"), ("0", "2020-01-14"), ("1", "")]
    assert re.search(r'name="file" value="facts.jsonl" id="file-1" >', page)
    imports_of(started).worker.stop()


def test_a_day_that_cannot_be_read_costs_no_other(client: FlaskClient) -> None:
    path = send(client, {"a.txt": MOSCOW, "b.txt": BEIJING})
    assert post(client, f"{path}/days", **{"day-0": "2020-01-14", "day-1": "soon"}).status_code == 400
    assert 'name="day-0" value="2020-01-14"' in client.get(path).text


def test_days_that_were_typed_are_read_with_before_anything_is_saved(client: FlaskClient) -> None:
    path = send(client, {"beijing.txt": BEIJING})
    rested(client, post(client, f"{path}/save", **{"how": "ticked", "day-0": "2023-03-11"}).location)
    assert (state(client, path), len(ids(client, path))) == ("ready", 1)
    assert post(client, f"{path}/draft", decided="1").status_code == 204
    save(client, path, how="all")
    assert post(client, f"{path}/draft", decided="1").status_code == 409


def test_the_day_given_counts_only_where_the_article_is_silent(client: FlaskClient) -> None:
    said = BEIJING.replace("on 10 March 2023", "on Friday")
    sidecar = json.dumps({"published": "2023-03-11"})
    path = send(client, {"beijing.txt": said, "beijing.meta.json": sidecar}, published="2001-01-01")
    (fact,) = report(client, path)["articles"]["facts"]
    assert fact["fact"]["date"]["start"] == "2023-03-10"


def test_what_cannot_be_read_has_a_line_each_and_the_rest_goes_on(client: FlaskClient) -> None:
    files = {"a.txt": "", "b.pdf": "x", "c.txt": b"\xff\xfe\xfa\x00\xd8", "fr.txt": BANGUI, "beijing.txt": BEIJING}
    told = report(client, send(client, files, **DATED))["articles"]
    assert {one["file"] for one in told["refusals"]} == {"a.txt", "b.pdf", "c.txt"}
    assert [one["file"] for one in told["not_read"]] == ["fr.txt"]
    assert len(told["facts"]) == 1


def test_files_of_facts_come_with_their_rejects(client: FlaskClient) -> None:
    path = send(client, {"facts.jsonl": FACTS, "odd.csv": "foo,bar\n1,2\n"})
    page = client.get(path).text
    assert "would add 1 event" in page
    assert "odd.csv is in no format that we read" in page
    save(client, path, how="ticked", file=["facts.jsonl"])
    with client.get(f"{path}/rejects/facts.rejects.jsonl") as mended:
        assert "Nothing" in mended.text
    assert client.get(f"{path}/rejects/..%2Fjob.json").status_code == 404


def test_a_file_of_facts_can_be_left_out(client: FlaskClient) -> None:
    path = send(client, {"facts.jsonl": FACTS, "beijing.txt": BEIJING}, **DATED)
    save(client, path, how="ticked", tick=ids(client, path))
    assert [one["start"] for one in events(client)] == ["2023-03-10"]


def test_a_file_of_facts_that_was_known_is_ticked_once_it_is_not(client: FlaskClient) -> None:
    facts = json.dumps(DAYTON)
    save(client, send(client, {"facts.jsonl": facts}), how="ticked", file=["facts.jsonl"])
    path = send(client, {"facts.jsonl": facts, "beijing.txt": BEIJING})
    assert 'name="file"' not in client.get(path).text
    (batch,) = client.get("/history.json").get_json()["batches"]
    rested(client, post(client, "/undo", batch=batch["batch"]).location)
    rested(client, post(client, f"{path}/days", **{"decided": "1", "day-0": "2023-03-11"}).location)
    assert re.search(r'name="file" value="facts.jsonl" id="file-1" checked', client.get(path).text)


def test_an_import_is_undone_after_a_question(client: FlaskClient) -> None:
    path = send(client, {"beijing.txt": BEIJING}, **DATED)
    save(client, path, how="all")
    (batch,) = client.get("/history.json").get_json()["batches"]
    assert "Take this import back?" in client.get(f"/undo?batch={batch['batch']}").text
    undo = post(client, "/undo", batch=batch["batch"])
    assert "Removed: 1 event and 1 claim." in client.get(rested(client, undo.location)).text
    assert events(client) == []
    assert client.get("/history.json").get_json()["batches"][0]["state"] == "undone"


def test_the_history_says_when_who_what_and_leads_to_it(client: FlaskClient) -> None:
    assert "Nothing has been imported yet" in client.get("/history").text
    save(client, send(client, {"beijing.txt": BEIJING}, **DATED), how="all")
    page = client.get("/history").text
    assert re.search(r"\d\d:\d\d [A-Z+-]", page)
    assert "beijing.txt" in client.get("/history.csv").text
    link = re.search(r'href="(/history/[^"]+)"', page)
    assert link
    assert "China between" in client.get(link[1]).text
    assert client.get("/history/none").status_code == 404


def test_the_history_counts_articles_of_facts_and_keeps_the_numbers_of_what_was_undone(client: FlaskClient) -> None:
    path = save(client, send(client, {"facts.jsonl": FACTS}), how="ticked", decided="1", file="facts.jsonl")
    counted = r'data-word="Articles" class="number">1<.*?data-word="Events added" class="number">1<'
    assert re.search(counted, client.get("/history").text, re.DOTALL)
    batches = client.get(f"{path}.json").get_json()["batches"]
    rested(client, post(client, "/undo", batch=batches).location)
    assert re.search(counted, client.get("/history").text, re.DOTALL)


def test_a_cancelled_upload_leaves_nothing_but_its_report(client: FlaskClient, settings: Settings) -> None:
    path = send(client, {"beijing.txt": BEIJING}, **DATED)
    post(client, f"{path}/cancel")
    assert (state(client, path), events(client)) == ("cancelled", [])
    assert not list(settings.home.rglob("beijing.txt"))
    assert post(client, f"{path}/remove").status_code == 303
    assert client.get(path).status_code == 404


def test_of_two_decisions_the_second_is_told(client: FlaskClient) -> None:
    path = send(client, {"beijing.txt": BEIJING}, **DATED)
    save(client, path, how="all")
    assert post(client, f"{path}/save", how="all").status_code == 409
    assert post(client, f"{path}/cancel").status_code == 409


def test_two_uploads_are_apart(client: FlaskClient, app: Flask) -> None:
    other = app.test_client()
    mine, theirs = send(client, {"a.txt": BEIJING}, **DATED), send(other, {"a.txt": MOSCOW}, published="2020-01-14")
    save(client, mine, how="all")
    assert (state(client, theirs), len(events(client))) == ("ready", 1)
    assert [one["names"] for one in client.get("/import.json").get_json()["imports"]] == [["a.txt"], ["a.txt"]]


@pytest.mark.parametrize(("left", "then"), [(State.READING, "ready"), (State.SAVING, "saved")])
def test_a_started_app_takes_up_what_was_under_way(
    app: Flask, settings: Settings, graph: Store, left: State, then: str
) -> None:
    client = app.test_client()
    path = send(client, {"beijing.txt": BEIJING}, **DATED)
    imports = imports_of(app)
    imports.worker.stop()
    imports.jobs.change(path.rpartition("/")[2], State.READY, state=left, begun=1)
    if left is State.READING:
        (imports.jobs.folder(path.rpartition("/")[2]) / REPORT).unlink()
    started = create_app(settings, graph)
    again = started.test_client()
    assert state(again, rested(again, path)) == then
    imports_of(started).worker.stop()


def test_what_never_ends_is_left_to_a_person(app: Flask, settings: Settings, graph: Store) -> None:
    path = send(app.test_client(), {"beijing.txt": BEIJING}, **DATED)
    imports_of(app).jobs.change(path.rpartition("/")[2], State.READY, state=State.READING, begun=3)
    client = create_app(settings, graph).test_client()
    assert "begun 3 times" in client.get(path).text


def test_an_engine_that_is_away_keeps_the_upload(engine_settings: Settings, settings: Settings, graph: Store) -> None:
    away = []

    def reach() -> Any:
        if away:
            raise StoreUnavailable("The engine does not answer.")
        return reaching(engine_settings)()

    with Store(reach, 30.0) as store:
        client = (app := create_app(settings, store)).test_client()
        store.close()
        away.append(True)
        path = send(client, {"beijing.txt": BEIJING}, "The engine does not answer.", **DATED)
        assert "The engine does not answer." in client.get(path).text
        assert client.get("/history").status_code == 503
        away.clear()
        post(client, f"{path}/again")
        assert state(client, rested(client, path)) == "ready"
        imports_of(app).worker.stop()


def test_a_form_from_elsewhere_is_refused(client: FlaskClient) -> None:
    file = (io.BytesIO(b"x"), "x.txt")
    assert client.post("/import", data={"files": [file]}).status_code == 400
    assert client.post("/undo", data={"batch": "x", "form_token": "x"}).status_code == 400
    cookie = client.get("/import").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


def test_the_secret_is_the_users_own(client: FlaskClient, settings: Settings) -> None:
    assert (settings.home / "web-secret").stat().st_mode & 0o777 == 0o600


def test_a_thousand_files_come_at_once_and_more_than_the_limit_are_refused(client: FlaskClient) -> None:
    assert f"At most {MOST_FILES:,} files" in client.get("/import").text
    told = report(client, send(client, {f"{number}.txt": "" for number in range(1_000)}))
    assert told["articles"]["refused"] == 1_000
    many = [(io.BytesIO(b""), f"{number}.txt") for number in range(MOST_FILES + 1)]
    answer = post(client, "/import", files=many)
    assert (answer.status_code, "too many" in answer.text) == (413, True)


def test_a_disk_that_refuses_is_told(client: FlaskClient, settings: Settings) -> None:
    (settings.home / "imports").write_text("in the way")
    answer = post(client, "/import", files=[(io.BytesIO(b"x"), "x.txt")])
    assert answer.status_code == 507
    assert "cannot be kept" in answer.text


@pytest.mark.parametrize(
    "fields",
    [
        {"accept": "score", "score": "7"},
        {"language": "english"},
        {"published": "last week"},
        {"published": "2999-01-01"},
    ],
)
def test_options_that_cannot_be_followed_are_refused(client: FlaskClient, fields: dict[str, str]) -> None:
    answer = post(client, "/import", files=[(io.BytesIO(b"x"), "x.txt")], **fields)
    assert answer.status_code == 400


LIBYA = {"libya.txt": f"Libya talks\n\n{TEXT}"}
SOON = {"published": "2020-01-14"}


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch) -> Iterator[EndpointServer]:
    """The local endpoint, named by the environment; its model has read of the talks what the patterns do not."""
    with served() as server:
        server.answers = [writes(answer(said(kind="conference")))]
        named = {"URL": server.url, "MODEL": "small-model", "KEY": KEY, "SECONDS": "0.9"}
        for word, value in named.items():
            monkeypatch.setenv(f"GOODOFFICES_LLM_{word}", value)
        yield server


def offered(client: FlaskClient) -> str:
    """The language model that the page offers."""
    found = re.search(r'<input type="checkbox" name="model" value="([^"]+)">', client.get("/import").text)
    return found[1] if found else ""


def readers(client: FlaskClient, path: str) -> set[str]:
    return {fact["extractor"] for fact in report(client, path)["articles"]["facts"]}


def test_a_language_model_is_offered_only_where_one_is_set(
    client: FlaskClient, endpoint: EndpointServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert offered(client) == f"small-model at {endpoint.url[7:-3]}"
    assert KEY not in client.get("/import").text
    monkeypatch.delenv("GOODOFFICES_LLM_URL")
    assert offered(client) == ""


def test_a_language_model_is_asked_only_where_it_was_ticked(client: FlaskClient, endpoint: EndpointServer) -> None:
    send(client, LIBYA, **SOON)
    assert endpoint.requests == []
    path = send(client, LIBYA, model=offered(client), **SOON)
    assert readers(client, path) == {"rules", "llm:small-model"}
    save(client, path, how="all")
    assert (state(client, path), len(endpoint.requests)) == ("saved", 1)


def test_an_import_goes_on_without_a_language_model_that_cannot_be_reached(
    client: FlaskClient, endpoint: EndpointServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOODOFFICES_LLM_URL", "http://127.0.0.1:9/v1")
    problem = "The language model at http://127.0.0.1:9/v1 cannot be reached, and the time for this article is over"
    path = send(client, LIBYA, problem, model=offered(client), **SOON)
    assert "Go on without the language model" in client.get(path).text
    post(client, f"{path}/without-model")
    assert readers(client, rested(client, path)) == {"rules"}
    assert post(client, f"{path}/without-model").status_code == 400


def test_texts_go_to_no_other_language_model_than_the_one_that_was_ticked(
    client: FlaskClient, endpoint: EndpointServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = send(client, LIBYA, model=offered(client), **SOON)
    monkeypatch.setenv("GOODOFFICES_LLM_MODEL", "large-model")
    save(client, path, how="all")
    assert "the language model is now large-model at" in client.get(path).text
    assert post(client, "/import", files=[(io.BytesIO(b"x"), "x.txt")], model="small-model at x").status_code == 400
    assert len(endpoint.requests) == 1
    post(client, f"{path}/without-model")
    assert (state(client, rested(client, path)), readers(client, path)) == ("ready", {"rules"})


@pytest.mark.parametrize("step", [1, 2, 3, 7, 50, 1_000])
def test_files_come_whole_however_the_stream_is_cut(step: int) -> None:
    wanted = [b"", b"", b"talks", b"\r", b"\r\n", b"\r\n--edg", b"a\r\n-", b"", b"\r\n--edges"]
    parts = (b'--edge\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\n' + one for one in wanted)
    body = b"\r\n".join(parts) + b"\r\n--edge--\r\n"
    decoder, found = PatientDecoder(b"edge"), []
    for at in range(0, len(body) + step, step):
        decoder.receive_data(body[at : at + step] or None)
        while (event := decoder.next_event()) is not NEED_DATA and not isinstance(event, Epilogue):
            if isinstance(event, File):
                found.append(b"")
            elif isinstance(event, Data):
                found[-1] += event.data
    assert found == wanted


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("C:\\talks\\a.txt", "C_/talks/a.txt"),
        ("<img src=x>.txt", "_img src=x_.txt"),
        ("a\u202egpj.txt", "agpj.txt"),
        ("...", "file"),
        ("x" * 400 + ".html", "x" * 145 + ".html"),
    ],
)
def test_names_stay_in_their_folder(name: str, kept: str) -> None:
    assert harmless(name) == kept


@pytest.mark.parametrize("names", [["talks", "talks/a.txt"], ["talks/a.txt", "talks"]])
def test_a_file_and_a_folder_of_one_name_are_both_kept(client: FlaskClient, names: list[str]) -> None:
    sent = dict(zip(names, (BEIJING, MOSCOW), strict=True))
    told = report(client, send(client, sent, **DATED))
    assert told["articles"]["articles"] + len(told["articles"]["refusals"]) == 2


def test_what_is_undone_is_not_undone_again(client: FlaskClient) -> None:
    save(client, send(client, {"beijing.txt": BEIJING}, **DATED), how="all")
    batch = client.get("/history.json").get_json()["batches"][0]["batch"]
    rested(client, post(client, "/undo", batch=batch).location)
    before = client.get("/import.json").get_json()
    again = post(client, "/undo", batch=batch)
    assert (again.status_code, client.get("/import.json").get_json()) == (400, before)
    assert "undone already" in again.text


def test_the_folder_of_an_upload_that_an_app_was_killed_in_is_swept_away(settings: Settings, graph: Store) -> None:
    jobs = Jobs(settings.home / FOLDER)
    whole, fresh = jobs.add(jobs.new(State.CANCELLED, "ann")), jobs.new(State.READING, "ann")
    killed = jobs.folder("20200113-120000-0123abcd") / "files"
    killed.mkdir(parents=True)
    kept = jobs.folder(whole.id).rename(jobs.folder("20200113-120000-89abcdef"))
    create_app(settings, graph)
    assert sorted(path.name for path in (settings.home / FOLDER).iterdir()) == sorted([kept.name, fresh.id])


def test_a_doubtful_name_of_a_file_of_facts_is_told_with_whom_it_may_be(client: FlaskClient) -> None:
    slip = FACTS.replace('"Serbia"', '"Libyan Nationl Army"')
    page = client.get(send(client, {"facts.jsonl": slip})).text
    assert "may be Libyan National Army: spelled alike" in page


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=4)
    serving = threading.Thread(target=server.run, daemon=True)
    serving.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    serving.join(timeout=5)


def chosen(text: str, name: str) -> dict[str, Any]:
    return {"name": name, "mimeType": "text/plain", "buffer": text.encode()}


@pytest.mark.browser
def test_in_the_browser_from_file_to_graph_and_back(window: Window) -> None:
    page = window.visit("/import")
    page.set_input_files("#files", [chosen(BEIJING, "<b>beijing.txt"), chosen(MOSCOW, "moscow.txt")])
    page.get_by_label("Published on").fill("2023-03-11")
    page.get_by_role("button", name="Read them").click()
    expect(page.locator(".state.ready")).to_be_visible()
    expect(page.locator("[data-count]")).to_have_text(re.compile("facts are ticked"))
    page.get_by_role("button", name="Tick none").click()
    page.get_by_label(re.compile("^China")).check()
    page.get_by_role("button", name="Save what is ticked").click()
    expect(page.locator(".state.saved")).to_be_visible()
    page.reload()
    expect(page.get_by_role("link", name=re.compile("China between")).first).to_be_visible()
    page.get_by_role("button", name="Undo this import").click()
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.locator(".state.undone")).to_be_visible()
    assert (window.complaints, window.outside) == ([], [])


@pytest.mark.browser
def test_in_the_browser_ticks_and_typed_days_outlive_a_reload(window: Window, app: Flask) -> None:
    path = send(app.test_client(), {"dated.eml": DATED_MAIL, "a.txt": MOSCOW, "b.txt": BEIJING})
    page = window.visit(path)
    page.get_by_label(re.compile("^China")).uncheck()
    page.get_by_label("What is not ticked").select_option("reject")
    with page.expect_response(lambda reply: "day-0=2020-01-14" in (reply.request.post_data or "")):
        page.get_by_label(re.compile("^Haftar leaves Moscow")).fill("2020-01-14")
    page.reload()
    expect(page.get_by_label(re.compile("^China"))).not_to_be_checked()
    expect(page.get_by_label("What is not ticked")).to_have_value("reject")
    expect(page.get_by_label(re.compile("^Haftar leaves Moscow"))).to_have_value("2020-01-14")
    page.get_by_role("button", name="Read again").click()
    expect(page.get_by_label(re.compile("^Russia"))).to_be_checked()
    expect(page.get_by_label(re.compile("^China"))).not_to_be_checked()
    assert window.complaints == []


@pytest.mark.browser
@pytest.mark.parametrize("is_file", [True, False])
def test_what_cannot_be_read_of_a_drop_is_named(window: Window, is_file: bool) -> None:
    page = window.visit("/import")
    page.evaluate(
        """(isFile) => { const refuse = (ok, no) => no();
        const entry = {name: 'locked', fullPath: '/box/locked', isFile, file: refuse,
          createReader: () => ({readEntries: refuse})};
        const event = new Event('drop', {cancelable: true});
        Object.defineProperty(event, 'dataTransfer', {value: {items: [{webkitGetAsEntry: () => entry}]}});
        document.querySelector('[data-drop]').dispatchEvent(event); }""",
        is_file,
    )
    expect(page.locator("[data-problem]")).to_contain_text("box/locked cannot be read")
    assert window.complaints == []


@pytest.mark.browser
def test_an_empty_file_is_called_so_before_it_is_sent(window: Window) -> None:
    page = window.visit("/import")
    page.set_input_files("#files", [chosen("", "nothing.txt"), chosen(BEIJING, "beijing.txt")])
    expect(page.locator("[data-chosen] li")).to_have_text(["nothing.txtempty", "beijing.txt1 kB"])


@pytest.mark.browser
def test_files_can_be_dropped(window: Window) -> None:
    page = window.visit("/import")
    drop = page.evaluate_handle(
        "text => { const t = new DataTransfer(); t.items.add(new File([text], 'dropped.txt')); return t; }", BEIJING
    )
    page.dispatch_event("[data-drop]", "drop", {"dataTransfer": drop})
    expect(page.locator("[data-chosen]")).to_contain_text("dropped.txt")
    expect(page.locator("#files")).to_have_css("color", "rgba(0, 0, 0, 0)")
    page.get_by_role("button", name="Read them").click()
    expect(page.get_by_role("heading", name="When were these published?")).to_be_visible()
    page.get_by_label(re.compile("Saudi Arabia and Iran restore ties")).fill("2023-03-11")
    page.get_by_role("button", name="Read again").click()
    expect(page.locator(".fact")).to_have_count(1)
    assert window.complaints == []


@pytest.mark.browser
def test_without_script_the_page_loads_itself_again(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/import")
    page.set_input_files("#files", [chosen(BEIJING, "beijing.txt")])
    page.fill("input[name=published]", "2023-03-11")
    page.click("text=Read them")
    page.wait_for_selector(".state.ready")
    page.click("text=Save what is ticked")
    page.wait_for_selector(".state.saved")
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_import_page_can_be_read(window: Window, app: Flask, theme: Any) -> None:
    client = app.test_client()
    files = {"moscow.txt": MOSCOW, "fr.txt": BANGUI, "x.pdf": "x", "facts.jsonl": FACTS}
    path = send(client, files, published="2020-01-14")
    window.page.emulate_media(color_scheme=theme)
    for width in (1280, 390):
        window.page.set_viewport_size({"width": width, "height": 844})
        for address in ("/import", path, "/history"):
            page = window.visit(address)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (address, width)
            assert page.evaluate(CONTRAST) == [], (address, theme)


def test_publishers_named_in_the_settings_keep_no_text(settings: Settings, graph: Store) -> None:
    app = create_app(replace(settings, quotes_only=("Gulf Daily",)), graph)
    client = app.test_client()
    path = send(client, {"beijing.txt": BEIJING}, publisher="Gulf Daily", **DATED)
    post(client, f"{path}/save")
    rested(client, path)
    imports_of(app).worker.stop()
    kept = graph.read("MATCH (a:Article) RETURN a.publisher, a.text").rows
    assert kept == [["Gulf Daily", None]]
