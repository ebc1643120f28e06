"""Constraints and indexes of the graph, and the statements that record which version wrote it."""

from __future__ import annotations

from graph.outlines import PLACE_KEYS

VERSION = 3
"""Raised when the version before can no longer read what this one writes, or when an older graph needs a new index."""

LABELS = (
    "Actor",
    "Event",
    "Venue",
    "Conflict",
    "Process",
    "Agreement",
    "Article",
    "Claim",
    "Proposal",
    "ImportBatch",
    "Judgement",
    "Meta",
)

CONSTRAINTS = tuple(
    f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE" for label in LABELS
)
"""Every node has one id of its own within its label."""

INDEXES = (
    "CREATE INDEX event_start IF NOT EXISTS FOR (n:Event) ON (n.start)",
    "CREATE INDEX event_sides_key IF NOT EXISTS FOR (n:Event) ON (n.sides_key)",
    *(f"CREATE INDEX event_{name} IF NOT EXISTS FOR (n:Event) ON (n.{name})" for name in PLACE_KEYS),
    "CREATE INDEX actor_name IF NOT EXISTS FOR (n:Actor) ON (n.name)",
    "CREATE INDEX article_sha256 IF NOT EXISTS FOR (n:Article) ON (n.sha256)",
    "CREATE INDEX judgement_left IF NOT EXISTS FOR (n:Judgement) ON (n.left)",
    "CREATE INDEX judgement_right IF NOT EXISTS FOR (n:Judgement) ON (n.right)",
    "CREATE INDEX judgement_shapes IF NOT EXISTS FOR (n:Judgement) ON (n.shapes)",
    "CREATE INDEX proposal_state IF NOT EXISTS FOR (n:Proposal) ON (n.state)",
)
"""What matching (the keys), timelines, name search, copies of articles and the review desk look up."""

READ_VERSION = "MATCH (m:Meta {id: 'schema'}) RETURN m.version AS version, m.written_by AS written_by"
"""The version of the schema in the graph; no row for an empty graph."""

WRITE_VERSION = "MERGE (m:Meta {id: 'schema'}) SET m.version = $version, m.written_by = $written_by"
"""Record the version; run once all constraints and indexes stand."""
