"""Every reading statement of the queries: fixed texts, and the one function that strings fixed texts together."""

from __future__ import annotations

from collections.abc import Iterable

STEPS = {
    "actors": (
        "MATCH (a:Actor)-->(e:Event) WHERE a.id IN $actors "
        "WITH e, count(DISTINCT a) AS present WHERE present = size($actors) WITH e"
    ),
    "conflicts": "MATCH (e:Event)-[:CONCERNS]->(c:Conflict) WHERE c.id IN $conflicts WITH DISTINCT e",
    "processes": "MATCH (e:Event)-[:PART_OF]->(p:Process) WHERE p.id IN $processes WITH DISTINCT e",
    "venues": (
        "MATCH (e:Event)-[:HELD_AT]->(:Venue)-[:IN*0..3]->(place:Venue) WHERE place.id IN $venues WITH DISTINCT e"
    ),
    "bodies": (
        "MATCH (body:Actor)-->(e:Event) WHERE body.id IN $bodies "
        "WITH e, count(DISTINCT body) AS present WHERE present = size($bodies) WITH e"
    ),
    "roles": "MATCH (:Actor)-[r]->(e:Event) WHERE type(r) IN $roles WITH DISTINCT e",
    "roles_of_actors": ("MATCH (a:Actor)-[r]->(e:Event) WHERE a.id IN $actors AND type(r) IN $roles WITH DISTINCT e"),
}
"""Each narrows the events `e`; the first one finds them from the node that it names, through its unique id.
Several actors must all have taken part, and so must the bodies of a set of sides; several conflicts, processes or
venues are alternatives; a venue holds what lies in it."""

EVERY_EVENT = "MATCH (e:Event)"

CONDITIONS = {
    "statuses": "e.status IN $statuses",
    "classes": "e.class IN $classes",
    "since": "e.start >= $since",
    "until": "e.start <= $until",
    "text": (
        "(toLower(e.title) CONTAINS $text OR size([(e)<--(a:Actor) WHERE toLower(a.name) CONTAINS $text | 1]) > 0)"
    ),
    "explicit": "coalesce(e.inferred, false) = false",
    "ids": "e.id IN $ids",
    "dated": "e.start IS NOT NULL",
    "undated": "e.start IS NULL",
}
"""Properties that an event must have; an event counts in the month of its first possible day."""

EVENT_ROWS = """
WITH e ORDER BY e.start DESC, e.id LIMIT $limit
RETURN e.id AS id, e.title AS title, e.kind AS kind, e.class AS event_class, e.status AS status,
  e.outcome AS outcome, e.start AS start, e.end AS end, e.date_precision AS date_precision,
  e.date_text AS date_text, e.modality AS modality, e.configuration AS configuration,
  e.n_articles AS n_articles, e.n_publishers AS n_publishers, e.review AS review, e.contradictions AS contradictions,
  [(e)<-[r]-(a:Actor) | [a.id, type(r), r.role, r.side, r.response, r.on_behalf_of, r.lead]] AS participants,
  [(e)-[h:HELD_AT]->(v:Venue) | [v.id, h.planned]] AS places,
  [(e)-[:CONCERNS]->(c:Conflict) | c.id] AS conflicts,
  [(e)-[:PART_OF]->(p:Process) | p.id] AS processes
"""
"""The newest events with the ids of everybody and everything around them, one row an event. The patterns start at
`e`: one that starts at the actor makes the embedded engine look through all actors for every event."""

EVENT_OUTLINE = """
WITH e LIMIT $limit
RETURN e.class AS event_class, e.status AS status, e.start.year AS year, e.start.month AS month, count(*) AS events
"""
"""How many events of each class and status in each month; the limit bounds what is read of a huge graph."""

EVENT_COUNT = "WITH e LIMIT $limit RETURN count(*) AS events"
"""How many events match, up to a limit."""

SIZE_OF_GRAPH = "MATCH (e:Event) RETURN count(e) AS events"
"""All events; both engines keep this number at hand."""


def selecting(steps: Iterable[str], conditions: Iterable[str], ending: str) -> str:
    """A statement that selects events by these steps and conditions and ends in `ending`; fixed texts only."""
    matched = "\n".join(STEPS[step] for step in steps) or EVERY_EVENT
    wanted = " AND ".join(CONDITIONS[condition] for condition in conditions)
    if not wanted:
        return f"{matched}\n{ending}"
    # After a step the last clause is a WITH, and a WHERE may follow it as it may follow a MATCH.
    return f"{matched} WHERE {wanted}\n{ending}"


