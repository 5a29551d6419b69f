"""Ask Chinese speeches questions and get exact quotations back."""

from __future__ import annotations

from assistant.checks.findings import CheckReport
from assistant.checks.pack import Pack
from assistant.checks.verification import Finding, Verification, verify_pack
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
    PackError,
    QuestionError,
    QuoteError,
)
from assistant.export import Section
from assistant.pipeline import Assistant
from assistant.reference import Published, Reference
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
from assistant.wordings.trace import Tracing

__all__ = [
    "AddReport",
    "Added",
    "Answer",
    "Assistant",
    "AssistantError",
    "CheckReport",
    "CitationError",
    "Difference",
    "Document",
    "DocumentError",
    "Edit",
    "ExportError",
    "Finding",
    "Hit",
    "LibraryError",
    "LibraryLocked",
    "LibraryReadOnly",
    "LibraryTooNew",
    "LoadError",
    "ModelMismatch",
    "Pack",
    "PackError",
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
    "Section",
    "Tracing",
    "Turn",
    "Verification",
    "verify_pack",
]
