"""Token ids of many paragraphs in one file."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.library.ragged import Ragged, TokenTable


def _norms(_: NDArray[np.uint16], offsets: NDArray[np.int64]) -> NDArray[np.float32]:
    return np.diff(offsets).astype(np.float32)


def test_a_token_table_survives_its_file(tmp_path: Path) -> None:
    rows = [np.array(r, np.uint16) for r in ([1, 2, 65535], [], [7])]
    table = TokenTable(np.array([3, 9, 10]), Ragged.of(rows, _norms))
    path = tmp_path / "词 元"
    path.write_bytes(b"".join(table.chunks()))
    read = TokenTable.map(path)
    assert read.ids.tolist() == [3, 9, 10]
    for order in ([0, 1, 2], [2, 0, 1, 0], [1], []):
        chosen = read.tokens.select(np.array(order, dtype=np.int64))
        parts = [
            chosen.values[a:b].tolist()
            for a, b in zip(chosen.offsets, chosen.offsets[1:], strict=False)
        ]
        assert parts == [rows[i].tolist() for i in order]
        assert chosen.norms.tolist() == [len(rows[i]) for i in order]


@pytest.mark.parametrize("size", [0, 10, 80, 103])
def test_a_token_table_that_is_cut_short_is_refused(tmp_path: Path, size: int) -> None:
    table = TokenTable(np.array([3, 9]), Ragged.of([np.arange(5, dtype=np.uint16)] * 2, _norms))
    whole = b"".join(table.chunks())
    (tmp_path / "t").write_bytes(whole[:size])
    assert size < len(whole)
    with pytest.raises(ValueError, match="not a token table|cut short"):
        TokenTable.map(tmp_path / "t")
