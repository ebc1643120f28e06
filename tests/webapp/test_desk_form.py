"""Corrections: a fact as fields, fields as a fact, and the names that type-ahead offers."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from graph.errors import BadInput
from graph.queries.known import Thing, known_beginning, known_named
from graph.store.connection import Store
from graph.vocabulary import DatePrecision
from tests.builders import fact
from webapp.desk_form import fact_of, fields_of


def test_a_form_left_as_it_was_says_the_same_fact() -> None:
    told = fact(
        agreement={"name": "Ceasefire", "signed": "2020-01-12"},
        processes=["Berlin process"],
        parties=[{"name": "Libyan National Army", "side": "A", "belligerent": True, "id": "libyan-national-army"}],
    )
    assert fact_of(told, fields_of(told)) is told
    changed = fact_of(told, fields_of(told) | {"status": "failed"})
    assert changed == told.model_copy(update={"status": "failed"})
    renamed = fact_of(told, fields_of(told) | {"party-0-name": "Khalifa Haftar"})
    assert (renamed.parties[0].name, renamed.parties[0].id) == ("Khalifa Haftar", None)
    with pytest.raises(BadInput, match="status"):
        fact_of(told, fields_of(told) | {"status": "happened"})


def test_a_process_whose_name_holds_a_semicolon_stays_one() -> None:
    told = fact(processes=["Geneva talks; second round", "Berlin process"])
    assert fields_of(told)["processes"] == '"Geneva talks; second round"; Berlin process'
    kept = fact_of(told, fields_of(told) | {"status": "failed"})
    assert kept.processes == told.processes
    more = fact_of(told, fields_of(told) | {"processes": "Astana process; Berlin process"})
    assert more.processes == ("Astana process", "Berlin process")


def test_two_parties_of_one_name_keep_each_what_the_form_does_not_ask() -> None:
    one = {"name": "Presidential Council", "id": "presidential-council-libya", "belligerent": True}
    other = {"name": "Presidential Council", "id": "presidential-council-yemen", "belligerent": False}
    told = fact(parties=[one, other])
    both = fact_of(told, fields_of(told) | {"status": "failed"})
    assert [party.belligerent for party in both.parties] == [True, False]
    left = fact_of(told, fields_of(told) | {"party-0-name": ""})
    assert left.parties == told.parties[1:]


@pytest.mark.parametrize(
    ("start", "end", "days", "precision"),
    [
        ("2020-02", "", ("2020-02-01", "2020-02-29"), DatePrecision.MONTH),
        ("2020", "2021", ("2020-01-01", "2021-12-31"), DatePrecision.RANGE),
        ("", "2020-01-13", ("2020-01-13", "2020-01-13"), DatePrecision.DAY),
        ("", "", ("None", "None"), DatePrecision.UNKNOWN),
    ],
)
def test_days_may_be_months_and_years(start: str, end: str, days: tuple[str, str], precision: DatePrecision) -> None:
    told = fact(date="2019-05-05")
    date = fact_of(told, fields_of(told) | {"date_start": start, "date_end": end}).date
    assert ((str(date.start), str(date.end)), date.precision) == (days, precision)


def test_an_emptied_name_leaves_its_line_out() -> None:
    told = fact()
    left = fact_of(told, fields_of(told) | {"third-1-name": "", "venue-0-name": " "})
    assert [one.name for one in left.third_parties] == ["Russia"]
    assert left.venues == ()


def test_names_are_found_in_the_tables_and_in_the_graph(client: FlaskClient, explored: Store) -> None:
    assert known_named(explored, Thing.ACTOR, "libyan nat")[0].name == "Libyan National Army"
    assert known_named(explored, Thing.VENUE, "genev")[0].country == "CHE"
    assert [one.name for one in known_beginning(explored, Thing.ACTOR, "Egypt")] == ["Egypt"]
    assert "Libyan National Army" in [one.name for one in known_beginning(explored, Thing.ACTOR, "libyan")]
    told = client.get("/review/known.json?thing=conflict&q=liby").get_json()["known"]
    assert "Libya" in told[0]["name"]
    assert client.get("/review/known.json?thing=colour&q=x").status_code == 400
