"""Recording claims on both engines: what is new goes in whole, what is there is left alone."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from graph.claims import Claim
from graph.store.connection import Store
from graph.store.cypher import writes
from graph.store.planning import Recorded
from graph.store.recording import Recorder
from graph.store.rehearsing import Rehearser
from graph.store.undoing import undo_batch
from tests.builders import claims, moscow_talks, resolver
from tests.store.snapshots import count, snapshot


def open_batch(store: Store, batch: str) -> Recorder:
    opening = {"id": batch, "importer": "test", "by": "", "files": [], "sha256": [], "at": datetime.now(UTC)}
    store.write(lambda tx: tx.run(writes.OPEN_BATCH, opening))
    return Recorder(store, resolver(), batch)


def record(store: Store, batch: str, *told: Claim) -> Recorded:
    recorder = open_batch(store, batch)
    return recorder.record(recorder.prepare(told))


def first(**changes: Any) -> Claim:
    return claims("https://a.example/1", moscow_talks(**changes), publisher="A", published="2020-01-14")[0]


def second(**changes: Any) -> Claim:
    return claims("https://b.example/1", moscow_talks(**changes), publisher="B", published="2020-01-15")[0]


def test_who_mediated_between_whom_where_is_one_line_of_cypher(graph: Store) -> None:
    record(graph, "batch", first())
    rows = graph.read(
        "MATCH (m:Actor)-[:MEDIATED]->(e:Event)<-[:PARTY_TO]-(p:Actor), (e)-[:HELD_AT]->(v:Venue) "
        "RETURN m.name, p.name, v.name, e.start ORDER BY m.name, p.name"
    ).rows
    assert len(rows) == 4
    assert rows[0][:3] == ["Russia", "Government of National Accord", "Moscow"]


def test_the_same_claim_again_changes_nothing(graph: Store) -> None:
    record(graph, "batch", first())
    before = snapshot(graph, set())
    again = record(graph, "batch", first())
    assert (again.claims_new, again.claims_known) == (0, 1)
    assert snapshot(graph, set()) == before


def test_two_articles_meet_in_one_event(graph: Store) -> None:
    record(graph, "one", first())
    joined = record(graph, "two", second(venues=[]))
    assert (joined.events_added, joined.events_confirmed) == (0, 1)
    assert graph.read("MATCH (e:Event) RETURN e.n_articles, e.n_publishers").rows == [[2, 2]]


def test_two_articles_of_one_batch_meet_too(graph: Store) -> None:
    told = record(graph, "batch", first(), second())
    assert (told.claims_new, told.events_added, told.events_confirmed) == (2, 1, 1)


def test_accounts_that_differ_stay_side_by_side(graph: Store) -> None:
    record(graph, "one", first())
    told = record(graph, "two", second(polarity="denies"))
    assert [note.why for note in told.contradicted] == ["status"]
    assert count(graph, "(:Claim)-[:DENIES]->(:Event {review: 'disputed'})") == 1


@pytest.mark.parametrize("venue", ["Moscow", "Tripoli"])
def test_an_event_of_two_venues_is_found_at_either(graph: Store, venue: str) -> None:
    places = {"Moscow": {"name": "Moscow", "country": "RUS"}, "Tripoli": {"name": "Tripoli", "country": "LBY"}}
    record(graph, "one", first(venues=list(places.values())))
    parties = [{"name": "Libyan National Army"}, {"name": "Presidential Council"}]
    told = record(graph, "two", second(venues=[places[venue]], parties=parties))
    assert told.events_added == 1
    assert ["only some sides the same" in note.why for note in told.doubtful_events] == [True]


def test_undo_removes_only_what_the_batch_alone_supports(graph: Store) -> None:
    record(graph, "one", first())
    before = snapshot(graph)
    record(graph, "two", second(), *claims("https://b.example/2", moscow_talks(date="2021-05-05")))
    done = undo_batch(graph, resolver(), "two", lambda claims: None)
    assert (done.claims_deleted, done.events_deleted, done.events_changed) == (2, 1, 1)
    assert snapshot(graph) == before


def test_undo_of_everything_leaves_nothing(graph: Store) -> None:
    record(graph, "one", first(), second(date="2020-05-05", venues=[{"name": "Tripoli", "country": "LBY"}]))
    undo_batch(graph, resolver(), "one", lambda claims: None)
    assert snapshot(graph) == []


def test_a_claim_of_two_batches_stays_with_the_other(graph: Store) -> None:
    record(graph, "one", first())
    record(graph, "two", first())
    done = undo_batch(graph, resolver(), "one", lambda claims: None)
    assert (done.claims_deleted, done.claims_kept) == (0, 1)
    assert count(graph, "(:Event)") == 1


def test_a_rehearsal_tells_the_same_and_writes_nothing(graph: Store) -> None:
    record(graph, "one", first())
    before = snapshot(graph, set())
    told = [second(), *claims("https://b.example/2", moscow_talks(date="2021-05-05"))]
    rehearser = Rehearser(graph, resolver(), "two")
    rehearsed = rehearser.record(rehearser.prepare(told))
    assert snapshot(graph, set()) == before
    assert rehearsed == record(graph, "two", *told)


def test_a_rehearsal_remembers_what_it_has_rehearsed(graph: Store) -> None:
    rehearser = Rehearser(graph, resolver(), "one")
    told = [rehearser.record(rehearser.prepare([claim])) for claim in (first(), second(), first())]
    assert [part.events_confirmed for part in told] == [0, 1, 0]
    assert [part.claims_known for part in told] == [0, 0, 1]


def test_an_import_into_an_empty_graph_knows_what_it_has_written(graph: Store) -> None:
    recorder = open_batch(graph, "one")
    between = claims("https://c.example/1", moscow_talks(date="2021-05-05"))
    told = [recorder.record(recorder.prepare(part)) for part in ([first()], between, [second(), first()])]
    assert [(part.events_added, part.events_confirmed, part.claims_known) for part in told] == [
        (1, 0, 0),
        (1, 0, 0),
        (0, 1, 1),
    ]


def test_an_import_into_an_empty_graph_sees_what_somebody_else_writes_meanwhile(graph: Store) -> None:
    recorder = open_batch(graph, "one")
    prepared = recorder.prepare([first()])
    record(graph, "two", second())
    assert (recorder.record(prepared).events_confirmed, count(graph, "(:Event)")) == (1, 1)
    assert recorder.record(recorder.prepare([second()])).claims_known == 1


@pytest.mark.parametrize("name", ["Libyan Nationl Army"])
def test_a_doubtful_name_is_kept_for_review_once(graph: Store, name: str) -> None:
    told = record(graph, "one", first(parties=[{"name": name}]))
    record(graph, "two", second(parties=[{"name": name}]))
    assert [doubt.right for doubt in told.doubtful_names] == ["libyan-national-army"]
    assert count(graph, "(:Judgement {decision: 'unsure'})") == 1
