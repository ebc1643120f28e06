"""Statements about raw articles and the facts proposed from them: importing, deciding, taking back."""

from __future__ import annotations

from graph.store.cypher.writes import TIES

ARTICLES_THERE = """
UNWIND $ids AS id MATCH (a:Article {id: id})
RETURN a.id AS id, a.sha256 AS sha256, a.read_by AS read_by, a.not_read AS not_read, a.copy_of AS copy_of,
  [(a)-[:IN_BATCH]->(b:ImportBatch) | b.id] AS batches
"""
"""Which of some articles the graph holds, with which text, and who has read facts out of them."""

TEXTS_THERE = """
UNWIND $hashes AS hash MATCH (a:Article {sha256: hash}) WHERE a.copy_of IS NULL
RETURN hash, a.id AS id, a.title AS title
"""
"""Which of some texts the graph holds, under which article."""

PROPOSALS_THERE = "UNWIND $ids AS id MATCH (p:Proposal {id: id}) RETURN p.id AS id"
"""Which of some proposals the graph holds, whatever was decided on them."""

READ_BEFORE = """
MATCH (:Article {id: $article})-[:PROPOSES]->(p:Proposal) WHERE NOT p.extractor IN $names
RETURN p.id AS id, p.payload AS payload
UNION
MATCH (:Article {id: $article})-[:MAKES]->(p:Claim) WHERE p.extractor <> 'import' AND NOT p.extractor IN $names
RETURN p.id AS id, p.payload AS payload
"""
"""What other extractors have read in an article."""

DEGREES = f"""
UNWIND $ids AS id MATCH (a:Actor {{id: id}}) OPTIONAL MATCH (a)-[:{TIES}]->(e:Event) RETURN id, count(e) AS events
"""
"""How well connected some actors are."""

CHECKED_ACTORS = "MATCH (a:Actor) WHERE a.curated = false AND a.checked = true RETURN a.id AS id"
"""Actors that no table knows, but that a person has let in."""

EVENTS_NAMED = "UNWIND $ids AS id MATCH (e:Event {id: id}) RETURN e.id AS id, e.title AS title"
"""The titles of some events."""

MARK_ARTICLES = """
MATCH (b:ImportBatch {id: $batch})
UNWIND $rows AS row MATCH (a:Article {id: row.id})
SET a.text = coalesce(row.text, a.text), a.sha256 = row.sha256, a.read_by = row.read_by,
  a.not_read = row.not_read, a.copy_of = row.copy_of
CREATE (a)-[:IN_BATCH]->(b)
RETURN count(*) AS made
"""
"""What is kept of an article beside what every import keeps: its text, the text's hash, and who read it."""

LINK_COPIES = """
UNWIND $rows AS row MATCH (a:Article {id: row.id}) MATCH (o:Article {id: row.copy_of})
CREATE (a)-[:COPY_OF]->(o)
RETURN count(*) AS made
"""
"""Articles whose text the graph holds under another address."""

READ_AGAIN = "UNWIND $rows AS row MATCH (a:Article {id: row.id}) SET a.read_by = row.read_by"
"""Articles that a further extractor, or a newer version of one, has read."""

JOIN_ARTICLES = """
MATCH (b:ImportBatch {id: $batch})
UNWIND $ids AS id MATCH (a:Article {id: id}) WHERE NOT EXISTS { (a)-[:IN_BATCH]->(:ImportBatch {id: $batch}) }
CREATE (a)-[:IN_BATCH]->(b)
RETURN count(*) AS joined
"""
"""Articles that another batch brought first are this batch's too."""

JOIN_PROPOSALS = """
MATCH (b:ImportBatch {id: $batch})
UNWIND $ids AS id MATCH (:Article {id: id})-[:PROPOSES]->(p:Proposal)
WHERE NOT EXISTS { (p)-[:IN_BATCH]->(:ImportBatch {id: $batch}) }
CREATE (p)-[:IN_BATCH]->(b)
"""
"""So are the proposals made from them."""

JOIN_CLAIMS = """
MATCH (b:ImportBatch {id: $batch})
UNWIND $ids AS id MATCH (:Article {id: id})-[:MAKES]->(c:Claim)
WHERE c.extractor <> 'import' AND NOT EXISTS { (c)-[:IN_BATCH]->(:ImportBatch {id: $batch}) }
CREATE (c)-[:IN_BATCH]->(b)
"""
"""And the claims that an extractor read out of them."""

