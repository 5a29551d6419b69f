"""What a question asks of a document itself: when and where it was given, by whom, what it and its parts are called."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from assistant.questions.interrogatives import HOW, WHAT, WHEN, WHERE, WHICH_DAY, WHICH_YEAR
from assistant.questions.question import FUNCTION_WORDS_EN, Question
from assistant.text.by_number import without_number
from assistant.text.numerals import parse_integer
from assistant.text.ordinals import ORDINALS_EN

Fact = Literal[
    "speaker",
    "date",
    "printed",
    "occasion",
    "place",
    "title",
    "series",
    "issuer",
    "addressee",
    "parts",
    "record",
]

ASKED: dict[Fact, re.Pattern[str]] = {
    "speaker": re.compile(
        r"谁(?:在)?(?:讲|作|做|发表|说|写|主持)|谁的(?:讲话|谈话|报告|发言|话)|(?:讲话|报告|发言|演讲|主持)人|[讲说作做写](?:话|报告)?的?人?是谁|作者"
        rf"|(?:{WHAT}|何种?)(?:职务|身份|职位)"
        r"|\bwho\b"
    ),
    "series": re.compile(
        r"系列|编号|期号|刊号|第几期|文号|字号|几号文|\bseries\b|\b(?:issue|document|reference) number\b"
    ),
    "issuer": re.compile(
        rf"谁(?:印|制|颁|下|联合)?[发制](?:[布文的定]|$)|(?:哪[个家些]|{WHAT})(?:机关|单位|部门|机构)(?:联合)?(?:印|制|颁|下)?[发制]|发[文布](?:机关|单位|机构)"
        r"|落款(?:单位|机关|是谁)|\bissued by\b|\bby whom\b|\bwho issued\b|\bwhich (?:body|agency|organ|department) issued\b"
    ),
    "addressee": re.compile(
        rf"[发写送](?:给|到)(?:谁|哪[些个]|{WHAT})|主送|抬头|收文|下发(?:给|到)|\baddress(?:ed|ees?)\b|\bto whom\b"
    ),
    "parts": re.compile(r"[几哪多]少?个?大?部分|[大小]标题|\bparts\b|\bsections\b|\bheadings\b"),
    "title": re.compile(
        r"题目|标题|题为|全称|全名|(?:正式|完整)(?:名称|标题)|\btitle\b|\bfull name\b"
    ),
    "printed": re.compile(
        rf"刊[出发登载物]|出版|印发(?:的?(?:日期|时间))|(?:{WHEN}|{WHICH_DAY})印发|页头|最[前上顶开][面头边]?[^,。]{{0,8}}(?:日期|时间|年|月)|[标印](?:着|的|了)"
    ),
    "record": re.compile(r"录音|整理|速记|记录稿|\btranscri|\brecording"),
    "date": re.compile(
        rf"{WHEN}|{WHICH_YEAR}|{WHICH_DAY}|几月几?[号日]?|几号(?!文)|日期|时间|年份"
        r"|\bwhen\b|\bwhat (?:date|day|year|time)\b|\bdate\b"
    ),
    "place": re.compile(
        rf"在?{WHERE}|在哪|地点|(?:哪个?|{WHAT})(?:城市|地方|[省市])|\bwhere\b|\bwhich city\b"
    ),
    "occasion": re.compile(
        rf"场合|(?:{WHAT}|哪一?[个次场届])(?:会议?|活动|大会)|会议名称|(?:会议?|大会|论坛|活动)叫{WHAT}|\b(?:what|which) (?:meeting|conference|occasion|event|session)\b"
    ),
}
"""What asks for each."""
_ASKS_ABOUT_TEXT = re.compile(
    rf"{WHEN}|{WHICH_DAY}|{WHICH_YEAR}|几月|日期|在哪|哪里|地点|场合|{WHAT}会|哪个会|哪次会|题目|标题|主题|题为|系列|编号|期号|录音"
    r"|谁(?:讲|作|做|发表)|哪几部分|几个部分|几点意见|大标题|\bwhen\b|\bwhere\b|\btitle|\bseries\b|\boccasion|\bdate\b|what (?:meeting|conference)"
)
_THE_TEXT = re.compile(
    r"(?:[这该本][份篇个]?|整[份篇])(?:资料|材料|稿子?|讲话|报告|文章|文件|文稿|谈话)(?![里中上]|提到|[说讲指]|会)|[这那][番段篇些]话"
    r"|(?:讲话|文章|文稿|稿子|材料)的?(?:文字|具体|准确)?的?(?:日期|时间|地点|标题|题目|来历|来源)|系列|录音|书面稿"
)
"""Speaks of a document as of a thing."""
_BESIDE_SERIES = re.compile(r"(?:系列|编号)+的?[下后旁][边面]?")
"""Says where the date of printing stands."""
_INSTEAD_OF: dict[Fact, Fact] = {"parts": "title", "printed": "date"}
"""What is asked for in words of another fact, unless that is asked for beside it: 小标题, 刊出的时间."""
_APART = re.compile(r"[,，、;；和与及]|\band\b")
_OF_ANY_DOCUMENT = re.compile(
    "|".join(pattern.pattern for pattern in ASKED.values())
    + r"|讲话|谈话|发言|致辞|演讲|报告|文件|文档|文稿|材料|稿子?|文章|全文|全称|成文|意见|根据|出来|最?[上下前后旁开顶][边面头]|本[次文篇]|会上|[会文]里|会议?|大会|期刊?|发表|召开|举行|举办|属于"
    r"|当时|到底|具体|请问|主要|内容|主题|[啥什]么?|名[称字]?|[多几]少?|部分|一[共次下]|总共|分别|上(?=[讲说作做面的])|都(?=[是有讲分])"
    r"|请|总书记|领导|首长|同志|座谈会|论坛|讲座|活动|通知|方案|办法|规定|条例|决定|指导|机关|单位|部门|机构|城市|职务|身份|职位|担任|主持|印发|制定|颁布|下发|发布|发文|发给|主送|抬头|收文|落款|起止|文号|字号|几号|完整|正式|时候|给出|告诉"
    r"|[谁由些和与及讲说看作做开这该此个次篇份场番的是了在于呢吗啊呀叫话里标写它有为出分月年日号几哪人]"
)
"""Words of a question that fit every document."""
_OF_ANOTHER = re.compile(
    r"[上下前后那](?:一|个)*[次届个场]|[讲说提]到?的(?:会|讲话|大会)|多少时间|多长|多久"
    r"|\b(?:should|must|can|could|may|might|will|would|shall)\b"
)
"""What shows that not this document or speech is meant, or not what it was but what ought to be."""
_OF_ANY_DOCUMENT_EN = FUNCTION_WORDS_EN | frozenset(
    (
        "gave given held delivered made place took take conference meeting date year day time name called talk address number "
        "occasion event title series issue speaker speaking spoke author parts sections headings document text based "
        "transcribed transcript transcription recording issued addressed body agency full number city session chaired"
    ).split()
)
_PART = re.compile(
    r"第(?P<nth>[一二三四五六七八九十]{1,3}|[1-9]\d?)(?:个?大?部分|(?P<unit>章|节))"
    rf"|\b(?P<nth_en>{'|'.join(ORDINALS_EN)}) (?:part|(?P<unit_en>section|chapter))\b"
)
_UNITS = {"section": "节", "chapter": "章"}
_HEADED = re.compile(
    rf"[大小]?标题|题目|主题|题为|{HOW}写|[讲说谈写论]述?(?:的|了)?(?:是)?{WHAT}|关于{WHAT}|\babout\b|\btitle|\bheading|\bcalled\b"
)
_OF_ANY_NAMED = re.compile(r"那|就|曾|当年|国[办发]*[发函]|[上下]?会|上|发")
"""What may stand beside the name of a document as well."""
_IS_GIVEN = re.compile(
    r"[讲谈说写会开办举发印刊文号]|作(?!用|物)|报告|意见|通知|方案|规定|条例|决定|[致贺献]辞|仪式|活动|论坛"
)
"""What is said of a document or the event at which it was given."""
_PAPER = re.compile(r"《[^《》]{1,8}报》|[\u3400-\u9fff]{2}日报|新华社|报纸")
"""Where it was printed."""
_OF_ANY_NAMED_EN = _OF_ANY_DOCUMENT_EN | frozenset(
    "report work government party national people congress npc state council".split()
)
_DAY = re.compile(rf"{WHICH_DAY}|几月|几[号日]|日期|\bwhat (?:day|date)\b")
_CALLED = re.compile(
    r"\s*(?:同志|总书记|主席|总理)?的?(?P<whole>(?!重要|主要|有关|相关)(?P<name>[\u3400-\u9fff]{2,4}?)(?:重要)?(?:讲话|谈话|演讲|致辞))"
)
"""A speech by a name of its own."""
_LONG = 4
"""Characters from which a stretch of a document's name tells nothing of what is asked for."""


