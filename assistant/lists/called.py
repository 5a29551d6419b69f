"""What the members of an enumeration are called, and whether they can be what a question asks for by that."""

from __future__ import annotations

import re
from collections.abc import Sequence

import rjieba

from assistant.clean import normalize
from assistant.questions.interrogatives import WHAT, WHICH_MEMBERS
from assistant.questions.question import Question
from assistant.ranking.ranked import Ranked
from assistant.text.ordinals import FEW

_ASKED_NOUN = re.compile(rf"{WHICH_MEMBERS}[个种条项类样大点]?[“\"「『]?([\u3400-\u9fff]{{2}})")
_ASKED_WORDING = re.compile(
    rf"{WHICH_MEMBERS}[个种条项类样大点]?[“\"‘「『]([^”\"’」』]+)|[“\"‘「『]([^”\"’」』]+)[”\"’」』](?:的|了)?(?:都|一共|总共|分别|各)*(?:[有是包讲]括?了?)?(?:{WHICH_MEMBERS}|{WHAT})"
)
"""A wording that each of what is asked for says."""
_NAMED = re.compile(
    rf"{FEW}[个种条项类样大点][“\"『「]?(?P<noun>[\u3400-\u9fff]{{2}})[”\"』」]?(?:都|分别|具体)?(?:是|指|有|包括)"
)
"""The same where it stands before what is asked: 四个意识是哪四个."""
_OF_ANY_LIST = re.compile(
    r"要求|问题|方面|任务|措施|意见|原则|工作|建议|主张|希望|关系|标准|目标|做法|经验|举措|条件|情况|环节|内容|步骤|理由|原因|特点|大块|件事"
)
"""What the members of any list may be called."""
SHORTCOMINGS = re.compile("不足|问题|困难|挑战|短板|弱点|薄弱环节|差距|缺点|毛病")
"""What is asked for by one of these names is told by the others."""
_ASKED_OF_ANY_LIST = re.compile(
    rf"{WHICH_MEMBERS}[个种条项类样大点]?[\u3400-\u9fff]{{0,4}}?(?P<noun>{_OF_ANY_LIST.pattern})"
)
_SAID_OF_ANY = re.compile(rf"{SHORTCOMINGS.pattern}|存在|面临|遇到|主要|突出|哪些")
_TAIL = 24
"""Characters before the members that may announce them."""
_OPENING = 40
"""Characters in which a member says the word that each is said to hold."""
_AGAIN, _TWICE = 3, 2
"""Times that a unit names what is asked for, if it says all, and what is quoted."""


def of_one_kind(question: Question, texts: Sequence[str]) -> bool:
    """Whether each of the texts says in its first words that it is what the question asks for: …的关系。"""
    opening, *others = [re.split("[。;]", normalize(text)[:_OPENING])[0] for text in texts]
    words = {opening[i : i + 2] for i in range(len(opening) - 1)}
    return any(
        word in question.own and all(word in other for other in others)
        for word in words
        if re.fullmatch(r"[\u3400-\u9fff]{2}", word)
    )


def fits(question: Question, place: Ranked, texts: Sequence[str]) -> bool:
    """Whether so many texts as are asked for can be that: each opens with the word that it is said to hold, and what they are
    called, as 组织 in 哪两个组织 but not 要求, stands in one of them or where they were found."""
    said = [normalize(text) for text in (place.row.text, *texts)]
    if named := _NAMED.search(question.normalized):
        noun = named["noun"]
        # The name itself, which may stand in any paragraph, tells nothing of its members.
        said = [re.sub(rf"{FEW}[个种条项类样大点][“\"『「]?{noun}", " ", text) for text in said]
    else:
        asked = _ASKED_NOUN.search(question.normalized)
        noun = asked[1] if asked else ""
    called = not noun or _OF_ANY_LIST.fullmatch(noun) or any(noun in text for text in said)
    return bool(called) and each_holds(question, texts)


def is_called(question: Question, text: str) -> bool:
    """Whether a text says what the members that a question asks for are called, if that is the name of any list."""
    asked = _ASKED_OF_ANY_LIST.search(question.normalized)
    return bool(asked and asked["noun"] in normalize(text))


def short_of(asked: str, before: str, unit: str) -> bool:
    """Whether shortcomings are asked for, and what stands before the members announces them, by whatever name; not if the best
    unit alone holds another word of the question."""
    if not (SHORTCOMINGS.search(asked) and SHORTCOMINGS.search(before[-_TAIL:])):
        return False
    words = (w for w in rjieba.cut(_SAID_OF_ANY.sub(" ", asked)) if len(w) > 1)
    return not any(word in unit and word not in before for word in words)


def each_holds(question: Question, texts: Sequence[str]) -> bool:
    """Whether each of the texts opens with the word that each member is said to hold, if one is named."""
    return all(question.each in normalize(text[:_OPENING]) for text in texts)


def names_each(question: Question, place: Ranked) -> bool:
    """Whether the best unit names what is asked for again and again, as 统一标准、统一平台、统一监管 does for 哪几个“统一”."""
    unit = normalize(place.row.text[slice(*place.best_unit)])
    wordings = (m[1] or m[2] for m in _ASKED_WORDING.finditer(question.normalized))
    if any(unit.count(wording) >= _TWICE for wording in wordings):
        return True
    asked, least = _ASKED_NOUN.search(question.normalized), max(question.size or 0, _AGAIN)
    return asked is not None and unit.count(asked[1]) >= least and "、" in unit
