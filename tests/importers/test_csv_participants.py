"""CSV, one row per participant: rows of one event stand together, agree, and are refused together."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.importers import csv_participants
from graph.importers.base import Reading
from graph.importers.csv_participants import read_csv_participants
from tests.importers.rows import bad, good, written

HEADER = "event_key,name,role,kind,on_behalf_of,side,response,lead,date,url"
MOSCOW = (
    "m,Russia,mediator,state,,,,yes,2020-01-13,https://example.org/moscow",
    "m,Khalifa Haftar,party,person,Libyan National Army,B,refused,,,",
    "m,Fayez al-Sarraj,Party,Person,Government of National Accord,A,accepted,,2020-01-13,",
)
BERLIN = ("b,Germany,host,,,,,,2020-01-19,https://example.org/berlin",)


def read(tmp_path: Path, *lines: str) -> list[Reading]:
    return list(read_csv_participants(written(tmp_path / "talks.csv", HEADER, *lines)))


def test_rows_of_one_key_become_one_event(tmp_path: Path) -> None:
    moscow, berlin = good(read(tmp_path, *MOSCOW, *BERLIN))
    (event,) = moscow.events
    assert [(third.name, third.kind, third.lead) for third in event.third_parties] == [("Russia", "State", True)]
    assert [(p.name, p.side, p.response, p.on_behalf_of) for p in event.parties] == [
        ("Khalifa Haftar", "B", "refused", "Libyan National Army"),
        ("Fayez al-Sarraj", "A", "accepted", "Government of National Accord"),
    ]
    assert berlin.events[0].third_parties[0].role == "host"


def test_cells_that_disagree_refuse_the_event_naming_both(tmp_path: Path) -> None:
    readings = read(tmp_path, *MOSCOW, "m,Turkey,mediator,,,,,,2020-01-14,", *BERLIN)
    refused = bad(readings)
    assert [row.line for row in refused] == [2, 3, 4, 5]
    assert "line 2 has '2020-01-13' and this line '2020-01-14'" in refused[-1].reason
    assert "in line 5, of the same event" in refused[0].reason
    assert len(good(readings)) == 1


@pytest.mark.parametrize(
    ("row", "field", "value", "reason"),
    [
        ("m,Egypt,medaitor,,,,,,,", "role", "medaitor", "the nearest known one is 'mediator'"),
        ("m,Egypt,,,,,,,,", "role", "", "needs a role"),
        ("m,,mediator,,,,,,,", "name", "", "needs a name"),
        ("m,Egypt,mediator,,,A,,,,", "side", "A", "a mediator has no side"),
        ("m,LNA,party,,,,,yes,,", "lead", "yes", "a party has no lead"),
        ("m,Egypt,mediator,planet,,,,,,", "kind", "planet", "State"),
        ("m,LNA,party,,,,maybe,,,", "response", "maybe", "accepted"),
        ("m,LNA,party,,,,,,soon,", "date", "soon", "2020-01-13"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, row: str, field: str, value: str, reason: str) -> None:
    refused = bad(read(tmp_path, *MOSCOW, row))
    assert [(r.line, r.field, r.value) for r in refused][-1] == (5, field, value)
    assert reason in refused[-1].reason
    assert len(refused) == 4


def test_a_row_without_a_key_is_refused_alone(tmp_path: Path) -> None:
    readings = read(tmp_path, *MOSCOW, ",Turkey,mediator,,,,,,,", *BERLIN)
    assert [(row.line, row.field) for row in bad(readings)] == [(5, "event_key")]
    assert len(good(readings)) == 2


def test_a_key_that_comes_back_is_refused_with_the_advice_to_sort(tmp_path: Path) -> None:
    readings = read(tmp_path, *MOSCOW, *BERLIN, "m,Turkey,mediator,,,,,,,")
    (refused,) = bad(readings)
    assert (refused.line, refused.value) == (6, "m")
    assert "ended in line 4; sort the file by the event key" in refused.reason
    assert len(good(readings)) == 2


def test_an_unreadable_row_refuses_its_own_event_only(tmp_path: Path) -> None:
    readings = read(tmp_path, *MOSCOW, "b,Turkey", *BERLIN)
    assert [row.line for row in bad(readings)] == [5]
    assert len(good(readings)) == 2


def test_a_key_for_everything_is_refused_and_does_not_fill_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_participants, "MOST_ROWS", 2)
    readings = read(tmp_path, *MOSCOW, *BERLIN)
    assert [row.line for row in bad(readings)] == [2, 3, 4]
    assert len(good(readings)) == 1
