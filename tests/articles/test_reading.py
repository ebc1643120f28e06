from __future__ import annotations

import json
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from graph.articles import Given, are_articles, count_articles
from graph.articles.base import MOST_BYTES, MOST_CHARACTERS, is_to_come
from tests.articles.writing import (
    DAY,
    PARAGRAPHS,
    SIDECAR,
    TEXT,
    TITLE,
    articles,
    only_article,
    only_refusal,
    page,
    read,
    refusals,
)

GERMAN = "Die Außenminister trafen sich in Genf, um über einen Waffenstillstand zu verhandeln und Geiseln zu befreien."


def test_a_text_file_is_stored_whole_and_every_quote_of_it_is_a_span(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    found = only_article(tmp_path / "a.txt")
    assert found.article.text == TEXT
    assert (found.file, found.article.title, found.article.language) == (str(tmp_path / "a.txt"), TITLE, "en")
    assert found.article.published is None


def test_a_text_without_a_title_line_is_called_by_its_first_words(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{PARAGRAPHS[0]}\n{PARAGRAPHS[1]}")
    assert only_article(tmp_path).article.title == PARAGRAPHS[0].removesuffix(".")


@pytest.mark.parametrize(("text", "title"), [("Talks in Oslo.", "Talks in Oslo"), ("Talks in Oslo", "Talks in Oslo …")])
def test_a_text_of_one_paragraph_is_no_title(tmp_path: Path, text: str, title: str) -> None:
    (tmp_path / "a.txt").write_text(text)
    article = only_article(tmp_path).article
    assert (article.text, article.title) == (text, title)


def test_a_first_paragraph_that_is_a_sentence_is_no_title(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}")
    article = only_article(tmp_path).article
    assert (article.title, article.text) == (PARAGRAPHS[0][:-1], f"{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}")


def test_an_option_goes_before_the_sidecar_and_that_before_the_page(tmp_path: Path) -> None:
    head = '<meta name="date" content="2001-01-01">'
    (tmp_path / "a.html").write_text(page(head=head))
    assert only_article(tmp_path).article.published == date(2001, 1, 1)
    (tmp_path / "a.meta.json").write_text(SIDECAR)
    article = only_article(tmp_path, given=Given(publisher="By option")).article
    assert (article.published, article.publisher, article.title) == (DAY, "By option", "The accord of Beijing")


def test_a_day_of_publication_after_today_counts_for_none(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page(head='<meta name="date" content="2001-01-01">'))
    (tmp_path / "a.meta.json").write_text('{"published": "2999-01-01"}')
    found = only_article(tmp_path)
    assert (found.article.published, found.to_come) == (date(2001, 1, 1), date(2999, 1, 1))
    assert found.notes == ("the day of publication 2999-01-01 lies after today and is not taken",)
    (tmp_path / "a.html").write_text(page())
    assert only_article(tmp_path).article.published is None


def test_the_day_that_begins_first_on_earth_is_today() -> None:
    first = datetime.now(UTC) + timedelta(hours=14)
    assert not is_to_come(first.date())
    assert is_to_come(first.date() + timedelta(days=2))


def test_an_article_without_a_title_can_be_told_of_without_its_words(tmp_path: Path) -> None:
    listed = [{"text": TEXT}, {"text": TEXT, "title": "Accord"}]
    (tmp_path / "a.json").write_text(json.dumps(listed))
    (tmp_path / "b.txt").write_text(PARAGRAPHS[0])
    assert [one.name for one in articles(read(tmp_path))] == ["a.json, number 1", "Accord", "b.txt"]


def test_meta_json_is_that_of_the_article_alone_in_its_folder(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text(SIDECAR)
    assert "no article" in only_refusal(tmp_path).reason
    (tmp_path / "a.txt").write_text(TEXT)
    assert only_article(tmp_path).article.published == DAY
    (tmp_path / "b.txt").write_text(TEXT)
    (refusal,) = refusals(read(tmp_path))
    assert "beside 2 articles" in refusal.reason


def test_a_file_named_alone_still_has_its_sidecar(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text(TEXT)
    (tmp_path / "a.meta.json").write_text(SIDECAR)
    assert only_article(tmp_path / "a.txt").article.published == DAY
    assert are_articles(tmp_path / "a.meta.json")
    assert len(articles(read(tmp_path / "a.txt", tmp_path / "a.meta.json", tmp_path / "b.txt"))) == 2


@pytest.mark.parametrize(
    ("written", "field"),
    [
        ('{"published": "March 2023"}', "published"),
        ('{"published": 2023}', "published"),
        ('{"url": "no address"}', "url"),
        ('{"language": "English"}', "language"),
        ('{"title": ["x"]}', "title"),
        ('{"title": ', "file"),
        ("[1]", "file"),
    ],
)
def test_a_malformed_sidecar_is_refused_and_its_article_waits(tmp_path: Path, written: str, field: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "a.meta.json").write_text(written)
    refusal = only_refusal(tmp_path)
    assert (refusal.file, refusal.field) == (str(tmp_path / "a.meta.json"), field)
    assert "until then a.txt is not read" in refusal.reason


def test_a_sidecar_without_its_article_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.meta.json").write_text(SIDECAR)
    (refusal,) = refusals(read(tmp_path))
    assert "b.txt" in refusal.reason


def test_a_folder_is_read_in_the_order_of_names_and_below(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "z/c.html", "y/d.txt", ".git/x.txt", "README.txt", "page.html", "page_files/x.html"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(page() if name.endswith("html") else TEXT)
    (tmp_path / "Thumbs.db").write_bytes(b"\0")
    names = [str(Path(one.file).relative_to(tmp_path)) for one in read(tmp_path)]
    assert names == ["a.txt", "b.txt", "page.html", "y/d.txt", "z/c.html"]
    assert count_articles([tmp_path]) == 5


def test_bad_files_are_refused_one_by_one_and_the_rest_goes_on(tmp_path: Path) -> None:
    bad = {
        "empty.txt": b"",
        "blank.txt": b" \n",
        "picture.txt": b"\xff\xd8\xff\xe0",
        "digits.txt": b"1 2 3",
        "t.csv": b"a,b",
    }
    for name, data in {
        **bad,
        "paper.pdf": b"%PDF",
        "huge.txt": b"a" * (MOST_BYTES + 1),
        "z.txt": TEXT.encode(),
    }.items():
        (tmp_path / name).write_bytes(data)
    readings = read(tmp_path)
    reasons = {Path(one.file).name: one.reason for one in refusals(readings)}
    assert [Path(one.file).name for one in articles(readings)] == ["z.txt"]
    assert sorted(reasons) == sorted([*bad, "paper.pdf", "huge.txt"])
    assert all(len(reason) > 20 for reason in reasons.values())


def test_a_text_longer_than_any_article_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("word " * (MOST_CHARACTERS // 5 + 1))
    assert f"{MOST_CHARACTERS:,}" in only_refusal(tmp_path).reason


def test_links_are_not_followed_nor_pipes_waited_for(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "out.txt").write_text(TEXT)
    (folder / "out.txt").symlink_to(tmp_path / "out.txt")
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    assert {Path(one.file).name: one.reason.split(",")[0].split(";")[0] for one in refusals(read(folder))} == {
        "loop": "this is a link",
        "out.txt": "this is a link",
        "pipe.txt": "this is no regular file",
    }


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch(mode=0)
    assert "permissions" in only_refusal(tmp_path).reason


def test_a_path_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "cannot be read" in only_refusal(tmp_path / "a.txt").reason


def test_names_with_markup_or_stray_bytes_can_be_told(tmp_path: Path) -> None:
    (tmp_path / "<b>a&b.txt").write_text(TEXT)
    (tmp_path / os.fsdecode(b"\xff.txt")).write_text(TEXT)
    files = [one.file for one in articles(read(tmp_path))]
    assert files[0].endswith("<b>a&b.txt")
    assert files[1].encode().endswith(b".txt")


def test_an_empty_folder_says_what_is_read(tmp_path: Path) -> None:
    assert ".html" in only_refusal(tmp_path).reason
    assert not are_articles(tmp_path)


def test_an_address_by_option_is_that_of_one_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text(TEXT)
    readings = read(tmp_path, given=Given(url="https://news.example.org/1"))
    assert len(articles(readings)) == 1
    assert refusals(readings)[0].field == "url"


def test_the_language_is_told_from_the_text_unless_it_is_short(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GERMAN)
    (tmp_path / "b.txt").write_text("Talks in Oslo")
    assert [one.article.language for one in articles(read(tmp_path))] == ["de", None]
    assert [one.article.language for one in articles(read(tmp_path, given=Given(language="fr")))] == ["fr", "fr"]


def test_a_folder_of_facts_and_tables_is_not_raw_articles(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("mediators,parties\n")
    (tmp_path / "a.jsonl").write_text('{"article": {"title": "x", "text": "y"}, "events": []}\n')
    (tmp_path / "README.txt").write_text("About these files")
    assert not are_articles(tmp_path)
    (tmp_path / "b.txt").write_text(TEXT)
    assert are_articles(tmp_path)
