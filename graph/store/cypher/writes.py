"""Every statement that changes the graph: one import batch, its undo, and judgements.

New nodes and edges are created, not merged: ids come from content, so what is new is known before writing,
and on the embedded engine a MERGE of an edge slows with the degree of its ends.
"""

from __future__ import annotations

from graph.outlines import PLACE_KEYS
from graph.vocabulary import ActorKind, Involvement

TIES = "|".join(Involvement)
"""All relationship types between an actor and an event, as a pattern names them."""

LOCK = "MERGE (m:Meta {id: 'import'}) SET m.turn = coalesce(m.turn, 0) + 1 RETURN m.turn AS turn"
"""Taken first by every transaction that changes claims, so that two imports cannot miss each other's events."""

TURN = "MATCH (m:Meta {id: 'import'}) RETURN m.turn AS turn"
"""How many transactions have changed claims; no row before the first."""

OPEN_BATCH = """
MERGE (b:ImportBatch {id: $id})
ON CREATE SET b.importer = $importer, b.by = $by, b.files = $files, b.sha256 = $sha256, b.started_at = $at,
  b.claims = 0, b.events_added = 0, b.events_confirmed = 0
WITH b WHERE b.undone_at IS NOT NULL
SET b.started_at = $at, b.claims = 0, b.events_added = 0, b.events_confirmed = 0
REMOVE b.undone_at, b.finished_at, b.articles, b.proposals
"""
"""Begin a batch; one that was undone begins anew, one that was cut off goes on."""

COUNT_BATCH = """
MATCH (b:ImportBatch {id: $id})
SET b.claims = b.claims + $claims, b.events_added = b.events_added + $added,
  b.events_confirmed = b.events_confirmed + $confirmed
"""
"""Add to a batch's counts, in the transaction that writes what they count."""

CLOSE_BATCH = """
MATCH (b:ImportBatch {id: $id}) WHERE b.finished_at IS NULL
SET b.finished_at = $at, b.refused = $refused, b.articles = coalesce(b.articles, $articles)
"""
"""Mark a batch as whole, with the articles of a file of facts, which are not counted on the way.

A second import of the same file finds it marked and changes nothing.
"""

ANY_ARTICLE = "MATCH (a:Article) RETURN a.id AS id LIMIT 1"
"""Whether the graph holds articles, and so perhaps claims and events; no row if not."""

CLAIMS_THERE = """
UNWIND $ids AS id
MATCH (c:Claim {id: id})
RETURN c.id AS id, EXISTS { (c)-[:IN_BATCH]->(:ImportBatch {id: $batch}) } AS here
"""
"""Which of some claims the graph holds, and whether this batch is among those that brought them."""

ADD_TO_BATCH = """
MATCH (b:ImportBatch {id: $batch})
UNWIND $ids AS id
MATCH (c:Claim {id: id})
CREATE (c)-[:IN_BATCH]->(b)
"""
"""Claims that another batch brought first are this batch's too: undoing one leaves them to the other."""

_OUTLINE = """
RETURN e.id AS id, e.class AS class, e.kind AS kind, e.start AS start, e.end AS end, e.sides AS sides,
  e.helpers AS helpers, e.ext_ids AS ext_ids, e.date_precision AS precision,
  [(e)-[:HELD_AT]->(v:Venue) | v.id] AS venues, [(e)-[:HELD_AT]->(v:Venue) | v.country_iso3] AS countries
"""

EVENTS_BY_ID = f"UNWIND $keys AS key MATCH (e:Event {{id: key}}) {_OUTLINE}"
"""Outlines of events by id: those that a foreign id founded."""

EVENTS_BY_SIDES = f"UNWIND $keys AS key MATCH (e:Event {{sides_key: key}}) {_OUTLINE}"
"""Outlines of events with the same sides in the same month."""

EVENTS_BY_PLACE = tuple(f"UNWIND $keys AS key MATCH (e:Event {{{name}: key}}) {_OUTLINE}" for name in PLACE_KEYS)
"""Outlines of events at the same venue: of a day on the same one, of several days in the same month.

One statement for each property that holds a key: neither engine finds what stands in a list by an index.
"""

CLAIMS_OF_EVENTS = """
UNWIND $ids AS id
MATCH (a:Article)-[:MAKES]->(c:Claim)-[:SUPPORTS|DENIES]->(e:Event {id: id})
RETURN id AS event, c.id AS claim, c.payload AS payload, c.review AS review, c.home AS home, a.id AS article,
  a.publisher AS publisher, a.url AS url, a.published AS published
"""
"""Every claim that stands on some events, with what projecting them needs."""

CREATE_ARTICLES = "UNWIND $rows AS row CREATE (a:Article {id: row.id}) SET a += row.properties"
"""Articles that are surely not there: half the time of asking for each."""

