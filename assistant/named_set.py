"""Sets that have a name of their own, as “四个意识” or “三条保障线”, and what tells their members."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from assistant.clean import normalize
from assistant.question import Question
from assistant.ranked import Ranked
from assistant.selected import Selected, selected
from assistant.units import quotable

_BEST = 3
"""Best paragraphs of which a sentence that holds the word of the members often enough is taken."""


def of_a_set(each: str, size: int) -> re.Pattern[str]:
    """What tells the `size` members of the set that is called so many `each`, in a normalised text: they are joined right before the
    name, or follow words that explain it, or each stands there by its word."""
    return re.compile(rf"{_explained(each, size).pattern}|(?:{each}.{{1,60}}){{{size},}}")


def in_one(question: Question, ranked: Sequence[Ranked], *, naming: bool = False) -> list[Selected]:
    """The sentence that holds, as often as there are members, the word that each holds, and, if `naming`, what they are called
    together (以下统称“三项制度”), or joins them and then calls them so; empty if there is none. A word of one character stands
    in many sentences: that of a paragraph is meant which names the members together."""
    each, size = question.each, question.size
    if not each or size is None:
        return []
    named = re.compile(_name(each))
    for n, place in enumerate(ranked):
        if len(each) == 1 and not named.search(normalize(place.row.text)):
            continue
        for span in dict.fromkeys(quotable(place.row.text, unit) for unit, _ in place.units):
            text = normalize(place.row.text[slice(*span)])
            if naming and not named.search(text):
                continue
            often = n < _BEST and named.sub("", text).count(each) >= size
            if often or (naming and _explained(each, size).search(text)):
                return [selected(place, span, place.score)]
    return []


def _name(each: str) -> str:
    return rf"[二两三四五六七八九十\d][个项大条种][“\"‘「『]?{each}"


@functools.lru_cache(maxsize=32)
def _explained(each: str, size: int) -> re.Pattern[str]:
    return re.compile(
        rf"(?:[^、,。;]{{1,30}}(?:、|和|与|以及|及)){{{size - 1},}}[^、,。;]{{0,30}}{_name(each)}"
        rf"|{_name(each)}[”\"’」』]?,?(?:即|就是|[是有为]|分别|指的?是|包括|:|-)"
        # Named at the end of a sentence, it is told by what the next one joins or counts off.
        rf"|{_name(each)}[”\"’」』]?[^,。;、]{{0,6}}。(?=[^。]*(?:[、和与及][^。、和与及]+){{{size - 1},}}|一是|第一)"
    )
