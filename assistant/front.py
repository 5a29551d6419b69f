"""Questions about a document itself: when and where it was given, by whom, what it and its parts are called."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.cite import line_kind
from assistant.dates import find_dates
from assistant.members import headings
from assistant.numerals import parse_integer
from assistant.ordinals import ORDINALS_EN
from assistant.question import FUNCTION_WORDS_EN, Question
from assistant.ranked import Ranked
from assistant.route import NAMED, Routing
from assistant.selected import Selected, of_paragraph
from assistant.store import Snapshot
from assistant.types import Document, Paragraph

Fact = Literal[
    "speaker", "date", "printed", "occasion", "place", "title", "series", "parts", "record"
]

_ASKED: dict[Fact, re.Pattern[str]] = {
    "speaker": re.compile(
        r"谁(?:在)?(?:讲|作|做|发表|说|写)|谁的(?:讲话|谈话|报告|发言|话)|(?:讲话|报告|发言|演讲)人|[讲说作做写](?:话|报告)?的?人?是谁|作者"
        r"|\bwho\b"
    ),
    "series": re.compile(r"系列|编号|期号|刊号|第几期|\bseries\b|\bissue number\b"),
    "parts": re.compile(r"[几哪多]少?个?大?部分|[大小]标题|\bparts\b|\bsections\b|\bheadings\b"),
    "title": re.compile(r"题目|标题|题为|\btitle\b"),
    "printed": re.compile(
        r"刊[出发登载物]|出版|印发|页头|最[前上顶开][面头边]?[^,。]{0,8}(?:日期|时间|年|月)|[标印](?:着|的|了)"
    ),
    "record": re.compile(r"录音|整理|速记|记录稿|\btranscri|\brecording"),
    "date": re.compile(
        r"什么时候|啥时候?|何时|哪一?年|哪一?天|几月几?[号日]?|几号|日期|时间|年份"
        r"|\bwhen\b|\bwhat (?:date|day|year|time)\b|\bdate\b"
    ),
    "place": re.compile(r"哪里|哪儿|在哪|地点|\bwhere\b"),
    "occasion": re.compile(
        r"场合|(?:什么|啥|哪[个次场])会议?|会议名称|\b(?:what|which) (?:meeting|conference|occasion|event)\b"
    ),
}
"""What asks for each."""
_ASKS_ABOUT_TEXT = re.compile(
    r"什么时候|何时|哪天|哪一天|哪年|哪一年|几月|日期|在哪|哪里|地点|场合|什么会|哪个会|哪次会|题目|标题|主题|题为|系列|编号|期号|录音"
    r"|谁(?:讲|作|做|发表)|哪几部分|几个部分|几点意见|大标题|\bwhen\b|\bwhere\b|\btitle|\bseries\b|\boccasion|\bdate\b|what (?:meeting|conference)"
)
_THE_TEXT = re.compile(
    r"(?:[这该本][份篇个]?|整[份篇])(?:资料|材料|稿子?|讲话|报告|文章|文件|文稿|谈话)(?![里中上]|提到|[说讲指]|会)|[这那][番段篇些]话"
    r"|(?:讲话|文章|文稿|稿子|材料)的?(?:文字|具体|准确)?的?(?:日期|时间|地点|标题|题目|来历|来源)|系列|录音|书面稿"
)
"""Speaks of a document as of a thing."""
_Line = tuple[Paragraph, str]
_BESIDE_SERIES = re.compile(r"(?:系列|编号)+的?[下后旁][边面]?")
"""Says where the date of printing stands."""
_INSTEAD_OF: dict[Fact, Fact] = {"parts": "title", "printed": "date"}
"""What is asked for in words of another fact, unless that is asked for beside it: 小标题, 刊出的时间."""
_APART = re.compile(r"[,，、;；和与及]|\band\b")
_OF_ANY_DOCUMENT = re.compile(
    "|".join(pattern.pattern for pattern in _ASKED.values())
    + r"|讲话|谈话|发言|致辞|演讲|报告|文件|文档|文稿|材料|稿子?|文章|全文|全称|成文|意见|根据|出来|最?[上下前后旁开顶][边面头]|本[次文篇]|会上|[会文]里|会议?|大会|期刊?|发表|召开|举行|举办|属于"
    r"|当时|到底|具体|请问|主要|内容|主题|[啥什]么?|名[称字]?|[多几]少?|部分|一[共次下]|总共|分别|上(?=[讲说作做面的])|都(?=[是有讲分])"
    r"|[谁和与及讲说看作做开这该此个次篇份场番的是了在于呢吗啊呀叫话里标写它有为出分月年日号几哪人]"
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
        "transcribed transcript transcription recording"
    ).split()
)
_PART = re.compile(
    r"第(?P<nth>[一二三四五六七八九十]{1,3}|[1-9]\d?)(?:个?大?部分|(?P<unit>章|节))"
    rf"|\b(?P<nth_en>{'|'.join(ORDINALS_EN)}) (?:part|(?P<unit_en>section|chapter))\b"
)
_MOST_DOCUMENTS = 5
"""Documents whose lines are quoted where a question asks for a fact of no one in particular."""
_UNITS = {"section": "节", "chapter": "章"}
_HEADED = re.compile(
    r"[大小]?标题|题目|主题|题为|怎么写|[讲说谈写论]述?(?:的|了)?(?:是)?(?:什么|啥)|关于(?:什么|啥)|\babout\b|\btitle|\bheading|\bcalled\b"
)


def asks_for_series(question: Question) -> bool:
    """Whether a question may ask for the name or number of a series."""
    return _ASKED["series"].search(question.normalized) is not None


def _asks_of_any(question: Question) -> bool:
    """Whether a question asks what the title block of any document may tell: it asks for that and nothing else, or speaks of the
    document as of a thing (这份材料的编号), not of what it says."""
    return bool(facts_asked(question)) or _THE_TEXT.search(question.normalized) is not None


def asks_about_text(question: Question) -> bool:
    """Whether a question may ask for a line of the title block: who, when, where, what title."""
    return _ASKS_ABOUT_TEXT.search(question.normalized) is not None


def asked_about(question: Question, documents: Collection[str], routing: Routing) -> frozenset[str]:
    """The documents whose title block may tell what a question asks: those that it names, or any if it asks what every document
    has (when was the speech given). When the subway opens is told by no line of the kind."""
    if not asks_about_text(question):
        return frozenset()
    if _asks_of_any(question):
        return frozenset(documents)
    named = zip(documents, routing.strength >= NAMED, strict=True)
    return frozenset(name for name, is_named in named if is_named)


def facts_asked(question: Question) -> tuple[Fact, ...]:
    """What of a document itself a question asks for; empty where it asks for anything that is not true of every document."""
    text = _BESIDE_SERIES.sub("最前面", question.normalized)
    if question.years or question.quotations or not _of_any_document(question, text):
        return ()
    asked = {fact for fact, pattern in _ASKED.items() if pattern.search(text)}
    for fact, other in _INSTEAD_OF.items():
        beside = [piece for piece in _APART.split(text) if not _ASKED[fact].search(piece)]
        if fact in asked and not any(_ASKED[other].search(piece) for piece in beside):
            asked.discard(other)
    return tuple(fact for fact in _ASKED if fact in asked)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a document, from 1, and the unit it is one of: 章, 节, or empty for any."""

    number: int
    unit: str


