"""Settings come from the environment alone, and say what is wrong with it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from graph.errors import BadInput
from graph.settings import EngineKind, Settings


def test_nothing_set_means_the_embedded_engine_in_the_users_own_folder() -> None:
    settings = Settings.from_environment({})
    assert settings.engine == EngineKind.EMBEDDED
    assert settings.home.name == "goodoffices"
    assert settings.read_seconds == 30


def test_an_address_means_a_server() -> None:
    settings = Settings.from_environment({"NEO4J_URI": "bolt://db:7687", "NEO4J_PASSWORD": "secret"})
    assert (settings.engine, settings.neo4j_username) == (EngineKind.SERVER, "neo4j")
    assert "secret" not in repr(settings)


def test_the_command_lines_word_wins() -> None:
    env = {"NEO4J_URI": "bolt://db:7687", "GOODOFFICES_ENGINE": "embedded"}
    assert Settings.from_environment(env).engine == EngineKind.EMBEDDED
    assert Settings.from_environment(env, "neo4j").engine == EngineKind.NEO4J


def test_home_may_start_with_a_tilde() -> None:
    assert Settings.from_environment({"GOODOFFICES_HOME": "~/graphs"}).home == Path.home() / "graphs"


@pytest.mark.parametrize(
    ("env", "message"),
    [
        ({"GOODOFFICES_ENGINE": "oracle"}, "engine 'oracle' is unknown: choose one of embedded, neo4j, server"),
        ({"GOODOFFICES_ENGINE": "server"}, "set NEO4J_URI"),
        ({"GOODOFFICES_READ_SECONDS": "soon"}, "GOODOFFICES_READ_SECONDS='soon' is not a number"),
        ({"GOODOFFICES_READ_SECONDS": "0"}, "at least 0.1"),
        ({"GOODOFFICES_IDLE_MINUTES": "-1"}, "at least 0"),
        ({"GOODOFFICES_IDLE_MINUTES": "nan"}, "GOODOFFICES_IDLE_MINUTES='nan'"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(env: dict[str, str], message: str) -> None:
    with pytest.raises(BadInput, match=message):
        Settings.from_environment(env)


def test_every_setting_names_its_variable_and_says_what_it_does() -> None:
    for field in dataclasses.fields(Settings):
        assert field.metadata["env"].isupper()
        assert field.metadata["help"].endswith(".")
