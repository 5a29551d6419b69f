"""What derived files lack is read once, whoever asks, while documents keep coming."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from library_samples import TinyModel, document, opened
from numpy.typing import NDArray

from assistant.library.catalog import Catalog
from assistant.library.legs import Model
from assistant.library.overlay import Overlay
from assistant.store import Library


class Reader:
    """Makes the vector of a paragraph from its id, slowly, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []

    def __call__(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        self.asked.append(ids.tolist())
        time.sleep(0.01)
        return np.repeat(ids[:, None], 16, axis=1).astype(np.float32)


@pytest.fixture
def overlay() -> Overlay:
    lexical: Any = None  # not asked here
    return Overlay(Model(1, "tokens", 16), TinyModel("tokens"), lexical)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with opened(tmp_path / "library", TinyModel()) as library:
        yield library


def test_only_vectors_that_are_new_are_read(overlay: Overlay) -> None:
    read = Reader()
    for ids in ([2, 3], [2, 3, 7], [2, 3, 7], [1, 3, 7, 9], [9]):
        rows = overlay.kept_vectors(np.array(ids), read)
        assert rows[:, 0].tolist() == ids
    assert read.asked == [[2, 3], [7], [1, 9], []]


def test_vectors_wanted_by_many_threads_are_read_by_one(overlay: Overlay) -> None:
    read, ids = Reader(), np.arange(1, 50)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: overlay.kept_vectors(ids, read), range(8)))
    assert len(read.asked) == 1


def test_tokens_of_paragraphs_that_are_new_are_read_alone(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.write([document("甲"), document("乙")])
    tokenized: list[str] = []
    plain = TinyModel.token_ids

    def recorded(self: TinyModel, texts: list[str]) -> list[NDArray[np.uint16]]:
        tokenized.extend(texts)
        return plain(self, texts)

    for name in "丙丁":
        library.write([document(name)])
        monkeypatch.setattr(TinyModel, "token_ids", recorded)
        with library.snapshot() as snapshot:
            snapshot.tokens(snapshot.scope().ids)
        monkeypatch.undo()
    assert "".join(text[0] for text in tokenized) == "丙丙丙丁丁丁"


def test_a_generation_is_read_by_one_of_the_threads_that_want_it(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.write([document("甲")])
    read, plain, together = [], Catalog.read, threading.Barrier(6)

    def slow(*arguments: Any) -> Catalog:
        read.append(arguments)
        time.sleep(0.05)
        return plain(*arguments)

    def ask(_: int) -> int:
        together.wait()
        with library.snapshot() as snapshot:
            return len(snapshot.documents())

    monkeypatch.setattr(Catalog, "read", slow)
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(ask, range(6))) == [1] * 6
    assert len(read) == 1