def part_asked(question: Question) -> Part | None:
    """The part of a document whose heading a question asks for, and nothing else."""
    found = list(_PART.finditer(question.normalized))
    if len(found) != 1 or not _HEADED.search(question.normalized):
        return None
    left = _HEADED.sub(" ", _PART.sub(" ", question.normalized))
    if not _of_any_document(question, left):
        return None
    m = found[0]
    number = parse_integer(m["nth"]) if m["nth"] else ORDINALS_EN[m["nth_en"]]
    return Part(number, m["unit"] or _UNITS.get(m["unit_en"], "")) if number else None


def _of_any_document(question: Question, text: str) -> bool:
    """Whether a text of the question's language holds only words that fit every document."""
    if _OF_ANOTHER.search(question.normalized):
        return False
    if question.language == "en":
        return set(re.findall(r"\w+", text)) <= _OF_ANY_DOCUMENT_EN
    return not re.search(r"\w", _OF_ANY_DOCUMENT.sub("", text))


def parts_of(ranked: Sequence[Ranked], snapshot: Snapshot, unit: str = "") -> list[Selected]:
    """The headings of the one document that was found, or those of them that name a unit; empty if there are several."""
    if len({place.row.document for place in ranked}) > 1:
        return []
    return [
        h
        for h in headings(ranked[0], snapshot)
        if re.match(rf"\s*第.{{1,3}}{unit}", h.text) or not unit
    ]


