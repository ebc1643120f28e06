"""Fetching Neo4j's artifacts from a repository of this test's own: progress, checks, and going on after a cut."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from graph.errors import BadInput, StoreUnavailable
from graph.settings import EngineKind, Settings
from graph.store.engines.neo4j_jars import VERSION, Jar, check_parts, listed_jars

artifacts = pytest.importorskip("graph.store.engines.artifacts", reason="pip install 'goodoffices[neo4j]'")

CONTENT = bytes(range(256)) * 4096
MIRROR = """<settings xmlns="http://maven.apache.org/SETTINGS/1.2.0"><mirrors>
  <mirror><id>blocked</id><mirrorOf>external:http:*</mirrorOf><url>http://0.0.0.0/</url></mirror>
  <mirror><id>ours</id><mirrorOf>{mirrored}</mirrorOf><url>https://maven.example.org/all</url></mirror>
</mirrors></settings>"""


@dataclass
class Repository:
    """A Maven repository that cuts its first answers off and notes what it was asked for."""

    cuts: int = 0
    content: bytes = CONTENT
    asked: list[str] = field(default_factory=list)


class Answering(BaseHTTPRequestHandler):
    """Answers from a repository, with ranges."""

    def __init__(self, repository: Repository, *arguments: object) -> None:
        self.repository = repository
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        wanted = self.headers.get("Range", "")
        self.repository.asked.append(wanted)
        begin = re.match(r"bytes=(\d+)-", wanted)
        rest = self.repository.content[int(begin[1]) if begin else 0 :]
        self.send_response(206 if begin else 200)
        self.send_header("Content-Length", str(len(rest)))
        self.end_headers()
        if self.repository.cuts:
            self.repository.cuts -= 1
            rest = rest[: len(rest) // 2]
        self.wfile.write(rest)

    def log_message(self, *words: object) -> None:
        """Say nothing."""


@dataclass(frozen=True)
class Place:
    """Where a test fetches from and to."""

    repository: Repository
    url: str
    folder: Path

    def fetch(self, jar: Jar, told: list[tuple[int, int, str]]) -> Path:
        source = artifacts.Source(self.url, self.folder / "kept")
        artifacts.fetch_jars([jar], source, self.folder, lambda *words: told.append(words))
        return self.folder / jar.name


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    repository = Repository()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Answering, repository)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield Place(repository, f"http://127.0.0.1:{server.server_port}/maven2", tmp_path)
        server.shutdown()


@pytest.fixture
def jar() -> Jar:
    return Jar("org.example", "talks", "1.0", "", len(CONTENT), hashlib.sha256(CONTENT).hexdigest())


def test_a_file_is_fetched_with_progress(place: Place, jar: Jar) -> None:
    told: list[tuple[int, int, str]] = []
    assert place.fetch(jar, told).read_bytes() == CONTENT
    assert told[-1] == (len(CONTENT), len(CONTENT), "")
    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)


def test_a_cut_is_gone_on_from(place: Place, jar: Jar) -> None:
    place.repository.cuts = 1
    assert place.fetch(jar, []).read_bytes() == CONTENT
    assert place.repository.asked == ["", f"bytes={len(CONTENT) // 2}-"]


def test_after_too_many_cuts_the_next_command_goes_on(place: Place, jar: Jar) -> None:
    place.repository.cuts = 3
    with pytest.raises(StoreUnavailable, match="Run the command again to go on where it stopped"):
        place.fetch(jar, [])
    assert place.fetch(jar, []).read_bytes() == CONTENT
    assert place.repository.asked[-1] == f"bytes={len(CONTENT) * 7 // 8}-"


def test_a_wrong_file_is_never_used(place: Place, jar: Jar) -> None:
    place.repository.content = CONTENT[::-1]
    with pytest.raises(StoreUnavailable, match="its SHA-256 is not"):
        place.fetch(jar, [])
    assert not (place.folder / jar.name).exists()


def test_what_maven_has_already_is_not_fetched(place: Place, jar: Jar) -> None:
    kept = place.folder / "kept" / jar.address
    kept.parent.mkdir(parents=True)
    kept.write_bytes(CONTENT)
    assert place.fetch(jar, []).read_bytes() == CONTENT
    assert place.repository.asked == []


def test_an_unreachable_repository_says_what_to_do(tmp_path: Path, jar: Jar) -> None:
    with pytest.raises(StoreUnavailable, match="set GOODOFFICES_MAVEN_URL"):
        artifacts.fetch_jars([jar], artifacts.Source("http://127.0.0.1:9/maven2", tmp_path), tmp_path, print)


@pytest.mark.parametrize(
    ("mirrored", "used"),
    [("central", True), ("*", True), ("external:*,!internal", True), ("*,!central", False), ("other", False)],
)
def test_mavens_own_mirror_is_used(tmp_path: Path, mirrored: str, used: bool) -> None:
    settings = tmp_path / "settings.xml"
    settings.write_text(MIRROR.format(mirrored=mirrored))
    assert artifacts.maven_mirror(settings) == ("https://maven.example.org/all" if used else None)


def test_a_broken_settings_file_is_named(tmp_path: Path) -> None:
    settings = tmp_path / "settings.xml"
    settings.write_text("<settings>")
    with pytest.raises(BadInput, match=r"settings\.xml is not XML"):
        artifacts.maven_mirror(settings)


def test_the_repository_that_is_set_wins() -> None:
    settings = Settings.from_environment({"GOODOFFICES_MAVEN_URL": "https://maven.example.org/ours/"})
    assert artifacts.source_of(settings).url == "https://maven.example.org/ours"


def test_the_list_names_every_file_once() -> None:
    jars = listed_jars()
    assert len({jar.name for jar in jars}) == len(jars) == 216
    assert {jar.version for jar in jars if jar.group == "org.neo4j.app"} == {VERSION}


def test_neo4j_that_was_not_fetched_says_how(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, cache=tmp_path, engine=EngineKind.NEO4J)
    with pytest.raises(StoreUnavailable, match="Run: goodoffices engine fetch neo4j"):
        check_parts(settings.cache)
