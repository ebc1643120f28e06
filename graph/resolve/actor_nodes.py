"""What a fact calls an actor, and the node that it becomes: one of the tables, or a name that no table knows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.names import content_id, fold, slug
from graph.reference import KnownActor
from graph.resolve.nodes import Node
from graph.vocabulary import ActorKind

GENERIC = frozenset(
    """armed groups|armed group|militia|militias|rebels|rebel groups|opposition|opposition groups|government|
    the government|civil society|civil society groups|civil society organisations|civil society organizations|
    political parties|tribal groups|tribes|tribal leaders|local leaders|religious leaders|community leaders|
    women|womens group|womens groups|women s group|women s groups|youth|youth group|youth groups|refugees|
    idps|refugees idps|idps refugees|idp refugees|labour union|professional group|journalists|veterans|diaspora|
    persons with disabilities|national experts|social councils|municipal council|diplomatic community|
    native administration|stakeholders|local actors|mediators|international community|the parties|both sides""".replace(
        "\n", ""
    )
    .replace("  ", "")
    .split("|")
)
"""Folded names of nobody in particular: placeholders, kept apart by conflict and never merged."""

_MARKED_GENERIC = re.compile(r"\s*\((generic|default)\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Context:
    """What the rest of the fact says: the conflict's name and countries tell namesakes apart."""

    conflict: str = ""
    countries: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a fact, and what the fact says of its bearer."""

    name: str
    id: str | None = None
    kind: ActorKind | None = None
    party: bool = False


def known_node(actor: KnownActor) -> Node:
    """A curated actor."""
    words = {
        "name": actor.name,
        "aliases": list(actor.aliases),
        "abbreviation": actor.abbreviation,
        "iso3": actor.iso3,
        "wikidata_id": actor.wikidata_id,
        "ext_ids": list(actor.ext_ids),
        "active_from": actor.active_from,
        "active_to": actor.active_to,
        "gender": actor.gender,
        "placeholder": False,
        "curated": True,
    }
    return Node(actor.id, ("Actor", str(actor.kind)), {key: value for key, value in words.items() if value != ""})


def new_node(mention: Mention, context: Context) -> Node:
    """A name that no table knows; a placeholder, and a party that is no person, is one of its conflict alone."""
    bare = _MARKED_GENERIC.sub("", mention.name).strip() or mention.name
    generic = bare != mention.name or fold(bare) in GENERIC
    kind = mention.kind or ActorKind.OTHER
    scope = context.conflict if generic or (mention.party and kind is not ActorKind.PERSON) else ""
    shown = f"{bare} ({context.conflict})" if generic and scope else bare
    person = "person" if kind is ActorKind.PERSON else "body"
    return plain_node(content_id(slug(bare), fold(bare), person, fold(scope)), shown, kind, placeholder=generic)


def plain_node(id: str, name: str, kind: ActorKind, *, placeholder: bool) -> Node:
    """An actor of whom no more is known than name and kind."""
    return Node(id, ("Actor", str(kind)), {"name": name, "placeholder": placeholder, "curated": False})
