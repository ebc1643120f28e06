"""A batch of claims becomes nodes and edges in one transaction: all of it, or none.

What is there already is left alone; what joins a known event has that event computed anew from all its claims.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from graph.claims import DEFAULT_EXTRACTOR, Claim, publisher_of
from graph.errors import HalfWritten
from graph.facts import Article, EventFact
from graph.match import KnownEvents, Match, Outline, founded_id, lookup_keys, outline_of, place_key
from graph.names import content_id
from graph.project import Edge, Projection, Witness, project
from graph.resolve.nodes import Doubt, Link, Node
from graph.resolve.resolver import ResolvedFact, Resolver
from graph.store.connection import Store, Transaction
from graph.store.cypher import writes
from graph.vocabulary import ActorKind, Decision, Review

Row = dict[str, object]
Candidates = Callable[[Sequence[Outline]], Iterable[Outline]]


class Reads(Protocol):
    """What can answer a statement: a transaction, or a store that is only read."""

    def run(self, statement: str, parameters: Mapping[str, object] | None = None) -> list[Row]:
        """The rows of an answer."""


@dataclass(frozen=True)
class EventNote:
    """One line of a report about an event."""

    event: str
    title: str
    why: str


@dataclass
class Recorded:
    """What one batch of claims did, or in a dry run would do."""

    claims_new: int = 0
    claims_known: int = 0
    events_added: int = 0
    events_confirmed: int = 0
    contradicted: list[EventNote] = field(default_factory=list)
    doubtful_events: list[EventNote] = field(default_factory=list)
    doubtful_names: list[Doubt] = field(default_factory=list)


@dataclass(frozen=True)
class Placed:
    """A claim, what its names mean, and the event that it is about."""

    claim: Claim
    resolved: ResolvedFact
    event: str
    is_new: bool
    match: Match


@dataclass(frozen=True)
class Prepared:
    """Some claims, and what the names in those that are new to the graph mean."""

    claims: Sequence[Claim]
    facts: Mapping[str, ResolvedFact]
    all_there: bool = False
    """Whether this batch has brought every one of them before."""


class Recorder:
    """Writes the claims of one import batch into a store."""

    def __init__(self, store: Store, resolver: Resolver, batch: str) -> None:
        self._store = store
        self._resolver = resolver
        self._batch = batch

    def prepare(self, claims: Sequence[Claim]) -> Prepared:
        """Resolve what is new among some claims; this may run while the claims before them are recorded."""
        ids = {"ids": [claim.id for claim in claims], "batch": self._batch}
        known = {row[0]: row[1] for row in self._store.read(writes.CLAIMS_THERE, ids).rows}
        facts = {claim.id: self._resolver.resolve(claim.fact) for claim in claims if claim.id not in known}
        return Prepared(claims, facts, all_there=not facts and all(known.values()))

    def record(self, prepared: Prepared) -> Recorded:
        """Write what is new among some claims, in one transaction. The same claims again change nothing."""
        if prepared.all_there:
            return Recorded(claims_known=len(prepared.claims))
        return self._store.write(lambda tx: self._write(tx, prepared))

    def _write(self, tx: Transaction, prepared: Prepared) -> Recorded:
        claims = {claim.id: claim for claim in prepared.claims}
        tx.run(writes.LOCK)
        known = self._claims_there(tx, list(claims))
        joining = [id for id, here in known.items() if not here]
        if joining:
            tx.run(writes.ADD_TO_BATCH, {"ids": joining, "batch": self._batch})
        new = [claim for claim in claims.values() if claim.id not in known]
        facts = {c.id: prepared.facts.get(c.id) or self._resolver.resolve(c.fact) for c in new}
        placed = place(new, facts, lambda outlines: event_candidates(tx, outlines))
        projections = self._project(tx, placed)
        report = report_on(placed, projections, known_claims=len(known))
        self._write_placed(tx, placed, projections)
        _write_doubts(tx, report)
        counts = {"claims": len(new) + len(joining), "added": report.events_added, "confirmed": report.events_confirmed}
        tx.run(writes.COUNT_BATCH, {"id": self._batch, **counts})
        return report

    def _claims_there(self, tx: Transaction, ids: list[str]) -> dict[str, bool]:
        rows = tx.run(writes.CLAIMS_THERE, {"ids": ids, "batch": self._batch})
        return {str(row["id"]): bool(row["here"]) for row in rows}

    def _project(self, tx: Transaction, placed: Sequence[Placed]) -> dict[str, Projection]:
        witnesses: dict[str, list[Witness]] = defaultdict(list)
        added = {item.event for item in placed if item.is_new}
        touched = sorted({item.event for item in placed} - added)
        if touched:
            for event, witness in standing_witnesses(tx, self._resolver, touched):
                witnesses[event].append(witness)
        for item in placed:
            witnesses[item.event].append(witness_of(item.claim, item.resolved))
        return {event: project(event, voices) for event, voices in witnesses.items()}

    def _write_placed(self, tx: Transaction, placed: Sequence[Placed], projections: dict[str, Projection]) -> None:
        write_nodes(tx, [item.resolved for item in placed])
        articles = {item.claim.article_id: item.claim.article for item in placed}
        rows = [{"id": id, "properties": _article_properties(article)} for id, article in articles.items()]
        tx.run(writes.MERGE_ARTICLES, {"rows": rows})
        added = {item.event for item in placed if item.is_new}
        write_events(tx, [projections[id] for id in projections if id in added], new=True)
        write_events(tx, [projections[id] for id in projections if id not in added], new=False)
        by_polarity: dict[str, list[Row]] = defaultdict(list)
        for item in placed:
            by_polarity[item.claim.fact.polarity].append(_claim_row(item))
        for polarity, claim_rows in by_polarity.items():
            _create(tx, writes.CREATE_CLAIMS[polarity], {"rows": claim_rows, "batch": self._batch})


def place(
    claims: Sequence[Claim], facts: dict[str, ResolvedFact], candidates: Candidates, known: KnownEvents | None = None
) -> list[Placed]:
    """Find the event of each claim, in order: among the candidates of the store and those founded on the way."""
    outlines = [outline_of(founded_id(claim.id, facts[claim.id]), facts[claim.id]) for claim in claims]
    events = known if known is not None else KnownEvents()
    for outline in candidates(outlines):
        events.add(outline)
    placed = []
    for claim, outline in zip(claims, outlines, strict=True):
        match = events.match(outline)
        if match.event is None:
            events.add(outline)
        else:
            events.widen(match.event, outline)
        placed.append(Placed(claim, facts[claim.id], match.event or outline.id, match.event is None, match))
    return placed


def report_on(placed: Sequence[Placed], projections: dict[str, Projection], known_claims: int) -> Recorded:
    """What some placed claims do to the graph, for the difference report."""
    added = {item.event for item in placed if item.is_new}
    confirmed = {item.event for item in placed if not item.is_new}
    titles = {item.event: title_of(item.claim.fact) for item in reversed(placed)}
    return Recorded(
        claims_new=len(placed),
        claims_known=known_claims,
        events_added=len(added),
        events_confirmed=len(confirmed),
        contradicted=[
            EventNote(id, titles[id], ", ".join(projection.contradictions))
            for id, projection in projections.items()
            if projection.contradictions
        ],
        doubtful_events=[
            EventNote(item.event, titles[item.event], f"may be {other}: {why}")
            for item in placed
            for other, why in item.match.doubtful
        ],
        doubtful_names=list(dict.fromkeys(doubt for item in placed for doubt in item.resolved.doubts)),
    )


def title_of(fact: EventFact) -> str:
    """A short title: the given one, or who with whom and when."""
    if fact.title:
        return fact.title
    helpers = ", ".join(part.name for part in fact.third_parties[:3])
    sides = " and ".join(part.name for part in fact.parties[:3])
    words = " between ".join(part for part in (helpers, sides) if part)
    return f"{words}, {fact.date.start}" if fact.date.start else words


def witness_of(claim: Claim, resolved: ResolvedFact) -> Witness:
    """A new claim as a voice on its event."""
    return Witness(claim.id, claim.article_id, publisher_of(claim.article), claim.article.published, resolved)


def standing_witnesses(tx: Reads, resolver: Resolver, events: Sequence[str]) -> Iterable[tuple[str, Witness]]:
    """(event id, voice) for every claim in the graph that stands on some events."""
    for row in tx.run(writes.CLAIMS_OF_EVENTS, {"ids": list(events)}):
        fact = EventFact.model_validate_json(str(row["payload"]))
        article = Article(url=_text(row["url"]) or None, title="-", publisher=_text(row["publisher"]))
        published = row["published"]
        yield (
            str(row["event"]),
            Witness(
                claim=str(row["claim"]),
                article=str(row["article"]),
                publisher=publisher_of(article),
                published=published if isinstance(published, date) else None,
                resolved=resolver.resolve(fact),
                review=Review(str(row["review"])),
            ),
        )


def write_nodes(tx: Transaction, facts: Iterable[ResolvedFact]) -> None:
    """Make the actors, venues, conflicts, processes and agreements of some facts, where they are not there yet."""
    nodes: dict[tuple[str, str], Node] = {}
    links: set[Link] = set()
    for fact in facts:
        for node in fact.nodes:
            if node.key not in nodes or str(ActorKind.OTHER) in nodes[node.key].labels:
                nodes[node.key] = node
        links.update(fact.links)
    by_labels: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for node in nodes.values():
        by_labels[node.labels].append({"id": node.id, "properties": dict(node.properties)})
    _write_actors(tx, by_labels)
    for labels, rows in by_labels.items():
        if labels[0] != "Actor":
            tx.run(writes.MERGE_NODES[labels[0]], {"rows": rows})
    places = [
        {"id": node.id, "longitude": node.location[0], "latitude": node.location[1]}
        for node in nodes.values()
        if node.location
    ]
    if places:
        tx.run(writes.PLACE_VENUES, {"rows": places})
    _write_links(tx, links)


def _write_actors(tx: Transaction, by_labels: Mapping[tuple[str, ...], Sequence[Row]]) -> None:
    actors = {labels[1]: rows for labels, rows in by_labels.items() if labels[0] == "Actor"}
    ids = [row["id"] for rows in actors.values() for row in rows]
    there = {row["id"] for row in tx.run(writes.ACTORS_THERE, {"ids": ids})} if ids else set()
    for kind, rows in actors.items():
        new = [row for row in rows if row["id"] not in there]
        if new:
            tx.run(writes.CREATE_ACTORS[kind], {"rows": new})


def _write_links(tx: Transaction, links: Iterable[Link]) -> None:
    by_type: dict[str, list[Row]] = defaultdict(list)
    for link in sorted(links, key=lambda link: (link.type, link.source, link.target)):
        by_type[link.type].append({"source": link.source, "target": link.target, "properties": dict(link.properties)})
    for type_, rows in by_type.items():
        tx.run(writes.MERGE_LINKS[type_], {"rows": rows})


def write_events(tx: Transaction, projections: Sequence[Projection], *, new: bool) -> None:
    """Write events with all their edges; those that are not new lose the edges they had."""
    if not projections:
        return
    rows: list[Row] = [{"id": event.id, "properties": event.properties} for event in projections]
    if new:
        tx.run(writes.CREATE_EVENTS, {"rows": rows})
    else:
        ids = [event.id for event in projections]
        tx.run(writes.CUT_TIES, {"ids": ids})
        tx.run(writes.CUT_EDGES, {"ids": ids})
        tx.run(writes.REWRITE_EVENTS, {"rows": rows})
    for statements, edges in (
        (writes.CREATE_TIES, [(event.id, edge) for event in projections for edge in event.ties]),
        (writes.CREATE_EDGES, [(event.id, edge) for event in projections for edge in event.edges]),
    ):
        for type_, edge_rows in _rows_by_type(edges).items():
            _create(tx, statements[type_], {"rows": edge_rows})
    signed = [{"actor": actor, "agreement": text} for event in projections for actor, text in event.signed]
    if signed:
        tx.run(writes.MERGE_SIGNATURES, {"rows": signed})


def recompute_events(tx: Transaction, resolver: Resolver, events: Sequence[str]) -> int:
    """Compute events anew from the claims that stand; those without any go. Returns how many were left."""
    witnesses: dict[str, list[Witness]] = defaultdict(list)
    for event, witness in standing_witnesses(tx, resolver, events):
        witnesses[event].append(witness)
    gone = [event for event in events if event not in witnesses]
    if gone:
        tx.run(writes.DELETE_EVENTS, {"ids": gone})
    write_nodes(tx, [witness.resolved for voices in witnesses.values() for witness in voices])
    write_events(tx, [project(event, voices) for event, voices in witnesses.items()], new=False)
    return len(witnesses)


def _create(tx: Transaction, statement: str, parameters: dict[str, object]) -> None:
    """Create one thing for each row; a row whose ends are not there would vanish without a word, so count."""
    rows = parameters["rows"]
    made = tx.run(statement, parameters)[0]["made"]
    if isinstance(rows, list) and made != len(rows):
        raise HalfWritten(
            f"The engine made {made} of {len(rows)} parts of this batch, so nothing of the batch was kept. "
            "Please report this, with the file if it may be shared."
        )


def _rows_by_type(edges: Iterable[tuple[str, Edge]]) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = defaultdict(list)
    for event, edge in edges:
        rows[edge.type].append({"event": event, "other": edge.other, "properties": edge.properties})
    return rows


def event_candidates(tx: Reads, outlines: Sequence[Outline]) -> Iterable[Outline]:
    """The events in the graph that some claims may be about."""
    by_id = [outline.id for outline in outlines if outline.ext_ids]
    by_sides = {key for outline in outlines for key in lookup_keys(outline)}
    by_place = {key for outline in outlines if (key := place_key(outline))}
    for statement, keys in (
        (writes.EVENTS_BY_ID, by_id),
        (writes.EVENTS_BY_SIDES, sorted(by_sides)),
        (writes.EVENTS_BY_PLACE, sorted(by_place)),
    ):
        if keys:
            yield from (_stored_outline(row) for row in tx.run(statement, {"keys": keys}))


def _stored_outline(row: Row) -> Outline:
    start, end = row["start"], row["end"]
    return Outline(
        id=str(row["id"]),
        event_class=str(row["class"]),
        kind=str(row["kind"]),
        start=start if isinstance(start, date) else None,
        end=end if isinstance(end, date) else None,
        sides=_ids(row["sides"]),
        helpers=_ids(row["helpers"]),
        venues=_ids(row["venues"]),
        countries=_ids(row["countries"]),
        precision=str(row["precision"]),
        ext_ids=_ids(row["ext_ids"]),
    )


def _ids(value: object) -> frozenset[str]:
    return frozenset(str(part) for part in value if part) if isinstance(value, list) else frozenset()


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _article_properties(article: Article) -> Row:
    words: Row = {
        "url": article.url,
        "title": article.title,
        "publisher": publisher_of(article),
        "published": article.published,
        "language": article.language,
        "kind": str(article.kind),
        "text": article.text,
    }
    return {key: value for key, value in words.items() if value not in (None, "")}


def _claim_row(item: Placed) -> Row:
    claim = item.claim
    evidence = claim.fact.evidence[0] if claim.fact.evidence else None
    words: Row = {
        "payload": claim.payload,
        "quote": evidence.quote if evidence else None,
        "paraphrase": evidence.paraphrase if evidence else None,
        "start": evidence.start if evidence else None,
        "end": evidence.end if evidence else None,
        "polarity": str(claim.fact.polarity),
        "modality": str(item.resolved.modality),
        "status": str(claim.fact.status),
        "extractor": DEFAULT_EXTRACTOR,
        "score": claim.fact.score,
        "review": str(Review.MACHINE),
    }
    properties = {key: value for key, value in words.items() if value is not None}
    return {"id": claim.id, "article": claim.article_id, "event": item.event, "properties": properties}


def _write_doubts(tx: Transaction, report: Recorded) -> None:
    rows = [_doubt_row(doubt) for doubt in report.doubtful_names]
    if rows:
        tx.run(writes.MERGE_DOUBTS, {"rows": rows})


def _doubt_row(doubt: Doubt) -> Row:
    return {
        "id": judgement_id(doubt.left, doubt.right),
        "properties": {
            "about": "actor",
            "left": doubt.left,
            "left_name": doubt.left_name,
            "right": doubt.right,
            "right_name": doubt.right_name,
            "score": doubt.score,
            "decision": str(Decision.UNSURE),
            "by": "import",
            "why": doubt.why,
        },
    }


def judgement_id(left: str, right: str) -> str:
    """The id of the judgement on a pair, whichever of the two is named first."""
    return content_id("judgement", *sorted((left, right)))
