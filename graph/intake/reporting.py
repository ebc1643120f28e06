"""What an import of raw articles did or would do, line by line: each fact with its evidence and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar

from graph.claims import publisher_of
from graph.facts import EventFact
from graph.importers.base import Refused
from graph.loading import MOST_NOTES, FileReport, told_as_data
from graph.store.weighing import Weighed, proposal_id
from graph.titles import title_of

N = TypeVar("N")


class Effect(StrEnum):
    """What a fact does to the graph once it is accepted."""

    ADDS = "adds"
    CONFIRMS = "confirms"
    CONTRADICTS = "contradicts"


class Fate(StrEnum):
    """What became of a fact."""

    ACCEPTED = "accepted"
    WAITS = "waits"
    REJECTED = "rejected"


@dataclass(frozen=True)
class FactLine:
    """One fact of one article, what becomes of it, and what it does or would do."""

    id: str
    """The id under which the fact is proposed: what a person names to choose it line by line."""
    file: str
    article: str
    article_title: str
    publisher: str
    published: date | None
    title: str
    fact: EventFact
    fate: Fate
    effect: Effect
    event: str
    """The event that it joins; empty where it founds one."""
    event_title: str
    maybe: tuple[str, ...]
    """Events that it may be about too."""
    why: tuple[str, ...]
    extractor: str


@dataclass(frozen=True)
class CopyNote:
    """An article whose text the graph holds under another address."""

    file: str
    title: str
    original: str
    original_title: str


@dataclass(frozen=True)
class UnreadNote:
    """An article that is stored and not read, since it is not in English."""

    file: str
    title: str
    language: str


@dataclass
class ArticleReport(FileReport):
    """What the import of some raw articles did, or in a dry run would do."""

    dry_run: bool = False
    changes: bool = False
    """Whether an article or a fact is new."""
    known: int = 0
    """Articles that were there already, with the same text."""
    copies: int = 0
    unread: int = 0
    without_facts: int = 0
    accepted: int = 0
    waiting: int = 0
    rejected: int = 0
    agreed: int = 0
    """Facts that a second extractor read as the first did."""
    copy_notes: list[CopyNote] = field(default_factory=list)
    unread_notes: list[UnreadNote] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    """(file, what of it was left out)."""
    lines: list[FactLine] = field(default_factory=list)

    def note(self, kept: list[N], one: N) -> None:
        """Keep a note, as long as there is room for it."""
        if len(kept) < MOST_NOTES:
            kept.append(one)

    def refuse(self, refused: Refused) -> None:
        """Count something refused and keep the reason."""
        self.refused += 1
        self.note(self.refusals, refused)

    def tell(self, file: str, weighed: Weighed) -> None:
        """Count a fact and tell what becomes of it."""
        line = _line(file, weighed)
        self.accepted += line.fate is Fate.ACCEPTED
        self.waiting += line.fate is Fate.WAITS
        self.rejected += line.fate is Fate.REJECTED
        self.note(self.lines, line)


def _line(file: str, weighed: Weighed) -> FactLine:
    claim = weighed.claim
    return FactLine(
        id=proposal_id(claim),
        file=file,
        article=claim.article_id,
        article_title=claim.article.title,
        publisher=publisher_of(claim.article),
        published=claim.article.published,
        title=title_of(claim.fact),
        fact=claim.fact,
        fate=_fate(weighed),
        effect=_effect(weighed),
        event=weighed.joins,
        event_title=weighed.joins_title,
        maybe=weighed.maybe,
        why=weighed.why,
        extractor=claim.origin.extractor,
    )


def _fate(weighed: Weighed) -> Fate:
    if weighed.rejected:
        return Fate.REJECTED
    return Fate.WAITS if weighed.why else Fate.ACCEPTED


def _effect(weighed: Weighed) -> Effect:
    if weighed.contradicts:
        return Effect.CONTRADICTS
    return Effect.CONFIRMS if weighed.joins else Effect.ADDS


def report_as_data(report: ArticleReport) -> dict[str, object]:
    """The report as plain data, ready for JSON: what an import page shows and `--json` prints."""
    counts = ("known", "copies", "unread", "without_facts", "accepted", "waiting", "rejected", "agreed")
    return {
        "dry_run": report.dry_run,
        "changes": report.changes,
        **told_as_data(report),
        **{name: getattr(report, name) for name in counts},
        "copied": [vars(note) for note in report.copy_notes],
        "not_read": [vars(note) for note in report.unread_notes],
        "notes": [{"file": file, "note": note} for file, note in report.notes],
        "facts": [line_as_data(line) for line in report.lines],
    }


def line_as_data(line: FactLine) -> dict[str, object]:
    """One fact as plain data, its evidence as spans of the article's text."""
    plain = {name: value for name, value in vars(line).items() if name not in {"fact", "why", "published"}}
    published = line.published.isoformat() if line.published else None
    fact = line.fact.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return {**plain, "published": published, "why": list(line.why), "fact": fact}
