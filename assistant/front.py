"""Questions about a document itself: when and where it was given, what it and its parts are called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from assistant.dates import find_dates
from assistant.members import headings
from assistant.question import FUNCTION_WORDS_EN, Question
from assistant.ranked import Ranked
from assistant.selected import Selected
from assistant.store import Snapshot
from assistant.types import Document, Paragraph

Fact = Literal["speaker", "date", "printed", "occasion", "title", "series", "parts"]

_ASKED: dict[Fact, re.Pattern[str]] = {
    "speaker": re.compile(
        r"谁(?:在)?(?:讲|作|做|发表|说|写)|谁的(?:讲话|谈话|报告|发言|话)|[讲报演]话?[话告说讲]人|[讲说作做写](?:话|报告)?的?人?是谁|作者|\bwho\b"
    ),
    "series": re.compile(r"系列|编号|期号|刊号|第几期|\bseries\b|\bissue number\b"),
    "parts": re.compile(r"[几哪多]少?个?大?部分|[大小]标题|\bparts\b|\bsections\b|\bheadings\b"),
    "title": re.compile(r"题目|标题|题为|\btitle\b"),
    "printed": re.compile(r"刊[出发登载物]?|出版|印发?|页头"),
    "date": re.compile(
        r"什么时候|啥时候?|何时|哪一?年|哪一?天|几月几?[号日]?|几号|日期|时间|年份"
        r"|\bwhen\b|\bwhat (?:date|day|year|time)\b|\bdate\b"
    ),
    "occasion": re.compile(
        r"哪里|哪儿|在哪|地点|场合|(?:什么|啥|哪[个次场])会议?|会议名称"
        r"|\bwhere\b|\b(?:what|which) (?:meeting|conference|occasion|event)\b"
    ),
}
"""What asks for each."""
_Line = tuple[Paragraph, str]
_INSTEAD_OF: dict[Fact, tuple[Fact, ...]] = {"parts": ("title",), "printed": ("date",)}
"""What is asked for in words of others: 小标题, 刊出的时间."""
_OF_ANY_DOCUMENT = re.compile(
    "|".join(pattern.pattern for pattern in _ASKED.values())
    + r"|讲话|谈话|发言|致辞|演讲|报告|文件|文稿|材料|稿子?|文章|全文|会议?|大会|期刊?|发表|召开|举行|举办|领导|属于"
    r"|当时|到底|具体|请问|[啥什]么?|名[称字]?|[多几]少?|部分|一共|总共|分别"
    r"|[谁和与及讲说作做开这那该本此个次篇份场番的是了在于呢吗啊呀叫话里上标写它有为出都分月年日号几哪一大小成]"
)
"""Words of a question that fit every document."""
_OF_ANY_DOCUMENT_EN = FUNCTION_WORDS_EN | frozenset(
    (
        "gave given held delivered made place took take conference meeting date year day time name called talk address number "
        "occasion event title series issue speaker speaking spoke author parts sections headings document text"
    ).split()
)


def facts_asked(question: Question) -> tuple[Fact, ...]:
    """What of a document itself a question asks for; empty where it asks for anything that is not true of every document."""
    if question.years or question.quotations:
        return ()
    if question.language == "en":
        general = set(re.findall(r"\w+", question.normalized)) <= _OF_ANY_DOCUMENT_EN
    else:
        general = not re.search(r"\w", _OF_ANY_DOCUMENT.sub("", question.normalized))
    asked = [fact for fact, pattern in _ASKED.items() if pattern.search(question.normalized)]
    instead = {general for fact in asked for general in _INSTEAD_OF.get(fact, ())}
    return tuple(fact for fact in asked if fact not in instead) if general else ()


def told_by_front(
    question: Question, ranked: Sequence[Ranked], snapshot: Snapshot
) -> list[Selected]:
    """The lines that tell what a question asks of the one document it is asked of; empty if it asks for nothing of that kind, of
    several documents, or no line tells it."""
    facts = facts_asked(question)
    if not facts or len({place.row.document for place in ranked}) > 1:
        return []
    name = ranked[0].row.document
    original = snapshot.text(name)
    block = [p for p in snapshot.paragraphs_of(name) if p.kind not in ("body", "furniture")]
    lines = [(p, original[p.start : p.end]) for p in block if p.kind != "heading"]
    found = []
    for fact in facts:
        if fact == "parts":
            found += headings(ranked[0], snapshot)
        for p, text in _telling(fact, lines, snapshot.document(name)):
            found.append(Selected(name, p, text, p.start, p.end, ranked[0].score))
    return found


def _telling(fact: Fact, lines: Sequence[_Line], document: Document) -> Sequence[_Line]:
    """Those of the lines that tell a fact of the document."""
    if fact == "speaker":
        named = document.speaker
        return [(p, text) for p, text in lines if named and named in text][:1]
    if fact not in ("date", "printed"):
        # What has no other title is called by its occasion.
        kinds = ("occasion", "title") if fact == "occasion" and document.occasion else (fact,)
        told = [[(p, text) for p, text in lines if p.kind == kind] for kind in kinds]
        return next(filter(None, told), [])
    own = [(p, text) for p, text in lines if document.date and document.date in find_dates(text)]
    dated = [(p, text) for p, text in lines if p.kind == "date"]
    others = [line for line in dated if line not in own]
    return (others if fact == "printed" and others else own or dated)[:1]