NAMES = {
    "actors": (
        "MATCH (n:Actor) WHERE n.id IN $ids "
        "RETURN n.id AS id, n.name AS name, n.abbreviation AS short, labels(n) AS kinds, n.iso3 AS iso3"
    ),
    "conflicts": "MATCH (n:Conflict) WHERE n.id IN $ids RETURN n.id AS id, n.name AS name",
    "processes": "MATCH (n:Process) WHERE n.id IN $ids RETURN n.id AS id, n.name AS name",
    "venues": (
        "MATCH (n:Venue) WHERE n.id IN $ids "
        "RETURN n.id AS id, n.name AS name, [n.kind] AS kinds, n.country_iso3 AS iso3"
    ),
}
"""What things are called whose ids stand in an address, around an event or on a relationship, and of what kind."""

FIND = {
    "actor": """
MATCH (n:Actor)
WHERE toLower(n.name) CONTAINS $text OR toLower(coalesce(n.abbreviation, '')) = $text
  OR any(alias IN coalesce(n.aliases, []) WHERE toLower(alias) CONTAINS $text)
WITH n LIMIT $limit
RETURN n.id AS id, n.name AS name, n.abbreviation AS short, labels(n) AS labels, n.aliases AS aliases,
  size([(n)-->(e:Event) | 1]) AS events
""",
    "conflict": """
MATCH (n:Conflict)
WHERE toLower(n.name) CONTAINS $text OR any(alias IN coalesce(n.aliases, []) WHERE toLower(alias) CONTAINS $text)
WITH n LIMIT $limit
RETURN n.id AS id, n.name AS name, null AS short, labels(n) AS labels, n.aliases AS aliases,
  size([(n)<-[:CONCERNS]-(e:Event) | 1]) AS events
""",
    "process": """
MATCH (n:Process)
WHERE toLower(n.name) CONTAINS $text OR any(alias IN coalesce(n.aliases, []) WHERE toLower(alias) CONTAINS $text)
WITH n LIMIT $limit
RETURN n.id AS id, n.name AS name, null AS short, labels(n) AS labels, n.aliases AS aliases,
  size([(n)<-[:PART_OF]-(e:Event) | 1]) AS events
""",
    "venue": """
MATCH (n:Venue)
WHERE toLower(n.name) CONTAINS $text OR any(alias IN coalesce(n.aliases, []) WHERE toLower(alias) CONTAINS $text)
WITH n LIMIT $limit
RETURN n.id AS id, n.name AS name, null AS short, labels(n) AS labels, n.aliases AS aliases,
  size([(n)<-[:HELD_AT]-(e:Event) | 1]) AS events
""",
}
"""Things whose name, alias or abbreviation holds a text, with the number of their events."""

ACTOR_CARD = """
MATCH (n:Actor {id: $id})
RETURN n.id AS id, n.name AS name, labels(n) AS labels, n.abbreviation AS short, n.aliases AS aliases,
  n.iso3 AS iso3, n.wikidata_id AS wikidata_id, n.ext_ids AS ext_ids, n.active_from AS active_from,
  n.active_to AS active_to, [(n)-[r:REPRESENTS]->(b:Actor) | [b.id, b.name]] AS within
"""
"""One actor, and whom it stands for."""

VENUE_CARD = """
MATCH (n:Venue {id: $id})
RETURN n.id AS id, n.name AS name, n.kind AS kind, n.country_iso3 AS iso3, n.wikidata_id AS wikidata_id,
  n.aliases AS aliases, [(n)-[:IN]->(b:Venue) | [b.id, b.name]] AS within
"""
"""One place, and what it lies in."""

CONFLICT_CARD = """
MATCH (n:Conflict {id: $id})
RETURN n.id AS id, n.name AS name, n.wikidata_id AS wikidata_id, n.aliases AS aliases, n.region AS region
"""
"""One conflict."""

EVENT_TIES = """
MATCH (e:Event {id: $id})
RETURN [(e)-[h:HELD_AT]->(v:Venue) | [v.name, h.claims]] AS venues,
  [(e)-[:RESULTED_IN]->(g:Agreement) | [g.id, g.name]] AS agreements
"""
"""Which claims name which venue, and what was agreed."""

EVENT_CLAIMS = """
MATCH (e:Event {id: $id})<-[tie:SUPPORTS|DENIES]-(claim:Claim)<-[:MAKES]-(article:Article)
RETURN claim.id AS id, type(tie) AS tie, claim.quote AS quote, claim.paraphrase AS paraphrase,
  claim.payload AS payload, claim.review AS review, claim.extractor AS extractor, article.id AS article_id,
  article.url AS url, article.title AS title, article.publisher AS publisher, article.published AS published,
  article.kind AS article_kind
ORDER BY article.published, claim.id
LIMIT $limit
"""
"""Every claim on one event with the article that makes it, oldest first."""
