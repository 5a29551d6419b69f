"""Which documents a question names: by year, speaker, title, occasion or kind of document."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import rjieba

from assistant.clean import normalize
from assistant.lexicon import named_in_chinese
from assistant.period import year_names
from assistant.question import Question
from assistant.titles import Titles
from assistant.types import Document

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]

_KINDS = {
    "speech": re.compile(r"讲话|谈话|致辞|演讲|讲过|说过|\bspeech|\btalk|\bremarks"),
    "report": re.compile(r"报告|\breport"),
    "policy": re.compile(
        r"意见|通知|方案|办法|文件|规定|\bpolicy|\bplan\b|\bguideline|\bopinions?\b|\bnotice"
    ),
}
NAMED = 0.3
"""Strength from which a question names a document."""
_MEANT = 5
_OF_PERIOD, _OF_SHORT_YEAR = 0.25, 0.35
"""What a document of a decade, or of a year in two digits, that the question names gains."""
_OUTSIDE = 0.25
"""What one of other years loses."""
_CLEARLY_NAMED = 0.45
_BY_ITS_TITLE = 0.5
"""Share of its title from which a follow-up names another document than the question before."""
_MOST_COMPARED = 3
_COMPARES = re.compile(
    r"区别|不同|不一样|差别|差异|异同|对比|比较|相比|变化|分别|各(?:自|是|有|讲|说)|都[讲说提]"
    r"|compar|differ|versus|\bvs\b|\bboth\b|chang"
)
EACH = re.compile(
    r"(?:历(?:年|[届次])|各(?:年度?|[届次份篇个])|每一?[年届次份篇个])的?(?:国务院|中央)?(?:政府)?(?:工作)?报告(?:里|中|上|提出|[讲说写]到?|所)?的?"
    r"|(?:历年(?!来)|各年(?![龄级代]))(?:以来)?的?"
)
"""Asks of each document of a kind."""
_YEARLY = "政府工作报告"


@dataclass(frozen=True, slots=True)
class Routing:
    """How strongly a question points at each of D documents, and by which of its words."""

    strength: Floats
    """(D,) from -0.5, another one is meant, over 0, not at all, to 1, by name."""
    naming: frozenset[str]
    """Normalised words of the question that name the documents pointed at."""
    speakers: frozenset[str] = frozenset()
    """Those of them that are speakers."""
    titles: str = ""
    """Titles and occasions of these documents, normalised."""
    compared: tuple[str, ...] = ()
    """The documents, by date, that the question wants side by side; none if it does not."""
    each: bool = False
    """Whether these are all of a kind, of which some may not answer."""


def route(question: Question, titles: Titles, places: Places) -> Routing:
    """Compare what the question names with what is known of the documents at `places` (D,)."""
    text = f"{question.normalized} {named_in_chinese(question.normalized)}"
    strength = _strength(question, text, titles)[places]
    order = np.argsort(-strength, kind="stable").tolist()
    pointed = [
        (float(strength[i]), titles.documents[places[i]]) for i in order if strength[i] >= NAMED
    ]
    meant = [document for _, document in pointed[:_MEANT]]
    naming = {
        word for document in meant for word in _names(document) if word in question.normalized
    }
    speakers = {normalize(document.speaker) for document in meant} & naming
    called = "\n".join(normalize(f"{document.title} {document.occasion}") for document in meant)
    each = _each(question, [titles.documents[place] for place in places])
    compared = each or _compared(question, pointed)
    return Routing(
        strength, frozenset(naming), frozenset(speakers), called, compared, each=bool(each)
    )


def _each(question: Question, documents: Sequence[Document]) -> tuple[str, ...]:
    """The yearly reports among the documents, where a question asks of each."""
    if question.years or not EACH.search(question.normalized):
        return ()
    return _by_date([d for d in documents if d.year and _YEARLY in d.title])


def _compared(question: Question, pointed: Sequence[tuple[float, Document]]) -> tuple[str, ...]:
    """One document for each of several years, or those named where a difference is asked for;
    `pointed` are the documents that the question names, the clearest first."""
    chosen: dict[object, Document] = {}
    if len(question.years) > 1:
        for _, document in pointed:
            if document.year in question.years:
                chosen.setdefault(document.year, document)
    elif _COMPARES.search(question.normalized):
        chosen = {d.name: d for s, d in pointed[:_MOST_COMPARED] if s >= _CLEARLY_NAMED}
    return _by_date(chosen.values())


def _by_date(documents: Collection[Document]) -> tuple[str, ...]:
    """The names of two or more documents."""
    dated = sorted(documents, key=lambda d: (d.date, d.name))
    return tuple(d.name for d in dated) if len(dated) > 1 else ()


@functools.lru_cache(maxsize=20_000)
def _names(document: Document) -> tuple[str, ...]:
    """Words by which a question may name a document."""
    title = normalize(f"{document.title} {document.occasion}")
    words = [w for w in rjieba.cut(title) if len(w) > 1 and w[0].isalpha()]
    year = year_names(document.year) if document.year else ()
    speaker = [normalize(document.speaker)] if document.speaker else []
    return (*words, *year, *speaker, "政府工作报告", "讲话", "报告")


def _strength(question: Question, text: str, titles: Titles) -> Floats:
    """(D,) for all documents. Year, speaker and title words count together; any one alone is a hint,
    not a name."""
    kinds = [kind for kind, pattern in _KINDS.items() if pattern.search(text)]
    of_kind, dated = np.isin(titles.types, kinds), titles.years > 0
    evidence = np.zeros(len(titles.documents), np.float32)
    if question.years:
        meant = dated & np.isin(titles.years, list(question.years))
        evidence[meant] += np.where(of_kind, 0.5, 0.2 if kinds else 0.35)[meant]
        if "report" in kinds:
            evidence[~meant & dated & (titles.types == "report")] -= 0.3
    if question.period:
        first, last = question.period
        inside = (first <= titles.years) & (titles.years <= last)
        gained = _OF_SHORT_YEAR if first == last else _OF_PERIOD
        evidence += np.where(dated, np.where(inside, gained, -_OUTSIDE), 0)
    evidence[titles.spoken_by(text)] += 0.3
    for place, share in _titles(question, text, titles).items():
        evidence[place] += 0.6 * share
    return np.clip(evidence, -0.5, 1.0)


def _titles(question: Question, text: str, titles: Titles) -> dict[int, float]:
    """By place, how far the text repeats a title; a follow-up that names a document itself means that one, unless it compares."""
    found = titles.matches(text)
    if not question.earlier or _COMPARES.search(question.normalized):
        return found
    own = normalize(question.own)
    named = {
        place: share
        for place, share in titles.matches(f"{own} {named_in_chinese(own)}").items()
        if share >= _BY_ITS_TITLE
    }
    return named or found
