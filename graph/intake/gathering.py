"""A group of recognised articles comes together: what of each is stored, and the facts that were read from it."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.claims import Claim
from graph.errors import NotExtracted
from graph.facts import Article
from graph.importers.base import Refused
from graph.intake.reading import FactReader, Found
from graph.intake.recognising import Sight, Sighting, may_not_be_kept, reader_of, told_title
from graph.intake.reporting import ArticleReport, CopyNote, UnreadNote
from graph.store.proposing import Brought, Group, Reread


@dataclass
class Gathering:
    """The articles and facts of one group so far."""

    report: ArticleReport
    reader: FactReader
    quotes_only: frozenset[str]
    goes_on: bool = False
    """Whether the import was cut off before: what it brought then is its own."""
    group: Group = field(default_factory=Group)
    claims: dict[str, Claim] = field(default_factory=dict)
    unsure: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    """The file that each claim was read in."""
    failed: dict[str, str] = field(default_factory=dict)
    """Why some articles of the group could not be read: their copies cannot lean on them."""

    def take(self, sighting: Sighting) -> None:
        """Sort one article in, with the facts read from it."""
        reason = sighting.reason or self.failed.get(sighting.original[0], "")
        if reason:
            self._refuse(sighting, "published" if sighting.raw.article.published is None else "text", reason)
            return
        for note in sighting.raw.notes:
            self.report.note(self.report.notes, (sighting.raw.file, note))
        if sighting.sight is Sight.COPY:
            self._take_copy(sighting)
        elif sighting.sight is Sight.FOREIGN:
            self._take_foreign(sighting)
        elif not (self._read(sighting) if sighting.extractors else self._take_known(sighting)):
            return
        self.report.articles += 1

    def _take_copy(self, sighting: Sighting) -> None:
        self._tell_copy(sighting)
        original = sighting.original[0]
        self.group.brought.append(Brought(sighting.id, self._bare(sighting), sighting.sha256, copy_of=original))
        if sighting.joins:
            self.group.joined.append(original)

    def _take_foreign(self, sighting: Sighting) -> None:
        self._tell_foreign(sighting)
        self.group.brought.append(
            Brought(sighting.id, self._stored(sighting), sighting.sha256, not_read="language")
        )  # fmt: skip

    def _take_known(self, sighting: Sighting) -> bool:
        if self.goes_on and not sighting.joins:
            self._tell_own(sighting)
        else:
            self.report.known += 1
        if sighting.joins:
            self.group.joined.extend(id for id in (sighting.id, sighting.original[0]) if id)
        return True

    def _tell_own(self, sighting: Sighting) -> None:
        """Tell of what this import brought before it was cut off as it was told then."""
        if sighting.original[0]:
            self._tell_copy(sighting)
        elif sighting.not_read:
            self._tell_foreign(sighting)

    def _tell_copy(self, sighting: Sighting) -> None:
        self.report.copies += 1
        note = CopyNote(sighting.raw.file, self._title(sighting), *sighting.original)
        self.report.note(self.report.copy_notes, note)

    def _tell_foreign(self, sighting: Sighting) -> None:
        self.report.unread += 1
        note = UnreadNote(sighting.raw.file, self._title(sighting), sighting.raw.article.language or "")
        self.report.note(self.report.unread_notes, note)

    def _read(self, sighting: Sighting) -> bool:
        """Read the facts of an article; False where that failed and nothing of it is kept."""
        stored = self._stored(sighting)
        try:
            found = self.reader.read(sighting, stored)
        except NotExtracted as error:
            self.failed[sighting.id] = str(error)
            self._refuse(sighting, "text", f"it could not be read: {error}")
            return False
        read_by = tuple(sorted({*sighting.read_by, *map(reader_of, sighting.extractors)}))
        if sighting.sight is Sight.NEW:
            self.group.brought.append(Brought(sighting.id, stored, sighting.sha256, read_by))
        else:
            self._take_known(sighting)
            self.group.reread.append(Reread(sighting.id, read_by))
            self.group.withdrawn.extend(found.withdrawals)
        self._keep(sighting, found)
        return True

    def _keep(self, sighting: Sighting, found: Found) -> None:
        self.report.agreed += found.agreed
        self.report.without_facts += not found.claims
        for refused in found.refused:
            self.report.refuse(refused)
        for claim in found.claims:
            self.claims[claim.id] = claim
            self.files[claim.id] = sighting.raw.file
        self.unsure |= found.unsure

    def _refuse(self, sighting: Sighting, field: str, reason: str) -> None:
        article = sighting.raw.article
        shown = article.url or self._title(sighting)
        self.report.refuse(Refused(sighting.raw.file, sighting.raw.line, field, shown, reason, {}))

    def _stored(self, sighting: Sighting) -> Article:
        """The article as it may be kept."""
        article = sighting.raw.article
        return self._bare(sighting) if may_not_be_kept(article, self.quotes_only) else article

    def _bare(self, sighting: Sighting) -> Article:
        """An article without its text: the text is not to be kept, or is kept under another article."""
        return sighting.raw.article.model_copy(update={"text": None, "title": self._title(sighting)})

    def _title(self, sighting: Sighting) -> str:
        return told_title(sighting.raw, self.quotes_only)
