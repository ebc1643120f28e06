"""The closed lists of the field, as enums: what importers, forms, queries, docs and tests may say.

The words and their meanings follow the codebooks of MEND, the Sudan Global Fragmentation-Mediation
data, PA-X, CAMEO and the UN Guidance for Effective Mediation (2012).
"""

from __future__ import annotations

from collections.abc import Set
from enum import StrEnum


class ActorKind(StrEnum):
    """What an actor is; each value is also its second node label."""

    STATE = "State"
    IGO = "IGO"
    UN_BODY = "UNBody"
    COALITION = "Coalition"
    GOVERNMENT = "Government"
    ARMED_GROUP = "ArmedGroup"
    POLITICAL_PARTY = "PoliticalParty"
    CIVIL_SOCIETY = "CivilSociety"
    PERSON = "Person"
    OTHER = "OtherActor"


class Involvement(StrEnum):
    """The relationship type between an actor and an event: on which side of the table it sat."""

    MEDIATED = "MEDIATED"
    HOSTED = "HOSTED"
    GUARANTEED = "GUARANTEED"
    OBSERVED = "OBSERVED"
    SUPPORTED = "SUPPORTED"
    OFFERED_TO_MEDIATE = "OFFERED_TO_MEDIATE"
    PARTY_TO = "PARTY_TO"


class Role(StrEnum):
    """What an actor did at an event, as the source says it."""

    LEAD_MEDIATOR = "lead_mediator"
    MEDIATOR = "mediator"
    CO_MEDIATOR = "co_mediator"
    FACILITATOR = "facilitator"
    GOOD_OFFICES = "good_offices"
    HUMANITARIAN_INTERMEDIARY = "humanitarian_intermediary"
    DRAFTER = "drafter"
    PRESSURE = "pressure"
    HOST = "host"
    GUARANTOR = "guarantor"
    OBSERVER = "observer"
    WITNESS = "witness"
    MONITOR = "monitor"
    SUPPORTER = "supporter"
    COORDINATOR = "coordinator"
    THIRD_PARTY_UNSPECIFIED = "third_party_unspecified"
    WOULD_BE_MEDIATOR = "would_be_mediator"
    PARTY = "party"
    SIGNATORY = "signatory"
    EXCLUDED_PARTY = "excluded_party"


ROLE_INVOLVEMENT: dict[Role, Involvement] = {
    Role.LEAD_MEDIATOR: Involvement.MEDIATED,
    Role.MEDIATOR: Involvement.MEDIATED,
    Role.CO_MEDIATOR: Involvement.MEDIATED,
    Role.FACILITATOR: Involvement.MEDIATED,
    Role.GOOD_OFFICES: Involvement.MEDIATED,
    Role.HUMANITARIAN_INTERMEDIARY: Involvement.MEDIATED,
    Role.DRAFTER: Involvement.MEDIATED,
    Role.PRESSURE: Involvement.SUPPORTED,
    Role.HOST: Involvement.HOSTED,
    Role.GUARANTOR: Involvement.GUARANTEED,
    Role.OBSERVER: Involvement.OBSERVED,
    Role.WITNESS: Involvement.OBSERVED,
    Role.MONITOR: Involvement.OBSERVED,
    Role.SUPPORTER: Involvement.SUPPORTED,
    Role.COORDINATOR: Involvement.SUPPORTED,
    Role.THIRD_PARTY_UNSPECIFIED: Involvement.SUPPORTED,
    Role.WOULD_BE_MEDIATOR: Involvement.OFFERED_TO_MEDIATE,
    Role.PARTY: Involvement.PARTY_TO,
    Role.SIGNATORY: Involvement.PARTY_TO,
    Role.EXCLUDED_PARTY: Involvement.PARTY_TO,
}
"""The relationship type that each role belongs to."""

THIRD_PARTY_ROLES = tuple(r for r, i in ROLE_INVOLVEMENT.items() if i is not Involvement.PARTY_TO)
PARTY_ROLES = tuple(r for r, i in ROLE_INVOLVEMENT.items() if i is Involvement.PARTY_TO)


class EventKind(StrEnum):
    """What kind of occasion an event was."""

    TALKS = "talks"
    MEETING = "meeting"
    SUMMIT = "summit"
    CONFERENCE = "conference"
    VISIT = "visit"
    CALL = "call"
    SHUTTLE = "shuttle"
    SIGNING = "signing"
    CEASEFIRE = "ceasefire"
    EXCHANGE = "exchange"
    OFFER = "offer"
    STATEMENT = "statement"
    OTHER = "other"


