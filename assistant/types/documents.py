"""A document, from the file that it is read from to what is stored of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Span = tuple[int, int]
Place = tuple[str, int]
"""A paragraph: its document and its number there."""

ParagraphKind = Literal["furniture", "series", "title", "occasion", "date", "heading", "body"]
"""`furniture` is page text without content (copy buttons, watermarks); it is never retrieved."""


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

    def __reduce__(self) -> tuple[type[Edit], tuple[object, ...]]:
        # What slots come with looks its fields up for each object: ten times as slow to read back.
        return Edit, (self.start, self.end, self.replacement, self.reason)


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

    def __reduce__(self) -> tuple[type[Paragraph], tuple[object, ...]]:
        # As for `Edit`.
        numbered = (self.number, self.start, self.end, self.kind, self.level)
        return Paragraph, (*numbered, self.section, self.position, self.page)


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
    `pages without text`, `automatic numbers`, `text inserted by reference`."""


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
