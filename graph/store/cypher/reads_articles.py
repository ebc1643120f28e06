"""Statements behind the article page: an article with its copies, its facts, what waits, and texts for evidence."""

from __future__ import annotations

ARTICLE = """
MATCH (a:Article {id: $id})
RETURN a.id AS id, a.title AS title, a.url AS url, a.publisher AS publisher, a.published AS published,
  a.language AS language, a.kind AS kind, a.text AS text, a.sha256 AS sha256, a.read_by AS read_by,
  a.not_read AS not_read,
  [(a)-[:COPY_OF]->(o:Article) | [o.id, o.title, o.url, o.publisher]] AS originals,
  [(a)<-[:COPY_OF]-(o:Article) | [o.id, o.title, o.url, o.publisher]] AS copies
"""
"""One article with its text, where that is kept, and the articles that have the same text."""

ARTICLE_CLAIMS = """
MATCH (article:Article {id: $id})-[:MAKES]->(claim:Claim)-[tie:SUPPORTS|DENIES]->(e:Event)
RETURN claim.id AS id, type(tie) AS tie, claim.quote AS quote, claim.paraphrase AS paraphrase,
  claim.payload AS payload, claim.review AS review, claim.reviewed_by AS reviewed_by,
  claim.reviewed_at AS reviewed_at, claim.extractor AS extractor, claim.extractor_version AS extractor_version,
  article.id AS article_id, article.url AS url, article.title AS title, article.publisher AS publisher,
  article.published AS published, article.kind AS article_kind, e.id AS event
ORDER BY claim.start, claim.id
LIMIT $limit
"""
"""Every claim that an article makes, in the order of the text, with the event that it is about."""

ARTICLE_WAITING = """
MATCH (:Article {id: $id})-[:PROPOSES]->(p:Proposal) WHERE p.state = 'waiting' RETURN count(p) AS waiting
"""
"""How many facts read in an article wait for a person."""

TEXTS = """
UNWIND $ids AS id MATCH (a:Article {id: id}) WHERE a.text IS NOT NULL AND size(a.text) <= $longest
RETURN a.id AS id, a.text AS text
"""
"""The stored texts of some articles; the length bounds what one page reads."""
