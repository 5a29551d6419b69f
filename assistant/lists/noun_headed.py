"""The members of the part whose heading ends in the noun that a question asks for: 主要任务 · 三、2024年政府工作任务."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import rjieba

from assistant.lists import dashed
from assistant.lists.below import text_below, whole_below
from assistant.lists.headed import without_number
from assistant.lists.nth import member_at
from assistant.lists.parts import Lines, end_of_part, member_ordinal, members_of, opening
from assistant.lists.unnumbered import leads, opening_briefly
from assistant.questions.achieved import ACHIEVED, credit_of
from assistant.questions.interrogatives import WHAT_OR_WHICH
from assistant.questions.question import Question, of_all_members
from assistant.ranking.ranked import Ranked
from assistant.ranking.selected import Selected, Selection, of_paragraph
from assistant.store import Snapshot
from assistant.text.markup import unmarked
from assistant.types import Paragraph

_TASKS = r"(?:主要|重点|工作|目标|重大|具体)*任务|(?:主要|重点)工作|工作重点"
_WHOLE = "总体要求|总要求|总的要求"
_MEASURES = "(?:主要|具体|政策|重要)*(?:措施|举措)"
_NOUN = rf"(?:{_TASKS}|{_WHOLE}|{_MEASURES}|(?:主要|重大|突出|显著|历史性|决定性|伟大|新的?)*(?:{ACHIEVED}))"
_ASKS = tuple(
    map(
        re.compile,
        (
            rf"^(?P<rest>.*?)(?:取得|实现|创造|有|是|包括)?了?{WHAT_OR_WHICH}(?P<noun>{_NOUN})[呢啊呀]?\W*$",
            rf"^(?P<rest>.*?)的?(?P<noun>{_NOUN})(?:主要|都|分别)*(?:是|有|包括){WHAT_OR_WHICH}(?:内容|方面)?[呢啊呀]?\W*$",
            rf"^(?P<rest>.*?)(?:主要|重点|着重)?(?:要|将|应该?)(?:主要|重点|着重)?(?:做|抓|干|完成)好?{WHAT_OR_WHICH}(?:主要|重点|具体)?(?P<todo>工作|任务)[呢啊呀]?\W*$",
            r"^(?P<rest>)what are the (?:main|key|major) tasks(?: (?:for|of|in) (?:this|the) year| this year)?\W*$",
        ),
    )
)
"""What a question that asks for nothing but what such a noun names says before it."""
_REVIEWS = r"工作(?:的?回顾|总结)|过去[^的]{0,4}的?工作"
_HEADS = {
    "tasks": re.compile(r"(?:主要|重点|工作|目标|重大)任务$|(?:主要|重点)工作$|工作重点$"),
    "whole": re.compile(rf"(?:{_WHOLE})$"),
    "review": re.compile(rf"(?:{_REVIEWS})$"),
    "achieved": re.compile(rf"(?:{ACHIEVED})(?:的[\u3400-\u9fff]{{1,4}})?$"),
}
_PARTS_OF_HEADING = re.compile(r"[和与及、]")
_OTHER_TIME = re.compile("去年|上一?年|前年|过去|以前|明年|后年|下一?年")
_LAST_YEAR = re.compile("去年|上一?年|过去一?年|一年来")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_OF_ANY = frozenset(
    "今年 去年 上年 过去 一年 年来 一年来 当前 目前 政府 国务院 工作 主要 我们 我国 全国 取得 提出 部署 安排 确定 报告 讲话 文件 意见"
    " 通知 方案 规划 这次 本次 其中".split()
)
"""Words of a question that say nothing of which part or document is meant."""
_DOCUMENTS = 3
"""Best documents in which a heading is looked for."""
_COUNTED_THROUGH = 5
"""Items at least that a document counts through over its parts."""
_FEW = 2
"""First paragraphs of a review that are quoted where it counts nothing off."""
_A_NAME = 6
"""Characters up to which a heading below another only says what kind of text follows: 指导思想."""


@dataclass(frozen=True, slots=True)
class _Asked:
    kinds: tuple[str, ...]
    """Of headings, those first that are meant rather than others."""
    rest: str


def told_under_noun(question: Question, ranked: Sequence[Ranked], snapshot: Snapshot) -> Selection:
    """What stands below the one heading that ends in the noun which a question asks for, of whose other words all are of the
    heading or the title, as a list if it is counted off; or the member of it that is asked for. Nothing if several headings do, or
    if more than one document may be meant."""
    every = of_all_members(question) if question.ordinal is not None else question
    asked = _asked(every.normalized) if every is not None else None
    if asked is None or question.besides:
        return Selection(())
    places = {place.row.document: place for place in reversed(ranked)}
    names = list(dict.fromkeys(place.row.document for place in ranked))[:_DOCUMENTS]
    for name in names:
        found = _in_document(asked, places[name], snapshot.lines_of(name), len(places) == 1)
        if question.size in (None, len(found.quotes)) and found.quotes:
            if question.ordinal is None:
                return found
            one = member_at(question, found.quotes) if found.listed else None
            return Selection((one,) if one else ())
    return Selection(())


def _asked(question: str) -> _Asked | None:
    """Which headings a normalised question asks for, and what else it says."""
    m = next(filter(None, (asks.search(question) for asks in _ASKS)), None)
    if m is None:
        return None
    rest, noun = m["rest"], m.groupdict().get("noun") or "任务"
    if re.search(ACHIEVED, noun):
        last = _LAST_YEAR.search(rest) is not None
        return _Asked(("review",) if last else ("achieved", "review"), rest)
    if _OTHER_TIME.search(rest):
        return None
    if re.fullmatch(_MEASURES, noun):
        return _Asked(("measures",), rest)
    return _Asked(("whole",) if re.search(_WHOLE, noun) else ("tasks",), rest)


def _in_document(asked: _Asked, place: Ranked, lines: Lines, alone: bool) -> Selection:
    """What a document tells of what is asked; `alone`: there is no other document that may be meant."""
    if asked.kinds == ("measures",):
        through = _counted_through(lines) if _is_meant(asked.rest, place, "", alone) else []
        return Selection(tuple(opening(place, *lines[i]) for i in through), listed=bool(through))
    for kind in asked.kinds:
        found = [at for at, line in enumerate(lines) if _heads(*line, kind)]
        if len(found) == 1 and _is_meant(asked.rest, place, lines[found[0]][1], alone):
            return Selection(*_below(place, lines, found[0], kind))
    # What was achieved may be told without a heading, and then be put down to somebody: 取得的成就，是…的结果。
    if "achieved" in asked.kinds:
        members, credit = _before_credit(place, lines)
        if members and _is_meant(asked.rest, place, credit, alone):
            return Selection(tuple(members), listed=True)
    return Selection(())


def _heads(paragraph: Paragraph, heading: str, kind: str) -> bool:
    """Whether a line is a heading of that kind."""
    if paragraph.kind != "heading":
        return False
    told = _joined(heading)
    # A part that tells of two things counts off either.
    return (kind != "tasks" or len(told) == 1) and any(
        _HEADS[kind].search(without_number(one)) for one in told
    )


def _joined(heading: str) -> list[str]:
    """The things of which a heading tells, but for its number."""
    return _PARTS_OF_HEADING.split(re.sub(r"^[^、]{1,3}、", "", unmarked(heading)))


def _is_meant(rest: str, place: Ranked, heading: str, alone: bool) -> bool:
    """Whether all else that is asked is of the title or the heading; where there is nothing else, whether the document is alone."""
    title, year = place.document.title, (place.document.date or "")[:4]
    of_heading = _YEAR.findall(heading)
    if "今年" in rest and of_heading and year and year not in of_heading:
        return False
    words = [word for word in rjieba.cut(rest) if len(word) > 1 and word not in _OF_ANY]
    if of_heading and not re.search("报告|讲话|文件|去年|今年", rest):
        # A year that names no document is that of what is asked for.
        words = [word for word in words if word != "年"]
        if any(y not in of_heading for y in _YEAR.findall(rest)):
            return False
    return alone if not words else all(word in title + heading for word in words)


def _below(place: Ranked, lines: Lines, at: int, kind: str) -> tuple[tuple[Selected, ...], bool]:
    """What stands below a heading, and whether it is a list."""
    end = end_of_part(lines, at)
    one_thing = len(_joined(lines[at][1])) == 1
    if one_thing and kind in ("achieved", "review"):
        for run in dashed.runs(lines):
            if at < run[0][0] < end:
                return tuple(dashed.member(place, lines, mark) for mark in run), True
    members = members_of(lines, at) if one_thing and kind in ("achieved", "tasks") else []
    if not members and kind != "whole":
        unnumbered = leads if kind == "tasks" else opening_briefly
        members = unnumbered(lines, at + 1, end)
    if members:
        return tuple(opening(place, *lines[i]) for i in members), True
    if kind not in ("whole", "review" if one_thing else "achieved"):
        return (), False
    below = text_below(lines, at)
    if kind == "whole" and not below and at + 1 < end:
        # The text stands one level lower, below a heading that only names its kind.
        name = without_number(unmarked(lines[at + 1][1]))
        below = text_below(lines, at + 1) if len(name) <= _A_NAME else []
    whole = whole_below(lines, below[: _FEW if kind == "review" else 1])
    name, score = place.row.document, place.score
    return tuple(of_paragraph(name, *lines[i], None, score) for i in whole), False


def _counted_through(lines: Lines) -> list[int]:
    """The items that a document counts through in brackets over its parts, but for those of what it says of itself as a whole."""
    found, last = list[int](), 0
    for i, (_, text) in enumerate(lines):
        ordinal = member_ordinal(text) if text.strip()[:1] in "（(" else None
        if ordinal == last + 1:
            found.append(i)
            last = ordinal
    parts = [lines[i][0].section[:1] for i in found]
    items = [
        i
        for i, part in zip(found, parts, strict=True)
        if not any(_HEADS["whole"].search(without_number(unmarked(title))) for title in part)
    ]
    return items if len(items) >= _COUNTED_THROUGH and len(set(parts)) > 1 else []


def _before_credit(place: Ranked, lines: Lines) -> tuple[list[Selected], str]:
    """The members with a dash right before the first paragraph that puts down to somebody what was achieved, and what that says."""
    credits = ((i, credit_of(text)) for i, (_, text) in enumerate(lines))
    at, credit = next((one for one in credits if one[1]), (-1, ""))
    run = next((run for run in dashed.runs(lines) if run[-1][0] in (at - 1, at)), [])
    return [dashed.member(place, lines, mark) for mark in run if credit], credit
