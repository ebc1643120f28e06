"""The language that a text is in, told by its letters and words."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

FEWEST_LETTERS = 40
LEAST_SURE = 0.5
_LEAST_KNOWN = 0.1
_ENOUGH = 4_000


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of a text's language; None for a text too short or too mixed to tell."""
    beginning = text[:_ENOUGH]
    if sum(map(str.isalpha, beginning)) < FEWEST_LETTERS:
        return None
    likely = _identifier().rank(beginning)
    known = [(code, share) for code, share in likely if len(code) == 2]  # others, such as Wu, are near one of these
    of_all = sum(share for _, share in known)
    code, share = known[0]
    return code if of_all >= _LEAST_KNOWN and share >= LEAST_SURE * of_all else None


@cache
def _identifier() -> Any:
    """Loaded with the first text: it takes longer than most commands."""
    langid = import_module("py3langid.langid")
    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
