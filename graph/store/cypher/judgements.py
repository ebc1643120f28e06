"""Statements about persons' decisions on names, events, claims and accounts that differ: keeping, applying, listing."""

from __future__ import annotations

SHAPING = "events"
"""The value of `shapes` on decisions that matching and projecting obey while they stand: few, found by an index."""

RULINGS = """
MATCH (j:Judgement {shapes: $shaping})
RETURN j.about AS about, j.decision AS decision, j.left AS left, j.right AS right, j.value AS value,
  j.left_outline AS left_outline, j.right_outline AS right_outline
"""
"""All decisions that shape events; of merged events also what each was by itself, so that what matches is known."""

JUDGEMENT = """
MATCH (j:Judgement {id: $id})
RETURN j.id AS id, j.about AS about, j.left AS left, j.right AS right, j.left_name AS left_name,
  j.right_name AS right_name, j.right_kind AS right_kind, j.decision AS decision, j.value AS value, j.by AS by,
  j.at AS at, j.why AS why, j.doubt AS doubt, coalesce(j.version, 1) AS version
"""
"""One judgement or doubt."""

KEEP = """
MERGE (j:Judgement {id: $id})
SET j += $properties, j.version = coalesce(j.version, 1) + 1, j.history = coalesce(j.history, []) + [$line]
"""
"""A person's decision, or its taking back; who decided what before stays in the history. Needs the lock."""

UNBIND = "MATCH (j:Judgement {id: $id}) REMOVE j.shapes"
"""A decision that shapes events no longer."""

KEEP_OUTLINES = tuple(
    f"""
UNWIND $rows AS row
MATCH (j:Judgement {{{end}: row.home}}) WHERE j.about = 'event' AND j.decision = 'same'
SET j.{end}_outline = row.outline
"""
    for end in ("left", "right")
)
"""What merged events would look like by themselves, from the claims that were matched with each."""

EVENTS_WEIGHED = """
UNWIND $ids AS id MATCH (e:Event {id: id})
RETURN e.id AS id, coalesce(e.title, '') AS title, e.n_articles AS n_articles,
  coalesce(e.contradictions, []) AS contradictions, coalesce(e.decided, []) AS decided,
  [(e)-[:HELD_AT]->(v:Venue) | v.id] AS venues, size([(c:Claim)-[:SUPPORTS|DENIES]->(e) | 1]) AS claims
"""
"""Events with what deciding on them needs."""

CLAIMS_ON = """
UNWIND $ids AS id MATCH (c:Claim)-[r:SUPPORTS|DENIES]->(e:Event {id: id})
RETURN c.id AS claim, type(r) AS verb, e.id AS event, coalesce(c.home, e.id) AS home
"""
"""The claims on some events, and the events that they were matched with."""

EVENT_OF_CLAIM = """
MATCH (c:Claim {id: $id})-[:SUPPORTS|DENIES]->(e:Event)
RETURN e.id AS event, coalesce(c.home, e.id) AS home, coalesce(e.title, '') AS title,
  size([(o:Claim)-[:SUPPORTS|DENIES]->(e) | 1]) AS claims
"""
"""On which event a claim stands, and how many claims do."""

ENSURE_EVENTS = "UNWIND $ids AS id MERGE (e:Event {id: id})"
"""Events that claims are about to be moved to; what they are is written with their projection."""

MOVE_CLAIMS = {
    verb: f"""
UNWIND $rows AS row
MATCH (c:Claim {{id: row.claim}})-[r:{verb}]->(:Event {{id: row.event}})
MATCH (e:Event {{id: row.target}})
SET c.home = row.home
DELETE r
CREATE (c)-[:{verb}]->(e)
RETURN count(*) AS made
"""
    for verb in ("SUPPORTS", "DENIES")
}
"""Claims that a decision moves to another event, by what they say of it; where they were matched is kept."""

AT_HOME = "UNWIND $ids AS id MATCH (c:Claim {id: id}) REMOVE c.home"
"""Claims that stand where they were matched need no reminder of it."""

DOUBTS_AROUND = "UNION".join(
    f"""
MATCH (j:Judgement {{{end}: $event}}) WHERE j.about = 'event' AND j.decision = 'unsure'
RETURN j.id AS id, j.left AS left, j.right AS right, j.left_name AS left_name, j.right_name AS right_name, j.why AS why
"""
    for end in ("left", "right")
)
"""Open doubts about one event."""

