"""Raw articles: files, folders and zips become articles with a cleaned text that is stored once."""

from __future__ import annotations

from graph.articles.base import Given, RawArticle
from graph.articles.counting import are_articles, count_articles
from graph.articles.reading import read_articles

__all__ = ["Given", "RawArticle", "are_articles", "count_articles", "read_articles"]
