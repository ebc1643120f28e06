"""Settings become the extractors that read articles: the built-in one, and the language model's where it is wanted."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

from graph.errors import BadInput
from graph.extract.base import Extractor
from graph.extract.llm.opening import open_llm_extractor
from graph.extract.llm.settings import LlmSettings
from graph.extract.rules.reader import RuleExtractor
from graph.settings import Settings


def extractors(settings: Settings, *, llm: bool) -> tuple[Extractor, ...]:
    """The built-in extractor, and the language model's where it is wanted. Raises BadInput, ExtractorUnavailable."""
    return (RuleExtractor(), model_extractor(settings)) if llm else (RuleExtractor(),)


def model_extractor(settings: Settings) -> Extractor:
    """The extractor of the language model that the environment names. Raises BadInput, ExtractorUnavailable."""
    said = LlmSettings.from_environment(os.environ)
    if said is None:
        raise BadInput(
            "A language model needs an endpoint and a name: set GOODOFFICES_LLM_URL and GOODOFFICES_LLM_MODEL."
        )
    return open_llm_extractor(said, settings.home)


def model_on_offer() -> str:
    """The language model that the environment names, as MODEL at HOST; nothing where it names none rightly."""
    try:
        said = LlmSettings.from_environment(os.environ)
    except BadInput:
        return ""
    return f"{said.model} at {urlsplit(said.url).netloc}" if said else ""
