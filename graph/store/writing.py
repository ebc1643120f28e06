"""Rows become nodes and edges: articles, claims, actors, venues, and events with all their edges.

New things are created, not merged, and counted: a row whose ends are not there would vanish without a word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Protocol

from graph.claims import Claim, publisher_of
from graph.errors import HalfWritten
from graph.facts import Article, EventFact
from graph.project import Edge, Projection, Witness, project
from graph.resolve.nodes import Link, Node
from graph.resolve.resolver import ResolvedFact, Resolver
from graph.store.connection import Transaction
from graph.store.cypher import writes
from graph.store.rulings import keep_outlines, standing_rulings
from graph.vocabulary import ActorKind, Modality, Review

Row = dict[str, object]

MOST_REMEMBERED = 200_000
"""Nodes and links that an import remembers as made; what is forgotten is looked up once more."""


class Reads(Protocol):
    """What can answer a statement: a transaction, or a store that is only read."""

    def run(self, statement: str, parameters: Mapping[str, object] | None = None) -> list[Row]:
        """The rows of an answer."""


class NodeWriter:
    """Makes the nodes and links that facts speak of, each once; remembers those that it has made or met."""

    def __init__(self) -> None:
        self._there: set[object] = set()

    def forget(self) -> None:
        """Trust nothing that was made before: a transaction was taken back, or an undo took nodes away."""
        self._there.clear()

    def write(self, tx: Transaction, facts: Iterable[ResolvedFact]) -> None:
        """Make what is not there yet; what is there is left alone."""
        nodes: dict[tuple[str, str], Node] = {}
        links: set[Link] = set()
        for fact in facts:
            for node in fact.nodes:
                key = node.key
                if key not in self._there and (key not in nodes or ActorKind.OTHER in nodes[key].labels):
                    nodes[key] = node
            links.update(fact.links)
        new = list(nodes.values())
        _write_actors(tx, [node for node in new if node.labels[0] == "Actor"])
        _write_others(tx, [node for node in new if node.labels[0] != "Actor"])
        # A link waits for both its ends, so it is tried again whenever a node is new.
        _write_links(tx, links if new else links - self._there)
        if len(self._there) > MOST_REMEMBERED:
            self.forget()
        self._there.update(nodes.keys(), links)


def _write_actors(tx: Transaction, actors: Sequence[Node]) -> None:
    if not actors:
        return
    there = {row["id"] for row in tx.run(writes.ACTORS_THERE, {"ids": [actor.id for actor in actors]})}
    by_kind: dict[str, list[Row]] = defaultdict(list)
    for actor in actors:
        if actor.id not in there:
            by_kind[actor.labels[1]].append({"id": actor.id, "properties": dict(actor.properties)})
    for kind, rows in by_kind.items():
        tx.run(writes.CREATE_ACTORS[kind], {"rows": rows})


def _write_others(tx: Transaction, nodes: Sequence[Node]) -> None:
    by_label: dict[str, list[Row]] = defaultdict(list)
    for node in nodes:
        by_label[node.labels[0]].append({"id": node.id, "properties": dict(node.properties)})
    for label, rows in by_label.items():
        tx.run(writes.MERGE_NODES[label], {"rows": rows})
    places = [(node.id, node.location) for node in nodes if node.location]
    if places:
        rows = [{"id": id, "longitude": point[0], "latitude": point[1]} for id, point in places]
        tx.run(writes.PLACE_VENUES, {"rows": rows})


def _write_links(tx: Transaction, links: Iterable[Link]) -> None:
    by_type: dict[str, list[Row]] = defaultdict(list)
    for link in sorted(links, key=lambda link: (link.type, link.source, link.target)):
        by_type[link.type].append({"source": link.source, "target": link.target, "properties": dict(link.properties)})
    for type_, rows in by_type.items():
        tx.run(writes.MERGE_LINKS[type_], {"rows": rows})


def write_articles(tx: Transaction, articles: Mapping[str, Article], new: Container[str] = ()) -> None:
    """Make articles by their ids; one that is there gains only what it lacked. `new`: those that surely are not."""
    for statement, is_new in ((writes.CREATE_ARTICLES, True), (writes.MERGE_ARTICLES, False)):
        told = {id: article for id, article in articles.items() if (id in new) is is_new}
        if told:
            rows = [{"id": id, "properties": _article_properties(article)} for id, article in told.items()]
            tx.run(statement, {"rows": rows})


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


def write_claims(tx: Transaction, batch: str, claims: Iterable[tuple[Claim, Modality, str, str]]) -> None:
    """Make (claim, modality, event id, home id) between their articles, events and batch, which are there."""
    by_polarity: dict[str, list[Row]] = defaultdict(list)
    for claim, modality, event, home in claims:
        by_polarity[claim.fact.polarity].append(_claim_row(claim, modality, event, home))
    for polarity, rows in by_polarity.items():
        create_all(tx, writes.CREATE_CLAIMS[polarity], rows, batch=batch)


def _claim_row(claim: Claim, modality: Modality, event: str, home: str) -> Row:
    evidence = claim.fact.evidence[0] if claim.fact.evidence else None
    origin = claim.origin
    words: Row = {
        "payload": claim.payload,
        "quote": evidence.quote if evidence else None,
        "paraphrase": evidence.paraphrase if evidence else None,
        "start": evidence.start if evidence else None,
        "end": evidence.end if evidence else None,
        "polarity": str(claim.fact.polarity),
        "modality": str(modality),
        "status": str(claim.fact.status),
        "extractor": origin.extractor,
        "extractor_version": origin.version or None,
        "score": claim.fact.score,
        "review": str(origin.review),
        "reviewed_by": origin.reviewed_by or None,
        "reviewed_at": origin.reviewed_at,
        "home": home or None,
    }
    properties = {key: value for key, value in words.items() if value is not None}
    return {"id": claim.id, "article": claim.article_id, "event": event, "properties": properties}


def write_events(tx: Transaction, projections: Sequence[Projection], *, new: bool) -> None:
    """Write events with all their edges; those that are not new lose the edges they had."""
    if not projections:
        return
    rows: list[Row] = [{"id": event.id, **event.properties} for event in projections]
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
            create_all(tx, statements[type_], edge_rows)
    signed = [{"actor": actor, "agreement": text} for event in projections for actor, text in event.signed]
    if signed:
        tx.run(writes.MERGE_SIGNATURES, {"rows": signed})


def _rows_by_type(edges: Iterable[tuple[str, Edge]]) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = defaultdict(list)
    for event, edge in edges:
        rows[edge.type].append({"event": event, "other": edge.other, "properties": edge.properties})
    return rows


def create_all(tx: Transaction, statement: str, rows: list[Row], **parameters: object) -> None:
    """Make one thing a row and count them; a row whose ends are not there takes the transaction back."""
    made = tx.run(statement, {"rows": rows, **parameters})[0]["made"]
    if made != len(rows):
        raise HalfWritten(
            f"The engine made {made} of {len(rows)} parts of this batch, so nothing of the batch was kept. "
            "Please report this, with the file if it may be shared."
        )


def standing_witnesses(tx: Reads, resolver: Resolver, events: Sequence[str]) -> Iterator[tuple[str, Witness]]:
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
                home=_text(row["home"]),
            ),
        )


def recompute_events(tx: Transaction, resolver: Resolver, events: Sequence[str]) -> int:
    """Compute events anew from the claims that stand; those without any go. Returns how many were left."""
    witnesses: dict[str, list[Witness]] = defaultdict(list)
    for event, witness in standing_witnesses(tx, resolver, events):
        witnesses[event].append(witness)
    gone = [event for event in events if event not in witnesses]
    if gone:
        tx.run(writes.DELETE_EVENTS, {"ids": gone})
        for statement in writes.DELETE_EVENT_DOUBTS:
            tx.run(statement, {"ids": gone})
    NodeWriter().write(tx, [witness.resolved for voices in witnesses.values() for witness in voices])
    rulings = standing_rulings(tx)
    chosen = rulings.chosen
    write_events(tx, [project(id, voices, chosen.get(id, {})) for id, voices in witnesses.items()], new=False)
    if rulings.merged:
        keep_outlines(tx, rulings, witnesses)
    return len(witnesses)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
