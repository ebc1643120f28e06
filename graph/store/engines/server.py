"""A Neo4j elsewhere, named by NEO4J_URI: called, checked, and refused with its own clear error where it will not do."""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Iterator
from urllib.parse import urlsplit

import neo4j
from neo4j.exceptions import (
    AuthConfigurationError,
    AuthError,
    ClientError,
    ConfigurationError,
    DriverError,
    Neo4jError,
)

from graph.errors import StoreUnavailable
from graph.settings import Settings
from graph.store.cypher.admin import ANSWERS
from graph.store.engines.base import Endpoint, Login

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
OLDEST = (5, 13)
AGENT = re.compile(r"Neo4j/(\d+)\.(\d+)[^ ]*$")
CALL_SECONDS = 15.0

REASONS: dict[type[Exception], str] = {
    ssl.SSLCertVerificationError: "its certificate is not trusted here: trust its authority, or use a +ssc address",
    ssl.SSLError: "TLS could not be agreed on: a server without TLS is reached by bolt:// or neo4j://, not +s",
    socket.gaierror: "its host name is unknown: check NEO4J_URI",
    ConnectionRefusedError: "nothing listens there: check host and port in NEO4J_URI, and that the server runs",
    TimeoutError: "it does not answer: check NEO4J_URI, and that no firewall is between",
}


def server_endpoint(settings: Settings) -> Endpoint:
    """The endpoint of the server that these settings name."""
    login = Login(settings.neo4j_username, settings.neo4j_password)
    return Endpoint(
        engine="server",
        uri=settings.neo4j_uri or "",
        database=settings.neo4j_database,
        writer=login,
        reader=login,
        honours_timeouts=True,
    )


def call_server(endpoint: Endpoint) -> neo4j.Driver:
    """A driver to this server; refused unless it is a Neo4j we know that has the database."""
    check_agent(_agent(endpoint), endpoint.uri)
    driver = _driver(endpoint.uri, endpoint)
    try:
        with driver.session(database=endpoint.database, default_access_mode=neo4j.READ_ACCESS) as session:
            session.run(ANSWERS).consume()
    except (DriverError, Neo4jError) as failure:
        driver.close()
        raise StoreUnavailable(_reason(failure, endpoint)) from failure
    return driver


def _agent(endpoint: Endpoint) -> str:
    """What the server says it is, asked without routing: routing hides the reason why a server cannot be reached."""
    with _driver(re.sub("^neo4j", "bolt", endpoint.uri), endpoint) as direct:
        try:
            return direct.get_server_info().agent
        except (DriverError, Neo4jError) as failure:
            raise StoreUnavailable(_reason(failure, endpoint)) from failure


def _driver(uri: str, endpoint: Endpoint) -> neo4j.Driver:
    try:
        if urlsplit(uri).scheme not in SCHEMES:
            raise ValueError(f"it begins with none of {', '.join(SCHEMES)}")
        return neo4j.GraphDatabase.driver(
            uri,
            auth=(endpoint.writer.username, endpoint.writer.password),
            user_agent="goodoffices",
            connection_timeout=CALL_SECONDS,
            notifications_min_severity="OFF",
        )
    except (ConfigurationError, ValueError) as failure:
        raise StoreUnavailable(
            f"NEO4J_URI={endpoint.uri!r} is not an address of a Neo4j server ({failure}): write it like "
            "neo4j://host:7687, or neo4j+s://host:7687 for one with TLS"
        ) from failure


def check_agent(agent: str, uri: str) -> None:
    """Refuse a server that is no Neo4j, or too old a one."""
    said = AGENT.match(agent)
    if said is None:
        raise StoreUnavailable(
            f"the server at {uri} says it is {agent!r}, not a Neo4j: name a Neo4j of {OLDEST[0]}.{OLDEST[1]} or later "
            "in NEO4J_URI, or leave NEO4J_URI unset to use the embedded engine"
        )
    if (int(said[1]), int(said[2])) < OLDEST:
        raise StoreUnavailable(
            f"the server at {uri} is {agent}, too old: Neo4j {OLDEST[0]}.{OLDEST[1]} or later is needed, so update it"
        )


def _reason(failure: DriverError | Neo4jError, endpoint: Endpoint) -> str:
    uri, code = endpoint.uri, (failure.code or "") if isinstance(failure, Neo4jError) else ""
    if code.endswith("AuthenticationRateLimit"):
        return f"the server at {uri} refuses further logins for a while after wrong passwords: wait, then try again"
    if isinstance(failure, AuthError | AuthConfigurationError):
        return (
            f"the server at {uri} does not accept user {endpoint.writer.username!r} with that password: "
            "set NEO4J_USERNAME and NEO4J_PASSWORD"
        )
    if "DatabaseNotFound" in code:
        return f"the server at {uri} has no database {endpoint.database!r}: set NEO4J_DATABASE to one that exists"
    if isinstance(failure, ClientError):
        return f"the server at {uri} refused the first query: {failure.message}"
    return _connection_reason(failure, uri)


def _connection_reason(failure: DriverError | Neo4jError, uri: str) -> str:
    causes = list(_causes(failure))
    for kind, reason in REASONS.items():
        if any(isinstance(cause, kind) for cause in causes):
            return f"the server at {uri} cannot be reached: {reason}"
    return (
        f"{uri} does not answer as a Neo4j server: check that its port is the Bolt port (7687 unless changed), and "
        f"that a server that demands TLS is reached by a +s address. The driver says: {failure}"
    )


def _causes(failure: BaseException) -> Iterator[BaseException]:
    current: BaseException | None = failure
    while current is not None:
        yield current
        current = current.__cause__ or current.__context__
