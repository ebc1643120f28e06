"""Fetches Neo4j's Java artifacts from a Maven repository: with progress, checked, going on where it was cut."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from xml.etree import ElementTree

import httpx
from jgo.config import GlobalSettings
from jgo.constants import MAVEN_CENTRAL_URL

from graph.errors import BadInput, StoreUnavailable
from graph.settings import Settings
from graph.store.engines.folder import locked
from graph.store.engines.neo4j_jars import Jar, absent_jars, jar_folder

Progress = Callable[[int, int, str], None]
"""Called with the bytes that are there, the bytes wanted, and the file at hand."""

TRIES = 3
CHUNK = 1 << 16
OTHER_COMMAND_SECONDS = 600


@dataclass(frozen=True)
class Source:
    """A Maven repository, and the folder where Maven itself keeps what it has fetched."""

    url: str
    kept: Path


def fetch(settings: Settings, progress: Progress) -> Path:
    """The folder that holds all artifacts of Neo4j; whatever is absent is fetched first."""
    folder = jar_folder(settings.cache)
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder / "fetching.lock", OTHER_COMMAND_SECONDS):
        fetch_jars(absent_jars(settings.cache), source_of(settings), folder, progress)
    return folder


def fetch_jars(jars: Iterable[Jar], source: Source, folder: Path, progress: Progress) -> None:
    """Fetch these artifacts into the folder; each appears there only when whole and right."""
    wanted = list(jars)
    total, before = sum(jar.size for jar in wanted), 0
    with httpx.Client(follow_redirects=True, timeout=30) as client:
        for jar in wanted:
            fetching = Fetching(jar, source, folder / f"{jar.name}.part", partial(_tell, progress, before, total))
            fetching.run(client)
            before += jar.size
    progress(before, total, "")


def source_of(settings: Settings) -> Source:
    """The repository to ask: the one set, else the mirror that Maven or jgo is set to use here, else Maven Central."""
    jgo = GlobalSettings.load()
    mirror = maven_mirror(Path.home() / ".m2" / "settings.xml")
    url = settings.maven_url or mirror or jgo.repositories.get("central") or MAVEN_CENTRAL_URL
    return Source(url.rstrip("/"), Path(jgo.repo_cache))


def maven_mirror(settings_file: Path) -> str | None:
    """The mirror of Maven Central that this settings.xml names, if any."""
    if not settings_file.exists():
        return None
    try:
        settings = ElementTree.parse(settings_file).getroot()
    except ElementTree.ParseError as failure:
        raise BadInput(f"{settings_file} is not XML ({failure}): mend it, or set GOODOFFICES_MAVEN_URL") from failure
    for mirror in settings.iterfind("{*}mirrors/{*}mirror"):
        mirrored = (mirror.findtext("{*}mirrorOf") or "").replace(" ", "").split(",")
        if {"*", "central", "external:*"}.intersection(mirrored) and "!central" not in mirrored:
            return (mirror.findtext("{*}url") or "").strip() or None
    return None


@dataclass(frozen=True)
class Fetching:
    """One artifact on its way: where it comes from, the draft it grows in, and whom to tell."""

    jar: Jar
    source: Source
    draft: Path
    tell: Callable[[str, int], None]

    def run(self, client: httpx.Client) -> None:
        """Give the artifact its name, once it is whole and its checksum is right."""
        kept = self.source.kept / self.jar.address
        if kept.exists() and _sha256(kept) == self.jar.sha256:
            shutil.copyfile(kept, self.draft)
        else:
            self._download(client)
        self.draft.replace(self.draft.with_name(self.jar.name))
        self.tell(self.jar.name, self.jar.size)

    def _download(self, client: httpx.Client) -> None:
        for rest in reversed(range(TRIES)):
            try:
                self._go_on(client)
            except httpx.HTTPError as failure:
                if not rest:
                    raise StoreUnavailable(self._advice(str(failure) or type(failure).__name__)) from failure
            else:
                if _sha256(self.draft) == self.jar.sha256:
                    return
                self.draft.unlink()
        raise StoreUnavailable(
            f"{self._url} is not the file it should be: its SHA-256 is not {self.jar.sha256}. "
            "Set GOODOFFICES_MAVEN_URL to a repository that has the true one, and run the command again"
        )

    def _go_on(self, client: httpx.Client) -> None:
        """Ask for what is missing at the end of the draft; start over where the server sends everything."""
        there = self.draft.stat().st_size if self.draft.exists() else 0
        if there >= self.jar.size:
            return
        headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={there}-"} if there else {})
        with client.stream("GET", self._url, headers=headers) as response:
            response.raise_for_status()
            goes_on = response.status_code == httpx.codes.PARTIAL_CONTENT
            there = there if goes_on else 0
            with self.draft.open("ab" if goes_on else "wb") as file:
                for chunk in response.iter_bytes(CHUNK):
                    there += file.write(chunk)
                    self.tell(self.jar.name, there)

    @property
    def _url(self) -> str:
        return f"{self.source.url}/{self.jar.address}"

    def _advice(self, failure: str) -> str:
        return (
            f"{self._url} cannot be fetched ({failure}). Run the command again to go on where it stopped; behind a "
            "firewall, set GOODOFFICES_MAVEN_URL to a Maven repository that can be reached (a mirror in Maven's "
            f"settings.xml is used too), or copy the folder {self.draft.parent} from a machine where it is complete"
        )


def _tell(progress: Progress, before: int, total: int, name: str, size: int) -> None:
    progress(before + size, total, name)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
