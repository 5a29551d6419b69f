"""What is asked and answered: hits, quotations, verdicts, conversations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.types.documents import Span

AnswerStatus = Literal["answered", "not_found"]
Verdict = Literal["exact", "altered", "absent"]
DifferenceKind = Literal[
    "digit", "date", "negation", "name", "dropped", "added", "wording", "numeral", "punctuation"
]
"""What differs. `dropped` and `added` are of the length of a clause; `numeral` is the same number
written otherwise, which like `punctuation` is told only where every sign counts."""
Language = Literal["zh", "zh-Hant", "en"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A retrieved paragraph. At most one hit per paragraph; higher scores are better."""

    document: str
    paragraph: int
    start: int
    end: int
    text: str
    score: float
    sentence: Span
    """The best sentence or list item inside the paragraph."""
    title: str = ""
    locator: str = ""
    also_in: tuple[str, ...] = ()
    """Other documents that hold the best sentence in the same paragraph, or one much like it."""


@dataclass(frozen=True, slots=True)
class Restoration:
    """The reading of a masked word inside a quote, shown beside it and never part of it."""

    start: int
    end: int
    reading: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim excerpt: `text` equals the source document's `original[start:end]`."""

    marker: int
    document: str
    title: str
    locator: str
    paragraph: int
    start: int
    end: int
    text: str
    highlights: tuple[Span, ...] = ()
    attributed_to: str | None = None
    also_in: tuple[str, ...] = ()
    score: float = 0.0
    restorations: tuple[Restoration, ...] = ()
    citation: str = ""
    """One line naming title, occasion, date, section and paragraph; missing facts left out."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One replaced, inserted or deleted run between an asked quotation and the source."""

    asked: str
    source: str
    kind: DifferenceKind


@dataclass(frozen=True, slots=True)
class QuoteCheck:
    """Verdict on "was this really said": `source` is the nearest wording, empty when absent."""

    verdict: Verdict
    asked: str
    source: str = ""
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Searched:
    """How much was searched: real counts of the scope, never estimates."""

    documents: int
    paragraphs: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question. `text` is Markdown whose `[n]` markers refer to `quotes`."""

    question: str
    standalone_question: str
    status: AnswerStatus
    text: str
    quotes: tuple[Quote, ...]
    answerability: float
    missing: tuple[str, ...]
    check: QuoteCheck | None
    searched: Searched
    nearest: tuple[Quote, ...]
    elapsed_ms: float
    language: Language = "zh"
    lead: str = ""
    """The lead line alone, plain text: what `text` says before its first quotation."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier exchange of a conversation."""

    question: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Filter:
    """What a conversation searches; an empty filter passes everything. `examples` takes in the
    bundled speech beside documents of one's own."""

    documents: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    speakers: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    examples: bool = False
