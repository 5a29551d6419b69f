"""Abbreviations that no text of a scope uses, read in full: 个税起征点 is 个人所得税起征点."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from itertools import combinations

import rjieba

from assistant.questions.lexicon import Lexicon
from assistant.questions.question import Question
from assistant.ranking.occurrences import holding
from assistant.store import Scope, Snapshot

_LONGEST = 4
"""Characters of an abbreviation."""


def in_full(question: Question, lexicon: Lexicon, snapshot: Snapshot, scope: Scope) -> Question:
    """The question as it is searched for in texts that write out what it abbreviates."""
    for word in _stretches(list(rjieba.cut(question.normalized))):
        full = _full(lexicon.entry(word), word)
        if full and not holding(snapshot, scope, word) and holding(snapshot, scope, full):
            question = question.saying(full, instead_of=word)
    return question


def _stretches(words: Sequence[str]) -> dict[str, None]:
    """What one or several of the words in a row may abbreviate, the longest first."""
    joined = (
        "".join(words[a:b]) for a, b in combinations(range(len(words) + 1), 2) if b - a <= _LONGEST
    )
    return dict.fromkeys(
        sorted((j for j in joined if 1 < len(j) <= _LONGEST), key=len, reverse=True)
    )


@functools.lru_cache(maxsize=256)
def _full(official: str, word: str) -> str:
    """The one official wording that begins and ends as the word does and holds its characters in between, in order."""
    if len(word) > _LONGEST or "、" in official or word in official:
        return ""
    same_ends = official[:1] == word[:1] and official[-1:] == word[-1:]
    letters = iter(official)
    return official if same_ends and all(letter in letters for letter in word) else ""
