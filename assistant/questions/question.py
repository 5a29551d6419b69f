"""What a question asks for, read off its words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.clean import has_chinese, normalize, simplify
from assistant.errors import QuestionError
from assistant.library.repairing import repaired
from assistant.questions.claim import ASKS_MORE, WANTS_YES_OR_NO, claim
from assistant.questions.frame import without_frame
from assistant.questions.interrogatives import (
    HOW,
    HOW_OFTEN,
    WHAT,
    WHEN,
    WHERE,
    WHICH_DAY,
    WHICH_YEAR,
    WHO,
    WHY,
)
from assistant.text.numerals import parse_integer
from assistant.text.ordinals import FEW, LAST, NTH, NTH_EN, NUMERAL, OF_LIST, OF_LISTS, ORDINALS_EN
from assistant.text.period import period
from assistant.types import Language

LONGEST_QUESTION = 2000
"""Characters accepted in one question."""

Intent = Literal["plain", "list", "count", "check"]

_SO_MANY = rf"({FEW})[个条项点种](?!月|小时|季度|工作日|百分点)[^,，。?？的]{{2,12}}?(?:是{WHAT}(?!时候)|是哪|都是|分别|指什么|指的是|有哪些|包括哪些)"
_SUCH = "(?:基本|主要|重要|宝贵|突出|具体)?"
"""What the members of a list are said to be: 三条宝贵经验."""
_LIST = re.compile(
    r"哪些|哪几|有哪|几点|列(?:一下|出|举)|罗列|逐[条一]|几个方面|哪[一二三四五六七八九十两\d]+(?!个大?字)[个项点条种类方样大句步道支件位]|分别|各有|几条|几项|几方面"
    rf"|(?:包括|都有){WHAT}|[有在着了]{WHAT}(?:不足|问题|困难|短板|差距|成绩|成效)|{WHAT}内容和|{_SO_MANY}|"
    rf"(?<![统单同专])[一二三四五六七八九十两\d]+(?:个|大|项|条|点)?{_SUCH}(?:{OF_LISTS})"
    r"|what (?:are|were) the|which (?:[a-z]+ )?(?:are|were|points|measures|problems)|list (?:the|all)|name the|what [a-z]+s (?:are|were|did|does|do|has|have|exist|remain|should|must)\b"
)
_ORDINAL = re.compile(
    rf"(?P<from_end>倒数)?{NTH}|其([一二三四五六七八九十])(?=[是呢,?，？]|$)|排(?:在|名)?第({NUMERAL})"
)
_BESIDES = re.compile(rf"除了?第({NUMERAL}){OF_LIST}[之以]?外")
_SIZE = re.compile(
    rf"哪({FEW})(?!个大?字)(?:个|大|项|条|点|种|类|样|句|步|道|支|次|件|位)"
    rf"|({FEW})(?:个|大|项|条|点|种)?(?:{_SUCH}(?:{OF_LISTS})|纽带|点|条|项)"
    rf"|{_SO_MANY}"
)
_EACH = re.compile(
    rf"({FEW}|几)[个项大条][“\"‘「『]([\u3400-\u9fff]{{1,4}})[”\"’」』]"
    rf"|[“\"‘「『]({FEW})[个项大条]([\u3400-\u9fff]{{1,4}})[”\"’」』]"
    rf"|[“\"‘「『]({FEW})(?![个项大条种类点件年月])([\u3400-\u9fff]{{2}})[”\"’」』](?=[^,。?]{{0,6}}哪)"
)
"""What each member of a list says: 六个“必须”, “四个意识”, “三统一”是哪三个."""
_ASKS_ELSE = re.compile(
    rf"{WHEN}|{WHICH_YEAR}|{WHICH_DAY}|{WHO}|{WHY}|{WHERE}|{HOW}|多少|意义|作用|\b(?:when|why|who|where|how)\b"
)
"""Asks for something else of them than what they are."""
_NUMBERS_EN = {
    w: i for i, w in enumerate("two three four five six seven eight nine ten".split(), 2)
}
_SIZE_EN = re.compile(
    rf"\b(?:which|what|the) (?:are the |were the )?({'|'.join(_NUMBERS_EN)}) [a-z]"
)
SAID = r"(?:提到|讲到|谈到|说到|提及|涉及|写到|用到|出现|提(?![出高升供醒前])|讲(?!话)|说(?![明服])|用)[了过到]{0,2}"
"""Says that a text holds a wording, not 提出, 讲话 or 说明."""
_COUNT = re.compile(
    rf"{SAID}.{{0,16}}?{HOW_OFTEN}|{HOW_OFTEN}(?:都|曾)?{SAID}|{SAID}的?(?:次数|频率|频次)|(?:提到|讲到|谈到|说到|提及|写到).{{1,16}}?的?(?:次数|频率|频次)|how (?:many times|often)"
)
_QUOTED = re.compile(r"「([^」]{4,})」|『([^』]{4,})』|“([^”]{4,})”|\"([^\"]{4,})\"|‘([^’]{4,})’")
_IN_MARKS = re.compile(r"「[^」]*」|『[^』]*』|“[^”]*”|\"[^\"]*\"|‘[^’]*’|《[^》]*》")
_CHECKS = re.compile(
    r"(?:讲|说|写|提|有|用)过|真有|真的?(?:说|讲|写|有)|是不是(?:原话|这么|这样)|原话|原文|[这那][么样](?:说|讲|写)|[这那]句?话|有没有(?:说|讲|写|提)"
    r"|里有|出自|准确吗|对吗|是吗|是真的|属实|[说讲写]的话?吗|(?:did|does|do) .* (?:say|state|mention)|(?:did|do|does|was|is) .*(?:contain|include|appear|\bsaid\b)"
    r"|really (?:say|said)|exact (?:words|quote)|is (?:it|this) true|actually"
)
_ASKS_WHAT_EN = re.compile(r"\b(?:what|which|how|why)\b")
"""Asks for more about a term than whether, when or where it was said."""
_A_SENTENCE = 8
"""Characters from which a quotation is no mere term."""
_YEAR = re.compile(
    r"(?<!\d)(?:1[89]|20)\d{2}(?![\d万亿]|年代|'?s\b)|[一二][九〇零○][一二三四五六七八九〇零○]{2}(?=年)"
)
FUNCTION_WORDS_EN = frozenset(
    (
        "what which who whom whose when where why how many much did does do is are was "
        "were the a an of in on at to for and or by with about this that these those it "
        "its their there be been has have had say said says speech report document gave given he she his her him "
        "they them we us our you your i my will would can could should shall may might must "
        "not no from into than then so if as also such "
        "mention mentioned according tell me please any some speaker ask asks asked want wants"
    ).split()
)
"""English words that ask, join or stand for others, not words that are asked about."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question and what was read off it."""

    text: str
    normalized: str
    language: Language
    intent: Intent
    ordinal: int | None = None
    """Which member of a list is asked for: from 1, or from the end, -1 for the last; None for none."""
    size: int | None = None
    """How many members the question says the list has."""
    besides: int | None = None
    """The member that is left out of what is asked for, from 1: 除第一个外还有哪些."""
    each: str = ""
    """The word that each of these members holds, as 必须 in 六个“必须”."""
    quotations: tuple[str, ...] = ()
    """The wordings in quotation marks, to check for a `check`; a wording without marks, where its very words are asked for."""
    claimed: tuple[str, ...] = ()
    """Stretches without marks of which it may ask whether they were said."""
    years: tuple[int, ...] = ()
    period: tuple[int, int] | None = None
    """First and last year of a decade or short year that the question names."""
    earlier: str = ""
    """What `text` begins with was asked before: it says what the rest is about, and weighs less."""
    tail: str = ""
    """The question as it was put, where the standalone one ends with it."""
    alone: str = ""
    """The standalone question, where `text` is only what is searched for of it."""

    @property
    def own(self) -> str:
        """What was not asked before."""
        return self.tail or self.text

    def saying(self, other: str, instead_of: str) -> Question:
        """The question in simplified characters, with a normalised wording wherever it says another."""
        text = simplify(self.text).replace(instead_of, other)
        normalized = self.normalized.replace(instead_of, other)
        return replace(self, text=text, normalized=normalized)

    def without(self, start: int, end: int) -> Question:
        """The question in simplified characters without this stretch of its normalised text; as it is where the two have not the
        same characters, one by one."""
        text, normalized = simplify(self.text), self.normalized
        if len(text) != len(normalized):
            return self
        normalized = normalized[:start] + normalized[end:]
        return replace(self, text=text[:start] + text[end:], normalized=normalized)


