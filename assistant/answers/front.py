"""The lines of a document that tell what a question asks of the document itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from assistant.cite import line_kind
from assistant.clean import normalize
from assistant.followups.who_spoke import asks_what_it_says, who_says_what
from assistant.lists.parts import headings
from assistant.questions.facts import (
    ASKED,
    Fact,
    Part,
    asks_about_text,
    asks_for_day,
    asks_of_any,
    called_speech,
    facts_asked,
    facts_asked_of,
    part_asked,
    part_asked_of,
)
from assistant.questions.question import Question
from assistant.ranking.ranked import Ranked
from assistant.ranking.route import NAMED, Routing
from assistant.ranking.selected import Selected, Selection, of_paragraph
from assistant.store import Scope, Snapshot
from assistant.text.by_number import number_in
from assistant.text.dates import find_dates
from assistant.text.metadata import ISSUED
from assistant.text.titles import called
from assistant.text.units import structure
from assistant.types import Document, Paragraph, ParagraphKind, Span

_Line = tuple[Paragraph, str]
_BEFORE = 3
"""Paragraphs of the body among which those are named whom it is addressed to."""
_ADDRESSES = re.compile(r"[^。！？!?；;]{2,200}[：:]")
_LONGEST_DATE = 20
_AGENCY = r"[（(][^（）()]{0,8}社[^（）()\d]{0,10}\d{1,2}月\d{1,2}日[电讯][）)]"
_PAPER = r"《[^《》]{2,14}》\s*[（(]\s*\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日[^（）()]{0,12}[）)]"
_CLOSING = re.compile(rf"(?:{_AGENCY}\s*(?:{_PAPER})?|{_PAPER})\s*$")
_PRINTED = re.compile(rf"{_PAPER}\s*$")
"""What stands below a text that a newspaper printed: （新华社北京7月21日电）《人民日报》（2020年07月22日 02版）."""
_AFTER = 2
"""Paragraphs at the end of a text among which that stands."""
_RUNS_IN = re.compile(r"[^。]{0,120}?(?:各位|同志们|女士们|朋友们)")
"""A title block that runs into the first paragraph: 政府工作报告——2021年3月5日在…上 国务院总理 …各位代表："""
_MOST_DOCUMENTS = 5
"""Documents whose lines are quoted where a question asks for a fact of no one in particular."""


def asked_about(question: Question, documents: Collection[str], routing: Routing) -> frozenset[str]:
    """The documents whose title block may tell what a question asks: those that it names, or any if it asks what every document
    has (when was the speech given). When the subway opens is told by no line of the kind."""
    if not asks_about_text(question):
        return frozenset()
    if asks_of_any(question):
        return frozenset(documents)
    speech = called_speech(question, routing.speakers)
    if speech is not None and not speech.fits(routing.titles):
        return frozenset()
    named = zip(documents, routing.strength >= NAMED, strict=True)
    return frozenset(name for name, is_named in named if is_named)


def part_of(
    question: Question, ranked: Sequence[Ranked], snapshot: Snapshot
) -> tuple[Part | None, list[Selected]]:
    """The part that a question asks for of the document that it names or of the one that was found, and the headings of that
    document, or those that name the unit that is asked for; no headings if it may be any of several."""
    names = list(dict.fromkeys(place.row.document for place in ranked))
    if number := number_in(question.normalized):
        names = [name for name in names if number.is_of(snapshot.document(name).series)]
    part = part_asked(question)
    if part is None:
        named = ((n, part_asked_of(question, called(snapshot.document(n)))) for n in names)
        name, part = next(((n, p) for n, p in named if p), ("", None))
    else:
        name = names[0] if len(names) == 1 else ""
    if part is None or not name:
        return part, []
    every = headings(name, ranked[0].score, snapshot)
    return part, [
        h for h in every if not part.unit or re.match(rf"\s*第.{{1,3}}{part.unit}", h.text)
    ]


def asked_of(
    question: Question, ranked: Sequence[Ranked], snapshot: Snapshot
) -> tuple[Sequence[Fact], Sequence[str]]:
    """What of documents themselves a question asks for, and of which: the one that it names, or all that were found; nothing if
    it asks for anything else."""
    names = list(dict.fromkeys(place.row.document for place in ranked))
    if facts := facts_asked(question):
        return facts, names
    for name in names[:_MOST_DOCUMENTS]:
        if facts := facts_asked_of(question, called(snapshot.document(name))):
            return facts, (name,)
    return (), ()


def said_in_all(question: Question, score: float, snapshot: Snapshot, scope: Scope) -> Selection:
    """What speakers say of whom a question asks that and nothing else, or the only document of the scope: the headings of their few
    documents, or its own; empty if one has none, or a speaker has no document in the scope."""
    every = tuple(snapshot.documents_in(scope))
    if len(every) == 1 and asks_what_it_says(question.text):
        told = headings(every[0].name, score, snapshot)
        return Selection(tuple(told), listed=len(told) > 1)
    speakers = who_says_what(question.text, snapshot.titles.speakers)
    theirs = [
        {d.sha256: d.name for d in reversed(every) if normalize(d.speaker) == s} for s in speakers
    ]
    names = [name for documents in theirs for name in reversed(documents.values())]
    lists = [headings(name, score, snapshot) for name in names]
    if not all(theirs) or not all(lists) or len(names) > _MOST_DOCUMENTS:
        return Selection(())
    return Selection(tuple(line for lines in lists for line in lines), listed=True)


def unknown_speech(
    question: Question, ranked: Sequence[Ranked], snapshot: Snapshot, scope: Scope
) -> str:
    """What a question calls the speech of which alone it asks when, where or what it was, if no document is called so and none that
    was found says it with a date; empty if it calls none by a name."""
    speech = called_speech(question, snapshot.titles.speakers)
    if speech is None or any(speech.fits(called(d)) for d in snapshot.documents_in(scope)):
        return ""
    said = (place.row.text for place in ranked)
    sentences = (text[slice(*span)] for text in said for span in structure(text).sentences)
    dated = any(speech.whole in normalize(s) and find_dates(s) for s in sentences)
    return "" if dated else speech.whole


def told_by_front(question: Question, ranked: Sequence[Ranked], snapshot: Snapshot) -> Selection:
    """The lines that tell what a question asks of the documents that were found; nothing if it asks for nothing of that kind, or no
    line tells it."""
    part, parts = part_of(question, ranked, snapshot)
    if part is not None:
        return Selection(tuple(parts[part.number - 1 : part.number]))
    facts, names = asked_of(question, ranked, snapshot)
    return fact_lines(facts_told(question, facts, names, ranked, snapshot))


def fact_lines(told: Mapping[Fact, Sequence[Selected]]) -> Selection:
    """The lines that tell facts, as a list where they are the headings of a document."""
    lines = tuple(line for each in told.values() for line in each)
    return Selection(lines, listed=len(lines) > 1 and lines[0].paragraph.kind == "heading")


def facts_told(
    question: Question,
    facts: Sequence[Fact],
    names: Sequence[str],
    ranked: Sequence[Ranked],
    snapshot: Snapshot,
) -> dict[Fact, list[Selected]]:
    """The lines that tell each of the facts of the documents `names`; facts that no line tells, and the parts of
    several documents, are left out."""
    told: dict[Fact, list[Selected]] = {}
    exact = asks_for_day(question)
    for fact in facts:
        if fact != "parts":
            for name in names[:_MOST_DOCUMENTS]:
                told[fact] = told.get(fact, []) + _lines(
                    fact, name, ranked[0].score, snapshot, exact=exact
                )
        elif len(names) == 1:
            told[fact] = headings(names[0], ranked[0].score, snapshot)
    return {fact: lines for fact, lines in told.items() if lines}


def _lines(
    fact: Fact, name: str, score: float, snapshot: Snapshot, *, exact: bool
) -> list[Selected]:
    """Those of the title block or, where it does not tell, of what stands like it around the text; the year in a title tells a date
    that need not be `exact`."""
    document, lines = snapshot.document(name), snapshot.lines_of(name)
    if fact == "printed" and document.type == "policy":
        fact = "date"  # it is issued when it is dated
    front = [(p, text) for p, text in lines if p.kind not in ("body", "furniture", "heading")]
    if told := _telling(fact, front, document):
        return [of_paragraph(name, p, text, None, score) for p, text in told]
    beside = _beside(fact, _of_kind(lines, "body"), document)
    if fact == "date" and not beside and not exact and document.year:
        titles = _of_kind(front, "title")
        beside = [(p, t, None) for p, t in titles if str(document.year) in t][:1]
    return [of_paragraph(name, p, text, span, score) for p, text, span in beside]


def _telling(fact: Fact, lines: Sequence[_Line], document: Document) -> Sequence[_Line]:
    """Those of the lines that tell a fact of the document."""
    if fact in ("speaker", "place"):
        known = _unspaced(document.speaker if fact == "speaker" else document.place)
        return [(p, text) for p, text in lines if known and known in _unspaced(text)][:1]
    if fact in ("date", "printed"):
        dated = _of_kind(lines, "date")
        own = [(p, t) for p, t in lines if document.date and document.date in find_dates(t)]
        own.sort(key=lambda line: line[0].kind != "date")
        if fact == "printed":  # the day of a speech is not that of its printing
            return [line for line in dated if line not in own][:1]
        return (own or dated)[:1]
    if fact == "occasion":  # a name that stands alone is kept as such a line, too
        lines = _of_kind(lines, "occasion", "title")
        return [(p, t) for p, t in lines if document.occasion and document.occasion in t][:1]
    if fact == "record":
        remarks = [r for r in document.remarks if ASKED["record"].search(r)]
        return [(p, text) for p, text in lines if any(remark in text for remark in remarks)][:1]
    if fact == "issuer":
        return [(p, text) for p, text in _of_kind(lines, "title") if ISSUED.match(text)][:1]
    told = [(p, text) for p, text in lines if line_kind(p, text, document) == fact]
    return _not_again(told) if fact == "title" else told


def _not_again(lines: Sequence[_Line]) -> Sequence[_Line]:
    """The lines without those that the first one says already: a title that is set in several below itself."""
    first = _unspaced(lines[0][1]) if lines else ""
    return [*lines[:1], *((p, text) for p, text in lines[1:] if _unspaced(text) not in first)]


def _of_kind(lines: Sequence[_Line], *kinds: ParagraphKind) -> Sequence[_Line]:
    return [(p, text) for p, text in lines if p.kind in kinds]


def _unspaced(text: str) -> str:
    return re.sub(r"\s", "", text)


def _beside(
    fact: Fact, body: Sequence[_Line], document: Document
) -> Sequence[tuple[Paragraph, str, Span | None]]:
    """What tells a fact in the body: whom a document is addressed to, the line that dates it at its end, or a title block that runs
    into the first paragraph."""
    if fact == "addressee":
        return [(p, t, None) for p, t in body[:_BEFORE] if _ADDRESSES.fullmatch(t.strip())][:1]
    if fact == "date":
        alone = [(p, t) for p, t in body if len(t.strip()) <= _LONGEST_DATE and find_dates(t)]
        own = [(p, t) for p, t in alone if any(d.startswith(document.date) for d in find_dates(t))]
        if own and document.date:
            return [(p, t, None) for p, t in own[:1]]
    if fact in ("date", "printed") and (closing := _closing(fact, body, document)):
        return closing
    if fact in ("date", "speaker", "occasion", "place") and body:
        paragraph, text = body[0]
        if (m := _RUNS_IN.match(text)) and _tells(fact, m.group(), document):
            first = structure(text).sentences[0]
            return [(paragraph, text, first)]
    return []


def _closing(
    fact: Fact, body: Sequence[_Line], document: Document
) -> Sequence[tuple[Paragraph, str, Span]]:
    """What a newspaper sets below a text of the document's year: the agency's line and its own, or that alone if it is asked when it was printed."""
    pattern = _PRINTED if fact == "printed" else _CLOSING
    found = [(p, text, m.span()) for p, text in body[-_AFTER:] if (m := pattern.search(text))]
    dates = [date for _, text, span in found for date in find_dates(text[slice(*span)])]
    of_year = not document.year or all(date.startswith(str(document.year)) for date in dates)
    return found if of_year or fact == "printed" else []


def _tells(fact: Fact, line: str, document: Document) -> bool:
    if fact == "date":
        return bool(find_dates(line))
    known = {"speaker": document.speaker, "occasion": document.occasion, "place": document.place}
    return bool(known[fact]) and known[fact] in line
