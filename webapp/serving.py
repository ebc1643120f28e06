"""`goodoffices serve`, and the whole command line with it: the app behind a production WSGI server."""

from __future__ import annotations

import logging
import socket
import threading
import webbrowser

import click
import waitress

import graph.cli.engines
import graph.cli.extracting
import graph.cli.importing
import graph.cli.mapping
import graph.cli.querying
import graph.cli.reviewing  # noqa: F401  (importing these modules adds their commands)
from graph.cli.base import engine_option, goodoffices
from graph.cli.output import progress_bar
from graph.errors import BadInput
from graph.loading import ImportOrder, import_files
from graph.reference import sample_files
from graph.settings import Settings
from graph.store.connection import Store
from graph.store.opening import open_store
from graph.store.schema import ensure_schema
from webapp import check_host, create_app
from webapp.imports import imports_of

THREADS = 8


@goodoffices.command()
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen on; only this machine can call."
)
@click.option(
    "--port", default=8017, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 takes a free one."
)
@click.option(
    "--published-on-loopback",
    is_flag=True,
    help="The host is inside a container whose port is published on 127.0.0.1 only: any address may be listened on.",
)
@click.option("--sample", is_flag=True, help="Import the bundled facts first, unless they are there.")
@click.option("--browser/--no-browser", default=True, help="Open the explorer in the browser.")
@engine_option
def serve(host: str, port: int, published_on_loopback: bool, sample: bool, browser: bool, settings: Settings) -> None:
    """Serve the explorer until Ctrl+C."""
    if not published_on_loopback:
        check_host(host)
    with open_store(settings) as store:
        ensure_schema(store)
        if sample:
            _import_sample(store)
        listening = _listen(host, port)
        app = create_app(settings, store)
        address = f"http://{host}:{listening.getsockname()[1]}/"
        # It warns of each call that waits a moment for a free thread.
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        server = waitress.create_server(app, sockets=[listening], threads=THREADS)
        click.echo(f"Good Offices is at {address} (Ctrl+C stops it)")
        # The first call compiles templates and query plans: better before the first reader than for it.
        threading.Thread(target=app.test_client().get, args=("/",), daemon=True).start()
        if browser:
            threading.Timer(0.5, webbrowser.open, (address,)).start()
        try:
            server.run()
        finally:
            server.close()
            imports_of(app).worker.stop()


def _import_sample(store: Store) -> None:
    with progress_bar() as bar:
        task = bar.add_task("importing the bundled facts", total=None)
        order = ImportOrder(tuple(sample_files()))
        import_files(store, order, lambda file, done: bar.update(task, description=f"{file}: {done:,} claims"))


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise BadInput(f"Port {port} of {host} cannot be used ({error.strerror}): try --port 0.") from error


def main() -> None:
    """The `goodoffices` command."""
    goodoffices(prog_name="goodoffices")
