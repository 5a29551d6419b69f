"""The documents and paragraphs of a library at one moment, as they were read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from assistant import cite
from assistant.clean import SearchText, edits_within, search_text
from assistant.library import readings, records
from assistant.library.catalog import Catalog, Scope
from assistant.library.records import Body, Ids
from assistant.library.shelf import Shelf
from assistant.text.provisions import article_at
from assistant.text.titles import Titles
from assistant.types import Document, Edit, Language, Paragraph, Place
from embeddings import ContextModel
from embeddings.context import Reading

FORMER_PLACES = 2
"""Versions that told places in other words, of which packs are still checked."""


@dataclass(frozen=True)
class StoredParagraph:
    """A paragraph with what belongs to it. `text` is the original, `edits` those that touch it."""

    id: int
    document: str
    paragraph: Paragraph
    text: str
    edits: tuple[Edit, ...]

    @property
    def place(self) -> Place:
        """Which paragraph it is."""
        return self.document, self.paragraph.number

    @cached_property
    def search(self) -> SearchText:
        """What is searched of the paragraph, with the way back to offsets of the document."""
        return search_text(self.text, self.edits, self.paragraph.start)


class Contents:
    """What a Snapshot tells without searching."""

    def __init__(self, db: sqlite3.Connection, catalog: Catalog, shelf: Shelf) -> None:
        self._db = db
        self._catalog = catalog
        self._shelf = shelf

    @property
    def generation(self) -> int:
        """Number of batches ever committed."""
        return self._catalog.mark.generation

    def documents(self) -> list[Document]:
        """All documents, in the order they were added."""
        return [entry.document for entry in self._catalog.entries]

    def documents_in(self, scope: Scope) -> list[Document]:
        """The documents of a scope, in the order they were added."""
        return [self._catalog.entries[place].document for place in scope.places.tolist()]

    @property
    def titles(self) -> Titles:
        """What questions may name of all documents; `Scope.places` are places in it."""
        return self._catalog.titles

    def document(self, name: str) -> Document:
        """:raises DocumentError: no document of that name."""
        return self._catalog.entry(name).document

    def text(self, name: str) -> str:
        """The original text.

        :raises DocumentError: no document of that name.
        """
        return self._body(name).text

    def edits(self, name: str) -> tuple[Edit, ...]:
        """All edits of a document, in order.

        :raises DocumentError: no document of that name.
        """
        return self._body(name).edits

    def pages(self, name: str) -> tuple[int, ...]:
        """Offsets at which the pages of its file begin; none where it has no pages.

        :raises DocumentError: no document of that name.
        """
        return self._body(name).pages

    def paragraphs_of(self, name: str) -> list[Paragraph]:
        """All paragraphs of a document, furniture included, in order.

        :raises DocumentError: no document of that name.
        """
        return records.paragraphs_of(self._db, self._catalog.entry(name).id, self._body(name))

    def lines_of(self, name: str) -> list[tuple[Paragraph, str]]:
        """The same with their texts.

        :raises DocumentError: no document of that name.
        """
        original = self.text(name)
        return [(p, original[p.start : p.end]) for p in self.paragraphs_of(name)]

    def shared(self, name: str) -> tuple[int, dict[str, int]]:
        """Characters of a document's paragraphs, short ones left out, and how many of them stand in
        equal paragraphs of each other document.

        :raises DocumentError: no document of that name.
        """
        entry = self._catalog.entry(name)
        names = {e.id: e.document.name for e in self._catalog.entries}
        total, shared = records.shared_characters(self._db, entry.first, entry.document.paragraphs)
        return total, {names[id_]: n for id_, n in shared.items() if id_ in names}

    def locator(
        self, name: str, paragraph: Paragraph, language: Language = "zh", *, former: int = 0
    ) -> str:
        """Where a paragraph of a document stands; see `cite.locator`. Of `FORMER_PLACES` versions the 1st named no article, the 2nd, before
        it, called lines of the title block by their form only.

        :raises DocumentError: no document of that name.
        """
        body = self._body(name)
        line = body.text[paragraph.start : paragraph.end]
        kind = None if former > 1 else cite.line_kind(paragraph, line, self.document(name))
        article = None if former else article_at(body.text, paragraph.start)
        sectioned = any(body.sections)
        return cite.locator(
            paragraph, sectioned=sectioned, language=language, kind=kind, article=article
        )

    def scope(
        self,
        documents: Iterable[str] | None = None,
        years: Iterable[int] | None = None,
        speakers: Iterable[str] | None = None,
        types: Iterable[str] | None = None,
    ) -> Scope:
        """What is left by all the filters; None and empty filter nothing.

        :raises DocumentError: a name in `documents` is not in the library.
        """
        return self._catalog.scope(documents, years, speakers, types)

    def rows(self, ids: Ids | Sequence[int]) -> list[StoredParagraph]:
        """The paragraphs of the ids, in their order; ids that are not live are left out."""
        wanted = np.asarray(ids, dtype=np.int64)
        places = self._catalog.owners(wanted)
        found = records.paragraph_rows(self._db, wanted[places >= 0].tolist())
        documents = {self._catalog.entries[place].id for place in places[places >= 0].tolist()}
        bodies = self._shelf.bodies(self._db, documents)
        rows = []
        for id_, place in zip(wanted.tolist(), places.tolist(), strict=True):
            if place < 0:
                continue
            entry = self._catalog.entries[place]
            body = bodies[entry.id]
            paragraph = records.paragraph_of(found[id_], body)
            edits = tuple(edits_within(body.edits, paragraph.start, paragraph.end))
            text = body.text[paragraph.start : paragraph.end]
            rows.append(StoredParagraph(id_, entry.document.name, paragraph, text, edits))
        return rows

    def readings(self, ids: Sequence[int], model: ContextModel) -> dict[int, Reading]:
        """What the context model made of paragraphs, by id, of those it has read ahead."""
        return readings.of_paragraphs(self._db, ids, model)

    def by_date(self, ids: Ids) -> Ids:
        """Live paragraphs (n,) in order of the dates of their documents, undated ones last."""
        places = self._catalog.owners(ids).tolist()
        dates = [self._catalog.entries[place].document.date or "9999" for place in places]
        return ids[sorted(range(len(ids)), key=lambda i: (dates[i], ids[i]))]

    def _body(self, name: str) -> Body:
        document = self._catalog.entry(name).id
        return self._shelf.bodies(self._db, [document])[document]
