"""Which ids and keys a graph may hold, for an import that began with an empty one: what is surely not there
need not be looked up."""

from __future__ import annotations

from collections.abc import Iterable

BITS = 1 << 25
"""Four megabytes, however long the import: after a million claims one key in thirty is looked up in vain."""


class Sieve:
    """A Bloom filter: it never denies what was added, and now and then takes a stranger for known."""

    def __init__(self) -> None:
        self._bits = bytearray(BITS // 8)

    def add(self, keys: Iterable[str]) -> None:
        """Let these pass from now on."""
        for key in keys:
            for place in _places(key):
                self._bits[place >> 3] |= 1 << (place & 7)

    def may_hold(self, key: str) -> bool:
        """False only for what was never added."""
        return all(self._bits[place >> 3] >> (place & 7) & 1 for place in _places(key))


def _places(key: str) -> tuple[int, int]:
    number = hash(key)
    return number % BITS, (number >> 32) % BITS
