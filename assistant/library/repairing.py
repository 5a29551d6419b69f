"""Lone surrogates, which no file and no database can hold, put right where words come in: bytes that a
terminal could not decode arrive as such, and halves of characters that a program cut."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")


def repaired(text: str) -> str:
    """The text with a question mark for each lone surrogate."""
    return text.encode("utf-8", "replace").decode("utf-8")


def repairing(function: Callable[P, T]) -> Callable[P, T]:
    """The function, which is given repaired strings alone, also in lists and mappings of them."""

    @functools.wraps(function)
    def given(*args: Any, **named: Any) -> Any:
        return function(*_all_repaired(args), **_all_repaired(named))

    return cast(Callable[P, T], given)


def _all_repaired(value: Any) -> Any:
    if isinstance(value, str):
        return repaired(value)
    if type(value) in (list, tuple, set, frozenset):
        return type(value)(map(_all_repaired, value))
    if type(value) is dict:
        return {_all_repaired(key): _all_repaired(one) for key, one in value.items()}
    return value