def told_by_front(
    question: Question, ranked: Sequence[Ranked], snapshot: Snapshot
) -> list[Selected]:
    """The lines that tell what a question asks of the documents that were found; empty if it asks for nothing of that kind, or no
    line tells it."""
    if (part := part_asked(question)) is not None:
        return parts_of(ranked, snapshot, part.unit)[part.number - 1 : part.number]
    told = facts_told(facts_asked(question), ranked, snapshot)
    every = (line for lines in told.values() for line in lines)
    return list({(line.document, line.start): line for line in every}.values())


def facts_told(
    facts: Sequence[Fact], ranked: Sequence[Ranked], snapshot: Snapshot
) -> dict[Fact, list[Selected]]:
    """The lines that tell each of the facts of the documents that were found first; facts that no line tells, and the parts of
    several documents, are left out."""
    names = list(dict.fromkeys(place.row.document for place in ranked))
    told: dict[Fact, list[Selected]] = {}
    for fact in facts:
        if fact != "parts":
            for name in names[:_MOST_DOCUMENTS]:
                told[fact] = told.get(fact, []) + _lines(fact, name, ranked[0].score, snapshot)
        elif len(names) == 1:
            told[fact] = headings(ranked[0], snapshot)
    return {fact: lines for fact, lines in told.items() if lines}


def _lines(fact: Fact, name: str, score: float, snapshot: Snapshot) -> list[Selected]:
    no_lines = ("body", "furniture", "heading")
    lines = [(p, text) for p, text in snapshot.lines_of(name) if p.kind not in no_lines]
    told = _telling(fact, lines, snapshot.document(name))
    return [of_paragraph(name, p, text, None, score) for p, text in told]


def _telling(fact: Fact, lines: Sequence[_Line], document: Document) -> Sequence[_Line]:
    """Those of the lines that tell a fact of the document."""
    if fact in ("speaker", "place"):
        known = re.sub(r"\s", "", document.speaker if fact == "speaker" else document.place)
        bare = [(p, text, re.sub(r"\s", "", text)) for p, text in lines]
        return [(p, text) for p, text, said in bare if known and known in said][:1]
    if fact in ("date", "printed"):
        dated = [(p, text) for p, text in lines if p.kind == "date"]
        own = [(p, t) for p, t in lines if document.date and document.date in find_dates(t)]
        if fact == "printed":  # the day of a speech is not that of its printing
            return [line for line in dated if line not in own][:1]
        return (own or dated)[:1]
    if fact == "occasion":  # a name that stands alone is kept as such a line, too
        lines = [(p, text) for p, text in lines if p.kind in ("occasion", "title")]
        return [(p, t) for p, t in lines if document.occasion and document.occasion in t][:1]
    if fact == "record":
        told = [r for r in document.remarks if _ASKED["record"].search(r)]
        return [(p, text) for p, text in lines if any(remark in text for remark in told)][:1]
    return [(p, text) for p, text in lines if line_kind(p, text, document) == fact]