def asks_for_series(question: Question) -> bool:
    """Whether a question may ask for the name or number of a series."""
    return ASKED["series"].search(question.normalized) is not None


def asks_of_any(question: Question) -> bool:
    """Whether a question asks what the title block of any document may tell: it asks for that and nothing else, or speaks of the
    document as of a thing (这份材料的编号), not of what it says."""
    return bool(facts_asked(question)) or _THE_TEXT.search(question.normalized) is not None


def asks_about_text(question: Question) -> bool:
    """Whether a question may ask for a line of the title block: who, when, where, what title."""
    return _ASKS_ABOUT_TEXT.search(question.normalized) is not None


def facts_asked(question: Question) -> tuple[Fact, ...]:
    """What of a document itself a question asks for; empty where it asks for anything that is not true of every document."""
    text = _BESIDE_SERIES.sub("最前面", question.normalized)
    if question.years or question.quotations or not _of_any_document(question, text):
        return ()
    return _asked(text)


def facts_asked_of(question: Question, name: str) -> tuple[Fact, ...]:
    """The same of a document that the question calls by its normalised `name`: what stands in that says which one, and nothing
    else."""
    text = _PAPER.sub(" ", question.normalized)
    if not _of_named(question, text, name) or _when_else(question):
        return ()
    for i in range(len(name) - _LONG + 1):
        text = text.replace(name[i : i + _LONG], " ")
    return _asked(text)


