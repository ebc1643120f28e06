from __future__ import annotations

import stat
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.articles import count_articles, zips
from tests.articles.writing import DAY, SIDECAR, TEXT, articles, only_article, only_refusal, page, read, refusals


def zipped(path: Path, entries: dict[str | zipfile.ZipInfo, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content, zipfile.ZIP_DEFLATED)
    return path


def test_a_zip_is_read_as_a_folder_with_sidecars(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "news.zip",
        {"b/a.txt": TEXT, "b/meta.json": SIDECAR, "a.html": page(), "__MACOSX/a.txt": "x", ".DS_Store": "x"},
    )
    readings = articles(read(path))
    assert [one.file for one in readings] == [f"{path}/a.html", f"{path}/b/a.txt"]
    assert readings[1].article.published == DAY
    assert count_articles([path]) == 2


def test_names_that_lead_out_are_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    names = ("../a.txt", "/etc/b.txt", "C:/c.txt", "d/../../e.txt", "..\\f.txt")
    readings = read(zipped(tmp_path / "a.zip", {**dict.fromkeys(names, TEXT), "good.txt": TEXT}))
    assert len(articles(readings)) == 1
    assert len(refusals(readings)) == 5
    assert all("leads out" in one.reason for one in refusals(readings))


def test_zips_within_zips_links_and_doubles_are_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    path = zipped(tmp_path / "a.zip", {"inner.zip": b"PK", link: "/etc/passwd", "a.txt": TEXT})
    with zipfile.ZipFile(path, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr("a.txt", TEXT)
    reasons = [one.reason for one in refusals(read(path))]
    assert ["within a zip" in reasons[0], "link" in reasons[1], "two files" in reasons[2]] == [True, True, True]


def test_an_encrypted_entry_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.txt": TEXT})
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert "encrypted" in only_refusal(path).reason


def test_a_bomb_is_stopped_by_what_comes_out(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"bomb.txt": b"a" * 5_000_000, "good.txt": TEXT})
    readings = read(path)
    assert len(articles(readings)) == 1
    assert "times its size" in refusals(readings)[0].reason


def test_the_whole_of_a_zip_has_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zips, "MOST_UNZIPPED", len(TEXT) + 10)
    readings = read(zipped(tmp_path / "a.zip", {"a.txt": TEXT, "b.txt": TEXT}))
    assert (len(articles(readings)), len(refusals(readings))) == (1, 1)
    assert "split it" in refusals(readings)[0].reason


@pytest.mark.parametrize("limit", ["MOST_ZIPPED", "MOST_ENTRIES"])
def test_a_zip_too_large_is_refused_unopened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    monkeypatch.setattr(zips, limit, 1)
    assert "more than" in only_refusal(zipped(tmp_path / "a.zip", {"a.txt": TEXT, "b.txt": TEXT})).reason


@pytest.mark.parametrize(
    "damaged",
    [
        lambda data: data[: len(data) // 2],
        lambda data: b"",
        lambda data: b"no zip",
        lambda data: data[:40] + b"\0" * 40 + data[80:],
    ],
)
def test_a_damaged_zip_is_one_clear_line(tmp_path: Path, damaged: Callable[[bytes], bytes]) -> None:
    path = zipped(tmp_path / "a.zip", {"a.txt": TEXT})
    path.write_bytes(damaged(path.read_bytes()))
    assert len(only_refusal(path).reason) > 20


def test_a_zip_in_a_folder_is_read_with_it(tmp_path: Path) -> None:
    zipped(tmp_path / "a.zip", {"a.txt": TEXT})
    assert only_article(tmp_path).file == f"{tmp_path / 'a.zip'}/a.txt"


def test_a_zip_of_nothing_says_so(tmp_path: Path) -> None:
    assert "no article in it" in only_refusal(zipped(tmp_path / "a.zip", {})).reason
