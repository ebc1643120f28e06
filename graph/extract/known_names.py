"""A name as written becomes the known actors that it may mean; a text, all the known actors that it names."""

from __future__ import annotations

from graph.extract.rules.lexicon import Hit, Sense, lexicon
from graph.names import fold

NAMING = frozenset({Sense.BODY, Sense.PERSON, Sense.DEMONYM})
"""A capital named for its government is not enough to say that a state is named: it may only be the venue."""


def actors_named(text: str) -> frozenset[str]:
    """Ids of all actors that a text names, by name, alias or demonym."""
    return frozenset(id for hit in lexicon().names_in(text, 0, len(text)) for id in _ids(hit))


def actors_called(name: str) -> frozenset[str]:
    """Ids of the actors that the whole name may mean; none where it is no known name."""
    hits = lexicon().names_in(name, 0, len(name))
    if len(hits) != 1 or fold(name[hits[0].start : hits[0].end]) != fold(name).removeprefix("the "):
        return frozenset()
    return _ids(hits[0])


def _ids(hit: Hit) -> frozenset[str]:
    return frozenset(meaning.id for meaning in hit.meanings if meaning.sense in NAMING)
