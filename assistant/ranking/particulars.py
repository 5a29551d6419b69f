"""The years, numbers and names that a question states, and whether a text holds them.

A text can be on the matter of a question and still not answer it: the report of another year, the
share of another thing, the visit of another person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
import rjieba

from assistant.clean import normalize
from assistant.library.contents import StoredParagraph
from assistant.questions.lexicon import known_names, named_in_chinese
from assistant.questions.question import Question
from assistant.ranking.ranked import Ranked
from assistant.text.period import in_chinese, short_years
from assistant.text.surnames import SURNAMES
from assistant.text.titles import GOVERNMENT_REPORT, called
from assistant.text.units import quotable
from assistant.types import Document
from embeddings import background_idf

_IN_ANY, _IN_YEARLY = (0.8, 0.6), (0.4, 0.0)
"""What a year counts for that only another ranked paragraph of the document holds, and that none does: where the document may be of
any year, and where it is a yearly report, which tells of its own year, or the one before, where it names none."""
_IN_DOCUMENT = 0.8
"""What a name counts for that another paragraph of the document holds."""
_NEXT_REPORT = 0.15
"""Score that what another report says of a year loses where that of the year is there."""
_REVIEWED = 0.15
"""Score that a paragraph gains under a heading of the year, as that of a document of the year does."""
_OTHER_YEAR, _OTHER_THAN_NAMED, _OTHER_REPORT = 0.45, 1.0, 2.0
"""Score that a paragraph of another year loses, one that is not of the report that is named, and one of another report
where that of the year is there."""
_FULL_NAME = 3
_INSTITUTION = 5
"""Characters from which what the tagger calls an institution mostly is one."""
_RANK = re.compile(r"(?:省|(?<![城都上省县各外])市|县|州|自治[区州县])$")
"""What kind of place a place is: 湖南省, but not 大城市."""
_OURS = frozenset(("中国", "中华"))
"""Named everywhere, and meant where it is not."""
_RARE = 4.4
"""Background IDF from which a name tells one text from another."""
_REPORT = re.compile(r"报告|\breport")
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEARLY = re.compile(
    r"((?:19|20)\d\d)年?的?(?:国务院|中央)?(?:政府)?工作报告|((?:19|20)\d\d) government work report"
)
_CONGRESS = re.compile(
    r"(?<![一二三四五六七八九第])(?P<congress>(?:[一二]?十[一二三四五六七八九]?|[七八九])大)的?(?:政治)?报告"
)
_NUMERAL = "0-9一二三四五六七八九十百千万〇○零"
_WORK_REPORT = "工作报告"
_GOVERNMENT = "政府工作"
_AHEAD = re.compile(r"[今本明]年|拟|将|力争|预期|(?:^|[,。;])要")
"""Words of a report's sentence that tells what is planned, not what the year before has brought."""


def stated_year(question: Question, ranked: Sequence[Ranked]) -> float:
    """How well the worst met year of a question is met: 1 in the first of the ranked paragraphs or in what is known of its document,
    less elsewhere in the document, least in none; 1 if the question states none. A year may be written in two digits. 0 as well where the
    first tells of another year than is asked for."""
    first = ranked[0]
    if first.other_year:
        return 0.0
    near, others = _places(ranked)
    reviewed = _year_reviewed(first)
    beside, nowhere = _IN_YEARLY if _is_yearly(first.document) else _IN_ANY
    levels = [1.0]
    for year in (*question.years, *short_years(question.normalized)):
        if _holds_year(near, year):
            continue
        if year == reviewed:
            levels.append(_IN_ANY[0])
        else:
            levels.append(beside if _holds_year(others, year) else nowhere)
    return min(levels)


def named(
    question: Question, ranked: Sequence[Ranked], rows: Iterable[StoredParagraph], sayer: str = ""
) -> float:
    """How well the worst met of the persons, places and institutions that a question names is met, but of the `sayer`, whose words
    the first ranked paragraph is taken to be: 1 in that paragraph or in what is known of its document, 0.8 in another of the `rows` of
    the document, which may be a speech at that place, 0 in none."""
    asked = [name for name in proper_names(question.normalized) if name != sayer]
    if not (absent := _unnamed(asked, _places(ranked)[:1])):
        return 1.0
    document = ranked[0].row.document
    texts = [row.search.text for row in rows if row.document == document]
    return 0.0 if _unnamed(absent, texts) else _IN_DOCUMENT


def _unnamed(names: Sequence[str], texts: Sequence[str]) -> list[str]:
    """Names that no text holds, nor another name of the same."""
    known = known_names()
    forms = {name: known.get(name, {name}) for name in names}
    return [n for n, same in forms.items() if not any(f in text for text in texts for f in same)]


def _places(ranked: Sequence[Ranked]) -> tuple[str, str]:
    """The first paragraph with what is known of its document, and the others of that document."""
    first = ranked[0]
    near = f"{first.row.search.text} {normalize(about(first.document))}"
    others = [r.row.search.text for r in ranked[1:] if r.document.name == first.document.name]
    return near, "\n".join(others)


def _year_reviewed(ranked: Ranked) -> int | None:
    """The year before that of a report, where the best sentence can be of it: 城镇新增就业1244万人."""
    document, (start, end) = ranked.document, quotable(ranked.row.text, ranked.best_unit)
    if not document.year or not is_report(document):
        return None
    return None if _AHEAD.search(normalize(ranked.row.text[start:end])) else document.year - 1


def about(document: Document) -> str:
    """What is known of a document, in one line."""
    year = f"{document.year}年" if document.year else ""
    facts = (document.title, document.occasion, document.speaker, document.place, document.date)
    return " ".join((*facts, year))


