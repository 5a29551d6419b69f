"""What an article quotes: wordings in quotation marks, and sentences that it attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.types import Span

SHORTEST = 4
"""Letters below which what stands in quotation marks is a term, no quotation."""
LONGEST = 2000
"""Characters of one quotation."""
_OWN_WORDS = 8
"""Letters from which a wording in quotation marks is no mere term, and an attributed sentence outside them is one of its own."""
# A quotation of several paragraphs opens each of them, and closes the last only.
_QUOTED = re.compile(
    rf"“([^“”]{{1,{LONGEST}}}?)(?:”|(?=\n\s*“))|「([^「」]{{1,{LONGEST}}})」|『([^『』]{{1,{LONGEST}}})』"
    rf'|"([^"\n]{{1,{LONGEST}}})"|‘([^‘’]{{1,{LONGEST}}})’'
    rf"|(?<![A-Za-z])'([^'\n]{{1,{LONGEST}}})'(?![A-Za-z])"
)
_SAYS = (
    r"(?:强调|指出|表示|要求|提出|认为|明确|宣布|写道|说|讲|谈到|提到|強調|認為|說|講|談到)"
    r"(?:了|过|過|道|到)?"
)
_ATTRIBUTED = re.compile(rf"{_SAYS}[，,：:]\s*(?P<said>[^。！？!?\n]+[。！？!?]?)")
_INTRODUCES = re.compile(rf"{_SAYS}[，,：:]?\s*$")
_WHO = re.compile(r"[^。！？!?；;“”「」\n]*$")
_BEFORE = 60
"""Characters before a quotation in which its speaker is named."""
_REFERS = re.compile(r"按照|根据|根據|落实|落實|遵照|围绕|圍繞|贯彻|貫徹|结合|結合|符合|针对")
"""`按照省委要求，…`: what follows is not what was said."""
_MARKS = (("“", "”"), ("「", "」"), ("『", "』"), ('"', '"'), ("‘", "’"), ("'", "'"))
_NOT_NAMED = re.compile(r"^[\s，,、的曾还還又也并並再就]+|[\s，,、：:曾还還又也并並再]+$")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A wording to check: `text == article[start:end]`, and whom the article names as its speaker,
    in the article's words."""

    text: str
    start: int
    end: int
    attributed_to: str = ""


def whole(text: str) -> Quotation:
    """A text as one quotation, without the quotation marks and white space around it."""
    start, end = 0, len(text)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    inside = text[start + 1 : end - 1]
    for opening, closing in _MARKS:
        alone = opening not in inside and closing not in inside
        if end - start > 2 and text[start] == opening and text[end - 1] == closing and alone:
            start, end = start + 1, end - 1
            break
    return Quotation(text[start:end], start, end)


def quotations(article: str) -> list[Quotation]:
    """What an article quotes, in order. An attributed sentence that is mostly a quotation in marks
    is that quotation."""
    quoted = [q for q in _quoted(article) if _letters(q.text) >= SHORTEST]
    return sorted([*quoted, *_attributed(article)], key=lambda q: (q.start, -q.end))


def sentences(article: str) -> int:
    """How many wordings of the length of a sentence a text has in quotation marks."""
    return sum(_letters(q.text) >= _OWN_WORDS for q in _quoted(article))


def _quoted(article: str) -> Iterator[Quotation]:
    for match in _QUOTED.finditer(article):
        start, end = match.span(match.lastindex or 0)
        before = article[max(0, match.start() - _BEFORE) : match.start()]
        introduces = _INTRODUCES.search(before)
        who = _who(before[: introduces.start()]) if introduces else ""
        yield Quotation(article[start:end], start, end, who)


def _attributed(article: str) -> Iterator[Quotation]:
    marked = [m.span() for m in _QUOTED.finditer(article)]
    outside = _outside(article, marked)
    for match in _ATTRIBUTED.finditer(article):
        start, end = match.span("said")
        who = _who(article[max(0, match.start() - _BEFORE) : match.start()])
        inside = outside[match.start()] == " "
        if inside or _REFERS.search(who) or _letters(outside[start:end]) < _OWN_WORDS:
            continue
        while outside[end - 1] == " " and end < len(outside) and outside[end] == " ":
            end += 1  # to the end of the quotation that the sentence ends within
        yield Quotation(article[start:end], start, end, who)


def _outside(article: str, marked: Sequence[Span]) -> str:
    """The article with blanks for what stands in quotation marks."""
    pieces, at = [], 0
    for start, end in marked:
        pieces += [article[at:start], " " * (end - start)]
        at = end
    return "".join([*pieces, article[at:]])


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _who(before: str) -> str:
    named = _WHO.search(before)
    return _NOT_NAMED.sub("", named.group()) if named else ""
