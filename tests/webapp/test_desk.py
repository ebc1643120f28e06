"""The review desk over both engines: the queue, decisions, corrections, undo, several people, no script at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from graph.accepting import policy_of
from graph.errors import StoreUnavailable
from graph.facts import Article, EventFact
from graph.loading import new_resolver
from graph.queries.desk import DeskItem, DeskKind, desk_item, desk_queue
from graph.settings import Settings
from graph.store.connection import Store
from graph.store.deciding import Taken, accept, reject
from graph.vocabulary import Status
from tests.extractors import SentenceExtractor
from tests.store.snapshots import count
from tests.store.told import EGYPT, RUSSIA, article, record
from tests.test_articles_import import load, write
from tests.webapp.rows import event
from webapp import create_app, wording
from webapp.desk_compare import comparison, told_by_event
from webapp.desk_form import fields_of
from webapp.imports import imports_of

SIDES = "Libyan National Army and Government of National Accord"
GENEVA = f"Reportedly, United Nations mediated between {SIDES} in Geneva on 2020-02-03."
CAIRO = "Reportedly, Egypt mediated between House of Representatives and High Council of State in Cairo on 2023-01-05."
MISSPELT = GENEVA.replace("Libyan National Army", "Libyan Nationl Army")


@pytest.fixture
def app(engine_settings: Settings, graph: Store, tmp_path: Path) -> Iterator[Flask]:
    app = create_app(replace(engine_settings, home=tmp_path / "home"), graph)
    yield app
    imports_of(app).worker.stop()


@pytest.fixture
def waiting(graph: Store, tmp_path: Path) -> tuple[DeskItem, ...]:
    """Two proposed facts of one article."""
    load(graph, write(tmp_path, "one", GENEVA, CAIRO))
    return desk_queue(graph).items


def decide(client: FlaskClient, item: DeskItem, do: str, **fields: str) -> TestResponse:
    """What a form of the desk sends."""
    return post(client, f"/review/{item.id}", do=do, version=str(item.version), **fields)


def post(client: FlaskClient, path: str, **fields: str) -> TestResponse:
    found = re.search(r'name="form_token" value="([^"]+)"', client.get("/review").text)
    assert found
    return client.post(path, data={"form_token": found[1], **fields})


def edited(item: DeskItem, **fields: str) -> dict[str, str]:
    """The correction form with some fields changed."""
    assert item.fact is not None
    return {
        **fields_of(item.fact),
        "has_fields": "1",
        **{name.replace("__", "-"): value for name, value in fields.items()},
    }


def state(store: Store, item: DeskItem) -> str:
    return desk_item(store, item.id).state


def test_the_queue_shows_its_first_thing_with_the_evidence_marked(
    client: FlaskClient, waiting: tuple[DeskItem, ...]
) -> None:
    page = client.get("/review").text
    assert "<b>2</b> proposed facts" in page
    assert f'<mark class="proof">{waiting[0].spans[0].quote}</mark>' in page
    assert "read with a score of only 0.50" in page


def test_nothing_waits(client: FlaskClient, graph: Store) -> None:
    page = client.get("/review").text
    assert "Nothing waits" in page
    assert "Import articles" in page
    assert client.get("/review.json").get_json()["items"] == []


def test_a_kind_an_article_and_an_import_narrow_the_queue(
    client: FlaskClient, graph: Store, waiting: tuple[DeskItem, ...], tmp_path: Path
) -> None:
    other = load(graph, write(tmp_path, "two", MISSPELT))
    articles = {item.article.id: item for item in waiting if item.article}
    (one,) = articles
    assert len(client.get(f"/review.json?article={one}").get_json()["items"]) == 2
    told = client.get(f"/review.json?batch={other.batch}").get_json()
    assert told["counts"] == {"proposal": 1, "name": 1, "duplicate": 0, "contradiction": 0}
    assert [item["kind"] for item in client.get("/review.json?kind=name").get_json()["items"]] == ["name"]
    assert client.get("/review?kind=rumour").status_code == 400


def test_an_accepted_fact_is_in_the_graph_and_the_next_thing_is_shown(
    client: FlaskClient, graph: Store, waiting: tuple[DeskItem, ...]
) -> None:
    first, second = waiting
    answer = decide(client, first, "accept", next=second.id)
    assert (answer.status_code, answer.location) == (303, f"/review/{second.id}")
    page = client.get(answer.location).text
    assert "Accepted, a new event" in page
    assert count(graph, "(:Claim {review: 'checked'})") == 1
    assert "already" not in page


def test_what_was_changed_in_the_form_is_what_is_accepted(
    client: FlaskClient, graph: Store, waiting: tuple[DeskItem, ...]
) -> None:
    item = next(item for item in waiting if "Egypt" in item.title)
    changes = edited(item, venue__0__name="Tunis", date_start="2023-01", date_end="", third__0__role="host")
    assert decide(client, item, "accept", **changes).status_code == 303
    assert graph.read(
        "MATCH (a:Actor)-[:HOSTED]->(e:Event)-[:HELD_AT]->(v:Venue) RETURN a.name, v.name, toString(e.end)"
    ).rows == [["Egypt", "Tunis", "2023-01-31"]]
    assert "Accepted with corrections" in client.get("/review").text


@pytest.fixture
def maybe(graph: Store, tmp_path: Path) -> DeskItem:
    """A proposed fact that may be about a known event."""
    known = GENEVA.removeprefix("Reportedly, ")
    load(graph, write(tmp_path, "known", known), policy=policy_of("all"))
    load(graph, write(tmp_path, "maybe", GENEVA.replace("United Nations", "Egypt")))
    (item,) = desk_queue(graph, [DeskKind.PROPOSAL]).items
    return item


def test_a_fact_is_accepted_as_the_event_that_it_may_be_about(
    client: FlaskClient, graph: Store, maybe: DeskItem
) -> None:
    page, known = client.get(f"/review/{maybe.id}").text, maybe.others[0].id
    assert re.findall(r'value="([^"]+)"[^>]* data-as-event', page) == [f"accept={known}"]
    assert "data-as-event" in page.partition('class="decisions"')[2]
    assert "It would found a new event" not in page
    changed = edited(maybe, third__0__name="Morocco", third__0__id="")
    assert decide(client, maybe, f"accept={known}", **changed).status_code == 303
    assert "Accepted with corrections, joined to a known event" in client.get("/review").text
    assert graph.read("MATCH (e:Event) RETURN e.id, e.n_articles").rows == [[known, 2]]
    post(client, "/review/undo")
    assert (state(graph, maybe), count(graph, "(:Claim)")) == ("waiting", 1)


def test_a_fact_is_accepted_as_a_new_event_and_the_pair_does_not_wait(
    client: FlaskClient, graph: Store, maybe: DeskItem
) -> None:
    first, *_ = re.findall(r'<button[^>]*name="do" value="([^"]+)"', client.get(f"/review/{maybe.id}").text)
    assert first == "accept=new"
    decide(client, maybe, "accept=new")
    assert "Accepted, a new event" in client.get("/review").text
    assert (desk_queue(graph).items, count(graph, "(:Event)")) == ((), 2)


def test_a_fact_that_would_join_an_event_can_be_a_new_one(client: FlaskClient, graph: Store, tmp_path: Path) -> None:
    load(graph, write(tmp_path, "known", GENEVA.removeprefix("Reportedly, ")), policy=policy_of("all"))
    load(graph, write(tmp_path, "again", GENEVA))
    (item,) = desk_queue(graph).items
    assert "It joins this one if you accept it." in client.get(f"/review/{item.id}").text
    decide(client, item, "accept=new")
    assert count(graph, "(:Event {n_articles: 1})") == 2


def test_an_event_that_is_gone_cannot_be_joined(client: FlaskClient, graph: Store, maybe: DeskItem) -> None:
    answer = decide(client, maybe, "accept=event-gone")
    assert (answer.status_code, state(graph, maybe)) == (404, "waiting")


def test_a_claim_alone_on_its_event_is_not_offered_to_be_split_off(
    client: FlaskClient, graph: Store, maybe: DeskItem
) -> None:
    decide(client, maybe, "accept=new")
    assert "Split off" not in client.get(f"/review/{maybe.id}").text
    post(client, "/review/undo")
    decide(client, desk_item(graph, maybe.id), f"accept={maybe.others[0].id}")
    assert "Split off" in client.get(f"/review/{maybe.id}").text


def test_a_claim_to_split_off_stands_under_its_event(client: FlaskClient, graph: Store) -> None:
    record(graph, "one", article(1, **RUSSIA), article(2, **RUSSIA), article(3, **EGYPT))
    (pair,) = desk_queue(graph).items
    page = client.get(f"/review/{pair.id}").text
    told = page[page.index("data-tellers") : page.index('class="decisions"')]
    assert re.findall(r"<h4[^>]*>([^<]+)", told) == [wording.headline(e) for e in pair.others if e.n_articles == 2]
    assert told.count("data-split") == 2


def test_a_pair_that_somebody_else_decided_on_shows_no_more_than_was_typed(
    client: FlaskClient, app: Flask, graph: Store
) -> None:
    record(graph, "one", article(1, **RUSSIA), article(3, **EGYPT))
    (pair,) = desk_queue(graph).items
    decide(app.test_client(), pair, "different")
    silent, reasoned = decide(client, pair, "same").text, decide(client, pair, "same", why="one meeting").text
    assert "What you typed stands below" not in silent + reasoned
    assert ("Your reason was" in silent, '<q dir="auto">one meeting</q>' in reasoned) == (False, True)


def test_an_actor_stands_once_with_all_that_it_did(client: FlaskClient, graph: Store) -> None:
    twice = {"third_parties": [{"name": "Russia", "role": "lead_mediator"}, {"name": "Russia"}]}
    hosting = {"third_parties": [{"name": "Egypt", "role": "host"}, {"name": "Egypt"}]}
    record(graph, "one", article(1, **twice), article(3, **hosting))
    (pair,) = desk_queue(graph).items
    page = client.get(f"/review/{pair.id}").text
    found = re.findall(r'pill third" dir="auto">([^<]+)</span><span class="note">([^<]+)', page)
    assert sorted(found) == [("Egypt", "mediator, host"), ("Russia", "lead mediator")]


def test_a_new_actor_comes_with_its_kind(client: FlaskClient, graph: Store, waiting: tuple[DeskItem, ...]) -> None:
    changes = edited(waiting[0], party__2__name="Toubou Front", party__2__kind="ArmedGroup", party__2__role="party")
    decide(client, waiting[0], "accept", **changes)
    assert count(graph, "(:ArmedGroup {name: 'Toubou Front'})") == 1


def test_a_fault_in_a_field_is_told_and_what_was_typed_stands(
    client: FlaskClient, graph: Store, waiting: tuple[DeskItem, ...]
) -> None:
    answer = decide(
        client, waiting[0], "accept", **edited(waiting[0], date_start="someday", conflict="Libya since 2011")
    )
    assert answer.status_code == 400
    assert "first day: &#39;someday&#39; is not a date" in answer.text
    assert 'value="Libya since 2011"' in answer.text
    assert invalid(answer) == ["date_start"]
    assert state(graph, waiting[0]) == "waiting"


def invalid(answer: TestResponse) -> list[str]:
    """The fields that are marked as at fault."""
    return re.findall(r'<input name="([^"]+)"[^>]* aria-invalid="true" aria-describedby="refused"', answer.text)


def test_a_fault_that_only_the_whole_fact_shows_is_marked_in_its_field(
    client: FlaskClient, waiting: tuple[DeskItem, ...]
) -> None:
    changed = edited(waiting[0], party__1__name="x" * 400, conflict="y" * 400)
    assert invalid(decide(client, waiting[0], "accept", **changed)) == ["party-1-name", "conflict"]


def test_rejecting_keeps_the_reason_and_undo_takes_it_back(
    client: FlaskClient, graph: Store, waiting: tuple[DeskItem, ...]
) -> None:
    decide(client, waiting[0], "reject", why="hearsay")
    assert desk_item(graph, waiting[0].id).decided_why == "hearsay"
    assert post(client, "/review/undo").location == f"/review/{waiting[0].id}"
    assert "Taken back: rejected" in client.get(f"/review/{waiting[0].id}").text
    assert state(graph, waiting[0]) == "waiting"


def test_several_decisions_are_undone_one_after_the_other(
    client: FlaskClient, graph: Store, waiting: tuple[DeskItem, ...]
) -> None:
    for item in waiting:
        decide(client, item, "accept")
    post(client, "/review/undo")
    post(client, "/review/undo")
    assert [state(graph, item) for item in waiting] == ["waiting", "waiting"]
    assert (count(graph, "(:Claim)"), post(client, "/review/undo").status_code) == (0, 400)


def test_who_comes_second_sees_who_was_first_and_loses_nothing(
    client: FlaskClient, graph: Store, waiting: tuple[DeskItem, ...]
) -> None:
    reject(graph, Taken(waiting[0].id, waiting[0].version, "ann"), "hearsay")
    answer = decide(client, waiting[0], "accept", **edited(waiting[0], venue__0__name="Montreux"))
    assert answer.status_code == 409
    assert "ann decided on this proposal" in answer.text
    assert 'value="Montreux"' in answer.text
    assert count(graph, "(:Claim)") == 0


def test_a_decision_that_came_first_can_be_overruled_as_typed(
    client: FlaskClient, graph: Store, waiting: tuple[DeskItem, ...]
) -> None:
    accept(graph, new_resolver(graph), Taken(waiting[0].id, waiting[0].version, "ann"))
    now = desk_item(graph, waiting[0].id)
    decide(client, now, "accept", overrule="1", **edited(now, venue__0__name="Montreux"))
    assert graph.read("MATCH (:Event)-[:HELD_AT]->(v:Venue) RETURN v.name").rows == [["Montreux"]]
    assert desk_item(graph, now.id).correction is not None


def test_overruling_with_what_cannot_be_kept_leaves_the_decision(
    client: FlaskClient, graph: Store, waiting: tuple[DeskItem, ...]
) -> None:
    reject(graph, Taken(waiting[0].id, waiting[0].version, "ann"), "hearsay")
    now = desk_item(graph, waiting[0].id)
    answer = decide(client, now, "accept", overrule="1", **edited(now, date_start="someday"))
    assert (answer.status_code, desk_item(graph, now.id)) == (400, now)
    assert decide(client, now, "same", overrule="1").status_code == 400
    assert decide(client, now, "accept=event-gone", overrule="1").status_code == 404
    assert state(graph, now) == "rejected"


def test_a_decided_thing_says_by_whom_and_can_wait_again(
    client: FlaskClient, graph: Store, waiting: tuple[DeskItem, ...]
) -> None:
    reject(graph, Taken(waiting[0].id, waiting[0].version, "ann"), "hearsay")
    assert "by ann" in client.get(f"/review/{waiting[0].id}").text
    decide(client, desk_item(graph, waiting[0].id), "reopen")
    assert state(graph, waiting[0]) == "waiting"


def test_decisions_are_kept_under_the_name_that_was_set(
    client: FlaskClient, graph: Store, waiting: tuple[DeskItem, ...]
) -> None:
    assert post(client, "/review/name", reviewer="  Ben  Ali ", back="//elsewhere").location == "/review"
    decide(client, waiting[0], "reject")
    assert desk_item(graph, waiting[0].id).decided_by == "Ben Ali"


def test_a_form_without_our_token_changes_nothing(
    client: FlaskClient, graph: Store, waiting: tuple[DeskItem, ...]
) -> None:
    answer = client.post(f"/review/{waiting[0].id}", data={"do": "reject", "version": "1"})
    assert (answer.status_code, state(graph, waiting[0])) == (400, "waiting")


def test_two_names_are_one(client: FlaskClient, graph: Store, tmp_path: Path) -> None:
    load(graph, write(tmp_path, "one", MISSPELT))
    (item,) = desk_queue(graph, [DeskKind.NAME]).items
    assert '<mark class="proof"><b>Libyan Nationl Army</b></mark>' in client.get(f"/review/{item.id}").text
    decide(client, item, "same", why="a slip")
    assert state(graph, item) == "same"
    post(client, "/review/undo")
    assert state(graph, item) == "waiting"


@pytest.fixture
def duplicate(graph: Store) -> DeskItem:
    record(graph, "one", article(1, **RUSSIA), article(2, **RUSSIA))
    record(graph, "two", article(3, **EGYPT))
    return desk_queue(graph, [DeskKind.DUPLICATE]).items[0]


def test_two_events_stand_side_by_side_with_what_differs(client: FlaskClient, duplicate: DeskItem) -> None:
    page = client.get(f"/review/{duplicate.id}").text
    row = re.search(r'<tr class="differs">\s*<th scope="row">Third parties</th>', page)
    assert row
    assert "same sides and day, other third parties" in page


@pytest.mark.parametrize(
    ("ours", "theirs", "differs"),
    [
        ("agreement_unspecified", "partial_agreement", False),
        ("agreement_unspecified", "no_agreement", True),
        ("ceasefire", "partial_agreement", True),
    ],
)
def test_an_agreement_that_is_not_described_is_at_odds_with_none(ours: str, theirs: str, differs: bool) -> None:
    tellings = (told_by_event(outcome, event(outcome, outcome=outcome)) for outcome in (ours, theirs))
    (line,) = [line for line in comparison(*tellings).lines if line.question == "Outcome"]
    assert line.differs is differs


def test_a_paraphrase_is_not_shown_as_a_quote(client: FlaskClient, duplicate: DeskItem) -> None:
    page = client.get(f"/review/{duplicate.id}").text
    assert "in other words</span> Russia and Turkey brought both sides to Moscow." in page
    assert not re.search(r"<(blockquote|mark)[^>]*>(<mark[^>]*>)?Russia and Turkey", page)


def test_a_country_is_called_by_its_name_in_a_fact_and_in_the_graph(client: FlaskClient, duplicate: DeskItem) -> None:
    page = client.get(f"/review/{duplicate.id}").text
    row = re.search(r'<th scope="row">Where</th>.*?</tr>', page, re.DOTALL)
    assert row
    assert (row[0].count("Russia"), row[0].count("RUS")) == (2, 0)


@pytest.mark.parametrize(("do", "events"), [("same", 1), ("different", 2)])
def test_two_events_are_one_or_not_and_it_is_taken_back(
    client: FlaskClient, graph: Store, duplicate: DeskItem, do: str, events: int
) -> None:
    assert decide(client, duplicate, do).status_code == 303
    assert (count(graph, "(:Event)"), state(graph, duplicate)) == (events, do)
    post(client, "/review/undo")
    assert (count(graph, "(:Event)"), state(graph, duplicate)) == (2, "waiting")


def test_a_claim_is_split_off_its_event(client: FlaskClient, graph: Store, duplicate: DeskItem) -> None:
    found = re.search(r'name="claim" value="([^"]+)"', client.get(f"/review/{duplicate.id}").text)
    assert found
    assert decide(client, duplicate, "split", claim=found[1]).status_code == 303
    assert count(graph, "(:Event)") == 3
    post(client, "/review/undo")
    assert count(graph, "(:Event)") == 2


def test_both_statuses_can_be_chosen_each_with_its_article_and_sentence(client: FlaskClient, graph: Store) -> None:
    denial = {**RUSSIA, "polarity": "denies", "evidence": [{"quote": "No talks took place."}]}
    record(graph, "one", article(1, **RUSSIA), article(2, **denial))
    (item,) = desk_queue(graph, [DeskKind.CONTRADICTION]).items
    page = client.get(f"/review/{item.id}").text
    held, denied = re.findall(r'value="status=(\w+)".*?(?=<label|</fieldset>)', page, re.DOTALL)[:2]
    assert (held, denied) == ("held", "denied")
    assert re.search(r'value="status=denied".*?No talks took place\.</span> <a [^>]*href="/articles/', page, re.DOTALL)
    decide(client, item, "resolve", choice="status=denied")
    assert graph.read("MATCH (e:Event) RETURN e.status, e.review").rows == [["denied", "checked"]]


def test_accounts_that_differ_are_settled_and_opened_again(client: FlaskClient, graph: Store) -> None:
    record(
        graph,
        "one",
        article(1, **{**RUSSIA, "outcome": "ceasefire"}),
        article(2, **{**RUSSIA, "outcome": "no_agreement"}),
    )
    (item,) = desk_queue(graph, [DeskKind.CONTRADICTION]).items
    assert "Which outcome holds?" in client.get(f"/review/{item.id}").text
    assert decide(client, item, "resolve").status_code == 400
    decide(client, item, "resolve", choice="outcome=ceasefire")
    assert graph.read("MATCH (e:Event) RETURN e.outcome, e.review").rows == [["ceasefire", "checked"]]
    post(client, "/review/undo")
    assert desk_queue(graph).counts[DeskKind.CONTRADICTION] == 1


class Planner(SentenceExtractor):
    """Reads that all was only planned."""

    def extract(self, article: Article) -> tuple[EventFact, ...]:
        return tuple(told.model_copy(update={"status": Status.PLANNED}) for told in super().extract(article))


def test_another_reading_of_the_same_sentence_is_shown(client: FlaskClient, graph: Store, tmp_path: Path) -> None:
    load(graph, write(tmp_path, "one", GENEVA), extractors=(SentenceExtractor("rules"), Planner("llm:other")))
    page = client.get("/review").text
    assert "differs on status" in page
    assert "Read by the language model other" in page


def test_an_article_without_text_shows_the_quote(client: FlaskClient, graph: Store, tmp_path: Path) -> None:
    load(graph, write(tmp_path, "one", GENEVA), quotes_only=frozenset({"Herald"}))
    page = client.get("/review").text
    assert "The text of this article is not kept here" in page
    assert GENEVA in page


def test_a_long_article_shows_the_part_with_the_evidence(client: FlaskClient, graph: Store, tmp_path: Path) -> None:
    long = "\n\n".join(
        f"Round {number} of the talks was much like the one before, people who were there said."
        for number in range(2_000)
    )
    load(graph, write(tmp_path, "one", f"{long}\n\n{GENEVA}"))
    page = client.get("/review").text
    assert f'<mark class="proof">{GENEVA}</mark>' in page
    assert len(page) < 200_000
    assert "part 3 of 3 of this text" in page


def test_markup_in_names_and_texts_stays_text(client: FlaskClient, graph: Store, tmp_path: Path) -> None:
    load(graph, write(tmp_path, "one", "<script>alert(1)</script>", GENEVA))
    page = client.get("/review").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_what_is_gone_is_told(client: FlaskClient, graph: Store) -> None:
    answer = client.get("/review/proposal-gone")
    assert (answer.status_code, "Nothing at the desk" in answer.text) == (404, True)
    assert client.get("/review/proposal-gone.json").status_code == 404


def test_an_engine_that_went_away_keeps_what_was_typed(
    app: Flask, client: FlaskClient, waiting: tuple[DeskItem, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: Any) -> None:
        raise StoreUnavailable("The engine does not answer.")

    monkeypatch.setattr("webapp.desk_pages.decide", away)
    answer = decide(client, waiting[0], "reject", why="hearsay")
    assert answer.status_code == 503
    assert 'name="why" value="hearsay"' in answer.text
    assert "Send it again" in answer.text
