"""The frozen values that cross module borders.

Every offset is a code point offset into the stored original text of a document, whose line breaks
are `\\n`. A span is half open: `text == original[start:end]`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Span = tuple[int, int]

ParagraphKind = Literal["furniture", "series", "title", "occasion", "date", "heading", "body"]
"""`furniture` is page text without content (copy buttons, watermarks); it is never retrieved."""

AddStatus = Literal["added", "unchanged", "replaced", "refused"]
AnswerStatus = Literal["answered", "not_found"]
Verdict = Literal["exact", "altered", "absent"]
DifferenceKind = Literal[
    "digit", "date", "negation", "name", "dropped", "added", "wording", "numeral", "punctuation"
]
"""What differs. `dropped` and `added` are of the length of a clause; `numeral` is the same number
written otherwise, which like `punctuation` is told only where every sign counts."""
Language = Literal["zh", "zh-Hant", "en"]


@dataclass(frozen=True, slots=True)
class Edit:
    """One difference between a document's original text and the text that is searched.

    `replacement` is empty where text is left out (watermarks) and the restored words where the
    source masks them. The original itself is never changed.
    """

    start: int
    end: int
    replacement: str
    reason: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One non-blank line of a document (or several, where a `join` edit undoes a hard wrap).

    `number` counts from 1 over all paragraphs of the document, titles and headings included.
    `section` is the chain of headings above the paragraph, outermost first; for a heading the
    chain ends with the heading itself. `position` counts body paragraphs within the innermost
    section from 1 and is 0 for anything else.
    """

    number: int
    start: int
    end: int
    kind: ParagraphKind
    level: int = 0
    section: tuple[str, ...] = ()
    position: int = 0
    page: int = 0
    """The page it begins on, from 1; 0 where the file has no pages."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a ；-bounded part of one, inside a paragraph (offsets into the document)."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Item:
    """One member of an enumeration (一是…, 第二…, （三）…, parallel clauses).

    `group` numbers the enumerations of a paragraph from 0; `ordinal` counts members from 1.
    """

    start: int
    end: int
    group: int
    ordinal: int


@dataclass(frozen=True, slots=True)
class LoadedText:
    """The text of a file, with `\\n` line breaks, and what the file says beside it."""

    text: str
    encoding: str = "utf-8"
    """What the bytes were decoded from; `utf-8` for formats that fix their own."""
    format: str = "txt"
    """The file's suffix without its dot."""
    pages: tuple[int, ...] = ()
    """Offsets at which the pages of a paged file begin; empty for others."""
    title: str = ""
    """The title among the file's properties; often of another document, so never trusted alone."""
    published: str = ""
    """When a web page says that it was published, as it writes that."""
    headings: tuple[tuple[int, int], ...] = ()
    """Offsets of the lines that the file itself calls headings, each with its level from 1."""
    source: str = ""
    """SHA-256 of the file's bytes; empty for a text that came without a file."""
    left_out: tuple[str, ...] = ()
    """What the file holds beside its text: `pictures`, `footnotes`, `text boxes`, `comments`,
    `pages without text`, `automatic numbers`."""


@dataclass(frozen=True, slots=True)
class Document:
    """What is known of a document besides its text. Empty string means unknown."""

    name: str
    title: str = ""
    speaker: str = ""
    occasion: str = ""
    date: str = ""
    """ISO 8601 date, as precise as the source: `2018-08-08`, `2018-08` or `2018`."""
    type: str = ""
    """`speech`, `report`, `policy` or empty."""
    series: str = ""
    place: str = ""
    remarks: tuple[str, ...] = ()
    paragraphs: int = 0
    characters: int = 0
    encoding: str = "utf-8"
    sha256: str = ""
    """Of the decoded original text, encoded as UTF-8."""
    added_at: str = ""
    bundled: bool = False
    format: str = "txt"
    """Suffix of the file it was read from."""
    source: str = ""
    """SHA-256 of that file's bytes; empty for a text that came without a file."""
    origin: str = ""
    """The folder it was added with; empty for a file added by itself."""

    @property
    def year(self) -> int | None:
        return int(self.date[:4]) if self.date[:4].isdigit() else None


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """A document read, cleaned and segmented, ready to be stored."""

    document: Document
    text: str
    edits: tuple[Edit, ...]
    paragraphs: tuple[Paragraph, ...]
    pages: tuple[int, ...] = ()
    """See `LoadedText.pages`."""


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


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one file: `reason` says, in English, why it was refused or left unchanged."""

    path: str
    name: str
    status: AddStatus
    reason: str = ""
    reason_zh: str = ""
    paragraphs: int = 0
    encoding: str = ""
    left_out: tuple[str, ...] = ()
    """What the file holds beside its text, which was not read; see `LoadedText`."""
    repeats: tuple[str, ...] = ()
    """Documents of the library that it mostly repeats."""
    unkept: bool = False
    """Its original was to be kept, and could not be."""


@dataclass(frozen=True, slots=True)
class AddReport:
    """What became of every file of one `add`, in the order they were read."""

    files: tuple[Added, ...] = field(default=())
    cancelled: bool = False
    pruned: tuple[str, ...] = ()
    """Documents removed because the folder no longer holds their files."""

    def followed_by(self, other: AddReport) -> AddReport:
        """Both reports as one."""
        return AddReport(
            self.files + other.files,
            self.cancelled or other.cancelled,
            self.pruned + other.pruned,
        )

    def of(self, status: AddStatus) -> tuple[Added, ...]:
        return tuple(f for f in self.files if f.status == status)

    @property
    def added(self) -> tuple[Added, ...]:
        return self.of("added")

    @property
    def unchanged(self) -> tuple[Added, ...]:
        return self.of("unchanged")

    @property
    def replaced(self) -> tuple[Added, ...]:
        return self.of("replaced")

    @property
    def refused(self) -> tuple[Added, ...]:
        return self.of("refused")


@dataclass(frozen=True, slots=True)
class Progress:
    """Reported while files are added, indexes rebuilt or backups written and restored."""

    stage: Literal["reading", "embedding", "saving", "indexing", "copying", "backup", "restoring"]
    done: int
    total: int
    current: str = ""
