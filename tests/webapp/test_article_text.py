"""A text in pieces: marks that nest and overlap, letters that stay whole, pages, sentences in their context."""

from __future__ import annotations

import pytest

from graph.queries.evidence import Proof
from webapp.article_text import (
    LONGEST_PARAGRAPH,
    PAGE_CHARACTERS,
    Mark,
    Stretch,
    marks_of,
    page_at,
    pages_of,
    paragraphs_of,
    passages_of,
    place_of,
)

TEXT = "They met in Geneva. The envoy spoke first. Nobody signed. They left."


def mark(text: str, words: str, key: str = "a") -> Mark:
    at = text.index(words)
    return Mark(at, at + len(words), key)


def pieces(text: str, *marks: Mark) -> list[tuple[str, tuple[str, ...]]]:
    (paragraph,) = paragraphs_of(text, Stretch(0, len(text)), marks)
    return [(piece.text, piece.keys) for piece in paragraph.pieces]


def test_marks_that_overlap_are_cut_where_either_begins_or_ends() -> None:
    found = pieces("abcdef", Mark(1, 4, "a"), Mark(3, 5, "b"))
    assert found == [("a", ()), ("bc", ("a",)), ("d", ("a", "b")), ("e", ("b",)), ("f", ())]


def test_a_mark_within_another_keeps_both() -> None:
    found = pieces("abcdef", Mark(0, 6, "outer"), Mark(2, 4, "inner"))
    assert found == [("ab", ("outer",)), ("cd", ("outer", "inner")), ("ef", ("outer",))]


def test_a_mark_over_two_paragraphs_goes_on_in_the_second() -> None:
    first, second = paragraphs_of("one\n\ntwo", Stretch(0, 8), [Mark(1, 6, "a")])
    assert [piece.text for piece in first.pieces] == ["o", "ne"]
    assert [(piece.text, piece.ended) for piece in second.pieces] == [("t", ("a",)), ("wo", ())]


@pytest.mark.parametrize(
    ("text", "start", "end", "whole"),
    [
        ("Ku\u0308che", 0, 2, "Ku\u0308"),
        ("Ku\u0308che", 2, 4, "u\u0308c"),
        ("a\u0301\u0323b", 1, 2, "a\u0301\u0323"),
        ("\U0001f468\u200d\U0001f469 x", 0, 1, "\U0001f468\u200d\U0001f469"),
    ],
)
def test_a_letter_is_never_cut_from_its_combining_marks(text: str, start: int, end: int, whole: str) -> None:
    place = place_of(text, Proof(text[start:end], "", start, end))
    assert place is not None
    assert text[slice(*place)] == whole


def test_a_quote_is_found_by_its_words_where_its_offsets_are_wrong_or_missing() -> None:
    expected = Stretch(20, 42)
    assert place_of(TEXT, Proof("The envoy spoke first.", "", 3, 25)) == expected
    assert place_of(TEXT, Proof("The envoy spoke first.")) == expected
    assert place_of(TEXT, Proof("The envoy slept.")) is None
    assert marks_of(TEXT, "a", [Proof(paraphrase="The envoy spoke.")]) == ()


def test_characters_beyond_the_first_plane_count_once() -> None:
    text = "\U0001f54a\U0001f54a They met."
    assert place_of(text, Proof("They met.", "", 3, 12)) == Stretch(3, 12)


def test_evidence_stands_between_one_sentence_before_and_one_after() -> None:
    (passage,) = passages_of(TEXT, [mark(TEXT, "The envoy spoke first.")])
    assert [piece.text for piece in passage.pieces] == [
        "They met in Geneva. ",
        "The envoy spoke first.",
        " Nobody signed.",
    ]


def test_evidence_in_one_neighbourhood_is_told_as_one_passage() -> None:
    near = passages_of(TEXT, [mark(TEXT, "They left."), mark(TEXT, "The envoy spoke first.")])
    assert len(near) == 1
    text = f"{TEXT} {'Snow fell. ' * 9}It ended."
    assert len(passages_of(text, [mark(text, "They met"), mark(text, "It ended.")])) == 2


def test_a_long_text_is_shown_in_pages_that_leave_nothing_out() -> None:
    text = "\n\n".join(["Word after word. " * 60] * 200)
    pages = pages_of(text)
    shown = "".join(
        piece.text for page in pages for one in paragraphs_of(text, page, ()) for piece in one.pieces
    ).replace("\n", "")
    assert len(pages) == 4
    assert all(page.end - page.start <= PAGE_CHARACTERS for page in pages)
    assert shown == text.replace("\n", "")
    assert page_at(pages, len(text) - 1) == 4


def test_a_paragraph_without_end_is_cut_between_words() -> None:
    text = "word " * 30_000
    for paragraph in paragraphs_of(text, Stretch(0, len(text)), ()):
        said = paragraph.pieces[0].text
        assert len(said) <= LONGEST_PARAGRAPH
        assert set(said.split()) == {"word"}


def test_lines_that_are_meant_stay_lines_and_wrapped_ones_flow() -> None:
    listed, wrapped = paragraphs_of("Agenda\nCeasefire\n\n" + ("x" * 60 + "\n") * 3, Stretch(0, 300), ())
    assert listed.in_lines
    assert not wrapped.in_lines
