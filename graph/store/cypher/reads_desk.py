"""Statements behind the review desk: what waits for a person, and all that belongs to one thing that waits."""

from __future__ import annotations

from graph.store.cypher.writes import TIES

QUEUES = {
    "proposal": """
MATCH (p:Proposal) WHERE p.state = 'waiting'
RETURN p.id AS id, p.weight AS weight, 0 AS events ORDER BY weight DESC, id LIMIT $limit
""",
    "name": f"""
MATCH (j:Judgement) WHERE j.about = 'actor' AND j.decision = 'unsure'
OPTIONAL MATCH (a:Actor {{id: j.left}})-[:{TIES}]->(e:Event)
WITH j, count(e) AS events
RETURN j.id AS id, null AS weight, events ORDER BY events DESC, id LIMIT $limit
""",
    "duplicate": """
MATCH (j:Judgement) WHERE j.about = 'event' AND j.decision = 'unsure'
MATCH (e:Event {id: j.left})
RETURN j.id AS id, null AS weight, e.n_articles AS events ORDER BY events DESC, id LIMIT $limit
""",
    "contradiction": """
MATCH (e:Event) WHERE e.review = 'disputed'
RETURN e.id AS id, null AS weight, e.n_articles AS events ORDER BY events DESC, id LIMIT $limit
""",
}
"""What waits of each kind, the most urgent first: its weight, or how well connected it is."""

COUNTS = {
    "proposal": "MATCH (p:Proposal) WHERE p.state = 'waiting' RETURN count(p)",
    "name": "MATCH (j:Judgement) WHERE j.about = 'actor' AND j.decision = 'unsure' RETURN count(j)",
    "duplicate": "MATCH (j:Judgement) WHERE j.about = 'event' AND j.decision = 'unsure' RETURN count(j)",
    "contradiction": "MATCH (e:Event) WHERE e.review = 'disputed' RETURN count(e)",
}
"""How much of each kind waits."""

_ARTICLE = """
a.id AS article_id, a.title AS article_title, a.publisher AS publisher, a.published AS published, a.url AS url,
  a.text AS text, a.language AS language
"""

PROPOSALS = f"""
UNWIND $ids AS id MATCH (p:Proposal {{id: id}})<-[:PROPOSES]-(a:Article)
RETURN p.id AS id, p.version AS version, p.weight AS weight, p.title AS title, p.state AS state, p.why AS why,
  p.payload AS payload, p.correction AS correction, p.event AS joins, p.maybe AS maybe, p.extractor AS extractor,
  p.claim AS claim, p.decided_by AS decided_by, p.decided_at AS decided_at, p.decided_why AS decided_why, {_ARTICLE}
"""
"""Proposals with their articles. The pattern starts at the proposal: one that starts at the article makes the embedded
engine look through all articles for every proposal."""

PROPOSALS_DECIDED = """
MATCH (p:Proposal)<-[:PROPOSES]-(a:Article)
WHERE p.state IN ['accepted', 'rejected'] AND p.decided_by IS NOT NULL
RETURN p.id AS id, 'fact' AS about,
  CASE WHEN p.state = 'accepted' AND p.correction IS NOT NULL THEN 'corrected' ELSE p.state END AS decision,
  coalesce(p.claim, '') AS left, p.title AS left_name, a.id AS right, a.title AS right_name, null AS value,
  p.decided_by AS by, p.decided_at AS at, p.decided_why AS why, p.version AS version
ORDER BY at DESC, id LIMIT $limit
"""
"""What persons decided on proposed facts, the latest first; what came in by a rule has nobody who decided."""

RIVALS = """
MATCH (a:Article {id: $article})-[:PROPOSES]->(p:Proposal)
WHERE p.extractor <> $extractor
RETURN p.id AS id, p.extractor AS extractor, p.payload AS payload, p.state AS state
UNION
MATCH (a:Article {id: $article})-[:MAKES]->(p:Claim)
WHERE p.extractor <> $extractor AND p.extractor <> 'import'
RETURN p.id AS id, p.extractor AS extractor, p.payload AS payload, 'claim' AS state
"""
"""What other extractors read in an article."""

JUDGEMENTS = """
UNWIND $ids AS id MATCH (j:Judgement {id: id})
RETURN j.id AS id, coalesce(j.version, 1) AS version, j.about AS about, j.left AS left, j.left_name AS left_name,
  j.right AS right, j.right_name AS right_name, j.score AS score, j.why AS why, j.decision AS decision,
  j.by AS by, j.at AS at, j.article AS article
"""
"""Doubts and judgements on pairs of actors or events."""

NAMED_IN = f"""
UNWIND $ids AS id MATCH (n:Actor {{id: id}})-[r:{TIES}]->(:Event)
WITH id, min(r.claims[0]) AS first
MATCH (c:Claim {{id: first}})<-[:MAKES]-(a:Article)
RETURN id AS told_of, c.payload AS payload, {_ARTICLE}
"""
"""For each of some actors one claim that names it, with its article: where a doubtful name was read."""

PROPOSED_IN = f"""
UNWIND $rows AS row MATCH (:Article {{id: row.article}})-[:PROPOSES]->(q:Proposal) WHERE q.payload CONTAINS row.name
WITH row.id AS id, min(q.id) AS first
MATCH (p:Proposal {{id: first}})<-[:PROPOSES]-(a:Article)
RETURN id AS told_of, p.payload AS payload, {_ARTICLE}
"""
"""One proposal of an article for each of some names: where a name was read that stands in no claim yet."""

CLAIM_TELLING = f"""
UNWIND $ids AS id MATCH (e:Event {{id: id}})<-[:SUPPORTS|DENIES]-(c:Claim)<-[:MAKES]-(a:Article)
WITH id, c, a ORDER BY a.published DESC, c.id
WITH id, head(collect(c)) AS c, head(collect(a)) AS a
RETURN id AS told_of, c.payload AS payload, {_ARTICLE}
"""
"""For each of some events the latest claim on it, with its article."""
