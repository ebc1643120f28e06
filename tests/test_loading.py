"""A whole import on both engines: files in, graph out, nothing lost, nothing doubled, whatever happens in between."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from graph.errors import BadInput
from graph.loading import FileReport, ImportOrder, import_files
from graph.settings import EngineKind, Settings
from graph.store.connection import Store
from graph.store.engines.control import engine_stop
from graph.store.opening import open_store
from tests.builders import moscow_talks
from tests.commands import MAIN, SMALL_BATCHES, run, start
from tests.store.snapshots import count, snapshot

LINES = 400


def write_lines(path: Path, *lines: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def line(number: int, *events: dict[str, Any], publisher: str = "A") -> dict[str, Any]:
    article = {
        "url": f"https://{publisher.lower()}.example/{number}",
        "title": f"Report {number}",
        "publisher": publisher,
    }
    return {"article": article, "events": list(events) or [moscow_talks(date=f"20{number % 25:02}-01-13")]}


def load(store: Store, *paths: Path, **order: Any) -> list[FileReport]:
    return import_files(store, ImportOrder(paths, **order), lambda file, done: None)


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    """Enough lines for several batches; some events are told by several articles."""
    return write_lines(tmp_path / "facts.jsonl", *(line(number) for number in range(LINES)))


def test_importing_a_file_twice_changes_nothing(graph: Store, facts: Path) -> None:
    (first,) = load(graph, facts)
    before = snapshot(graph, set())
    (second,) = load(graph, facts)
    assert (first.recorded.claims_new, second.recorded.claims_new) == (LINES, 0)
    assert snapshot(graph, set()) == before


def test_good_events_go_in_and_bad_ones_are_set_aside(graph: Store, tmp_path: Path) -> None:
    bad = moscow_talks(date="31/02/2020")
    path = write_lines(tmp_path / "mixed.jsonl", line(1, moscow_talks(), bad), line(2, moscow_talks(date="2021-03-01")))
    (report,) = load(graph, path)
    assert (report.recorded.events_added, report.refused) == (2, 1)
    assert (report.refusals[0].line, report.refusals[0].value) == (1, "31/02/2020")
    assert report.rejects is not None
    assert report.rejects.name == "mixed.rejects.jsonl"


def test_a_mended_rejects_file_brings_the_graph_to_the_same_end(graph: Store, tmp_path: Path) -> None:
    path = write_lines(tmp_path / "bad.jsonl", line(1, moscow_talks(status="happened")))
    (report,) = load(graph, path)
    assert report.rejects is not None
    mended = report.rejects.read_text(encoding="utf-8").replace('"happened"', '"held"')
    report.rejects.write_text(mended, encoding="utf-8")
    (second,) = load(graph, report.rejects)
    assert (second.recorded.events_added, second.refused, second.rejects) == (1, 0, None)


def test_a_dry_run_writes_nothing_and_tells_the_same(graph: Store, facts: Path) -> None:
    before = snapshot(graph, set())
    (rehearsed,) = load(graph, facts, dry_run=True)
    assert snapshot(graph, set()) == before
    (done,) = load(graph, facts)
    assert rehearsed.recorded.events_added == done.recorded.events_added


def test_a_file_that_cannot_be_used_stops_the_import_before_anything_is_written(
    graph: Store, facts: Path, tmp_path: Path
) -> None:
    (tmp_path / "broken.jsonl").write_bytes(b"\x00\x01\x02")
    with pytest.raises(BadInput, match=r"broken\.jsonl"):
        load(graph, facts, tmp_path / "broken.jsonl")
    assert count(graph, "(:Claim)") == 0


def told(store: Store) -> list[str]:
    """What a graph says, and its batches without their times and the turns of the lock."""
    times = ("started_at", "finished_at", "turn")
    parts = [json.loads(part) for part in snapshot(store, set())]
    for part in parts:
        if part[0] == "node":
            part[2] = {key: value for key, value in part[2].items() if key not in times}
    return sorted(json.dumps(part, sort_keys=True) for part in parts)


def wait_for_claims(store: Store, wanted: int) -> None:
    deadline = time.monotonic() + 60
    while count(store, "(:Claim)") < wanted:
        assert time.monotonic() < deadline, "the import wrote nothing for a minute"
        time.sleep(0.02)


def test_killed_at_any_moment_and_started_again_it_ends_the_same(
    graph: Store, engine_settings: Settings, facts: Path
) -> None:
    assert run(engine_settings, "import", str(facts), code=SMALL_BATCHES + MAIN).returncode == 0
    whole = told(graph)
    graph.run("MATCH (n) DETACH DELETE n")
    for wanted in (1, 80, 200):
        cut = start(engine_settings, "import", str(facts), code=SMALL_BATCHES + MAIN)
        wait_for_claims(graph, wanted)
        cut.kill()
        cut.communicate()
    assert count(graph, "(:Claim)") < LINES
    assert run(engine_settings, "import", str(facts), code=SMALL_BATCHES + MAIN).returncode == 0
    assert told(graph) == whole


def test_two_imports_at_once_find_each_others_events(graph: Store, engine_settings: Settings, tmp_path: Path) -> None:
    files = [
        write_lines(tmp_path / f"{name}.jsonl", *(line(n, publisher=name) for n in range(100))) for name in ("A", "B")
    ]
    commands = [start(engine_settings, "import", str(file), code=SMALL_BATCHES + MAIN) for file in files]
    for command in commands:
        _, err = command.communicate(timeout=120)
        assert command.returncode == 0, err
    assert (count(graph, "(:Claim)"), count(graph, "(:Event)")) == (200, 25)


def test_an_engine_stopped_in_mid_import_is_told_and_a_rerun_goes_on(embedded_home: Settings, facts: Path) -> None:
    with open_store(embedded_home) as store:
        cut = start(embedded_home, "import", str(facts), code=SMALL_BATCHES + MAIN)
        wait_for_claims(store, 40)
        assert embedded_home.engine == EngineKind.EMBEDDED
        engine_stop(embedded_home)
        _, err = cut.communicate(timeout=120)
    assert cut.returncode == 3, err
    assert "Run the same command again" in err
    assert run(embedded_home, "import", str(facts)).returncode == 0
    with open_store(embedded_home) as store:
        assert count(store, "(:Claim)") == LINES
