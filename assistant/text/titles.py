"""Titles and occasions of many documents, and how much of each a question repeats."""

from __future__ import annotations

import functools
import itertools
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import rjieba

from assistant.clean import normalize
from assistant.text.apart import told_apart
from assistant.text.by_number import number_in
from assistant.text.dates import find_days
from assistant.text.numerals import parse_integer
from assistant.text.period import year_names
from assistant.types import Document

GOVERNMENT_REPORT = "政府工作报告"
"""What a government tells its congress every year."""
_CONGRESS = re.compile(
    r"第([一二三四五六七八九十]+)(?:次全国代表大会|届中央委员会第([一二三四五六七八九十]+)次全体会议)"
)
_DISCIPLINE = re.compile(r"中共中央纪律检查委员会第([一二三四五六七八九十]+)次全体会议")
_GENERIC = re.compile(
    rf"{GOVERNMENT_REPORT}|工作会议|代表大会|座谈会|研讨会|开幕式|闭幕式|开幕|闭幕|大会|会议|全会|论坛"
    r"|中国共产党|中共中央|国务院|全国|中央|中国|国家|人民|同志|总理|总书记|主席"
    r"|关于|印发|转发|发布|做好|进一步|推进|加强|促进|加快|实施|若干|有关|工作|问题"
    r"|通知|意见|方案|办法|规划|计划|纲要|规定|决定|决议|公报|条例|报告|讲话|谈话|致辞|演讲|文章|说明|要点|全文|节选"
    r"|第[一二三四五六七八九十]+[次届]|(?:19|20)\d\d年?|[〇零一二三四五六七八九十]+年|[在上的和与为对在中向以]"
)
"""Phrases that titles are made of and that name no document in particular."""
_REFERENCE = re.compile(
    r"(?P<name>[^,，。;；?？、（(]{2,30}?(?P<kind>会议|大会|座谈会|全会|讲座|论坛|报告|意见|通知|方案|办法|规定|决定|条例))"
    r"(?=会?上|里|中|当中|时|的?(?:讲话|谈话|报告|发言))"
)
"""A document or meeting as a question refers to it, by what it is."""
_MOSTLY = 0.6
"""Share of what such a reference says beside that which must stand in one title."""
_GRAM = 3
_STRETCH = 4
"""Characters from which a stretch of a title that a question repeats may name it."""


@dataclass(frozen=True, slots=True, eq=False)
class Titles:
    """What questions may name of D documents, and which documents have it."""

    documents: tuple[Document, ...]
    years: npt.NDArray[np.int64]
    """(D,) 0 where unknown."""
    types: npt.NDArray[np.str_]
    """(D,)"""
    speakers: dict[str, list[int]]
    """Places of documents by normalised speaker."""
    aliases: dict[str, list[int]]
    """By short names of party congresses."""
    grams: dict[str, list[int]]
    """By three characters that stand in the title or the occasion."""
    apart: dict[str, str]
    """By name, what tells a document apart from others of its title."""

    @classmethod
    def of(cls, documents: Sequence[Document]) -> Titles:
        """What may be named of these documents, in their order."""
        speakers: dict[str, list[int]] = defaultdict(list)
        aliases: dict[str, list[int]] = defaultdict(list)
        grams: dict[str, list[int]] = defaultdict(list)
        for place, document in enumerate(documents):
            if document.speaker:
                speakers[normalize(document.speaker)].append(place)
            lines = [_title(line) for line in (document.title, document.occasion)]
            for alias in {alias for line in lines for alias in line.aliases}:
                aliases[alias].append(place)
            for gram in {gram for line in lines if line.own for gram in line.grams}:
                grams[gram].append(place)
        years = np.array([d.year or 0 for d in documents], np.int64)
        types = np.array([d.type for d in documents], np.str_)
        said = dict(speakers), dict(aliases), dict(grams)
        return cls(tuple(documents), years, types, *said, told_apart(documents))

    def spoken_by(self, text: str) -> list[int]:
        """Places of the documents whose speaker the text names."""
        return [p for speaker, places in self.speakers.items() if speaker in text for p in places]

    def given_on(self, text: str) -> list[int]:
        """Places of the documents of a day that the text names, of any year that it does not contradict."""
        days = tuple(find_days(text))
        return [p for p, d in enumerate(self.documents) if days and d.date[5:] in days]

    def numbered(self, text: str) -> list[int]:
        """Places of the documents whose number the text gives."""
        number = number_in(text)
        if number is None:
            return []
        return [p for p, d in enumerate(self.documents) if d.series and number.is_of(d.series)]

    def matches(self, text: str) -> dict[int, float]:
        """By place, how far the text repeats a title; documents of which it repeats nothing are
        left out. See `title_match`."""
        asked = grams_of(text)
        touched = {place for gram in asked for place in self.grams.get(gram, ())}
        found = {place: title_match(asked, self.documents[place]) for place in touched}
        for place, share in self.referred(text).items():
            found[place] = max(found.get(place, 0.0), share)
        called = (places for alias, places in self.aliases.items() if alias in text)
        found.update(dict.fromkeys(itertools.chain.from_iterable(called), 1.0))
        return found

    def referred(self, text: str) -> dict[int, float]:
        """By place, how much of a reference (双随机的意见里) stands in a title of its kind; only of those that hold the most of it, and
        most of it."""
        found: dict[int, float] = {}
        for m in _REFERENCE.finditer(text):
            words = _telling_words(m["name"])
            lines = enumerate(map(called, self.documents)) if words else ()
            held = {p: _held(words, line) for p, line in lines if m["kind"] in line}
            most = max(held.values(), default=0.0)
            if most >= _MOSTLY:
                found |= {p: share for p, share in held.items() if share == most}
        return found


def _telling_words(reference: str) -> list[str]:
    """Its words but those that all titles are made of."""
    own = _GENERIC.sub(" ", reference)
    return [word for word in rjieba.cut(own) if len(word) > 1 and word[0].isalnum()]


def _held(words: Sequence[str], title: str) -> float:
    """Share of the characters of words that a title holds."""
    return sum(len(word) for word in words if word in title) / sum(map(len, words))


def title_match(asked: frozenset[str], document: Document) -> float:
    """Share of a title's own characters, without the phrases that all titles are made of, that
    stand in stretches the question repeats; `asked` are the question's `grams_of`."""
    lines = [_title(line) for line in (document.title, document.occasion)]
    return max((_repeated(line, asked) / line.own for line in lines if line.own), default=0.0)


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
    return _Title(text, tuple(telling), sum(telling), grams_of(text), short_names(text))


@functools.lru_cache(maxsize=20_000)
def called(document: Document) -> str:
    """All that a question may call a document by, normalised."""
    title = normalize(f"{document.title} {document.occasion}")
    year = year_names(document.year) if document.year else ()
    speaker = normalize(document.speaker)
    return " ".join((title, speaker, document.date, *short_names(title), *year))


def grams_of(text: str) -> frozenset[str]:
    """Every three adjacent characters."""
    return frozenset(text[i : i + _GRAM] for i in range(len(text) - _GRAM + 1))


def short_names(text: str) -> tuple[str, ...]:
    """The short names of party congresses: 第十六次全国代表大会 is also 十六大, in English the 16th."""
    found = []
    for m in _DISCIPLINE.finditer(text):
        found += [f"中央纪委{m[1]}次全会", f"中纪委{m[1]}次全会", f"中央纪委第{m[1]}次全会"]
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
