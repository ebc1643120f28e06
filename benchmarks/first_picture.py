"""Time to the first complete picture in Chromium: our Network page against pyvis as shipped, same nodes and edges.

    python benchmarks/first_picture.py [--nodes 300 1000]

Ours is the whole page from the running app (embedded engine, query, layout on the server, drawing), its cap on nodes
lifted for this. pyvis gets the same nodes, labels and edges, its defaults, and `cdn_resources="in_line"`, the one of
its modes that draws offline; its picture is complete when its loading bar goes.
Each page is opened in a fresh context, in turn with the others; printed are medians of three.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import waitress
from generator import write_facts
from playwright.sync_api import Browser, sync_playwright
from pyvis.network import Network

from graph.loading import ImportOrder, import_files
from graph.queries.events import select_events
from graph.queries.selection import Selection
from graph.settings import Settings
from graph.store.connection import Store
from graph.store.engines.control import engine_stop
from graph.store.opening import open_store
from webapp import create_app, network

RUNS = 3
SETTLING = 1.5
"""Seconds for a new window's own scripts (the address bar's are as large as a page) before the clock starts."""
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
OURS_DONE = "() => document.querySelector('#picture[data-drawn]') !== null"
PYVIS_DONE = "() => document.getElementById('loadingBar')?.style.display === 'none'"


def main() -> None:
    """Measure each size and print one line for each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--nodes", nargs="+", type=int, default=[300, 1_000])
    options = parser.parse_args()
    network.MOST_EVENTS = network.MOST_NODES = 10_000
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    print(f"{'nodes':>6}{'edges':>7}{'ours, first':>13}{'ours, again':>13}{'pyvis':>9}{'times sooner':>14}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=SWITCHES)
        # Chromium's own first page is slow whatever it shows.
        with tempfile.TemporaryDirectory() as folder, files_served(Path(folder)) as files:
            open_page(browser, files, "() => document.readyState === 'complete'")
        for nodes in options.nodes:
            measure(browser, nodes)
        browser.close()


def measure(browser: Browser, nodes: int) -> None:
    """Open the pages in turn and print the medians; the ratio is that of our uncached opening."""
    with tempfile.TemporaryDirectory() as folder, explorer(Path(folder), nodes) as (store, address):
        found = select_events(store, Selection())
        picture = network.network_of(found.rows, Selection())
        write_pyvis(Path(folder) / "pyvis.html", picture)
        open_page(browser, address, "() => document.readyState === 'complete'")  # as `serve` does at its start
        with files_served(Path(folder)) as files:
            seconds = [three(browser, f"{address}?view=network", f"{files}pyvis.html") for _ in range(RUNS)]
    first, again, theirs = (statistics.median(column) for column in zip(*seconds, strict=True))
    print(
        f"{len(picture.nodes):>6,}{len(picture.ties):>7,}{first:>11.2f} s{again:>11.2f} s{theirs:>7.1f} s"
        f"{theirs / first:>13.1f}x",
        flush=True,
    )


def three(browser: Browser, ours: str, theirs: str) -> tuple[float, float, float]:
    """Our page with the layout still to be found, our page again, and that of pyvis."""
    network._layout.cache_clear()
    first, again = open_page(browser, ours, OURS_DONE), open_page(browser, ours, OURS_DONE)
    return first, again, open_page(browser, theirs, PYVIS_DONE)


def write_pyvis(path: Path, picture: network.EventNetwork) -> None:
    """The page that pyvis makes by itself from these nodes and edges."""
    net = Network(cdn_resources="in_line")
    for node in picture.nodes:
        net.add_node(node.key, label=node.name or " ")
    for tie in picture.ties:
        net.add_edge(tie.event, tie.other)
    path.write_text(net.generate_html(notebook=False), encoding="utf-8")


def open_page(browser: Browser, address: str, done: str) -> float:
    """Seconds from asking for a page until its picture is complete."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    time.sleep(SETTLING)
    started = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_function(done, timeout=600_000)
    seconds = time.perf_counter() - started
    context.close()
    return seconds


@contextmanager
def explorer(folder: Path, nodes: int) -> Iterator[tuple[Store, str]]:
    """The explorer over generated events whose network has at least so many nodes."""
    settings = Settings.from_environment({**os.environ, "GOODOFFICES_HOME": str(folder / "home")}, "embedded")
    facts = folder / "facts.jsonl"
    with open_store(settings) as store:
        for events in range(nodes // 5, nodes, nodes // 20):
            write_facts(facts, events)
            import_files(store, ImportOrder((facts,)), lambda file, done: None)
            found = select_events(store, Selection())
            if len(network.network_of(found.rows, Selection()).nodes) >= nodes:
                break
        server = waitress.create_server(create_app(settings, store), host="127.0.0.1", port=0, threads=4)
        threading.Thread(target=server.run, daemon=True).start()
        yield store, f"http://127.0.0.1:{server.effective_port}/"
        server.close()
    engine_stop(settings)


@contextmanager
def files_served(folder: Path) -> Iterator[str]:
    """A folder's files at an address of this machine."""
    handler = partial(QuietHandler, directory=str(folder))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files without a line for each."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


if __name__ == "__main__":
    main()
