"""The explorer over a small graph on the embedded engine, for the client and for a real Chromium."""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import waitress
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, expect, sync_playwright

from graph.loading import ImportOrder, import_files
from graph.settings import EngineKind, Settings
from graph.store.connection import Store
from graph.store.engines.control import engine_stop
from graph.store.opening import open_store
from tests.conftest import ENGINES, fetched_neo4j, local_settings
from tests.webapp.told import told
from webapp import create_app

CHROMIUM_SWITCHES = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


@pytest.fixture(scope="session", params=ENGINES)
def explorer_settings(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """An engine of the explorer's own, of each kind in turn: other tests empty theirs."""
    home = tmp_path_factory.mktemp("explorer")
    if request.param == "neo4j":
        return fetched_neo4j(home)
    return local_settings(home, EngineKind.EMBEDDED)


@pytest.fixture(scope="session")
def explored(explorer_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    file = tmp_path_factory.mktemp("facts") / "told.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in told()), encoding="utf-8")
    with open_store(explorer_settings) as store:
        import_files(store, ImportOrder((file,)), lambda name, done: None)
        yield store
    engine_stop(explorer_settings)


@pytest.fixture(scope="session")
def app(explorer_settings: Settings, explored: Store) -> Flask:
    return create_app(explorer_settings, explored)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="session")
def address(app: Flask) -> Iterator[str]:
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=4)
    serving = threading.Thread(target=server.run, daemon=True)
    serving.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    serving.join(timeout=5)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )
    if path is None:
        reason = "no Chromium on the PATH; mend it with: apt-get install chromium"
        pytest.fail(reason) if os.environ.get("GOODOFFICES_REQUIRE_ALL") == "1" else pytest.skip(reason)
    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(Path(path)), args=CHROMIUM_SWITCHES)
        yield browser
        browser.close()


class Window:
    """A page of the explorer in Chromium that remembers what went wrong in it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.complaints: list[str] = []
        self.outside: list[str] = []
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda asked: self.outside.append(asked.url) if not asked.url.startswith(address) else None)

    def visit(self, path: str) -> Page:
        self.page.goto(self.address + path)
        self.page.wait_for_selector("html[data-ready]")
        return self.page


@pytest.fixture
def window(chromium: Browser, address: str) -> Iterator[Window]:
    page = chromium.new_page(viewport={"width": 1280, "height": 900}, color_scheme="light", reduced_motion="reduce")
    page.set_default_timeout(20_000)
    yield Window(page, address)
    page.close()


@pytest.fixture
def phone(chromium: Browser, address: str) -> Iterator[Window]:
    page = chromium.new_page(
        viewport={"width": 390, "height": 844}, color_scheme="dark", has_touch=True, reduced_motion="reduce"
    )
    page.set_default_timeout(20_000)
    yield Window(page, address)
    page.close()
