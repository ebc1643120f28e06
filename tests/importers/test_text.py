"""Files: which encodings are read, and what is said of those that are no text."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from graph.errors import BadInput
from graph.importers.text import MAX_LINE, Lines, LineTooLong, encoding_of


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("Réunion".encode(), "utf-8-sig"),
        ("Réunion".encode("utf-8-sig"), "utf-8-sig"),
        ("Réunion".encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + "Réunion".encode("utf-16-be"), "utf-16"),
    ],
)
def test_utf_8_and_marked_utf_16_are_read(tmp_path: Path, content: bytes, encoding: str) -> None:
    path = tmp_path / "facts.csv"
    path.write_bytes(content)
    assert encoding_of(path) == encoding
    assert path.read_text(encoding=encoding) == "Réunion"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"a\nb\nG\xe9n\xe9ral\n", r"byte 0xE9 at byte offset 5 \(line 3\)"),
        (b"\xef\xbb\xbfG\xe9n", r"byte 0xE9 at byte offset 4 \(line 1\)"),
        (b"Gen\xc3", r"ends in mid-character at byte offset 3"),
        (b"a\nb\0c", r"NUL byte at offset 3 \(line 2\)"),
        ("ab".encode("utf-16-le"), "NUL byte at offset 1"),
        (b"PK\x03\x04rest", "an Excel workbook"),
        (b"%PDF-1.7", "a PDF"),
    ],
)
def test_what_is_no_text_is_refused_with_its_place(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "facts.csv"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=message):
        encoding_of(path)


def test_a_bad_byte_is_found_across_the_border_of_two_chunks(tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    path.write_bytes(b"a" * ((1 << 16) - 1) + "é".encode() + b"\xff")
    with pytest.raises(BadInput, match="offset 65,537"):
        encoding_of(path)


def test_a_folder_or_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        encoding_of(tmp_path / "none.csv")
    with pytest.raises(BadInput, match="cannot be read"):
        encoding_of(tmp_path)


def test_after_a_line_that_is_too_long_the_next_is_read() -> None:
    lines = Lines(io.StringIO("a\n" + "x" * (2 * MAX_LINE) + "\nb\n"))
    assert next(lines) == "a\n"
    with pytest.raises(LineTooLong):
        next(lines)
    assert (next(lines), lines.number) == ("b\n", 3)


def test_lines_given_back_keep_their_numbers() -> None:
    lines = Lines(io.StringIO("a\nb\nc\n"))
    taken = [next(lines), next(lines)]
    lines.give_back(taken)
    assert list(lines) == ["a\n", "b\n", "c\n"]
    assert lines.number == 3
