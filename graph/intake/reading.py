"""One raw article becomes the claims that extractors propose: evidence checked, agreement told, origin kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from graph.accepting import Policy, evidence_fault
from graph.claims import Claim, Origin, claim_of
from graph.extract.base import Extractor
from graph.extract.compare import side_by_side
from graph.facts import Article, EventFact
from graph.importers.base import Refused
from graph.intake.recognising import Sighting
from graph.store.proposing import Withdrawal
from graph.store.weighing import proposal_id
from graph.vocabulary import Review


@dataclass(frozen=True)
class Chooser:
    """What a person said of facts before they are imported, and who."""

    policy: Policy
    by: str

    def mark(self, claim: Claim) -> Claim:
        """A claim as checked, where a person chose it."""
        if proposal_id(claim) not in self.policy.accepted:
            return claim
        checked = replace(
            claim.origin, review=Review.CHECKED, reviewed_by=self.by, reviewed_at=datetime.now(UTC)
        )  # fmt: skip
        return replace(claim, origin=checked)


@dataclass
class Found:
    """What was read out of one article."""

    claims: list[Claim] = field(default_factory=list)
    unsure: dict[str, str] = field(default_factory=dict)
    """Why some of the claims wait whatever the policy says."""
    refused: list[Refused] = field(default_factory=list)
    withdrawals: list[Withdrawal] = field(default_factory=list)
    agreed: int = 0


class FactReader:
    """Reads articles with one extractor or several; where a later one differs, its facts wait for a person."""

    def __init__(self, chooser: Chooser, read_before: Callable[[str, Sequence[str]], Sequence[EventFact]]) -> None:
        """`read_before`: the facts that others than some have read in an article before, by its id."""
        self._chooser = chooser
        self._read_before = read_before

    def read(self, sighting: Sighting, stored: Article) -> Found:
        """The facts of one article, as claims of the article as it will be stored."""
        found = Found()
        names = [extractor.name for extractor in sighting.extractors]
        is_first = {reader.rpartition("/")[0] for reader in sighting.read_by} <= set(names)
        said = [] if is_first else list(self._read_before(sighting.id, names))
        for extractor in sighting.extractors:
            claims = self._claims(sighting, stored, extractor, found)
            ids = tuple(map(proposal_id, claims))
            found.withdrawals.append(Withdrawal(sighting.id, extractor.name, extractor.version, ids))
            if is_first:
                found.claims.extend(claims)
            else:
                _add_differing(claims, said, found)
            said.extend(claim.fact for claim in claims)
            is_first = False
        return found

    def _claims(self, sighting: Sighting, stored: Article, extractor: Extractor, found: Found) -> list[Claim]:
        origin = Origin(extractor.name, extractor.version)
        claims: dict[str, Claim] = {}
        for fact in extractor.extract(sighting.raw.article):
            fault = evidence_fault(fact, sighting.raw.article.text or "")
            if fault:
                refused = Refused(sighting.raw.file, sighting.raw.line, "evidence", extractor.name, fault, {})
                found.refused.append(refused)
                continue
            claim = self._chooser.mark(claim_of(sighting.id, stored, fact, origin))
            claims[claim.id] = claim
        return list(claims.values())


def _add_differing(claims: Sequence[Claim], said: Sequence[EventFact], found: Found) -> None:
    """Add what others have not said so; what they have said too is counted as agreement."""
    by_fact = {id(claim.fact): claim for claim in claims}
    for pair in side_by_side(said, [claim.fact for claim in claims]):
        if pair.b is None:
            continue
        if pair.a is not None and not pair.fields:
            found.agreed += 1
            continue
        claim = by_fact[id(pair.b)]
        found.claims.append(claim)
        name = claim.origin.extractor
        found.unsure[claim.id] = f"{name} differs on {', '.join(pair.fields)}" if pair.a else f"only {name} reads it"
