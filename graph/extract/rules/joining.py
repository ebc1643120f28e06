"""Several units become one: the parts of a name, and a body that no table knows."""

from __future__ import annotations

from dataclasses import replace

from graph.extract.rules.marks import Figure, Mark, Unit
from graph.extract.rules.patterns import word_set
from graph.vocabulary import ActorKind


def parts_of_names(units: list[Unit]) -> list[list[Unit]]:
    """Names joined by "for" and "and" are one name only where the first ends with a word such as Movement."""
    parts: list[list[Unit]] = [[]]
    for unit in units:
        joins = unit.text in {"for", "and", "in"} and not _ends_as_organisation(parts[-1])
        if joins:
            parts += [[unit], []]
        else:
            parts[-1].append(unit)
    return [part for part in parts if part]


def _ends_as_organisation(units: list[Unit]) -> bool:
    named = [unit for unit in units if unit.mark is Mark.NAME]
    return (bool(named) and bool(word_set("organisation") & set(named[-1].text.casefold().split()[-1:]))) or (
        len(units) > 2 and units[-2].text in {"for", "of"}
    )


def organised(units: list[Unit]) -> list[Unit]:
    """The units of a body that no table knows as one; other units as they are."""
    if units[0].mark is Mark.WORD:
        return [units[0], *organised(units[1:])] if len(units) > 1 else units
    own = {word for unit in units if unit.mark is Mark.NAME for word in unit.text.casefold().split()}
    if not word_set("organisation") & own or " " not in shown(units):
        return units
    return [replace(whole(units, Mark.BODY), figures=(Figure(shown(units), kind=ActorKind.OTHER),))]


def whole(units: list[Unit], mark: Mark) -> Unit:
    """Several units as one of that mark."""
    return Unit(units[0].start, units[-1].end, " ".join(unit.text for unit in units), mark)


def shown(units: list[Unit]) -> str:
    """The text of units, with no space around hyphens and before 's."""
    return " ".join(unit.text for unit in units).replace(" - ", "-").replace(" 's", "'s")
