"""The tables in `data/` become frozen rows: known actors, posts, venues, conflicts and processes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from graph.dates import Bounds, bounds_of
from graph.errors import BadInput
from graph.vocabulary import ActorKind, VenueKind

ACTOR_TABLES = ("states", "organisations", "parties", "persons")


@dataclass(frozen=True)
class KnownActor:
    """A curated actor; its aliases are spellings that surely mean it."""

    id: str
    name: str
    kind: ActorKind
    abbreviation: str
    aliases: tuple[str, ...]
    iso3: str
    wikidata_id: str
    active_from: str
    active_to: str
    gender: str
    ext_ids: tuple[str, ...]


@dataclass(frozen=True)
class Post:
    """Whom a person stood for, and when."""

    person: str
    actor: str
    title: str
    held: Bounds


@dataclass(frozen=True)
class KnownVenue:
    """A curated place; only sites and cities have coordinates (WGS84, degrees)."""

    id: str
    name: str
    kind: VenueKind
    country_iso3: str
    latitude: float | None
    longitude: float | None
    geo_precision: str
    aliases: tuple[str, ...]
    wikidata_id: str
    geonames_id: str


@dataclass(frozen=True)
class KnownConflict:
    """A curated conflict and the countries (ISO 3166-1 alpha-3) that it is fought over in."""

    id: str
    name: str
    aliases: tuple[str, ...]
    countries: tuple[str, ...]
    region: str
    start: str
    end: str
    wikidata_id: str
    ext_ids: tuple[str, ...]


@dataclass(frozen=True)
class KnownProcess:
    """A curated peace process or format, and the conflict that it is about."""

    id: str
    name: str
    aliases: tuple[str, ...]
    conflict: str
    start: str
    end: str
    wikidata_id: str


@dataclass(frozen=True)
class Reference:
    """Everything that is known before the first fact is read."""

    actors: tuple[KnownActor, ...]
    posts: tuple[Post, ...]
    venues: tuple[KnownVenue, ...]
    conflicts: tuple[KnownConflict, ...]
    processes: tuple[KnownProcess, ...]


def data_folder() -> Traversable:
    """The folder of the tables: inside the installed package, or `data/` of a checkout."""
    packaged = resources.files("graph") / "_data"
    return packaged if packaged.is_dir() else Path(__file__).resolve().parent.parent / "data"


def sample_files() -> list[Path]:
    """The bundled article facts that make a first graph, in the order of their names."""
    folder = Path(str(data_folder() / "facts"))
    return sorted(folder.glob("*.jsonl"))


@cache
def _country_names() -> dict[str, str]:
    return {venue.country_iso3: venue.name for venue in load_reference().venues if venue.kind is VenueKind.COUNTRY}


def country_name(country: str) -> str:
    """The name of a country by its ISO 3166-1 alpha-3 code; any other text as it is."""
    return _country_names().get(country, country)


@cache
def load_reference() -> Reference:
    """Read all tables. Raises BadInput, naming the table, for one that cannot be used."""
    folder = data_folder()
    tables = folder / "actors"
    return Reference(
        actors=tuple(_actor(row) for name in ACTOR_TABLES for row in _rows(tables / f"{name}.csv")),
        posts=tuple(_post(row) for row in _rows(folder / "posts.csv")),
        venues=tuple(_venue(row) for row in _rows(folder / "venues.csv")),
        conflicts=tuple(_conflict(row) for row in _rows(folder / "conflicts.csv")),
        processes=tuple(_process(row) for row in _rows(folder / "processes.csv")),
    )


def _rows(table: Traversable) -> Iterator[dict[str, str]]:
    try:
        text = table.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadInput(f"The table {table} cannot be read: {error}. Reinstall Good Offices.") from error
    yield from csv.DictReader(io.StringIO(text))


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _actor(row: dict[str, str]) -> KnownActor:
    return KnownActor(
        id=row["id"],
        name=row["name"],
        kind=ActorKind(row["kind"]),
        abbreviation=row["abbreviation"],
        aliases=_list(row["aliases"]),
        iso3=row["iso3"],
        wikidata_id=row["wikidata_id"],
        active_from=row["active_from"],
        active_to=row["active_to"],
        gender=row["gender"],
        ext_ids=_list(row["ext_ids"]),
    )


def _post(row: dict[str, str]) -> Post:
    return Post(row["person"], row["actor"], row["post"], bounds_of(f"{row['from'] or '..'}/{row['to'] or '..'}"))


def _venue(row: dict[str, str]) -> KnownVenue:
    return KnownVenue(
        id=row["id"],
        name=row["name"],
        kind=VenueKind(row["kind"]),
        country_iso3=row["country_iso3"],
        latitude=float(row["latitude"]) if row["latitude"] else None,
        longitude=float(row["longitude"]) if row["longitude"] else None,
        geo_precision=row["geo_precision"],
        aliases=_list(row["aliases"]),
        wikidata_id=row["wikidata_id"],
        geonames_id=row["geonames_id"],
    )


def _conflict(row: dict[str, str]) -> KnownConflict:
    return KnownConflict(
        id=row["id"],
        name=row["name"],
        aliases=_list(row["aliases"]),
        countries=_list(row["countries"]),
        region=row["region"],
        start=row["start"],
        end=row["end"],
        wikidata_id=row["wikidata_id"],
        ext_ids=_list(row["ext_ids"]),
    )


def _process(row: dict[str, str]) -> KnownProcess:
    return KnownProcess(
        id=row["id"],
        name=row["name"],
        aliases=_list(row["aliases"]),
        conflict=row["conflict"],
        start=row["start"],
        end=row["end"],
        wikidata_id=row["wikidata_id"],
    )
