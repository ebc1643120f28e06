from __future__ import annotations

import pytest

from graph.articles.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Norway hosted talks in Oslo between the two sides.", "en"),
        ("Katar ve M\u0131s\u0131r arabuluculuğunda yürütülen görüşmeler Doha'da sürüyor.", "tr"),
        ("أجرت سلطنة عمان وساطة بين الولايات المتحدة وإيران في مسقط هذا الأسبوع", "ar"),
        ("双方在北京举行会谈后签署联合声明,同意恢复外交关系,并在两个月内重新开放使馆,双方感谢伊拉克和阿曼。", "zh"),
        ("Стороны встретились в Москве при посредничестве России", "ru"),
    ],
)
def test_one_sentence_is_enough(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text", ["", "Talks in Oslo", "1 2 3 4", "Mufti Wardak Karzai Lavrov Sergei Kabul Doha Istanbul"]
)
def test_a_few_words_or_names_are_not_guessed_at(text: str) -> None:
    assert language_of(text) is None
