"""Decisions on names on both engines: applied to what is there and to what comes, and taken back without a trace."""

from __future__ import annotations

from typing import Any

import pytest

from graph.cli.pairs import decide_pair
from graph.errors import BadInput, ChangedMeanwhile, NotFound
from graph.queries.desk import DeskKind, desk_queue
from graph.queries.find import find_named
from graph.queries.judgements import judgements_made, judgements_on, merged_into
from graph.store.connection import Store
from graph.store.decisions import Word
from graph.store.judging import different, same
from graph.store.meaning import actor_meant
from graph.store.recording import judgement_id
from graph.store.taking_back import undo_judgement
from graph.vocabulary import Decision
from tests.builders import claims
from tests.store.snapshots import count
from tests.store.told import article, dangling, facts_in, record, undo

ANN = Word("ann", "a slip of the pen")
LNA = "libyan-national-army"
SLIP = "Libyan Nationl Army"
TYPO: dict[str, Any] = {"parties": [{"name": SLIP}, {"name": "Government of National Accord"}]}


@pytest.fixture
def typo(graph: Store) -> str:
    """The id of a doubtful name that the second of two articles uses."""
    record(graph, "one", article(1))
    told = record(graph, "two", article(2, date="2020-02-02", **TYPO))
    (doubt,) = told.doubtful_names
    return doubt.left


def events_of_actor(store: Store, id: str) -> int:
    return int(str(store.read("MATCH (:Actor {id: $id})-->(e:Event) RETURN count(e)", {"id": id}).rows[0][0]))


def test_a_merged_name_is_an_alias_that_is_searched_and_its_address_leads_on(graph: Store, typo: str) -> None:
    assert same(graph, typo, LNA, ANN) == 1
    assert [(find.id, find.alias) for find in find_named(graph, "nationl")] == [(LNA, SLIP)]
    assert merged_into(graph, typo) == LNA
    assert (events_of_actor(graph, LNA), count(graph, f"(:Actor {{id: '{typo}'}})")) == (2, 0)


def test_a_judgement_applies_to_what_comes_later(graph: Store, typo: str) -> None:
    same(graph, typo, LNA, ANN)
    told = record(graph, "three", article(3, date="2020-03-03", **TYPO))
    assert told.doubtful_names == []
    assert events_of_actor(graph, LNA) == 3


def test_the_same_is_taken_back_whole(graph: Store, typo: str) -> None:
    before = facts_in(graph)
    same(graph, typo, LNA, ANN)
    undo_judgement(graph, judgement_id(typo, LNA), Word("ben"))
    assert facts_in(graph) == before
    assert [item.pair.left for item in desk_queue(graph, [DeskKind.NAME]).items if item.pair] == [typo]
    assert merged_into(graph, typo) is None


def test_what_came_after_a_merge_goes_back_too(graph: Store, typo: str) -> None:
    same(graph, typo, LNA, ANN)
    record(graph, "three", article(3, date="2020-03-03", **TYPO))
    undo_judgement(graph, judgement_id(typo, LNA), ANN)
    assert (events_of_actor(graph, typo), events_of_actor(graph, LNA)) == (2, 1)


def test_different_settles_a_doubt_and_taken_back_it_waits_again(graph: Store, typo: str) -> None:
    before = facts_in(graph)
    assert different(graph, typo, LNA, ANN) == 0
    assert desk_queue(graph).counts[DeskKind.NAME] == 0
    assert record(graph, "three", article(3, date="2020-03-03", **TYPO)).doubtful_names == []
    undo(graph, "three")
    undo_judgement(graph, judgement_id(typo, LNA), ANN)
    (item,) = desk_queue(graph, [DeskKind.NAME]).items
    assert (facts_in(graph), item.why[0][:12]) == (before, "spelled alik")


