"""Decisions on events on both engines: one of two, never one, a claim apart; for what is there and what comes."""

from __future__ import annotations

import pytest

from graph.errors import BadInput, ChangedMeanwhile, NotFound
from graph.loading import new_resolver
from graph.queries.desk import DeskKind, desk_queue
from graph.queries.judgements import judgements_on, merged_into
from graph.store.connection import Store
from graph.store.decisions import Word
from graph.store.judging_events import different_events, same_event, split
from graph.store.recording import judgement_id
from graph.store.taking_back import undo_judgement
from graph.store.undoing import Undone, undo_batch
from tests.store.snapshots import count
from tests.store.told import EGYPT, RUSSIA, article, dangling, events_of, facts_in, record, turns, undo

ANN = Word("ann", "one round of talks")


@pytest.fixture
def pair(graph: Store) -> tuple[str, str]:
    """Two events that may be one: same sides and day, other third parties. The first has two claims."""
    record(graph, "one", article(1, **RUSSIA), article(2, **RUSSIA))
    record(graph, "two", article(3, **EGYPT))
    one, other = events_of(graph, article(1, **RUSSIA), article(3, **EGYPT))
    assert desk_queue(graph).counts[DeskKind.DUPLICATE] == 1
    return one, other


def ties(store: Store, event: str) -> dict[str, int]:
    """How many claims stand behind each actor's part in an event."""
    rows = store.read("MATCH (a:Actor)-[r]->(:Event {id: $id}) RETURN a.id, size(r.claims)", {"id": event}).rows
    return {str(actor): int(str(size)) for actor, size in rows}


def test_two_events_become_that_with_more_claims(graph: Store, pair: tuple[str, str]) -> None:
    one, other = pair
    assert same_event(graph, other, one, ANN) == one
    assert graph.read("MATCH (e:Event) RETURN e.id, e.n_articles, e.n_publishers").rows == [[one, 3, 3]]
    told = ties(graph, one)
    assert (told["russia"], told["egypt"], told["libyan-national-army"], dangling(graph)) == (2, 1, 3, [])


def test_the_old_address_leads_to_the_event(graph: Store, pair: tuple[str, str]) -> None:
    one, other = pair
    same_event(graph, one, other, ANN)
    assert (merged_into(graph, other), merged_into(graph, one)) == (one, None)
    assert desk_queue(graph).counts[DeskKind.DUPLICATE] == 0
    with pytest.raises(ChangedMeanwhile, match="found to be"):
        same_event(graph, one, other, ANN)


def test_an_undo_tells_of_decisions_that_are_kept_for_later(graph: Store, pair: tuple[str, str]) -> None:
    different_events(graph, *pair, ANN)
    split(graph, article(2, **RUSSIA).id, ANN)
    done = undo_batch(graph, new_resolver(graph), "one", lambda claims: None)
    assert (done.decisions_kept, done.decisions_deleted) == (2, 0)
    assert undo_batch(graph, new_resolver(graph), "one", lambda claims: None) == Undone()


def test_the_same_files_again_change_nothing(graph: Store, pair: tuple[str, str]) -> None:
    same_event(graph, *pair, ANN)
    before = facts_in(graph)
    record(graph, "one", article(1, **RUSSIA), article(2, **RUSSIA))
    record(graph, "two", article(3, **EGYPT))
    assert facts_in(graph) == before


def test_a_later_claim_like_either_goes_to_the_one(graph: Store, pair: tuple[str, str]) -> None:
    one, _ = pair
    same_event(graph, *pair, ANN)
    told = record(graph, "three", article(4, **EGYPT), article(5, **RUSSIA))
    assert (told.events_added, told.events_confirmed, told.doubtful_events) == (0, 1, [])
    assert events_of(graph, article(4, **EGYPT), article(5, **RUSSIA)) == [one, one]


