"""Cypher about the engine itself rather than about the graph."""

from __future__ import annotations

ANSWERS = "RETURN 1 AS one"
"""The least a database can be asked: fails where the database does not exist or is not ready."""

RUNNING = "SHOW TRANSACTIONS"
"""What the engine is at; the embedded engine lists a query until its last row is taken."""

END_ONE = "TERMINATE TRANSACTIONS $id"
"""Makes the engine drop one of them; on the embedded engine a user may end what is his own."""