_OF_ONE = re.compile(
    rf"(?:具体)?(?:[是讲说谈写]的?(?:是|了)?(?:{WHAT}|哪[^?]{{0,6}})|内容)(?:是{WHAT})?[?]*$"
)


def of_all_members(question: Question) -> Question | None:
    """A question for what one member of a list is as one for all of them (第三条原则是什么, 原则有哪些); None if it asks anything
    else of it."""
    which = _ORDINAL.sub("", question.normalized)
    bare = _OF_ONE.sub("", which)
    if bare == which:
        return None
    return replace(question, normalized=f"{bare}有哪些?", intent="list", ordinal=None)


def check_length(text: str) -> str:
    """The question without surrounding white space.

    :raises QuestionError: nothing is left, or it is longer than LONGEST_QUESTION characters.
    """
    stripped = repaired(text).strip()
    if not any(unicodedata.category(c)[0] in "LN" for c in stripped):
        raise QuestionError(
            "The question is empty. Type a question in Chinese or English.",
            "问题是空的。请输入一个问题，中文、英文都可以。",
        )
    if len(stripped) > LONGEST_QUESTION:
        raise QuestionError(
            f"The question has {len(stripped):,} characters; at most {LONGEST_QUESTION:,} are accepted. Shorten it.",
            f"问题有 {len(stripped):,} 个字符，最多 {LONGEST_QUESTION:,} 个。请缩短后再问。",
        )
    return stripped


