"""Pattern files become regular expressions over lines of marks.

One pattern is a row of tokens: `word` or `a|b` (words), `CLASS` (any word of a class in `words.toml`), `<slot>` (one or
more actors, joined by commas and "and"), `@L` (one mark of that letter), `..` (up to six plain words), `...` (up to
twelve units of any kind), `( ... )` and `( ... )?` (groups), `token?`, `token*`, `!token` (absent, repeated, not there), `^` (no preposition before), `^^` (the
clause begins here), `<slot..>` (all actors of a stretch), `/` between the branches of a group.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from graph.errors import BadInput
from graph.reference import data_folder

ACTOR = r"@[APGD]\d+ "
DETERMINERS = r"(?:(?:the|a|an|its|their|both|either|rival|all|some|several|fellow|neighbouring|neighboring|warring) )*"
NO_SUBJECT_AFTER = """the a an its their both all of with by to from and or for on in at against between among as than under via
about into like including rival , 's""".split()
JOINED = r"(?:, and |, as well as |, along with |, together with |, |and |or |as well as |along with |together with |& |/ )"
COORDINATION = rf"{DETERMINERS}{ACTOR}(?:(?:'s )?{JOINED}{DETERMINERS}{ACTOR})*"
SUBJECT = "".join(rf"(?<! {re.escape(word)} )" for word in NO_SUBJECT_AFTER if word != ",")
REGION = r"(?:(?!(?:said|says|told|reported|that|after|before|pressing|urging|urged|pressed|pushing|pushed|asked|invited|persuaded|brought|helped|accused|warned|insisted|wants|wanted|hopes|offered|proposed|ready|calling|helping|bring|between) )[^ ;]+ ){0,18}?"
OPENING = r"(?<=\A )(?:(?:that|and|but|,|while|whereas|although|though|after|before|when|as|:|;|yet|because|since|which|who|said) )*"
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
    triggers: frozenset[str]
    matches: str
    not_matches: str


@dataclass(frozen=True)
class Words:
    """The word classes: patterns' classes, flavours of role nouns, titles, places, cues."""

    classes: Mapping[str, tuple[str, ...]]
    flavours: Mapping[str, tuple[str, ...]]
    titles: Mapping[str, tuple[str, ...]]
    places: Mapping[str, tuple[str, ...]]


def any_of(words: Iterable[str]) -> str:
    """A regular expression for any of some words or phrases, the longest first, each with its closing space."""
    tokens = {" ".join(re.findall(r"'s|[^\W_]+(?:['.-][^\W_]+)*|[^\s\w]", word)) for word in words}
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", " ") for word in sorted(tokens, key=lambda w: (-len(w), w))) + ") "


@cache
def words() -> Words:
    """The word classes of `data/extract/words.toml`."""
    table = _table("words.toml")
    return Words(*({name: tuple(row) for name, row in table[part].items()} for part in ("classes", "flavours", "titles", "places")))


@cache
def patterns() -> tuple[Pattern, ...]:
    """The patterns of `data/extract/patterns.toml`. Raises BadInput naming one that cannot be compiled."""
    return tuple(_pattern(row) for row in _table("patterns.toml")["pattern"])


@cache
def cues() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The cues of status, each with the status that it tells."""
    return tuple((row["status"], compiled(row["pattern"])) for row in _table("patterns.toml")["cue"])


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern as a regular expression. Raises ValueError for an unknown class."""
    return re.compile(r"(?<= )" + "".join(_tokens(pattern)))


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
        triggers=frozenset(),
        matches=row["matches"],
        not_matches=row["not"],
    )


def _tokens(pattern: str) -> Iterator[str]:
    for token in pattern.split():
        yield _token(token)


def _token(token: str) -> str:
    fixed = {"(": "(?:", ")": ")", ")?": ")?", ")*": ")*", "/": "|", "..": WORDS_BETWEEN, "...": ANYTHING_BETWEEN, "^": SUBJECT, "^^": OPENING}
    if token in fixed:
        return fixed[token]
    if token.startswith("!"):
        return f"(?!{any_of([token[1:]])})"
    if token.endswith("?"):
        return f"(?:{_token(token[:-1])})?"
    if token.endswith("*"):
        return f"(?:{_token(token[:-1])})*"
    if token.endswith("..>"):
        return f"(?P<{token.strip('<.>')}>{REGION})"
    if token == "ADV":
        return rf"(?:{any_of(words().classes['ADV'])}|(?:late |early )?(?:on |in |last |during )?@T\d+ |, )"
    if token.startswith("<"):
        return f"(?P<{token.strip('<>')}>{COORDINATION})"
    if token.startswith("@"):
        return rf"@[{token[1:]}]\d+ "
    if token.isupper() and len(token) > 1:
        if token not in words().classes:
            raise ValueError(f"no word class {token!r} in words.toml")
        return any_of(words().classes[token])
    return any_of(token.replace("_", " ").split("|"))


def _table(name: str) -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((data_folder() / "extract" / name).read_text(encoding="utf-8"))
