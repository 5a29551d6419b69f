"""This year and last year, as a question says them of a document: its own year, and the one before it.

A yearly report tells what was done (去年, under 二〇二三年工作回顾) and what is to be done (今年, 预期目标), in the same words. In other
documents only what names the year itself tells which it is of: there what was done this year may be all that is told.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import rjieba

from assistant.clean import normalize
from assistant.library.contents import StoredParagraph
from assistant.library.features import Floats, ScopeFeatures
from assistant.questions.question import Question
from assistant.questions.subject import has_subject
from assistant.ranking.loaded import as_searched
from assistant.ranking.particulars import is_report, names_report, written_year
from assistant.ranking.score import Scores
from assistant.types import Document

Year = Literal["this", "last", "both", "several"]

_COMPARED = "(?<![比较与同和跟按超])(?<!超过|相比)"
"""Last year is what something is compared with, not what is told of: 比去年增长."""
LAST = rf"{_COMPARED}(?:去年|上年(?!纪)|上一年(?!级)|(?:刚刚?)?过去的?这?一年)"
THIS = rf"{_COMPARED}(?:今年|本年(?!级))"
_LAST_ASKED = re.compile(
    rf"{LAST}度?(?:里|中|全年)?[的,，]?|(?:\b(?:in|over|during|for) )?(?:\bthe )?\b(?:last|past|previous|preceding) year(?:'s)?\b"
)
_THIS_ASKED = re.compile(rf"{THIS}|\bthis year\b|\b(?:the )?(?:coming|current) year\b")
_COMPARES_EN = re.compile(r"\b(?:than|compared|versus|vs|from|over the) [^,.?]{0,20}\byear\b")
_TASKS = re.compile(
    r"(?:主要|工作|重点|目标)任务|重点工作|工作重点|(?:要|将|拟|准备|打算)(?:做|抓|干|办)(?!到)|(?:the|main|key|major) tasks\b"
)
"""What a report sets out for its own year, unless it is asked what became of it."""
_DONE_ASKED = re.compile(r"[做完成抓干办]了|完成|取得|实际|\bdone|\bdid\b|achieve")
_TROUBLES = re.compile(
    r"问题|困难|挑战|不足|短板|风险|\bproblem|\bdifficult|\bchallenge|shortcoming"
)
"""Found in what was done, and still there."""
_REVIEWS = re.compile(r"(?:去年|上年|过去一年|工作).{0,6}回顾|^.{0,4}回顾.{0,4}(?:去年|过去一年)")
_SETS_OUT = re.compile(
    r"任务|总体要求|总体部署|工作部署|重点工作|主要工作|工作(?:安排|重点|打算|思路|计划|总体)|主要目标|预期目标|今年的?(?:政府)?工作$"
)
_SLIGHT = frozenset(
    "完成 取得 达到 实现 增长 下降 增加 减少 进行 开展 安排 没有 需要 应该 可以".split()
)
_ADDRESSES = re.compile(r"各位(?:代表|委员|同志)|同志们")
_SPAN = re.compile(r"五年|时期|十年|规划")
"""Heads what is told of several years, and of none of them alone."""
_WORD = re.compile(r"[A-Za-z]{3}")
_PLANS = re.compile(r"拟|力争|预期目标|(?:^|[,。;])(?:我们)?要")
_HAS_DONE = re.compile(
    r"(?:全年|达到|完成|实现|取得|增长|下降|增加|超过)[^,。;]{0,12}了|全年[^,。;]{0,12}(?:增长|达到|完成|新增)"
)
_GAINED, _LOST, _LOST_ELSEWHERE = 0.15, 0.9, 0.15
"""Score that what is told of the year asked for gains, and what is of the other loses: in a report with parts of its years, and in
another document, where the question may only repeat what one sentence says."""


@dataclass(frozen=True, slots=True)
class Relative:
    """Which year a question asks for, of documents."""

    years: Mapping[str, Year] = field(default_factory=dict)
    """By document, of those that tell of that year."""
    documents: Mapping[str, Document] = field(default_factory=dict)
    put_to: Collection[str] = ()
    """Those of them that it is put to; what others say of the year gains nothing for it."""

    @classmethod
    def of(
        cls, question: Question, documents: Mapping[str, Document], meant: Collection[str]
    ) -> Relative:
        """Of a question put to the one document there is, to those it clearly names, or to the one report that tells of the year;
        also of other reports that tell of it."""
        put_to = (
            documents if len(documents) == 1 else {n: documents[n] for n in meant if n in documents}
        )
        years = _asked(question, documents, put_to)
        if not put_to and len(years) == 1:
            put_to = {name: documents[name] for name in years}
        return cls(years, {name: documents[name] for name in years}, frozenset(put_to))

    def _shifts(self, rows: Sequence[StoredParagraph], features: ScopeFeatures) -> Floats:
        """(U,) what units gain that tell of the year, and lose that tell of the other."""
        shifts = np.zeros(len(features.paragraph_of_unit), np.float32)
        put_to = [(at, row) for at, row in enumerate(rows) if row.document in self.documents]
        put_to.sort(key=lambda one: (one[1].document, one[1].paragraph.number))
        heads = {at: _headed(row, self.documents[row.document]) for at, row in put_to}
        yearly = {row.document for at, row in put_to if heads[at] in ("this", "last", "both")}
        ahead = _first_ahead([row for at, row in put_to if heads[at] == "this"])
        carried = _Carried()
        for place, row in put_to:
            document, parted = self.documents[row.document], row.document in yearly
            headed = heads[place] if parted else None
            if headed is None and parted and row.paragraph.section:
                after = row.paragraph.number > ahead.get(row.document, row.paragraph.number)
                headed = "this" if after else None
            spans = as_searched(row, features.units[place])
            for at, (start, end) in enumerate(spans, int(features.first_units[place])):
                text = row.search.text[start:end]
                if headed == "both":
                    told = carried.told(text, row, document)
                else:
                    told = _told(text, document, headed, parted=parted)
                if told == self.years[row.document]:
                    gains = row.paragraph.kind == "body" and row.document in self.put_to
                    shifts[at] = _GAINED if gains else 0.0
                elif told:
                    shifts[at] = -_LOST if parted else -_LOST_ELSEWHERE
        return shifts

    def shifted(
        self,
        scores: Scores,
        fused: Floats,
        rows: Sequence[StoredParagraph],
        features: ScopeFeatures,
    ) -> tuple[Scores, Floats, Floats]:
        """`scores` and `fused` (P,) with these, and what the best unit of each paragraph has of them (P,)."""
        if not self.years:
            return scores, fused, np.zeros(len(rows), np.float32)
        shifts = self._shifts(rows, features)
        scores, gained = scores.with_units(shifts, features.first_units)
        return scores, fused + gained, np.maximum.reduceat(shifts, features.first_units)

    def unsaid(self, question: Question) -> Question:
        """The question without 去年, or that year written out, where a report is asked, which says it once for all that it
        reviews; as it is where nothing is left to ask of."""
        put_to = [self.documents.get(name) for name in self.put_to or self.documents]
        of_reports = all(d is not None and is_report(d) for d in put_to)
        if not of_reports or set(self.years.values()) != {"last"}:
            return question
        found = _LAST_ASKED.search(question.normalized)
        if found is None and put_to[0] and put_to[0].year:
            forms = "|".join(written_year(put_to[0].year - 1))
            said = rf"(?:(?:in|for|of) )?(?:{forms})年?[的,，]?"
            found = re.search(said, question.normalized)
        if found is None:
            return question
        rest = question.without(*found.span())
        return rest if _asks_of_something(rest.text) else question


def _asks_of_something(text: str) -> bool:
    """Whether a question still says what it asks of: in two verbs as well (新增就业多少), but not in one (增长多少)."""
    if has_subject(text) or _WORD.search(text):
        return True
    verbs = [w for w, tag in rjieba.tag(text) if tag[0] == "v" and len(w) > 1 and w not in _SLIGHT]
    return len(verbs) > 1


def _asked(
    question: Question, documents: Mapping[str, Document], put_to: Mapping[str, Document]
) -> dict[str, Year]:
    """By document, the year that is asked for of it."""
    text = question.normalized
    last, this = _LAST_ASKED.search(text), _THIS_ASKED.search(text)
    if _TROUBLES.search(text) or (last and this) or _COMPARES_EN.search(text):
        return {}
    dated = {name: d for name, d in documents.items() if d.year and is_report(d)}
    if last or this:
        return dict.fromkeys(put_to or dated, "last" if last else "this")
    years: dict[str, Year] = {}
    if all(map(is_report, put_to.values())) and not names_report(question):
        years = dict.fromkeys(
            (n for n, d in dated.items() if d.year and set(question.years) == {d.year - 1}), "last"
        )
    plans = _TASKS.search(text) and not _DONE_ASKED.search(text)
    for name, document in put_to.items():
        own, year = set(question.years), document.year
        if not is_report(document):
            continue
        if year and own == {year - 1}:
            years[name] = "last"
        elif (plans and (not own or own == {year})) or (
            own == {year} and not names_report(question)
        ):
            years[name] = "this"
    return years


@dataclass(slots=True)
class _Carried:
    """The year last named in a part of a report that is headed by both: it holds for what follows, until the audience is addressed
    anew."""

    part: tuple[str, ...] = ()
    year: Year | None = None

    def told(self, text: str, row: StoredParagraph, document: Document) -> Year | None:
        """The year of which the next sentence of the part is, if it is known."""
        part = (row.document, *row.paragraph.section)
        if part != self.part or _ADDRESSES.match(text):
            self.part, self.year = part, None
        named = _named(text, document)
        if named == "both":
            return None
        self.year = named or self.year
        return self.year


def _first_ahead(rows: Sequence[StoredParagraph]) -> dict[str, int]:
    """By document, the number of the first of its paragraphs, which stand under headings of what is to be done: what comes after
    goes on with it."""
    first: dict[str, int] = {}
    for row in rows:
        number = row.paragraph.number
        first[row.document] = min(first.get(row.document, number), number)
    return first


def _headed(row: StoredParagraph, document: Document) -> Year | None:
    """The year of which the headings above a paragraph of a report are."""
    if not is_report(document):
        return None
    for heading in map(normalize, row.paragraph.section):
        if _SPAN.search(heading):
            return "several"
        own = _holds(heading, document.year, 0) or "今年" in heading
        before = _holds(heading, document.year, 1) or bool(re.search(LAST, heading))
        if own == before:
            if _REVIEWS.search(heading):
                return "both" if own else "last"
        elif own != before:
            return "last" if before else "this" if _SETS_OUT.search(heading) else None
    return None


def _told(text: str, document: Document, headed: Year | None, *, parted: bool) -> Year | None:
    """The year of which a sentence is, by the words it has for it or else by the headings above; of a report that is `parted` by
    years, by how it tells."""
    if named := _named(text, document):
        return None if named == "both" else named
    if headed or not parted:
        return headed
    plans, done = _PLANS.search(text), _HAS_DONE.search(text)
    return None if bool(plans) == bool(done) else "this" if plans else "last"


def _named(text: str, document: Document) -> Year | None:
    """The year that the words of a sentence name."""
    last = re.search(LAST, text) or _holds(text, document.year, 1)
    this = re.search(THIS, text) or _holds(text, document.year, 0)
    return "both" if last and this else "last" if last else "this" if this else None


def _holds(text: str, year: int | None, before: int) -> bool:
    """Whether a text names the year of a document, or one so long before it, but only to compare."""
    forms = "|".join(written_year(year - before)) if year else ""
    return bool(forms) and re.search(rf"{_COMPARED}(?:{forms})年", text) is not None
