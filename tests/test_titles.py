"""What a fact is called that has no title of its own."""

from __future__ import annotations

from typing import Any

import pytest

from graph.titles import title_of
from tests.builders import fact

LNA = {"name": "Libyan National Army"}


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ({}, "Talks with Libyan National Army, 2020-01-13"),
        ({"kind": "shuttle"}, "Talks with Libyan National Army, 2020-01-13"),
        ({"kind": "statement"}, "Statement by Libyan National Army, 2020-01-13"),
        ({"status": "refused"}, "Libyan National Army refuses talks, 2020-01-13"),
        ({"parties": [LNA | {"response": "absent"}]}, "Libyan National Army stays away from talks, 2020-01-13"),
        ({"title": "The Moscow talks"}, "The Moscow talks"),
    ],
)
def test_a_party_all_alone_is_called_by_what_it_did(changes: dict[str, Any], title: str) -> None:
    assert title_of(fact(**{"third_parties": [], "parties": [LNA], **changes})) == title


@pytest.mark.parametrize(
    ("date", "told"),
    [
        ("2000-06", "2000-06"),
        ("2021/2022", "2021 to 2022"),
        ("2006-02-13/2006-02-19", "2006-02-13 to 2006-02-19"),
        ("2020-01-13/..", "from 2020-01-13"),
        ("../2020", "until 2020-12-31"),
        ("9999", "9999"),
    ],
)
def test_a_day_is_told_no_more_exactly_than_it_is_known(date: str, told: str) -> None:
    assert title_of(fact(date=date, parties=[LNA])) == f"Russia, Turkey between Libyan National Army, {told}"


def test_whoever_is_not_alone_is_named_with_the_others() -> None:
    assert title_of(fact(parties=[LNA])) == "Russia, Turkey between Libyan National Army, 2020-01-13"
    both = "Libyan National Army and Government of National Accord"
    assert title_of(fact(third_parties=[])) == f"{both}, 2020-01-13"
