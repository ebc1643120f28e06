"""The command that reads facts out of articles and prints them; and what import shares with it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from itertools import chain, count
from pathlib import Path, PurePath
from typing import Any

import click

from graph.articles import Given, RawArticle, read_articles
from graph.articles.base import is_to_come
from graph.cli.base import engine_option, goodoffices
from graph.cli.output import progress_bar
from graph.cli.reporting import NOT_ENGLISH, refusal_lines, shortened
from graph.errors import NotExtracted
from graph.extract.base import Extractor
from graph.extract.opening import model_extractor
from graph.extract.rules.reader import RuleExtractor
from graph.extract.told import told
from graph.facts import ArticleFacts, EventFact
from graph.importers.base import Refused
from graph.intake.recognising import READ_LANGUAGE, no_date
from graph.settings import Settings

_ONE_ARTICLE = {"article", "index", "text", "page"}
"""Names that say nothing: such a file is called by its folder."""


def given_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say of articles what is not in them; they become one `given`."""

    @wraps(command)
    def with_given(
        published: datetime | None, publisher: str | None, language: str | None, url: str | None, **words: Any
    ) -> Any:
        day = published.date() if published else None
        if day and is_to_come(day):
            raise click.BadParameter(f"{day} lies after today.", param_hint="--published")
        return command(given=Given(day, publisher, language, url), **words)

    options = (
        click.option("--published", type=click.DateTime(["%Y-%m-%d"]), help="Day of publication of the articles."),
        click.option("--publisher", help="Publisher of the articles."),
        click.option("--language", metavar="CODE", help="Language of the articles, ISO 639-1, such as en."),
        click.option("--url", help="Address of the article; for one article only."),
    )
    for option in reversed(options):
        with_given = option(with_given)
    return with_given


@goodoffices.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@given_options
@click.option("--llm", is_flag=True, help="Ask the language model of GOODOFFICES_LLM_URL instead of the patterns.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["json", "jsonl", "facts"]),
    default="json",
    show_default=True,
    help="json: one object an article, a list of them for several; jsonl: one a line; facts: the import format.",
)
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Write NAME.json an article here instead."
)
@engine_option
def extract(
    paths: tuple[Path, ...], given: Given, llm: bool, format_: str, out: Path | None, settings: Settings
) -> None:
    """Read facts out of articles and print them, each with its sentences. Nothing is stored."""
    aside = Aside()
    extractor = model_extractor(settings) if llm else RuleExtractor()
    with progress_bar() as bar:
        task = bar.add_task("reading", total=None)
        read = _read(paths, given, extractor, aside)
        heard = _heard(read, lambda file, n: bar.update(task, description=f"{n:,} articles: {shortened(file)}"))
        if out is None:
            _print_all(heard, format_)
        else:
            _write_all(heard, out)
    for line in refusal_lines([*aside.told, *aside.refused]):
        click.echo(line, err=True)
    sys.exit(1 if aside.refused else 0)


@dataclass
class Aside:
    """What is said beside the facts, once all is read: what was left out or not read, and what was refused."""

    told: list[Refused] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


@dataclass(frozen=True)
class ReadArticle:
    """An article and the facts read from it."""

    raw: RawArticle
    facts: tuple[EventFact, ...]

    def as_data(self) -> dict[str, object]:
        """One plain object: the article without its text, and its events."""
        article = self.raw.article.model_dump(mode="json", exclude={"text"}, exclude_none=True)
        return {"article": {**article, "file": self.raw.file}, "events": [told(fact) for fact in self.facts]}

    def as_facts(self) -> str:
        """One line of the native import format; nothing where there are no facts."""
        if not self.facts:
            return ""
        article = self.raw.article.model_copy(update={"text": None})
        line = ArticleFacts(article=article, events=self.facts)
        return line.model_dump_json(by_alias=True, exclude_defaults=True)


def _read(paths: tuple[Path, ...], given: Given, extractor: Extractor, aside: Aside) -> Iterator[ReadArticle]:
    for reading in read_articles(paths, given):
        if isinstance(reading, Refused):
            aside.refused.append(reading)
        elif reading.article.published is None:
            aside.refused.append(_said_of(reading, "published", no_date(reading)))
        elif reading.article.language not in (None, READ_LANGUAGE):
            why = f"not read, its language is {reading.article.language}: {NOT_ENGLISH}"
            aside.told.append(_said_of(reading, "text", why))
            yield ReadArticle(reading, ())
        else:
            aside.told.extend(_said_of(reading, "file", note) for note in reading.notes)
            try:
                yield ReadArticle(reading, extractor.extract(reading.article))
            except NotExtracted as error:
                aside.refused.append(_said_of(reading, "text", str(error)))


def _said_of(raw: RawArticle, field: str, reason: str) -> Refused:
    return Refused(raw.file, raw.line, field, "", reason, {})


def _heard(read: Iterator[ReadArticle], progress: Callable[[str, int], object]) -> Iterator[ReadArticle]:
    for number, article in enumerate(read, 1):
        progress(article.raw.file, number)
        yield article


def _print_all(read: Iterator[ReadArticle], format_: str) -> None:
    if format_ == "facts":
        for line in filter(None, (article.as_facts() for article in read)):
            click.echo(line)
    elif format_ == "jsonl":
        for article in read:
            click.echo(json.dumps(article.as_data(), ensure_ascii=False))
    else:
        told_all = [article.as_data() for article in read]
        click.echo(json.dumps(told_all[0] if len(told_all) == 1 else told_all, indent=2, ensure_ascii=False))


def _write_all(read: Iterator[ReadArticle], out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    taken: set[str] = set()
    for article in read:
        name = _free(_name_of(article.raw), taken)
        taken.add(name.casefold())
        text = json.dumps(article.as_data(), indent=2, ensure_ascii=False)
        (out / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def _free(name: str, taken: Collection[str]) -> str:
    """The name, or the first like it that no article has; systems that take A and a for one must not mix them."""
    numbered = (f"{name}-{number}" for number in count(2))
    return next(one for one in chain([name], numbered) if one.casefold() not in taken)


def _name_of(raw: RawArticle) -> str:
    """The stem of the file, or its folder's name where the file is only called `article`."""
    path = PurePath(raw.file)
    return path.parent.name if path.stem.lower() in _ONE_ARTICLE and path.parent.name else path.stem
