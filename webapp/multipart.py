"""A form with files is taken apart as it comes in, whole also where a piece of the stream ends within a boundary.

Werkzeug's own decoder then lets an empty file swallow the next one, or adds a byte (its issues 3119 and 3285).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from flask import Request
from werkzeug.sansio.multipart import NEED_DATA, Event, MultipartDecoder, State

from graph.errors import BadInput

PIECE = 1 << 16
_LINE_END = re.compile(rb"[\r\n]")
_AROUND = 8
"""Bytes that a boundary has besides its own: two line ends, and two hyphens before and behind it."""


class PatientDecoder(MultipartDecoder):
    """Waits until it has seen enough to tell a boundary from a file's own bytes."""

    def next_event(self) -> Event:
        """The next event, or that more is needed."""
        if self.state is State.DATA_START and not self.complete and len(self.buffer) < self._longest() + 2:
            return NEED_DATA
        return super().next_event()

    def _last_partial_boundary_index(self, data: bytes | bytearray) -> int:
        begin = max(len(data) - self._longest(), 0)
        found = _LINE_END.search(data, begin)
        return found.start() if found else len(data)

    def _longest(self) -> int:
        return len(self.boundary) + _AROUND


def events_of(request: Request, most_parts: int, most_in_memory: int) -> Iterator[Event]:
    """The fields, files and data of a form, in order. Raises BadInput, and what the request's limits raise."""
    boundary = request.mimetype_params.get("boundary", "").encode("latin-1", "ignore")
    if request.mimetype != "multipart/form-data" or not boundary:
        raise BadInput("This is no form with files. Send it from the Import page.")
    decoder = PatientDecoder(boundary, most_in_memory, max_parts=most_parts)
    try:
        while True:
            piece = request.stream.read(PIECE)
            decoder.receive_data(piece or None)
            while (event := decoder.next_event()) is not NEED_DATA and decoder.state is not State.COMPLETE:
                yield event
            if not piece:
                return
    except ValueError as error:
        raise BadInput("The form was cut off on its way. Send it again.") from error
