"""The check of reading queries: words in names and texts pass, clauses that write or administer do not."""

from __future__ import annotations

import pytest

from graph.errors import QueryRefused
from graph.store.guard import check_reading


@pytest.mark.parametrize(
    "statement",
    [
        "MATCH (n) RETURN n",
        "MATCH (e:Event) WHERE e.set = 1 RETURN e.create, 'CREATE (x)'",
        "MATCH (a)-[:SET]->(b) RETURN a",
        "MATCH (n) CALL { WITH n RETURN 1 AS x } RETURN x",
        "CALL db.labels() YIELD label RETURN label",
        "MATCH (n) // DELETE\nRETURN n",
        "WITH 1 AS x RETURN {create: 2}",
        "RETURN `CREATE`",
        "EXPLAIN MATCH (n) RETURN n",
        "CYPHER 25 runtime = slotted planner=cost PROFILE MATCH (n) RETURN n",
    ],
)
def test_reading_queries_pass(statement: str) -> None:
    check_reading(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "",
        "CREATE (n)",
        "MATCH(n)/**/SET n.a=1",
        "MATCH (n) DETACH DELETE n",
        "MATCH (n) remove n.x",
        "EXPLAIN CREATE (n)",
        "EXPLAIN SHOW USERS",
        "CYPHER 5 SHOW SETTINGS",
        "CYPHER runtime=slotted TERMINATE TRANSACTIONS 'x'",
        "profile cypher 5 USE system MATCH (n) RETURN n",
        "CYPHER 5",
        "MATCH (n) CALL { CREATE (x) } RETURN 1",
        "MATCH (n) FOREACH (x IN [1] | SET n.x=1)",
        "MATCH (n) LOAD  CSV FROM 'x' AS r RETURN r",
        "CALL apoc.load.json('x')",
        "CALL `db`.`clearQueryCaches`()",
        "CALL db . clearQueryCaches ( )",
        "SHOW USERS",
        "CALL { SHOW USERS YIELD user RETURN user } RETURN user",
        "TERMINATE TRANSACTIONS 'x'",
        "MATCH (n) RETURN n; CREATE (m)",
    ],
)
def test_everything_else_is_refused(statement: str) -> None:
    with pytest.raises(QueryRefused):
        check_reading(statement)
