"""The documents that a question wants side by side, each named by words of its own, and what it asks of each of them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import rjieba

from assistant.answers.answerability import THRESHOLD
from assistant.questions.asked_of_each import COMPARES, EACH, asked_of_each
from assistant.questions.interrogatives import ASKS
from assistant.questions.lexicon import named_in_chinese
from assistant.questions.question import Question
from assistant.questions.subject import has_subject
from assistant.ranking.route import NAMED, Floats, Places, kinds_named, strength
from assistant.retrieve import Retrieval
from assistant.text.period import period, year_names
from assistant.text.titles import GOVERNMENT_REPORT, Titles, called, grams_of
from assistant.types import Document, Span

_JOINS = frozenset("和 与 跟 同 及 以及 比 较 而 还有 还是 到 对比 对照 相比".split())
_AND = frozenset("和 与 跟 同 及 以及 、".split())
_MAY_JOIN = re.compile(r"[和与跟同及、,，;；]|\b(?:and|or|with|to)\b")
_ENDS = re.compile(r"[,，、;；。?？:：]|\b(?:and|with|to|versus|vs|against|or)\b")
_NTH = re.compile(r"\b(\d{1,2}(?:st|nd|rd|th))\b(?! (?:party |national )?congress)")
"""In English the congress of which a question speaks may be said once: the 16th and 20th party congress."""
_IN_MARKS = re.compile(r"[“\"《「『][^”\"》」』]*[”\"》」』]")
_CLEARLY = 0.45
"""Strength from which documents that are joined are wanted side by side without a word that compares."""
_ALIKE = 0.1
"""How far behind the document that is named most clearly another may be and be meant by the same words."""
_HINTED = 0.2
"""The same with such a word, where no other document is named as clearly."""
_MOST = 4
"""Documents that are put side by side."""
_DOCUMENT = re.compile(
    r"讲话|谈话|报告|意见|方案|通知|文件|讲稿|致辞|演讲|说明|规定|办法|条例|会议?|大会|全会|座谈会|论坛|开幕式|大会上|会上"
)
_LIGHT = frozenset(
    "的 在 于 上 中 里 里面 当中 时 年 月 日 那 这 次 届 个 份 篇 场 两 本 把 拿 将 比较 对比 对照 请 “ ” 《 》 同志 总书记 主席 总理 国务院 中央 党的".split()
)
_PREPOSITIONS = frozenset("在 对 对于 关于 里 上 中 就 , ，".split())
_BEYOND = 3
"""Words within which what names a document may go on to what it is: 再就业 · 会议 · 讲话."""


@dataclass(frozen=True, slots=True)
class Side:
    """Documents that are named together, by their names, and what is asked of them."""

    documents: tuple[str, ...]
    asked: Question


@dataclass(frozen=True, slots=True)
class Sides:
    """What a question puts side by side."""

    sides: tuple[Side, ...]
    """The earliest first where all are dated, else as the question names them."""
    outside: tuple[Document, ...] = ()
    """Documents that are named beside and that the scope does not hold."""
    each: bool = False
    """Whether all of a kind are asked, of which some may not answer."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is found in the documents of one side, and how surely that answers, 0 to 1."""

    side: Side
    retrieval: Retrieval
    likelihood: float

    @property
    def answers(self) -> bool:
        return self.likelihood >= THRESHOLD


def sides(question: Question, titles: Titles, places: Places) -> Sides | None:
    """What is to be put side by side of the documents at `places` (D,); None where a question names no two."""
    documents = [titles.documents[place] for place in places]
    if not question.years and EACH.search(question.normalized):
        yearly = [[d] for d in documents if d.year and GOVERNMENT_REPORT in d.title]
        asked = asked_of_each(question, ())
        if asked is question:
            return None
        return Sides(_by_date([(of, asked) for of in yearly]), each=True) if yearly[1:] else None
    compares = COMPARES.search(question.normalized) is not None
    if not compares and not _MAY_JOIN.search(question.normalized):
        return None
    found = _named(question, titles)
    compares = compares or _are_joined(question, found)
    found = [side for side in found if side.strength >= (_HINTED if compares else _CLEARLY)]
    inside = set(places.tolist())
    here = [[titles.documents[p] for p in side.places if p in inside] for side in found]
    outside = [side for side, held in zip(found, here, strict=True) if not held]
    count = len(found) - len(outside)
    if count > _MOST or (
        count < 2 and not (compares and any(side.strength >= NAMED for side in outside))
    ):
        return None
    # Or compared with what is not there.
    named = [
        (held, one) for held, one in zip(here, _asked(question, found), strict=True) if held
    ] or [(documents, asked_of_each(question, [side.reference for side in found]))]
    return Sides(_by_date(named), tuple(titles.documents[s.places[0]] for s in outside))


