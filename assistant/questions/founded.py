"""Sentences that speak of a founding only to count its years: 成立70周年 tells of nothing that is founded."""

from __future__ import annotations

import re

from assistant.questions.interrogatives import WHAT_OR_WHICH

_FOUNDED = "成立|设立|组建|创办|创立|创建|建立"
_ASKS = re.compile(
    rf"(?P<verb>{_FOUNDED})了?{WHAT_OR_WHICH}|{WHAT_OR_WHICH}[^,。?]{{0,8}}?(?P<after>{_FOUNDED})"
)
_ANNIVERSARY = re.compile(rf"(?:{_FOUNDED})[^,。;]{{0,4}}?[0-9一二三四五六七八九十百]+周?年")


def only_anniversaries(question: str, text: str) -> bool:
    """Whether a normalised question asks what was founded, and a normalised text speaks of that only to count its years."""
    asks = _ASKS.search(question)
    if asks is None or not _ANNIVERSARY.search(text):
        return False
    return (asks["verb"] or asks["after"]) not in _ANNIVERSARY.sub("", text)
