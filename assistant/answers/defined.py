"""The sentence that says what a word means: X是指…, 所谓X，就是…, …（以下统称“X”）, X（…的…）."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import rjieba

from assistant.clean import normalize
from assistant.lists.named_set import joined
from assistant.questions.interrogatives import HOW, WHAT, WHAT_OR_WHICH
from assistant.questions.question import Question
from assistant.ranking.ranked import Ranked
from assistant.ranking.selected import Selected, of_paragraph
from assistant.store import Snapshot
from assistant.text.numerals import parse_integer
from assistant.text.ordinals import FEW
from assistant.text.units import quotable, structure

_ASKS = (
    re.compile(rf"^(?:{WHAT}是|{WHAT}叫做?|何谓|何为|所谓的?)(?P<term>[^,。?]{{2,20}})$"),
    re.compile(
        rf"^(?P<term>[^,。?]{{2,20}}?)(?:(?:指的?|是)+(?:一?个)?{WHAT}(?:意思|概念|东西|制度)?|(?:是|有)?{WHAT}意思|(?:的|是)*(?:定义|含义)(?:是{WHAT})?|{HOW}(?:定义|解释))$"
    ),
    re.compile(
        rf"^(?P<term>[^,。?]{{2,20}}?)(?:都|分别|具体)?(?:指的?|是|包括)+哪(?P<size>几|{FEW})?[个项条种类样大]?[^,。?]{{0,4}}$"
    ),
)
_ASKS_KIND = re.compile(
    r"^(?P<of>[^,。?]{2,20}?)的?(?P<kind>(?:指导)?方针|(?:指导|基本)?原则|标准|宗旨|实质|本质|核心|精髓|主题|主线|指导思想|根本任务|根本目的|出发点|落脚点|总要求|总目标)"
    rf"(?:都|主要|具体|究竟|到底)*(?:是|有){WHAT_OR_WHICH}$"
)
"""Asks what the policy, the principle or the like of something is."""
_TURNED = re.compile(r"^(?P<one>[\u3400-\u9fff])(?P<by>[转改换])(?P<other>[\u3400-\u9fff])$")
"""Three characters for one thing that becomes another: 煤改气."""
_OF_TEXT = re.compile(
    r"^.*?(?:文件|意见|方案|通知|报告|讲话|条例|规定|文中)(?:里面?|中|上)?(?:所?[说讲提]到?)?的"
)
"""Says where the word stands: 意见中所说的."""
_MARKS = re.compile(r"[“”\"‘’「」『』《》]")
_TELLS = re.compile(r"[指谓謂称稱叫（(]")
"""What a paragraph holds that can say what a word means."""
_LONGER = 6
"""Characters that what is abbreviated may be longer than the word."""
_NO_EXPLANATION = (
    r"以下|下称|简称|统称|含|包括|[^()]*(?:负责|牵头|参加|掌声|第[一二三四五六七八九十\d]+[条章页])"
)


def defined(question: Question, ranked: Sequence[Ranked], snapshot: Snapshot) -> Selected | None:
    """The sentence that says what the word means that a question asks about, in the first of the ranked documents that has one,
    whatever its paragraph; None if nothing of that is asked or told."""
    if told := _of_kind(question, ranked, snapshot):
        return told
    asked = _asked(question)
    if asked is None:
        return None
    term, size = asked
    means, turned = _meaning(term), _turning(term)
    holds = re.compile("") if turned else _TELLS
    for name in dict.fromkeys(place.row.document for place in ranked):
        for said, sentence in _sentences(name, holds, ranked[0].score, snapshot):
            means_it = means.search(said) and (size is None or joined(said, size))
            if means_it or (turned and turned.search(said)):
                return sentence
    return None


def _of_kind(question: Question, ranked: Sequence[Ranked], snapshot: Snapshot) -> Selected | None:
    """The sentence of the first document that says what the policy, the principle or the like is of what the question names, in
    so many words: …的方针，这就是：…"""
    asked = _ASKS_KIND.match(_MARKS.sub("", question.normalized).strip(" ?。!"))
    if asked is None:
        return None
    kind = asked["kind"]
    states = re.compile(rf"(?P<of>[^;]*){kind}(?:,?(?:这?就|也就)是:?|,?[即是]?:|,即)")
    words = [w for w in rjieba.cut(_OF_TEXT.sub("", asked["of"])) if len(w) > 1]
    place = ranked[0]
    for said, sentence in _sentences(place.row.document, re.compile(kind), place.score, snapshot):
        says = states.match(said)
        if words and says and all(word in says["of"] for word in words):
            return sentence
    return None


def _turning(term: str) -> re.Pattern[str] | None:
    """What says in full what three characters are short for: 将…的煤炉改为燃气炉 of 煤改气."""
    m = _TURNED.match(term)
    if m is None:
        return None
    return re.compile(
        rf"[将把由从][^,。;]{{0,40}}{m['one']}[^,。;]{{0,12}}{m['by']}(?!{m['other']})[为成换到作征]{{0,2}}[^,。;]{{0,6}}{m['other']}"
    )


def _asked(question: Question) -> tuple[str, int | None] | None:
    """The word that a question wants explained, and how many it says that it stands for."""
    text = _MARKS.sub("", question.normalized).strip(" ?。!")
    for pattern in _ASKS:
        if m := pattern.match(text):
            term = _OF_TEXT.sub("", m["term"])
            number = m.groupdict().get("size")
            size = parse_integer(number) if number and number != "几" else None
            return (term, size) if len(term) > 1 else None
    return None


def _meaning(term: str) -> re.Pattern[str]:
    """What a normalised sentence without quotation marks holds that says what the term means."""
    word = re.escape(term)
    return re.compile(
        rf"\([^()]{{0,4}}(?:以下|[简统合并通俗全]|下)称为?{word}[^()]{{0,{_LONGER}}}\)"
        rf"|(?:把|将)[^,。;]{{2,60}}(?:称为|称作|叫做|称之为){word}"
        rf"|{word}[^\s,。;:、()]{{0,2}}\((?!{_NO_EXPLANATION})(?=[^()]{{8}})[^()]*的[^()]*\)"
        rf"|(?:^|[,。;:]|所称|所谓|[所说]的){word}[,:]?(?:就|即|主要|一般|通常|具体)?(?:是指|指的?是|系指)"
        rf"|所谓的?{word}[,:]?(?:就|也就|即|无非)?是"
    )


def _sentences(
    name: str, holds: re.Pattern[str], score: float, snapshot: Snapshot
) -> Iterator[tuple[str, Selected]]:
    """Each sentence of the paragraphs of a document that hold something: normalised, without quotation marks, and to be quoted."""
    for paragraph, text in snapshot.lines_of(name):
        if paragraph.kind == "body" and holds.search(text):
            for span in dict.fromkeys(quotable(text, unit) for unit in structure(text).units):
                said = _MARKS.sub("", normalize(text[slice(*span)]))
                yield said, of_paragraph(name, paragraph, text, span, score)
