"""Settings become an extractor that is ready to ask; only here, when it is wanted, the `openai` package is loaded."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from graph.errors import ExtractorUnavailable
from graph.extract.llm.asking import Asker
from graph.extract.llm.cache import AnswerCache
from graph.extract.llm.extractor import LlmExtractor
from graph.extract.llm.settings import Limits, LlmSettings

CACHE_FOLDER = "llm-answers"


def open_llm_extractor(settings: LlmSettings, home: Path, limits: Limits | None = None) -> LlmExtractor:
    """The extractor for one run; `home` is the user's data folder, where answers are kept.

    Raises ExtractorUnavailable where the package is missing.
    """
    if find_spec("openai") is None:
        raise ExtractorUnavailable('Asking a language model needs a package more: pip install "goodoffices[llm]"')
    limits = limits or settings.limits
    chat = import_module("graph.extract.llm.endpoint").Endpoint(settings, limits)
    cache = AnswerCache(home / CACHE_FOLDER, settings.model)
    return LlmExtractor(Asker(chat, limits), cache, limits)
