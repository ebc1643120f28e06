"""A local server that speaks the chat protocol and answers what a test has laid out, one after the other."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Served:
    """One answer of the server: at once, after a while, or drop by drop."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0
    drop_wait: float = 0.0


def writes(text: object, finish: str = "stop") -> Served:
    """The model writes this; whatever is no text, as JSON."""
    content = text if isinstance(text, str) else json.dumps(text)
    choice = {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": content}}
    return Served(json.dumps({"id": "1", "object": "chat.completion", "choices": [choice]}).encode())


def refuses(status: int, message: str = "no", **headers: str) -> Served:
    """The server answers with an error."""
    return Served(json.dumps({"error": {"message": message}}).encode(), status, headers)


@dataclass
class EndpointServer:
    """What is laid out to be answered, and what has been asked; the last answer is given again and again."""

    url: str
    answers: list[Served] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def answer(self, headers: dict[str, str], request: dict[str, Any]) -> Served:
        self.headers.append(headers)
        self.requests.append(request)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def served() -> Iterator[EndpointServer]:
    """A running server on this machine alone."""
    endpoint = EndpointServer("")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            answer = endpoint.answer(
                {name.lower(): value for name, value in self.headers.items()}, request | {"path": self.path}
            )
            endpoint.over.wait(answer.wait)
            self.send_response(answer.status)
            for name, value in (answer.headers | {"Content-Length": str(len(answer.body))}).items():
                self.send_header(name.replace("_", "-"), value)
            self.end_headers()
            self._send(answer)

        def _send(self, answer: Served) -> None:
            try:
                step = 1 if answer.drop_wait else len(answer.body) or 1
                for start in range(0, len(answer.body), step):
                    self.wfile.write(answer.body[start : start + step])
                    if answer.drop_wait and endpoint.over.wait(answer.drop_wait):
                        return
            except OSError:
                return  # the other side has hung up

        def log_message(self, format: str, *args: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        endpoint.url = f"http://127.0.0.1:{server.server_port}/v1"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield endpoint
        finally:
            endpoint.over.set()
            server.shutdown()
            thread.join()
