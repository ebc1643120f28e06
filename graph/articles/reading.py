"""Paths become articles: each file is found, paired with its side-car, read, cleaned and completed, or refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path, PurePath

from graph.articles.base import (
    MOST_BYTES,
    MOST_CHARACTERS,
    MOST_LINES_BYTES,
    MOST_OBJECT_BYTES,
    TO_COME,
    CannotRead,
    Draft,
    Given,
    RawArticle,
    checked_article,
    is_to_come,
)
from graph.articles.cleaning import cleaned, first_words
from graph.articles.folders import (
    ARCHIVE,
    PAGES,
    SINGLE,
    DiskFolder,
    Folder,
    folders_below,
    in_words,
    is_folder,
    named_files,
    refused,
    suffix_of,
)
from graph.articles.language import language_of
from graph.articles.listed import Listed, line_drafts, object_drafts
from graph.articles.mail import mail_draft
from graph.articles.page import page_draft
from graph.articles.plain import plain_draft
from graph.articles.sidecar import MOST_BYTES as MOST_SIDECAR_BYTES
from graph.articles.sidecar import Pairing, is_sidecar, paired, read_sidecar
from graph.articles.zips import zip_folders
from graph.facts import Article
from graph.importers.base import Refused

Reading = RawArticle | Refused

_WE_READ = "we read .txt, .html, .eml, .json and .jsonl of articles, folders and .zip of them"
_LEAVE_OUT = "leave the option out or name one file"
_TABLES = frozenset({".csv", ".tsv"})
_TABLE = "a table holds facts, not articles; import it on its own: goodoffices import FILE"


def read_articles(paths: Sequence[Path], given: Given) -> Iterator[Reading]:
    """Every article at the paths, one after the other, and every file that is none with the reason.

    What was given by option goes before what a side-car says, and that before what the file itself says.
    An address or title given by option is that of one article; a second article is refused.
    """
    has_one = False
    for reading in _readings(paths, given):
        is_article = isinstance(reading, RawArticle)
        if is_article and has_one and (given.url or given.title):
            field = "url" if given.url else "title"
            why = CannotRead(field, given.url or given.title, f"the {field} given is that of one article; {_LEAVE_OUT}")
            yield refused(reading.file, why, 1)
            continue
        has_one = has_one or is_article
        yield reading


def _readings(paths: Sequence[Path], given: Given) -> Iterator[Reading]:
    for is_tree, group in groupby(dict.fromkeys(paths), is_folder):
        if is_tree:
            for path in group:
                yield from _or_nothing(path, _of_folders(folders_below(path), given))
        else:
            yield from _of_folders(named_files(list(group)), given)


def _or_nothing(path: Path, readings: Iterable[Reading]) -> Iterator[Reading]:
    """What was read, or that there was nothing to read."""
    is_empty = True
    for reading in readings:
        is_empty = False
        yield reading
    if is_empty:
        yield refused(in_words(path), CannotRead("file", "", f"there is no article in it; {_WE_READ}"))


def _of_folders(folders: Iterable[Folder | Refused], given: Given) -> Iterator[Reading]:
    for folder in folders:
        if isinstance(folder, Refused):
            yield folder
        else:
            yield from _of_folder(folder, given)


def _of_folder(folder: Folder, given: Given) -> Iterator[Reading]:
    names = folder.names
    pairing = paired((name for name in names if suffix_of(name) in SINGLE), filter(is_sidecar, names))
    for name in folder.wanted:
        if is_sidecar(name):
            if name in pairing.stray:
                yield refused(folder.shown(name), CannotRead("file", "", pairing.stray[name]))
        elif suffix_of(name) == ARCHIVE and isinstance(folder, DiskFolder):
            path = folder.path / name
            yield from _or_nothing(path, _of_folders(zip_folders(path, in_words(path)), given))
        else:
            yield from _of_file(folder, name, given, pairing)


def _of_file(folder: Folder, name: str, given: Given, pairing: Pairing) -> Iterator[Reading]:
    file = folder.shown(name)
    if sidecar := pairing.of_article.get(name):
        try:
            given = given.or_else(read_sidecar(folder.read(sidecar, MOST_SIDECAR_BYTES)))
        except CannotRead as why:
            reason = f"{why.reason}; until then {name} is not read"
            yield refused(folder.shown(sidecar), CannotRead(why.field, why.value, reason))
            return
    try:
        for listed in _drafts(folder, name, given.url):
            yield _finished(file, listed, given)
    except CannotRead as why:
        yield refused(file, why)


def _drafts(folder: Folder, name: str, url: str | None) -> Iterable[Listed]:
    """The drafts of a file by how its name ends."""
    suffix = suffix_of(name)
    if suffix == ".json":
        return object_drafts(folder.read(name, MOST_OBJECT_BYTES))
    if suffix == ".jsonl":
        return line_drafts(folder.read(name, MOST_LINES_BYTES))
    if suffix not in SINGLE:
        reason = _TABLE if suffix in _TABLES else f"{suffix or 'a name without an ending'} is not read: {_WE_READ}"
        raise CannotRead("file", "", reason)
    data = folder.read(name, MOST_BYTES)
    if suffix in PAGES:
        return [Listed(1, "", page_draft(data, url))]
    return [Listed(1, "", mail_draft(data) if suffix == ".eml" else plain_draft(data))]


def _finished(file: str, listed: Listed, given: Given) -> Reading:
    if isinstance(listed.found, CannotRead):
        return refused(file, listed.found, listed.line, listed.where)
    try:
        return _raw(file, listed, listed.found, given)
    except CannotRead as why:
        return refused(file, why, listed.line, listed.where)


def _raw(file: str, listed: Listed, draft: Draft, given: Given) -> RawArticle:
    """The article of a draft, with what was said of it; a day of publication that is still to come counts for none."""
    to_come = [one.published for one in (given, draft.said) if one.published and is_to_come(one.published)][:1]
    said = _as_taken(given).or_else(_as_taken(draft.said))
    notes = (*draft.notes, *map(TO_COME.format, to_come))
    name = said.title or f"{PurePath(file).name}{_place(listed)}"
    return RawArticle(file, _article(draft.text, said), listed.line, notes, name, *to_come)


def _as_taken(said: Given) -> Given:
    return replace(said, published=None) if said.published and is_to_come(said.published) else said


def _place(listed: Listed) -> str:
    """Which article of a file it is, where the file may hold several."""
    if listed.where:
        return f", number {listed.where.removesuffix('.')}"
    return f", line {listed.line:,}" if listed.line > 1 else ""


def _article(written: str, said: Given) -> Article:
    text = cleaned(written)
    if not any(map(str.isalpha, text)):
        raise CannotRead("text", text, "there are no words in it; leave it out")
    if len(text) > MOST_CHARACTERS:
        reason = f"the text has {len(text):,} characters and more than {MOST_CHARACTERS:,} are no article; split it"
        raise CannotRead("text", text, reason)
    completed = Given(title=said.title or first_words(text), language=said.language or language_of(text))
    return checked_article(said.or_else(completed), text)
