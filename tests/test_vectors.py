"""Vectors are exact wherever they come from: the database, the token ids, beside FAISS or its codes."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import numpy as np
import pytest
from library_samples import LINES, TinyModel, document

from assistant.library import legs
from assistant.store import Library

MODEL = TinyModel()


def stored_vectors(folder: Path) -> int:
    with sqlite3.connect(folder / "library.db") as db:
        count = int(db.execute("SELECT count(*) FROM vectors").fetchone()[0])
    db.close()
    return count


def opened(folder: Path, *, made_from_tokens: bool, model: TinyModel = MODEL) -> Library:
    return Library.open(folder, model, tokenizer=model if made_from_tokens else TinyModel("tokens"))


def assert_nearest_are_found(library: Library) -> None:
    with library.snapshot() as snapshot:
        for scope in (snapshot.scope(), snapshot.scope(["甲"])):
            texts = [row.search.text for row in snapshot.rows(scope.ids)]
            vectors = MODEL.embed_queries(texts)
            np.testing.assert_allclose(snapshot.vectors(scope.ids), vectors, atol=1e-3)
            for line in LINES:
                query = MODEL.embed_queries([line])[0]
                found, scores = snapshot.dense(query, 5, scope)
                np.testing.assert_allclose(scores, np.sort(vectors @ query)[::-1][:5], atol=1e-3)
                np.testing.assert_allclose(scores, snapshot.vectors(found) @ query, atol=1e-3)


@pytest.mark.parametrize("made_from_tokens", [True, False])
@pytest.mark.parametrize("exact", [1, 15, 100])
def test_the_nearest_are_found_whatever_their_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made_from_tokens: bool, exact: int
) -> None:
    monkeypatch.setattr(legs, "_EXACT", exact)
    monkeypatch.setattr(legs.DenseLeg, "delta", 6)
    monkeypatch.setattr(legs.TokensLeg, "delta", 4)
    with opened(tmp_path, made_from_tokens=made_from_tokens) as library:
        for name in "甲乙丙丁戊":
            library.write([document(name, *(f"{name}说{line}" for line in LINES[:6]))])
            assert_nearest_are_found(library)
        library.write([], remove=["丙", "丁"])
        assert_nearest_are_found(library)
        library.write([], remove=["乙"])
        assert_nearest_are_found(library)
    with opened(tmp_path, made_from_tokens=made_from_tokens) as library:
        assert_nearest_are_found(library)


def test_vectors_that_the_token_ids_give_are_not_stored(tmp_path: Path) -> None:
    with opened(tmp_path, made_from_tokens=True) as library:
        library.write([document("甲")])
    assert stored_vectors(tmp_path) == 0


def test_a_library_changes_between_models_with_and_without_stored_vectors(tmp_path: Path) -> None:
    other = TinyModel("other")
    with opened(tmp_path, made_from_tokens=True) as library:
        library.write([document("甲", *LINES)])
        library.reindex(other)
        assert stored_vectors(tmp_path) == len(LINES)
        assert library.reindex(MODEL) == 1
        assert stored_vectors(tmp_path) == 0
        assert_nearest_are_found(library)
