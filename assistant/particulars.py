"""The years, numbers and names that a question states, and whether a text holds them.

A text can be on the matter of a question and still not answer it: the report of another year, the
share of another thing, the visit of another person.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

import numpy as np
import numpy.typing as npt
import rjieba

from assistant.clean import normalize
from assistant.contents import StoredParagraph
from assistant.lexicon import known_names, named_in_chinese
from assistant.numerals import number_terms
from assistant.period import in_chinese, short_years, without_decades
from assistant.question import Question
from assistant.ranked import Ranked
from assistant.surnames import SURNAMES
from assistant.types import Document
from assistant.units import quotable
from embeddings import background_idf

_BESIDE = 0.5
"""What a particular counts for that another ranked paragraph of the document holds."""
_OTHER_YEAR, _OTHER_REPORT = 0.45, 1.0
"""Score that a paragraph of another year loses, and one that is not of the report of a year that is named."""
_FULL_NAME = 3
_RARE = 4.4
"""Background IDF from which a name tells one text from another."""
_REPORT = re.compile(r"报告|\breport")
_YEAR = re.compile(r"(?:19|20)\d\d")
_AHEAD = re.compile(r"[今本明]年|拟|将|力争|预期|(?:^|[,。;])要")
"""Words of a report's sentence that tells what is planned, not what the year before has brought."""


def stated_year(
    question: Question, ranked: Sequence[Ranked], compared: Collection[str] = ()
) -> float:
    """How well the worst met year of a question is met: 1 in the first of the ranked paragraphs or
    in what is known of its document, 0.5 in another of the same document, 0 in neither; 1 if the
    question states none. Documents that are `compared` meet together what each of them meets."""
    near, others = _places(ranked, compared)
    return min(
        (_level(_holds_year(near, y), _holds_year(others, y)) for y in question.years), default=1.0
    )


def stated(question: Question, ranked: Sequence[Ranked], compared: Collection[str] = ()) -> float:
    """The same of the numbers and names of a question. A year in two digits is met by the whole year as well."""
    near, others = _places(ranked, compared)
    levels = [1.0]
    numbers = [n for n in number_terms(without_decades(question.normalized)) if _tells(n)]
    if numbers:
        here, beside = set(number_terms(near)), set(number_terms(others))
        for year in short_years(question.normalized):
            here |= {str(year % 100)} if _holds_year(near, year) else set()
            beside |= {str(year % 100)} if _holds_year(others, year) else set()
        levels += [_level(n in here, n in beside) for n in numbers]
    for name in names(question.normalized):
        levels.append(_level(name in near, name in others))
    return min(levels)


def _places(ranked: Sequence[Ranked], compared: Collection[str]) -> tuple[str, str]:
    """The first paragraph, or that of each document compared, with what is known of its document, and the others
    of these documents."""
    firsts: dict[str, Ranked] = {}
    for r in ranked:
        if r.document.name in compared or not firsts:
            firsts.setdefault(r.document.name, r)
    near = [f"{r.row.search.text} {normalize(about(r.document))}" for r in firsts.values()]
    others = [
        r.row.search.text
        for r in ranked
        if r.document.name in firsts and r is not firsts[r.document.name]
    ]
    reviewed = map(_year_reviewed, firsts.values())
    return "\n".join(near), "\n".join((*others, *reviewed))


def _year_reviewed(ranked: Ranked) -> str:
    """The year before that of a report, where the best sentence can be of it: 城镇新增就业1244万人."""
    document, (start, end) = ranked.document, quotable(ranked.row.text, ranked.best_unit)
    if not document.year or not _REPORT.search(normalize(document.title)):
        return ""
    return "" if _AHEAD.search(normalize(ranked.row.text[start:end])) else f" {document.year - 1}年"


def about(document: Document) -> str:
    """What is known of a document, in one line."""
    year = f"{document.year}年" if document.year else ""
    facts = (document.title, document.occasion, document.speaker, document.place, document.date)
    return " ".join((*facts, year))


def _level(near: bool, elsewhere: bool) -> float:
    return 1.0 if near else _BESIDE if elsewhere else 0.0


def of_other_years(
    question: Question, rows: Sequence[StoredParagraph], documents: Mapping[str, Document]
) -> npt.NDArray[np.bool_]:
    """(P,) which paragraphs are of a document of none of the years that a question names, and do not hold one either. What is
    said of a year may stand in that of the next as well, unless the question names the report of the year. Documents
    without a date may be of any."""
    years = set(question.years)
    if not _REPORT.search(question.normalized):
        years |= {year + 1 for year in years}
    other = {name for name, d in documents.items() if d.year and d.year not in years}
    written = [form for year in question.years for form in _written(year)]
    return np.array(
        [
            row.document in other and not any(form in row.search.text for form in written)
            for row in rows
        ]
    )


def lost_to_other_years(
    question: Question, rows: Sequence[StoredParagraph], documents: Mapping[str, Document]
) -> npt.NDArray[np.float64]:
    """(P,) what paragraphs lose that are of other years than a question names: the more if it names the report of a year, and that is
    among the documents."""
    report = _REPORT.search(question.normalized) is not None and any(
        d.year in question.years and _REPORT.search(normalize(d.title)) for d in documents.values()
    )
    lost = _OTHER_REPORT if report else _OTHER_YEAR
    return np.where(of_other_years(question, rows, documents), lost, 0.0)


def _holds_year(text: str, year: int) -> bool:
    """Whether a normalised text holds a year, in any writing."""
    return any(form in text for form in _written(year))


def _written(year: int) -> tuple[str, ...]:
    return str(year), *in_chinese(str(year))


def _tells(number: str) -> bool:
    """Small numbers count things in a question (两个方面); years are looked at apart."""
    return len(number) > 1 and not _YEAR.fullmatch(number)


def names(normalized: str) -> list[str]:
    """People and places that a text names and few texts mention, in Chinese."""
    found = [word for word in rjieba.cut(normalized) if word in known_names()]
    found += [m.group() for m in re.finditer(r"[^、\s]+", named_in_chinese(normalized))]
    found += [word for word, tag in rjieba.tag(normalized) if tag == "nr" and _person(word)]
    rarity = background_idf(found) if found else ()
    return list(dict.fromkeys(w for w, i in zip(found, rarity, strict=True) if i > _RARE))


def _person(word: str) -> bool:
    """Whether it has the form of a full name; the tagger calls much else a name."""
    return len(word) == _FULL_NAME and word[0] in SURNAMES
