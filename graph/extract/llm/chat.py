"""What is asked of an endpoint and what comes back, whatever library carries it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from graph.extract.llm.said import strict_schema

Message = dict[str, str]
"""A turn of a conversation: its role and its content."""

Rung = Mapping[str, Any]
"""What a request says of the form of its answer; an endpoint that refuses one rung is asked on the next."""

_STEADY: dict[str, Any] = {"temperature": 0, "seed": 1948}
_SCHEMA = {"name": "events", "strict": True, "schema": strict_schema()}


RUNGS: tuple[Rung, ...] = (
    _STEADY | {"response_format": {"type": "json_schema", "json_schema": _SCHEMA}},
    _STEADY | {"response_format": {"type": "json_object"}},
    _STEADY,
    {},
)
"""From the strictest to the barest; the last is for models that refuse even a temperature."""


@dataclass(frozen=True)
class Reply:
    """What the model wrote; `cut` where it had more to say."""

    text: str
    cut: bool = False


class FormRefused(Exception):
    """The endpoint cannot take the request in this form; the message is the endpoint's."""


class Chat(Protocol):
    """An endpoint that can be asked."""

    def ask(self, messages: list[Message], rung: Rung, deadline: float) -> Reply:
        """The reply to a conversation, before this reading of the monotonic clock.

        Raises FormRefused, NotExtracted (this article) or ExtractorUnavailable (no use to go on).
        """
