"""The structure of a text: title block, headings, paragraphs, sentences, enumerated items."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.clean import edits_within, find_edits
from assistant.text import metadata
from assistant.text.dates import find_date, is_date_line
from assistant.text.file_name import FileName
from assistant.text.markup import marks, unmarked, untagged
from assistant.text.numbered import heading_levels
from assistant.text.speakers import find_speaker, is_name
from assistant.text.wraps import unwrapped
from assistant.types import (
    Document,
    Edit,
    LoadedText,
    Paragraph,
    ParagraphKind,
    ParsedDocument,
    Span,
)

_LONGEST_HEADING = 60
_LONGEST_TITLE = 60
_BEGINNING = 300
"""Characters at the beginning of a text by which its type is told."""
_LONGEST_HEAD = 12
"""Lines within which the title block of a text ends."""
_SALUTATION = re.compile(
    r"^(?:同志们|各位代表|各位委员|各位同志|朋友们|女士们|尊敬的|各位).{0,30}[:：!！,，]$"
)
_ADDRESSED = "们|先生|女士|主席|委员长"
_OF_NAME = rf"(?:(?!{_ADDRESSED}|各位)[^，。；：:])"
_ADDRESSES = re.compile(
    rf"(?:{_OF_NAME}{{0,12}}(?:{_ADDRESSED}|各位{_OF_NAME}{{1,8}})[、，,\s]*+)+[：:！!]"
)
_LONGEST_SALUTATION = 40
_CLAUSES = re.compile(r"[，,].{4,}[，,].{4,}[，,]")
"""More clauses than a title has."""


def parse(name: str, loaded: LoadedText | str, *, title: str = "") -> ParsedDocument:
    """Segment a text, loaded or plain. Pure: the same text, the same result. `title` is what the person calls
    it; else it is the line that reads like a title, or what the file's properties or its name say."""
    loaded = LoadedText(loaded) if isinstance(loaded, str) else loaded
    text = loaded.text
    edits = find_edits(text)
    spans = _joined(_lines(text), edits)
    paragraphs = _paragraphs(text, spans, edits, _levels(text, spans, dict(loaded.headings)))
    document = _describe(name, text, paragraphs, title, loaded)
    document = replace(
        document, encoding=loaded.encoding, format=loaded.format, source=loaded.source
    )
    return ParsedDocument(document, text, edits, tuple(paragraphs), loaded.pages)


def _lines(text: str) -> list[Span]:
    """Non-blank lines, each as far as a tag that sets it apart, without the white space and the tags around them."""
    return [
        (m.start() + start, m.start() + end)
        for m in re.finditer(r"[^\n]+", text)
        for start, end in untagged(m.group())
    ]


def _joined(lines: Sequence[Span], edits: Sequence[Edit]) -> list[Span]:
    """Lines to paragraphs: a hard-wrapped one is put together again."""
    cuts = {edit.start for edit in edits if edit.reason == "join"}
    spans: list[Span] = []
    for start, end in lines:
        if spans and spans[-1][1] in cuts:
            start = spans.pop()[0]
        spans.append((start, end))
    return spans


def _levels(text: str, spans: Sequence[Span], declared: Mapping[int, int]) -> list[int]:
    """The level of each paragraph as a heading, 0 for others: by how it is numbered, else by what the
    file calls it or Markdown marks it."""
    lines = [unmarked(text[start:end]) for start, end in spans]
    numbered = heading_levels(lines)
    called = (
        declared.get(text.rfind("\n", 0, start) + 1, 0) or marks(text[start:end])
        for start, end in spans
    )
    named = [
        level if len(line) <= _LONGEST_HEADING and line[-1] not in "。；;，," else 0
        for line, level in zip(lines, called, strict=True)
    ]
    first = next((i for i, level in enumerate(named) if level), 0)
    alike = [i for i, n in enumerate(numbered) if not n and named[i] == named[first]]
    others = (named[i] for i, number in enumerate(numbered) if number)
    opens = first < _LONGEST_HEAD and "。" not in "".join(lines[:first])
    opens = opens and (first == 0 or (named[first] if named else 0) not in others)
    if opens and alike == list(range(first, first + len(alike))):
        # The only one of its level that has no number, in a line or more, is the title.
        titles = set(alike)
        named = [0 if i in titles else level for i, level in enumerate(named)]
    top = min(filter(None, named), default=1)
    return [
        number or (min(level - top + 1, 3) if level else 0)
        for number, level in zip(numbered, named, strict=True)
    ]


