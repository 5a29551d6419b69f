"""Everyday ways of asking that no document uses, as documents put the matter: 钱从哪里来 is 经费怎么保障, 成绩有哪些 is 取得了哪些成绩."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.clean import simplify
from assistant.questions.achieved import ACHIEVED
from assistant.questions.interrogatives import WHAT_OR_WHICH
from assistant.questions.question import Question

_COUNTED = r"(?:[一二两三四五六七八九十几\d]{1,3}(?:[项条点]|个?方面|个)的?)?"
_WAYS = (
    (
        r"(?:钱|经费)(?:主要|都|要|该|究竟|到底)*[从由打](?:哪[里儿]?|何处|什么地方|啥地方)(?:来|出)",
        "经费怎么保障",
    ),
    (
        rf"(?<![讲谈说提到还没具就存])有{WHAT_OR_WHICH}(?P<kept>(?:主要|突出)?的?问题[呢啊呀]?\W*$)",
        r"存在哪些\g<kept>",
    ),
    (
        rf"(?:取得[的了]?)?的?{_COUNTED}(?P<kept>(?:主要|突出|重大|巨大|新)?(?:{ACHIEVED}))(?:[,，]?(?:都|主要|具体|分别)*(?:是|有|包括)(?:什么|啥|哪些))",
        r"取得了哪些\g<kept>",
    ),
)
"""What is asked in which way, and how it is put."""


def put_plainly(question: Question) -> Question:
    """The question as it is searched for in the words of documents; as it is where it has none of these ways of asking."""
    for way, put in _WAYS:
        if re.search(way, question.normalized):
            text = re.sub(way, put, simplify(question.text))
            normalized = re.sub(way, put, question.normalized)
            question = replace(question, text=text, normalized=normalized)
    return question
