"""Matrices in four bits."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from embeddings.fourbit import packed, unpacked


@given(st.integers(0, 2**32 - 1), st.sampled_from([32, 64]))
def test_four_bits_keep_each_component_within_a_fifteenth_of_the_largest_beside_it(
    seed: int, group: int
) -> None:
    rows = np.random.default_rng(seed).standard_normal((3, 128)).astype(np.float32)
    grouped = rows.reshape(3, -1, group)
    error = np.abs(unpacked(*packed(rows, group)) - rows).reshape(grouped.shape)
    assert (error <= np.abs(grouped).max(axis=2, keepdims=True) / 14).all()


def test_they_take_an_eighth_of_the_room() -> None:
    codes, scales = packed(np.ones((10, 640), np.float32), 64)
    assert codes.nbytes == 10 * 640 // 2
    assert scales.nbytes == 10 * 10 * 2
