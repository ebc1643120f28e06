"""One store on both engines: the same answers, the same limits, the same refusals."""

from __future__ import annotations

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest

from graph.errors import QueryRefused
from graph.settings import EngineKind, Settings
from graph.store.connection import Store, Transaction
from graph.store.engines.control import engine_status
from graph.store.opening import open_store

ENDLESS = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN count(*)"


def add_talks(store: Store, *names: str) -> None:
    store.write(lambda tx: tx.run("UNWIND $names AS name CREATE (:Talk {name: name})", {"names": list(names)}))


def running(store: Store, words: str) -> list[str]:
    answer = store.read("SHOW TRANSACTIONS")
    texts = [str(row[answer.columns.index("currentQuery")]) for row in answer.rows]
    return [text for text in texts if words in text]


def test_rows_come_in_column_order_with_pythons_dates(store: Store) -> None:
    statement = (
        "RETURN date('2020-01-13') AS day, datetime('2020-01-13T10:30:00Z') AS time, [date('2019-04-04')] AS days"
    )
    answer = store.read(statement)
    assert answer.columns == ("day", "time", "days")
    assert answer.rows == [[date(2020, 1, 13), datetime(2020, 1, 13, 10, 30, tzinfo=UTC), [date(2019, 4, 4)]]]


def test_a_write_gives_rows_by_name(store: Store) -> None:
    rows = store.write(
        lambda tx: tx.run("CREATE (t:Talk {day: date($day)}) RETURN t.day AS day", {"day": "2020-01-13"})
    )
    assert rows == [{"day": date(2020, 1, 13)}]


def test_a_row_limit_cuts_and_says_so(store: Store) -> None:
    add_talks(store, "Astana", "Berlin", "Geneva")
    cut = store.read("MATCH (t:Talk) RETURN t.name AS name ORDER BY name", limit=2)
    whole = store.read("MATCH (t:Talk) RETURN t.name AS name ORDER BY name", limit=3)
    assert (cut.rows, cut.more) == ([["Astana"], ["Berlin"]], True)
    assert (len(whole.rows), whole.more) == (3, False)


def test_the_rest_of_a_cut_query_is_not_waited_for(store: Store) -> None:
    began = time.monotonic()
    answer = store.read("UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN b AS cut_early", limit=5)
    assert answer.more
    assert time.monotonic() - began < 10
    assert running(store, "cut_early") == []


def test_a_query_past_its_time_is_ended_on_the_engine(store: Store) -> None:
    with pytest.raises(QueryRefused, match=r"ended after its limit of 0\.5 s"):
        store.read(ENDLESS + " AS past_its_time", seconds=0.5)
    assert running(store, "past_its_time") == []


def test_a_greedy_query_is_refused_and_not_tried_again(store: Store) -> None:
    began = time.monotonic()
    with pytest.raises(QueryRefused, match=r"memory|exceed"):
        store.read("UNWIND range(1, 100000000) AS a RETURN size(collect(a))", seconds=60)
    assert time.monotonic() - began < 50


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE (:Talk)",
        "MATCH (t:Talk) SET t.name = 'x'",
        "MATCH (t:Talk) DETACH DELETE t",
        "MERGE (:Talk {name: 'new'})",
        "CREATE INDEX forbidden FOR (t:Talk) ON (t.name)",
        "CREATE CONSTRAINT forbidden FOR (t:Talk) REQUIRE t.name IS UNIQUE",
        "LOAD CSV FROM 'file:///etc/hosts' AS line RETURN line",
        "LOAD CSV FROM 'http://127.0.0.1:1/' AS line RETURN line",
    ],
)
def test_reading_cannot_write_nor_load(store: Store, statement: str) -> None:
    add_talks(store, "Astana")
    with pytest.raises(QueryRefused):
        store.read(statement)
    assert store.read("MATCH (t:Talk) RETURN t.name").rows == [["Astana"]]


def test_a_misspelt_query_is_refused_with_the_engines_words(store: Store) -> None:
    with pytest.raises(QueryRefused, match="RETURN"):
        store.read("MATCH (n RETURN n")


def test_writers_who_merge_the_same_new_nodes_both_succeed(store: Store, engine_settings: Settings) -> None:
    store.run("CREATE CONSTRAINT talk_name IF NOT EXISTS FOR (t:Talk) REQUIRE t.name IS UNIQUE")

    def merge(number: int) -> None:
        statement = "UNWIND range(1, 20) AS i MERGE (t:Talk {name: $round + i}) SET t.told = coalesce(t.told, 0) + 1"
        with open_store(engine_settings) as other:
            for turn in range(15):
                other.write(lambda tx, turn=turn: tx.run(statement, {"round": f"{turn}-"}))  # type: ignore[misc]

    with ThreadPoolExecutor(2) as writers:
        list(writers.map(merge, range(2)))
    assert store.read("MATCH (t:Talk) RETURN count(t), sum(t.told)").rows == [[300, 600]]
    store.run("DROP CONSTRAINT talk_name")


def test_work_that_can_never_succeed_is_refused_soon(store: Store) -> None:
    store.run("CREATE CONSTRAINT talk_name IF NOT EXISTS FOR (t:Talk) REQUIRE t.name IS UNIQUE")
    began = time.monotonic()
    with pytest.raises(QueryRefused):
        add_talks(store, "Astana", "Astana")
    assert time.monotonic() - began < 10
    store.run("DROP CONSTRAINT talk_name")


def test_work_that_fails_leaves_nothing(store: Store) -> None:
    def work(tx: Transaction) -> None:
        tx.run("CREATE (:Talk {name: 'half'})")
        raise LookupError("the rest is missing")

    with pytest.raises(LookupError):
        store.write(work)
    assert store.read("MATCH (t:Talk) RETURN t").rows == []


def test_a_killed_engine_is_started_anew_for_the_next_write(store: Store, engine_settings: Settings) -> None:
    if engine_settings.engine == EngineKind.SERVER:
        pytest.skip("a server named by NEO4J_TEST_URI is not ours to kill")
    add_talks(store, "Astana")
    state = engine_status(engine_settings).state
    assert state is not None
    os.kill(state.server_pid, signal.SIGKILL)
    time.sleep(0.5)
    add_talks(store, "Sochi")
    assert store.read("MATCH (t:Talk) RETURN t.name ORDER BY t.name").rows == [["Astana"], ["Sochi"]]
