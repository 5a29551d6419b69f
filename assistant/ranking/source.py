"""Whose words, or the report of which year, a question asks for: what another says is no answer, however near it is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.clean import normalize
from assistant.library.contents import StoredParagraph
from assistant.library.features import Floats
from assistant.questions.interrogatives import HOW, WHAT
from assistant.questions.lexicon import known_names, named_in_chinese
from assistant.questions.question import Question
from assistant.ranking.particulars import about, absent_reports, persons
from assistant.ranking.route import NAMED
from assistant.types import Document

_LOST = 2.0
"""Score that a paragraph loses that somebody else says, as much as the report of another year."""
_SAYS = re.compile(
    r"[说谈](?![判话心服])|讲(?![究求话课座台])|[提引](?![高升供倡前案醒领进起导])|指出|认为|强调|[怎如]么?何?样?看|看法|看待|观点|态度|评价|主张|阐[述明释发]|论述|号召|描述|形容"
    r"|比[作喻方]|[称叫]作|建议|宣布|承诺|告诫|提醒|批评|介绍|分析|概括|归纳|总结|列举|举例|回忆|透露|表示|要求|希望|反对|赞成|同意|担心|解释|回答"
)
_SAYS_EN = re.compile(
    r"\b(?:sa(?:y|ys|id)|th(?:ink|inks|ought)|views?|mention\w*|argu\w+|call\w*|describ\w+|t(?:ell|ells|old)|propos\w+|sp(?:eak|eaks|oke)|talk\w*|want\w*|stress\w*|explain\w*"
    r"|urg\w+|warn\w*|quot\w+|cit(?:e|es|ed)|regard\w*|according to|compar\w+|give|gave|list\w*|identif\w+|see|saw)\b"
)
_IN_OFFICE = re.compile(
    rf"(?P<office>(?:[行局会院部司厅处校]|董事|理事|秘书)长(?!期)|主任|负责人|发言人|总经理)[^,。?]{{0,16}}?"
    rf"(?:{HOW}样?(?:评价|评说|看|解释|回应|说|讲|答|介绍|表态|形容|总结)|[说讲谈提][过了到]*(?:{WHAT}|哪些))"
)
"""Somebody in office of whom it is asked what he says."""
_OF_OTHERS = re.compile(
    r"(?:对|关于|评价|看待|看|学习|纪念|缅怀|引用|援引|引述|转述|提到|提过|借用|用|和|与|跟|同|及|、)(?:了|过)?$"
)
"""Before a name of which somebody else speaks."""
_CALLED_AFTER = re.compile(
    r"(?:同志)?(?:理论|思想|时代|新时代|为核心|的(?![^,。?？]{0,6}[讲谈]话|报告|看法|观点|态度|说法))"
)
_QUOTED = r"{}(?!理论|思想|时代|为核心)(?:同志|总书记|主席|总理|曾|也|就|早就|还|多次|在[^,。;“]{{0,16}}[上中里时]|[说讲]过?)*(?:[说讲谈提]|指出|强调|认为|要求|告诫|教导|号召|[^。;“]{{0,20}}“)"


def sayer(question: Question, speakers: Iterable[str]) -> str:
    """Who a question asks what he says, one of the `speakers`, normalised, or another person; empty if it asks that of nobody or of
    several."""
    text = question.normalized
    names = f"{text} {named_in_chinese(text)}"
    known = known_names()
    named = {name for name in speakers if name and name in names}
    named |= {person for person in persons(text) if person in known}
    if len(named) != 1:
        return ""
    name = named.pop()
    at = text.find(name)
    if at < 0:
        return name if _SAYS_EN.search(text) else ""
    before, after = text[:at], text[at + len(name) :]
    asked = _SAYS.search(after) and not _CALLED_AFTER.match(after) and not _OF_OTHERS.search(before)
    return name if asked else ""


@dataclass(frozen=True, slots=True)
class Source:
    """What a question asks for and no other can tell."""

    sayer: str = ""
    """Whose words, normalised."""
    own: frozenset[str] = frozenset()
    """Documents that may hold these: his own, and those without a known speaker that are named or all there is; of one who is the
    speaker of none, all without a speaker, as news tell what people say."""
    office: str = ""
    """The office of somebody whose words are asked for, which no document bears in its head."""
    absent: tuple[str, ...] = ()
    """The report that is asked for and not there, by all its names."""
    borrowed: bool = False
    """Whether one of his own does not say that it is his."""
    put_to: frozenset[str] = frozenset()
    """Documents to which the question is put by name, if it is to any."""

    @classmethod
    def of(
        cls,
        question: Question,
        documents: Sequence[Document],
        strength: Floats,
        speakers: Collection[str],
    ) -> Source:
        """`strength` (D,) tells how far the question names each of the documents."""
        by, absent = sayer(question, speakers), absent_reports(question, documents)
        if not by:
            return cls(office=_office(question, documents), absent=absent)
        own = {d.name for d in documents if normalize(d.speaker) == by}
        unknown = {d.name for d in documents if not d.speaker}
        meant = {d.name for d, s in zip(documents, strength, strict=True) if s >= NAMED}
        borrowed = unknown if len(documents) == 1 else unknown & meant
        told = own | (borrowed if by in speakers else unknown)
        return cls(by, frozenset(told), absent=absent, borrowed=bool(borrowed))

    def is_other(self, row: StoredParagraph) -> bool:
        """Whether a paragraph is neither of these documents nor quotes him, does not hold the office, is of no document to which the
        question is put, or cannot be of the report."""
        if self.put_to and row.document not in self.put_to:
            return True
        if self.sayer and row.document not in self.own and not _quotes(self.sayer, row):
            return True
        if self.office not in row.search.text:
            return True
        return bool(self.absent) and not any(name in row.search.text for name in self.absent)

    def lost(self, rows: Sequence[StoredParagraph]) -> Floats:
        """(P,) what paragraphs lose that somebody else says, or another document."""
        if not (self.sayer or self.put_to):
            return np.zeros(len(rows), np.float32)
        return np.array([_LOST * self.is_other(row) for row in rows], np.float32)


def _office(question: Question, documents: Sequence[Document]) -> str:
    asked = _IN_OFFICE.search(question.normalized)
    office = asked["office"] if asked else ""
    return "" if any(office in normalize(about(d)) for d in documents) else office


def _quotes(name: str, row: StoredParagraph) -> bool:
    """Whether a paragraph tells what `name` said."""
    text = row.search.text
    return name in text and re.search(_QUOTED.format(re.escape(name)), text) is not None
