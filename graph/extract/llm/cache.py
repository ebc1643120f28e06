"""Answers that a model has given, kept in files that only the user can read, so that no article is paid for twice."""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from graph.extract.llm.asking import Answered
from graph.extract.llm.prompt import PROMPT_VERSION
from graph.facts import Model

LARGEST_ENTRY = 2_000_000


class _Entry(Model):
    """A kept answer, and what it is the answer to."""

    text: str
    prompt: str
    model: str
    answered: Answered


@dataclass(frozen=True)
class AnswerCache:
    """The answers of one model to the prompt of this version, by the text of the article."""

    folder: Path
    model: str

    def find(self, text: str) -> Answered | None:
        """The answer kept for a text; one that cannot be read or belongs elsewhere counts as none."""
        kept = self._file(text)
        try:
            if kept.stat().st_size > LARGEST_ENTRY:
                return None
            entry = _Entry.model_validate_json(kept.read_bytes())
        except (OSError, ValidationError):
            return None
        return entry.answered if self._key(text) == (entry.text, entry.prompt, entry.model) else None

    def keep(self, text: str, answered: Answered) -> None:
        """Keep an answer, whole or not at all; one that the disk has no room for is still an answer."""
        text_hash, prompt, model = self._key(text)
        entry = _Entry(text=text_hash, prompt=prompt, model=model, answered=answered)
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            self.folder.chmod(0o700)
            self._write(self._file(text), entry.model_dump_json())

    def _write(self, target: Path, content: str) -> None:
        descriptor, name = tempfile.mkstemp(dir=self.folder, suffix=".new")  # readable for its owner alone
        draft = Path(name)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(content)
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)

    def _key(self, text: str) -> tuple[str, str, str]:
        return hashlib.sha256(text.encode()).hexdigest(), PROMPT_VERSION, self.model

    def _file(self, text: str) -> Path:
        name = hashlib.sha256("\n".join(self._key(text)).encode()).hexdigest()
        return self.folder / f"{name}.json"
