"""The endpoint is asked politely and within bounds: time, size, busy servers, refused keys, forms it does not know."""

from __future__ import annotations

import logging
import traceback
from time import monotonic

import pytest

from graph.errors import ExtractorUnavailable, NotExtracted
from tests.extract.llm.articles import answer, article, said
from tests.extract.llm.conftest import KEY, Opened
from tests.extract.llm.endpoint_server import EndpointServer, Served, refuses, writes

GOOD = writes(answer(said()))


def test_the_article_is_sent_once_with_a_strict_schema_and_no_tools(endpoint: EndpointServer, opened: Opened) -> None:
    endpoint.answers = [GOOD]
    opened().extract(article())
    (request,) = endpoint.requests
    assert request["path"] == "/v1/chat/completions"
    assert (request["model"], request["temperature"], "seed" in request) == ("small-model", 0, True)
    assert request["response_format"]["json_schema"]["strict"] is True
    assert "tools" not in request


def test_the_key_goes_into_the_header_and_other_accounts_stay_at_home(
    endpoint: EndpointServer, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_ORG_ID", "org-of-another-endpoint")
    endpoint.answers = [GOOD]
    opened().extract(article())
    (headers,) = endpoint.headers
    assert headers["authorization"] == f"Bearer {KEY}"
    assert "org-of-another-endpoint" not in str(headers)


def test_the_key_is_not_in_the_most_talkative_log(
    endpoint: EndpointServer, opened: Opened, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    endpoint.answers = [refuses(429), GOOD]
    opened().extract(article())
    assert caplog.records
    assert KEY not in "".join(f"{record.getMessage()} {record.args}" for record in caplog.records)


def test_an_endpoint_that_refuses_schemas_is_asked_on_the_next_rung_and_that_is_remembered(
    endpoint: EndpointServer, opened: Opened
) -> None:
    endpoint.answers = [refuses(400, "response_format json_schema is unknown"), GOOD]
    extractor = opened()
    assert len(extractor.extract(article())) == 1
    extractor.extract(article("Another text about Libya."))
    assert [request["response_format"]["type"] for request in endpoint.requests] == [
        "json_schema",
        "json_object",
        "json_object",
    ]


def test_the_ladder_ends_in_a_request_without_any_wish(endpoint: EndpointServer, opened: Opened) -> None:
    endpoint.answers = [refuses(400), refuses(422), refuses(400), GOOD]
    assert len(opened().extract(article())) == 1
    assert not {"response_format", "temperature", "seed"} & set(endpoint.requests[-1])


def test_a_request_refused_in_every_form_tells_the_servers_words_and_hides_the_key(
    endpoint: EndpointServer, opened: Opened
) -> None:
    endpoint.answers = [refuses(400, f"the prompt of {KEY} is too long")]
    with pytest.raises(NotExtracted, match=r"the prompt of \*\*\* is too long") as caught:
        opened().extract(article())
    assert KEY not in "".join(traceback.format_exception(caught.value))


def test_a_long_article_that_was_refused_does_not_cost_the_next_one_its_schema(
    endpoint: EndpointServer, opened: Opened
) -> None:
    extractor = opened()
    endpoint.answers = [refuses(400, "too long")]
    with pytest.raises(NotExtracted):
        extractor.extract(article())
    endpoint.answers = [GOOD]
    extractor.extract(article())
    assert endpoint.requests[-1]["response_format"]["type"] == "json_schema"


@pytest.mark.parametrize(
    ("status", "advice"), [(401, "GOODOFFICES_LLM_KEY"), (404, "GOODOFFICES_LLM_MODEL=small-model")]
)
def test_a_refused_key_or_unknown_model_is_told_at_once(
    endpoint: EndpointServer, opened: Opened, status: int, advice: str
) -> None:
    endpoint.answers = [refuses(status, f"bad key {KEY}")]
    with pytest.raises(ExtractorUnavailable, match=advice) as caught:
        opened().extract(article())
    assert KEY not in "".join(traceback.format_exception(caught.value))
    assert len(endpoint.requests) == 1


@pytest.mark.parametrize("busy", [refuses(429, Retry_After="0"), refuses(500), refuses(503, Retry_After="soon")])
def test_a_busy_endpoint_is_asked_again(endpoint: EndpointServer, opened: Opened, busy: Served) -> None:
    endpoint.answers = [busy, busy, GOOD]
    assert len(opened().extract(article())) == 1
    assert len(endpoint.requests) == 3


def test_an_endpoint_that_stays_busy_is_given_up(endpoint: EndpointServer, opened: Opened) -> None:
    endpoint.answers = [refuses(429)]
    with pytest.raises(ExtractorUnavailable, match="answers 429, 3 times"):
        opened().extract(article())
    assert len(endpoint.requests) == 3


def test_a_server_cannot_make_us_wait_for_an_hour(endpoint: EndpointServer, opened: Opened) -> None:
    endpoint.answers = [refuses(429, Retry_After="3600"), GOOD]
    before = monotonic()
    assert len(opened().extract(article())) == 1
    assert monotonic() - before < 3


def test_a_pause_that_outlasts_the_articles_time_is_not_made(endpoint: EndpointServer, opened: Opened) -> None:
    endpoint.answers = [refuses(429, Retry_After="30"), GOOD]
    with pytest.raises(ExtractorUnavailable, match="time for this article is over"):
        opened(article_seconds=2, longest_wait=60).extract(article())


@pytest.mark.parametrize("slow", [Served(wait=30), Served(GOOD.body, drop_wait=0.05)], ids=["silent", "by drops"])
def test_a_slow_answer_is_given_up(endpoint: EndpointServer, opened: Opened, slow: Served) -> None:
    endpoint.answers = [slow]
    before = monotonic()
    with pytest.raises(NotExtracted, match=r"within 0\.3 seconds .* GOODOFFICES_LLM_SECONDS"):
        opened(seconds=0.3).extract(article())
    assert monotonic() - before < 3


def test_a_huge_answer_is_cut_off(endpoint: EndpointServer, opened: Opened) -> None:
    endpoint.answers = [writes("x" * 3_000_000)]
    with pytest.raises(NotExtracted, match="more than 100,000 bytes"):
        opened(answer_bytes=100_000).extract(article())


@pytest.mark.parametrize("body", [b"", b"<html>", b"[1]", b'{"choices": []}', b"[" * 100_000])
def test_something_that_is_no_chat_endpoint_is_told(endpoint: EndpointServer, opened: Opened, body: bytes) -> None:
    endpoint.answers = [Served(body)]
    with pytest.raises(NotExtracted, match="GOODOFFICES_LLM_URL"):
        opened().extract(article())


def test_nobody_there_is_told(endpoint: EndpointServer, opened: Opened) -> None:
    endpoint.url = "http://127.0.0.1:9/v1"
    with pytest.raises(ExtractorUnavailable, match="cannot be reached"):
        opened(retries=0).extract(article())