SUSPEND = """
UNWIND $ids AS id MATCH (j:Judgement {id: id})
SET j.decision = 'withdrawn', j.suspended_by = $judgement, j.version = coalesce(j.version, 1) + 1
"""
"""Doubts about an event that was merged: the same doubt about the event that it is now takes their place."""

RESUME = """
MATCH (j:Judgement {suspended_by: $judgement})
MATCH (:Event {id: j.left}) MATCH (:Event {id: j.right})
SET j.decision = 'unsure', j.version = j.version + 1
REMOVE j.suspended_by
"""
"""Doubts that wait again, since the merging that made them idle was taken back."""

SET_ALIASES = "UNWIND $rows AS row MATCH (a:Actor {id: row.id}) SET a.aliases = row.aliases"
"""By what names actors go, those of actors that were found to be them included."""

NO_ALIASES = "UNWIND $ids AS id MATCH (a:Actor {id: id}) REMOVE a.aliases"
"""Actors that go by their own name only."""

ACTORS_CALLED = """
MATCH (a:Actor)
WHERE toLower(a.name) = toLower($name) OR toLower(a.abbreviation) = toLower($name)
  OR any(alias IN coalesce(a.aliases, []) WHERE toLower(alias) = toLower($name))
RETURN a.id AS id, a.name AS name
"""
"""Actors in the graph that go by a name."""

MERGED_INTO = """
MATCH (j:Judgement {left: $id}) WHERE j.decision = 'same' AND j.about IN ['actor', 'event'] RETURN j.right AS right
"""
"""What an actor or event was found to be."""

IN_GRAPH = """
MATCH (a:Actor {id: $id}) RETURN a.id AS id
UNION
MATCH (e:Event {id: $id}) RETURN e.id AS id
"""
"""Whether there is an actor or event of an id."""

DOUBTED = {
    end: f"""
MATCH (j:Judgement) WHERE j.about = 'actor' AND j.decision = 'unsure'
OPTIONAL MATCH (a:Actor {{id: j.{end}}})
OPTIONAL MATCH (:Article {{id: j.article}})-[:PROPOSES]->(p:Proposal) WHERE p.payload CONTAINS j.{end}_name
OPTIONAL MATCH (o:Judgement {{left: j.{end}}}) WHERE o.about = 'actor' AND o.decision = 'same'
WITH j, count(a) + count(p) + count(o) AS found
WHERE found = 0
RETURN j.id AS id, j.{end} AS actor, j.{end}_name AS name
"""
    for end in ("left", "right")
}
"""Open doubts about an actor that is not in the graph, is not named where the doubt was read, and was not merged."""

PROPOSED_ANYWHERE = """
UNWIND $names AS name MATCH (p:Proposal) WHERE p.payload CONTAINS name RETURN DISTINCT name AS name
"""
"""Which of some names stand in a proposal."""

DELETE_DOUBTS = "UNWIND $ids AS id MATCH (j:Judgement {id: id}) WHERE j.decision = 'unsure' DELETE j"
"""Doubts about names that nobody bears any more."""

_ROW = """
RETURN j.id AS id, j.about AS about, j.decision AS decision, j.left AS left, j.left_name AS left_name,
  j.right AS right, j.right_name AS right_name, j.value AS value, j.by AS by, j.at AS at, j.why AS why,
  coalesce(j.version, 1) AS version
"""

_STANDS = "j.decision IN ['same', 'different', 'chosen']"

JUDGEMENTS_ON = "UNION".join(
    f"\nMATCH (j:Judgement {{{words}}}) WHERE {_STANDS} {also}{_ROW}"
    for words, also in (("left: $id", ""), ("right: $id", ""), ("shapes: $shaping", "AND j.value = $id"))
)
"""Decisions that stand on one actor, event or claim; those that split an event off among them."""

IDLE_DECISIONS = f"""
UNWIND $ids AS id MATCH (j:Judgement {{left: id}})
WHERE {_STANDS} AND j.about IN ['claim', 'event', 'field']
  AND NOT EXISTS {{ MATCH (:Event {{id: id}}) }}
RETURN j.id AS id
UNION
UNWIND $ids AS id MATCH (j:Judgement {{right: id}})
WHERE {_STANDS} AND j.about = 'event'
  AND NOT EXISTS {{ MATCH (:Event {{id: id}}) }}
RETURN j.id AS id
"""
"""Decisions that stand on some claims and events that are gone."""

JUDGEMENTS_MADE = f"""
MATCH (j:Judgement) WHERE {_STANDS}
{_ROW} ORDER BY at DESC, id SKIP $skip LIMIT $limit
"""
"""Decisions that stand, the latest first."""
