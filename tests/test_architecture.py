"""The house has one way through it: who may import whom, and who owns which library."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

HIGHER = ("graph.loading", "graph.intake", "graph.loading_articles")
"""What runs an import from start to end."""

MAY_NOT_IMPORT = {
    "graph.errors": ("graph", "webapp"),
    "graph.vocabulary": ("graph", "webapp"),
    "graph.facts": ("graph.claims", "graph.importers", "graph.resolve", "graph.store", "graph.queries", "webapp"),
    "graph.importers": ("graph.resolve", "graph.match", "graph.store", "graph.queries", "graph.loading", "webapp"),
    "graph.resolve": ("graph.importers", "graph.match", "graph.store", "graph.queries", "graph.loading", "webapp"),
    "graph.outlines": ("graph.importers", "graph.match", "graph.store", "graph.queries", "graph.loading", "webapp"),
    "graph.match": ("graph.importers", "graph.store", "graph.queries", "graph.loading", "webapp"),
    "graph.project": ("graph.importers", "graph.store", "graph.queries", "graph.loading", "webapp"),
    "graph.store": (
        "graph.importers",
        "graph.articles",
        "graph.extract",
        "graph.queries",
        *HIGHER,
        "graph.cli",
        "webapp",
    ),
    "graph.queries": ("graph.importers", "graph.resolve", "graph.extract", *HIGHER, "graph.store.engines", "webapp"),
    "graph.articles": ("graph.resolve", "graph.match", "graph.store", "graph.queries", *HIGHER, "webapp"),
    "graph.accepting": ("graph.importers", "graph.store", "graph.queries", *HIGHER, "webapp"),
    "graph.intake": ("graph.queries", "graph.loading_articles", "graph.cli", "webapp"),
    "graph": ("webapp",),
    "webapp.views": ("webapp.pages", "graph.store"),
    "webapp.drawing": ("webapp.views", "webapp.pages", "graph.store"),
    "webapp.pages": ("graph.importers", "graph.resolve", "graph.store.engines"),
    "webapp.desk_deciding": ("graph.importers", "graph.resolve", "graph.store.planning"),
    "webapp.desk_pages": ("graph.importers", "graph.resolve", "graph.store.planning", "graph.store.placing"),
    "webapp.import_pages": ("graph.importers", "graph.resolve", "graph.extract", "graph.store", *HIGHER),
    "webapp.history_pages": ("graph.importers", "graph.resolve", "graph.extract", "graph.store", *HIGHER),
    "webapp.import_views": ("webapp.import_pages", "graph.importers", "graph.resolve", "graph.store", *HIGHER),
    "webapp.import_jobs": ("webapp.import_pages", "webapp.import_runs", "graph.store", "graph.queries", *HIGHER),
}

OWNERS = {
    "neo4j": ("graph.store", "graph.answers"),
    "portalocker": ("graph.store.engines",),
    "rapidfuzz": ("graph.resolve.actors",),
    "edtf": ("graph.dates",),
    "pydantic": ("graph.facts", "graph.importers", "graph.articles", "graph.extract.llm"),
    "ahocorasick": ("graph.extract.rules.lexicon",),
    "trafilatura": ("graph.articles.page",),
    "py3langid": ("graph.articles.language",),
    "platformdirs": ("graph.settings",),
    "click": ("graph.cli", "webapp.serving"),
    "rich": ("graph.cli",),
    "pyvis": ("webapp.drawing",),
    "networkx": ("webapp.network",),
    "numpy": ("webapp.network",),
    "arcadedb_embedded": ("graph.store.engines.embedded",),
    "jpype": ("graph.store.engines",),
    "jgo": ("graph.store.engines.artifacts",),
    "httpx": ("graph.store.engines.artifacts",),
    "openai": ("graph.extract.llm.endpoint",),
    "httpx2": ("graph.extract.llm.endpoint",),
    "flask": ("webapp",),
    "waitress": ("webapp.serving",),
}


def modules() -> dict[str, set[str]]:
    """Each module of ours with the names that it imports."""
    found = {}
    for package in ("graph", "webapp"):
        for file in (ROOT / package).rglob("*.py"):
            parts = file.relative_to(ROOT).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found[name] = set(imported(ast.parse(file.read_text(encoding="utf-8"))))
    return found


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def inside(name: str, package: str) -> bool:
    return name == package or name.startswith(package + ".")


@pytest.mark.parametrize("package", MAY_NOT_IMPORT)
def test_imports_go_one_way(package: str) -> None:
    offences = [
        f"{module} imports {name}"
        for module, names in modules().items()
        if inside(module, package)
        for name in names
        for forbidden in MAY_NOT_IMPORT[package]
        if inside(name, forbidden)
    ]
    assert offences == []


@pytest.mark.parametrize("library", OWNERS)
def test_each_outside_library_has_one_owner(library: str) -> None:
    offences = [
        module
        for module, names in modules().items()
        if any(inside(name, library) for name in names) and not any(inside(module, owner) for owner in OWNERS[library])
    ]
    assert offences == []


def test_of_the_pages_only_their_start_knows_the_command_line() -> None:
    knowing = [
        module
        for module, names in modules().items()
        if inside(module, "webapp") and any(inside(name, "graph.cli") for name in names)
    ]
    assert knowing == ["webapp.serving"]


def test_the_guard_sees_a_planted_offence() -> None:
    assert set(imported(ast.parse("def f():\n    from webapp.pages import x"))) == {"webapp.pages.x"}


def test_all_cypher_stands_in_one_place() -> None:
    words = ("MATCH (", "MERGE (", "UNWIND $")
    homes = {ROOT / "graph" / "store" / "cypher"}
    strays = [
        str(file.relative_to(ROOT))
        for package in ("graph", "webapp")
        for file in (ROOT / package).rglob("*.py")
        if file.parent not in homes and any(word in file.read_text(encoding="utf-8") for word in words)
    ]
    assert [stray for stray in strays if stray != "graph/store/guard.py"] == []
