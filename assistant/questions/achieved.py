"""Sentences that speak of achievements without telling any: to whom they are owed, that they were hard won or shall be greater."""

from __future__ import annotations

import re

from assistant.clean import normalize
from assistant.questions.interrogatives import WHAT_OR_WHICH

ACHIEVED = "成绩|成就|成效"
"""What was achieved, by its name. 成果 is often a thing of its own, of which texts tell: 转化科技成果."""
_ASKS = re.compile(
    rf"{WHAT_OR_WHICH}[\u3400-\u9fff]{{0,5}}?(?:{ACHIEVED})[呢啊呀]?\W*$"
    rf"|(?:{ACHIEVED})[,]?(?:主要|都|具体|分别)*(?:是|有|包括){WHAT_OR_WHICH}"
)
_CREDITS = re.compile(
    rf"取得的[^,。;]{{0,6}}(?:{ACHIEVED})[^。;]{{0,4}}?[,]?(?:根本)?(?:是[^。]*?(?:的结果|来之不易)|在于|再次?(?:彰显|证明|体现))"
    rf"|这些(?:{ACHIEVED})的取得"
)
_EMPTY = re.compile(
    rf"{_CREDITS.pattern}|(?:{ACHIEVED})[^,。;]{{0,6}}(?:来之不易|殊为不易|得来不易)"
    rf"|(?:争取|作出|做出|创造|取得)[^,。;]{{0,8}}?(?:更大|更多|更好|新的更大|好)的?(?:{ACHIEVED})"
    rf"|争取[^,。;]{{0,16}}?(?:{ACHIEVED})"
    rf"|(?:总结|回顾|宣传|报道)[^,。;]{{0,20}}?(?:{ACHIEVED})"
)

_SENTENCE = re.compile("[^。;!?]+")


def asks_for_achievements(question: str) -> bool:
    """Whether a normalised question asks what was achieved, by that name."""
    return _ASKS.search(question) is not None


def credit_of(text: str) -> str:
    """The normalised sentence of a text that puts down achievements to somebody; empty if none does."""
    return next((s for s in _SENTENCE.findall(normalize(text)) if _CREDITS.search(s)), "")


def only_praises(sentence: str) -> bool:
    """Whether a sentence names achievements and tells none."""
    return _EMPTY.search(normalize(sentence)) is not None
