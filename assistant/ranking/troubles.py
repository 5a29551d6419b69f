"""The problems that a document tells of itself: all sentences after 在肯定成绩的同时，也清醒看到面临的困难和挑战, or what it says to
do about them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import rjieba

from assistant.clean import normalize
from assistant.questions.interrogatives import HOW, WHAT_OR_WHICH
from assistant.questions.question import Question
from assistant.ranking.ranked import Ranked
from assistant.ranking.selected import Selection, of_paragraph
from assistant.store import Snapshot
from assistant.text.items import marks
from assistant.text.units import structure
from assistant.types import Paragraph, Span

TROUBLE = "问题|困难|挑战|不足|短板|弱点|薄弱环节|差距|缺点|失误|难题|矛盾"
"""What problems are called."""
_OF_ANY_KIND = re.compile("问题|困难|挑战|不足|缺点")
"""What a passage may tell without that name."""
_NAMES = rf"(?:{TROUBLE})(?:(?:[和与及、]|以及)(?:{TROUBLE}))*"
_KIND = "(?:主要|突出|重大|严重|实际|新|具体|的)*"
_THERE_ARE = "(?:存在|面临|暴露出?|遇到|出现|有)(?:着|了|过)?"
_HOW = rf"怎么办|{HOW}(?:去|来|才能)?(?:解决|应对|克服|处理|办|改进)|\bhow\b[^,?]*\b(?:solve|address|tackle|overcome|deal with)"
_ASKS = tuple(
    map(
        re.compile,
        (
            rf"^(?P<rest>.*?)(?:{_THERE_ARE})?{WHAT_OR_WHICH}{_KIND}{_NAMES}[呢啊呀]?(?:\W+(?:{_HOW}))?\W*$",
            rf"^(?P<rest>.*?){_KIND}{_NAMES}(?:主要|都|分别)*(?:是|有|包括){WHAT_OR_WHICH}[呢啊呀]?(?:\W+(?:{_HOW}))?\W*$",
            rf"^(?P<rest>.*?)(?:{_THERE_ARE})?的?{_KIND}{_NAMES}(?:应该?|要|该)?(?:{_HOW})[呢啊呀]?\W*$",
            r"^(?P<rest>)what(?: are the| were the| is the)?(?: (?:main|major|key|biggest|current|existing))?"
            r" (?:problems?|difficulties|challenges|shortcomings)"
            r"(?: (?:are|were) (?:there|mentioned|named|acknowledged|identified)| mentioned| exist| remain| (?:does|did|do) .*\b(?:face|mention|name|acknowledge|identify))?\W*$",
        ),
    )
)
"""What a question that asks for nothing but the problems, or what to do about them, says before it."""
_OF_ANY = frozenset(
    "今年 去年 当前 目前 现在 现阶段 我们 我国 全国 国家 政府 国务院 工作 主要 还有 存在 面临 遇到 出现 暴露 报告 讲话 文件 意见 通知 方案"
    " 发展 经济 社会 里面 其中 提到 承认 指出 认为 这些 上述 最大 最 突出".split()
)
"""Words of a question that say nothing of which part or document is meant."""
_SAYS = re.compile("[讲谈说答问抓管改提]了?$")
_SEES = re.compile(r"看到|认识到|清醒认识|正视|看清|承认|指出的是")
_TURNS = re.compile(r"清醒|清楚地|肯定[^,]{0,30}(?:同时|成绩)")
"""What a document mostly says before it names its own problems."""
_LEAD = re.compile(rf"(?<!主要)(?<!基本)(?:{_NAMES})(?:。?$|:|,主要(?:是|有|表现))")
"""Ends a sentence that says only that there are some."""
_IS_GRAVE = re.compile(r"形势[^,。;]{0,6}(?:严峻|艰巨|不容乐观)[^,。;]{0,4}。$")
"""Ends one that says how things stand: 环境形势还相当严峻。"""
_LISTS = re.compile(r"(?:主要)?(?:有|是|表现[为在]?|表现在|包括)?[:：]")
_CALLS = re.compile(
    r"^(?:(?:对于?|针对|面对|解决|应对)[^,]{0,30},|(?:因此|所以|为此|同时|总之),?)?(?:我们|全党|各级[^,]{0,16}|各地[^,]{0,12}|政府|全国上下)?(?:[^,]{0,8}?)"
    r"(?:必须|一定要?|务必|应该?当?|既?要(?!素)|需要|决不|绝不|决心)"
    r"|是(?:我们)?[^,]{0,6}(?:必须|需要|应当)[^,]{0,16}(?:问题|任务)。$"
)
"""Opens a sentence that says what to do about them."""
_POINTS_BACK = re.compile(
    r"^(?:造成|产生|总的?看|综上|这些(?:情况|问题|困难|矛盾)?[^,]{0,6}(?:是|说明|表明))"
)
"""Opens one that says something of them as a whole."""
_LONGEST_LEAD = 120
"""Characters of what leads into them, but for what it lists itself."""
_FEW, _MOST = 2, 24
"""Sentences or parts that are quoted as a list."""
_DOCUMENTS = 3
_Lines = Sequence[tuple[Paragraph, str]]


@dataclass(frozen=True, slots=True)
class _Told:
    """A passage that tells problems: the sentence that leads into them, they, and what is to be done about them."""

    lead: str
    text: str
    problems: list[tuple[int, Span]]
    calls: list[tuple[int, Span]]
    turns: bool
    """Whether the lead turns to them from what was achieved."""


def told_of_troubles(question: Question, ranked: Sequence[Ranked], snapshot: Snapshot) -> Selection:
    """All that the passage says in which a document tells its problems, as a list; in a follow-up that asks what to do about them,
    what it calls for; nothing if there is no such passage, it counts them off, or more than one document may be meant."""
    asked = asks_for_troubles(question.normalized)
    if asked is None or question.size or question.ordinal is not None or question.besides:
        return Selection(())
    how = re.search(_HOW, question.normalized) is not None
    only_how = how and not re.search(WHAT_OR_WHICH, normalize(question.own))
    named = re.findall(TROUBLE, question.normalized)
    places = {place.row.document: place for place in reversed(ranked)}
    for name in list(dict.fromkeys(place.row.document for place in ranked))[:_DOCUMENTS]:
        lines, place = snapshot.lines_of(name), places[name]
        found = [t for at in range(len(lines)) if (t := _told_at(lines, at)) is not None]
        meant = [t for t in found if _is_meant(asked, place, t.lead, alone=len(places) == 1)]
        if named and not any(map(_OF_ANY_KIND.fullmatch, named)):
            meant = [t for t in meant if any(noun in t.text for noun in named)]
        best = next((t for t in meant if t.turns), meant[0] if meant else None)
        if best is None:
            continue
        spans = (best.problems if not only_how else []) + (best.calls if how else [])
        quotes = tuple(of_paragraph(name, *lines[at], span, place.score) for at, span in spans)
        return Selection(quotes, listed=len(quotes) > 1 and not only_how)
    return Selection(())


def asks_for_troubles(question: str) -> str | None:
    """What a normalised question says beside asking which problems there are or what to do about them; None if it does not."""
    return next((m["rest"] for asks in _ASKS if (m := asks.search(question))), None)


def _told_at(lines: _Lines, at: int) -> _Told | None:
    """The passage that begins in a paragraph."""
    paragraph, text = lines[at]
    if paragraph.kind != "body":
        return None
    sentences = structure(text).sentences
    for n, span in enumerate(sentences):
        said = normalize(text[slice(*span)]).strip()
        if len(said.split(":")[0]) > _LONGEST_LEAD or not _SEES.search(said):
            continue
        if not (_LEAD.search(said) or _IS_GRAVE.search(said)):
            continue
        problems, calls = _sorted(text, sentences[n + 1 :])
        if listed := _listed_in(text, span):
            problems = listed
        elif _listed_next(text, sentences, n):
            problems = _listed_in(text, sentences[n + 1])
        elif _IS_GRAVE.search(said):
            problems = [span, *problems]
        here = [(at, one) for one in problems]
        called = [(at, one) for one in calls]
        if not calls and at + 1 < len(lines) and lines[at + 1][0].kind == "body":
            # A passage may be cut in two: it ends where it says what to do.
            more, then = _sorted(lines[at + 1][1], structure(lines[at + 1][1]).sentences)
            if then and more and _LEAD.search(said) and not listed:
                here += [(at + 1, one) for one in more]
                called = [(at + 1, one) for one in then]
        if not _FEW <= len(here) <= _MOST or any(marks(lines[i][1]) for i, _ in here):
            continue
        return _Told(said, text, here, called, _TURNS.search(said) is not None)
    return None


def _sorted(text: str, sentences: Sequence[Span]) -> tuple[list[Span], list[Span]]:
    """The sentences to the first that calls for something, without those that speak of all together, and those that do call."""
    problems: list[Span] = []
    for n, span in enumerate(sentences):
        said = normalize(text[slice(*span)]).strip()
        if _calls(said):
            return problems, [s for s in sentences[n:] if _calls(normalize(text[slice(*s)]))]
        if not _POINTS_BACK.match(said):
            several = len(re.findall("[;；]", said)) >= _FEW
            problems += _parts(text, span) if several else [span]
    return problems, []


def _calls(said: str) -> bool:
    """Whether a sentence says what to do."""
    return _CALLS.search(said.strip()) is not None


def _listed_next(text: str, sentences: Sequence[Span], n: int) -> bool:
    """Whether the sentence after the lead lists them after a colon: 主要有：…；…。"""
    if n + 1 >= len(sentences):
        return False
    following = text[slice(*sentences[n + 1])].lstrip()
    return _LISTS.match(following) is not None and bool(_listed_in(text, sentences[n + 1]))


def _listed_in(text: str, sentence: Span) -> list[Span]:
    """The parts of a sentence after its colon, if it has several that end in ；."""
    said = text[slice(*sentence)]
    colon = re.search("[:：]", said)
    if colon is None or not re.search("[;；]", said[colon.end() :]):
        return []
    return _parts(text, (sentence[0] + colon.end(), sentence[1]))


def _parts(text: str, span: Span) -> list[Span]:
    """The parts of a span between its ；."""
    start = span[0]
    found, last = list[Span](), start
    for m in re.finditer("[;；]|$", text[start : span[1]]):
        found.append((last, start + m.start()))
        last = start + m.end()
    return [one for one in found if one[1] > one[0]]


def _is_meant(rest: str, place: Ranked, lead: str, *, alone: bool) -> bool:
    """Whether all else that is asked is of the title or the lead; where there is nothing else, whether the document is alone."""
    title = normalize(place.document.title)
    if _SAYS.search(rest):  # What is spoken of need be no trouble: 讲了哪些问题.
        return False
    words = [w for w in rjieba.cut(rest) if len(w) > 1 and w not in _OF_ANY]
    if not words:
        return alone
    return all(word in title + lead for word in words) and (
        alone or any(word in title for word in words)
    )
