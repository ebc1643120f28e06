"""The explorer: `create_app` wires settings, store, pages, error pages and safety headers, nothing else."""

from __future__ import annotations

import ipaddress

from flask import Blueprint, Flask, Response, current_app, render_template, request
from werkzeug.exceptions import HTTPException, SecurityError

from graph.errors import BadInput, GoodOfficesError
from graph.settings import Settings
from graph.store.connection import Store
from webapp import article_pages, desk_pages, history_pages, import_pages, pages, wording
from webapp.drawing import VIS_FOLDER
from webapp.imports import open_imports
from webapp.tokens import guard_forms
from webapp.twins import json_answer

SAFETY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}

_HEADINGS = {
    400: "That cannot be read",
    404: "Nothing stands here",
    409: "Somebody was faster",
    413: "That is too much at once",
    503: "The graph cannot be reached",
    507: "This cannot be kept",
}

_WAYS = {
    "import": ("imports.start", "See what was uploaded"),
    "undo": ("history.rows", "See what was imported"),
    "history": ("history.rows", "See what was imported"),
    "articles": ("history.rows", "See what was imported"),
    "review": ("desk.queue", "See what waits"),
}
"""Where an address leads whose thing is not there, by its first word; every other leads to the explorer alone."""


def create_app(settings: Settings, store: Store) -> Flask:
    """The explorer over this store."""
    app = Flask(__name__)
    # Names that only this machine answers to, so that no page from elsewhere can be made to speak for the app.
    app.config["TRUSTED_HOSTS"] = ["localhost", "127.0.0.1", "[::1]"]
    app.extensions["goodoffices"] = pages.Source(store)
    guard_forms(app, settings.home)
    open_imports(app, settings, store)
    app.register_blueprint(pages.bp)
    app.register_blueprint(article_pages.bp)
    app.register_blueprint(import_pages.bp)
    app.register_blueprint(history_pages.bp)
    app.register_blueprint(desk_pages.bp)
    app.register_blueprint(Blueprint("vis", __name__, static_folder=VIS_FOLDER, static_url_path="/vis"))
    app.register_error_handler(GoodOfficesError, _our_error)
    app.register_error_handler(HTTPException, _web_error)
    app.after_request(_safely)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(engine=settings.engine.value)
    app.jinja_env.filters.update(word=wording.word, moment=wording.moment)
    return app


def check_host(host: str) -> None:
    """Refuse to listen where others could reach the explorer: it has no accounts yet."""
    try:
        loopback = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise BadInput(
            f"host {host!r} can be reached from other machines, and the explorer has no accounts yet. "
            "Use 127.0.0.1, and reach it from elsewhere through an SSH tunnel."
        )


def _our_error(error: GoodOfficesError) -> Response:
    return _error_page(error.http_status, str(error))


def _web_error(error: HTTPException) -> Response:
    if isinstance(error, SecurityError):  # called by a foreign name, for which no address of ours can be built
        return Response(f"Good Offices answers to localhost and 127.0.0.1 only. {error.description}\n", 400)
    return _error_page(error.code or 500, error.description or error.name)


def _error_page(status: int, message: str) -> Response:
    heading = _HEADINGS.get(status, "Something went wrong")
    if request.path.endswith((".json", ".csv")):
        return json_answer({"error": {"status": status, "heading": heading, "message": message}}, status)
    template = "_error.html" if request.args.get("part") == "panel" else "error.html"
    way = _WAYS.get(request.path.split("/")[1], ("", ""))
    page = render_template(template, heading=heading, message=message, status=status, way=way)
    return current_app.make_response((page, status))


def _safely(response: Response) -> Response:
    response.headers.update(SAFETY_HEADERS)
    return response
