"""What the graph holds, counted: one statement a line of `goodoffices stats`."""

from __future__ import annotations

STATS = {
    "events": "MATCH (e:Event) RETURN count(e)",
    "events by class": "MATCH (e:Event) RETURN e.class AS class, count(e) AS n ORDER BY n DESC, class",
    "events by status": "MATCH (e:Event) RETURN e.status AS status, count(e) AS n ORDER BY n DESC, status",
    "disputed events": "MATCH (e:Event) WHERE e.review = 'disputed' RETURN count(e)",
    "events without a venue": "MATCH (e:Event) WHERE NOT EXISTS { (e)-[:HELD_AT]->() } RETURN count(e)",
    "actors": "MATCH (a:Actor) RETURN count(a)",
    "actors by kind": "MATCH (a:Actor) UNWIND labels(a) AS kind WITH kind WHERE kind <> 'Actor' "
    "RETURN kind, count(*) AS n ORDER BY n DESC, kind",
    "venues": "MATCH (v:Venue) RETURN count(v)",
    "conflicts": "MATCH (c:Conflict) RETURN count(c)",
    "processes": "MATCH (p:Process) RETURN count(p)",
    "agreements": "MATCH (g:Agreement) RETURN count(g)",
    "articles": "MATCH (a:Article) RETURN count(a)",
    "claims": "MATCH (c:Claim) RETURN count(c)",
    "import batches": "MATCH (b:ImportBatch) WHERE b.undone_at IS NULL RETURN count(b)",
    "doubtful names": "MATCH (j:Judgement) WHERE j.decision = 'unsure' AND j.about = 'actor' RETURN count(j)",
}
"""A statement with one column is a number; one with two is a list of numbers by name."""
