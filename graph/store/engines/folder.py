"""The folder of one local engine: its locks, its generated logins, and the state that its supervisor writes."""

from __future__ import annotations

import json
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

import portalocker

from graph.errors import StoreUnavailable

WATCHED_EVERY = 0.02
LONG_LOG = 1 << 20
EXCLUSIVE = portalocker.LockFlags.EXCLUSIVE | portalocker.LockFlags.NON_BLOCKING
SHARED = portalocker.LockFlags.SHARED | portalocker.LockFlags.NON_BLOCKING


@dataclass(frozen=True)
class EngineState:
    """What a supervisor says of the server that it runs."""

    supervisor_pid: int
    server_pid: int
    port: int
    version: str
    started_at: str


@dataclass(frozen=True)
class EngineFolder:
    """Paths, locks and small files of one engine under one home; only its user can look in."""

    path: Path

    @property
    def log(self) -> Path:
        """Where the supervisor and its server write what they have to say."""
        return self.path / "engine.log"

    @property
    def starting(self) -> Path:
        """Locked while one command starts or stops the engine."""
        return self.path / "starting.lock"

    @property
    def supervising(self) -> Path:
        """Locked by the supervisor for as long as it lives."""
        return self.path / "supervisor.lock"

    @property
    def serving(self) -> Path:
        """Locked by the server's process for as long as it lives."""
        return self.path / "server.lock"

    @property
    def leases(self) -> Path:
        """Locked, shared, by everyone who uses the engine; alone, by a supervisor that ends for want of users."""
        return self.path / "leases.lock"

    def make(self) -> None:
        """Make the folder, for this user alone."""
        self.path.mkdir(parents=True, exist_ok=True)
        self.path.chmod(0o700)

    def turn_log(self) -> None:
        """Put a log that has grown long aside, in place of the one before."""
        if self.log.exists() and self.log.stat().st_size > LONG_LOG:
            self.log.replace(self.log.with_suffix(".log.1"))

    def passwords(self) -> tuple[str, str]:
        """The generated passwords for writing and reading, made at first use."""
        kept = self.path / "credentials.json"
        if not kept.exists():
            self._write(kept, {"writer": secrets.token_urlsafe(32), "reader": secrets.token_urlsafe(32)})
        words = json.loads(kept.read_text(encoding="utf-8"))
        return words["writer"], words["reader"]

    def state(self) -> EngineState | None:
        """What the supervisor last said, or nothing while no server answers."""
        try:
            return EngineState(**json.loads(self._state_file.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None

    def announce(self, state: EngineState) -> None:
        """Say that the server answers, for everyone to read."""
        self._write(self._state_file, asdict(state))

    def forget_state(self) -> None:
        """Take back what was announced."""
        self._state_file.unlink(missing_ok=True)

    def last_port(self) -> int | None:
        """The port used last time, worth trying again so that addresses stay the same."""
        try:
            return int((self.path / "port").read_text(encoding="ascii"))
        except (FileNotFoundError, ValueError):
            return None

    def keep_port(self, port: int) -> None:
        """Note the port for next time."""
        (self.path / "port").write_text(str(port), encoding="ascii")

    @property
    def _state_file(self) -> Path:
        return self.path / "state.json"

    def _write(self, target: Path, content: dict[str, object] | dict[str, str]) -> None:
        """Write a file that only the user can read, whole or not at all."""
        draft = target.with_name(f"{target.name}.{os.getpid()}.new")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(content, file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)


def take_lock(path: Path, flags: portalocker.LockFlags, seconds: float) -> IO[bytes] | None:
    """The open file that holds this lock until closed, or nothing where others held it for all that time."""
    file = path.open("ab")
    deadline = time.monotonic() + seconds
    while True:
        try:
            portalocker.lock(file, flags)
        except portalocker.LockException:
            if time.monotonic() >= deadline:
                file.close()
                return None
            time.sleep(WATCHED_EVERY)
        else:
            return file


def is_locked(path: Path) -> bool:
    """Whether somebody holds this lock."""
    file = take_lock(path, EXCLUSIVE, 0)
    if file is None:
        return True
    file.close()
    return False


@contextmanager
def locked(path: Path, seconds: float) -> Iterator[None]:
    """Hold this lock alone inside the block; refuse where it cannot be had in time."""
    file = take_lock(path, EXCLUSIVE, seconds)
    if file is None:
        raise StoreUnavailable(f"another command has held {path} for {seconds:.0f} s: wait for it, then try again")
    with file:
        yield
