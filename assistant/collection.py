"""The documents of a library: added, read, corrected, removed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assistant import cite
from assistant.checks.pack import Pack, pack
from assistant.checks.verification import Verification, verify_pack
from assistant.errors import DocumentError
from assistant.export import Section
from assistant.library import ingest
from assistant.library.backup import back_up
from assistant.library.courtesy import Courtesy
from assistant.library.facsimile import Facsimiles
from assistant.library.kept import PAGED, forget_unused, kept_file, kept_names
from assistant.library.repairing import repairing
from assistant.lists.digest import Digest, digest
from assistant.reference import UNPUBLISHED, Published, Reference
from assistant.store import Library, Removed
from assistant.types import AddReport, Document, Edit, Language, Paragraph, Progress, Quote

Report = Callable[[Progress], None]

RESTORABLE = timedelta(days=30)
"""How long a removed document can be brought back."""


class Collection:
    """What an Assistant does with documents before any question is asked."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._courtesy = Courtesy()
        self._facsimiles = Facsimiles()

    def add(
        self,
        path: str | Path,
        *,
        name: str | None = None,
        replace: bool = False,
        prune: bool = False,
        keep_files: bool | None = None,
        progress: Report | None = None,
        cancel: Callable[[], bool] | None = None,
    ) -> AddReport:
        """Add a file or a folder. Files that cannot be read are refused one by one.

        `prune` removes what an earlier `add` of the same folder stored and the folder no longer
        holds; `keep_files` keeps a copy of each file in the library, or of none; unless said, of PDF
        files up to 50 MB.

        :raises DocumentError: a name is taken by another text and `replace` is not set.
        :raises LoadError: the path does not exist, `name` is given for a folder or `prune` for a
            file.
        """
        options = ingest.Options(replace, prune, keep_files, self._courtesy)
        return ingest.add(self._library, Path(path), name, options, progress, cancel)

    @repairing
    def add_text(
        self, text: str, name: str, title: str | None = None, *, replace: bool = False
    ) -> AddReport:
        """Add a text under a name.

        :raises DocumentError: the name is taken by another text and `replace` is not set.
        :raises LoadError: the text is empty, or the name unusable.
        """
        return ingest.add_texts(self._library, {name: text}, title or "", replace)

    @repairing
    def add_texts(self, texts: Mapping[str, str]) -> AddReport:
        """Add many texts by name, in batches; see `add_text`."""
        return ingest.add_texts(self._library, texts, "", replace=False)

    def documents(self) -> list[Document]:
        """All documents, in order of their names."""
        with self._library.snapshot() as snapshot:
            return sorted(snapshot.documents(), key=lambda d: d.name)

    def text(self, name: str) -> str:
        """The stored original. :raises DocumentError: no such document."""
        with self._library.snapshot() as snapshot:
            return snapshot.text(name)

    def file(self, name: str) -> Path | None:
        """The copy of the file that a document came from, if one was kept.

        :raises DocumentError: no such document.
        """
        with self._library.snapshot() as snapshot:
            return kept_file(self._library.folder, snapshot.document(name))

    def pages(self, name: str) -> tuple[int, ...]:
        """Offsets in the text at which the pages of its file begin; none where it has no pages.

        :raises DocumentError: no such document.
        """
        with self._library.snapshot() as snapshot:
            return snapshot.pages(name)

    def page_image(self, name: str, page: int) -> bytes:
        """A page, from 1, of the PDF file that a document came from, as PNG.

        :raises DocumentError: no such document or page, no original was kept, or it cannot be drawn.
        """
        file = self.file(name)
        if file is None or file.suffix != f".{PAGED}":
            raise DocumentError(
                f"The original of {name} is not kept. Add the PDF file again to see its pages.",
                f"没有保留 {name} 的原件。再次添加这个 PDF 文件，即可查看页面。",
            )
        return self._facsimiles.draw(file, page, name)

    def outline(self, name: str) -> list[Paragraph]:
        """All paragraphs of a document in order. :raises DocumentError: no such document."""
        with self._library.snapshot() as snapshot:
            return snapshot.paragraphs_of(name)

    def digest(self, name: str, language: Language = "zh") -> Digest:
        """A document's title block, sections, enumerations and figures, all of it quotations.

        :raises DocumentError: no such document.
        """
        with self._library.snapshot() as snapshot:
            return digest(snapshot, name, language)

    def edits(self, name: str) -> list[Edit]:
        """What is left out or restored for searching. :raises DocumentError: no such document."""
        with self._library.snapshot() as snapshot:
            return list(snapshot.edits(name))

    def cite(
        self,
        cited: str | Quote,
        paragraph: int | None = None,
        published: Published = UNPUBLISHED,
    ) -> Reference:
        """The formal citation of a quotation, of a document or of one of its paragraphs.

        :raises DocumentError: no such document or paragraph.
        """
        name, number, said = (
            (cited.document, cited.paragraph, cited.attributed_to)
            if isinstance(cited, Quote)
            else (cited, paragraph, None)
        )
        with self._library.snapshot() as snapshot:
            document = snapshot.document(name)
            whole = cite.reference(document, published)
            if number is None:
                return whole
            found = _paragraph(snapshot.paragraphs_of(name), number, name)
            where = snapshot.locator(name, found)
        line = cite.citation(document, where, said)
        return replace(whole, key=f"{whole.key}-p{number}", locator=where, note=line)

    def pack(self, title: str, sections: Sequence[Section]) -> Pack:
        """An evidence pack of answers, whose quotations are verified once more.

        :raises ExportError: no quotation, or one that its document does not hold any more.
        """
        with self._library.snapshot() as snapshot:
            return pack(snapshot, title, sections)

    def verify_pack(self, data: bytes, root: str | None = None) -> Verification:
        """Check an evidence pack against this library, and against a root hash if given.

        :raises PackError: this is no pack that can be checked, or `root` is no hash.
        """
        with self._library.snapshot() as snapshot:
            return verify_pack(data, root, snapshot)

    @repairing
    def edit(self, name: str, **metadata: str | Sequence[str]) -> Document:
        """Correct title, speaker, occasion, date, type, series, place or remarks of a document.

        :raises DocumentError: no such document or field, or a date that is none.
        """
        return self._library.set_metadata(name, **metadata)

    @repairing
    def remove(self, *names: str) -> None:
        """Take documents out, all of them or none; `restore` brings them back for 30 days.

        :raises DocumentError: one of them is not there.
        """
        self._library.write([], remove=list(dict.fromkeys(names)))

    @repairing
    def restore(self, *names: str) -> None:
        """Bring removed documents back, all or none. :raises DocumentError: none was removed, or name taken."""
        self._library.restore(*names)

    def removed(self) -> list[Removed]:
        """Removed documents that can be restored, the last removed first."""
        return self._library.removed()

    def backup(
        self, path: str | Path, *, overwrite: bool = False, progress: Report | None = None
    ) -> int:
        """Write the whole library to a zip file, as it is at this moment; it can be used meanwhile.
        `assistant.library.backup.restore_backup` brings it back. Returns the bytes written.

        :raises LibraryError: the file exists, lies in the library, or cannot be written.
        """
        folder, connections = self._library.folder, self._library.connections
        return back_up(folder, connections, Path(path), overwrite=overwrite, progress=progress)

    def purge(self) -> int:
        """Make all removals final. Returns the number of documents deleted."""
        return purge(self._library)


def _paragraph(paragraphs: Sequence[Paragraph], number: int, name: str) -> Paragraph:
    if not 1 <= number <= len(paragraphs):
        raise DocumentError(
            f"{name} has no paragraph {number}; its paragraphs are numbered 1 to {len(paragraphs)}"
            f" (speech-assistant show {name}).",
            f"{name} 没有第 {number} 段，段落编号为 1 至 {len(paragraphs)}"
            f"（见 speech-assistant show {name}）。",
        )
    return paragraphs[number - 1]


def purge(library: Library, older_than: timedelta | None = None) -> int:
    """Delete for good what was removed, and the copies of files that belong to no document then."""
    copies = kept_names(library.folder)
    count = library.purge(older_than)
    with library.snapshot() as snapshot:
        stored = snapshot.documents()
    forget_unused(library.folder, copies, [*stored, *(r.document for r in library.removed())])
    return count


def expire(library: Library) -> None:
    """Delete for good what was removed more than 30 days ago."""
    before = (datetime.now(UTC) - RESTORABLE).isoformat()
    if any(r.removed_at < before for r in library.removed()):
        purge(library, older_than=RESTORABLE)
