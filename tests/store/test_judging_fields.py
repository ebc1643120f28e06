"""Accounts that differ, on both engines: a person's choice shapes the event, stays, and can be taken back."""

from __future__ import annotations

import pytest

from graph.errors import BadInput, ChangedMeanwhile
from graph.queries.desk import DeskKind, desk_queue
from graph.store.connection import Store
from graph.store.decisions import Word
from graph.store.judging_events import Choice, field_judgement_id, resolve_contradiction
from graph.store.taking_back import undo_judgement
from tests.store.told import article, events_of, facts_in, record

ANN = Word("ann", "the second paper took it back")
TRIPOLI = {"venues": [{"name": "Tripoli", "country": "LBY"}]}


@pytest.fixture
def disputed(graph: Store) -> str:
    """An event that one of two articles denies."""
    record(graph, "one", article(1), article(2, polarity="denies", status="denied"))
    return events_of(graph, article(1))[0]


def words(store: Store, event: str) -> list[object]:
    question = "MATCH (e:Event {id: $id}) RETURN e.status, e.review, e.contradictions, e.decided"
    return store.read(question, {"id": event}).rows[0]


def test_the_chosen_account_holds_and_is_marked(graph: Store, disputed: str) -> None:
    assert desk_queue(graph).counts[DeskKind.CONTRADICTION] == 1
    resolve_contradiction(graph, Choice(disputed, "status", "cancelled"), ANN)
    assert words(graph, disputed) == ["cancelled", "checked", None, ["status"]]
    assert desk_queue(graph).counts[DeskKind.CONTRADICTION] == 0


def test_a_choice_outlasts_later_articles(graph: Store, disputed: str) -> None:
    resolve_contradiction(graph, Choice(disputed, "status", "cancelled"), ANN)
    told = record(graph, "two", article(3))
    assert told.contradicted == []
    assert words(graph, disputed)[0] == "cancelled"


def test_a_choice_is_taken_back(graph: Store, disputed: str) -> None:
    before = facts_in(graph)
    resolve_contradiction(graph, Choice(disputed, "status", "cancelled"), ANN)
    undo_judgement(graph, field_judgement_id(disputed, "status"), ANN)
    assert (facts_in(graph), words(graph, disputed)[1:3]) == (before, ["disputed", ["status"]])
    resolve_contradiction(graph, Choice(disputed, "status", "held"), ANN)
    assert words(graph, disputed)[:2] == ["held", "checked"]


def test_accounts_can_be_looked_at_and_left(graph: Store, disputed: str) -> None:
    status = words(graph, disputed)[0]
    resolve_contradiction(graph, Choice(disputed, "status"), ANN)
    assert words(graph, disputed) == [status, "checked", None, ["status"]]


def test_a_chosen_venue_leaves_out_those_in_other_countries(graph: Store) -> None:
    record(graph, "one", article(1), article(2))
    record(graph, "two", article(3, ext_ids=["x:1"]), article(4, ext_ids=["x:1"], **TRIPOLI))
    event = graph.read("MATCH (e:Event) WHERE 'venue' IN e.contradictions RETURN e.id").rows[0][0]
    venues = "MATCH (:Event {id: $id})-[:HELD_AT]->(v:Venue) RETURN v.id AS id ORDER BY id"
    both = [str(row[0]) for row in graph.read(venues, {"id": event}).rows]
    resolve_contradiction(graph, Choice(str(event), "venue", both[0]), ANN)
    assert [row[0] for row in graph.read(venues, {"id": event}).rows] == both[:1]
    undo_judgement(graph, field_judgement_id(str(event), "venue"), ANN)
    assert [row[0] for row in graph.read(venues, {"id": event}).rows] == both


def test_what_cannot_be_chosen_is_refused(graph: Store, disputed: str) -> None:
    with pytest.raises(BadInput, match="do not differ on 'venue'"):
        resolve_contradiction(graph, Choice(disputed, "venue", "moscow-rus"), ANN)
    with pytest.raises(BadInput, match="cannot be the status"):
        resolve_contradiction(graph, Choice(disputed, "status", "splendid"), ANN)


def test_the_second_to_choose_is_told(graph: Store, disputed: str) -> None:
    (item,) = desk_queue(graph, [DeskKind.CONTRADICTION]).items
    resolve_contradiction(graph, Choice(disputed, "status", "held"), Word("ann", version=item.version))
    with pytest.raises(ChangedMeanwhile):
        resolve_contradiction(graph, Choice(disputed, "status", "cancelled"), Word("ben", version=item.version))
    assert words(graph, disputed)[0] == "held"