def _paragraphs(
    text: str, spans: Sequence[Span], edits: Sequence[Edit], levels: Sequence[int]
) -> list[Paragraph]:
    kinds = _kinds(text, spans, edits, levels)
    section: list[tuple[int, str]] = []
    position = 0
    paragraphs: list[Paragraph] = []
    for i, ((start, end), kind) in enumerate(zip(spans, kinds, strict=True)):
        level = levels[i] if kind == "heading" else 0
        if kind == "heading":
            heading = unmarked(text[start:end])
            section = [(lv, h) for lv, h in section if lv < level] + [(level, heading)]
            position = 0
        elif kind == "body":
            position += 1
        paragraphs.append(
            Paragraph(
                i + 1,
                start,
                end,
                kind,
                level,
                tuple(heading for _, heading in section),
                position if kind == "body" else 0,
            )
        )
    return paragraphs


def _kinds(
    text: str, spans: Sequence[Span], edits: Sequence[Edit], levels: Sequence[int]
) -> list[ParagraphKind]:
    kinds: list[ParagraphKind] = []
    in_head = True
    for i, (start, end) in enumerate(spans):
        left = unmarked(_left(start, end, text, edits))
        if not left:
            kinds.append("furniture")
            continue
        kind: ParagraphKind = "heading" if levels[i] else "body"
        if in_head and kind == "body" and i < _LONGEST_HEAD:
            kind = _head_kind(left, first="title" not in kinds)
        in_head = in_head and kind not in ("heading", "body")
        kinds.append(kind)
    return kinds


def _head_kind(line: str, *, first: bool) -> ParagraphKind:
    if metadata.SERIES.search(line) and len(line) < _LONGEST_TITLE:
        return "series"
    if len(line) < _LONGEST_TITLE and is_date_line(line) and not line.endswith("。"):
        # 2019年3月国务院工作报告 is a title, 2019年3月5日 a date.
        return "date" if len(line) < 30 and not re.search(r"报告|讲话|意见|规划", line) else "title"
    if metadata.labelled(line) and len(line) < _LONGEST_TITLE:
        return "occasion"
    if metadata.OCCASION.match(line) or (not first and is_name(re.sub(r"\s", "", line))):
        return "title" if first else "occasion"
    longest = 2 * _LONGEST_TITLE if first else _LONGEST_TITLE
    if len(line) >= longest or re.search("[。；]", line) or line[-1] in ";，,！!？?：:":
        return "body"
    return "body" if _SALUTATION.match(line) or _CLAUSES.search(line) else "title"


def is_salutation(line: str) -> bool:
    """Whether a paragraph only addresses the audience: 同志们：, 主席先生，女士们、先生们：."""
    return len(line) <= _LONGEST_SALUTATION and _ADDRESSES.fullmatch(line.strip()) is not None


def _left(start: int, end: int, text: str, edits: Sequence[Edit]) -> str:
    """A line without what is removed from it."""
    left = text[start:end]
    for edit in edits_within(edits, start, end):
        if not edit.replacement:
            left = left.replace(text[max(edit.start, start) : min(edit.end, end)], "", 1)
    return left.strip()


def _describe(
    name: str, text: str, paragraphs: Sequence[Paragraph], title: str, loaded: LoadedText
) -> Document:
    def lines(*kinds: ParagraphKind) -> list[str]:
        return [unmarked(text[p.start : p.end]) for p in paragraphs if p.kind in kinds]

    body = lines("body", "heading")
    opening = body[0] if body else ""
    beginning = "".join(body[:2])[:_BEGINNING]
    titles = lines("title")
    head = lines("title", "occasion", "date", "series")
    block = [
        (p.kind, unmarked(text[p.start : p.end]))
        for p in paragraphs
        if not p.section and not p.position
    ]
    told = title or metadata.find_title(block) or loaded.title or metadata.named_in(opening)
    filed = FileName() if told else FileName.of(name)
    named = told or filed.title
    occasion = metadata.find_occasion(lines("occasion"), named, opening)
    type_ = metadata.find_type(named, occasion, beginning)
    retrievable = [unwrapped(text[p.start : p.end]) for p in paragraphs if p.kind != "furniture"]
    return Document(
        name=name,
        title=named or metadata.stand_in(opening, name),
        speaker=find_speaker([h for h in head if metadata.labelled(h) != "occasion"], opening),
        occasion=occasion,
        date=find_date(
            lines("date", "occasion", "series"),
            [named, *titles],
            opening,
            metadata.signature(retrievable) if body else (),
            [loaded.published, *lines("furniture")],
            yearly=type_ != "policy",
        )
        or filed.date,
        type=type_,
        series=metadata.find_series(lines("series")),
        place=metadata.find_place(lines("occasion"), occasion, named, opening),
        remarks=metadata.find_remarks(head, opening, "".join(retrievable[-1:])),
        paragraphs=len(paragraphs),
        characters=len(text),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )
