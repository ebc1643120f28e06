"""The documents keep their promises: commands, variables and the two first lines are in the README."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import click
import pytest

from graph.importers import FORMATS
from graph.settings import Settings
from webapp.serving import goodoffices

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_is_short_and_has_a_picture() -> None:
    assert len(README.splitlines()) < 150
    (picture,) = (line.split("](")[1].rstrip(")") for line in README.splitlines() if line.startswith("!["))
    assert (ROOT / picture).is_file()


def test_two_commands_on_a_fresh_machine() -> None:
    commands = [line.strip() for line in README.splitlines() if line.startswith("    python3 -m venv")]
    assert [command.rsplit("&& ", 1)[1] for command in commands] == [
        ".venv/bin/goodoffices serve --sample",
        ".venv/bin/pytest",
    ]


@pytest.mark.parametrize("name", sorted(goodoffices.commands))
def test_every_command_has_help_and_is_in_the_readme(name: str) -> None:
    command = goodoffices.commands[name]
    assert command.help
    assert f"goodoffices {name}" in README
    for parameter in command.params:
        assert not isinstance(parameter, click.Option) or parameter.help, parameter.name


@pytest.mark.parametrize("field", dataclasses.fields(Settings), ids=lambda field: field.name)
def test_every_setting_is_in_the_readme(field: dataclasses.Field[object]) -> None:
    assert f"`{field.metadata['env']}`" in README
    assert field.metadata["help"].endswith(".")


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_is_in_the_readme(name: str) -> None:
    assert f"`{name}`" in README


def test_the_changelog_has_an_unreleased_part() -> None:
    assert "## Unreleased" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
