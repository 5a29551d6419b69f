"""The words a question asks about, as they can be told to somebody: whole ones, without what the cutting of words leaves over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import rjieba

from assistant.questions.content_words import content_words
from assistant.questions.question import Question

_ADVERB = "d"
_LEFT_OVER = re.compile(
    r"[人户内外上下中里后前期者员月日款时次][能要应可该须到有是没让给]"
    r"|(?:最[多少高低长短快晚]|至[多少])[\u3400-\u9fff]{0,2}"
)
"""The end of one word and the modal verb before the next (人能, 期到), or how much and what with (最多扣)."""
_MODAL_FIRST = re.compile(r"[要能会该须应](?![求够见谈晤同商诊签战对付邀聘])[\u3400-\u9fff]")
_WITH_RESULT = re.compile(r"(?![迟报])[\u3400-\u9fff][到至掉完给]")
"""One character of a verb with what it leads to: 要判, 降到."""
_MEASURE = re.compile(
    r"(?:[\u3400-\u9fff]{0,3}[率额值]|总?[产数]?量|总[数面]积?|[人件户]数|面积|规模|比[例重]|[\u3400-\u9fff]{1,2}度)"
)
"""Measures something, which stands right before it: 发生率."""
_OF = ("n", "a", "v", "j", "l", "b", "eng")
"""First letters of the tags of what can be measured."""


def telling_words(question: Question) -> list[str]:
    """The content words of a question without those that are no words of their own."""
    tags = dict(rjieba.tag(question.normalized))
    return [w for w in content_words(question) if not _is_left_over(w, tags.get(w, ""))]


def whole(words: Sequence[str], question: Question) -> list[str]:
    """Words of a question as they are told: a measure with what it is of (贫困发生率), and nothing that another holds."""
    tagged = list(rjieba.tag(question.normalized))
    of = {
        word: before
        for (before, tag), (word, _) in pairwise(tagged)
        if _MEASURE.fullmatch(word) and tag.startswith(_OF) and len(before) > 1
    }
    told = [of.get(word, "") + word for word in words]
    return [w for w in dict.fromkeys(told) if not any(w in other and w != other for other in told)]


def _is_left_over(word: str, tag: str) -> bool:
    if tag.startswith(_ADVERB) or _LEFT_OVER.fullmatch(word):
        return True
    cut = _MODAL_FIRST.fullmatch(word) or _WITH_RESULT.fullmatch(word)
    return cut is not None and tag.startswith("v") and not tag.startswith("vn")