MERGE_ARTICLES = """
UNWIND $rows AS row
MERGE (a:Article {id: row.id})
ON CREATE SET a += row.properties
ON MATCH SET a.url = coalesce(a.url, row.properties.url), a.title = coalesce(a.title, row.properties.title),
  a.publisher = coalesce(a.publisher, row.properties.publisher),
  a.published = coalesce(a.published, row.properties.published),
  a.language = coalesce(a.language, row.properties.language)
"""
"""Articles, once each; what an earlier file left out is filled in, nothing is replaced."""

ACTORS_THERE = "UNWIND $ids AS id MATCH (a:Actor {id: id}) RETURN a.id AS id"
"""Which of some actors the graph holds."""

CREATE_ACTORS = {
    str(kind): f"UNWIND $rows AS row CREATE (n:Actor:{kind} {{id: row.id}}) SET n += row.properties"
    for kind in ActorKind
}
"""New actors, by kind. Created with both labels at once: the embedded engine cannot add a label to a merged node."""

MERGE_NODES = {
    label: f"UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}) ON CREATE SET n += row.properties"
    for label in ("Venue", "Conflict", "Process", "Agreement")
}
"""Venues, conflicts, processes and agreements: made at first use, then left alone."""

PLACE_VENUES = """
UNWIND $rows AS row
MATCH (v:Venue {id: row.id}) WHERE v.location IS NULL
SET v.location = point({longitude: row.longitude, latitude: row.latitude})
"""
"""Coordinates of venues, WGS84 degrees."""

MERGE_LINKS = {
    "REPRESENTS": """
UNWIND $rows AS row MATCH (a:Actor {id: row.source}) MATCH (b:Actor {id: row.target})
MERGE (a)-[r:REPRESENTS {post: row.properties.post}]->(b) ON CREATE SET r += row.properties
""",
    "IN": """
UNWIND $rows AS row MATCH (a:Venue {id: row.source}) MATCH (b:Venue {id: row.target}) MERGE (a)-[:IN]->(b)
""",
    "GOVERNS": """
UNWIND $rows AS row MATCH (a:Actor {id: row.source}) MATCH (b:Venue {id: row.target}) MERGE (a)-[:GOVERNS]->(b)
""",
}
"""Standing relations between actors and places; GOVERNS only where the state is in the graph as an actor."""

CREATE_EVENTS = "UNWIND $rows AS row CREATE (e:Event) SET e = row"
"""Events that no earlier claim told of."""

REWRITE_EVENTS = """
UNWIND $rows AS row
MATCH (e:Event {id: row.id})
SET e = row
"""
"""Events whose claims have changed, computed anew."""

CUT_TIES = f"UNWIND $ids AS id MATCH (e:Event {{id: id}})<-[r:{TIES}]-(:Actor) DELETE r"
"""Take the actors off events that are computed anew."""

CUT_EDGES = """
UNWIND $ids AS id MATCH (e:Event {id: id})-[r:HELD_AT|CONCERNS|PART_OF|RESULTED_IN]->() DELETE r
"""
"""Take venues, conflicts, processes and agreements off events that are computed anew."""

CREATE_TIES = {
    str(involvement): f"UNWIND $rows AS row MATCH (a:Actor {{id: row.other}}) MATCH (e:Event {{id: row.event}}) "
    f"CREATE (a)-[r:{involvement}]->(e) SET r += row.properties RETURN count(*) AS made"
    for involvement in Involvement
}
"""Actors and the events that they had a part in, by relationship type."""

CREATE_EDGES = {
    type_: f"UNWIND $rows AS row MATCH (e:Event {{id: row.event}}) MATCH (o:{label} {{id: row.other}}) "
    f"CREATE (e)-[r:{type_}]->(o) SET r += row.properties RETURN count(*) AS made"
    for type_, label in (
        ("HELD_AT", "Venue"),
        ("CONCERNS", "Conflict"),
        ("PART_OF", "Process"),
        ("RESULTED_IN", "Agreement"),
    )
}
"""Events and their venues, conflicts, processes and agreements, by relationship type."""

MERGE_SIGNATURES = """
UNWIND $rows AS row
MATCH (a:Actor {id: row.actor}) MATCH (g:Agreement {id: row.agreement})
MERGE (a)-[s:SIGNED]->(g) ON CREATE SET s.as = 'party'
"""
"""Who signed which agreement."""

CREATE_CLAIMS = {
    polarity: f"""
MATCH (b:ImportBatch {{id: $batch}})
UNWIND $rows AS row
MATCH (a:Article {{id: row.article}})
MATCH (e:Event {{id: row.event}})
CREATE (c:Claim {{id: row.id}}) SET c += row.properties
CREATE (a)-[:MAKES]->(c)
CREATE (c)-[:{verb}]->(e)
CREATE (c)-[:IN_BATCH]->(b)
RETURN count(*) AS made
"""
    for polarity, verb in (("asserts", "SUPPORTS"), ("denies", "DENIES"))
}
"""New claims between their article, their event and their batch, by polarity."""

