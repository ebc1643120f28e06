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


def test_whoever_is_not_alone_is_named_with_the_others() -> None:
    assert title_of(fact(parties=[LNA])) == "Russia, Turkey between Libyan National Army, 2020-01-13"
    both = "Libyan National Army and Government of National Accord"
    assert title_of(fact(third_parties=[])) == f"{both}, 2020-01-13"
