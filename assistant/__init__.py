"""Ask Chinese speeches questions and get exact quotations back."""

from __future__ import annotations

from assistant.errors import (
    AssistantError,
    DocumentError,
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
    "Turn",
]
