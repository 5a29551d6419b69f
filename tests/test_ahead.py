"""Paragraphs are read whole ahead of questions; answers are the same with and without."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from conftest import SPEECH

from assistant.errors import LibraryError
from assistant.library import readings
from assistant.pipeline import Assistant
from embeddings import bundled_context
from embeddings.context import Reading

QUESTION = "网络安全工作存在哪些突出问题？"


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[Assistant]:
    with Assistant.open(tmp_path / "library") as assistant:
        assistant.add(SPEECH)
        yield assistant


def read(folder: Path) -> int:
    """How many passages of the library there have been read."""
    with closing(sqlite3.connect(folder / "library" / "library.db")) as db:
        return int(db.execute("SELECT count(*) FROM readings").fetchone()[0])


def wait_until_read(folder: Path, count: int) -> None:
    deadline = time.monotonic() + 30
    while read(folder) < count:
        assert time.monotonic() < deadline, f"{read(folder)} of {count} read"
        time.sleep(0.05)


def passages(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "library" / "library.db")) as db:
        return int(db.execute("SELECT count(DISTINCT passage) FROM paragraphs").fetchone()[0])


def test_every_paragraph_is_read_and_answers_stay_what_they_were(
    assistant: Assistant, tmp_path: Path
) -> None:
    before = assistant.search(QUESTION)
    with assistant.reading_ahead():
        wait_until_read(tmp_path, passages(tmp_path))
    assert assistant.search(QUESTION) == before


def test_what_is_added_meanwhile_is_read_too(assistant: Assistant, tmp_path: Path) -> None:
    with assistant.reading_ahead():
        wait_until_read(tmp_path, passages(tmp_path))
        assistant.add_text("河道清淤由水务局负责，每年一次。", name="河道.txt")
        wait_until_read(tmp_path, passages(tmp_path))


def test_nothing_is_read_before_it_is_asked_for(assistant: Assistant, tmp_path: Path) -> None:
    assistant.search(QUESTION)
    assert read(tmp_path) == 0


def test_what_was_read_ranks_the_paragraphs(assistant: Assistant, tmp_path: Path) -> None:
    first, second, *_ = assistant.search(QUESTION)
    with assistant.reading_ahead():
        wait_until_read(tmp_path, passages(tmp_path))
    asked = bundled_context().question(QUESTION)
    like = np.rint(asked * (127 / np.abs(asked).max())).astype(np.int8)
    with closing(sqlite3.connect(tmp_path / "library" / "library.db")) as db:
        for hit, reading in ((first, -like), (second, like)):
            db.execute(
                "UPDATE readings SET reading = ? WHERE passage ="
                " (SELECT passage FROM paragraphs WHERE number = ?)",
                (reading.tobytes(), hit.paragraph),
            )
        db.commit()
    assert assistant.search(QUESTION)[0].paragraph == second.paragraph


def test_reading_goes_on_when_the_library_was_held_by_another(
    assistant: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = readings.keep
    held = [LibraryError("The library is busy.", "资料库正忙。")]

    def busy_once(db: sqlite3.Connection, model: str, read: Mapping[bytes, Reading]) -> None:
        if held:
            raise held.pop()
        keep(db, model, read)

    monkeypatch.setattr(readings, "keep", busy_once)
    with assistant.reading_ahead():
        wait_until_read(tmp_path, passages(tmp_path))
    assert not held


def test_what_was_read_of_a_purged_document_is_gone(assistant: Assistant, tmp_path: Path) -> None:
    with assistant.reading_ahead():
        wait_until_read(tmp_path, passages(tmp_path))
    (document,) = assistant.documents()
    assistant.remove(document.name)
    assistant.purge()
    assert read(tmp_path) == 0


def test_readings_of_another_model_are_deleted(assistant: Assistant, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "library" / "library.db")) as db:
        db.execute("INSERT INTO readings VALUES ('earlier', x'00', x'00')")
        db.commit()
    with assistant.reading_ahead():
        wait_until_read(tmp_path, passages(tmp_path))
    with closing(sqlite3.connect(tmp_path / "library" / "library.db")) as db:
        models = db.execute("SELECT DISTINCT model FROM readings").fetchall()
    assert models == [(bundled_context().fingerprint,)]


def test_a_passage_purged_while_it_was_read_is_not_kept(
    assistant: Assistant, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(tmp_path / "library" / "library.db")) as db:
        readings.keep(db, "any", {b"gone": bundled_context().passage("已删除的话")})
        assert db.execute("SELECT count(*) FROM readings").fetchone() == (0,)


def test_a_question_goes_through_no_readings_but_those_of_its_paragraphs(
    assistant: Assistant, tmp_path: Path
) -> None:
    model, many, steps = bundled_context(), 5000, 0

    def step() -> None:
        nonlocal steps
        steps += 1

    with closing(sqlite3.connect(tmp_path / "library" / "library.db")) as db:
        rows = ((model.fingerprint, str(n).encode(), b"") for n in range(many))
        db.executemany("INSERT INTO readings VALUES (?, ?, ?)", rows)
        (one,) = db.execute("SELECT id FROM paragraphs LIMIT 1").fetchone()
        db.set_progress_handler(step, 1)
        assert readings.of_paragraphs(db, [one], model) == {}
    assert steps < many
