"""Words that mean somebody named elsewhere get that figure: he, she, it, the bloc, the world body, the Gulf state."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from graph.extract.rules.frames import is_third
from graph.extract.rules.lexicon import lexicon
from graph.extract.rules.marks import Figure, Generic, Line, Locality, Mark, Unit
from graph.extract.rules.patterns import any_of, words
from graph.vocabulary import ActorKind

UNITED_NATIONS = Figure("United Nations", "united-nations", ActorKind.IGO)
LAND_WORDS = frozenset({"state", "country", "nation", "kingdom", "monarchy", "emirate", "sultanate", "republic"})
"""After a region, or alone where the word itself tells which: the Gulf state, the sultanate."""
IT_SAYS = frozenset(
    {
        "prefers",
        "wants",
        "demands",
        "accepted",
        "agreed",
        "signed",
        "boycotted",
        "urged",
        "said",
        "announced",
        "rejected",
        "refused",
        "declared",
        "insisted",
        "declined",
        "offered",
        "added",
    }
)
TOWNS = frozenset({"city", "town", "resort", "village", "port"})
BODY_NOUNS = frozenset({"centre", "center", "foundation", "institute", "charity", "commission", "league", "church"})
"""After "the" they mean the body that was named with that word: the Carter Center."""
OWN_MEDIATION = frozenset({"mediation", "auspices", "facilitation", "chairmanship", "patronage", "aegis"})

_OWN_IT = re.compile(
    rf" between it and |^ (?:the )?@A\d+ (?:also )?{any_of(words().classes['REPORT_V'])}(?:on @T\d+ )?that it "
)


def referred(lines: Iterable[Line]) -> list[Line]:
    """The lines of an article with the words that stand for a figure as marks of it."""
    return list(_with_pronouns(_with_towns(_with_descriptions(_with_blocs(lines)))))


def _with_pronouns(lines: Iterable[Line]) -> Iterator[Line]:
    """He and she are the person whom the text named first in the sentence before, or else last; it, its first body."""
    person: Unit | None = None
    body: Unit | None = None
    for line in map(_with_speaker, lines):
        line = _with_own_it(line)
        if body is not None and _begins_with_it(line):
            line = Line([replace(line.units[0], mark=Mark.BODY, figures=body.figures), *line.units[1:]])
        subject: Unit | None = None
        units: list[Unit] = []
        for unit in line.units:
            meant = subject or person
            if unit.mark is Mark.WORD and unit.text.casefold() in {"he", "she", "visitor"} and person is not None:
                unit = replace(unit, mark=Mark.PERSON, figures=(subject or person).figures)
            elif meant is not None and _is_own_mediation(line.units, len(units)):
                unit = replace(unit, mark=Mark.PERSON, figures=meant.figures)
            elif meant is not None and unit.text == "country" and units and units[-1].text in {"his", "her"}:
                unit = replace(unit, mark=Mark.BODY, figures=(replace(meant.figures[0].body, flavour=""),))
            elif unit.mark is Mark.PERSON:
                subject = subject or unit
                person = unit
            units.append(unit)
        person = subject or person
        body = next((unit for unit in line.units if unit.mark in {Mark.BODY, Mark.PERSON}), None)
        body = body if body is not None and body.mark is Mark.BODY else None
        yield line.with_units(units)


def _is_own_mediation(units: Sequence[Unit], place: int) -> bool:
    """Under his mediation: his is the person of whom the sentence tells."""
    after = units[place + 1].text.casefold() if place + 1 < len(units) else ""
    return units[place].text in {"his", "her"} and after in OWN_MEDIATION


def _with_own_it(line: Line) -> Line:
    """India said that it would not let Oman mediate between it and Pakistan: it is the body named first."""
    first = next((unit for unit in line.units if unit.mark is Mark.BODY), None)
    if first is None or not _OWN_IT.search(line.string):
        return line
    words_before = ["", *(unit.text for unit in line.units)]
    return Line(
        [
            replace(unit, mark=Mark.BODY, figures=first.figures)
            if unit.text == "it" and before in {"between", "that"}
            else unit
            for before, unit in zip(words_before, line.units, strict=False)
        ]
    )


def _begins_with_it(line: Line) -> bool:
    """It said that ...: an "it" that does what only a body does."""
    first = [unit.text.casefold() for unit in line.units[:2]]
    return first[:1] == ["it"] and first[-1] in IT_SAYS


def _with_blocs(lines: Iterable[Line]) -> Iterator[Line]:
    """The bloc is the international body that the text has named most; the world body is the United Nations."""
    named: Counter[Figure] = Counter()
    by_noun: dict[str, Figure] = {}
    for line in lines:
        units = list(line.units)
        for place, unit in enumerate(units):
            if unit.mark is Mark.BODY and unit.figures:
                nouns = BODY_NOUNS & set(unit.text.casefold().split())
                by_noun |= dict.fromkeys(nouns, replace(unit.figures[0].body, flavour=""))
            elif unit.text in by_noun and place and units[place - 1].text.casefold() == "the":
                units[place] = replace(unit, mark=Mark.BODY, figures=(by_noun[unit.text],))
            if unit.mark is Mark.BODY and is_third(unit.figures[0].body) and unit.figures[0].id != UNITED_NATIONS.id:
                named[replace(unit.figures[0], flavour="")] += 1
            elif _is_world_body(units, place):
                units[place] = replace(unit, mark=Mark.BODY, figures=(UNITED_NATIONS,))
            elif named and _is_bloc(units, place):
                units[place] = replace(unit, mark=Mark.BODY, figures=(named.most_common(1)[0][0],))
        yield line.with_units(units)


def _is_world_body(units: Sequence[Unit], place: int) -> bool:
    return units[place].text == "body" and place > 0 and units[place - 1].text == "world"


def _is_bloc(units: Sequence[Unit], place: int) -> bool:
    before, after = units[max(place - 1, 0)], units[min(place + 1, len(units) - 1)]
    means = {"the": {"bloc", "grouping"}, "regional": {"bloc", "grouping", "body", "organisation", "organization"}}
    named = units[place].mark is Mark.WORD and units[place].text in means.get(before.text.casefold(), ())
    return named and after.mark not in {Mark.BODY, Mark.NAME}


def _with_descriptions(lines: Iterable[Line]) -> Iterator[Line]:
    """The Gulf state, the sultanate: the state of that sort that the text named last."""
    named: dict[str, Figure] = {}
    for line in lines:
        units = list(line.units)
        for place, unit in enumerate(units):
            for figure in unit.figures:
                if figure.body.kind is ActorKind.STATE and figure.body.iso3:
                    named.pop(figure.body.iso3, None)
                    named[figure.body.iso3] = replace(figure.body, flavour="")
            meant = _described(units, place, named)
            if meant is not None:
                units[place] = replace(unit, mark=Mark.BODY, figures=(meant,))
        yield line.with_units(units)


def _with_towns(lines: Iterable[Line]) -> Iterator[Line]:
    """The Turkish city, the capital: the town that the text named last; the adjective is nobody there."""
    named: dict[str, Unit] = {}
    capital: Unit | None = None
    for line in lines:
        units: list[Unit] = []
        for unit, after in pairwise([*line.units, Unit(0, 0, "")]):
            owner = units[-1] if units and units[-1].mark is Mark.DEMONYM else None
            if unit.place is not None and unit.place.country:
                named[unit.place.iso3] = unit
                capital = unit if _is_capital(unit.place) else capital
            elif unit.text == "capital" and (meant := _capital_meant(units, after, capital)):
                unit = replace(unit, mark=Mark.PLACE, place=meant)
            elif owner and unit.text in TOWNS and after.text not in {"of", ","} and after.mark is not Mark.PLACE:
                town = named.get(owner.figures[0].iso3) if owner.figures else None
                units.pop()
                unit = replace(unit, start=owner.start, mark=Mark.PLACE, place=town.place) if town else unit
            elif owner and unit.text in TOWNS:
                units[-1] = replace(owner, figures=())  # the Saudi resort of Taif: nobody from there
            units.append(unit)
        yield line.with_units(units)


def _is_capital(place: Locality) -> bool:
    state = lexicon().state(place.iso3)
    return state is not None and lexicon().capital(state.id) == place.name


def _capital_meant(before: Sequence[Unit], after: Unit, last: Unit | None) -> Locality | None:
    """In the capital: the one that the text has told; in its capital: that of the state named first."""
    words_before = tuple(unit.text.casefold() for unit in before[-2:])
    if after.mark not in {Mark.WORD, Mark.DATE} or after.text in {"of", "city", "'s"}:
        return None
    if words_before == ("in", "the") and last is not None:
        return last.place
    states = [figure.body for unit in before for figure in unit.figures if figure.body.kind is ActorKind.STATE]
    if words_before not in {("in", "its"), ("to", "its")} or not states:
        return None
    town = lexicon().capital(states[0].id)
    return Locality(town, states[0].iso3, lexicon().country(states[0].iso3)) if town else None


def _described(units: Sequence[Unit], place: int, named: dict[str, Figure]) -> Figure | None:
    unit = units[place]
    if unit.mark is not Mark.WORD or unit.text not in LAND_WORDS or place == 0:
        return None
    before = units[place - 1].text.casefold()
    sort = unit.text if before == "the" else before
    sorts = words().descriptions.get(sort, ())
    return next((named[iso3] for iso3 in reversed(named) if iso3 in sorts), None)


def _with_speaker(line: Line) -> Line:
    """Angola's foreign ministry said that the government: Angola."""
    speaker = next((unit for unit in line.units if unit.mark in {Mark.BODY, Mark.PERSON, Mark.GENERIC}), None)
    if speaker is None or speaker.mark is not Mark.BODY or speaker.figures[0].flavour != "body":
        return line
    if " said that " not in line.string:
        return line
    return Line([replace(u, mark=Mark.BODY, figures=speaker.figures) if _is_government(u) else u for u in line.units])


def _is_government(unit: Unit) -> bool:
    return unit.mark is Mark.GENERIC and unit.figures[0].generic is Generic.GOVERNMENT
