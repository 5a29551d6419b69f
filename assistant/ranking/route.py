"""Which documents a question names: by year, speaker, title, occasion or kind of document."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import rjieba

from assistant.clean import normalize
from assistant.questions.asked_of_each import COMPARES
from assistant.questions.lexicon import named_in_chinese
from assistant.questions.question import Question
from assistant.text.period import year_names
from assistant.text.titles import GOVERNMENT_REPORT, Titles, called, short_names
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
_AS_FAR = 0.5
"""Share of the best one's strength from which a document is meant as well: who is asked about names his own speeches too."""
_OF_PERIOD, _OF_SHORT_YEAR = 0.25, 0.35
"""What a document of a decade, or of a year in two digits, that the question names gains."""
_OUTSIDE = 0.25
"""What one of other years loses."""
_BY_ITS_TITLE = 0.5
"""Share of its title from which a follow-up names another document than the question before."""


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
    """All that these documents are called, normalised."""
    meant: frozenset[str] = frozenset()
    """The names of all that are named as strongly."""

    def by(self, sayer: str) -> Routing:
        """The same where it is asked what `sayer` says, be he known as a speaker or not."""
        return replace(self, naming=self.naming | {sayer}, speakers=self.speakers | {sayer})


def route(question: Question, titles: Titles, places: Places) -> Routing:
    """Compare what the question names with what is known of the documents at `places` (D,)."""
    text = f"{question.normalized} {named_in_chinese(question.normalized)}"
    pointing = strength(question, text, titles, kinds_named(text))[places]
    order = np.argsort(-pointing, kind="stable").tolist()
    least = max(NAMED, _AS_FAR * float(pointing.max(initial=0.0)))
    pointed = [titles.documents[places[i]] for i in order if pointing[i] >= least]
    meant = pointed[:_MEANT]
    naming = {
        word for document in meant for word in _names(document) if word in question.normalized
    }
    speakers = {normalize(document.speaker) for document in meant} & naming
    titled = "\n".join(map(called, meant))
    every = frozenset(document.name for document in pointed)
    return Routing(pointing, frozenset(naming), frozenset(speakers), titled, every)


@functools.lru_cache(maxsize=20_000)
def _names(document: Document) -> tuple[str, ...]:
    """Words by which a question may name a document."""
    title = normalize(f"{document.title} {document.occasion}")
    words = [w for w in rjieba.cut(title) if len(w) > 1 and w[0].isalpha()]
    year = year_names(document.year) if document.year else ()
    speaker = [normalize(document.speaker)] if document.speaker else []
    return (*words, *short_names(title), *year, *speaker, GOVERNMENT_REPORT, "讲话", "报告")


def kinds_named(text: str) -> list[str]:
    """The kinds of document that a normalised text speaks of."""
    return [kind for kind, pattern in _KINDS.items() if pattern.search(text)]


def strength(question: Question, text: str, titles: Titles, kinds: Sequence[str]) -> Floats:
    """(D,) for all documents. Year, speaker and title words count together; any one alone is a hint,
    not a name."""
    of_kind, dated = np.isin(titles.types, list(kinds)), titles.years > 0
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
    evidence[titles.given_on(text)] += 0.5
    evidence[titles.numbered(text)] += 0.6
    for place, share in _titles(question, text, titles).items():
        evidence[place] += 0.6 * share
    return np.clip(evidence, -0.5, 1.0)


def _titles(question: Question, text: str, titles: Titles) -> dict[int, float]:
    """By place, how far the text repeats a title; a follow-up that names a document itself means that one, unless it compares."""
    found = titles.matches(text)
    if not question.earlier or COMPARES.search(question.normalized):
        return found
    own = normalize(question.own)
    named = {
        place: share
        for place, share in titles.matches(f"{own} {named_in_chinese(own)}").items()
        if share >= _BY_ITS_TITLE
    }
    return named or found
