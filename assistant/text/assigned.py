"""Who does what an item says, where that stands in brackets at its end: …。(财政部牵头) belongs to the item, and is quoted with what it says."""

from __future__ import annotations

import re

from assistant.clean import normalize
from assistant.text.units import structure
from assistant.types import Span

_BRACKET = r"\([^()]{2,160}(?:负责|牵头|参加|参与|配合|落实)(?:[。;,][^()]{1,40})?\)[。;]?"
"""As `assistant.text.sentences` ends a sentence with one."""
_ALONE = re.compile(rf"(?:{_BRACKET})+")
_CLOSES = re.compile(rf"{_BRACKET}$")
_ONLY_WHO = re.compile(
    r"(?:那么?)?(?:由|归|是|该|找|都)*(?:谁|哪(?:一?[个家]|些)(?:部门|单位|机构|机关)?)来?(?:负责|牵头|主管|管)的?呢?[?？]*"
)
LONGEST = 240
"""Characters up to which what an item says is quoted in one with its bracket."""


def asks_only_who(question: str) -> bool:
    """Whether a question asks who does what was asked about before, and says nothing of that."""
    return _ONLY_WHO.fullmatch(normalize(question).strip()) is not None


def only_assigns(told: str) -> bool:
    """Whether a sentence is nothing but such a bracket, which says who does it but not what."""
    return _ALONE.fullmatch(normalize(told).strip()) is not None


def assigning(text: str, span: Span) -> Span | None:
    """The bracket that closes the item in which a span of a paragraph stands, with the sentence before it where it stands by
    itself; None if the item has none or the span holds it."""
    own = text[slice(*span)]
    if _closes(own) and not only_assigns(own):
        return None
    before: Span | None = None
    for sentence in structure(text).sentences:
        told = text[slice(*sentence)]
        if sentence[1] >= span[1] and _closes(told):
            return (before[0], sentence[1]) if before and only_assigns(told) else sentence
        before = sentence
    return None


def _closes(told: str) -> bool:
    return _CLOSES.search(normalize(told).strip()) is not None


def with_assigning(text: str, span: Span, *, asked: bool) -> Span:
    """A span with the bracket of its item, where it is `asked` who does it and both are short enough; one that is nothing but the
    bracket, with the sentence before it."""
    alone = only_assigns(text[slice(*span)])
    bracket = assigning(text, span) if asked or alone else None
    if bracket is None:
        return span
    whole = min(span[0], bracket[0]), max(span[1], bracket[1])
    return whole if alone or whole[1] - whole[0] <= LONGEST else span


def read_with(text: str, span: Span) -> str:
    """What a span of a paragraph says, with the bracket of its item."""
    bracket = assigning(text, span)
    return text[slice(*span)] + (text[slice(*bracket)] if bracket else "")
