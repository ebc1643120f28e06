"""Statements behind the part of the desk's queue that belongs to one article or to one import."""

from __future__ import annotations

from graph.store.cypher.writes import TIES

_ARTICLES = {
    "article": "MATCH (a:Article {id: $within})",
    "batch": "MATCH (a:Article)-[:IN_BATCH]->(:ImportBatch {id: $within})",
}
_PROPOSALS = {
    "article": "MATCH (:Article {id: $within})-[:PROPOSES]->(p:Proposal)",
    "batch": "MATCH (p:Proposal)-[:IN_BATCH]->(:ImportBatch {id: $within})",
}
_CLAIMS = {
    "article": "MATCH (:Article {id: $within})-[:MAKES]->(c:Claim)",
    "batch": "MATCH (c:Claim)-[:IN_BATCH]->(:ImportBatch {id: $within})",
}

QUEUES_WITHIN = {
    place: {
        "proposal": f"""
{_PROPOSALS[place]} WHERE p.state = 'waiting'
RETURN p.id AS id, p.weight AS weight, 0 AS events ORDER BY weight DESC, id LIMIT $limit
""",
        "name": f"""
{_ARTICLES[place]}
MATCH (j:Judgement {{article: a.id}}) WHERE j.about = 'actor' AND j.decision = 'unsure'
RETURN DISTINCT j.id AS id, null AS weight, 0 AS events ORDER BY id LIMIT $limit
UNION
{_CLAIMS[place]}
MATCH (c)-[:SUPPORTS|DENIES]->(:Event)<-[:{TIES}]-(n:Actor)
MATCH (j:Judgement {{left: n.id}}) WHERE j.about = 'actor' AND j.decision = 'unsure'
RETURN DISTINCT j.id AS id, null AS weight, 0 AS events ORDER BY id LIMIT $limit
""",
        "duplicate": f"""
{_CLAIMS[place]}
MATCH (c)-[:SUPPORTS|DENIES]->(e:Event)
MATCH (j:Judgement {{left: e.id}}) WHERE j.about = 'event' AND j.decision = 'unsure'
RETURN DISTINCT j.id AS id, null AS weight, e.n_articles AS events ORDER BY id LIMIT $limit
UNION
{_CLAIMS[place]}
MATCH (c)-[:SUPPORTS|DENIES]->(e:Event)
MATCH (j:Judgement {{right: e.id}}) WHERE j.about = 'event' AND j.decision = 'unsure'
RETURN DISTINCT j.id AS id, null AS weight, e.n_articles AS events ORDER BY id LIMIT $limit
""",
        "contradiction": f"""
{_CLAIMS[place]}
MATCH (c)-[:SUPPORTS|DENIES]->(e:Event) WHERE e.review = 'disputed'
RETURN DISTINCT e.id AS id, null AS weight, e.n_articles AS events ORDER BY events DESC, id LIMIT $limit
""",
    }
    for place in _ARTICLES
}
"""What waits of each kind in one article, or in what one import brought."""
