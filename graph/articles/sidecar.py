"""Side-car files: a small JSON object beside an article says what the article's own file does not."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from graph.articles.base import CannotRead, Given, checked_given
from graph.articles.decoding import decoded

ALONE = "meta.json"
ENDING = ".meta.json"
MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Pairing:
    """Which side-car goes with which article of a folder, and which with none and why."""

    of_article: dict[str, str]
    stray: dict[str, str]


def is_sidecar(name: str) -> bool:
    """Whether a file has the name of a side-car."""
    return name.lower() == ALONE or name.lower().endswith(ENDING)


def paired(articles: Iterable[str], sidecars: Iterable[str]) -> Pairing:
    """Find each article's side-car by name."""
    of_article: dict[str, str] = {}
    stray: dict[str, str] = {}
    by_stem: dict[str, list[str]] = {}
    every = list(articles)
    for name in every:
        for stem in {name.lower(), name.rpartition(".")[0].lower()}:
            by_stem.setdefault(stem, []).append(name)
    for sidecar in sidecars:
        alone = sidecar.lower() == ALONE
        found = every if alone else by_stem.get(sidecar[: -len(ENDING)].lower(), [])
        if not found or (alone and len(every) > 1):
            stray[sidecar] = _stray(sidecar, len(every) if alone else 0)
        of_article.update({} if sidecar in stray else dict.fromkeys(found, sidecar))
    return Pairing(of_article, stray)


def _stray(sidecar: str, beside: int) -> str:
    if beside:
        return f"it stands beside {beside:,} articles; name it after the one that it is about: NAME{ENDING}"
    name = sidecar[: -len(ENDING)]
    missing = f"{name}.txt, .html or .eml" if name else "article (.txt, .html or .eml)"
    return f"there is no {missing} beside it; put it beside its article or leave it out"


def read_sidecar(data: bytes) -> Given:
    """What a side-car says. Raises CannotRead with the field that is not as it should be."""
    try:
        said = json.loads(decoded(data))
    except json.JSONDecodeError as error:
        reason = f"this is not JSON: {error.msg} in line {error.lineno:,}; mend it"
        raise CannotRead("file", "", reason) from error
    except RecursionError as error:
        raise CannotRead("file", "", "too many objects inside one another; write one flat object") from error
    if not isinstance(said, dict):
        raise CannotRead("file", said, "a side-car is one JSON object with url, title, publisher, published, language")
    return checked_given(said)
