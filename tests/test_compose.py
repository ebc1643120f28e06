"""docker-compose.yml, as far as it can be checked without a Docker engine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    assert set(compose) == {"services", "networks", "volumes"}
    return dict(compose["services"])


def test_neo4j_is_pinned_healthy_and_closed(services: dict[str, Any]) -> None:
    neo4j = services["neo4j"]
    assert neo4j["image"].split(":")[1].startswith("5.26.")
    assert "cypher-shell" in " ".join(neo4j["healthcheck"]["test"])
    assert neo4j["environment"]["NEO4J_dbms_security_allow__csv__import__from__file__urls"] == "false"
    assert "ports" not in neo4j


def test_the_app_waits_for_neo4j_and_is_not_root(services: dict[str, Any]) -> None:
    app = services["app"]
    assert app["depends_on"]["neo4j"]["condition"] == "service_healthy"
    assert not app["user"].startswith(("0", "root"))
    assert app["cap_drop"] == ["ALL"]


def test_only_this_machine_can_call_the_app(services: dict[str, Any]) -> None:
    assert all(port.startswith("127.0.0.1:") for port in services["app"]["ports"])


def test_data_outlives_the_containers(services: dict[str, Any]) -> None:
    assert "neo4j-data:/data" in services["neo4j"]["volumes"]
    assert any(volume.endswith("/home/goodoffices/data") for volume in services["app"]["volumes"])


def test_no_password_stands_in_the_file(services: dict[str, Any]) -> None:
    for service in services.values():
        secrets = [value for key, value in service["environment"].items() if "PASSWORD" in key or "AUTH" in key]
        assert all("${NEO4J_PASSWORD:?" in secret for secret in secrets)


def test_the_image_runs_the_app_as_a_user_of_its_own() -> None:
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    assert lines.index("USER goodoffices") < next(n for n, line in enumerate(lines) if line.startswith("CMD"))
    assert "latest" not in lines[1]
