"""Resolving actors: id, alias, judgement; likeness is only ever a doubt."""

from __future__ import annotations

import pytest

from graph.resolve.actor_nodes import Context, Mention
from graph.resolve.actors import ActorResolver
from graph.resolve.likeness import what_differs
from graph.resolve.nodes import Judgement
from graph.vocabulary import ActorKind, Decision
from tests.builders import REFERENCE, known_actor

LIBYA = Context("Libya", frozenset({"LBY"}))
YEMEN = Context("Yemen", frozenset({"YEM"}))


def resolve(name: str, context: Context = LIBYA, **mention: object) -> object:
    return ActorResolver(REFERENCE).resolve(Mention(name, **mention), context)  # type: ignore[arg-type]


def id_of(name: str, context: Context = LIBYA, **mention: object) -> str:
    return resolve(name, context, **mention).node.id  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["Turkey", "Türkiye", "TURKIYE", " turkey "])
def test_curated_spellings_mean_one_actor(name: str) -> None:
    assert id_of(name) == "turkey"


def test_the_conflict_tells_namesakes_apart() -> None:
    assert id_of("Presidential Council", LIBYA, party=True) == "presidential-council-libya"
    assert id_of("Presidential Council", YEMEN, party=True) == "presidential-council-yemen"


def test_a_name_of_two_bodies_without_a_conflict_is_doubted() -> None:
    found = resolve("Presidential Council", Context())
    assert found.node.id not in {"presidential-council-libya", "presidential-council-yemen"}  # type: ignore[attr-defined]
    assert "is a name of" in found.doubt.why  # type: ignore[attr-defined]


def test_a_person_is_never_a_body_of_that_name() -> None:
    assert id_of("Turkey", kind=ActorKind.PERSON) != "turkey"


def test_what_is_spelled_alike_is_doubted_and_kept_apart() -> None:
    found = resolve("Libyan Nationl Army")
    assert found.node.id != "libyan-national-army"  # type: ignore[attr-defined]
    assert found.doubt.right == "libyan-national-army"  # type: ignore[attr-defined]


def test_of_two_that_share_a_name_it_is_told_what_differs() -> None:
    resolver = ActorResolver(REFERENCE)
    elders = "Council of Elders"
    first, person = resolver.resolve(Mention(elders, party=True), LIBYA), Mention(elders, kind=ActorKind.PERSON)
    told = [resolver.resolve(mention, YEMEN).doubt for mention in (Mention(elders, party=True), person)]
    assert first.doubt is None
    assert [doubt.why.partition(": ")[2][:22] for doubt in told if doubt] == [
        "they are told of in di",
        "this is a person, the ",
    ]
    known = known_actor("a", "Elders of Ghat", "ArmedGroup", "LBY", (elders,))
    assert "Elders of Ghat is of LBY" in what_differs(first.node, known.id, known)


def test_opposites_are_not_even_doubted() -> None:
    assert resolve("North Macedonia National Army").doubt is None  # type: ignore[attr-defined]


def test_generic_names_are_placeholders_of_their_conflict() -> None:
    first, second = resolve("Civil Society (Default)", LIBYA), resolve("Civil Society (Default)", YEMEN)
    assert first.node.properties["placeholder"]  # type: ignore[attr-defined]
    assert first.node.id != second.node.id  # type: ignore[attr-defined]


def test_a_judgement_makes_a_name_mean_an_actor() -> None:
    typo = id_of("Libyan Nationl Army", party=True)
    same = Judgement("j", typo, "", "libyan-national-army", "", ActorKind.ARMED_GROUP, Decision.SAME, "", "", "")
    resolver = ActorResolver(REFERENCE, [same])
    assert resolver.resolve(Mention("Libyan Nationl Army", party=True), LIBYA).node.id == "libyan-national-army"


def test_different_is_remembered() -> None:
    typo = id_of("Libyan Nationl Army", party=True)
    apart = Judgement("j", typo, "", "libyan-national-army", "", ActorKind.ARMED_GROUP, Decision.DIFFERENT, "", "", "")
    assert ActorResolver(REFERENCE, [apart]).resolve(Mention("Libyan Nationl Army", party=True), LIBYA).doubt is None


def test_an_id_that_no_table_knows_is_taken_and_listed() -> None:
    found = resolve("Somebody", id="my-own-register-7")
    assert found.node.id == "my-own-register-7"  # type: ignore[attr-defined]
    assert "no table knows" in found.doubt.why  # type: ignore[attr-defined]
