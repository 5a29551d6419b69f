"""What stands below the heading that a question asks for by its name: 工作目标, 指导思想, 基本原则."""

from __future__ import annotations

import re
from collections.abc import Sequence

import rjieba

from assistant.clean import has_chinese, normalize
from assistant.lists.headed import without_number
from assistant.lists.parts import Lines, member_ordinal, opening
from assistant.questions.interrogatives import ASKS, HOW, WHAT
from assistant.questions.question import Question
from assistant.ranking.ranked import Ranked
from assistant.ranking.selected import Selection, of_paragraph
from assistant.store import Snapshot
from assistant.text.markup import unmarked
from assistant.text.numerals import parse_integer
from assistant.text.ordinals import FEW
from assistant.text.units import structure

_ASKS = re.compile(
    rf"(?:主要|具体|分别|各自?|都|又)*(?:是|有|为|包括|指)?(?:{WHAT}|哪(?:些|几|(?P<size>{FEW}))?[条个项点]?|{HOW}[说写讲定]的?)?(?:内容|方面)?[呢啊呀]?\W*$"
)
"""Follows the name where nothing but what stands below is asked for."""
_COUNTED = re.compile(rf"(?P<size>{FEW}|几)[个条项点大]$")
_OF_ANY_DOCUMENT = frozenset(
    "文件 意见 方案 通知 报告 讲话 规定 规划 纲要 今年 其中 这个 这份".split()
)
_SHORTEST = 4
"""Characters that a heading has at least: shorter ones stand in too many questions."""
_LONGEST_HEADING = 40
_LONGEST_LABEL = 12
"""Characters of what a paragraph opens with as its own heading: 具体指标：…"""
_LONGEST_OPENING = 16
"""Characters up to which the first sentence of a paragraph names what the rest of it says."""
_MOST, _LONGEST = 3, 900
"""Paragraphs, and characters of them together, that are quoted whole; else only the first is."""
_LABEL = re.compile(r"^(?P<label>[^。：:，,；;]+)[。：:](?=.)")
_ARTICLE = re.compile(r"\s*第[一二三四五六七八九十百千零〇\d]+条")
_NUMBER = re.compile(r"[\s第]*[（(]?(?P<number>[一二三四五六七八九十\d]{1,3})")


def told_below(question: Question, ranked: Sequence[Ranked], snapshot: Snapshot) -> Selection:
    """The text below the heading that a question asks for, or its members: in the first of the ranked documents that has such a
    heading, and of which all else that the question says is told by the title, the heading above or the text; nothing if there is
    none, or if more than one document may be meant."""
    if question.ordinal is not None or question.besides:
        return Selection(())
    asks = _ASKS.search(question.normalized)
    before = question.normalized[: asks.start()] if asks else question.normalized
    asked, size = re.sub(r"\W", "", before), asks["size"] if asks else None
    if not has_chinese(asked[-1:]) or ASKS.search(before):
        return Selection(())
    places = {place.row.document: place for place in reversed(ranked)}
    for name in dict.fromkeys(place.row.document for place in ranked):
        lines = snapshot.lines_of(name)
        for at, (paragraph, text) in enumerate(lines):
            if asked[-_SHORTEST:] not in text:
                continue
            label = _label(lines, at)
            if len(label) < _SHORTEST or not asked.endswith(label):
                continue
            rest = asked[: -len(label)].rstrip("的")
            below = text_below(lines, at) if is_heading(lines, at) else [at]
            said = (places[name].document.title, *paragraph.section, *(lines[i][1] for i in below))
            if below and _is_about(rest, "".join(said), alone=len(places) == 1):
                counted = _COUNTED.search(rest)
                number = counted["size"] if counted else size
                return _quoted(places[name], lines, below, parse_integer(number or ""))
    return Selection(())


def is_heading(lines: Lines, at: int) -> bool:
    """Whether a line only says what the next ones are about: a heading, or a short numbered sentence without a comma that no line
    of the same numbering follows. The articles of a law say it themselves."""
    paragraph, text = lines[at]
    if _ARTICLE.match(text):
        return False
    if paragraph.kind == "heading":
        return True
    if paragraph.kind != "body" or len(text) > _LONGEST_HEADING or at + 1 == len(lines):
        return False
    alone = member_ordinal(text) is not None and re.fullmatch(r"[^。；;：:，,]+。?", text.strip())
    return bool(alone) and _form(text) != _form(lines[at + 1][1])


def text_below(lines: Lines, at: int) -> list[int]:
    """Places of the paragraphs below a heading, to the next one or the next of its numbering; empty where there is another heading
    first."""
    form, found = _form(lines[at][1]), list[int]()
    for i in range(at + 1, len(lines)):
        paragraph, text = lines[i]
        if paragraph.kind != "body" or is_heading(lines, i) or (form and _form(text) == form):
            break
        found.append(i)
    return found


def whole_below(lines: Lines, below: Sequence[int]) -> Sequence[int]:
    """Those of the paragraphs below a heading that are quoted whole."""
    long = sum(len(lines[i][1]) for i in below) > _LONGEST
    return below[:1] if len(below) > _MOST or long else below


def _label(lines: Lines, at: int) -> str:
    """What a heading says, but for its number, or what a paragraph opens with in place of one."""
    paragraph, text = lines[at]
    if paragraph.kind not in ("heading", "body"):
        return ""
    if is_heading(lines, at):
        return without_number(unmarked(text))
    m = _LABEL.match(text)
    label = without_number(m["label"]) if m else ""
    numbered = m is not None and (member_ordinal(text) is not None or text[m.end() - 1] in "：:")
    return label if numbered and len(label) <= _LONGEST_LABEL else ""


def _is_about(rest: str, said: str, *, alone: bool) -> bool:
    """Whether a text says all words of the `rest` of a question; where there is nothing else, whether the document is `alone`."""
    said = re.sub(r"\W", "", normalize(said))
    words = [
        w for w in rjieba.cut(_COUNTED.sub("", rest)) if len(w) > 1 and w not in _OF_ANY_DOCUMENT
    ]
    return alone if not words else all(word in said for word in words)


def _quoted(place: Ranked, lines: Lines, below: Sequence[int], size: int | None) -> Selection:
    """The text below, or its members, if they are as many as are asked for."""
    texts = [lines[i][1] for i in below]
    if len(below) > 1 and all(map(_opens_briefly, texts)):
        members = tuple(opening(place, *lines[i]) for i in below)
        return Selection(members if size in (None, len(members)) else (), listed=True)
    if size is not None:
        return Selection(())
    name, score = place.row.document, place.score
    found = (of_paragraph(name, *lines[i], None, score) for i in whole_below(lines, below))
    return Selection(tuple(found))


def _opens_briefly(text: str) -> bool:
    """Whether a paragraph names in its first sentence what it says."""
    first, *others = structure(text).sentences
    return bool(others) and first[1] - first[0] <= _LONGEST_OPENING


def _form(text: str) -> str:
    """How a line is numbered, with no number; empty if it is not."""
    m = _NUMBER.match(text) if member_ordinal(text) is not None else None
    if m is None:
        return ""
    kind = "1" if m["number"].isdecimal() else "一"
    return text[: m.start("number")].strip() + kind + text[m.end() : m.end() + 1]
