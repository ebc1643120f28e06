"""The sieve never denies what it was given, and seldom takes a stranger for known."""

from __future__ import annotations

from graph.names import content_id
from graph.store.sieve import Sieve


def test_what_was_added_is_never_denied() -> None:
    sieve = Sieve()
    keys = [content_id("k", str(number)) for number in range(20_000)]
    sieve.add(keys)
    assert all(map(sieve.may_hold, keys))


def test_strangers_seldom_pass() -> None:
    sieve = Sieve()
    sieve.add(content_id("k", str(number)) for number in range(20_000))
    strangers = [content_id("p", str(number)) for number in range(20_000)]
    assert sum(map(sieve.may_hold, strangers)) < 100
    assert not Sieve().may_hold(strangers[0])
