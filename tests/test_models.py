"""Each library has one model: another is refused, or takes its place when all is embedded again."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from library_samples import TinyModel, assert_search_is_exact, document, names, opened

from assistant.errors import ModelMismatch
from assistant.store import Library
from assistant.types import Progress


@pytest.fixture
def model() -> TinyModel:
    return TinyModel()


def test_another_model_is_refused_until_the_library_is_embedded_again(
    tmp_path: Path, model: TinyModel
) -> None:
    with opened(tmp_path, model) as library:
        library.write([document("a"), document("b"), document("c")])
        library.write([], remove=["b"])
    other = TinyModel("other", 24)
    with pytest.raises(ModelMismatch, match="“tiny”, not with “other”") as caught:
        opened(tmp_path, other)
    assert "speech-assistant reindex" in caught.value.zh
    with opened(tmp_path, None) as library:
        assert library.reindex(other) == 3
        assert_search_is_exact(library, other)
        library.write([document("d")])
    with opened(tmp_path, other) as library:
        library.restore("b")
        assert names(library) == ["a", "b", "c", "d"]
        assert_search_is_exact(library, other)
        assert library.notices == []
    with pytest.raises(ModelMismatch, match="“other”, not with “tiny”"):
        opened(tmp_path, model)


def test_an_interrupted_reindex_keeps_the_old_model_and_is_taken_up_again(
    tmp_path: Path, model: TinyModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.library.maintain._EMBEDDED_AT_ONCE", 3)
    with opened(tmp_path, model) as library:
        library.write([document("a"), document("b"), document("c")])
    other = TinyModel("other", 24)

    def stop(progress: Progress) -> None:
        if progress.stage == "embedding" and progress.done == 2:
            raise KeyboardInterrupt

    with opened(tmp_path, None) as library, pytest.raises(KeyboardInterrupt):
        library.reindex(other, progress=stop)
    with opened(tmp_path, model) as library:
        assert_search_is_exact_for(library, model)
    other.embedded.clear()
    with opened(tmp_path, None) as library:
        library.reindex(other)
        assert len(other.embedded) == 3
        assert_search_is_exact(library, other)


def assert_search_is_exact_for(library: Library, model: TinyModel) -> None:
    """As `assert_search_is_exact`, while the vectors of two models are in the database."""
    with library.snapshot() as snapshot:
        scope = snapshot.scope()
        texts = [r.search.text for r in snapshot.rows(scope.ids)]
        np.testing.assert_allclose(
            snapshot.vectors(scope.ids), model.embed_queries(texts), atol=1e-3
        )


def test_a_new_version_of_the_bundled_model_is_taken_on_at_opening(tmp_path: Path) -> None:
    old, new = TinyModel("bundled", 16), TinyModel("bundled", 24)
    with opened(tmp_path, old) as library:
        library.write([document("a"), document("b")])
    with opened(tmp_path, new) as library:
        assert ["embedded again" in n.en for n in library.notices] == [True]
        assert_search_is_exact(library, new)
    with opened(tmp_path, new) as library:
        assert library.notices == []
    with pytest.raises(ModelMismatch):
        opened(tmp_path, old, read_only=True)


def test_an_empty_library_takes_any_model(tmp_path: Path, model: TinyModel) -> None:
    opened(tmp_path, model).close()
    other = TinyModel("other", 24)
    with opened(tmp_path, other) as library:
        library.write([document("a")])
        assert_search_is_exact(library, other)


def test_a_model_changed_by_another_process_is_noticed(tmp_path: Path, model: TinyModel) -> None:
    with opened(tmp_path, model) as library, opened(tmp_path, None) as other:
        library.write([document("a")])
        other.reindex(TinyModel("other", 24))
        with pytest.raises(ModelMismatch), library.snapshot():
            pass
        with pytest.raises(ModelMismatch):
            library.write([document("b")])


def test_without_a_model_a_library_can_be_read_but_not_added_to(
    tmp_path: Path, model: TinyModel
) -> None:
    with opened(tmp_path, model) as library:
        library.write([document("a")])
    with opened(tmp_path, None) as library:
        with library.snapshot() as snapshot:
            assert snapshot.text("a").startswith("a")
            assert len(snapshot.lexical(["网络"], 5, snapshot.scope())) == 1
        with pytest.raises(ModelMismatch, match="without a model"):
            library.write([document("b")])
        library.write([], remove=["a"])
        assert names(library) == []
