"""The embedded engine as a child of its supervisor: shared, private to its user, and sound after any kill."""

from __future__ import annotations

import dataclasses
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import StoreUnavailable
from graph.settings import EngineKind, Settings
from graph.store.connection import Store, Transaction
from graph.store.engines.control import engine_folder, engine_start, engine_status, engine_stop
from graph.store.engines.folder import EngineState
from graph.store.opening import open_store
from tests.conftest import local_settings

ANOTHER_COMMAND = """
import os, sys
from graph.settings import Settings
from graph.store.engines.control import engine_status
from graph.store.opening import open_store
settings = Settings.from_environment(os.environ)
with open_store(settings) as store:
    state = engine_status(settings).state
    print(state.server_pid, flush=True)
    if len(sys.argv) > 1:
        store.read(sys.argv[1], seconds=1)
"""


def another_command(settings: Settings, *arguments: str) -> subprocess.Popen[str]:
    names = {"GOODOFFICES_HOME": str(settings.home), "GOODOFFICES_ENGINE": "embedded", "GOODOFFICES_IDLE_MINUTES": "2"}
    return subprocess.Popen(
        [sys.executable, "-c", ANOTHER_COMMAND, *arguments],
        env={**os.environ, **names},
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def state_of(settings: Settings) -> EngineState:
    state = engine_status(settings).state
    assert state is not None
    return state


def eventually(true: Callable[[], bool], seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while not true() and time.monotonic() < deadline:
        time.sleep(0.05)
    return true()


def add(store: Store, name: str) -> None:
    store.write(lambda tx: tx.run("MERGE (:Talk {name: $name})", {"name": name}))


def names(store: Store) -> list[list[object]]:
    return store.read("MATCH (t:Talk) RETURN t.name ORDER BY t.name").rows


def test_commands_that_start_it_at_once_share_one_engine(embedded_home: Settings) -> None:
    engine_stop(embedded_home)
    commands = [another_command(embedded_home) for _ in range(2)]
    served_by = {command.communicate(timeout=90)[0] for command in commands}
    assert served_by == {f"{state_of(embedded_home).server_pid}\n"}


def test_it_stops_when_told_and_says_so(embedded_home: Settings) -> None:
    engine_start(embedded_home)
    assert engine_stop(embedded_home)
    assert not engine_status(embedded_home).running
    assert not engine_stop(embedded_home)


def test_only_the_user_can_look_into_its_folder(embedded_home: Settings) -> None:
    engine_start(embedded_home)
    folder = engine_folder(embedded_home).path
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "credentials.json").stat().st_mode & 0o777 == 0o600


def test_it_listens_on_loopback_only(embedded_home: Settings) -> None:
    port = state_of(embedded_home).port if engine_start(embedded_home).running else 0
    socket.create_connection(("127.0.0.1", port), timeout=5).close()
    for address in {str(found[4][0]) for found in socket.getaddrinfo(socket.gethostname(), port, socket.AF_INET)}:
        if not address.startswith("127."):
            with pytest.raises(OSError):  # noqa: PT011
                socket.create_connection((address, port), timeout=5)


def test_no_password_is_on_a_command_line(embedded_home: Settings) -> None:
    state = state_of(embedded_home) if engine_start(embedded_home).running else None
    assert state is not None
    command = Path(f"/proc/{state.server_pid}/cmdline")
    if not command.exists():
        pytest.skip("this system does not show command lines as files")
    assert not any(word.encode() in command.read_bytes() for word in engine_folder(embedded_home).passwords())


@pytest.mark.parametrize("victims", [["server_pid"], ["supervisor_pid"], ["supervisor_pid", "server_pid"]])
def test_after_a_kill_the_next_read_starts_it_anew(embedded_home: Settings, victims: list[str]) -> None:
    with open_store(embedded_home) as store:
        add(store, "Astana")
        before = state_of(embedded_home)
        for victim in victims:
            os.kill(getattr(before, victim), signal.SIGKILL)
        time.sleep(0.5)
        assert names(store) == [["Astana"]]
        assert eventually(lambda: names(store) == [["Astana"]] and engine_status(embedded_home).running)
        assert state_of(embedded_home).server_pid != before.server_pid


def test_an_engine_killed_in_mid_write_is_told_and_keeps_no_half(embedded_home: Settings) -> None:
    def work(tx: Transaction) -> None:
        tx.run("CREATE (:Talk {name: 'half'})")
        os.kill(state_of(embedded_home).server_pid, signal.SIGKILL)
        tx.run("CREATE (:Talk {name: 'other half'})")

    with open_store(embedded_home) as store:
        add(store, "Astana")
        with pytest.raises(StoreUnavailable, match=r"went away .* Run the same command again"):
            store.write(work)
        assert names(store) == [["Astana"]]


def test_the_query_of_a_killed_command_is_ended(embedded_home: Settings) -> None:
    query = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN count(*) AS left_behind"
    command = another_command(embedded_home, query)
    with open_store(embedded_home) as store:

        def at_work() -> bool:
            return any("left_behind" in str(row) for row in store.read("SHOW TRANSACTIONS").rows)

        assert eventually(at_work)
        command.kill()
        command.communicate()
        assert eventually(lambda: not at_work(), seconds=5)


def test_it_stops_by_itself_when_nobody_uses_it(embedded_home: Settings) -> None:
    engine_stop(embedded_home)
    short = dataclasses.replace(embedded_home, idle_minutes=0.5 / 60)
    with open_store(short) as store:
        time.sleep(3)
        assert store.read("RETURN 1").rows == [[1]]
        assert engine_status(short).running
    assert eventually(lambda: not engine_status(short).running)


def test_a_start_that_fails_names_the_log(tmp_path: Path) -> None:
    settings = local_settings(tmp_path, EngineKind.EMBEDDED)
    folder = engine_folder(settings)
    folder.make()
    (folder.path / "databases").write_text("not a folder")
    with pytest.raises(StoreUnavailable, match=r"ended while starting.*engine\.log"):
        engine_start(settings)
    assert not engine_status(settings).running
