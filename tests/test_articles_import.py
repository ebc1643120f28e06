"""Raw articles on both engines: certain facts go in, the rest waits, nothing is doubled, everything can be undone."""

from __future__ import annotations

import json
import math
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.accepting import Policy
from graph.articles import Given
from graph.errors import BadInput, NotExtracted, StoreUnavailable
from graph.facts import Article, EventFact, Evidence
from graph.intake.reporting import ArticleReport, Effect, Fate, report_as_data
from graph.loading import new_resolver
from graph.loading_articles import ArticleOrder, import_articles
from graph.settings import Settings
from graph.store.connection import Store
from graph.store.cypher import schema
from graph.store.schema import check_version
from graph.store.undoing import undo_batch
from tests.commands import MAIN, run, start
from tests.extractors import SentenceExtractor
from tests.store.snapshots import count, snapshot

SIDES = "Libyan National Army and Government of National Accord"
CERTAIN = f"Russia mediated between {SIDES} in Moscow on 2020-01-13."
DOUBTFUL = f"Reportedly, Turkey mediated between {SIDES} in Ankara on 2020-02-02."
FILLER = "The talks had been prepared for weeks, officials said, and more are expected to follow in the spring."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "articles"
    path.mkdir()
    return path


def write(folder: Path, name: str, *sentences: str, **meta: str) -> Path:
    path = folder / f"{name}.txt"
    path.write_text(f"Report {name}\n\n" + " ".join([*sentences, FILLER]) + "\n", encoding="utf-8")
    told = {"published": "2020-02-10", "publisher": "Herald", "url": f"https://herald.example/{name}"} | meta
    known = {key: value for key, value in told.items() if value}
    (folder / f"{name}.meta.json").write_text(json.dumps(known), encoding="utf-8")
    return path


def load(store: Store, *paths: Path, **words: Any) -> ArticleReport:
    readers = words.pop("extractors", (SentenceExtractor(),))
    return import_articles(store, ArticleOrder(paths, readers, **words), lambda file, done: None)


def undo(store: Store, batch: str) -> None:
    undo_batch(store, new_resolver(store), batch, lambda claims: None)


def test_certain_facts_become_claims_and_the_rest_waits(graph: Store, folder: Path) -> None:
    write(folder, "one", CERTAIN, DOUBTFUL)
    report = load(graph, folder)
    assert (report.articles, report.accepted, report.waiting) == (1, 1, 1)
    assert graph.read("MATCH (c:Claim) RETURN c.extractor, c.extractor_version, c.review").rows == [
        ["sentences", "1", "machine"]
    ]
    assert graph.read("MATCH (:Article)-[:PROPOSES]->(p:Proposal)-[:IN_BATCH]->(b) RETURN p.state, p.why").rows == [
        ["waiting", ["read with a score of only 0.50"]]
    ]


def test_what_waits_counts_nowhere(graph: Store, folder: Path) -> None:
    write(folder, "one", DOUBTFUL)
    load(graph, folder)
    assert [count(graph, f"(:{label})") for label in ("Event", "Actor", "Venue", "Claim")] == [0, 0, 0, 0]
    assert count(graph, "(:Article)") == 1


def test_the_same_articles_again_change_nothing(graph: Store, folder: Path) -> None:
    for number in range(3):
        write(folder, f"n{number}", CERTAIN, DOUBTFUL, FILLER * (number + 1))
    load(graph, folder)
    before = snapshot(graph, set())
    again = load(graph, folder)
    assert (again.known, again.accepted, again.waiting) == (3, 0, 0)
    assert snapshot(graph, set()) == before


def test_articles_that_are_all_known_make_no_batch(graph: Store, folder: Path, tmp_path: Path) -> None:
    load(graph, write(folder, "one", CERTAIN, DOUBTFUL))
    other = tmp_path / "other"
    (folder / "two.txt").write_text("ab", encoding="utf-8")
    folder.rename(other)
    again = load(graph, other)
    assert (again.known, again.refused, again.changes) == (1, 1, False)
    newer = load(graph, other, extractors=(SentenceExtractor(version="2"),))
    assert (newer.changes, count(graph, "(:ImportBatch)")) == (False, 1)


