"""Places: cities of one name are told apart by what the row knows, and a region or country is never a city."""

from __future__ import annotations

import pytest

from graph.importers.places import PlaceClues, Places, actor_countries, country_of
from graph.reference import Reference
from graph.vocabulary import VenueKind
from tests.builders import known_actor, known_venue

PLACES = Places.of(
    Reference(
        actors=(
            known_actor("libya", "Libya", "State", "LBY"),
            known_actor("lebanon", "Lebanon", "State", "LBN"),
            known_actor("congo-a", "Republic of the Congo", "State", "COG", ("Congo",)),
            known_actor("congo-b", "DR Congo", "State", "COD", ("Congo",)),
        ),
        posts=(),
        venues=(
            known_venue("tripoli-lby", "Tripoli", "city", "LBY", (32.89, 13.19)),
            known_venue("tripoli-lbn", "Tripoli", "city", "LBN", (34.44, 35.84)),
            known_venue("entebbe-uga", "Entebbe", "city", "UGA", (0.06, 32.48)),
            known_venue("barcelona-esp", "Barcelona", "city", "ESP", (41.39, 2.16)),
            known_venue("darfur-sdn", "Darfur", "region", "SDN"),
        ),
        conflicts=(),
        processes=(),
    )
)


@pytest.mark.parametrize(
    ("name", "clues", "country"),
    [
        ("Tripoli", PlaceClues("LBN", "LBY"), "LBY"),
        ("Tripoli", PlaceClues("LBN", "SDN", actors=("TUR", "LBY")), "LBY"),
        ("Tripoli", PlaceClues("LBN", "SYR"), "LBN"),
        ("Tripoli", PlaceClues("", "SYR"), None),
        ("Entebbe", PlaceClues("SDN", "SDN", point=(0.05, 32.5)), "UGA"),
        ("Barcelona", PlaceClues("VEN", "VEN"), "VEN"),
        ("Barcelona", PlaceClues("VEN", "LBY"), "ESP"),
        ("Ghadames", PlaceClues("LBY", "LBY"), "LBY"),
        ("Ghadames", PlaceClues("", "LBY"), None),
    ],
)
def test_the_country_of_a_homonym_is_decided_by_the_row(name: str, clues: PlaceClues, country: str | None) -> None:
    assert country_of(name, clues, PLACES) == country


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("tripoli", VenueKind.CITY),
        ("Darfur", VenueKind.REGION),
        ("Eastern Sudan", VenueKind.REGION),
        ("Red Sea State", VenueKind.REGION),
        ("Ghadames", None),
    ],
)
def test_a_region_is_known_by_the_tables_or_its_words(name: str, kind: VenueKind | None) -> None:
    assert PLACES.kind(name) == kind


def test_a_name_of_two_countries_is_no_code() -> None:
    assert (PLACES.iso3("Congo"), PLACES.iso3("LBY"), PLACES.iso3("libya")) == ("Congo", "LBY", "LBY")
    assert actor_countries(["UN", "Libya", "Congo"], PLACES) == ("LBY",)