CREATE_PROPOSALS = """
MATCH (b:ImportBatch {id: $batch})
UNWIND $rows AS row MATCH (a:Article {id: row.article})
CREATE (p:Proposal {id: row.id}) SET p += row.properties
CREATE (a)-[:PROPOSES]->(p)
CREATE (p)-[:IN_BATCH]->(b)
RETURN count(*) AS made
"""
"""New proposals between their article and their batch."""

WITHDRAW = """
UNWIND $rows AS row MATCH (:Article {id: row.id})-[:PROPOSES]->(p:Proposal)
WHERE p.state = 'waiting' AND p.extractor = row.extractor AND p.extractor_version <> row.version
  AND NOT p.id IN row.found
DETACH DELETE p
"""
"""Undecided proposals of an older version of an extractor that the newer one does not make."""

COUNT_GROUP = """
MATCH (b:ImportBatch {id: $id})
SET b.articles = coalesce(b.articles, 0) + $articles, b.proposals = coalesce(b.proposals, 0) + $proposals
"""
"""Add to a batch's counts, in the transaction that writes what they count."""

PROPOSAL = """
MATCH (p:Proposal {id: $id})<-[:PROPOSES]-(a:Article)
RETURN p.id AS id, p.state AS state, p.version AS version, p.payload AS payload, p.extractor AS extractor,
  p.extractor_version AS extractor_version, p.claim AS claim, p.claim_made AS claim_made,
  p.event_added AS event_added, p.event AS joins, p.maybe AS maybe, p.judged AS judged,
  p.decided_by AS decided_by, p.decided_at AS decided_at,
  [(p)-[:IN_BATCH]->(b:ImportBatch) | b.id] AS batches, a.id AS article, a.url AS url, a.title AS title,
  a.publisher AS publisher, a.published AS published, a.language AS language
"""
"""One proposal with its article: what a decision on it needs."""

DECIDE_PROPOSAL = """
MATCH (p:Proposal {id: $id}) WHERE p.version = $version
SET p.version = p.version + 1, p.state = $state, p.decided_by = $by, p.decided_at = $at, p.decided_why = $why,
  p.correction = $correction, p.claim = $claim, p.claim_made = $claim_made,
  p.event_added = $event_added, p.judged = $judged
RETURN p.version AS version
"""
"""A decision, or its undoing; no row where somebody has decided in the meantime. Needs the lock."""

CHECK_ACTORS = "UNWIND $ids AS id MATCH (a:Actor {id: id}) WHERE a.curated = false SET a.checked = true"
"""Actors that a person has let in with a fact: later facts need not wait for their names."""

UNCOUNT_CLAIM = """
MATCH (b:ImportBatch {id: $id})
SET b.claims = b.claims - $claims, b.events_added = b.events_added - $added,
  b.events_confirmed = b.events_confirmed - $confirmed
"""
"""Take a claim that was decided away off the counts of its batch."""

BATCH_PROPOSALS = """
MATCH (p:Proposal)-[:IN_BATCH]->(:ImportBatch {id: $batch})
WITH p LIMIT $limit
RETURN p.id AS id, p.state AS state, size([(p)-[:IN_BATCH]->(b:ImportBatch) | b.id]) AS batches
"""
"""Some of the proposals that a batch brought, what was decided on them, and how many batches hold them."""

BATCH_ARTICLES = """
MATCH (a:Article)-[:IN_BATCH]->(:ImportBatch {id: $batch})
WITH a LIMIT $limit
RETURN a.id AS id
"""
"""Some of the articles that a batch brought."""

LEAVE_BATCH = {
    label: f"UNWIND $ids AS id MATCH (:{label} {{id: id}})-[r:IN_BATCH]->(:ImportBatch {{id: $batch}}) DELETE r"
    for label in ("Proposal", "Article")
}
"""Proposals and articles that a batch lets go of."""

DELETE_PROPOSALS = "UNWIND $ids AS id MATCH (p:Proposal {id: id}) DETACH DELETE p"
"""Proposals that no batch holds any more."""

FORGET_TEXTS = """
UNWIND $ids AS id MATCH (a:Article {id: id}) WHERE NOT EXISTS { (a)-[:IN_BATCH]->(:ImportBatch) }
REMOVE a.text, a.sha256, a.read_by, a.not_read, a.copy_of
WITH a MATCH (a)-[r:COPY_OF]->(:Article) DELETE r
"""
"""Articles that only files of facts still speak of: no import brought their text any more."""
