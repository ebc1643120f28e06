from __future__ import annotations

import pytest

from graph.articles.base import CannotRead
from graph.articles.decoding import decoded

FRENCH = "Le Qatar a accueilli à Doha une première série d\u2019entretiens ; la délégation l\u2019a confirmé."
RUSSIAN = "Стороны встретились в Москве при посредничестве России и Турции."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_usual_encodings_are_told_apart(encoding: str) -> None:
    assert decoded(FRENCH.encode(encoding)).lstrip("\ufeff") == FRENCH


def test_a_page_may_name_its_encoding() -> None:
    assert decoded(RUSSIAN.encode("cp1251"), "windows-1251") == RUSSIAN
    assert decoded(RUSSIAN.encode("koi8-r"), "KOI8-R") == RUSSIAN


@pytest.mark.parametrize("named", [None, "unicode_escape", "rot13", "no such", "utf-8"])
def test_what_no_encoding_fits_is_never_guessed_into_nonsense(named: str | None) -> None:
    with pytest.raises(CannotRead, match="save the file as UTF-8"):
        decoded(RUSSIAN.encode("cp1251"), named)


def test_damaged_utf8_is_not_taken_for_another_encoding() -> None:
    with pytest.raises(CannotRead, match="damaged"):
        decoded(FRENCH.encode() + b"\xe9 " + FRENCH.encode())
    with pytest.raises(CannotRead, match="cut off"):
        decoded(FRENCH.encode() + "é".encode()[:1])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "picture .*leave it out"),
        (bytes([200, 3, 17, 65]) * 90, "no text: .* save its text as .txt"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"text" + bytes(range(32)) * 4, "control characters"),
        (bytes(range(256)) * 4, "control|UTF-8"),
        (b"\xff\xfe\x00\xd8\x41", "UTF-16"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(CannotRead, match=reason):
        decoded(data)
