"""English text becomes spans of dates, each read as its words say it; `bounds.resolve` then gives the days.

The text is rewritten as one symbol a token (`words`), and the grammar is one expression over those symbols.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from graph.extract.dates.context import Place
from graph.extract.dates.readings import read
from graph.extract.dates.words import symbol
from graph.extract.dates.written import DateSpan

_TOKEN = re.compile(r"[a-zA-Z]\w*|\s+|[.,]|\d+(?:,\d{3}(?!\d)|[.:]\d+)*\w*|[^\W\d_]\w*|.", re.DOTALL)
"""Words with the digits that they end in (G20), numbers with their separators (2,000), spaces, and each stop alone."""

_TO = "(?: ?- ?| T )"
_AND = "(?: ?- ?| [&T] )"
_MONTH = r"(?:[MRA]|b\.?)"
_OF_YEAR = "(?:,? (?:o )?[Yy]| (?:o )?L u)?"
_WEEKDAY = r"(?:W|w\.?)(?: p)?"
_DATE = rf"(?:{_MONTH} (?:t )?[Nn]|(?:(?:t )?n o |[Nn] ){_MONTH}){_OF_YEAR}"
_ON_WEEKDAY = rf"(?:{_WEEKDAY},? )?"
_WEEKDAYS = rf"(?:W{_AND}W,? |{_WEEKDAY},? )?"
_PART_OF = "(?:(?:t )?(?:E o |r H o |[rL] k o )|e[ -])"

_PRODUCTIONS = {
    "day_range": (
        rf"{_ON_WEEKDAY}{_DATE},?{_TO}{_ON_WEEKDAY}{_DATE}",
        rf"(?<=B ){_ON_WEEKDAY}{_DATE},? & {_ON_WEEKDAY}{_DATE}",
        rf"{_WEEKDAYS}{_MONTH} [Nn](?:, [Nn])*{_AND}[Nn]{_OF_YEAR}",
        rf"{_WEEKDAYS}(?:t )?[Nn](?:, [Nn])*{_AND}(?:t )?[Nn](?: o)? {_MONTH}{_OF_YEAR}",
    ),
    "month_then_count": (rf"(?<=i ){_MONTH}(?= N x)",),
    "day": (rf"{_WEEKDAY} \({_DATE}\)", rf"{_ON_WEEKDAY}{_DATE}", "t n o L h", "[Yy]-N-N", "I", "N/N/[Yy]"),
    "month_range": (rf"{_PART_OF}?{_MONTH}{_OF_YEAR}{_AND}{_PART_OF}?{_MONTH}{_OF_YEAR}",),
    "month": (rf"(?:{_PART_OF}|(?:L ){{1,2}})?{_MONTH}{_OF_YEAR}",),
    "portion": (
        "(?:t )?(?:E o |r [HQ] o )(?:L [khu]|t [khu]|(?:t )?D|[Yy])",
        "(?:t )?e[ -](?:L [khu]|D|[Yy])",
        "e i (?:t [khu]|(?:t )?D|[Yy])",
        "(?:l i t|l L) [khu]",
    ),
    "year_range": (f"[Yy](?:, [Yy])*{_AND}[Yy]", "[Yy]-[Nm]"),
    "season": (f"(?:{_PART_OF}?S,? (?:o )?[Yy]|S (?:o )?L u|(?:L ){{1,2}}S|t S(?! o)|S)",),
    "weekday_range": (rf"(?:L )?(?:e )?W(?: p)?(?:, W)*{_AND}(?:e )?W(?: p)?(?: (?:o )?L k)?",),
    "weekday": (
        "(?:e )?W(?: p)? (?:o )?L k",
        "L k (?:O )?W(?: p)?",
        "(?:t )?P W(?: p)?",
        "(?:L ){0,2}(?:e )?W(?: p)?",
        r"(?<=O )w\.",
    ),
    "weekend": ("(?:[tL] L|[tL]) K",),
    "ago": ("(?:a q o|[aqNm]) [jkhuU] g",),
    "later": ("(?:a q o|[aqNm]) [jkhuU] l",),
    "other_day": ("t j [vG] d", r"t j v(?= ?[.,)_\n-]|$| [iO&] )"),
    "vague": ("(?:a )?z U g", "(?:t )?L (?:z )?U", "t L [khu](?! o)", "L L [khu]"),
    "unit": ("t P [jkhu]", "C [jkhu]", "t L j", "L [khu]", "L p", "(?:l )?d(?: p)?"),
    "decade": ("(?:t )?D",),
    "year": ("[Yy]",),
}
"""The expressions by name, the longer before the shorter; `words` says what each symbol stands for."""

_START = re.compile("t(?= [EerLPKSDnjNh])|a(?= [qzjkhuU])|z(?= U)|[qmNn](?=[ /,-])|[MRAbWwYyDIEeLrlPSd]|C(?= [jkhu])")
"""Where an expression can begin: the grammar itself is too slow to be tried at every token."""
_GRAMMAR = re.compile("|".join(f"(?P<{name}>{'|'.join(forms)})" for name, forms in _PRODUCTIONS.items()))


def date_spans(text: str) -> list[DateSpan]:
    """All dates of a text in order, the longest reading of each; none overlap.

    >>> [span.text for span in date_spans("Talks held from March 6 to 10 resumed last Tuesday.")]
    ['March 6 to 10', 'last Tuesday']
    """
    tokens = _TOKEN.findall(text)
    symbols = "".join(map(symbol, tokens))
    ends = list(accumulate(map(len, tokens), initial=0))
    spans = []
    for match in _matches(symbols):
        place = Place(tokens, symbols, match.start(), match.end())
        if reading := read(match.lastgroup or "", place):
            start, end = ends[match.start()], ends[match.end()]
            kind, first, last = reading
            spans.append(DateSpan(start, end, text[start:end], kind, first, last, place.lead, place.use))
    return spans


def _matches(symbols: str) -> Iterator[re.Match[str]]:
    done = 0
    for start in _START.finditer(symbols):
        if start.start() >= done and (match := _GRAMMAR.match(symbols, start.start())):
            done = match.end()
            yield match
