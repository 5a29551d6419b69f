"""The years, numbers and names that a question states, and whether a text holds them.

A text can be on the matter of a question and still not answer it: the report of another year, the
share of another thing, the visit of another person.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import rjieba

from assistant.clean import normalize
from assistant.numerals import number_terms
from assistant.question import Question
from assistant.types import Document
from embeddings import background_idf

_IN_DOCUMENT = 0.5
"""What a particular counts for that the document holds, but not the paragraph."""
_NAMES = frozenset({"nr", "ns", "nt", "nz", "nrt", "nrfg"})
_RARE = 5.0
"""Background IDF from which a name tells one text from another."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")

Holds = Callable[[str], bool]


def stated(question: Question, paragraph: str, document: Document, text: str) -> float:
    """How well the worst met particular of a question is met: 1 in the paragraph (normalised) or in
    what is known of its document, 0.5 elsewhere in the document's `text`, 0 nowhere; 1 if there
    are none."""
    known = normalize(
        f"{document.title} {document.occasion} {document.speaker} {document.place} {document.date}"
    )
    levels = [1.0]
    for year in question.years:
        near = document.year == year or _holds_year(paragraph + known, year)
        levels.append(_level(near, _holds_year(text, year)))
    numbers = [n for n in number_terms(question.normalized) if _tells(n)]
    held = set(number_terms(paragraph)) if numbers else set()
    levels += [_level(n in held, False) for n in numbers]
    for name in names(question.normalized):
        levels.append(_level(name in paragraph or name in known, name in text))
    return min(levels)


def _level(near: bool, elsewhere: bool) -> float:
    return 1.0 if near else _IN_DOCUMENT if elsewhere else 0.0


def _holds_year(text: str, year: int) -> bool:
    written = str(year)
    return written in text or written.translate(_DIGITS) in text


def _tells(number: str) -> bool:
    """Small numbers count things in a question (两个方面); years are looked at apart."""
    return len(number) > 1 and not _YEAR.fullmatch(number)


def names(normalized: str) -> list[str]:
    """Names of people, places and bodies in a Chinese text that few texts mention."""
    found = [word for word, tag in rjieba.tag(normalized) if tag in _NAMES and len(word) > 1]
    rarity = background_idf(found) if found else ()
    return [w for w, idf in zip(found, rarity, strict=True) if idf > _RARE and not w.isascii()]
