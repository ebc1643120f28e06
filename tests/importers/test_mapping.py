"""Column mappings: saved, read again, and told apart from what is unknown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.errors import BadInput
from graph.importers import FORMATS, open_source, suggest_mapping
from graph.importers.mapping import Aliases, ColumnMapping, assign, load_mapping, near_fields, save_mapping

FIELDS: Aliases = {"mediators": ("mediator",), "date": ("when",), "article_title": ()}
FILE = Path("talks.csv")


def test_a_saved_mapping_is_read_again(tmp_path: Path) -> None:
    mapping = ColumnMapping({"mediators": "Vermittler"}, ("Notizen",))
    save_mapping(mapping, tmp_path / "mapping.json")
    assert load_mapping(tmp_path / "mapping.json") == mapping


def test_own_names_and_aliases_need_no_mapping() -> None:
    assert assign(FILE, ["Mediator", "WHEN", "Article Title"], FIELDS, ColumnMapping()) == list(FIELDS)


def test_mapped_ignored_and_reject_columns_are_understood() -> None:
    mapping = ColumnMapping({"mediators": "Vermittler"}, ("Notizen",))
    assert assign(FILE, ["vermittler", "Notizen", "refused_reason"], FIELDS, mapping) == ["mediators", None, None]


@pytest.mark.parametrize(
    ("header", "mapping", "message"),
    [
        (
            ["Mediatorz", "Foo"],
            ColumnMapping(),
            r"'Mediatorz' \(column 1; perhaps mediators\), 'Foo' \(column 2\)\. .*goodoffices mapping talks.csv",
        ),
        (["Vermittler"], ColumnMapping({"mediatorz": "Vermittler"}), "a field that we do not have: 'mediatorz'"),
        (["Vermittler"], ColumnMapping({"date": "Tag"}), "no column 'Tag', which the mapping names for 'date'"),
        (["Tag", "date"], ColumnMapping({"date": "Tag"}), "'date' .* the mapping gives its field to another column"),
        (["date", "when"], ColumnMapping(), "the columns 'date' and 'when' both mean 'date'"),
    ],
)
def test_what_is_not_understood_is_named(header: list[str], mapping: ColumnMapping, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        assign(FILE, header, FIELDS, mapping)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "cannot be read"),
        ("[]", "looks like"),
        (json.dumps({"column": {}}), "no such key: 'column'; the nearest known one is 'columns'"),
        (json.dumps({"columns": ["a"]}), "looks like"),
        (json.dumps({"columns": {"date": 5}}), "named by a text"),
    ],
)
def test_a_broken_mapping_file_is_refused(tmp_path: Path, content: str, message: str) -> None:
    path = written_json(tmp_path, content)
    with pytest.raises(BadInput, match=message):
        load_mapping(path)


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Day", ("date",)),
        ("Third party", ("third_parties", "mediators")),
        ("Parties to the talks", ("parties",)),
        ("Newspaper", ("publisher",)),
        ("Remarks", ()),
    ],
)
def test_what_an_unknown_column_may_stand_for(name: str, near: tuple[str, ...]) -> None:
    assert near_fields(name, FORMATS["csv-events"].columns) == near


def test_only_fields_of_the_format_are_suggested() -> None:
    assert near_fields("Mediator", FORMATS["csv-participants"].columns) == ("name",)
    assert near_fields("Day", FORMATS["mend"].columns) == ("day",)


def written_json(tmp_path: Path, content: str) -> Path:
    path = tmp_path / "mapping.json"
    path.write_text(content, encoding="utf-8")
    return path


def test_a_suggested_mapping_reads_its_file_and_passes_over_what_is_unknown(tmp_path: Path) -> None:
    table = tmp_path / "talks.csv"
    table.write_text("Mediator,Where,Remarks,date\nNorway,Oslo,quiet,2020-05-01\n", encoding="utf-8")
    suggested = suggest_mapping(table, "csv-events")
    assert suggested.columns["mediators"] == "Mediator"
    assert suggested.ignore == ("Remarks",)
    save_mapping(suggested, tmp_path / "mapping.json")
    assert len(list(open_source(table, None, tmp_path / "mapping.json").readings())) == 1