def test_taken_back_each_has_its_own_again(graph: Store, pair: tuple[str, str]) -> None:
    before = facts_in(graph)
    same_event(graph, *pair, ANN)
    undo_judgement(graph, judgement_id(*pair), Word("ben"))
    assert facts_in(graph) == before
    (item,) = desk_queue(graph, [DeskKind.DUPLICATE]).items
    assert item.why == ("same sides and day, other third parties",)


def test_what_came_since_goes_with_the_event_that_it_matched(graph: Store, pair: tuple[str, str]) -> None:
    one, other = pair
    same_event(graph, one, other, ANN)
    record(graph, "three", article(4, **EGYPT), article(5, **RUSSIA))
    undo_judgement(graph, judgement_id(one, other), ANN)
    assert events_of(graph, article(4, **EGYPT), article(5, **RUSSIA)) == [other, one]
    assert dangling(graph) == []


@pytest.mark.parametrize("batches", [("one", "two"), ("two", "one")])
def test_an_import_is_undone_and_made_again_after_a_merge(
    graph: Store, pair: tuple[str, str], batches: tuple[str, str]
) -> None:
    one, _ = pair
    same_event(graph, *pair, ANN)
    before = facts_in(graph)
    undo(graph, batches[0])
    assert dangling(graph) == []
    undo(graph, batches[1])
    assert facts_in(graph) == []
    record(graph, "two", article(3, **EGYPT))
    record(graph, "one", article(1, **RUSSIA), article(2, **RUSSIA))
    assert facts_in(graph) == before
    assert events_of(graph, article(3, **EGYPT)) == [one]


def test_a_merge_is_taken_back_after_an_import_was_undone(graph: Store, pair: tuple[str, str]) -> None:
    one, other = pair
    same_event(graph, one, other, ANN)
    undo(graph, "one")
    undo_judgement(graph, judgement_id(one, other), ANN)
    assert (events_of(graph, article(3, **EGYPT)), dangling(graph)) == ([other], [])
    assert desk_queue(graph).counts[DeskKind.DUPLICATE] == 0


def test_doubts_about_the_event_that_goes_are_doubts_about_the_other(graph: Store, pair: tuple[str, str]) -> None:
    one, other = pair
    record(graph, "three", article(6, third_parties=[{"name": "Turkey"}]))
    third = events_of(graph, article(6, third_parties=[{"name": "Turkey"}]))[0]
    same_event(graph, one, other, ANN)
    (item,) = desk_queue(graph, [DeskKind.DUPLICATE]).items
    assert item.pair is not None
    assert {item.pair.left, item.pair.right} == {one, third}
    undo_judgement(graph, judgement_id(one, other), ANN)
    assert desk_queue(graph).counts[DeskKind.DUPLICATE] == 3


def test_doubts_about_an_event_that_comes_apart_again_wait_again(graph: Store, pair: tuple[str, str]) -> None:
    third = article(6, third_parties=[{"name": "Turkey"}])
    record(graph, "three", third)
    same_event(graph, *pair, ANN)
    different_events(graph, *pair, ANN)
    doubted = {(item.pair.left, item.pair.right) for item in desk_queue(graph, [DeskKind.DUPLICATE]).items if item.pair}
    (turkish,) = events_of(graph, third)
    assert {frozenset(ends) for ends in doubted} == {frozenset((event, turkish)) for event in pair}


def test_different_events_are_not_doubted_again(graph: Store, pair: tuple[str, str]) -> None:
    one, other = pair
    before = facts_in(graph)
    different_events(graph, one, other, ANN)
    undo(graph, "two")
    told = record(graph, "two", article(3, **EGYPT))
    assert (told.doubtful_events, desk_queue(graph).counts[DeskKind.DUPLICATE]) == ([], 0)
    assert facts_in(graph) == before
    undo_judgement(graph, judgement_id(one, other), ANN)
    assert desk_queue(graph).counts[DeskKind.DUPLICATE] == 1


