"""Names: folding, slugs, ids made from content, several in a line."""

from __future__ import annotations

from graph.names import content_id, fold, parted, quoted, slug, unquoted


def test_spellings_of_one_name_fold_alike() -> None:
    assert fold("TÜRKIYE") == fold("Turkiye")
    assert fold("Sant\u2019Egidio,  Community  of") == fold("Sant'Egidio Community of")


def test_names_in_other_scripts_are_kept() -> None:
    assert fold("الجامعة العربية") != fold("الجامعة")


def test_a_slug_is_cut_at_a_word() -> None:
    assert slug("Government of National Accord", 20) == "government-of"


def test_an_id_depends_on_where_its_parts_end() -> None:
    assert content_id("x", "ab", "c") != content_id("x", "a", "bc")


def test_names_come_out_of_a_line_as_they_went_in() -> None:
    names = ["Egypt", 'The "A; B" group', '"Quoted" at first', "Talks; second round"]
    assert [unquoted(part) for part in parted("; ".join(map(quoted, names)))] == names
    assert parted('Egypt;; "A; B" (host) ; ') == ["Egypt", '"A; B" (host)']
