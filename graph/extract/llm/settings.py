"""The environment becomes the settings of the language model: where it answers, which it is, how long it may take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from graph.errors import BadInput
from graph.settings import number_of

LONGEST_MODEL_NAME = 200


@dataclass(frozen=True)
class Limits:
    """What one article may cost: seconds, characters sent, bytes taken, and how often a busy endpoint is asked."""

    seconds: float = 60.0
    article_seconds: float = 180.0
    article_chars: int = 60_000
    answer_bytes: int = 400_000
    retries: int = 3
    first_wait: float = 1.0
    longest_wait: float = 20.0


@dataclass(frozen=True)
class LlmSettings:
    """Where the model answers. Nothing is asked unless the user has set an address and a model."""

    url: str = field(
        metadata={
            "env": "GOODOFFICES_LLM_URL",
            "help": "Address of an OpenAI-compatible endpoint, such as http://localhost:11434/v1 (default: none).",
        }
    )
    model: str = field(
        metadata={"env": "GOODOFFICES_LLM_MODEL", "help": "Name of the model to ask there (default: none)."}
    )
    key: str = field(
        default="",
        repr=False,
        metadata={"env": "GOODOFFICES_LLM_KEY", "help": "Key for that endpoint; never stored, logged or shown."},
    )
    seconds: float = field(
        default=Limits.seconds,
        metadata={
            "env": "GOODOFFICES_LLM_SECONDS",
            "help": "Seconds to wait for one answer of the model (default: 60); for one article, three times as many.",
        },
    )

    @classmethod
    def from_environment(cls, env: Mapping[str, str]) -> LlmSettings | None:
        """The settings that these variables ask for, or nothing where none names an endpoint or a model."""
        url, model = (env.get(f"GOODOFFICES_LLM_{word}", "").strip() for word in ("URL", "MODEL"))
        if not (url or model):
            return None
        _check_address(url)
        if not model or len(model) > LONGEST_MODEL_NAME:
            raise BadInput(f"GOODOFFICES_LLM_MODEL={model[:40]!r} names no model: set it to one that {url} offers")
        seconds = number_of(env, "GOODOFFICES_LLM_SECONDS", Limits.seconds, lowest=0.1)
        return cls(url, model, env.get("GOODOFFICES_LLM_KEY", "").strip(), seconds)

    @property
    def limits(self) -> Limits:
        """The limits that follow from the seconds for one answer."""
        return Limits(seconds=self.seconds, article_seconds=3 * self.seconds)


def _check_address(url: str) -> None:
    """Refuse what is no plain web address; a message never repeats one that may hold a password."""
    try:
        parts = urlsplit(url)
        plain = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        plain = False
    if not plain:
        raise BadInput("GOODOFFICES_LLM_URL is not a web address: write it as https://HOST/v1")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise BadInput("GOODOFFICES_LLM_URL may hold no user, password or query: put the key in GOODOFFICES_LLM_KEY")
