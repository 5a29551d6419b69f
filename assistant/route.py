"""Which documents a question names: by year, speaker, title, occasion or kind of document."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

import rjieba

from assistant.clean import normalize
from assistant.lexicon import named_in_chinese
from assistant.numerals import parse_integer
from assistant.question import Question
from assistant.types import Document

_CONGRESS = re.compile(
    r"第([一二三四五六七八九十]+)(?:次全国代表大会|届中央委员会第([一二三四五六七八九十]+)次全体会议)"
)
_KINDS = {
    "speech": re.compile(r"讲话|谈话|致辞|演讲|讲过|说过|\bspeech|\btalk|\bremarks"),
    "report": re.compile(r"报告|\breport"),
    "policy": re.compile(
        r"意见|通知|方案|办法|文件|规定|\bpolicy|\bplan\b|\bguideline|\bopinions?\b|\bnotice"
    ),
}
_GENERIC = re.compile(
    r"政府工作报告|工作会议|代表大会|座谈会|研讨会|开幕式|闭幕式|开幕|闭幕|大会|会议|全会|论坛"
    r"|中国共产党|中共中央|国务院|全国|中央|中国|国家|人民|同志|总理|总书记|主席"
    r"|关于|印发|转发|发布|做好|进一步|推进|加强|促进|加快|实施|若干|有关|工作|问题"
    r"|通知|意见|方案|办法|规划|计划|纲要|规定|决定|决议|公报|条例|报告|讲话|谈话|致辞|演讲|文章|说明|要点|全文|节选"
    r"|第[一二三四五六七八九十]+[次届]|(?:19|20)\d\d年?|[〇零一二三四五六七八九十]+年|[在上的和与为对在中向以]"
)
"""Phrases that titles are made of and that name no document in particular."""
_GRAM = 3
_STRETCH = 4
"""Characters from which a stretch of a title that a question repeats may name it."""
_NAMED = 0.3
"""Strength from which a question names a document."""
_MEANT = 5
_OF_PERIOD = 0.25
"""What a document of a decade that the question names gains, and one of other years loses."""
_CLEARLY_NAMED = 0.45
_MOST_COMPARED = 3
_COMPARES = re.compile(
    r"区别|不同|不一样|差别|差异|异同|对比|比较|相比|变化|分别|各(?:自|是|有|讲|说)|都[讲说提]"
    r"|compar|differ|versus|\bvs\b|\bboth\b|chang"
)


@dataclass(frozen=True, slots=True)
class Routing:
    """How strongly a question points at each of D documents, and by which of its words."""

    strength: tuple[float, ...]
    """(D,) from -0.5, another one is meant, over 0, not at all, to 1, by name."""
    naming: frozenset[str]
    """Normalised words of the question that name the documents pointed at."""
    compared: tuple[str, ...] = ()
    """The documents, by date, that the question wants side by side; none if it does not."""


def route(question: Question, documents: Sequence[Document]) -> Routing:
    """Compare what the question names with what is known of each document."""
    text = f"{question.normalized} {named_in_chinese(question.normalized)}"
    asked = _grams(text)
    kinds = {kind for kind, pattern in _KINDS.items() if pattern.search(text)}
    strength = tuple(_strength(question, text, asked, kinds, d) for d in documents)
    meant = sorted(zip(strength, documents, strict=True), key=lambda sd: -sd[0])[:_MEANT]
    naming = {
        word
        for s, document in meant
        if s >= _NAMED
        for word in _names(document)
        if word in question.normalized
    }
    return Routing(strength, frozenset(naming), _compared(question, documents, strength))


def _compared(
    question: Question, documents: Sequence[Document], strength: Sequence[float]
) -> tuple[str, ...]:
    """One document for each of several years, or those named where a difference is asked for."""
    pointed = sorted(zip(strength, documents, strict=True), key=lambda sd: -sd[0])
    chosen: dict[object, Document] = {}
    if len(question.years) > 1:
        for s, document in pointed:
            if s >= _NAMED and document.year in question.years:
                chosen.setdefault(document.year, document)
    elif _COMPARES.search(question.normalized):
        chosen = {d.name: d for s, d in pointed[:_MOST_COMPARED] if s >= _CLEARLY_NAMED}
    if len(chosen) < 2:
        return ()
    return tuple(d.name for d in sorted(chosen.values(), key=lambda d: (d.date, d.name)))


@functools.lru_cache(maxsize=20_000)
def _names(document: Document) -> tuple[str, ...]:
    """Words by which a question may name a document."""
    title = normalize(f"{document.title} {document.occasion}")
    words = [w for w in rjieba.cut(title) if len(w) > 1 and w[0].isalpha()]
    year = [f"{document.year}年"] if document.year else []
    speaker = [normalize(document.speaker)] if document.speaker else []
    return (*words, *year, *speaker, "政府工作报告", "讲话", "报告")


def _strength(
    question: Question, text: str, asked: frozenset[str], kinds: set[str], document: Document
) -> float:
    """Year, speaker and title words count together; any one alone is a hint, not a name."""
    evidence = 0.0
    if question.years:
        if document.year in question.years:
            evidence += 0.5 if document.type in kinds else 0.2 if kinds else 0.35
        elif document.type == "report" and "report" in kinds and document.year is not None:
            evidence -= 0.3
    if question.period and document.year is not None:
        first, last = question.period
        evidence += _OF_PERIOD if first <= document.year <= last else -_OF_PERIOD
    speaker = _title(document.speaker).text
    if speaker and speaker in text:
        evidence += 0.3
    evidence += 0.6 * title_match(text, asked, document)
    return max(-0.5, min(1.0, evidence))


def title_match(question: str, grams: frozenset[str], document: Document) -> float:
    """Share of a title's own characters, without the phrases that all titles are made of, that
    stand in stretches the question repeats; 1 where it calls a congress by its short name."""
    best = 0.0
    for line in (document.title, document.occasion):
        title = _title(line)
        if any(alias in question for alias in title.aliases):
            return 1.0
        if title.own and not title.grams.isdisjoint(grams):
            best = max(best, _repeated(title, grams) / title.own)
    return best


def _repeated(title: _Title, grams: frozenset[str]) -> int:
    """Own characters of the title in stretches of at least _STRETCH repeated ones."""
    covered = [False] * len(title.text)
    for at in range(len(title.text) - _GRAM + 1):
        if title.text[at : at + _GRAM] in grams:
            covered[at : at + _GRAM] = [True] * _GRAM
    count = at = 0
    for repeated, run in itertools.groupby(covered):
        length = len(list(run))
        if repeated and length >= _STRETCH:
            count += sum(title.telling[at : at + length])
        at += length
    return count


@dataclass(frozen=True, slots=True)
class _Title:
    """A title or occasion, prepared for comparison."""

    text: str
    telling: tuple[bool, ...]
    """Of each character, whether it is not of a phrase that all titles are made of."""
    own: int
    grams: frozenset[str]
    aliases: tuple[str, ...]


@functools.lru_cache(maxsize=20_000)
def _title(line: str) -> _Title:
    text = normalize(line)
    telling = [c.isalnum() for c in text]
    for m in _GENERIC.finditer(text):
        telling[m.start() : m.end()] = [False] * (m.end() - m.start())
    return _Title(text, tuple(telling), sum(telling), _grams(text), _short_names(text))


def _grams(text: str) -> frozenset[str]:
    return frozenset(text[i : i + _GRAM] for i in range(len(text) - _GRAM + 1))


def _short_names(text: str) -> tuple[str, ...]:
    """The short names of party congresses: 第十六次全国代表大会 is also 十六大, in English the 16th."""
    found = []
    for m in _CONGRESS.finditer(text):
        number = parse_integer(m.group(1)) or 0
        if m.group(2):
            found += [m.group(), f"{m.group(1)}届{m.group(2)}中全会"]
        elif number:
            found += [m.group(), f"{m.group(1)}大", f"{number}大"]
            for suffix in ("st", "nd", "rd", "th"):
                found += [
                    f"{number}{suffix} {kind}congress" for kind in ("", "party ", "national ")
                ]
    return tuple(found)