MERGE_DOUBTS = """
UNWIND $rows AS row
MERGE (j:Judgement {id: row.id}) ON CREATE SET j += row.properties
"""
"""Pairs that a person should judge; a pair that was judged before is left as it is."""

BATCH_CLAIMS = """
MATCH (c:Claim)-[:IN_BATCH]->(b:ImportBatch {id: $batch})
WITH c LIMIT $limit
RETURN c.id AS id, [(c)-[:IN_BATCH]->(o:ImportBatch) WHERE o.id <> $batch | o.id] AS others,
  [(c)-[:SUPPORTS|DENIES]->(e:Event) | e.id] AS events, [(a:Article)-[:MAKES]->(c) | a.id] AS articles
"""
"""Some of the claims that a batch brought, and what else holds them."""

CLAIMS_AROUND = """
UNWIND $ids AS id MATCH (c:Claim {id: id})
RETURN c.id AS id, [(c)-[:SUPPORTS|DENIES]->(e:Event) | e.id] AS events, [(a:Article)-[:MAKES]->(c) | a.id] AS articles
"""
"""Some claims, the events that they stand on and the articles that make them."""

LEAVE_BATCH = """
UNWIND $ids AS id MATCH (c:Claim {id: id})-[r:IN_BATCH]->(:ImportBatch {id: $batch}) DELETE r
"""
"""Claims that other batches brought too stay; only this batch lets go of them."""

DELETE_CLAIMS = "UNWIND $ids AS id MATCH (c:Claim {id: id}) DETACH DELETE c"
"""Claims that no batch holds any more."""

DELETE_EVENTS = "UNWIND $ids AS id MATCH (e:Event {id: id}) DETACH DELETE e"
"""Events on which no claim stands any more."""

DELETE_EVENT_DOUBTS = tuple(
    f"UNWIND $ids AS id MATCH (j:Judgement {{{end}: id}}) WHERE j.about = 'event' AND j.decision = 'unsure' DELETE j"
    for end in ("left", "right")
)
"""Doubts about events that are gone; what a person has decided is kept."""

DELETE_IDLE_ARTICLES = """
UNWIND $ids AS id MATCH (a:Article {id: id})
WHERE NOT EXISTS { (a)-[:MAKES]->(:Claim) } AND NOT EXISTS { (a)-[:IN_BATCH]->(:ImportBatch) }
DETACH DELETE a
"""
"""Articles that make no claim any more and that no import brought for their own sake."""

NEIGHBOURS_OF_EVENTS = f"""
UNWIND $ids AS id MATCH (e:Event {{id: id}})
RETURN [(a:Actor)-[:{TIES}]->(e) | a.id] AS actors, [(e)-[:HELD_AT]->(v:Venue) | v.id] AS venues,
  [(e)-[:CONCERNS|PART_OF|RESULTED_IN]->(o) | o.id] AS topics
"""
"""What may be left alone once some events are gone or changed."""

REPRESENTED_BY = """
UNWIND $ids AS id MATCH (:Actor {id: id})-[:REPRESENTS]->(b:Actor) RETURN DISTINCT b.id AS id
"""
"""Whom some actors stand for: they came with them and may be left alone too."""

COUNTRIES_OF = "UNWIND $ids AS id MATCH (:Venue {id: id})-[:IN]->(c:Venue) RETURN DISTINCT c.id AS id"
"""The countries of some venues: they came with them and may be left alone too."""

DELETE_IDLE_ACTORS = f"""
UNWIND $ids AS id MATCH (a:Actor {{id: id}})
WHERE NOT EXISTS {{ (a)-[:{TIES}]->(:Event) }} AND NOT EXISTS {{ (:Actor)-[:REPRESENTS]->(a) }}
DETACH DELETE a
"""
"""Actors that no event and no representative needs any more."""

DELETE_IDLE_VENUES = """
UNWIND $ids AS id MATCH (v:Venue {id: id})
WHERE NOT EXISTS { (:Event)-[:HELD_AT]->(v) } AND NOT EXISTS { (:Venue)-[:IN]->(v) }
DETACH DELETE v
"""
"""Venues that no event and no smaller venue needs any more."""

DELETE_IDLE_TOPICS = {
    label: f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) "
    f"WHERE NOT EXISTS {{ (:Event)-[:{type_}]->(n) }} DETACH DELETE n"
    for label, type_ in (("Conflict", "CONCERNS"), ("Process", "PART_OF"), ("Agreement", "RESULTED_IN"))
}
"""Conflicts, processes and agreements that no event needs any more, by label."""

CLOSE_UNDO = "MATCH (b:ImportBatch {id: $batch}) SET b.undone_at = $at"
"""Mark a batch as undone; it stays in the history."""

EVENTS_OF_ACTOR = f"MATCH (:Actor {{id: $id}})-[:{TIES}]->(e:Event) RETURN DISTINCT e.id AS id"
"""The events to compute anew when an actor has been judged."""
