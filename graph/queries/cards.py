"""Turns the id of an actor, a venue or a conflict into a frozen card with its facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.errors import NotFound
from graph.queries.reading import records_of
from graph.queries.rows import Named
from graph.store.cypher.reads import ACTOR_CARD, CONFLICT_CARD, VENUE_CARD
from graph.vocabulary import ActorKind

if TYPE_CHECKING:
    from graph.store.connection import Store

_CARDS = {"actor": ACTOR_CARD, "venue": VENUE_CARD, "conflict": CONFLICT_CARD}
_KINDS = {kind.value for kind in ActorKind}


@dataclass(frozen=True)
class Card:
    """What the graph knows of one thing by itself, apart from its events."""

    thing: str
    named: Named
    kind: str = ""
    aliases: tuple[str, ...] = ()
    country: str = ""
    wikidata_id: str = ""
    ext_ids: tuple[str, ...] = ()
    within: tuple[Named, ...] = ()
    """For a person the bodies it stands for; for a venue the larger places that it lies in."""


def card_of(store: Store, thing: str, thing_id: str) -> Card:
    """The card of one actor, venue or conflict; raises NotFound where there is none."""
    records = records_of(store, _CARDS[thing], {"id": thing_id})
    if not records:
        raise NotFound(f"There is no {thing} {thing_id!r} in the graph. Find it by its name instead.")
    return _card(thing, records[0])


def _card(thing: str, record: dict[str, Any]) -> Card:
    named = Named(record["id"], record["name"] or record["id"], record.get("short") or "")
    within = {one[0]: Named(one[0], one[1] or one[0]) for one in record.get("within") or ()}
    return Card(
        thing=thing,
        named=named,
        kind=record.get("kind") or next((label for label in record.get("labels") or () if label in _KINDS), ""),
        aliases=tuple(alias for alias in record["aliases"] or () if alias.lower() != named.name.lower()),
        country=record.get("iso3") or "",
        wikidata_id=record["wikidata_id"] or "",
        ext_ids=tuple(record.get("ext_ids") or ()),
        within=tuple(sorted(within.values(), key=lambda one: one.name)),
    )
