"""The frozen values that cross module borders.

Every offset is a code point offset into the stored original text of a document, whose line breaks
are `\\n`. A span is half open: `text == original[start:end]`.
"""

from __future__ import annotations

from assistant.types.adding import Added, AddReport, AddStatus, Progress
from assistant.types.answers import (
    Answer,
    AnswerStatus,
    Difference,
    DifferenceKind,
    Filter,
    Hit,
    Language,
    Quote,
    QuoteCheck,
    Restoration,
    Searched,
    Turn,
    Verdict,
)
from assistant.types.documents import (
    Document,
    Edit,
    Item,
    LoadedText,
    Paragraph,
    ParagraphKind,
    ParsedDocument,
    Place,
    Sentence,
    Span,
)

__all__ = [
    "AddReport",
    "AddStatus",
    "Added",
    "Answer",
    "AnswerStatus",
    "Difference",
    "DifferenceKind",
    "Document",
    "Edit",
    "Filter",
    "Hit",
    "Item",
    "Language",
    "LoadedText",
    "Paragraph",
    "ParagraphKind",
    "ParsedDocument",
    "Place",
    "Progress",
    "Quote",
    "QuoteCheck",
    "Restoration",
    "Searched",
    "Sentence",
    "Span",
    "Turn",
    "Verdict",
]