def read(text: str) -> Question:
    """Analyse a question. :raises QuestionError: see `check_length`."""
    asked = check_length(text)
    text = without_frame(asked)
    folded = normalize(text)
    quotations = tuple(m.group(m.lastindex or 0) for m in _QUOTED.finditer(text))
    counted, each = _COUNT.search(folded), _each(folded)
    besides = _BESIDES.search(folded)
    without_quote = normalize(_QUOTED.sub(" ", text))
    said = None if quotations or counted else claim(folded)
    claimed = tuple(as_typed(wording, text, folded) for wording in said.wordings) if said else ()
    if said and said.literal:
        quotations = claimed
    intent: Intent = "plain"
    if counted:
        intent = "count"
    elif (said and said.literal) or (quotations and _asks_whether_said(quotations, without_quote)):
        intent = "check"
    elif _LIST.search(folded) or each:
        intent = "list"
    return Question(
        text,
        folded,
        language(text),
        intent,
        _ordinal(_BESIDES.sub(" ", without_quote)),
        each[0] if each else _size(folded),
        parse_integer(besides[1]) if besides else None,
        each[1] if each else "",
        quotations,
        claimed,
        tuple(dict.fromkeys(y for m in _YEAR.finditer(folded) if (y := parse_integer(m.group())))),
        period(folded),
        alone=asked if text != asked else "",
    )


def _asks_whether_said(quotations: Sequence[str], beside: str) -> bool:
    """Whether what stands beside quotations asks for their words: it says so, or a sentence is quoted and nothing but yes or no is asked."""
    a_sentence = any(_length(quotation) >= _A_SENTENCE for quotation in quotations)
    only_whether = WANTS_YES_OR_NO.search(beside) and not ASKS_MORE.search(beside)
    asks = _CHECKS.search(beside) and (a_sentence or not _ASKS_WHAT_EN.search(beside))
    return bool(asks or (a_sentence and only_whether))


def _length(quotation: str) -> int:
    """Its characters in Chinese; a word in Latin script is two of them."""
    return len(quotation) if has_chinese(quotation) else 2 * len(quotation.split())


def as_typed(word: str, text: str, folded: str) -> str:
    """A stretch of the normalised text `folded` as it stands in `text`, traditional characters and signs as well."""
    at = folded.find(word)
    return text[at : at + len(word)] if at >= 0 and len(text) == len(folded) else word


def language(text: str) -> Language:
    """`en` without Chinese characters but in quotation marks, `zh-Hant` with traditional ones, else `zh`."""
    around = _IN_MARKS.sub(" ", text)
    if not has_chinese(text) or (re.search("[A-Za-z]{2}", around) and not has_chinese(around)):
        return "en"
    folded = unicodedata.normalize("NFKC", text)
    return "zh-Hant" if simplify(folded) != folded else "zh"


def _ordinal(folded: str) -> int | None:
    if m := _ORDINAL.search(folded):
        place = parse_integer(m[2] or m[3] or m[4])
        return -place if place and m["from_end"] else place
    if m := re.search(NTH_EN, folded):
        return ORDINALS_EN.get(m[0], -1)
    return -1 if re.search(LAST, folded) else None


def _each(folded: str) -> tuple[int | None, str] | None:
    """How many members, if it says so, hold which word, where a question asks what they are."""
    m = None if _ASKS_ELSE.search(folded) else _EACH.search(folded)
    if m is None:
        return None
    number, word = (group for group in m.groups() if group)
    return parse_integer(number), word


def _size(folded: str) -> int | None:
    if m := _SIZE.search(folded):
        return parse_integer(next(g for g in m.groups() if g))
    m = _SIZE_EN.search(folded)
    return _NUMBERS_EN[m.group(1)] if m else None
