"""The lines of a document that tell what a question asks of the document itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from assistant.cite import line_kind
from assistant.dates import find_dates
from assistant.facts import (
    ASKED,
    Fact,
    asks_about_text,
    asks_of_any,
    facts_asked,
    facts_asked_of,
    part_asked,
)
from assistant.metadata import ISSUED
from assistant.parts import headings
from assistant.question import Question
from assistant.ranked import Ranked
from assistant.route import NAMED, Routing
from assistant.selected import Selected, of_paragraph
from assistant.store import Snapshot
from assistant.titles import called
from assistant.types import Document, Paragraph, Span
from assistant.units import structure

_Line = tuple[Paragraph, str]
_BEFORE = 3
"""Paragraphs of the body among which those are named whom it is addressed to."""
_ADDRESSES = re.compile(r"[^。！？!?；;]{2,200}[：:]")
_LONGEST_DATE = 20
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
    named = zip(documents, routing.strength >= NAMED, strict=True)
    return frozenset(name for name, is_named in named if is_named)


def parts_of(ranked: Sequence[Ranked], snapshot: Snapshot, unit: str = "") -> list[Selected]:
    """The headings of the one document that was found, or those of them that name a unit; empty if there are several."""
    if len({place.row.document for place in ranked}) > 1:
        return []
    return [
        h
        for h in headings(ranked[0], snapshot)
        if re.match(rf"\s*第.{{1,3}}{unit}", h.text) or not unit
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


def told_by_front(
    question: Question, ranked: Sequence[Ranked], snapshot: Snapshot
) -> list[Selected]:
    """The lines that tell what a question asks of the documents that were found; empty if it asks for nothing of that kind, or no
    line tells it."""
    if (part := part_asked(question)) is not None:
        return parts_of(ranked, snapshot, part.unit)[part.number - 1 : part.number]
    facts, names = asked_of(question, ranked, snapshot)
    told = facts_told(facts, names, ranked, snapshot)
    return [line for lines in told.values() for line in lines]


def facts_told(
    facts: Sequence[Fact], names: Sequence[str], ranked: Sequence[Ranked], snapshot: Snapshot
) -> dict[Fact, list[Selected]]:
    """The lines that tell each of the facts of the documents `names`; facts that no line tells, and the parts of
    several documents, are left out."""
    told: dict[Fact, list[Selected]] = {}
    for fact in facts:
        if fact != "parts":
            for name in names[:_MOST_DOCUMENTS]:
                told[fact] = told.get(fact, []) + _lines(fact, name, ranked[0].score, snapshot)
        elif len(names) == 1:
            told[fact] = headings(ranked[0], snapshot)
    return {fact: lines for fact, lines in told.items() if lines}


def _lines(fact: Fact, name: str, score: float, snapshot: Snapshot) -> list[Selected]:
    """Those of the title block or, where it does not tell, of what stands like it around the text."""
    document, lines = snapshot.document(name), snapshot.lines_of(name)
    if fact == "printed" and document.type == "policy":
        fact = "date"  # it is issued when it is dated
    front = [(p, text) for p, text in lines if p.kind not in ("body", "furniture", "heading")]
    told = _telling(fact, front, document)
    if told:
        return [of_paragraph(name, p, text, None, score) for p, text in told]
    body = [(p, text) for p, text in lines if p.kind == "body"]
    return [
        of_paragraph(name, p, text, span, score) for p, text, span in _beside(fact, body, document)
    ]


def _telling(fact: Fact, lines: Sequence[_Line], document: Document) -> Sequence[_Line]:
    """Those of the lines that tell a fact of the document."""
    if fact in ("speaker", "place"):
        known = re.sub(r"\s", "", document.speaker if fact == "speaker" else document.place)
        bare = [(p, text, re.sub(r"\s", "", text)) for p, text in lines]
        return [(p, text) for p, text, said in bare if known and known in said][:1]
    if fact in ("date", "printed"):
        dated = [(p, text) for p, text in lines if p.kind == "date"]
        own = [(p, t) for p, t in lines if document.date and document.date in find_dates(t)]
        own.sort(key=lambda line: line[0].kind != "date")
        if fact == "printed":  # the day of a speech is not that of its printing
            return [line for line in dated if line not in own][:1]
        return (own or dated)[:1]
    if fact == "occasion":  # a name that stands alone is kept as such a line, too
        lines = [(p, text) for p, text in lines if p.kind in ("occasion", "title")]
        return [(p, t) for p, t in lines if document.occasion and document.occasion in t][:1]
    if fact == "record":
        told = [r for r in document.remarks if ASKED["record"].search(r)]
        return [(p, text) for p, text in lines if any(remark in text for remark in told)][:1]
    if fact == "issuer":
        titles = [(p, text) for p, text in lines if p.kind == "title"]
        return [(p, text) for p, text in titles if ISSUED.match(text)][:1]
    return [(p, text) for p, text in lines if line_kind(p, text, document) == fact]


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
    if fact in ("date", "speaker", "occasion", "place") and body:
        paragraph, text = body[0]
        if (m := _RUNS_IN.match(text)) and _tells(fact, m.group(), document):
            first = structure(text).sentences[0]
            return [(paragraph, text, first)]
    return []


def _tells(fact: Fact, line: str, document: Document) -> bool:
    if fact == "date":
        return bool(find_dates(line))
    known = {"speaker": document.speaker, "occasion": document.occasion, "place": document.place}
    return bool(known[fact]) and known[fact] in line
