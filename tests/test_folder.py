"""The files of a library's folder: written whole, and rewritten only when that is worth it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from library_samples import TinyModel, assert_search_is_exact, document, index_files, opened

from assistant.library.folder import Layers, write_file
from assistant.library.legs import DenseLeg, TokensLeg


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    def stopping() -> Iterator[bytes]:
        yield b"half"
        raise RuntimeError("stopped")

    (tmp_path / "f").write_bytes(b"before")
    with pytest.raises(RuntimeError, match="stopped"):
        write_file(tmp_path / "f", stopping())
    assert (tmp_path / "f").read_bytes() == b"before"
    assert [p.name for p in tmp_path.iterdir()] == ["f"]
    write_file(tmp_path / "f", [b"af", b"ter"])
    assert (tmp_path / "f").read_bytes() == b"after"


def test_layers_read_from_the_first_that_has_it_and_write_to_the_top(tmp_path: Path) -> None:
    top, below = tmp_path / "top", tmp_path / "below"
    for path in (top, below):
        path.mkdir()
        (path / "both").touch()
    (below / "old").touch()
    layers = Layers(top, below)
    assert layers.find("both") == top / "both"
    assert layers.find("old") == below / "old"
    assert layers.free("old") == top / "old-1"
    assert layers.free("new") == top / "new"


def test_small_batches_leave_large_files_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = TinyModel()
    monkeypatch.setattr(DenseLeg, "delta", 10)
    monkeypatch.setattr(TokensLeg, "delta", 4)
    with opened(tmp_path, model) as library:
        library.write([document("a")])
        assert set(index_files(tmp_path)) == {"dense.g1", "tokens.g1"}
        library.write([document("b")])
        assert set(index_files(tmp_path)) == {"dense.g1", "tokens.g1"}
        library.write([document("c")])
        assert set(index_files(tmp_path)) == {"dense.g1", "tokens.g3"}
        library.write([], remove=["a"])
        assert set(index_files(tmp_path)) == {"dense.g1", "tokens.g3"}
        library.write([document("d")])
        assert set(index_files(tmp_path)) == {"dense.g5", "tokens.g5"}
        assert_search_is_exact(library, model)
    with opened(tmp_path, model) as library:
        assert_search_is_exact(library, model)
