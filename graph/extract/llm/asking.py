"""A text becomes a checked answer of the model: down the ladder of forms, with turns to repair what is wrong."""

from __future__ import annotations

import json
from time import monotonic
from typing import Any

from pydantic import ValidationError

from graph.errors import NotExtracted
from graph.extract.llm.chat import RUNGS, Chat, FormRefused, Message, Reply
from graph.extract.llm.prompt import opening_messages, repair_messages
from graph.extract.llm.said import Answer, SaidEvent
from graph.extract.llm.settings import Limits
from graph.facts import Model, problems_of

REPAIRS = 2
MOST_STARTS = 20
MOST_PROBLEMS = 8


class Answered(Model):
    """The events that keep to the schema, and what was wrong with those that do not."""

    events: tuple[SaidEvent, ...]
    dropped: tuple[str, ...] = ()


class Asker:
    """Asks one model; the rung of the ladder that it can stand on is found once and kept."""

    def __init__(self, chat: Chat, limits: Limits) -> None:
        self._chat = chat
        self._limits = limits
        self._rung = 0

    def answer(self, text: str) -> Answered:
        """The model's answer on a text. Raises NotExtracted where it never gives a usable one."""
        deadline = monotonic() + self._limits.article_seconds
        messages, rung = opening_messages(text), self._rung
        found, problems = None, [""]
        for _ in range(REPAIRS + 1):
            reply, rung = self._reply(messages, rung, deadline)
            found = _object_in(reply)
            parsed = _parsed(found)
            if isinstance(parsed, Answer):
                self._rung = rung
                return Answered(events=parsed.events)
            if found is None and not reply.cut:
                rung = min(rung + 1, len(RUNGS) - 1)  # a form that brings no JSON at all does not work here
            problems = parsed
            messages = [*messages, *repair_messages(reply, problems)]
        return _salvaged(found, problems)

    def _reply(self, messages: list[Message], rung: int, deadline: float) -> tuple[Reply, int]:
        """The reply, and the rung on which the endpoint gave it."""
        while True:
            try:
                return self._chat.ask(messages, RUNGS[rung], deadline), rung
            except FormRefused as refused:
                if rung == len(RUNGS) - 1:
                    raise NotExtracted(str(refused)) from None
                rung += 1


def _object_in(reply: Reply) -> dict[str, Any] | None:
    """The first whole JSON object with events in what the model wrote, whatever prose stands around it."""
    text = reply.text.rpartition("</think>")[2]
    start, decoder = text.find("{"), json.JSONDecoder()
    for _ in range(MOST_STARTS):
        if start < 0:
            return None
        try:
            found = decoder.raw_decode(text, start)[0]
        except (ValueError, RecursionError):
            found = {}
        if "events" in found:
            return dict(found)
        start = text.find("{", start + 1)
    return None


def _parsed(found: dict[str, Any] | None) -> Answer | list[str]:
    """The answer, or what is wrong with it in words that the model can act on."""
    if found is None:
        return ['there is no whole JSON object with the key "events" in it']
    try:
        return Answer.model_validate(found)
    except ValidationError as error:
        return _told(error)


def _told(error: ValidationError) -> list[str]:
    told = [f"{field}: {reason}" for field, _, reason in problems_of(error)]
    return [line.encode("utf-8", "replace").decode()[:300] for line in told[:MOST_PROBLEMS]]


def _salvaged(found: dict[str, Any] | None, problems: list[str]) -> Answered:
    """The events of a never quite good answer that are good by themselves; nothing outside them is looked at."""
    said = found.get("events") if found else None
    read = [_event(one) for one in said[:60]] if isinstance(said, list) else []
    events = tuple(one for one in read if isinstance(one, SaidEvent))
    if not events:
        raise NotExtracted(f"The language model gave no usable answer in {REPAIRS + 1} tries: {problems[0]}")
    return Answered(events=events, dropped=tuple(one for one in read if isinstance(one, str)))


def _event(said: object) -> SaidEvent | str:
    try:
        return SaidEvent.model_validate(said)
    except ValidationError as error:
        return _told(error)[0]
