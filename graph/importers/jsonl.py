"""JSON Lines, our native format, become article facts: one article a line, with the events that it tells of."""

from __future__ import annotations

import codecs
import io
import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from graph.facts import Article, ArticleFacts, EventFact, FactDate, problems_of
from graph.importers.base import Reading, Refused, nearest, shown, told
from graph.importers.text import MAX_LINE, TOO_LONG, encoding_of

FIELDS = ("article", "events")
_SPACED_KEY = re.compile(rb'"[ \t\r]').search
_NUL = b"\\u0000"


def read_jsonl(path: Path, encoding: str | None = None) -> Iterator[Reading]:
    """One reading for each good line; of a line with bad events, the good ones and each bad one refused."""
    for number, line, whole in _numbered(path, encoding or encoding_of(path)):
        if not whole:
            yield Refused(str(path), number, "line", shown(line.decode(errors="replace")), TOO_LONG, {})
            continue
        facts = _at_once(line)
        if facts is not None:
            yield facts
        elif not line.isspace():
            yield from _one_by_one(path, number, line.decode(errors="replace"))


def _numbered(path: Path, encoding: str) -> Iterator[tuple[int, bytes, bool]]:
    """Each line with its number, and whether it is whole: what lies beyond MAX_LINE is passed over."""
    with path.open("rb") as file:
        read = partial(file.readline, MAX_LINE) if encoding == "utf-8-sig" else _recoded(file, encoding)
        for number, line in enumerate(iter(read, b""), start=1):
            whole = len(line) < MAX_LINE or line.endswith(b"\n")
            if not whole:
                _pass_over(read)
            yield number, line.removeprefix(codecs.BOM_UTF8) if number == 1 else line, whole


def _pass_over(read: Callable[[], bytes]) -> None:
    while (rest := read()) and not rest.endswith(b"\n"):
        pass


def _recoded(file: io.BufferedReader, encoding: str) -> Callable[[], bytes]:
    text = io.TextIOWrapper(file, encoding, newline="\n")
    return lambda: text.readline(MAX_LINE).encode()


def _at_once(line: bytes) -> ArticleFacts | None:
    """The facts of a faultless line, and None for any other: the way that nearly every line goes."""
    try:
        facts = ArticleFacts.model_validate_json(line)
    except ValidationError:
        return None
    return facts if _keys_are_single(line, facts) and _NUL not in line else None


def _keys_are_single(line: bytes, facts: ArticleFacts) -> bool:
    """False where a key may stand twice in an object, of which a JSON reader keeps the last in silence.

    Counts the keys written (a quote and a colon; in a string the quote has a backslash) and the keys read.
    A quote before a blank may hide a key. False only sends the line the slow way, which looks closely.
    """
    written = line.count(b'":') - line.count(b'\\":')
    return written == _keys_read(facts) and not _SPACED_KEY(line)


def _keys_read(facts: ArticleFacts) -> int:
    read = len(FIELDS) + len(facts.article.model_fields_set)
    for event in facts.events:
        read += len(event.model_fields_set) + _date_keys(event.date)
        for mention in (*event.third_parties, *event.parties, *event.venues, *event.evidence):
            read += len(mention.model_fields_set)
        if event.agreement is not None:
            read += len(event.agreement.model_fields_set)
            read += _date_keys(event.agreement.signed) if event.agreement.signed else 0
    return read


def _date_keys(day: FactDate) -> int:
    fields = day.model_fields_set
    return 0 if fields == {"edtf"} else len(fields)  # most likely written as a plain text, without keys


def _one_by_one(path: Path, number: int, line: str) -> Iterator[Reading]:
    """The slow way: finds each fault of a line and saves the events that have none."""
    try:
        parsed = json.loads(line, object_pairs_hook=_single_keys, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        yield Refused(str(path), number, "line", shown(line.strip()), _not_json(error), {"raw": line.strip()})
        return
    if not isinstance(parsed, dict):
        reason = "a line holds one JSON object with `article` and `events`"
        yield Refused(str(path), number, "line", shown(line.strip()), reason, {"raw": line.strip()})
        return
    parsed.pop("refused", None)
    if isinstance(parsed.get("raw"), str) and len(parsed) == 1:
        yield from _one_by_one(path, number, parsed["raw"])
    else:
        yield from _checked(path, number, parsed)


def _single_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"the key {next(key for key in keys if keys.count(key) > 1)!r} stands twice in one object")
    for key, value in pairs:
        if any(isinstance(part, str) and "\0" in part for part in (value if isinstance(value, list) else [value])):
            raise ValueError(f"the value of {key!r} holds a NUL character (\\u0000)")
    return found


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is not a number in JSON")


def _not_json(error: ValueError | RecursionError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"not JSON: {error.msg} at character {error.pos + 1:,}"
    if isinstance(error, RecursionError):
        return "not usable JSON: too many objects inside one another"
    return f"not usable JSON: {error}"


def _checked(path: Path, number: int, line: dict[str, Any]) -> Iterator[Reading]:
    problems = _line_problems(line)
    if problems:
        field, value, _ = problems[0]
        yield Refused(str(path), number, field, value, told((name, why) for name, _, why in problems), line)
        return
    article = Article.model_validate(line["article"])
    good: list[EventFact] = []
    refused: list[Refused] = []
    for index, event in enumerate(line["events"]):
        try:
            good.append(EventFact.model_validate(event))
        except ValidationError as error:
            row = {"article": line["article"], "events": [event]}
            refused.append(_bad_event(path, number, index, error, row))
    if good:
        yield ArticleFacts(article=article, events=tuple(good))
    yield from refused


def _line_problems(line: dict[str, Any]) -> list[tuple[str, str, str]]:
    """What is wrong with a line apart from its events."""
    problems = [(key, shown(line[key]), f"no such field{nearest(key, FIELDS)}") for key in line if key not in FIELDS]
    try:
        Article.model_validate(line.get("article"))
    except ValidationError as error:
        problems += [(f"article.{field}".removesuffix(".line"), value, why) for field, value, why in problems_of(error)]
    events = line.get("events")
    if not isinstance(events, list) or not events:
        problems.append(("events", shown(events), "a line needs a list of at least one event"))
    return problems


def _bad_event(path: Path, number: int, index: int, error: ValidationError, row: dict[str, Any]) -> Refused:
    problems = [
        (f"events.{index}.{field}".removesuffix(".line"), value, why) for field, value, why in problems_of(error)
    ]
    field, value, _ = problems[0]
    return Refused(str(path), number, field, value, told((name, why) for name, _, why in problems), row)
