"""What the model writes becomes a checked answer: found in prose, repaired in a turn or two, or given up."""

from __future__ import annotations

import json

import pytest

from graph.errors import NotExtracted
from graph.extract.llm.gates import Reason
from tests.extract.llm.articles import answer, article, conference, said
from tests.extract.llm.conftest import Opened
from tests.extract.llm.endpoint_server import EndpointServer, writes

GOOD = answer(said())
BROKEN = answer(said(kind="peace talks"))


def test_a_broken_answer_goes_back_with_what_is_wrong_with_it(endpoint: EndpointServer, opened: Opened) -> None:
    endpoint.answers = [writes(BROKEN), writes(GOOD)]
    assert len(opened().extract(article())) == 1
    *_, given_back, demand = endpoint.requests[1]["messages"]
    assert given_back == {"role": "assistant", "content": json.dumps(BROKEN)}
    assert "events.0.kind: Input should be 'talks'" in demand["content"]


def test_an_answer_that_never_gets_good_is_given_up_after_two_repairs(endpoint: EndpointServer, opened: Opened) -> None:
    endpoint.answers = [writes(BROKEN)]
    with pytest.raises(NotExtracted, match=r"no usable answer in 3 tries: events\.0\.kind"):
        opened().extract(article())
    assert len(endpoint.requests) == 3


def test_the_good_events_of_an_answer_that_stays_half_good_are_kept(endpoint: EndpointServer, opened: Opened) -> None:
    endpoint.answers = [writes(answer(said(kind="peace talks"), conference()))]
    reading = opened().read(article())
    assert [fact.kind for fact in reading.facts] == ["conference"]
    assert reading.reasons == {Reason.SCHEMA: 1}


@pytest.mark.parametrize(
    "text",
    [
        f"Certainly! {{here}} it is:\n```json\n{json.dumps(GOOD)}\n```\nAnything else?",
        f'<think>Maybe {{"events": []}}?</think>{json.dumps(GOOD)}',
    ],
    ids=["prose", "thoughts"],
)
def test_prose_around_the_object_is_passed_over(endpoint: EndpointServer, opened: Opened, text: str) -> None:
    endpoint.answers = [writes(text)]
    assert len(opened().extract(article())) == 1
    assert len(endpoint.requests) == 1


def test_a_truncated_answer_is_asked_for_again(endpoint: EndpointServer, opened: Opened) -> None:
    endpoint.answers = [writes(json.dumps(GOOD)[:-40], finish="length"), writes(GOOD)]
    assert len(opened().extract(article())) == 1
    assert "no whole JSON object" in endpoint.requests[1]["messages"][-1]["content"]
    assert endpoint.requests[1]["response_format"]["type"] == "json_schema"


def test_a_form_that_brings_no_json_at_all_is_left_for_the_next(endpoint: EndpointServer, opened: Opened) -> None:
    endpoint.answers = [writes("I would rather not."), writes(GOOD)]
    assert len(opened().extract(article())) == 1
    assert endpoint.requests[1]["response_format"]["type"] == "json_object"


@pytest.mark.parametrize("text", ["", "{" * 200_000, '{"events":' * 20_000, '{"events": ["\\ud800"]}', '{"events": 7}'])
def test_no_answer_can_break_the_reading(endpoint: EndpointServer, opened: Opened, text: str) -> None:
    endpoint.answers = [writes(text)]
    with pytest.raises(NotExtracted, match="no usable answer"):
        opened().extract(article())


def test_no_events_is_a_good_answer(endpoint: EndpointServer, opened: Opened) -> None:
    endpoint.answers = [writes({"events": []})]
    assert opened().extract(article()) == ()
    assert len(endpoint.requests) == 1
