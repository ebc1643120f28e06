"""What an article itself teaches about names: abbreviations in brackets, persons and their surnames, its countries."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise

from graph.extract.rules.lexicon import Lexicon, Meaning, Sense
from graph.extract.rules.marks import Figure, Line, Mark
from graph.extract.rules.patterns import word_set
from graph.names import fold
from graph.vocabulary import ActorKind

_ACRONYM = re.compile(
    r"(?P<name>(?:[A-Z][\w\u2019'-]+ (?:(?:of|for|the|and|in|to|on|de|du|des|la) )*){1,7}(?:[A-Z][\w\u2019'-]+ )?)"
    r"\((?:the |known as |or )?(?P<short>[A-Z][A-Za-z/-]{1,11})\)"
)


def countries_in(text: str, lexicon: Lexicon) -> Counter[str]:
    """How often each country is named in an article, by name, adjective or capital (ISO 3166-1 alpha-3)."""
    counted: Counter[str] = Counter()
    for hit in lexicon.names_in(text, 0, len(text)):
        named = {m.iso3 for m in hit.meanings if m.iso3 and _tells_country(m)}
        counted.update(named if len(named) == 1 else ())
    return counted


def _tells_country(meaning: Meaning) -> bool:
    """A movement's adjective tells no country: Maoists are in several."""
    if meaning.sense is Sense.DEMONYM:
        return meaning.kind is ActorKind.STATE
    return meaning.sense in {Sense.BODY, Sense.PLACE}


def abbreviations_in(text: str, lexicon: Lexicon) -> dict[str, Figure]:
    """Abbreviations that the article introduces: "the Free Movement (FM)", whether a table knows the name or not."""
    found: dict[str, Figure] = {}
    for match in _ACRONYM.finditer(text):
        name = _fitting(match["name"].split(), match["short"])
        if name:
            hits = lexicon.names_in(name, 0, len(name))
            whole = [
                m for hit in hits if hit.end - hit.start >= len(name) - 4 for m in hit.meanings if m.sense is Sense.BODY
            ]
            kind = whole[0].kind if whole else ActorKind.OTHER
            figure = Figure(whole[0].name, whole[0].id, kind, whole[0].iso3) if whole else Figure(name, kind=kind)
            found[fold(match["short"])] = figure
            found[fold(name)] = figure
    return found


def own_names(text: str, abbreviations: dict[str, Figure]) -> re.Pattern[str]:
    """A pattern of the names, as written, that an article gives an abbreviation and no table knows."""
    unknown = {
        figure.name for figure in abbreviations.values() if not figure.id and " " in figure.name and figure.name in text
    }
    return re.compile(
        rf"\b(?:{'|'.join(map(re.escape, sorted(unknown, key=len, reverse=True)))})\b" if unknown else r"(?!)"
    )


def _fitting(name: list[str], short: str) -> str:
    """The last words of a name whose first letters make the abbreviation; small words may be left out."""
    letters = [char for char in short.casefold() if char.isalpha()]
    for start in range(len(name)):
        part = name[start:]
        capitals = [fold(word)[:1] for word in part if word[0].isupper()]
        every = [fold(piece)[:1] for word in part for piece in word.split("-")]
        if part[0][0].isupper() and letters in (capitals, every):
            return " ".join(part)
    return ""


def persons_in(lines: Iterable[Line]) -> dict[str, Figure]:
    """Every person of an article under its full name and each part of it that is its alone."""
    by_name: dict[str, Figure] = {}
    written: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        for unit in line.units:
            if unit.mark is Mark.PERSON and unit.figures:
                person = unit.figures[0]
                held = by_name.get(fold(person.name))
                if held is None or (held.principal is None and person.principal is not None):
                    by_name[fold(person.name)] = person
                written[fold(person.name)].update(_parts(person.name))
    bearers: dict[str, list[str]] = defaultdict(list)
    for name, parts in written.items():
        for part in parts:
            bearers[part].append(name)
    parts_alone = {part: by_name[names[0]] for part, names in bearers.items() if len(names) == 1}
    return {**by_name, **parts_alone}


def _parts(name: str) -> set[str]:
    words = name.replace("\u2019", "'").split()
    if len(words) < 2:
        return set()
    parts = {fold(word) for word in words if len(word) > 2 and word.casefold() not in word_set("particles")}
    parts.update(fold(word[3:]) for word in words if word.casefold().startswith(("al-", "el-")))
    parts.update(fold(f"{first} {second}") for first, second in pairwise(words))
    return parts
