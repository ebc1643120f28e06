"""The local endpoint, and an extractor that asks it and soon loses patience."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graph.extract.llm.extractor import LlmExtractor
from graph.extract.llm.opening import open_llm_extractor
from graph.extract.llm.settings import Limits, LlmSettings
from tests.extract.llm.endpoint_server import EndpointServer, served

QUICK = Limits(seconds=5, article_seconds=10, retries=2, first_wait=0.01, longest_wait=0.05)
KEY = "sk-only-for-this-test"

Opened = Callable[..., LlmExtractor]


@pytest.fixture
def endpoint() -> Iterator[EndpointServer]:
    with served() as server:
        yield server


@pytest.fixture
def opened(endpoint: EndpointServer, tmp_path: Path) -> Opened:
    """Opens an extractor on the local endpoint; words given are limits that differ."""

    def open_one(model: str = "small-model", **limits: Any) -> LlmExtractor:
        settings = LlmSettings(endpoint.url, model, KEY)
        return open_llm_extractor(settings, tmp_path, replace(QUICK, **limits))

    return open_one
