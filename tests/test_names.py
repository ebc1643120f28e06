"""Names: folding, slugs and ids made from content."""

from __future__ import annotations

from graph.names import content_id, fold, slug


def test_spellings_of_one_name_fold_alike() -> None:
    assert fold("TÜRKIYE") == fold("Turkiye")
    assert fold("Sant\u2019Egidio,  Community  of") == fold("Sant'Egidio Community of")


def test_names_in_other_scripts_are_kept() -> None:
    assert fold("الجامعة العربية") != fold("الجامعة")


def test_a_slug_is_cut_at_a_word() -> None:
    assert slug("Government of National Accord", 20) == "government-of"


def test_an_id_depends_on_where_its_parts_end() -> None:
    assert content_id("x", "ab", "c") != content_id("x", "a", "bc")