def test_one_event_that_is_two_after_all_comes_apart(graph: Store, pair: tuple[str, str]) -> None:
    before = facts_in(graph)
    same_event(graph, *pair, ANN)
    different_events(graph, *pair, ANN)
    assert (facts_in(graph), desk_queue(graph).counts[DeskKind.DUPLICATE]) == (before, 0)


def test_who_decides_on_an_older_version_changes_nothing(graph: Store, pair: tuple[str, str]) -> None:
    (item,) = desk_queue(graph, [DeskKind.DUPLICATE]).items
    different_events(graph, *pair, Word("ann", version=item.version))
    before = facts_in(graph)
    with pytest.raises(ChangedMeanwhile, match="ann decided"):
        same_event(graph, *pair, Word("ben", version=item.version))
    assert facts_in(graph) == before
    assert [row.decision for row in judgements_on(graph, pair[0])] == ["different"]


def test_a_claim_that_was_joined_wrongly_has_an_event_of_its_own(graph: Store) -> None:
    record(graph, "one", article(1), article(2))
    own = split(graph, article(2).id, ANN)
    one, other = events_of(graph, article(1), article(2))
    assert (other, one != other) == (own, True)
    assert graph.read("MATCH (e:Event) RETURN e.n_articles").rows == [[1], [1]]
    with pytest.raises(BadInput, match="to itself"):
        split(graph, article(2).id, ANN)


@pytest.mark.parametrize("number", [1, 2])
def test_a_split_is_remembered_when_its_files_come_again(graph: Store, number: int) -> None:
    record(graph, "one", article(1))
    record(graph, "two", article(2))
    split(graph, article(number).id, ANN)
    before = facts_in(graph)
    undo(graph, "one", "two")
    assert facts_in(graph) == []
    record(graph, "two", article(2))
    record(graph, "one", article(1))
    assert len(set(events_of(graph, article(1), article(2)))) == 2
    undo(graph, "two", "one")
    record(graph, "one", article(1))
    record(graph, "two", article(2))
    assert [line for line in facts_in(graph) if '"home"' not in line] == [
        line for line in before if '"home"' not in line
    ]


@pytest.mark.parametrize("number", [1, 2])
def test_others_that_look_like_a_claim_split_off_stay_with_the_event(graph: Store, number: int) -> None:
    record(graph, "one", article(1), article(2))
    split(graph, article(number).id, ANN)
    told = record(graph, "two", article(3))
    rest = article(3 - number)
    assert (told.events_confirmed, events_of(graph, article(3))) == (1, events_of(graph, rest))


@pytest.mark.parametrize("number", [1, 2])
def test_a_split_is_taken_back(graph: Store, number: int) -> None:
    record(graph, "one", article(1), article(2))
    before = facts_in(graph)
    split(graph, article(number).id, ANN)
    (row,) = judgements_on(graph, article(number).id)
    assert judgements_on(graph, row.value) == judgements_on(graph, row.right) == (row,)
    undo_judgement(graph, row.id, ANN)
    assert facts_in(graph) == before


def test_what_is_not_there_is_not_decided_on(graph: Store, pair: tuple[str, str]) -> None:
    before = turns(graph)
    for decide in (
        lambda: same_event(graph, pair[0], "event-none", ANN),
        lambda: split(graph, "claim-none", ANN),
        lambda: undo_judgement(graph, "judgement-none", ANN),
    ):
        with pytest.raises(NotFound):
            decide()
    assert (turns(graph), count(graph, "(:Judgement)")) == (before, 1)


def test_what_the_event_was_before_is_known_also_where_the_other_is_older(graph: Store) -> None:
    record(graph, "one", article(4, **RUSSIA), article(5, **RUSSIA))
    record(graph, "two", article(1, **EGYPT))
    one, other = events_of(graph, article(4, **RUSSIA), article(1, **EGYPT))
    assert same_event(graph, one, other, ANN) == one
    told = record(graph, "three", article(6, **RUSSIA), article(7, **EGYPT))
    assert (told.events_added, told.doubtful_events) == (0, [])
