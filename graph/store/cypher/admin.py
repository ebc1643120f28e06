"""Cypher about the engine itself rather than about the graph."""

from __future__ import annotations

ANSWERS = "RETURN 1 AS one"
"""The least a database can be asked: fails where the database does not exist or is not ready."""
