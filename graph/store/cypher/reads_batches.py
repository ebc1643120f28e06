"""Statements that read import batches and judgements."""

from __future__ import annotations

BATCH = """
MATCH (b:ImportBatch {id: $id})
RETURN b.id AS id, b.undone_at AS undone_at, b.finished_at AS finished_at, b.claims AS claims,
  b.events_added AS events_added, b.events_confirmed AS events_confirmed
"""
"""One batch, to tell whether it is there and what it brought so far."""

BATCHES_BEGUN = "MATCH (b:ImportBatch) WHERE b.id STARTS WITH $begun RETURN b.id AS id ORDER BY id"
"""The batches with an id that begins so."""

BATCH_PROPOSALS = """
MATCH (b:ImportBatch {id: $id})<-[:IN_BATCH]-(p:Proposal) RETURN p.state AS state, count(p) AS proposals
"""
"""How many facts of a batch wait, were rejected, or were accepted since."""

BATCH_SILENT = """
MATCH (b:ImportBatch {id: $id})<-[:IN_BATCH]-(a:Article)
WHERE a.not_read IS NULL AND a.copy_of IS NULL AND size([(a)-[:IN_BATCH]->(other:ImportBatch) | other.id]) = 1
  AND NOT EXISTS { (a)-[:PROPOSES]->(:Proposal) } AND NOT EXISTS { (a)-[:MAKES]->(:Claim) }
RETURN count(a) AS articles
"""
"""How many articles, brought by a batch alone, were read and say nothing of mediation."""

HISTORY = """
MATCH (b:ImportBatch)
RETURN b.id AS batch, b.files AS files, b.importer AS importer, b.started_at AS started_at,
  b.finished_at AS finished_at, b.undone_at AS undone_at, b.articles AS articles, b.proposals AS proposals,
  b.claims AS claims, b.events_added AS events_added,
  b.events_confirmed AS events_confirmed, b.refused AS refused, b.by AS by
ORDER BY started_at DESC, batch
"""
"""All batches, the latest first."""

JUDGEMENTS = """
MATCH (j:Judgement) WHERE j.about = 'actor'
RETURN j.id AS id, j.left AS left, j.left_name AS left_name, j.right AS right, j.right_name AS right_name,
  j.decision AS decision, j.by AS by, j.at AS at, j.why AS why, j.score AS score,
  j.right_kind AS right_kind, j.about AS about
ORDER BY j.score DESC, left_name, id
"""
"""All judgements and open doubts on actors, the likeliest first."""

UNCURATED_ACTORS = """
MATCH (a:Actor) WHERE a.curated = false AND a.placeholder = false RETURN a.id AS id, a.name AS name ORDER BY id
"""
"""Actors that no table knows: what new names are compared with."""

ACTORS_BY_ID = """
UNWIND $ids AS id MATCH (a:Actor {id: id}) RETURN a.id AS id, a.name AS name, labels(a) AS labels
"""
"""Names and kinds of some actors."""

DOUBTS = """
MATCH (j:Judgement) WHERE j.about = 'actor'
RETURN j.left AS left, j.left_name AS left_name, j.right AS right, j.right_name AS right_name, j.score AS score,
  j.decision AS decision, j.why AS why, j.by AS by
ORDER BY j.decision DESC, score DESC, left_name, left
"""
"""Doubtful names first, then those decided."""

BATCH_EVENTS = """
MATCH (b:ImportBatch {id: $id})<-[:IN_BATCH]-(c:Claim)-[:SUPPORTS|DENIES]->(e:Event)
WITH DISTINCT e
RETURN e.id AS id, e.start AS start
ORDER BY start DESC, id
"""
"""The events that a batch tells of, the latest first."""

BATCH_WAITING = """
MATCH (b:ImportBatch {id: $id})<-[:IN_BATCH]-(p:Proposal) WHERE p.state = 'waiting' RETURN count(p) AS waiting
"""
"""How many facts of a batch wait for a person."""
