"""Small reference tables and facts that tests share, all about real, public persons and events."""

from __future__ import annotations

from typing import Any

from graph.claims import Claim, claims_of
from graph.dates import bounds_of
from graph.facts import ArticleFacts, EventFact
from graph.reference import KnownActor, KnownConflict, KnownProcess, KnownVenue, Post, Reference
from graph.resolve.resolver import Resolver
from graph.vocabulary import ActorKind, VenueKind


def known_actor(id: str, name: str, kind: str, iso3: str = "", aliases: tuple[str, ...] = ()) -> KnownActor:
    return KnownActor(id, name, ActorKind(kind), "", aliases, iso3, "", "", "", "", ())


def known_venue(id: str, name: str, kind: str, iso3: str, point: tuple[float, float] | None = None) -> KnownVenue:
    latitude, longitude = point or (None, None)
    return KnownVenue(id, name, VenueKind(kind), iso3, latitude, longitude, kind, (), "", "")


COUNCIL = ("Presidential Council",)
REFERENCE = Reference(
    actors=(
        known_actor("russia", "Russia", "State", "RUS", ("Russian Federation",)),
        known_actor("turkey", "Turkey", "State", "TUR", ("Türkiye",)),
        known_actor("egypt", "Egypt", "State", "EGY"),
        known_actor("united-nations", "United Nations", "IGO", aliases=("UN",)),
        known_actor("libyan-national-army", "Libyan National Army", "ArmedGroup", "LBY", ("LNA",)),
        known_actor("government-of-national-accord", "Government of National Accord", "Government", "LBY", ("GNA",)),
        known_actor("presidential-council-libya", "Presidential Council (Libya)", "Government", "LBY", COUNCIL),
        known_actor("presidential-council-yemen", "Presidential Council (Yemen)", "Government", "YEM", COUNCIL),
        known_actor("khalifa-haftar", "Khalifa Haftar", "Person", "LBY", ("Khalifa Hifter",)),
        known_actor("fayez-al-sarraj", "Fayez al-Sarraj", "Person", "LBY"),
    ),
    posts=(
        Post("khalifa-haftar", "libyan-national-army", "commander", bounds_of("2015-03-02/..")),
        Post("fayez-al-sarraj", "government-of-national-accord", "head", bounds_of("2016-03-30/2021-03-10")),
    ),
    venues=(
        known_venue("moscow-rus", "Moscow", "city", "RUS", (55.75, 37.62)),
        known_venue("tripoli-lby", "Tripoli", "city", "LBY", (32.89, 13.19)),
        known_venue("tripoli-lbn", "Tripoli", "city", "LBN", (34.44, 35.84)),
        known_venue("country-rus", "Russia", "country", "RUS"),
        known_venue("country-lby", "Libya", "country", "LBY"),
    ),
    conflicts=(KnownConflict("libya", "Libya since 2011", ("Libya",), ("LBY",), "Africa", "2011", "", "", ()),),
    processes=(KnownProcess("berlin-process", "Berlin process", (), "libya", "", "", ""),),
)


def resolver() -> Resolver:
    return Resolver(REFERENCE)


def moscow_talks(**changes: Any) -> dict[str, Any]:
    """The talks of Moscow, 13 January 2020, as a fact."""
    event: dict[str, Any] = {
        "date": "2020-01-13",
        "third_parties": [{"name": "Russia"}, {"name": "Turkey"}],
        "parties": [{"name": "Libyan National Army"}, {"name": "Government of National Accord"}],
        "venues": [{"name": "Moscow", "country": "RUS"}],
        "conflict": "Libya",
        "evidence": [{"paraphrase": "Russia and Turkey brought both sides to Moscow."}],
    }
    return event | changes


def fact(**changes: Any) -> EventFact:
    return EventFact.model_validate(moscow_talks(**changes))


def article_line(url: str, *events: dict[str, Any], **article: Any) -> ArticleFacts:
    return ArticleFacts.model_validate({"article": {"url": url, **article}, "events": list(events)})


def claims(url: str, *events: dict[str, Any], **article: Any) -> list[Claim]:
    return claims_of(article_line(url, *events, **article))