def test_known_articles_are_also_of_the_batch_that_something_new_opens_later(
    graph: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.loading_articles.ARTICLES_AT_ONCE", 1)
    first = load(graph, write(folder, "one", CERTAIN))
    write(folder, "two", DOUBTFUL)
    load(graph, folder)
    undo(graph, first.batch)
    assert [count(graph, f"(:{label})") for label in ("Article", "Claim", "Proposal")] == [2, 1, 1]


def test_an_agency_copy_is_recognised_and_its_facts_not_counted_again(graph: Store, folder: Path) -> None:
    one, other = write(folder, "one", CERTAIN), folder / "copy.txt"
    other.write_text(one.read_text(encoding="utf-8"), encoding="utf-8")
    meta = {"published": "2020-02-11", "publisher": "Post", "url": "https://post.example/copy"}
    (folder / "copy.meta.json").write_text(json.dumps(meta), encoding="utf-8")
    report = load(graph, folder)
    assert (report.copies, len(report.copy_notes), count(graph, "(:Claim)")) == (1, 1, 1)
    assert graph.read("MATCH (c)-[:COPY_OF]->(o) RETURN c.copy_of = o.id, c.text, size(o.text) > 50").rows == [
        [True, None, True]
    ]


def test_a_copy_in_a_later_batch_holds_what_it_copies(graph: Store, folder: Path, tmp_path: Path) -> None:
    first = load(graph, write(folder, "one", CERTAIN, DOUBTFUL))
    copy = tmp_path / "copy.txt"
    copy.write_text((folder / "one.txt").read_text(encoding="utf-8"), encoding="utf-8")
    load(graph, copy, given=Given(url="https://post.example/x", publisher="Post", published=date(2020, 2, 11)))
    undo(graph, first.batch)
    assert [count(graph, f"(:{label})") for label in ("Article", "Claim", "Proposal")] == [2, 1, 1]


def test_an_address_with_another_text_is_refused_with_what_to_do(graph: Store, folder: Path) -> None:
    path = write(folder, "one", CERTAIN)
    batch = load(graph, path).batch
    path.write_text(path.read_text(encoding="utf-8") + "Corrected.\n", encoding="utf-8")
    report = load(graph, path)
    assert report.refused == 1
    assert f"goodoffices undo {batch}" in report.refusals[0].reason


def test_an_article_without_a_date_is_refused_and_the_rest_goes_on(graph: Store, folder: Path) -> None:
    write(folder, "one", CERTAIN, published="")
    write(folder, "two", CERTAIN, FILLER)
    report = load(graph, folder)
    assert (report.articles, report.refused) == (1, 1)
    assert report.refusals[0].reason == (
        "no publication date; give --published YYYY-MM-DD or a side-car NAME.meta.json"
    )


def test_an_article_of_a_day_to_come_is_refused_with_that_day(graph: Store, folder: Path) -> None:
    write(folder, "one", CERTAIN, published="2999-01-01")
    (refusal,) = load(graph, folder).refusals
    assert refusal.reason.startswith("the day of publication 2999-01-01 lies after today and is not taken; no public")


def test_an_article_in_another_language_is_stored_and_not_read(graph: Store, folder: Path) -> None:
    write(folder, "one", CERTAIN, language="fr")
    report = load(graph, folder)
    assert (report.unread, report.accepted) == (1, 0)
    assert graph.read("MATCH (a:Article) RETURN a.language, a.not_read").rows == [["fr", "language"]]


def test_texts_that_may_not_be_kept_are_not_stored(graph: Store, folder: Path) -> None:
    write(folder, "one", CERTAIN)
    load(graph, folder, quotes_only=frozenset({"herald"}))
    assert graph.read("MATCH (a:Article)-[:MAKES]->(c) RETURN a.text, a.sha256 IS NULL, c.quote").rows == [
        [None, False, CERTAIN]
    ]


def test_no_title_tells_the_words_of_a_text_that_may_not_be_kept(graph: Store, folder: Path) -> None:
    listed = [{"text": f"{FILLER} {CERTAIN}", "publisher": "Herald", "published": "2020-02-10"}]
    (folder / "a.json").write_text(json.dumps([*listed, {"text": f"{FILLER} {FILLER}", "publisher": "Herald"}]))
    (folder / "b.json").write_text(json.dumps([{**listed[0], "url": "https://herald.example/copy"}]))
    told = report_as_data(load(graph, folder, quotes_only=frozenset({"Herald"})))
    assert FILLER not in json.dumps(told)
    assert "a.json, number 2" in json.dumps(told["refusals"])
    titles = [title for (title,) in graph.read("MATCH (a:Article) RETURN a.title ORDER BY a.title").rows]
    assert titles == ["a.json, number 1", "b.json, number 1"]


def test_a_dry_run_writes_nothing_and_tells_the_same(graph: Store, folder: Path) -> None:
    write(folder, "one", CERTAIN, DOUBTFUL)
    write(folder, "two", CERTAIN, FILLER)
    before = snapshot(graph, set())
    told = load(graph, folder, dry_run=True)
    assert snapshot(graph, set()) == before
    assert [line.effect for line in told.lines] == [Effect.ADDS, Effect.ADDS, Effect.CONFIRMS]
    done = report_as_data(load(graph, folder))
    assert report_as_data(told) == done | {"dry_run": True}


def test_facts_can_be_chosen_line_by_line(graph: Store, folder: Path) -> None:
    write(folder, "one", CERTAIN, DOUBTFUL)
    certain, doubtful = load(graph, folder, dry_run=True).lines
    policy = Policy(math.inf, accepted=frozenset({doubtful.id}), rejected=frozenset({certain.id}))
    report = load(graph, folder, policy=policy, by="ann")
    assert [line.fate for line in report.lines] == [Fate.REJECTED, Fate.ACCEPTED]
    assert graph.read("MATCH (c:Claim) RETURN c.review, c.reviewed_by").rows == [["checked", "ann"]]
    assert graph.read("MATCH (p:Proposal) RETURN p.state, p.decided_by").rows == [["rejected", "ann"]]


def test_undo_takes_articles_proposals_and_claims_back(graph: Store, folder: Path) -> None:
    write(folder, "one", CERTAIN, DOUBTFUL)
    write(folder, "two", FILLER)
    before = snapshot(graph)
    report = load(graph, folder)
    after = snapshot(graph)
    undo(graph, report.batch)
    assert snapshot(graph) == before
    load(graph, folder)
    assert snapshot(graph) == after


def test_a_fact_that_differs_from_a_known_event_waits(graph: Store, folder: Path) -> None:
    load(graph, write(folder, "one", CERTAIN))
    report = load(graph, write(folder, "two", CERTAIN.replace("Moscow", "Cairo")))
    assert report.waiting == 1
    assert "may be an event that is known" in report.lines[0].why[0]


def test_a_second_extractor_agrees_or_waits(graph: Store, folder: Path) -> None:
    write(folder, "one", CERTAIN)
    readers = (SentenceExtractor(), SentenceExtractor("other", score=0.99))
    report = load(graph, folder, extractors=readers)
    assert (report.accepted, report.waiting, report.agreed) == (1, 0, 1)


def test_a_newer_version_replaces_what_waited(graph: Store, folder: Path) -> None:
    write(folder, "one", DOUBTFUL.replace("Reportedly, ", ""))
    load(graph, folder, extractors=(SentenceExtractor(score=0.6),))
    load(graph, folder, extractors=(SentenceExtractor(version="2", score=0.7),))
    assert graph.read("MATCH (p:Proposal) RETURN p.score, p.extractor_version").rows == [[0.7, "2"]]


def test_nothing_named_is_told(graph: Store) -> None:
    with pytest.raises(BadInput, match="Nothing to import"):
        load(graph)


SMALL_GROUPS = (
    "import graph.loading_articles; graph.loading_articles.ARTICLES_AT_ONCE = 5; "
    "import graph.extract.opening, tests.extractors; "
    "graph.extract.opening.RuleExtractor = tests.extractors.SentenceExtractor; "
)
"""Groups so small that a short import has many, read by the stand-in."""


@pytest.fixture
def many(folder: Path) -> Path:
    """Enough articles for several groups; some tell of one event, some only wait."""
    for number in range(60):
        certain = CERTAIN.replace("01-13", f"{number % 12 + 1:02}-13")
        write(folder, f"n{number}", certain, DOUBTFUL, f"This is report number {number}.")
    return folder


def told(store: Store) -> list[str]:
    """What a graph says, without the times of its batches and decisions, and the turns of the lock."""
    times = ("started_at", "finished_at", "turn")
    parts = [json.loads(part) for part in snapshot(store, set())]
    for part in parts:
        if part[0] == "node":
            part[2] = {key: value for key, value in part[2].items() if key not in times}
    return sorted(json.dumps(part, sort_keys=True) for part in parts)


def test_killed_at_any_moment_and_started_again_it_ends_the_same(
    graph: Store, engine_settings: Settings, many: Path
) -> None:
    assert run(engine_settings, "import", str(many), code=SMALL_GROUPS + MAIN).returncode == 0
    whole = told(graph)
    assert count(graph, "(:Claim)") > 0
    assert count(graph, "(:Proposal)") > 0
    graph.run("MATCH (n) DETACH DELETE n")
    for wanted in (1, 20, 40):
        cut = start(engine_settings, "import", str(many), code=SMALL_GROUPS + MAIN)
        _wait_for_articles(graph, wanted)
        cut.kill()
        cut.communicate()
    assert run(engine_settings, "import", str(many), code=SMALL_GROUPS + MAIN).returncode == 0
    assert told(graph) == whole


def test_what_an_import_brought_before_it_was_cut_off_is_its_own(
    graph: Store, many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ends(file: str, done: int) -> None:
        if done > 30:
            raise StoreUnavailable("The engine was killed.")

    monkeypatch.setattr("graph.loading_articles.ARTICLES_AT_ONCE", 7)
    order = ArticleOrder((many,), (SentenceExtractor(),))
    with pytest.raises(StoreUnavailable, match="goes on where it stopped"):
        import_articles(graph, order, ends)
    report = load(graph, many)
    assert (report.articles, report.known, report.accepted, report.waiting) == (60, 0, 60, 60)
    assert report.recorded.events_added == count(graph, "(:Event)") == 12
    again = load(graph, many)
    assert (again.known, again.accepted) == (60, 0)


def _wait_for_articles(store: Store, wanted: int) -> None:
    deadline = time.monotonic() + 60
    while count(store, "(:Article)") < wanted:
        assert time.monotonic() < deadline, "the import wrote nothing for a minute"
        time.sleep(0.02)


def test_a_resumed_import_tells_of_all_copies_and_unread_articles(
    graph: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ends(file: str, done: int) -> None:
        if done > 6:
            raise StoreUnavailable("The engine was killed.")

    for number in range(2):
        one = write(folder, f"n{number}1", CERTAIN, f"This is report number {number}.")
        copy = write(folder, f"n{number}2", publisher="Post")
        copy.write_text(one.read_text(encoding="utf-8"), encoding="utf-8")
        write(folder, f"n{number}3", DOUBTFUL, language="fr")
        write(folder, f"n{number}4", f"Nothing came of report number {number}.")
    monkeypatch.setattr("graph.loading_articles.ARTICLES_AT_ONCE", 4)
    with pytest.raises(StoreUnavailable):
        import_articles(graph, ArticleOrder((folder,), (SentenceExtractor(),)), ends)
    report = load(graph, folder)
    assert (report.articles, report.known, report.copies, report.unread, report.without_facts) == (8, 0, 2, 2, 2)
    assert [note.original_title for note in report.copy_notes] == ["Report n01", "Report n11"]
    assert [Path(note.file).name for note in report.unread_notes] == ["n03.txt", "n13.txt"]


def test_a_graph_of_the_version_before_is_brought_forward(graph: Store, folder: Path) -> None:
    graph.write(lambda tx: tx.run(schema.WRITE_VERSION, {"version": 1, "written_by": "0.1"}))
    load(graph, write(folder, "one", CERTAIN))
    assert check_version(graph) == schema.VERSION


def test_an_extractor_that_cannot_read_one_article_leaves_it_out_and_goes_on(graph: Store, folder: Path) -> None:
    write(folder, "bad", CERTAIN, "Unreadable.")
    write(folder, "good", CERTAIN)
    report = load(graph, folder, extractors=(Choosy(),))
    assert (report.articles, report.refused, count(graph, "(:Article)")) == (1, 1, 1)
    assert load(graph, folder, extractors=(SentenceExtractor("choosy"),)).accepted == 1


def test_evidence_that_is_not_in_the_article_is_refused(graph: Store, folder: Path) -> None:
    report = load(graph, write(folder, "one", CERTAIN), extractors=(Liar(),))
    assert (report.accepted, report.refused) == (0, 1)
    assert "not in the article word for word" in report.refusals[0].reason


class Choosy(SentenceExtractor):
    """Cannot read what says that it is unreadable."""

    def __init__(self) -> None:
        super().__init__("choosy")

    def extract(self, article: Article) -> tuple[EventFact, ...]:
        if "Unreadable" in (article.text or ""):
            raise NotExtracted("the answer could not be used")
        return super().extract(article)


class Liar(SentenceExtractor):
    """Makes its evidence up."""

    def extract(self, article: Article) -> tuple[EventFact, ...]:
        made_up = (Evidence(quote="Peace was made.", start=0, end=15),)
        return tuple(fact.model_copy(update={"evidence": made_up}) for fact in super().extract(article))