class EventClass(StrEnum):
    """How an event counts; mediation and mediation-related events are counted apart (MEND's M and MR)."""

    MEDIATION = "mediation"
    MEDIATION_RELATED = "mediation_related"
    NEGOTIATION = "negotiation"
    OFFER = "offer"
    STATEMENT = "statement"


class Status(StrEnum):
    """Whether it happened. What did not happen is kept and marked."""

    CALLED_FOR = "called_for"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    PLANNED = "planned"
    HELD = "held"
    ONGOING = "ongoing"
    FAILED = "failed"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    HALTED = "halted"
    DENIED = "denied"
    RUMOURED = "rumoured"
    UNKNOWN = "unknown"


HAPPENED: tuple[Status, ...] = (Status.HELD, Status.ONGOING)
"""What every view shows unless its reader asks for the rest."""

UNDONE = frozenset({Status.CANCELLED, Status.DENIED, Status.REFUSED, Status.POSTPONED})
"""Statuses that say an event did not take place; talks that failed or were halted did."""


def statuses_clash(told: Set[str]) -> bool:
    """Whether not all of some statuses can be true of one event; what was planned may have been held."""
    return not (UNDONE.isdisjoint(told) or told.isdisjoint(HAPPENED))


class Outcome(StrEnum):
    """What came of it, from worst to best; the last five stand beside that order."""

    COLLAPSED = "collapsed"
    NO_AGREEMENT = "no_agreement"
    NONE_REPORTED = "none_reported"
    AGREEMENT_TO_TALK = "agreement_to_talk"
    CONFIDENCE_BUILDING = "confidence_building"
    HUMANITARIAN_ARRANGEMENT = "humanitarian_arrangement"
    CEASEFIRE = "ceasefire"
    PARTIAL_AGREEMENT = "partial_agreement"
    COMPREHENSIVE_AGREEMENT = "comprehensive_agreement"
    IMPLEMENTATION_STEP = "implementation_step"
    RENEWAL = "renewal"
    AGREEMENT_UNSPECIFIED = "agreement_unspecified"
    PENDING = "pending"
    UNKNOWN = "unknown"


_AGREED = frozenset(
    {Outcome.CEASEFIRE, Outcome.PARTIAL_AGREEMENT, Outcome.COMPREHENSIVE_AGREEMENT, Outcome.AGREEMENT_UNSPECIFIED}
)
_DISAGREED = frozenset({Outcome.COLLAPSED, Outcome.NO_AGREEMENT})

NAMED_AGREEMENTS = (
    frozenset(Outcome)
    - _DISAGREED
    - {Outcome.NONE_REPORTED, Outcome.AGREEMENT_UNSPECIFIED, Outcome.PENDING, Outcome.UNKNOWN}
)
"""What an agreement that is not described further may have been."""


def outcomes_clash(told: Set[str]) -> bool:
    """Whether not all of some outcomes can be true of one event; an agreement may also be a comprehensive one."""
    return not (_AGREED.isdisjoint(told) or _DISAGREED.isdisjoint(told))


class Modality(StrEnum):
    """How the sides met."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    VIDEO = "video"
    VIRTUAL = "virtual"
    WRITTEN = "written"
    HYBRID = "hybrid"
    UNKNOWN = "unknown"


class Configuration(StrEnum):
    """How the mediator sat between the sides."""

    DIRECT = "direct"
    PROXIMITY = "proximity"
    SHUTTLE = "shuttle"
    INDIRECT = "indirect"
    PLENARY = "plenary"
    BACK_CHANNEL = "back_channel"
    UNKNOWN = "unknown"


class DatePrecision(StrEnum):
    """How exactly the day is known; the bounds of the date say within which days."""

    DAY = "day"
    RANGE = "range"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    UNKNOWN = "unknown"


class Response(StrEnum):
    """What a party answered to an invitation or an offer."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    ABSENT = "absent"
    UNKNOWN = "unknown"


class VenueKind(StrEnum):
    """How large a place is; only sites and cities are ever a point."""

    SITE = "site"
    CITY = "city"
    REGION = "region"
    COUNTRY = "country"


class Polarity(StrEnum):
    """Whether an article asserts an event or denies it."""

    ASSERTS = "asserts"
    DENIES = "denies"


class ArticleKind(StrEnum):
    """Where a claim was read: in an article, or in a row of somebody's dataset."""

    ARTICLE = "article"
    DATASET_ROW = "dataset_row"


class Review(StrEnum):
    """How far a person has looked at an event or a claim."""

    MACHINE = "machine"
    CHECKED = "checked"
    DISPUTED = "disputed"
    REJECTED = "rejected"


class Decision(StrEnum):
    """A judgement on whether two things are one, or on which of several accounts holds."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    CHOSEN = "chosen"
    WITHDRAWN = "withdrawn"
    """Taken back, and nothing is in doubt."""
