"""Decisions on proposals on both engines: once each, whole, kept with who and when, and taken back without a trace."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graph.accepting import policy_of
from graph.errors import ChangedMeanwhile, NotFound
from graph.facts import EventFact
from graph.loading import new_resolver
from graph.queries.desk import DeskItem, DeskKind, desk_item, desk_queue
from graph.resolve.resolver import Resolver
from graph.store.connection import Store
from graph.store.deciding import Taken, accept, correct, reject, undo_decision
from graph.store.decisions import Word
from graph.store.judging import Ruling, judge
from graph.store.judging_events import different_events
from graph.store.placing import NEW_EVENT
from graph.store.taking_back import undo_judgement
from graph.store.undoing import undo_batch
from graph.vocabulary import Decision
from tests.extractors import SentenceExtractor
from tests.store.snapshots import BOOKKEEPING, count, snapshot
from tests.test_articles_import import CERTAIN, DOUBTFUL, load, undo, write


@pytest.fixture
def resolver(graph: Store) -> Resolver:
    return new_resolver(graph)


@pytest.fixture
def waiting(graph: Store, tmp_path: Path) -> DeskItem:
    load(graph, write(tmp_path, "one", DOUBTFUL))
    (item,) = desk_queue(graph).items
    return item


def taken(item: DeskItem, by: str = "ann") -> Taken:
    return Taken(item.id, item.version, by)


def test_the_queue_shows_the_article_its_evidence_and_why(waiting: DeskItem) -> None:
    assert waiting.kind is DeskKind.PROPOSAL
    assert waiting.why == ("read with a score of only 0.50",)
    assert waiting.article is not None
    (span,) = waiting.spans
    assert (waiting.article.text or "")[span.start : span.end] == DOUBTFUL


def test_an_accepted_proposal_becomes_a_checked_claim(graph: Store, resolver: Resolver, waiting: DeskItem) -> None:
    accept(graph, resolver, taken(waiting))
    rows = graph.read(
        "MATCH (c:Claim)-[:SUPPORTS]->(e:Event) RETURN c.review, c.reviewed_by, e.review, e.confidence"
    ).rows
    assert rows == [["checked", "ann", "checked", 1.0]]
    decided = desk_item(graph, waiting.id)
    assert (decided.state, decided.decided_by, decided.version) == ("accepted", "ann", 2)
    assert desk_queue(graph).items == ()


def test_undoing_a_decision_leaves_no_trace_in_the_graph(graph: Store, resolver: Resolver, waiting: DeskItem) -> None:
    before = snapshot(graph, {"Proposal", "ImportBatch", "Meta"})
    counts = graph.read("MATCH (b:ImportBatch) RETURN b.claims, b.events_added, b.events_confirmed").rows
    accept(graph, resolver, taken(waiting))
    undo_decision(graph, resolver, taken(desk_item(graph, waiting.id)))
    assert snapshot(graph, {"Proposal", "ImportBatch", "Meta"}) == before
    assert graph.read("MATCH (b:ImportBatch) RETURN b.claims, b.events_added, b.events_confirmed").rows == counts
    assert desk_item(graph, waiting.id).state == "waiting"


def test_a_correction_keeps_what_was_extracted(graph: Store, resolver: Resolver, waiting: DeskItem) -> None:
    assert waiting.fact is not None
    told = waiting.fact.model_dump(by_alias=True) | {"venues": [{"name": "Moscow", "country": "RUS"}]}
    correct(graph, resolver, taken(waiting), EventFact.model_validate(told))
    assert graph.read("MATCH (:Event)-[:HELD_AT]->(v:Venue) RETURN v.name").rows == [["Moscow"]]
    decided = desk_item(graph, waiting.id)
    assert decided.fact == waiting.fact
    assert decided.correction is not None
    assert decided.correction.venues[0].name == "Moscow"


def test_a_rejected_proposal_is_not_proposed_again(graph: Store, waiting: DeskItem, tmp_path: Path) -> None:
    reject(graph, taken(waiting), "hearsay")
    load(graph, tmp_path / "one.txt")
    assert desk_queue(graph).counts[DeskKind.PROPOSAL] == 0
    assert desk_item(graph, waiting.id).decided_why == "hearsay"


def test_the_second_to_decide_is_told_who_was_first(graph: Store, resolver: Resolver, waiting: DeskItem) -> None:
    accept(graph, resolver, taken(waiting, "ann"))
    before = snapshot(graph, set())
    for decide in (
        lambda: accept(graph, resolver, taken(waiting, "ben")),
        lambda: reject(graph, taken(waiting, "ben"), ""),
        lambda: undo_decision(graph, resolver, taken(waiting, "ben")),
    ):
        with pytest.raises(ChangedMeanwhile, match="ann decided on this proposal"):
            decide()
    assert snapshot(graph, set()) == before


def test_what_waits_has_no_decision_to_take_back(graph: Store, resolver: Resolver, waiting: DeskItem) -> None:
    with pytest.raises(ChangedMeanwhile, match="no decision here"):
        undo_decision(graph, resolver, taken(waiting))
    now = desk_item(graph, waiting.id)
    assert (now.state, now.version, now.decided_by) == ("waiting", waiting.version, waiting.decided_by)


def test_an_unknown_proposal_is_told(graph: Store, resolver: Resolver) -> None:
    with pytest.raises(NotFound, match="review --list"):
        accept(graph, resolver, Taken("proposal-none", 1, "ann"))


def test_undo_of_the_batch_takes_accepted_proposals_too(graph: Store, resolver: Resolver, waiting: DeskItem) -> None:
    accept(graph, resolver, taken(waiting))
    (batch,) = graph.read("MATCH (b:ImportBatch) RETURN b.id").rows[0]
    undo(graph, str(batch))
    assert snapshot(graph) == []


def test_undo_tells_which_decisions_go_and_takes_doubtful_names_off_the_desk(graph: Store, tmp_path: Path) -> None:
    slip = DOUBTFUL.replace("Libyan National Army", "Libyan Nationl Army")
    batch = load(graph, write(tmp_path, "one", slip, DOUBTFUL)).batch
    for item in desk_queue(graph, [DeskKind.PROPOSAL]).items:
        accept(graph, new_resolver(graph), taken(item))
    assert desk_queue(graph).counts[DeskKind.NAME] == 1
    done = undo_batch(graph, new_resolver(graph), batch, lambda claims: None)
    assert (done.proposals_deleted, done.decisions_deleted) == (2, 2)
    assert (desk_queue(graph).items, count(graph, "(:Judgement)")) == ((), 0)


def test_a_doubtful_name_that_another_import_proposes_stays_at_the_desk(graph: Store, tmp_path: Path) -> None:
    slip = DOUBTFUL.replace("Libyan National Army", "Libyan Nationl Army")
    first = load(graph, write(tmp_path, "one", slip))
    second = load(graph, write(tmp_path, "two", slip.replace("Ankara", "Cairo")))
    undo(graph, first.batch)
    assert desk_queue(graph).counts[DeskKind.NAME] == 1
    undo(graph, second.batch)
    assert desk_queue(graph).counts[DeskKind.NAME] == 0


def test_an_accepted_proposal_joins_the_event_it_is_about(graph: Store, resolver: Resolver, tmp_path: Path) -> None:
    load(graph, write(tmp_path, "one", CERTAIN))
    load(graph, write(tmp_path, "two", "Reportedly, " + CERTAIN))
    (item,) = desk_queue(graph).items
    assert item.joins is not None
    told = accept(graph, resolver, taken(item))
    assert (told.events_confirmed, count(graph, "(:Event {n_articles: 2})")) == (1, 1)


@pytest.fixture
def maybe(graph: Store, tmp_path: Path) -> DeskItem:
    """A proposal that may be about either of two known events, which are not one."""
    load(graph, write(tmp_path, "one", CERTAIN))
    load(graph, write(tmp_path, "two", CERTAIN.replace("Russia", "Turkey")), policy=policy_of("all"))
    (pair,) = desk_queue(graph, [DeskKind.DUPLICATE]).items
    assert pair.pair is not None
    different_events(graph, pair.pair.left, pair.pair.right, Word("ann"))
    load(graph, write(tmp_path, "three", "Reportedly, " + CERTAIN.replace("Russia", "Egypt")))
    (item,) = desk_queue(graph).items
    assert len(item.others) == 2
    return item


def facts_in(graph: Store) -> list[str]:
    """What is stored as true: nothing of imports, decisions and what waits."""
    return snapshot(graph, BOOKKEEPING | {"Proposal", "Judgement"})


BATCHES = "MATCH (b:ImportBatch) RETURN b.claims, b.events_added, b.events_confirmed ORDER BY b.id"


def test_a_proposal_is_accepted_as_an_event_that_it_may_be_about(
    graph: Store, resolver: Resolver, maybe: DeskItem
) -> None:
    before, counts = facts_in(graph), graph.read(BATCHES).rows
    known = maybe.others[1].id
    accept(graph, resolver, taken(maybe), known)
    assert graph.read("MATCH (c:Claim {review: 'checked'})-->(e:Event) RETURN e.id, e.n_articles").rows == [[known, 2]]
    assert (desk_queue(graph).items, count(graph, "(:Event)")) == ((), 2)
    undo_decision(graph, resolver, taken(desk_item(graph, maybe.id)))
    assert (facts_in(graph), graph.read(BATCHES).rows) == (before, counts)
    assert [item.id for item in desk_queue(graph).items] == [maybe.id]


def test_a_proposal_is_accepted_as_a_new_event_and_nobody_is_asked_again(
    graph: Store, resolver: Resolver, maybe: DeskItem
) -> None:
    before = facts_in(graph)
    accept(graph, resolver, taken(maybe), NEW_EVENT)
    assert (desk_queue(graph).items, count(graph, "(:Event)")) == ((), 3)
    undo_decision(graph, resolver, taken(desk_item(graph, maybe.id)))
    assert facts_in(graph) == before
    accept(graph, resolver, taken(desk_item(graph, maybe.id)))
    assert desk_queue(graph).counts[DeskKind.DUPLICATE] == 2


def test_a_proposal_that_would_join_an_event_is_accepted_as_a_new_one(
    graph: Store, resolver: Resolver, tmp_path: Path
) -> None:
    load(graph, write(tmp_path, "one", CERTAIN))
    load(graph, write(tmp_path, "two", "Reportedly, " + CERTAIN))
    (item,) = desk_queue(graph).items
    before, counts = facts_in(graph), graph.read(BATCHES).rows
    accept(graph, resolver, taken(item), NEW_EVENT)
    assert (count(graph, "(:Event {n_articles: 1})"), graph.read(BATCHES).rows[-1]) == (2, [1, 1, 0])
    undo_decision(graph, resolver, taken(desk_item(graph, item.id)))
    assert (facts_in(graph), graph.read(BATCHES).rows) == (before, counts)


def test_a_proposal_that_would_join_one_event_is_accepted_as_another(
    graph: Store, resolver: Resolver, maybe: DeskItem, tmp_path: Path
) -> None:
    load(graph, write(tmp_path, "four", "Reportedly, " + CERTAIN))
    item = next(item for item in desk_queue(graph).items if item.joins)
    assert item.joins is not None
    other = next(event.id for event in maybe.others if event.id != item.joins.id)
    before = facts_in(graph)
    accept(graph, resolver, taken(item), other)
    assert graph.read("MATCH (c:Claim {review: 'checked'})-->(e:Event) RETURN e.id").rows == [[other]]
    undo_decision(graph, resolver, taken(desk_item(graph, item.id)))
    assert facts_in(graph) == before


def test_a_new_event_that_another_decision_made_meanwhile_is_joined(graph: Store, tmp_path: Path) -> None:
    load(graph, write(tmp_path, "known", CERTAIN))
    told = "Reportedly, " + CERTAIN.replace("Russia", "Egypt")
    load(graph, write(tmp_path, "one", told), write(tmp_path, "two", f"Both sides came. {told}", publisher="Post"))
    first, second = desk_queue(graph).items
    added = [accept(graph, new_resolver(graph), taken(item), NEW_EVENT).events_added for item in (first, second)]
    assert (added, count(graph, "(:Event)"), desk_queue(graph).items) == ([1, 0], 2, ())
    undo_decision(graph, new_resolver(graph), taken(desk_item(graph, second.id)))
    assert desk_queue(graph).counts[DeskKind.DUPLICATE] == 0  # what the first decision kept stands
    undo_decision(graph, new_resolver(graph), taken(desk_item(graph, first.id)))
    assert count(graph, "(:Event)") == 1


def test_a_batch_never_counts_less_than_nothing(graph: Store, waiting: DeskItem, tmp_path: Path) -> None:
    accept(graph, new_resolver(graph), taken(waiting))
    load(graph, write(tmp_path, "two", DOUBTFUL, publisher="Post"), policy=policy_of("all"))
    undo_decision(graph, new_resolver(graph), taken(desk_item(graph, waiting.id)))
    assert sorted(graph.read(BATCHES).rows) == [[0, 0, 0], [1, 0, 1]]


def test_an_event_that_is_gone_cannot_be_joined_and_nothing_is_kept(
    graph: Store, resolver: Resolver, maybe: DeskItem
) -> None:
    before = snapshot(graph, set())
    with pytest.raises(NotFound, match="event-none"):
        accept(graph, resolver, taken(maybe), "event-none")
    assert snapshot(graph, set()) == before


def test_what_was_decided_on_the_events_since_is_not_taken_back(
    graph: Store, resolver: Resolver, maybe: DeskItem
) -> None:
    accept(graph, resolver, taken(maybe), maybe.others[0].id)
    (judgement,) = graph.read("MATCH (p:Proposal) WHERE p.judged IS NOT NULL RETURN p.judged[0]").rows[0]
    undo_judgement(graph, str(judgement).partition(" ")[0], Word("ben"))
    assert count(graph, "(:Event)") == 3
    undo_decision(graph, resolver, taken(desk_item(graph, maybe.id)))
    assert (count(graph, "(:Event)"), desk_item(graph, maybe.id).state) == (2, "waiting")


def test_a_name_let_in_by_a_person_need_not_wait_again(graph: Store, resolver: Resolver, tmp_path: Path) -> None:
    sentence = "Elders of Ghat mediated between Libyan National Army and Government of National Accord in Moscow on {}."
    load(graph, write(tmp_path, "one", sentence.format("2020-03-03")))
    (item,) = desk_queue(graph).items
    assert item.why == ("'Elders of Ghat' is not known yet",)
    accept(graph, resolver, taken(item))
    assert load(graph, write(tmp_path, "two", sentence.format("2020-04-04"))).accepted == 1


def test_doubtful_names_of_what_waits_can_be_judged(graph: Store, tmp_path: Path) -> None:
    load(graph, write(tmp_path, "one", CERTAIN.replace("Libyan National Army", "Libyan Nationl Army")))
    (doubt,) = desk_queue(graph, [DeskKind.NAME]).items
    assert doubt.pair is not None
    assert doubt.article is not None
    ruling = Ruling(doubt.pair.left, doubt.pair.right, Decision.SAME, "ann", "a slip")
    judge(graph, ruling, doubt.version)
    with pytest.raises(ChangedMeanwhile, match="ann decided"):
        judge(graph, ruling, doubt.version)
    (item,) = desk_queue(graph).items
    accept(graph, new_resolver(graph), taken(item))
    assert count(graph, "(:Actor {id: 'libyan-national-army'})-[:PARTY_TO]->(:Event)") == 1


def test_events_that_may_be_one_and_accounts_that_differ_wait_too(graph: Store, tmp_path: Path) -> None:
    load(graph, write(tmp_path, "one", CERTAIN))
    other = CERTAIN.replace("Russia", "Egypt")
    load(graph, write(tmp_path, "two", other), policy=policy_of("all"))
    (pair,) = desk_queue(graph, [DeskKind.DUPLICATE]).items
    assert len(pair.others) == 2
    assert "other third parties" in pair.why[0]


def test_rivals_of_a_proposal_are_shown(graph: Store, tmp_path: Path) -> None:
    path = write(tmp_path, "one", DOUBTFUL)
    load(graph, path)
    load(graph, path, extractors=(Later("later"),))
    shown = [desk_item(graph, item.id) for item in desk_queue(graph).items]
    assert sorted(rival.extractor for item in shown for rival in item.rivals) == ["later", "sentences"]


class Later(SentenceExtractor):
    """Dates everything a day later, so that it disagrees."""

    def _fact(self, told: Any) -> EventFact:
        fact = super()._fact(told)
        words = fact.model_dump(by_alias=True) | {"date": "2020-02-03"}
        return EventFact.model_validate(words)


def test_the_queue_begins_with_the_doubtful_and_well_connected(graph: Store, tmp_path: Path) -> None:
    load(graph, write(tmp_path, "sure", *(CERTAIN.replace("01-13", f"0{n}-20") for n in range(1, 6))))
    load(graph, write(tmp_path, "two", DOUBTFUL, DOUBTFUL.replace("Turkey", "Iceland").replace("Reportedly, ", "")))
    sentence = "Reportedly, Fiji mediated between Tonga and Samoa in Suva on 2020-02-02."
    load(graph, write(tmp_path, "three", sentence))
    titles = [item.title for item in desk_queue(graph, [DeskKind.PROPOSAL]).items]
    assert titles[0].startswith("Turkey")
    assert desk_queue(graph, [DeskKind.PROPOSAL], limit=1, skip=1).items[0].title == titles[1]
