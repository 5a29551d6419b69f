"""A document at a glance: title block, sections, enumerations and figures, all of it quotations."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from assistant.cite import LineKind, line_kind
from assistant.clean import search_text
from assistant.library.snapshot import Snapshot
from assistant.lists.counted_on import runs
from assistant.text.items import items
from assistant.text.numerals import numbers
from assistant.text.sentences import parts, sentences
from assistant.types import Document, Language, Paragraph, Span

EntryKind = LineKind | Literal["item", "figure"]

_UNIT = re.compile(
    r"\s*[多余几]?[万亿]*[多余]?(?:个?百分点|平方公里|平方米|立方米|公里|公顷|公斤|公方|千瓦时|千瓦|小时|分钟"
    r"|[个元吨亩户人名家所座条件项次台辆套间处张份篇部支批类门村县市区镇岁倍成平立米升斤担天秒度])"
    r"|\s*[多余]?[万亿]"
)
"""What is counted or measured; a number without it is a year, an ordinal or part of a name."""
_LONG = 120
"""Characters above which a sentence is shown by its ；-bounded parts, as in an answer."""
_SMALLEST = 10
"""Counts below it are figures of speech (一个, 三件实事) more often than figures."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A whole sentence, list item or heading: `text` is `original[start:end]`. `level` is that of a
    heading, from 1. `figures` are the spans of the numbers in it, with document offsets; `children`
    what stands below it, in the order of the text."""

    kind: EntryKind
    paragraph: int
    start: int
    end: int
    text: str
    locator: str
    level: int = 0
    figures: tuple[Span, ...] = ()
    children: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Digest:
    """`head` is the title block. `entries` are the headings with what is below them, and the items and
    figures above the first heading."""

    document: Document
    head: tuple[Entry, ...]
    entries: tuple[Entry, ...]
    language: Language = "zh"


def digest(snapshot: Snapshot, name: str, language: Language = "zh") -> Digest:
    """What is worth seeing of a document at a glance, with locators in a language.

    :raises DocumentError: no document of that name.
    """
    text, document = snapshot.text(name), snapshot.document(name)
    paragraphs = snapshot.paragraphs_of(name)
    through = _counted_through(text, paragraphs)
    head: list[Entry] = []
    flat: list[Entry] = []
    for paragraph in paragraphs:
        if paragraph.kind == "furniture":
            continue
        where = snapshot.locator(name, paragraph, language)
        if paragraph.kind == "body":
            members = through.get(paragraph.number, [])
            before = paragraph.start, members[0][0] if members else paragraph.end
            listed = [*_items(text, before), *members]
            flat += _told(text, (paragraph.start, paragraph.end), listed, paragraph, where)
            continue
        line = text[paragraph.start : paragraph.end]
        place = (paragraph.number, paragraph.start, paragraph.end, line, where)
        whole = Entry(line_kind(paragraph, line, document), *place, level=paragraph.level)
        (flat if paragraph.kind == "heading" else head).append(whole)
    return Digest(document, tuple(head), tuple(_nested(flat)), language)


def _counted_through(text: str, paragraphs: Sequence[Paragraph]) -> dict[int, list[Span]]:
    """By the number of a paragraph, its members of enumerations that run through several ones, some of which may be headings;
    each member reaches to the next one, or to the end of the paragraph."""
    lines = {p.number: text[p.start : p.end] for p in paragraphs if p.position or p.level}
    opens: dict[int, set[int]] = defaultdict(set)
    for run in runs(lines):
        if len({number for number, _ in run}) > 1:
            for number, start in run:
                opens[number].add(start)
    return {
        p.number: [
            (p.start + start, p.start + len(lines[p.number][:end].rstrip("；;，,、 \u3000")))
            for start, end in pairwise((*sorted(opens[p.number]), p.end - p.start))
        ]
        for p in paragraphs
        if p.number in opens
    }


def _items(text: str, span: Span) -> list[Span]:
    start, end = span
    return [(item.start, item.end) for item in items(text[start:end], start)]


def _told(
    text: str, span: Span, listed: Sequence[Span], paragraph: Paragraph, where: str
) -> Iterator[Entry]:
    """The items and, outside of them, the sentences with figures, in order."""
    at = span[0]
    for start, end in listed:
        yield from _figures(text, (at, start), paragraph, where)
        yield _item(text, (start, end), paragraph, where)
        at = end
    yield from _figures(text, (at, span[1]), paragraph, where)


def _item(text: str, item: Span, paragraph: Paragraph, where: str) -> Entry:
    """An item is shown by its first sentence; what is enumerated and which figures are stated after that is below it."""
    start, end = item
    first = sentences(text[start:end], start)[0]
    # Without its own first character an item does not open with what counts it.
    inside = [span for span in _items(text, (start + 1, end)) if span[0] >= first.end]
    return Entry(
        "item", paragraph.number, first.start, first.end, text[first.start : first.end], where,
        figures=_numbers(text, (first.start, first.end)),
        children=tuple(_told(text, (first.end, end), inside, paragraph, where)),
    )  # fmt: skip


def _figures(text: str, span: Span, paragraph: Paragraph, where: str) -> Iterator[Entry]:
    """The sentences, or ；-bounded parts of long ones, that state a figure."""
    start, end = span
    for sentence in sentences(text[start:end], start):
        said = text[sentence.start : sentence.end]
        for part in [sentence] if len(said) <= _LONG else parts(said, sentence.start):
            if found := _numbers(text, (part.start, part.end)):
                told = text[part.start : part.end]
                yield Entry("figure", paragraph.number, part.start, part.end, told, where, 0, found)


def _numbers(text: str, span: Span) -> tuple[Span, ...]:
    """Numbers with their units, as they are written."""
    start, end = span
    folded = search_text(text[start:end], (), start)
    found = []
    for a, b, value in numbers(folded.text):
        unit = _UNIT.match(folded.text, b)
        if folded.text[max(a - 1, 0) : a] == "第":
            continue
        if "%" in value or (unit and float(value) >= _SMALLEST):
            found.append(folded.source(a, unit.end() if unit else b))
    return tuple(found)


def _nested(flat: Sequence[Entry]) -> Iterator[Entry]:
    """Headings with all that follows them up to the next one of their level or above."""
    at = 0
    while at < len(flat):
        entry = flat[at]
        stop = at + 1
        if entry.kind == "heading":
            while stop < len(flat) and not (
                flat[stop].kind == "heading" and flat[stop].level <= entry.level
            ):
                stop += 1
            yield replace(entry, children=tuple(_nested(flat[at + 1 : stop])))
        else:
            yield entry
        at = stop
