"""Refused rows become a rejects file beside the source, in its format, to be mended and imported again."""

from __future__ import annotations

import csv
import filecmp
import json
import re
from pathlib import Path
from typing import TextIO

from graph.errors import BadInput
from graph.importers.base import Refused
from graph.importers.mapping import REJECT_COLUMNS

_NAME = re.compile(r"(?P<name>.+?)(\.rejects(-\d+)?)?$")


class RejectsWriter:
    """Writes what is refused, row by row, under a temporary name; no rejects file where nothing is refused.

    A rejects file that is there already may be half mended, so it is never written over: the next is
    NAME.rejects-2.csv, and so on.
    """

    def __init__(self, source: Path, format: str) -> None:
        self._source = source
        self._suffix = ".jsonl" if format == "jsonl" else ".csv"
        found = _NAME.fullmatch(source.stem)
        self._stem = found["name"] if found else source.stem
        self._part = source.with_name(f".{self._stem}.rejects{self._suffix}.part")
        self._file: TextIO | None = None
        self._columns: list[str] = []

    def add(self, refused: Refused) -> None:
        """Write one refused row."""
        try:
            file = self._file or self._opened(refused)
            if self._suffix == ".jsonl":
                file.write(_json_line(refused))
            else:
                csv.writer(file).writerow(self._csv_row(refused))
        except OSError as error:
            raise self._unwritable(error) from error

    def close(self) -> Path | None:
        """Give the file its name and tell it; None where nothing was refused."""
        if self._file is None:
            return None
        try:
            self._file.close()
            target = self._target()
            self._part.replace(target)
        except OSError as error:
            raise self._unwritable(error) from error
        self._file = None
        return target

    def discard(self) -> None:
        """Leave nothing behind, for an import that was cut off."""
        if self._file is not None:
            self._file.close()
            self._part.unlink(missing_ok=True)
            self._file = None

    def _opened(self, first: Refused) -> TextIO:
        # Spreadsheets read UTF-8 in a CSV only after a byte-order mark.
        encoding = "utf-8" if self._suffix == ".jsonl" else "utf-8-sig"
        self._file = self._part.open("w", encoding=encoding, errors="backslashreplace", newline="")
        if self._suffix == ".csv":
            self._columns = list(first.row)
            csv.writer(self._file).writerow([*self._columns, *REJECT_COLUMNS])
        return self._file

    def _csv_row(self, refused: Refused) -> list[object]:
        cells = [refused.row.get(column, "") for column in self._columns]
        return [*cells, refused.line, refused.field, refused.value, refused.reason]

    def _target(self) -> Path:
        number = 1
        while True:
            mark = "" if number == 1 else f"-{number}"
            target = self._source.with_name(f"{self._stem}.rejects{mark}{self._suffix}")
            if not target.exists() or filecmp.cmp(target, self._part, shallow=False):
                return target
            number += 1

    def _unwritable(self, error: OSError) -> BadInput:
        return BadInput(
            f"The rejects file of {self._source} cannot be written in {self._source.parent}: "
            f"{error.strerror or error}. Copy the file to a folder of your own and import it from there."
        )


def _json_line(refused: Refused) -> str:
    why = {name: getattr(refused, name) for name in ("file", "line", "field", "value", "reason")}
    return json.dumps({"refused": why, **refused.row}, ensure_ascii=False, allow_nan=True) + "\n"
