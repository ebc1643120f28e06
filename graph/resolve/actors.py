"""A name becomes an actor: by id, curated alias, judgement; what is only alike becomes a doubt."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from rapidfuzz import fuzz, process

from graph.names import content_id, fold, slug
from graph.reference import KnownActor, Post, Reference
from graph.resolve.actor_nodes import Context, Mention, known_node, new_node, plain_node
from graph.resolve.judged import Judged
from graph.resolve.likeness import likeness, what_differs
from graph.resolve.nodes import Doubt, Judgement, Link, Node
from graph.vocabulary import ActorKind, VenueKind

ALIKE = 86.0
"""Names with at least this rapidfuzz ratio are doubted (no false merge at 85 in a test of look-alikes)."""

SHORTEST_ALIKE = 5
MOST_NAMES_COMPARED = 20_000

DIRECTIONS = frozenset({"north", "south", "east", "west", "northern", "southern", "eastern", "western"})
OPPOSITES = (
    {"niger", "nigeria"},
    {"iran", "iraq"},
    {"mali", "malawi", "malta"},
    {"austria", "australia"},
    {"dominica", "dominican"},
    {"guinea", "guyana"},
    {"military", "political", "civil"},
    {"national", "transitional"},
)
"""Words that tell bodies apart however alike the rest of their names is; a direction does so by itself."""

_SCHEME = re.compile(r"^([a-z0-9_]+):(\S.*)$")


@dataclass(frozen=True, slots=True)
class ResolvedActor:
    """The actor that a mention means, what it brings along, and what is doubtful about it."""

    node: Node
    links: tuple[Link, ...] = ()
    brought: tuple[Node, ...] = ()
    doubt: Doubt | None = None


class ActorResolver:
    """Resolves mentions against curated actors, judgements, and the names seen before."""

    def __init__(
        self, reference: Reference, judgements: Iterable[Judgement] = (), seen: Iterable[tuple[str, str]] = ()
    ) -> None:
        """`seen`: (id, name) of the actors in the graph that no table knows."""
        self._known = {actor.id: actor for actor in reference.actors}
        self._judged = Judged(judgements)
        self._nodes = {actor.id: self._named(known_node(actor)) for actor in reference.actors}
        self._by_name: dict[str, list[KnownActor]] = defaultdict(list)
        self._by_ext_id: dict[str, str] = {}
        self._posts: dict[str, list[Post]] = defaultdict(list)
        self._lands = {v.country_iso3: v.id for v in reference.venues if v.kind is VenueKind.COUNTRY}
        for actor in reference.actors:
            self._index(actor)
        for post in reference.posts:
            self._posts[post.person].append(post)
        self._seen: dict[str, tuple[str, str]] = {}
        self._by_length: dict[int, list[str]] = defaultdict(list)
        for name in self._by_name:
            self._by_length[len(name)].append(name)
        for id, name in seen:
            self._see(id, name)
        self.resolve = lru_cache(maxsize=65_536)(self._resolve)
        self._alike = lru_cache(maxsize=65_536)(self._find_alike)

    def _index(self, actor: KnownActor) -> None:
        names = {fold(name) for name in (actor.name, actor.abbreviation, *actor.aliases) if name}
        for name in names:
            self._by_name[name].append(actor)
        for ext_id in actor.ext_ids:
            self._by_ext_id[ext_id] = actor.id
        if actor.wikidata_id:
            self._by_ext_id[f"wikidata:{actor.wikidata_id}"] = actor.id

    def _resolve(self, mention: Mention, context: Context) -> ResolvedActor:
        if mention.id:
            return self._by_id(mention, context)
        found = self._curated(mention, context)
        if len(found) == 1:
            return self._with_company(self._standing(found[0].id))
        node = self._named(new_node(mention, context))
        meant = self._meant(node.id)
        if meant is not None:
            return self._with_company(meant)
        doubt = self._ambiguous(node, found) if found else self._alike(node)
        if not node.properties["placeholder"]:
            self._see(node.id, str(node.properties["name"]))
        return ResolvedActor(node, doubt=doubt)

    def _by_id(self, mention: Mention, context: Context) -> ResolvedActor:
        wanted = mention.id or ""
        if wanted in self._known:
            return self._with_company(self._standing(wanted))
        if wanted in self._by_ext_id:
            return self._with_company(self._standing(self._by_ext_id[wanted]))
        node = new_node(mention, context)
        scheme = _SCHEME.match(wanted)
        if scheme is None:
            meant = self._meant(wanted)
            return self._with_company(meant) if meant is not None else _own_id(node, wanted)
        identity = content_id(slug(mention.name), wanted)
        wikidata = {"wikidata_id": scheme[2]} if scheme[1] == "wikidata" else {}
        properties = {**node.properties, "ext_ids": [wanted], **wikidata}
        return ResolvedActor(replace(node, id=identity, properties=properties))

    def _curated(self, mention: Mention, context: Context) -> list[KnownActor]:
        found = self._by_name.get(fold(mention.name), [])
        if mention.kind is not None:
            is_person = mention.kind is ActorKind.PERSON
            found = [actor for actor in found if (actor.kind is ActorKind.PERSON) == is_person]
        for narrower in (
            [actor for actor in found if actor.iso3 in context.countries],
            [actor for actor in found if actor.kind is mention.kind],
            [actor for actor in found if fold(actor.name) == fold(mention.name)],
        ):
            if len(found) > 1 and narrower:
                found = narrower
        if len(found) == 1 and _is_elsewhere(found[0], mention, context):
            return []
        return found

    def _meant(self, id: str) -> Node | None:
        """What persons have found an actor to be, if anything."""
        last = self._judged.last(id)
        if last is None or last.right in self._nodes:
            return self._nodes[last.right] if last else None
        return self._named(plain_node(last.right, last.right_name, last.right_kind, placeholder=False))

    def _standing(self, id: str) -> Node:
        """An actor of the tables, or what persons have found it to be."""
        return self._meant(id) or self._nodes[id]

    def _named(self, node: Node) -> Node:
        """An actor with the names of those that were found to be it among its aliases."""
        own = list(map(str, node.properties.get("aliases", ())))  # type: ignore[call-overload]
        more = self._judged.names(node.id, [str(node.properties["name"]), *own])
        return replace(node, properties={**node.properties, "aliases": [*own, *more]}) if more else node

    def aliases(self, id: str, name: str) -> list[str]:
        """By what names an actor goes beside its own, as the tables and persons have it."""
        node = self._nodes.get(id) or self._named(plain_node(id, name, ActorKind.OTHER, placeholder=False))
        return list(map(str, node.properties.get("aliases", ())))  # type: ignore[call-overload]

    def _ambiguous(self, node: Node, found: list[KnownActor]) -> Doubt:
        names = ", ".join(f"{actor.name} [{actor.id}]" for actor in found)
        name = str(node.properties["name"])
        return Doubt(node.id, name, found[0].id, found[0].name, 100.0, f"{name!r} is a name of {names}")

    def _find_alike(self, node: Node) -> Doubt | None:
        name = str(node.properties["name"])
        folded = fold(name)
        if node.properties["placeholder"] or len(folded) < SHORTEST_ALIKE:
            return None
        alike = process.extract(
            folded, self._names_as_long_as(folded), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None
        )
        for other, score, _ in sorted(alike, key=lambda hit: (-hit[1], hit[0])):
            right, right_name = self._bearer(other)
            if self._may_be_same(node, right, folded, other):
                known = self._known.get(right)
                why = likeness(score) if other != folded else what_differs(node, right, known)
                return Doubt(node.id, name, right, right_name, round(score, 1), why)
        return None

    def _bearer(self, folded: str) -> tuple[str, str]:
        if folded in self._by_name:
            actor = self._by_name[folded][0]
            return actor.id, actor.name
        return self._seen[folded]

    def _may_be_same(self, node: Node, right: str, folded: str, other: str) -> bool:
        if right == node.id or self._judged.are_different(node.id, right) or _told_apart(folded, other):
            return False
        known = self._known.get(right)
        return known is None or (known.kind is ActorKind.PERSON) == ("Person" in node.labels)

    def _names_as_long_as(self, folded: str) -> list[str]:
        """The known names that are not too long or too short to be alike: the ratio is 2 x common / both lengths."""
        share = ALIKE / (200 - ALIKE)
        shortest, longest = math.ceil(len(folded) * share), math.floor(len(folded) / share)
        return [name for length in range(shortest, longest + 1) for name in self._by_length.get(length, ())]

    def _see(self, id: str, name: str) -> None:
        folded = fold(name)
        if folded not in self._seen and len(self._seen) < MOST_NAMES_COMPARED:
            self._seen[folded] = (id, name)
            self._by_length[len(folded)].append(folded)

    def _with_company(self, node: Node) -> ResolvedActor:
        posts = [post for post in self._posts.get(node.id, ()) if post.actor in self._nodes]
        links = tuple(_represents(post, self._judged.end(post.actor)) for post in posts)
        known = self._known.get(node.id)
        if known is not None and known.kind is ActorKind.STATE and known.iso3 in self._lands:
            links = (Link("GOVERNS", node.id, self._lands[known.iso3]),)
        return ResolvedActor(node, links, tuple(self._standing(post.actor) for post in posts))

    def principals(self, person: str, day: date | None) -> tuple[str, ...]:
        """Whom a curated person stood for on a day, by its posts; empty where that is not known."""
        if day is None:
            return ()
        held = (post.actor for post in self._posts.get(person, ()) if post.held.covers(day))
        return tuple(dict.fromkeys(map(self._judged.end, held)))


def _represents(post: Post, body: str) -> Link:
    start, end, _ = post.held
    words = (("post", post.title), ("from", str(start or "")), ("to", str(end or "")))
    return Link("REPRESENTS", post.person, body, tuple((key, value) for key, value in words if value))


def _is_elsewhere(actor: KnownActor, mention: Mention, context: Context) -> bool:
    """A party that shares only a by-name with a body of another country is somebody else."""
    return bool(
        mention.party
        and actor.kind not in {ActorKind.STATE, ActorKind.IGO, ActorKind.UN_BODY, ActorKind.COALITION, ActorKind.PERSON}
        and actor.iso3
        and context.countries
        and actor.iso3 not in context.countries
        and fold(actor.name) != fold(mention.name)
    )


def _told_apart(left: str, right: str) -> bool:
    ours, theirs = set(left.split()), set(right.split())
    if any(word.isdigit() or word in DIRECTIONS for word in ours ^ theirs):
        return True
    return any(words & ours and words & theirs and words & ours != words & theirs for words in OPPOSITES)


def _own_id(node: Node, id: str) -> ResolvedActor:
    """An id of the user's own register is taken as it stands, and listed, since it may be a slip of the pen."""
    name = str(node.properties["name"])
    doubt = Doubt(id, name, id, name, 0.0, f"no table knows the id {id!r}; it was taken as a new actor")
    return ResolvedActor(replace(node, id=id), doubt=doubt)
