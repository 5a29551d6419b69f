"""Sets that have a name of their own, as “四个意识” or “三条保障线”, and what tells their members."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.clean import normalize
from assistant.questions.interrogatives import WHAT_OR_WHICH
from assistant.questions.question import Question
from assistant.ranking.ranked import Ranked
from assistant.ranking.selected import Selected, selected
from assistant.text.numerals import written
from assistant.text.units import quotable

_BEST = 3
"""Best paragraphs of which a sentence that holds the word of the members often enough is taken."""
_JOINS = re.compile(r"[、和与]|以及|(?<!以)及|[”»]+[“«]")
_CLAUSE_ENDS = re.compile(r"[,。;:!?]")
_EXPLAINS = re.compile(
    r"[”\"’」』]?(?:[:]|[,]?(?:即|就是|分别|具体(?:是|为|包括)|指的?是|是指|主要?包括|包括)|[,]?(?:——|—|--)"
    r"|[,:]?(?:一是|第一|一、|首先|\(一\)|1[.、]))"
)
"""Follows the name of a set where its members are told."""
_ASSERTS = re.compile(r"[”\"’」』]?(?:[是有为(]|主要(?:是|有|为))")
"""The same, if they are joined in the rest of the sentence."""
_CONSISTS = re.compile(
    rf"(?P<name>[\u3400-\u9fff]{{2,8}}?(?P<kind>精神|意识|观念|思维|作风|能力|素质|优势|力量|关系))(?:的?(?:具体|主要)?(?:内容|内涵)|都?(?:是指|指的是|是|有|包括|包含){WHAT_OR_WHICH})"
)
"""Asks what something consists of whose parts are called by the same word."""
_SEVERAL = 3
_STOPS = re.compile(r"[”\"’」』]?[^,。;、]{0,6}。")
"""Ends a sentence with the name: the next one may tell them."""


def members_told(each: str, size: int, text: str) -> bool:
    """Whether a normalised text tells the `size` members of the set that is called so many `each`: they are joined right before the
    name, or follow it, or each stands there by its word."""
    named = re.compile(_name(each, size))
    return _explained(named, size, text) or named.sub("", text).count(each) >= size


def in_one(question: Question, ranked: Sequence[Ranked], *, naming: bool = False) -> list[Selected]:
    """The sentence that holds, as often as there are members, the word that each holds, and, if `naming`, what they are called
    together (以下统称“三项制度”), or joins them and then calls them so; empty if there is none. A word of one character stands
    in many sentences: that of a paragraph is meant which names the members together."""
    each, size = question.each, question.size
    if not each or size is None:
        return []
    named = re.compile(_name(each, size))
    for n, place in enumerate(ranked):
        if len(each) == 1 and not named.search(normalize(place.row.text)):
            continue
        for span in dict.fromkeys(quotable(place.row.text, unit) for unit, _ in place.units):
            text = normalize(place.row.text[slice(*span)])
            if naming and not named.search(text):
                continue
            often = n < _BEST and named.sub("", text).count(each) >= size
            if often or (naming and _explained(named, size, text)):
                return [selected(place, span, place.score)]
    return []


def told_again(question: Question, ranked: Sequence[Ranked]) -> Selected | None:
    """The sentence that tells what something consists of, each by its last word: 爱国精神、创新精神、奉献精神 where it is asked what
    the 科学家精神 is. None if there is none in the best paragraphs of the first document, or nothing of that is asked."""
    asked = _CONSISTS.search(re.sub(r"[“”\"]", "", question.normalized))
    if asked is None:
        return None
    kind = re.compile(rf"[\u3400-\u9fff]{{2}}{re.escape(asked['kind'])}(?=[,、。;和与])")
    for place in ranked[:_BEST]:
        if place.row.document == ranked[0].row.document and asked["name"] in place.row.search.text:
            for span in dict.fromkeys(quotable(place.row.text, unit) for unit, _ in place.units):
                told = set(kind.findall(normalize(place.row.text[slice(*span)])))
                if len(told) >= _SEVERAL and asked["name"][-4:] not in told:
                    return selected(place, span, place.score)
    return None


def _name(each: str, size: int) -> str:
    """What the set is called: its number in either writing, the measure and the word."""
    number = f"{written(size)}|{size}{'|两' if size == 2 else ''}"
    return rf"(?<![0-9一二三四五六七八九十])(?:{number})[个项大条种][“\"‘「『]?{re.escape(each)}"


def _explained(named: re.Pattern[str], size: int, text: str) -> bool:
    for m in named.finditer(text):
        before, after = _CLAUSE_ENDS.split(text[: m.start()])[-1], text[m.end() :]
        rest = re.split("[。;]", after, maxsplit=1)[0]
        if joined(before, size) or _EXPLAINS.match(after):
            return True
        if _ASSERTS.match(after) and joined(rest, size):
            return True
        if (stop := _STOPS.match(after)) and _counts_off(after[stop.end() :], size):
            return True
    return False


def _counts_off(text: str, size: int) -> bool:
    return bool(re.match("一是|第一|首先", text)) or joined(text.split("。")[0], size)


def joined(text: str, size: int) -> bool:
    """Whether as many things are joined in a text."""
    return len(_JOINS.findall(text)) >= size - 1