def _is_yearly(document: Document) -> bool:
    return bool(document.year) and _WORK_REPORT in normalize(document.title)


def of_other_years(
    question: Question, rows: Sequence[StoredParagraph], documents: Mapping[str, Document]
) -> npt.NDArray[np.bool_]:
    """(P,) which paragraphs tell of none of the years that a question names, and do not hold one either. What is said of a year
    may stand in a document of the next as well, but not under the heading of another year, nor if the question names the report of
    the year. Documents without a date may be of any."""
    years, named = frozenset(question.years), names_report(question)
    written = [form for year in years for form in written_year(year)]
    return np.array(
        [
            not _may_tell(row, documents[row.document].year, years, named=named)
            and not any(form in row.search.text for form in written)
            for row in rows
        ]
    )


def _may_tell(
    row: StoredParagraph, dated: int | None, years: frozenset[int], *, named: bool
) -> bool:
    """Whether a paragraph of a document that is `dated` so may be of one of these years, whose report is `named`."""
    if not dated or dated in years:
        return True
    if named or dated - 1 not in years:
        return False
    headed = _headed(row)
    return not headed or not headed.isdisjoint(years)


def _headed(row: StoredParagraph) -> set[int]:
    """The years that the headings above a paragraph name."""
    return {int(year) for heading in row.paragraph.section for year in _YEAR.findall(heading)}


def lost_to_other_years(
    question: Question, rows: Sequence[StoredParagraph], documents: Mapping[str, Document]
) -> npt.NDArray[np.float64]:
    """(P,) what paragraphs lose that are of other years than a question names: the more if the report of such a year is among the
    documents and the question names it. Most of all those of other reports, which tell the like of another year, where one that
    tells of the year is there: its own or the next. What stands under a heading of the year gains (二〇二一年工作回顾 in the next report)."""
    other, named = of_other_years(question, rows, documents), names_report(question)
    reports = {name: d.year for name, d in documents.items() if d.year and is_report(d)}
    own = set(question.years)
    telling = own if named or own & set(reports.values()) else {year + 1 for year in own}
    there = bool(telling & set(reports.values()))
    beside = {name for name, year in reports.items() if there and year not in telling}
    in_report = np.array([row.document in beside for row in rows])
    lost = _OTHER_THAN_NAMED if there and named else _OTHER_YEAR
    found = np.where(
        other, np.where(in_report, _OTHER_REPORT, lost), np.where(in_report, _NEXT_REPORT, 0.0)
    )
    headed = np.array([not named and bool(_headed(row) & own) for row in rows])
    return np.where(headed & ~other, -_REVIEWED, found)


def absent_reports(question: Question, documents: Sequence[Document]) -> tuple[str, ...]:
    """The yearly reports and those to party congresses that a question names, by all their names, where none of these can be among
    the documents."""
    years = {int(m[1] or m[2]) for m in _YEARLY.finditer(question.normalized)}
    there = {d.year for d in documents if is_report(d)}
    undated = any(not d.year and _GOVERNMENT in d.title for d in documents)
    absent = set() if undated or years & there else years
    yearly = [f"{form}年{GOVERNMENT_REPORT}" for year in absent for form in written_year(year)]
    congresses = dict.fromkeys(m["congress"] for m in _CONGRESS.finditer(question.normalized))
    known = " ".join(map(called, documents))
    if any(one in known for one in congresses):
        return tuple(yearly)
    return (*yearly, *(f"{one}报告" for one in congresses))


def names_report(question: Question) -> bool:
    """Whether a question names a report, or all of them."""
    return _REPORT.search(question.normalized) is not None


def is_report(document: Document) -> bool:
    """Whether a document is a report by its title."""
    return _REPORT.search(normalize(document.title)) is not None


def _holds_year(text: str, year: int) -> bool:
    """Whether a normalised text holds a year, in any writing."""
    found = any(form in text for form in written_year(year)) or year in short_years(text)
    return found or _without_zeros(year, text)


def _without_zeros(year: int, text: str) -> bool:
    """Whether a text holds a year in Chinese whose signs for zero were lost in copying, as ○ often is: 二一年 for 二○○一年."""
    left = in_chinese(str(year).replace("0", ""))[0]
    return 1 < len(left) < len(str(year)) and bool(re.search(rf"(?<![{_NUMERAL}]){left}年", text))


def written_year(year: int) -> tuple[str, ...]:
    """The digits of a year, in any writing."""
    return str(year), *in_chinese(str(year))


def names(normalized: str) -> list[str]:
    """People and places that a text names and few texts mention, in Chinese."""
    found = [word for word in rjieba.cut(normalized) if word in known_names()]
    found += [m.group() for m in re.finditer(r"[^、\s]+", named_in_chinese(normalized))]
    found += persons(normalized)
    rarity = background_idf(found) if found else ()
    return list(dict.fromkeys(w for w, i in zip(found, rarity, strict=True) if i > _RARE))


def proper_names(normalized: str) -> list[str]:
    """What `names` finds, and names that many texts mention; places without their rank (湖南省), institutions as the tagger has them."""
    found = names(normalized)
    for word, tag in rjieba.tag(normalized):
        stem = _RANK.sub("", word)
        of_rank = tag == "ns" and len(word) > len(stem) > 1
        if of_rank or (stem in known_names() and stem not in _OURS):
            found.append(stem)
        elif tag == "nt" and len(word) >= _INSTITUTION:
            found.append(word)
    return list(dict.fromkeys(found))


def persons(normalized: str) -> list[str]:
    """What has the form of a full name; the tagger calls much else a name."""
    words = (word for word, tag in rjieba.tag(normalized) if tag == "nr")
    return [word for word in words if len(word) == _FULL_NAME and word[0] in SURNAMES]
