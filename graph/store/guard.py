"""Checks that a query only reads, before any engine sees it: by its tokens, not by words inside names and texts."""

from __future__ import annotations

import re

from graph.errors import QueryRefused

_TOKEN = re.compile(
    r"""
    (?P<space>\s+|//[^\n]*|/\*.*?(?:\*/|\Z))
  | (?P<quoted>'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:``|[^`])*`)
  | (?P<word>[^\W\d]\w*)
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)

WRITING = frozenset({"CREATE", "MERGE", "DELETE", "DETACH", "SET", "REMOVE", "DROP", "FOREACH", "INSERT"})
ADMINISTERING = frozenset(
    {"ALTER", "GRANT", "DENY", "REVOKE", "RENAME", "SHOW", "TERMINATE", "START", "STOP", "USE", "ENABLE", "DEALLOCATE"}
)
BEGINNINGS = frozenset({"MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN", "CALL"})
PREFIXES = frozenset({"EXPLAIN", "PROFILE", "CYPHER"})
PROCEDURES = frozenset({"db.labels", "db.relationshiptypes", "db.propertykeys", "db.schema.visualization"})
"""Procedures that a reading query may call, in lower case."""


def check_reading(statement: str) -> None:
    """Raise QueryRefused for a query that writes, administers, reads files or addresses, or calls other procedures."""
    tokens = _without_prefix(_tokens(statement))
    if not tokens:
        raise QueryRefused("There is no query: give one, such as MATCH (e:Event) RETURN count(e).")
    if tokens[0].upper() not in BEGINNINGS:
        raise QueryRefused(f"A reading query cannot begin with {tokens[0]}: begin with MATCH, UNWIND, WITH or RETURN.")
    for position, token in enumerate(tokens):
        _check_token(tokens, position, token.upper())


def _tokens(statement: str) -> list[str]:
    """Words and signs in order; a quoted text or name stands as its quotation mark alone."""
    found = []
    for match in _TOKEN.finditer(statement):
        if match.lastgroup == "quoted":
            found.append(match.group()[0])
        elif match.lastgroup != "space":
            found.append(match.group())
    return found


def _without_prefix(tokens: list[str]) -> list[str]:
    """The tokens from the first clause on: before it may stand how to run it, such as CYPHER 5 runtime=slotted."""
    if not tokens or tokens[0].upper() not in PREFIXES:
        return tokens
    at = 1
    while at < len(tokens):
        if tokens[at + 1 : at + 2] == ["="]:
            at += 3
        elif tokens[at].upper() in PREFIXES or tokens[at].isdigit() or tokens[at] == ".":
            at += 1
        else:
            break
    return tokens[at:]


def _check_token(tokens: list[str], position: int, word: str) -> None:
    before = tokens[position - 1] if position else ""
    after = tokens[position + 1] if position + 1 < len(tokens) else ""
    if before in {".", ":", "$", "|", "&"} or after == ":":
        return  # a property, label, type, parameter or map key of that name
    if word in WRITING and after != "." and not (word == "INSERT" and after != "("):
        raise QueryRefused(f"{word} writes, and this query may only read. `goodoffices query --write` allows it.")
    if word in ADMINISTERING and _begins_clause(tokens, position):
        raise QueryRefused(f"{word} administers the engine; a query may only read the graph.")
    if word == "LOAD" and after.upper() == "CSV":
        raise QueryRefused("LOAD CSV reads files and addresses; and a query may only read the graph.")
    if word == "CALL" and after not in {"{", "("}:
        _check_procedure(tokens[position + 1 :])


def _begins_clause(tokens: list[str], position: int) -> bool:
    return position == 0 or tokens[position - 1] in {"{", "}", ";"}


def _check_procedure(tokens: list[str]) -> None:
    name = ""
    for token in tokens:
        if token in {"(", "{"} or (name and not name.endswith(".") and token != "."):
            break
        name += token
    if name.lower() not in PROCEDURES:
        raise QueryRefused(f"The procedure {name} may not be called; allowed are {', '.join(sorted(PROCEDURES))}.")
