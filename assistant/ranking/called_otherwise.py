"""Names that no text of a scope uses, read as what the texts call the same: 公务员 is 政府工作人员, 失业率 is 城镇调查失业率."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import rjieba

from assistant.questions.expected import Expected, expected, held
from assistant.questions.lexicon import Lexicon, other_names
from assistant.questions.plain import put_plainly
from assistant.questions.question import Question
from assistant.ranking.abbreviated import in_full
from assistant.ranking.occurrences import holding
from assistant.store import Scope, Snapshot

_MOST = 20
"""Paragraphs that are looked through for a name."""


def in_words_of_texts(
    question: Question, lexicon: Lexicon, snapshot: Snapshot, scope: Scope
) -> Question:
    """The question as it is searched for in texts: asked in their way, without abbreviations and with names that they use."""
    question = in_full(put_plainly(question), lexicon, snapshot, scope)
    return _by_another_name(question, lexicon, snapshot, scope)


def _by_another_name(
    question: Question, lexicon: Lexicon, snapshot: Snapshot, scope: Scope
) -> Question:
    """The question as it is searched for in texts that have another name for what it asks about; where it asks for a quantity, in
    texts that tell one only by another name. Without a lexicon, as it is."""
    text = question.normalized
    known = [word for word in map("".join, other_names().entries) if _is_whole(word, text)]
    if not lexicon.entries or not known:
        return question
    kinds = [kind for kind in expected(text) if kind.kind == "number"]
    for word in sorted(known, key=len, reverse=True):
        names = other_names().entry(word).split("、")
        if any(name in text for name in names) or _tells(snapshot, scope, word, kinds):
            continue
        if name := next((n for n in names if _tells(snapshot, scope, n, kinds)), ""):
            return question.saying(name, instead_of=word)
    return question


def _is_whole(word: str, text: str) -> bool:
    """Whether a name stands in a text and cuts no word there: 老师 does in 老师傅."""
    at = text.find(word)
    ends = {0, *accumulate(map(len, rjieba.cut(text)))} if at >= 0 else set()
    return at in ends and at + len(word) in ends


def _tells(snapshot: Snapshot, scope: Scope, word: str, kinds: Sequence[Expected]) -> bool:
    """Whether a text uses a name, in a sentence that holds something of the kinds that are asked for, if any are."""
    found = holding(snapshot, scope, word)
    if not kinds:
        return bool(found)
    return any(held(kinds, _sentence(each.row.search.text, word)) for each in found[:_MOST])


def _sentence(text: str, word: str) -> str:
    at = text.find(word)
    start = max(text.rfind(mark, 0, at) for mark in "。;") + 1
    ends = [end for mark in "。;" if (end := text.find(mark, at)) >= 0]
    return text[start : min(ends, default=len(text))]
