"""The difference report of an import, as text."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

import click

from graph.accepting import Policy
from graph.articles.base import FIELDS, NO_DATE
from graph.importers.base import Refused, line_words
from graph.intake.reporting import ArticleReport, Fate
from graph.loading import FileReport

MOST_LINES = 20
FIRST_FEW = 5
NOT_ENGLISH = "only English is read; import a translation, or its facts as JSON Lines (`goodoffices schema`)"
"""What to do about an article in another language."""


def exit_code(reports: Iterable[FileReport]) -> int:
    """0 where everything went in, 1 where some rows were refused."""
    return 1 if any(report.refused for report in reports) else 0


def print_report(reports: Sequence[FileReport], dry_run: bool) -> None:
    """Print the report of each file: the counts first, then what a person should look at."""
    for report in reports:
        recorded = report.recorded
        click.echo(f"{report.file} ({report.format}, {report.batch})")
        click.echo(f"  {'would add' if dry_run else 'added':<12} {recorded.events_added:,} events")
        click.echo(
            f"  {'confirms' if dry_run else 'confirmed':<12} {recorded.events_confirmed:,} events, by a further article"
        )
        click.echo(f"  {'claims':<12} {recorded.claims_new:,} new, {recorded.claims_known:,} there already")
        click.echo(f"  {'articles':<12} {report.articles:,}")
        section("contradicts", [f"{n.title}: on {n.why} [{n.event}]" for n in recorded.contradicted])
        names = [f"{doubt.left_name!r} may be {doubt.right_name!r}: {doubt.why}" for doubt in recorded.doubtful_names]
        section("doubtful names", names)
        section("doubtful events", [f"{n.title} [{n.event}] {n.why}" for n in recorded.doubtful_events])
        refusals = [f"line {r.line}, {r.field}: {r.reason} (found {r.value!r})" for r in report.refusals]
        section("refused", refusals, report.refused)
        if report.rejects:
            click.echo(f"  Refused rows are in {report.rejects}: mend them there and import that file.", err=True)
    if any(report.recorded.doubtful_names for report in reports) and not dry_run:
        click.echo("Doubtful names were kept apart. `goodoffices review` lists them and takes decisions.", err=True)


def print_article_report(report: ArticleReport, policy: Policy) -> None:
    """Print what an import of raw articles did or would do: counts, then each fact that waits, and what was refused."""
    known = not report.changes and report.articles and not report.refused
    click.echo(f"{report.file} ({report.format}, {'all known already' if known else report.batch})")
    for words, count, rest in _article_counts(report, policy):
        click.echo(f"  {words:<12} {count:,} {rest}")
    waiting = [line for line in report.lines if line.fate is Fate.WAITS]
    section("waits", [f"{line.title}: {'; '.join(line.why)}" for line in waiting], report.waiting)
    section("contradicts", [f"{n.title}: on {n.why} [{n.event}]" for n in report.recorded.contradicted])
    copies = [f"{note.file}: the text of {note.original_title} [{note.original}]" for note in report.copy_notes]
    section("copies", copies, report.copies)
    unread = [f"{note.file}: stored without facts, its language is {note.language}" for note in report.unread_notes]
    section("not read", unread, report.unread)
    if report.unread:
        click.echo(f"    {NOT_ENGLISH}")
    section("left out", [f"{file}: {note}" for file, note in report.notes])
    section("refused", [refusal_words(refused) for refused in report.refusals], report.refused)
    if report.waiting and not report.dry_run:
        click.echo("`goodoffices review` shows what waits and takes decisions.", err=True)


def refusal_words(refused: Refused) -> str:
    """Which file, and where one holds several articles which of them, and why."""
    line = line_words(refused.file, refused.line)
    field = f", {refused.field}" if "." in refused.field else ""
    is_fault = refused.field.rpartition(".")[2] in FIELDS and not refused.reason.endswith(NO_DATE)
    found = f" (found {refused.value!r})" if is_fault and refused.value else ""
    return f"{refused.file}{line}{field}: {refused.reason}{found}"


def refusal_lines(refusals: Iterable[Refused]) -> Iterator[str]:
    """A line for each refusal; of many for one and the same reason the first few, and how many more there are."""
    by_reason: dict[str, list[Refused]] = {}
    for one in refusals:
        by_reason.setdefault(one.reason, []).append(one)
    for reason, alike in by_reason.items():
        yield from map(refusal_words, alike[:FIRST_FEW])
        if len(alike) > FIRST_FEW:
            yield f"and {len(alike) - FIRST_FEW:,} more: {reason}"


def _article_counts(report: ArticleReport, policy: Policy) -> Iterator[tuple[str, int, str]]:
    dry, recorded = report.dry_run, report.recorded
    yield "articles", report.articles, f"({report.known:,} there already, {report.without_facts:,} without facts)"
    yield "would accept" if dry else "accepted", report.accepted, _why_accepted(policy)
    yield "would wait" if dry else "waiting", report.waiting, "facts, for a person to look at"
    if report.rejected:
        yield "rejected", report.rejected, "facts"
    if report.agreed:
        yield "agreed", report.agreed, "facts that both extractors read"
    yield "would add" if dry else "added", recorded.events_added, "events"
    yield "confirms" if dry else "confirmed", recorded.events_confirmed, "events, by a further article"


def _why_accepted(policy: Policy) -> str:
    """Why facts went in without a person."""
    if policy.at_least is None:
        return "facts, certain enough to go in at once"
    if math.isinf(policy.at_least):
        return "facts"
    return f"facts, with a score of at least {policy.at_least:g}" if policy.at_least else "facts, as --accept all asks"


def shortened(file: str) -> str:
    """The end of a long path, for a line of progress."""
    return file if len(file) <= 60 else "..." + file[-57:]


def section(title: str, lines: Sequence[str], count: int | None = None) -> None:
    """Print a heading with a count, and the first of its lines."""
    total = len(lines) if count is None else count
    if not total:
        return
    click.echo(f"  {title:<12} {total:,}")
    for line in lines[:MOST_LINES]:
        click.echo(f"    {line}")
    if total > MOST_LINES:
        click.echo(f"    and {total - MOST_LINES:,} more (--json lists up to 1,000)")
