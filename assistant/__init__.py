"""Ask Chinese speeches questions and get exact quotations back."""

from __future__ import annotations

from assistant.errors import (
    AssistantError,
    CitationError,
    DocumentError,
    ExportError,
    LibraryError,
    LibraryLocked,
    LibraryReadOnly,
    LibraryTooNew,
    LoadError,
    ModelMismatch,
    QuestionError,
    QuoteError,
)
from assistant.pipeline import Assistant
from assistant.reference import Published, Reference
from assistant.trace import Tracing
from assistant.types import (
    Added,
    AddReport,
    Answer,
    Difference,
    Document,
    Edit,
    Hit,
    Paragraph,
    Progress,
    Quote,
    QuoteCheck,
    Restoration,
    Searched,
    Turn,
)

__all__ = [
    "AddReport",
    "Added",
    "Answer",
    "Assistant",
    "AssistantError",
    "CitationError",
    "Difference",
    "Document",
    "DocumentError",
    "Edit",
    "ExportError",
    "Hit",
    "LibraryError",
    "LibraryLocked",
    "LibraryReadOnly",
    "LibraryTooNew",
    "LoadError",
    "ModelMismatch",
    "Paragraph",
    "Progress",
    "Published",
    "QuestionError",
    "Quote",
    "QuoteCheck",
    "QuoteError",
    "Reference",
    "Restoration",
    "Searched",
    "Tracing",
    "Turn",
]
