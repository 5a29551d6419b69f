"""BLAS keeps to one thread as long as anybody asks it to."""

from __future__ import annotations

import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from assistant.ranking.score import one_thread


def _threads() -> list[int]:
    return [pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"]


def test_the_first_that_leaves_does_not_lift_the_limit_for_the_others() -> None:
    with threadpool_limits(limits=2, user_api="blas"):
        before = _threads()
        first, second = one_thread(), one_thread()
        first.__enter__()
        second.__enter__()
        first.__exit__(None, None, None)
        within = _threads()
        second.__exit__(None, None, None)
        assert set(within) == {1}
        assert _threads() == before != within


def test_the_limit_is_lifted_after_an_error() -> None:
    with threadpool_limits(limits=2, user_api="blas"):
        before = _threads()
        with pytest.raises(KeyError), one_thread():
            raise KeyError
        assert _threads() == before
