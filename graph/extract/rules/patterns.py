"""Pattern files become regular expressions over lines of marks.

One pattern is a row of tokens: `word` or `a|b` (words), `CLASS` (any word of a class in `words.toml`), `<slot>` (one or
more actors, joined by commas and "and"), `<slot..>` (all actors of a stretch), `@L` (one mark of that letter), `..` (up
to six plain words), `...` (up to twelve units of any kind), `( ... )` and `( ... )?` (groups), `/` between the branches
of a group, `token?` and `token*` (at most once, repeated), `!token` (not followed by it), `^` (no preposition before),
`^^` (the clause begins here).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from graph.errors import BadInput
from graph.reference import data_folder

ACTOR = r"@[APGD]\d+ "
DETERMINERS = (
    r"(?:(?:the|a|an|another|its|their|his|her|both|either|rival|all|some|several|fellow|neighbouring|neighboring|warring|rebel|junta|"
    r"opposition|separatist|guerrilla|paramilitary|visiting|senior|top) )*"
)
JOINED = (
    r"(?:, and |, as well as |, along with |, together with |, |and |or |as well as |along with |together with |& |/ )"
)
COORDINATION = rf"{DETERMINERS}{ACTOR}(?:(?:'s )?{JOINED}{DETERMINERS}{ACTOR})*"
"""One or more actors: "Iran, Turkey and the Taliban"."""
_WORD = re.compile(r"'s|[^\W_]+(?:['.-][^\W_]+)*|[^\s\w]")
"""What stands between spaces in a line of marks."""
FRONTED = r"(?:(?:back )?(?:(?:on|in|at|by|from|during|late|early|earlier|later) )*@[TL]\d+ (?:, )?)*"
"""A day or a place before the subject: "Back in Abuja on Tuesday, ..."."""
WORDS_BETWEEN = r"(?:[^@ ,;:]+ ){0,6}?"
ANYTHING_BETWEEN = r"(?:[^ ;]+ ){0,12}?"


@dataclass(frozen=True)
class Pattern:
    """A pattern with what it says of an event; `regex` has a group for each slot."""

    id: str
    regex: re.Pattern[str]
    kind: str
    status: str
    confidence: float
    matches: str
    not_matches: str
    needs: tuple[frozenset[str], ...] = ()
    """For each token that no match lacks, the words that it may begin with."""

    def found_in(self, string: str, words: frozenset[str]) -> Iterator[re.Match[str]]:
        """The matches in a string of these words; most patterns need a word that is not there."""
        return iter(()) if any(map(words.isdisjoint, self.needs)) else self.regex.finditer(string)


@dataclass(frozen=True)
class Words:
    """The word classes: patterns' classes, flavours of role nouns, titles, places, cues."""

    classes: Mapping[str, tuple[str, ...]]
    flavours: Mapping[str, tuple[str, ...]]
    titles: Mapping[str, tuple[str, ...]]
    places: Mapping[str, tuple[str, ...]]
    generics: Mapping[str, tuple[str, ...]]
    occasions: Mapping[str, tuple[str, ...]]
    sets: Mapping[str, tuple[str, ...]]
    grammar: Mapping[str, tuple[str, ...]]
    descriptions: Mapping[str, tuple[str, ...]]

    def listed(self, path: str) -> list[str]:
        """The words of "section.list", or of several such joined by a plus."""
        named = (part.split(".") for part in path.split("+"))
        return [word for section, name in named for word in getattr(self, section)[name]]


def any_of(words: Iterable[str]) -> str:
    """A regular expression for any of some words or phrases, the longest first, each with its closing space."""
    tokens = {" ".join(_WORD.findall(word)) for word in words}
    return (
        "(?:"
        + "|".join(re.escape(word).replace(r"\ ", " ") for word in sorted(tokens, key=lambda w: (-len(w), w)))
        + ") "
    )


@cache
def words() -> Words:
    """The word classes of `data/extract/words.toml`."""
    table = _table("words.toml")
    return Words(*({name: tuple(row) for name, row in table[part.name].items()} for part in fields(Words)))


@cache
def word_set(name: str) -> frozenset[str]:
    """One of the plain sets of words in `words.toml`."""
    return frozenset(words().sets[name])


@cache
def patterns() -> tuple[Pattern, ...]:
    """The patterns of `data/extract/patterns.toml`. Raises BadInput naming one that cannot be compiled."""
    return tuple(_pattern(row) for row in _table("patterns.toml")["pattern"])


