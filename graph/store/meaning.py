"""What a person types for an actor, an id or a name, becomes the id of the one actor that it means."""

from __future__ import annotations

from graph.errors import BadInput, NotFound
from graph.names import fold
from graph.reference import load_reference
from graph.resolve.judged import Judged
from graph.store.connection import Store
from graph.store.cypher import judgements, reads_batches
from graph.store.judging import stored_judgements
from graph.store.planning import StoreReads
from graph.store.writing import Reads


def actor_meant(store: Store, words: str) -> str:
    """The id of the actor with this id, or the only one that goes by this name. Raises NotFound, BadInput."""
    reads = StoreReads(store)
    called = _called(store, reads, words)
    if words in called or _is_id(reads, words):
        return words
    exact = [id for id, name in called.items() if fold(name) == fold(words)]
    found = exact if len(exact) == 1 else list(called)
    if not found:
        raise NotFound(f"No actor has the id or the name {words!r}, in graph or tables.")
    if len(found) > 1:
        listed = "\n".join(f"  {id}  {called[id]}" for id in sorted(found))
        raise BadInput(f"Several actors go by the name {words!r}; say which, by its id:\n{listed}")
    return found[0]


def _is_id(reads: Reads, words: str) -> bool:
    known = any(actor.id == words for actor in load_reference().actors)
    return known or bool(reads.run(reads_batches.ACTORS_BY_ID, {"ids": [words]}))


def _called(store: Store, reads: Reads, words: str) -> dict[str, str]:
    """Ids and names of the actors that go by a name: of the tables, of the graph, and those in doubt."""
    sought = fold(words)
    found = {
        actor.id: actor.name
        for actor in load_reference().actors
        if sought in map(fold, (actor.name, actor.abbreviation, *actor.aliases)) or actor.id == words
    }
    found |= {str(row["id"]): str(row["name"]) for row in reads.run(judgements.ACTORS_CALLED, {"name": words})}
    stored = stored_judgements(store)
    for one in stored:
        for id, name in ((one.left, one.left_name), (one.right, one.right_name)):
            if words == id or fold(name) == sought:
                found.setdefault(id, name)
    judged = Judged(stored)
    return {
        id: name for id, name in found.items() if id == words or judged.end(id) == id or judged.end(id) not in found
    }
