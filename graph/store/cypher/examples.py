"""Statements that the help of `query` shows."""

from __future__ import annotations

EXAMPLES = (
    ("MATCH (e:Event) WHERE e.start >= date('2020-01-01') RETURN e.start, e.kind, e.id", ""),
    ("MATCH (e:Event) WHERE e.start < date($day) RETURN count(e)", " --param day=2020-01-01"),
)
"""Questions about days, each with the options that it is asked with."""