@cache
def phrases() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The phrases of `data/extract/phrases.toml`, in the order in which they are read."""
    table = _table("phrases.toml")
    return tuple((row["name"], re.compile(_filled(row["pattern"], table["parts"]))) for row in table["phrase"])


@cache
def cuts() -> tuple[re.Pattern[str], ...]:
    """Where a line is cut into clauses: at each match, or at its group `cut`."""
    table = _table("phrases.toml")
    return tuple(re.compile(_filled(row["pattern"], table["parts"])) for row in table["cut"])


def _filled(pieces: Iterable[str], parts: Mapping[str, list[str]]) -> str:
    """A phrase with its parts and word lists put in; the part `actors` is one or more actors."""

    def put(match: re.Match[str]) -> str:
        name = match.group(1)
        if name == "actors":
            return COORDINATION
        return any_of(words().listed(name)) if "." in name else _filled(parts[name], parts)

    return re.sub(r"%([\w.+]+)%", put, "".join(pieces))


@cache
def cues() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The cues of status, each with the status that it tells."""
    return tuple((row["status"], compiled(row["pattern"])) for row in _table("patterns.toml")["cue"])


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern as a regular expression. Raises ValueError for an unknown class."""
    return re.compile(r"(?<= )" + "".join(map(_token, pattern.split())))


def _pattern(row: Mapping[str, str]) -> Pattern:
    try:
        regex = compiled(row["pattern"])
    except (ValueError, re.error) as error:
        raise BadInput(f"data/extract/patterns.toml, pattern {row['id']!r}: {error}") from error
    return Pattern(
        id=row["id"],
        regex=regex,
        kind=row.get("kind", ""),
        status=row.get("status", ""),
        confidence=float(row.get("confidence", 0.9)),
        matches=row["matches"],
        not_matches=row["not"],
        needs=tuple(sorted(_needs(row["pattern"].split()), key=len)),
    )


def _needs(tokens: Sequence[str]) -> Iterator[frozenset[str]]:
    """The words that every plain token may begin with; of a group, those of one token of each branch."""
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token == "(":
            branches, place = _group(tokens, place)
            needs = [min(_needs(branch), key=len, default=None) for branch in branches]
            if tokens[place] == ")" and None not in needs:
                yield frozenset().union(*filter(None, needs))
        elif token not in _fixed() and token[0] not in "<@!" and token[-1] not in "?*":
            listed = _class(token) if token.isupper() and len(token) > 1 else _alternatives(token)
            yield frozenset(_WORD.findall(word)[0] for word in listed)
        place += 1


def _group(tokens: Sequence[str], place: int) -> tuple[list[Sequence[str]], int]:
    """The branches of the group that opens at a place, and the place of what closes it."""
    branches: list[list[str]] = [[]]
    depth = 0
    for end in range(place + 1, len(tokens)):
        token = tokens[end]
        if token.startswith(")") and depth == 0:
            return [*branches], end
        depth += (token == "(") - token.startswith(")")
        if token == "/" and depth == 0:
            branches.append([])
        else:
            branches[-1].append(token)
    raise ValueError("a group is not closed")


@cache
def _fixed() -> dict[str, str]:
    """The tokens that always mean the same."""
    no_subject = "".join(rf"(?<! {re.escape(word)} )" for word in words().grammar["no_subject_after"])
    return {
        "(": "(?:",
        ")": ")",
        ")?": ")?",
        ")*": ")*",
        "/": "|",
        "..": WORDS_BETWEEN,
        "...": ANYTHING_BETWEEN,
        "^": no_subject,
        "^^": rf"(?<=\A )(?:{any_of(words().grammar['opening'])})*{FRONTED}",
        "ADV": rf"(?:{any_of(words().classes['ADV'])}|(?:late |early )?(?:on |in |last |during )?@T\d+ |, )",
    }


@cache
def _region() -> str:
    """The stretch of a clause before its verb, whose actors are all subjects."""
    grammar = words().grammar
    last = "".join(rf"(?<! {word} )" for word in grammar["no_end_of_subject"])
    return rf"(?:(?!{any_of(grammar['no_part_of_subject'])})[^ ;]+ ){{0,18}}?{last}"


def _token(token: str) -> str:
    if token in _fixed():
        return _fixed()[token]
    if token.startswith("!"):
        return f"(?!{any_of(_alternatives(token[1:]))})"
    if token[-1] in "?*":
        return f"(?:{_token(token[:-1])}){token[-1]}"
    if token.startswith("<"):
        filler = _region() if token.endswith("..>") else COORDINATION
        return f"(?P<{token.strip('<.>')}>{filler})"
    if token.startswith("@"):
        return rf"@[{token[1:]}]\d+ "
    return any_of(_class(token) if token.isupper() and len(token) > 1 else _alternatives(token))


def _alternatives(token: str) -> list[str]:
    return token.replace("_", " ").split("|")


def _class(name: str) -> tuple[str, ...]:
    if name not in words().classes:
        raise ValueError(f"no word class {name!r} in words.toml")
    return words().classes[name]


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((data_folder() / "extract" / name).read_text(encoding="utf-8"))
