"""Every form carries a token that only our own pages know, so that no page from elsewhere can post in its place."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from flask import Flask, request, session

from graph.errors import BadInput

FIELD = "form_token"
MOST_BYTES = 2_000_000
"""Of a form without files."""
_SECRET_FILE = "web-secret"
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_FORMS_WITH_FILES = frozenset({"imports.upload"})
"""Forms whose pages take in themselves what is sent, and then check."""


def guard_forms(app: Flask, home: Path) -> None:
    """Sign the session cookie, give `form_token()` to templates, and check it whenever a form comes in."""
    app.secret_key = _secret(home)
    app.config.update(
        # A cookie knows no port: two explorers on one machine must not take each other's.
        SESSION_COOKIE_NAME=f"goodoffices-{hashlib.sha256(os.fsencode(home)).hexdigest()[:8]}",
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_COOKIE_HTTPONLY=True,
        MAX_CONTENT_LENGTH=MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=MOST_BYTES,
    )
    app.jinja_env.globals.update(form_token=form_token)
    app.before_request(_check)


def form_token() -> str:
    """The token of this session's forms."""
    token: str = session.setdefault(FIELD, secrets.token_urlsafe(24))
    return token


def check_token(fields: Mapping[str, str]) -> None:
    """Raise BadInput unless the form that came in is one of ours."""
    ours, given = session.get(FIELD, ""), fields.get(FIELD, "")
    if not ours or not hmac.compare_digest(ours.encode(), given.encode()):
        raise BadInput("This form was not sent from a page of ours, or is too old: load its page again, then send it.")


def _check() -> None:
    if request.method not in _READING and request.endpoint not in _FORMS_WITH_FILES:
        check_token(request.form)


def _secret(home: Path) -> bytes:
    """The key that cookies are signed with; made once, readable by this user only.

    Where it cannot be kept the app makes do with one of its own until it ends: there is much to look at without forms.
    """
    file = home / _SECRET_FILE
    try:
        home.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            _make(file)
        return file.read_bytes() or secrets.token_bytes(32)
    except OSError:
        return secrets.token_bytes(32)


def _make(file: Path) -> None:
    part = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as opened:
        opened.write(secrets.token_bytes(32))
    part.replace(file)
