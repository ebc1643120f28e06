"""Articles a second of the built-in extractor, on one core, beside what reading the same text out of its page costs.

    python benchmarks/extract_rate.py [--articles 300]

The articles are the test cases of `tests/extract/sentences.jsonl`, joined to articles of about 1,200 characters. The
named alternative is trafilatura, which finds the text in the HTML page that an article came in and no facts in it:
2.0 means that facts take twice the time that finding the text took. Times are those of the processor, in one run.
"""

from __future__ import annotations

import argparse
import html
import json
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from trafilatura import bare_extraction

from graph.extract.rules.reader import RuleExtractor
from graph.facts import Article

CASES = Path(__file__).parent.parent / "tests" / "extract" / "sentences.jsonl"
CHARACTERS = 1_200


def main() -> None:
    """Measure both and print one line for each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=300)
    articles = articles_of(parser.parse_args().articles)
    pages = [page_of(article) for article in articles]
    extractor = RuleExtractor()
    extractor.extract(articles[0])
    ours = seconds_of(lambda: [extractor.extract(article) for article in articles])
    theirs = seconds_of(lambda: [bare_extraction(page, with_metadata=True) for page in pages])
    facts = sum(len(extractor.extract(article)) for article in articles)
    print(f"{len(articles)} articles of {CHARACTERS:,} characters and more, {facts:,} facts")
    print(f"extractor    {len(articles) / ours:7.1f} articles a second of one core")
    print(f"trafilatura  {len(articles) / theirs:7.1f} pages a second of one core")
    print(f"ratio        {ours / theirs:7.1f}")


def articles_of(number: int) -> list[Article]:
    """Articles made of test cases, each of another mixture."""
    texts = [json.loads(line)["text"] for line in CASES.read_text(encoding="utf-8").splitlines() if line.strip()]
    articles = []
    for first in range(number):
        chosen: list[str] = []
        while sum(map(len, chosen)) < CHARACTERS:
            chosen.append(texts[(first * 7 + len(chosen) * 11) % len(texts)])
        articles.append(Article(title=f"Article {first}", published=date(2024, 1, 15), text="\n\n".join(chosen)))
    return articles


def page_of(article: Article) -> str:
    """An article as a simple page."""
    paragraphs = "".join(f"<p>{html.escape(part)}</p>" for part in (article.text or "").split("\n\n"))
    return f"<html><head><title>{article.title}</title></head><body><article>{paragraphs}</article></body></html>"


def seconds_of(work: Callable[[], object]) -> float:
    """The processor's time that a piece of work takes."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


if __name__ == "__main__":
    main()
