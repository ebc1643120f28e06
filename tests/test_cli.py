"""The commands as a person types them: results on stdout, messages on stderr, exit codes."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graph.errors import BadInput
from graph.settings import Settings
from graph.store.connection import Store
from graph.store.cypher.examples import EXAMPLES
from graph.store.undoing import batch_begun
from tests.builders import moscow_talks
from tests.commands import environment
from tests.store.snapshots import count, snapshot
from webapp.serving import goodoffices


class Shell:
    """Runs commands in this process, on the engine under test."""

    def __init__(self, settings: Settings) -> None:
        self._environment = environment(settings)

    def __call__(self, *words: str, stdin: str = "") -> Result:
        return CliRunner().invoke(goodoffices, list(words), env=self._environment, input=stdin)


@pytest.fixture
def shell(engine_settings: Settings, graph: Store) -> Shell:
    return Shell(engine_settings)


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    lines = [
        {"article": {"url": "https://a.example/1", "title": "One", "publisher": "A"}, "events": [moscow_talks()]},
        {"article": {"url": "https://b.example/2", "title": "Two", "publisher": "B"}, "events": [moscow_talks()]},
    ]
    path = tmp_path / "facts.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def test_import_reports_what_it_did(shell: Shell, facts: Path) -> None:
    done = shell("import", str(facts))
    assert done.exit_code == 0
    assert "1 events" in done.stdout
    assert "2 new, 0 there already" in done.stdout


def test_the_report_as_json(shell: Shell, facts: Path) -> None:
    (report,) = json.loads(shell("import", str(facts), "--dry-run", "--json").stdout)
    assert (report["events_added"], report["events_confirmed"], report["refused"]) == (1, 1, 0)


def test_a_folder_is_imported_file_by_file(shell: Shell, facts: Path, graph: Store) -> None:
    assert shell("import", str(facts.parent)).exit_code == 0
    assert count(graph, "(:ImportBatch)") == 1


def test_a_mapping_tells_what_unknown_columns_may_stand_for(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "talks.csv").write_text("Day,Third party,Place\n2020-01-13,Russia,Moscow\n", encoding="utf-8")
    done = shell("mapping", str(tmp_path / "talks.csv"))
    assert json.loads(done.stdout) == {"columns": {"venue": "Place"}, "ignore": ["Day", "Third party"]}
    assert "'Day' is passed over; perhaps it is date" in done.stderr
    assert "goodoffices mapping" in shell("import", str(tmp_path / "talks.csv")).stderr


def test_refused_rows_make_exit_code_1_and_name_the_rejects_file(shell: Shell, facts: Path) -> None:
    facts.write_text(facts.read_text(encoding="utf-8").replace("2020-01-13", "31/02/2020", 1), encoding="utf-8")
    done = shell("import", str(facts))
    assert done.exit_code == 1
    assert "facts.rejects.jsonl" in done.stderr
    assert "line 1, events.0.date" in done.stdout


def test_history_and_undo_take_an_import_back(shell: Shell, facts: Path, graph: Store) -> None:
    shell("import", str(facts))
    (batch,) = json.loads(shell("history", "--json").stdout)
    assert (batch["events_added"], batch["articles"]) == (1, 2)
    assert "2 claims and 1 event removed" in shell("undo", batch["batch"]).stdout
    assert snapshot(graph) == []
    (undone,) = json.loads(shell("history", "--json").stdout)
    assert (undone["events_added"], undone["articles"], undone["claims"]) == (1, 2, 2)
    again = shell("undo", batch["batch"])
    assert (again.exit_code, "already undone, 20" in again.stdout) == (0, True)


def test_an_undone_import_can_be_imported_again(shell: Shell, facts: Path, graph: Store) -> None:
    shell("import", str(facts))
    before = snapshot(graph)
    (batch,) = json.loads(shell("history", "--json").stdout)
    shell("undo", batch["batch"])
    assert shell("import", str(facts)).exit_code == 0
    assert snapshot(graph) == before


def test_undo_takes_the_beginning_of_an_id_that_one_batch_has(shell: Shell, facts: Path) -> None:
    shell("import", str(facts))
    (batch,) = json.loads(shell("history", "--json").stdout)
    assert shell("undo", "batch-").exit_code == 2
    assert f"{batch['batch']}: 2 claims and 1 event removed" in shell("undo", batch["batch"][:12]).stdout


def test_the_beginning_of_two_ids_undoes_neither(graph: Store) -> None:
    graph.write(lambda tx: tx.run("UNWIND ['batch-12345', 'batch-12345a'] AS id CREATE (:ImportBatch {id: id})"))
    assert batch_begun(graph, "batch-12345") == "batch-12345"
    with pytest.raises(BadInput, match="2 import batches begin with 'batch-1234'"):
        batch_begun(graph, "batch-1234")


def test_undo_of_an_unknown_batch_says_where_to_look(shell: Shell) -> None:
    done = shell("undo", "batch-none")
    assert done.exit_code == 2
    assert "goodoffices history" in done.stderr


def test_a_judgement_merges_a_name_and_another_takes_it_back(shell: Shell, facts: Path, graph: Store) -> None:
    text = facts.read_text(encoding="utf-8").replace("Government of National Accord", "Government of Nationl Accord")
    facts.write_text(text, encoding="utf-8")
    shell("import", str(facts))
    before = snapshot(graph, {"ImportBatch", "Meta", "Judgement"})
    (doubt,) = json.loads(shell("review", "--names", "--json").stdout)
    assert doubt["right"] == "government-of-national-accord"
    assert shell("review", doubt["left"], doubt["right"], "--same", "--why", "a slip").exit_code == 0
    assert count(graph, "(:Actor {id: 'government-of-national-accord'})-[:PARTY_TO]->(:Event)") == 1
    shell("review", doubt["left"], doubt["right"], "--different")
    assert snapshot(graph, {"ImportBatch", "Meta", "Judgement"}) == before


def test_query_prints_tables_csv_and_json(shell: Shell, facts: Path) -> None:
    shell("import", str(facts))
    question = "MATCH (a:State)-[:MEDIATED]->(e:Event) WHERE e.start.year = $year RETURN a.name AS who, e.start AS day"
    asked = ("query", question + " ORDER BY who", "--param", "year=2020")
    assert shell(*asked).stdout.splitlines()[1].split() == ["Russia", "2020-01-13"]
    assert json.loads(shell(*asked, "--format", "json").stdout)[0] == {"who": "Russia", "day": "2020-01-13"}
    rows = list(csv.reader(io.StringIO(shell(*asked, "--format", "csv").stdout)))
    assert rows == [["who", "day"], ["Russia", "2020-01-13"], ["Turkey", "2020-01-13"]]


def test_a_day_compared_with_a_text_is_told(shell: Shell, facts: Path) -> None:
    shell("import", str(facts))
    done = shell("query", "MATCH (e:Event) WHERE e.start >= '2020-01-01' RETURN e.id")
    assert "e.start is a date and no text: compare it with date('2020-01-01')" in done.stderr
    assert "Days are dates" in shell("query", "--help").stdout


@pytest.mark.parametrize(("statement", "words"), EXAMPLES)
def test_the_examples_in_the_help_of_query_find_something(
    shell: Shell, facts: Path, statement: str, words: str
) -> None:
    shell("import", str(facts))
    assert len(shell("query", statement, *words.split()).stdout.splitlines()) > 1


def test_nodes_with_dates_are_printed_in_every_format(shell: Shell, facts: Path) -> None:
    shell("import", str(facts))
    for format_ in ("table", "csv", "json"):
        done = shell("query", "MATCH p = (e:Event)<-[:MEDIATED]-(:State) RETURN e, p", "--format", format_)
        assert done.exit_code == 0
        assert "2020-01-13" in done.stdout


def test_query_reads_standard_input_and_says_when_rows_are_left_out(shell: Shell) -> None:
    done = shell("query", "-", "--limit", "2", stdin="UNWIND range(1, 5) AS n RETURN n")
    assert done.stdout.split() == ["n", "1", "2"]
    assert "first 2 rows" in done.stderr


@pytest.mark.parametrize(
    "statement", ["CREATE (n:Actor {id: 'x'})", "LOAD CSV FROM 'file:///etc/passwd' AS r RETURN r"]
)
def test_query_refuses_to_write_or_read_files(shell: Shell, graph: Store, statement: str) -> None:
    done = shell("query", statement)
    assert done.exit_code == 2
    assert count(graph, "(:Actor)") == 0


def test_query_writes_where_it_is_told_to(shell: Shell, graph: Store) -> None:
    assert shell("query", "CREATE (n:Venue {id: 'x'}) RETURN n.id", "--write").exit_code == 0
    assert count(graph, "(:Venue {id: 'x'})") == 1


def test_a_query_that_writes_is_not_cut_short(shell: Shell, graph: Store) -> None:
    done = shell("query", "CREATE (n:Venue {id: 'x'}) RETURN n.id", "--write", "--limit", "1")
    assert (done.exit_code, count(graph, "(:Venue {id: 'x'})")) == (2, 0)
    assert "--limit" in done.stderr


def test_a_mistake_in_cypher_is_told_in_the_engines_words(shell: Shell) -> None:
    done = shell("query", "MATCH (n RETURN n")
    assert done.exit_code == 2
    assert done.stderr.startswith("Error:")
    assert "Traceback" not in done.stderr


def test_stats_count_mediation_and_related_events_apart(shell: Shell, facts: Path) -> None:
    shell("import", str(facts))
    told = json.loads(shell("stats", "--json").stdout)
    assert told["events by class"] == {"mediation": 1}
    assert (told["claims"], told["articles"]) == (2, 2)


def test_an_empty_graph_says_what_to_do(shell: Shell) -> None:
    assert "goodoffices import --sample" in shell("history").stdout
    assert shell("import").exit_code == 2


def test_a_home_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = CliRunner().invoke(goodoffices, ["stats"], env={"GOODOFFICES_HOME": str(tmp_path / "file" / "home")})
    assert done.exit_code == 3
    assert "set GOODOFFICES_HOME" in done.stderr


def test_schema_prints_the_json_schema_of_one_line() -> None:
    printed = json.loads(CliRunner().invoke(goodoffices, ["schema"]).stdout)
    assert printed["required"] == ["article", "events"]
