"""Names become what they are compared by (folded), called by (slugs), ids, and lines in which several stand."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

_SEPARATOR = "\x1f"
_PART = re.compile(r'\s*((?:"(?:[^"]|"")*")?[^;]*)(?:;|$)')
_QUOTED = re.compile(r'"((?:[^"]|"")*)"')


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


def parted(line: str) -> list[str]:
    """The parts of a line between semicolons; a part may begin with a name in quotes that holds some.

    >>> parted('Egypt; "A; B" (host)')
    ['Egypt', '"A; B" (host)']
    """
    return [part.strip() for part in _PART.findall(line) if part.strip()]


def quoted(name: str) -> str:
    """A name as it stands in a line: in quotes, as in CSV, where it would be taken for two."""
    doubled = name.replace('"', '""')
    return f'"{doubled}"' if ";" in name or name.startswith('"') else name


def unquoted(name: str) -> str:
    """The name that `quoted` shows."""
    told = _QUOTED.fullmatch(name)
    return told[1].replace('""', '"') if told else name