def _are_joined(question: Question, found: Sequence[_Named]) -> bool:
    """Whether nothing but a word or mark that joins stands between two names of documents: 十六大报告和二十大报告怎么讲…."""
    return any(
        one.piece[1] == one.reference[1]
        and question.normalized[one.piece[1] : other.reference[0]] in _AND
        for one, other in itertools.pairwise(found)
    )


def _by_date(named: Sequence[tuple[Sequence[Document], Question]]) -> tuple[Side, ...]:
    if all(documents[0].date for documents, _ in named):
        named = sorted(named, key=lambda one: (one[0][0].date, one[0][0].name))
    return tuple(Side(tuple(d.name for d in documents), asked) for documents, asked in named)


@dataclass(frozen=True, slots=True)
class _Named:
    places: tuple[int, ...]
    strength: float
    piece: Span
    reference: Span
    """What of the piece names them."""


def _asked(question: Question, found: Sequence[_Named]) -> list[Question]:
    """What is asked of each: what its own piece asks of it, where all do, else what the question asks of all."""
    together = asked_of_each(question, [side.reference for side in found])
    own = [question.normalized[s.reference[1] : s.piece[1]] for s in found]
    if not all(has_subject(text) or ASKS.search(text) for text in own):
        return [together] * len(found)
    beside = [[other.piece for other in found if other is not side] for side in found]
    apart = [
        asked_of_each(question, [side.reference, *others])
        for side, others in zip(found, beside, strict=True)
    ]
    return [together] * len(found) if question in apart else apart


def _named(question: Question, titles: Titles) -> list[_Named]:
    """What each piece of a question names, in order; what several name together only once."""
    found: list[_Named] = []
    congress = "congress" in question.normalized
    for start, end in _pieces(question.normalized):
        text = question.normalized[start:end]
        if congress:
            text = _NTH.sub(r"\1 congress", text)
        piece = replace(
            question,
            text=text,
            normalized=text,
            years=tuple(y for y in question.years if _says_year(text, y)),
            period=period(text),
            earlier="",
        )
        kinds = kinds_named(text) or kinds_named(question.normalized)
        strengths = strength(piece, f"{text} {named_in_chinese(text)}", titles, kinds)
        chosen = _meant(text, strengths, titles)
        if not chosen:
            continue
        best = float(strengths.max())
        documents = [titles.documents[place] for place in chosen]
        a, b = _reference(text, documents)
        side = _Named(chosen, best, (start, end), (start + a, start + b))
        same = next((one for one in found if set(one.places) & set(chosen)), None)
        if same is None:
            found.append(side)
        elif best > same.strength:
            found[found.index(same)] = side
    return found


def _meant(text: str, strengths: Floats, titles: Titles) -> tuple[int, ...]:
    """The documents that a piece names as clearly as any; of several those whose titles it repeats most of. One alone may be hinted at."""
    best = float(strengths.max(initial=0))
    alike = (strengths >= max(_HINTED, best - _ALIKE) - 1e-6).nonzero()[0].tolist()
    if not alike or (best < NAMED and len(alike) > 1):
        return ()
    kinds = kinds_named(text)
    alike = [p for p in alike if titles.types[p] in kinds] or alike
    said = grams_of(text)
    repeated = [len(said & grams_of(called(titles.documents[place]))) for place in alike]
    return tuple(p for p, n in zip(alike, repeated, strict=True) if n == max(repeated))


def _says_year(text: str, year: int) -> bool:
    return str(year) in text or any(name in text for name in year_names(year))


def _pieces(text: str) -> Iterator[Span]:
    """Stretches between the marks and words that join."""
    held = [m.span() for m in _IN_MARKS.finditer(text)]
    start = at = 0
    for word in rjieba.cut(text):
        end = at + len(word)
        if (word in _JOINS or _ENDS.fullmatch(word)) and not any(
            a < end and at < b for a, b in held
        ):
            if at > start:
                yield start, at
            start = end
        at = end
    if at > start:
        yield start, at


def _reference(text: str, documents: Sequence[Document]) -> Span:
    """The stretch of a piece that names the documents: words of their titles, of a year or a day, up to what they are."""
    known, words = " ".join(map(called, documents)), list(rjieba.cut(text))

    def names(word: str) -> bool:
        return (
            word.isdigit() or (len(word) > 1 and word in known) or bool(_DOCUMENT.fullmatch(word))
        )

    first = next((n for n, word in enumerate(words) if names(word)), 0)
    while first and words[first - 1] in _LIGHT:
        first -= 1
    at = first
    while at < len(words):
        ahead = words[at : at + _BEYOND]
        goes_on = [
            n
            for n, word in enumerate(ahead)
            if _DOCUMENT.fullmatch(word) and not _PREPOSITIONS & set(ahead[:n])
        ]
        if words[at] not in _LIGHT and not names(words[at]) and not goes_on:
            break
        at += 1 + (goes_on[-1] if goes_on else 0)
    return sum(map(len, words[:first])), sum(map(len, words[:at]))
