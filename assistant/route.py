"""Which documents a question names: by year, speaker, title, occasion or kind of document."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

import rjieba

from assistant.clean import normalize
from assistant.lexicon import named_in_chinese
from assistant.numerals import number_terms, parse_integer
from assistant.question import Question
from assistant.types import Document
from embeddings import background_idf, terms

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
# Words of titles that name no document in particular.
_COMMON_IDF = 4.0
_NAMED = 0.3
"""Strength from which a question names a document."""
_MEANT = 5


@dataclass(frozen=True, slots=True)
class Routing:
    """How strongly a question points at each of D documents, and by which of its words."""

    strength: tuple[float, ...]
    """(D,) from -0.5, another one is meant, over 0, not at all, to 1, by name."""
    naming: frozenset[str]
    """Normalised words of the question that name the documents pointed at."""


def route(question: Question, documents: Sequence[Document]) -> Routing:
    """Compare what the question names with what is known of each document."""
    text = _aliased(f"{question.normalized} {named_in_chinese(question.normalized)}".rstrip())
    asked = set(terms(text)) | {f"#{n}" for n in number_terms(text)}
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
    return Routing(strength, frozenset(naming))


@functools.lru_cache(maxsize=20_000)
def _names(document: Document) -> tuple[str, ...]:
    """Words by which a question may name a document."""
    title = normalize(f"{document.title} {document.occasion}")
    words = [w for w in rjieba.cut(title) if len(w) > 1 and w[0].isalpha()]
    year = [f"{document.year}年"] if document.year else []
    speaker = [normalize(document.speaker)] if document.speaker else []
    return (*words, *year, *speaker, "政府工作报告", "讲话", "报告")


def _strength(
    question: Question, text: str, asked: set[str], kinds: set[str], document: Document
) -> float:
    """Year, speaker and title words count together; any one alone is a hint, not a name."""
    evidence = 0.0
    if question.years:
        if document.year in question.years:
            evidence += 0.5 if document.type in kinds else 0.35
        elif document.type == "report" and "report" in kinds and document.year is not None:
            evidence -= 0.3
    speaker = normalize(document.speaker)
    if speaker and speaker in text:
        evidence += 0.3
    evidence += 0.6 * title_match(asked, document)
    return max(-0.5, min(1.0, evidence))


def title_match(asked: set[str], document: Document) -> float:
    """Share, by rarity, of the title's telling words that the question uses."""
    telling = _telling(document.title, document.occasion)
    total = sum(idf for _, idf in telling)
    return sum(idf for word, idf in telling if word in asked) / total if total else 0.0


@functools.lru_cache(maxsize=20_000)
def _telling(title: str, occasion: str) -> tuple[tuple[str, float], ...]:
    """Words of a title that few other titles would share, with their rarity."""
    text = _aliased(normalize(f"{title} {occasion}"))
    words = [w for w in dict.fromkeys(terms(text)) if len(w) > 1 and not w.isdigit()]
    rarity = background_idf(words) if words else ()
    return tuple((w, float(i)) for w, i in zip(words, rarity, strict=True) if i > _COMMON_IDF)


def _aliased(text: str) -> str:
    """Adds the short names of party congresses: 第十六次全国代表大会 is also 十六大."""
    found = []
    for m in _CONGRESS.finditer(text):
        if m.group(2):
            found.append(f"{m.group(1)}届{m.group(2)}中全会")
        elif (parse_integer(m.group(1)) or 0) > 0:
            found.append(f"{m.group(1)}大")
    english = re.search(r"\b(\d{1,2})th (?:national |party )*congress", text)
    if english:
        found.append(f"{_chinese(int(english.group(1)))}大")
    return f"{text} {' '.join(found)}" if found else text


def _chinese(number: int) -> str:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else ("" if tens == 1 else digits[tens]) + "十") + (
        digits[ones] if ones else ""
    )
