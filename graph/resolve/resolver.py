"""An EventFact with names as written becomes a ResolvedFact: the same with ids beside the names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph.facts import EventFact, Participant, Party, ThirdParty
from graph.names import fold
from graph.reference import Reference
from graph.resolve.actor_nodes import Context, Mention
from graph.resolve.actors import ActorResolver, ResolvedActor
from graph.resolve.nodes import Doubt, Judgement, Link, Node
from graph.resolve.topics import TopicResolver, agreement_node
from graph.resolve.venues import NO_VENUE, VenueResolver
from graph.vocabulary import ROLE_INVOLVEMENT, ActorKind, Involvement, Modality, Response, Role


@dataclass(frozen=True, slots=True)
class Tie:
    """One actor's part in one event."""

    actor: str
    involvement: Involvement
    role: Role
    lead: bool = False
    side: str | None = None
    response: Response = Response.UNKNOWN
    belligerent: bool | None = None
    on_behalf_of: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """Where an event was held, or was to be held."""

    venue: str
    country: str
    """ISO 3166-1 alpha-3, empty where it is not known."""
    planned: bool


@dataclass(frozen=True, slots=True)
class ResolvedFact:
    """A fact and what its names mean. `sides` and `helpers` are the bodies, not the persons who came for them."""

    fact: EventFact
    ties: tuple[Tie, ...]
    sides: frozenset[str]
    helpers: frozenset[str]
    venues: tuple[Held, ...]
    conflict: str | None
    processes: tuple[str, ...]
    agreement: str | None
    modality: Modality
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    doubts: tuple[Doubt, ...]


class Resolver:
    """Turns facts into resolved facts; the same facts, tables and judgements always give the same ids."""

    def __init__(
        self, reference: Reference, judgements: Iterable[Judgement] = (), seen: Iterable[tuple[str, str]] = ()
    ) -> None:
        self._actors = ActorResolver(reference, judgements, seen)
        self._venues = VenueResolver(reference)
        self._topics = TopicResolver(reference)

    def resolve(self, fact: EventFact) -> ResolvedFact:
        """Give every name of the fact its id."""
        context = self._context(fact)
        found = _Found()
        parts: tuple[ThirdParty | Party, ...] = fact.third_parties + fact.parties
        ties = tuple(tie for part in parts for tie in self._ties(part, context, found))
        conflict = found.node(self._topics.conflict(fact.conflict)) if fact.conflict else None
        agreement = found.node(agreement_node(fact.agreement, conflict)) if fact.agreement else None
        return ResolvedFact(
            fact=fact,
            ties=tuple({(tie.actor, tie.role): tie for tie in reversed(ties)}.values())[::-1],
            sides=self._bodies(ties, fact, Involvement.PARTY_TO),
            helpers=self._bodies(ties, fact, Involvement.MEDIATED),
            venues=self._held(fact, context, found),
            conflict=conflict,
            processes=tuple(found.node(self._topics.process(name, conflict)) for name in fact.processes),
            agreement=agreement,
            modality=_modality(fact),
            nodes=tuple(found.nodes.values()),
            links=tuple(dict.fromkeys(found.links)),
            doubts=tuple(found.doubts),
        )

    def aliases(self, actor: str, name: str) -> list[str]:
        """By what names an actor goes beside its own."""
        return self._actors.aliases(actor, name)

    def _context(self, fact: EventFact) -> Context:
        iso3 = self._venues.iso3(fact.conflict_country)
        countries = {iso3} if iso3 else set(self._topics.countries_of(fact.conflict))
        return Context(fact.conflict_country or fact.conflict or "", frozenset(countries))

    def _ties(self, part: ThirdParty | Party, context: Context, found: _Found) -> list[Tie]:
        """The actor's own tie and, where the fact says for whom a person came, the principal's."""
        party = isinstance(part, Party)
        actor = found.actor(self._actors.resolve(_mention(part, party), context))
        if part.on_behalf_of is None or fold(part.on_behalf_of) == fold(part.name):
            return [_tie(part, actor, None)]
        principal = found.actor(self._actors.resolve(Mention(part.on_behalf_of, party=party), context))
        return [_tie(part, actor, principal), _tie(part, principal, None)]

    def _bodies(self, ties: Iterable[Tie], fact: EventFact, side: Involvement) -> frozenset[str]:
        bodies: set[str] = set()
        for tie in ties:
            if tie.involvement is side:
                stood_for = tie.on_behalf_of or next(iter(self._actors.principals(tie.actor, fact.date.start)), None)
                bodies.add(stood_for or tie.actor)
        return frozenset(bodies)

    def _held(self, fact: EventFact, context: Context, found: _Found) -> tuple[Held, ...]:
        held: dict[str, Held] = {}
        for mention in fact.venues:
            venue = self._venues.resolve(mention.name, mention.country, mention.kind, context.countries)
            if venue is not None:
                found.links.extend(venue.links)
                found.bring(venue.brought)
                country = str(venue.node.properties.get("country_iso3", ""))
                held[venue.node.id] = Held(found.node(venue.node), country, mention.planned)
        return tuple(held.values())


class _Found:
    """Collects the nodes, links and doubts that resolving one fact meets."""

    def __init__(self) -> None:
        self.nodes: dict[tuple[str, str], Node] = {}
        self.links: list[Link] = []
        self.doubts: list[Doubt] = []

    def node(self, node: Node) -> str:
        self.nodes[node.key] = node
        return node.id

    def bring(self, nodes: Iterable[Node]) -> None:
        for node in nodes:
            self.nodes.setdefault(node.key, node)

    def actor(self, resolved: ResolvedActor) -> str:
        self.bring(resolved.brought)
        self.links.extend(resolved.links)
        if resolved.doubt is not None:
            self.doubts.append(resolved.doubt)
        return self.node(resolved.node)


def _mention(part: Participant, party: bool) -> Mention:
    kind = part.kind or (ActorKind.PERSON if part.on_behalf_of else None)
    return Mention(part.name, part.id, kind, party)


def _tie(part: ThirdParty | Party, actor: str, on_behalf_of: str | None) -> Tie:
    involvement = ROLE_INVOLVEMENT[part.role]
    if isinstance(part, ThirdParty):
        return Tie(actor, involvement, part.role, lead=part.lead, on_behalf_of=on_behalf_of)
    return Tie(
        actor,
        involvement,
        part.role,
        side=part.side,
        response=part.response,
        belligerent=part.belligerent,
        on_behalf_of=on_behalf_of,
    )


def _modality(fact: EventFact) -> Modality:
    if fact.modality is not Modality.UNKNOWN or not fact.venues:
        return fact.modality
    return next((NO_VENUE[fold(v.name)] for v in fact.venues if fold(v.name) in NO_VENUE), Modality.UNKNOWN)
