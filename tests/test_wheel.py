"""The wheel: installed by itself, away from the checkout, it has everything."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

AWAY = """
from graph.reference import data_folder, load_reference, sample_files
from webapp import create_app
assert "_data" in str(data_folder()), data_folder()
assert len(load_reference().actors) > 500 and len(sample_files()) == 5
import webapp, pathlib
here = pathlib.Path(webapp.__file__).parent
assert (here / "templates" / "base.html").is_file() and (here / "static" / "style.css").is_file()
assert list((here / "static" / "fonts").glob("*.woff2"))
print("whole")
"""

COMMAND = "import sys; from webapp.serving import main; sys.argv = ['goodoffices', *sys.argv[1:]]; main()"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_code_pages_and_tables_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "graph/_data/actors/states.csv" in names
    assert "webapp/templates/base.html" in names
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/", "data/"))]


def test_away_from_the_checkout_everything_is_there(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    environment = {
        **os.environ,
        "PYTHONPATH": str(tmp_path / "installed"),
        "GOODOFFICES_HOME": str(tmp_path / "home"),
        "GOODOFFICES_IDLE_MINUTES": "1",
    }

    def python(code: str, *words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", code, *words]
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    assert python(AWAY).stdout.strip() == "whole"
    done = python(COMMAND, "import", "--sample")
    assert done.returncode == 0, done.stderr
    assert int(python(COMMAND, "query", "MATCH (e:Event) RETURN count(e)").stdout.split()[1]) > 200
    python(COMMAND, "engine", "stop")