def test_who_when_and_why_are_kept_also_of_what_was_taken_back(graph: Store, typo: str) -> None:
    same(graph, typo, LNA, ANN)
    (row,) = judgements_made(graph)
    assert (row.by, row.why, row.decision, row.left_name) == ("ann", ANN.why, "same", SLIP)
    assert row.at is not None
    assert judgements_on(graph, LNA) == judgements_on(graph, typo) == (row,)
    undo_judgement(graph, row.id, Word("ben"))
    history = graph.read("MATCH (j:Judgement {id: $id}) RETURN j.history", {"id": row.id}).rows[0][0]
    assert isinstance(history, list)
    assert [line.partition(", ")[2] for line in history] == [f"ann: same ({ANN.why})", "ben: unsure"]


def test_the_second_to_decide_is_told_who_was_first(graph: Store, typo: str) -> None:
    (item,) = desk_queue(graph, [DeskKind.NAME]).items
    different(graph, typo, LNA, Word("ann", version=item.version))
    with pytest.raises(ChangedMeanwhile, match="ann decided"):
        same(graph, typo, LNA, Word("ben", version=item.version))
    with pytest.raises(ChangedMeanwhile):
        undo_judgement(graph, item.id, Word("ben", version=item.version))
    assert count(graph, f"(:Actor {{id: '{typo}'}})") == 1


def test_an_actor_means_one_other_and_never_itself_by_a_detour(graph: Store, typo: str) -> None:
    same(graph, typo, LNA, ANN)
    with pytest.raises(BadInput, match="was found to be"):
        same(graph, typo, "egypt", ANN)
    same(graph, LNA, "egypt", ANN)
    assert merged_into(graph, typo) == "egypt"
    with pytest.raises(BadInput, match="was found to be"):
        same(graph, "egypt", typo, ANN)


def test_an_import_is_undone_after_its_names_were_merged(graph: Store, typo: str) -> None:
    same(graph, typo, LNA, ANN)
    undo(graph, "one")
    assert (dangling(graph), events_of_actor(graph, LNA)) == ([], 1)
    undo(graph, "two")
    assert facts_in(graph) == []
    record(graph, "two", article(2, date="2020-02-02", **TYPO))
    assert [find.id for find in find_named(graph, SLIP)] == [LNA]


def test_an_undone_import_takes_its_doubtful_name_off_the_desk(graph: Store, typo: str) -> None:
    undo(graph, "one")
    assert [item.pair.left for item in desk_queue(graph, [DeskKind.NAME]).items if item.pair] == [typo]
    undo(graph, "two")
    assert (desk_queue(graph).counts[DeskKind.NAME], count(graph, "(:Judgement)")) == (0, 0)


def test_a_decision_on_a_name_outlives_the_import(graph: Store, typo: str) -> None:
    different(graph, typo, LNA, ANN)
    undo(graph, "one", "two")
    assert [row.decision for row in judgements_made(graph)] == ["different"]


def test_names_and_ids_decide_alike(graph: Store, typo: str) -> None:
    told = decide_pair(graph, (SLIP, "LNA"), Decision.SAME, ANN)
    assert told == f"Kept: {typo} and {LNA} are same. 1 events computed anew."
    assert actor_meant(graph, SLIP) == LNA
    with pytest.raises(NotFound, match="Nobody At All"):
        decide_pair(graph, ("Nobody At All", LNA), Decision.SAME, ANN)


def test_a_name_of_several_is_refused_with_their_ids(graph: Store) -> None:
    for number, conflict in enumerate(("Libya", "Yemen"), start=1):
        told = {"date": "2020-01-13", "parties": [{"name": "Council of Elders"}], "conflict": conflict}
        told |= {"third_parties": [{"name": "Russia"}], "evidence": [{"paraphrase": "Russia spoke with the elders."}]}
        record(graph, f"batch-{number}", *claims(f"https://paper-{number}.example/1", told))
    with pytest.raises(BadInput, match=r"council-of-elders-\w+  Council of Elders\n +council-of-elders-"):
        actor_meant(graph, "council of elders")
