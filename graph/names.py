"""Names become what they are compared by (folded), what they are called by (slugs), and ids."""

from __future__ import annotations

import hashlib
import unicodedata
from functools import lru_cache

_SEPARATOR = "\x1f"


@lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """A name without case, accents, punctuation and double spaces; names that fold alike are spelled alike.

    >>> fold("Türkiye"), fold("Sant'Egidio,  Community of")
    ('turkiye', 'sant egidio community of')
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    kept = (c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join("".join(kept).split())


def slug(name: str, length: int = 60) -> str:
    """A name as it stands in an id: lower case, words joined by hyphens, cut at a word."""
    words = fold(name).replace(" ", "-")
    if len(words) <= length:
        return words or "unnamed"
    return words[:length].rpartition("-")[0] or words[:length]


def content_id(prefix: str, *parts: str) -> str:
    """An id made from what a thing is, so that importing it twice makes it once."""
    content = _SEPARATOR.join(parts).encode()
    return f"{prefix}-{hashlib.blake2b(content, digest_size=10).hexdigest()}"
