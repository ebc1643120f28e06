"""Every filter is an address: what is written is read back, and what nothing knows is refused with words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest

from graph.errors import BadInput
from graph.queries.selection import COUNTED, Selection, address_of, selection_from
from graph.vocabulary import HAPPENED, EventClass, Involvement, Status


def multi(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


SELECTIONS = [
    Selection(),
    Selection(actors=("egypt", "a & b"), conflicts=("libya",), venues=("cairo-egy",), processes=("astana",)),
    Selection(statuses=tuple(Status), classes=tuple(EventClass)),
    Selection(statuses=(Status.OFFERED, Status.REFUSED), roles=(Involvement.HOSTED,)),
    Selection(since=date(2019, 5, 1), until=date(2020, 2, 29), text="peace = 1&2", sides="a+b~c"),
]


@pytest.mark.parametrize("selection", SELECTIONS)
def test_an_address_reads_back_to_the_same_selection(selection: Selection) -> None:
    assert selection_from(multi(address_of(selection))) == selection


def test_an_empty_address_shows_what_happened() -> None:
    selection = selection_from({})
    assert (selection.statuses, selection.classes) == (HAPPENED, COUNTED)
    assert selection == Selection()


def test_a_year_means_all_of_it() -> None:
    selection = selection_from({"since": ["2019"], "until": ["2020-02"]})
    assert (selection.since, selection.until) == (date(2019, 1, 1), date(2020, 2, 29))


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ({"status": ["held", "zzz"]}, "status: nothing is called 'zzz'"),
        ({"class": ["x"]}, "class: nothing is called 'x'"),
        ({"role": ["mediator!"]}, "role"),
        ({"since": ["yesterday"]}, "since: 'yesterday' is not a date"),
        ({"since": ["2021"], "until": ["2020"]}, "Swap since and until"),
        ({"actor": [str(number) for number in range(30)]}, "at most 20"),
    ],
)
def test_what_no_filter_knows_is_refused_with_words(address: dict[str, list[str]], words: str) -> None:
    with pytest.raises(BadInput, match=words.replace("(", r"\(")):
        selection_from(address)


def test_values_are_added_and_taken_away_once() -> None:
    selection = Selection().with_value("actor", "egypt").with_value("actor", "egypt")
    assert selection.actors == ("egypt",)
    assert selection.without_value("actor", "egypt") == Selection()
