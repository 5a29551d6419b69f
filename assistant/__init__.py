"""Ask Chinese speeches questions and get exact quotations back."""

from __future__ import annotations

from assistant.errors import (
    AssistantError,
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
    "QuestionError",
    "Quote",
    "QuoteCheck",
    "QuoteError",
    "Restoration",
    "Searched",
    "Tracing",
    "Turn",
]
