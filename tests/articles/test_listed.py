from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graph.articles import are_articles, count_articles
from tests.articles.writing import DAY, PARAGRAPHS, TEXT, TITLE, articles, only_article, page, read, refusals

FLAT = {"title": TITLE, "published": "2023-03-10T08:00:00Z", "language": "EN-gb", "text": TEXT, "id": 7}
FACTS = {"article": {"title": TITLE, "text": TEXT}, "events": [{"parties": [{"name": "Iran"}]}]}


@pytest.mark.parametrize("written", [FLAT, {"article": FLAT}, [FLAT]])
def test_an_article_is_one_object_bare_or_wrapped(tmp_path: Path, written: Any) -> None:
    (tmp_path / "a.json").write_text(json.dumps(written, indent=1))
    article = only_article(tmp_path / "a.json").article
    assert (article.title, article.published, article.language, article.text) == (TITLE, DAY, "en", TEXT)


@pytest.mark.parametrize("key", ["html", "body"])
def test_html_within_json_is_read_as_a_page(tmp_path: Path, key: str) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"url": "https://news.example.org/1", key: page()}))
    article = only_article(tmp_path / "a.json").article
    assert article.text == "\n\n".join(PARAGRAPHS)
    assert (article.url, article.title) == ("https://news.example.org/1", TITLE)


def test_a_bad_line_is_refused_with_its_number_and_the_rest_goes_on(tmp_path: Path) -> None:
    lines = [
        json.dumps(FLAT),
        '{"text": ',
        json.dumps({**FLAT, "published": "spring"}),
        '{"title": "x"}',
        json.dumps(FLAT),
    ]
    (tmp_path / "a.jsonl").write_text("\n\n".join(lines))
    readings = read(tmp_path)
    assert [one.line for one in articles(readings)] == [1, 9]
    assert [(one.line, one.field) for one in refusals(readings)] == [(3, "line"), (5, "published"), (7, "text")]
    assert "not a day" in refusals(readings)[1].reason


def test_broken_json_over_several_lines_names_the_line(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{\n "title": "x",\n "text" "y"}')
    (refusal,) = refusals(read(tmp_path / "a.json"))
    assert (refusal.line, refusal.field) == (3, "line")


def test_a_bad_article_of_a_list_is_named_by_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps([FLAT, {**FLAT, "language": "English"}, {**FLAT, "text": 5}]))
    assert [one.field for one in refusals(read(tmp_path))] == ["2.language", "3.text"]


def test_an_address_that_is_none_costs_the_address_and_not_the_article(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({**FLAT, "url": "javascript:alert(1)"}))
    found = only_article(tmp_path)
    assert (found.article.url, found.article.text) == (None, TEXT)
    assert found.notes == (
        "the url is no web address; write it as https://... or leave it out (found 'javascript:alert(1)')",
    )


def test_facts_are_left_to_their_own_importer(tmp_path: Path) -> None:
    for name, written in {"facts.jsonl": FACTS, "list.json": [FACTS], "articles.jsonl": FLAT}.items():
        (tmp_path / name).write_text(json.dumps(written) + "\n")
    assert [are_articles(tmp_path / name) for name in ("facts.jsonl", "list.json", "articles.jsonl")] == [
        False,
        False,
        True,
    ]
    assert all("holds facts" in one.reason for one in refusals(read(tmp_path)))
    assert len(articles(read(tmp_path))) == 1


def test_articles_are_counted_by_line_and_not_at_all_in_a_list(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(f"{json.dumps(FLAT)}\n\n" * 3)
    assert count_articles([tmp_path]) == 3
    (tmp_path / "b.json").write_text(json.dumps([FLAT]))
    assert count_articles([tmp_path]) is None