def _when_else(question: Question) -> bool:
    """Whether a Chinese question asks when something was that a document's name only speaks of (特区是哪年建立的), not when it was given
    or issued."""
    m = ASKED["date"].search(question.normalized)
    if m is None or question.language == "en":
        return False
    what = question.normalized[m.end() :].lstrip()
    given = not re.match(r"\w", what) or _OF_ANY_DOCUMENT.match(what) or _OF_ANY_NAMED.match(what)
    return not given or not _IS_GIVEN.search(question.normalized)


def _of_named(question: Question, text: str, name: str) -> bool:
    """Whether a text of the question's language holds only words of a document's name and such as fit every document."""
    if question.language == "en":
        return not set(re.findall(r"[a-z]+", text)) - set(name.split()) - _OF_ANY_NAMED_EN
    inside = [text[i : i + 2] in name for i in range(len(text) - 1)]
    named = [a or b for a, b in zip([*inside, False], [False, *inside], strict=True)]
    left = "".join(" " if known else c for c, known in zip(text, named, strict=True))
    return not re.search(r"\w", _OF_ANY_NAMED.sub("", _OF_ANY_DOCUMENT.sub("", left)))


def facts_asked_of_numbered(question: Question) -> tuple[Fact, ...]:
    """The same of a document that the question calls by its number: what it is, if nothing else is asked."""
    left = without_number(question.normalized)
    if left == question.normalized or not _of_any_document(question, left):
        return ()
    return _asked(left) or ("title",)


def asks_for_day(question: Question) -> bool:
    """Whether a year alone does not answer a question for a date."""
    return _DAY.search(question.normalized) is not None


@dataclass(frozen=True, slots=True)
class Called:
    """A speech called by a name of its own: 南方谈话."""

    whole: str
    name: str

    def fits(self, title: str) -> bool:
        """Whether a normalised title has any of the name."""
        return any(self.name[i : i + 2] in title for i in range(len(self.name) - 1))


def called_speech(question: Question, speakers: Iterable[str]) -> Called | None:
    """The speech that a question calls by a name and, maybe, one of the normalised speakers, if it asks of it nothing but what is
    true of every document."""
    text = question.normalized
    for speaker in speakers:
        text = text.replace(speaker, " ")
    m = _CALLED.match(text)
    if m is None or not re.search(r"\w", _OF_ANY_DOCUMENT.sub("", m["name"])):
        return None
    left = text[m.end() :]
    asks = _asked(left) and _of_any_document(question, left)
    return Called(m["whole"], m["name"]) if asks else None


def _asked(text: str) -> tuple[Fact, ...]:
    asked = {fact for fact, pattern in ASKED.items() if pattern.search(text)}
    for fact, other in _INSTEAD_OF.items():
        beside = [piece for piece in _APART.split(text) if not ASKED[fact].search(piece)]
        if fact in asked and not any(ASKED[other].search(piece) for piece in beside):
            asked.discard(other)
    return tuple(fact for fact in ASKED if fact in asked)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a document, from 1, and the unit it is one of: 章, 节, or empty for any."""

    number: int
    unit: str


def part_asked(question: Question) -> Part | None:
    """The part of a document whose heading a question asks for, and nothing else."""
    part, left = _part(question)
    return part if part and _of_any_document(question, left) else None


def part_asked_of(question: Question, name: str) -> Part | None:
    """The same of a document that the question calls by its normalised `name`."""
    part, left = _part(question)
    return part if part and _of_named(question, left, name) else None


def _part(question: Question) -> tuple[Part | None, str]:
    """The one part whose heading a question asks for, and what it says beside."""
    text = without_number(question.normalized)
    found = list(_PART.finditer(text))
    if len(found) != 1 or not _HEADED.search(text):
        return None, ""
    m = found[0]
    number = parse_integer(m["nth"]) if m["nth"] else ORDINALS_EN[m["nth_en"]]
    part = Part(number, m["unit"] or _UNITS.get(m["unit_en"], "")) if number else None
    return part, _HEADED.sub(" ", _PART.sub(" ", text))


def _of_any_document(question: Question, text: str) -> bool:
    """Whether a text of the question's language holds only words that fit every document."""
    if _OF_ANOTHER.search(question.normalized):
        return False
    if question.language == "en":
        return set(re.findall(r"\w+", text)) <= _OF_ANY_DOCUMENT_EN
    return not re.search(r"\w", _OF_ANY_DOCUMENT.sub("", text))
