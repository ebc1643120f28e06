"""Asks an OpenAI-compatible endpoint, within bounds of time and size. The only module that knows the `openai` package.

No message repeats what the server wrote on a refused key, and none is chained to the library's own error.
"""

from __future__ import annotations

import json
from email.utils import parsedate_to_datetime
from time import monotonic, sleep, time
from typing import cast

import httpx2
import openai
from openai.types.chat import ChatCompletionMessageParam

from graph.errors import ExtractorUnavailable, NotExtracted
from graph.extract.llm.chat import FormRefused, Message, Reply, Rung
from graph.extract.llm.settings import Limits, LlmSettings

FORM_REFUSED = frozenset({400, 422})
KEY_REFUSED = frozenset({401, 403})
NOT_THERE = frozenset({404, 405})
BUSY = frozenset({408, 409, 425, 429})
MOST_TOLD = 200
HEADERS: dict[str, str | openai.Omit] = {
    "Accept-Encoding": "identity",
    "OpenAI-Organization": openai.Omit(),
    "OpenAI-Project": openai.Omit(),
}
"""The library would take the last two from variables that are meant for another endpoint."""


class Endpoint:
    """A chat endpoint; asks again, within the limits, where it is busy or stumbles."""

    def __init__(self, settings: LlmSettings, limits: Limits) -> None:
        self._settings = settings
        self._limits = limits

    def ask(self, messages: list[Message], rung: Rung, deadline: float) -> Reply:
        """The reply of the model; see `Chat`."""
        with openai.OpenAI(base_url=self._settings.url, api_key=self._settings.key or "none", max_retries=0) as client:
            for tried in range(self._limits.retries):
                try:
                    return self._reply(client, messages, rung, deadline)
                except _Stumble as stumble:
                    self._pause(stumble, tried, deadline)
            try:
                return self._reply(client, messages, rung, deadline)
            except _Stumble as stumble:
                raise ExtractorUnavailable(self._told(f"{stumble}, {self._limits.retries + 1} times")) from None

    def _reply(self, client: openai.OpenAI, messages: list[Message], rung: Rung, deadline: float) -> Reply:
        seconds = min(self._limits.seconds, deadline - monotonic())
        if seconds <= 0:
            raise self._too_slow()
        try:
            return _reply_in(self._body(client, messages, rung, seconds))
        except (openai.APITimeoutError, httpx2.TimeoutException):
            raise self._too_slow() from None
        except openai.APIStatusError as failure:
            raise self._meaning(failure) from None
        except (openai.APIConnectionError, httpx2.HTTPError):
            raise _Stumble("cannot be reached") from None

    def _body(self, client: openai.OpenAI, messages: list[Message], rung: Rung, seconds: float) -> bytes:
        """The body of the answer, read piece by piece so that neither its length nor its slowness can run away."""
        until = monotonic() + seconds
        body = bytearray()
        with client.chat.completions.with_streaming_response.create(
            model=self._settings.model,
            messages=cast("list[ChatCompletionMessageParam]", messages),
            extra_body=rung,
            extra_headers=HEADERS,
            timeout=seconds,
        ) as response:
            for piece in response.iter_bytes():
                body += piece
                if len(body) > self._limits.answer_bytes:
                    raise NotExtracted(self._told(f"answers with more than {self._limits.answer_bytes:,} bytes"))
                if monotonic() > until:
                    raise self._too_slow()
        return bytes(body)

    def _meaning(self, failure: openai.APIStatusError) -> Exception:
        """What a refusal means for us."""
        status = failure.status_code
        if status in FORM_REFUSED:
            return FormRefused(self._told(f"refuses the request ({status}): {self._words_of(failure)}"))
        if status in KEY_REFUSED:
            return ExtractorUnavailable(self._told(f"refuses the key ({status}): set GOODOFFICES_LLM_KEY"))
        if status in NOT_THERE:
            advice = (
                f"check GOODOFFICES_LLM_URL (often it ends in /v1) and GOODOFFICES_LLM_MODEL={self._settings.model}"
            )
            return ExtractorUnavailable(self._told(f"knows no such address or model ({status}): {advice}"))
        if status in BUSY or status >= 500:
            return _Stumble(f"answers {status}", failure.response.headers.get("retry-after", ""))
        return NotExtracted(self._told(f"refuses the article ({status})"))

    def _words_of(self, failure: openai.APIStatusError) -> str:
        """The server's own words, short, and without the key if it repeats it."""
        words = " ".join(failure.message.split())
        return (words.replace(self._settings.key, "***") if self._settings.key else words)[:MOST_TOLD]

    def _pause(self, stumble: _Stumble, tried: int, deadline: float) -> None:
        """Wait as long as the server asks, or a little longer each time; never past the limits."""
        asked = _seconds(stumble.retry_after)
        wait = self._limits.first_wait * 2**tried if asked is None else asked
        wait = min(wait, self._limits.longest_wait)
        if monotonic() + wait >= deadline:
            raise ExtractorUnavailable(self._told(f"{stumble}, and the time for this article is over"))
        sleep(wait)

    def _too_slow(self) -> NotExtracted:
        seconds = f"{self._limits.seconds:g} seconds ({self._limits.article_seconds:g} for all answers on an article)"
        return NotExtracted(
            self._told(f"has not answered within {seconds}: set GOODOFFICES_LLM_SECONDS to wait longer")
        )

    def _told(self, what: str) -> str:
        return f"The language model at {self._settings.url} {what}"


class _Stumble(Exception):
    """A failure that may pass; `retry_after` is the header of that name."""

    def __init__(self, message: str, retry_after: str = "") -> None:
        super().__init__(message)
        self.retry_after = retry_after


def _seconds(retry_after: str) -> float | None:
    """How long a server asks to wait: a number of seconds, or a moment."""
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        return max(0.0, parsedate_to_datetime(retry_after).timestamp() - time())
    except ValueError:
        return None


def _reply_in(body: bytes) -> Reply:
    """The model's text in the answer of the endpoint; half a surrogate pair would break what is sent back."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        answer = None
    match answer:
        case {"choices": [{"message": {"content": str(text)}, **rest}, *_]}:
            return Reply(text.encode("utf-8", "replace").decode(), rest.get("finish_reason") == "length")
        case {"choices": [{"message": dict()}, *_]}:
            return Reply("")
    raise NotExtracted(
        "The language model's answer is not one of an OpenAI-compatible endpoint: check GOODOFFICES_LLM_URL"
    )
