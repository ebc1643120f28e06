from __future__ import annotations

import pytest

from graph.articles.cleaning import cleaned, first_words

ARABIC = "\u0627\u0644\u0633\u0644\u0627\u0645"
PERSIAN = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u062f"


def test_line_ends_are_one_kind_and_blanks_at_their_ends_go() -> None:
    assert (
        cleaned("\ufeffA title \r\n\r\nA line\t\rand one\u2028more\n\n\n\nEnd.\n")
        == "A title\n\nA line\nand one\nmore\n\nEnd."
    )


def test_what_can_be_seen_stays_as_it_is_written() -> None:
    text = "\u201cCurly\u201d  double  blanks\u00a0\u2013 Dolmabahc\u0327e, Dolmabah\u00e7e, <b>bold</b> & \uff21"
    assert cleaned(text) == text


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("tal\u200bks\u00ad in O\u200cslo", "talks in Oslo"),
        ("\u202etalks\u202c \u2066held\u2069\x00\x07", "talks held"),
        (f"{ARABIC}\u200f {PERSIAN}", f"{ARABIC} {PERSIAN}"),
        ("half \ud83d a pair", "half  a pair"),
    ],
)
def test_characters_without_a_shape_go_and_joiners_that_spell_stay(text: str, stored: str) -> None:
    assert cleaned(text) == stored


def test_lines_that_are_not_wrapped_are_paragraphs() -> None:
    long = "The two delegations met in Geneva. " * 6
    assert cleaned(f"{long}\nThe venue\n{long}").count("\n\n") == 2
    assert cleaned("wrapped\nby hand") == "wrapped\nby hand"


def test_cleaning_twice_changes_nothing() -> None:
    once = cleaned("A title\r\n\r\n" + "A long paragraph about a ceasefire. " * 9 + "\r\nNext \r\n")
    assert cleaned(once) == once


def test_a_run_of_blanks_costs_no_time() -> None:
    assert cleaned("a" + " " * 300_000 + "b").endswith("b")


def test_the_first_words_stand_for_a_title_that_is_missing() -> None:
    assert first_words("Short line\nand more") == "Short line"
    assert first_words("word " * 50).endswith("word …")
