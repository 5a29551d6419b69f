"""Files into the library, in bounded batches, each of which is stored whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from dataclasses import replace as replaced
from pathlib import Path

from assistant.errors import AssistantError, DocumentError, LoadError
from assistant.library.courtesy import Courtesy
from assistant.library.kept import is_wanted, keep
from assistant.library.repeats import repeats
from assistant.load import TEXT, document_name
from assistant.loading.files import FoundFile, find_files
from assistant.loading.text import decode
from assistant.loading.workers import Read, Workers, read
from assistant.reasons import reason
from assistant.segment import parse
from assistant.store import Library
from assistant.text.printable import one_line
from assistant.types import Added, AddReport, Document, ParsedDocument, Progress

_BATCH_DOCUMENTS = 32
_BATCH_CHARACTERS = 2_000_000
_WORTH_WORKERS = 8
"""Text files from which reading them in processes of their own gains more than starting those costs;
other formats are always read there, as they need the limits."""
_LONGEST_PATH = 200
"""Characters of a path that a message repeats."""

Report = Callable[[Progress], None]
Cancel = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Options:
    """How files are added."""

    replace: bool = False
    """Put a document in the place of one of the same name with another text."""
    prune: bool = False
    """Remove what an earlier `add` of the same folder stored and the folder no longer holds."""
    keep_files: bool | None = None
    """Keep a copy of each file in the library; None: of PDF files up to a size."""
    courtesy: Courtesy = field(default_factory=Courtesy)
    """Whose questions go first."""


@dataclass(slots=True)
class _Adding:
    """One `add` in progress."""

    library: Library
    options: Options
    origin: str
    known: dict[str, Document]
    files: list[Added] = field(default_factory=list)
    batch: list[Read] = field(default_factory=list)

    def take(self, one: Read) -> None:
        """Note one file; store the batch when it is full."""
        if one.error is not None:
            self.files.append(_refused(str(one.path), one.name, one.error))
            return
        if one.stored:
            self._unchanged(one)
            return
        self.batch.append(one)
        size = sum(len(r.parsed.text) for r in self.batch if r.parsed)
        if len(self.batch) >= _BATCH_DOCUMENTS or size >= _BATCH_CHARACTERS:
            self.store()

    def _unchanged(self, one: Read) -> None:
        document = self.known[one.name]
        entry = Added(str(one.path), one.name, "unchanged", "same text as stored", "与已存文本相同")
        entry = replaced(entry, paragraphs=document.paragraphs)
        self.files.append(self._kept(entry, one.path, document))

    def _kept(self, entry: Added, path: Path, document: Document) -> Added:
        """Keep the file where that is wanted. The document is stored whatever becomes of it."""
        try:
            if is_wanted(path, document, self.options.keep_files):
                keep(self.library.folder, path, document)
        except OSError:
            return replaced(entry, unkept=True)
        return entry

    def store(self) -> None:
        """Store what was read since the last time, all or nothing."""
        new: list[Read] = []
        entries: list[Added] = []
        for one in self.batch:
            assert one.parsed is not None
            document = one.parsed.document
            before = self.known.get(document.name)
            if before is not None and before.sha256 == document.sha256:
                self._unchanged(one)
            elif before is not None and not self.options.replace:
                refused = _refused(str(one.path), document.name, _taken(document.name))
                self.files.append(replaced(refused, taken=True))
            else:
                entries.append(_entry(one, "added" if before is None else "replaced"))
                new.append(one)
                self.known[document.name] = document
        self.batch = []
        if new:
            documents = [_with_origin(one.parsed, self.origin) for one in new if one.parsed]
            self.options.courtesy.give_way()
            self.library.write(documents, replace=True, progress=self.between)
            kept = [
                self._kept(entry, one.path, parsed.document)
                for entry, one, parsed in zip(entries, new, documents, strict=True)
            ]
            self.files += _with_repeats(self.library, kept)

    def between(self, _: Progress) -> None:
        """Between two steps of a batch: called with each progress, which nobody is shown."""
        self.options.courtesy.pause()

    def report(self, *, cancelled: bool = False, pruned: Sequence[str] = ()) -> AddReport:
        return AddReport(tuple(self.files), cancelled, tuple(pruned))


def add(
    library: Library,
    path: Path,
    name: str | None,
    options: Options,
    progress: Report | None,
    cancel: Cancel | None,
) -> AddReport:
    """Add a file or every file of a folder; what was stored before a cancellation stays.

    :raises LoadError: the path does not exist, or a name or `prune` does not fit it.
    :raises DocumentError: a single file's name is taken and `replace` is not set.
    """
    _check_path(path, name, options)
    named = None if name is None else [FoundFile(path, document_name(name))]
    found = named or list(find_files(path))
    adding = _Adding(library, options, _origin(path), _documents(library))
    for done, one in enumerate(_reading(found, adding.known), 1):
        if one.parsed is not None and one.path == path:
            _check_free(one.parsed, adding.known, options.replace)
        adding.take(one)
        if progress is not None:
            progress(Progress("reading", done, len(found), found[done - 1].path.name))
        if cancel is not None and cancel() and done < len(found):
            adding.store()
            return adding.report(cancelled=True)
    adding.store()
    pruned = _prune(adding, found) if options.prune else ()
    library.settle(adding.between)
    return adding.report(pruned=pruned)


def add_texts(library: Library, texts: Mapping[str, str], title: str, replace: bool) -> AddReport:
    """Add texts by name.

    :raises LoadError: a text is empty or not text, or a name is unusable.
    :raises DocumentError: a name is taken by another text and `replace` is not set.
    """
    adding = _Adding(library, Options(replace), "", _documents(library))
    for given, text in texts.items():
        name = document_name(given)
        parsed = parse(name, decode(text.encode("utf-8", "replace"), name), title=one_line(title))
        _check_free(parsed, adding.known, replace)
        adding.take(Read(Path(name), name, parsed))
    adding.store()
    return adding.report()


def _reading(found: Sequence[FoundFile], known: Mapping[str, Document]) -> Iterator[Read]:
    """The files in their order."""
    jobs = (_without_reading(one, known) or (one.path, one.name) for one in found)
    if len(found) < _WORTH_WORKERS and all(one.path.suffix.lower() in TEXT for one in found):
        for job in jobs:
            yield job if isinstance(job, Read) else read(*job)
        return
    with Workers() as workers:
        yield from workers.read(jobs)


def _without_reading(one: FoundFile, known: Mapping[str, Document]) -> Read | None:
    """What is known of a file without reading its text: it cannot be added, or it is stored."""
    if one.error is not None:
        return Read(one.path, one.path.name, error=one.error)
    stored = _is_stored(one.path, known.get(one.name))
    return Read(one.path, one.name, stored=True) if stored else None


def _is_stored(path: Path, document: Document | None) -> bool:
    """Whether the stored document came from the very bytes of the file, which need no reading then."""
    if document is None or not document.source:
        return False
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == document.source
    except OSError:
        return False


def _check_path(path: Path, name: str | None, options: Options) -> None:
    try:
        path.stat()
    except (OSError, ValueError) as error:  # the latter of what no path can hold
        shown = str(path)
        shown = shown if len(shown) <= _LONGEST_PATH else f"{shown[:_LONGEST_PATH]}…"
        en, zh = reason(error) if isinstance(error, OSError) else ("no path", "不是路径")
        raise LoadError(
            f"{shown} cannot be found: {en}. Check the path.",
            f"找不到 {shown}：{zh}。请检查路径。",
        ) from error
    if name is not None and path.is_dir():
        raise LoadError(
            f"{path} is a folder; --name fits a single file. Leave it out.",
            f"{path} 是文件夹，--name 只用于单个文件。请去掉它。",
        )
    if options.prune and not path.is_dir():
        raise LoadError(
            f"{path} is a file; --prune fits a folder. Leave it out.",
            f"{path} 是文件，--prune 只用于文件夹。请去掉它。",
        )


def _origin(path: Path) -> str:
    return str(path.resolve()) if path.is_dir() else ""


def _with_origin(parsed: ParsedDocument, origin: str) -> ParsedDocument:
    """The document with the folder it was added from."""
    return replaced(parsed, document=replaced(parsed.document, origin=origin))


def _prune(adding: _Adding, found: Sequence[FoundFile]) -> list[str]:
    """Remove the documents of the folder whose files are certainly gone."""
    names = {one.name for one in found}
    gone = [
        name
        for name, document in adding.known.items()
        if document.origin == adding.origin
        and name not in names
        and not any(one.may_hold(name) for one in found)
    ]
    if gone:
        adding.library.write([], remove=gone)
    return sorted(gone)


def _documents(library: Library) -> dict[str, Document]:
    with library.snapshot() as snapshot:
        return {d.name: d for d in snapshot.documents()}


def _entry(one: Read, status: str) -> Added:
    assert one.parsed is not None
    document = one.parsed.document
    return Added(
        str(one.path),
        document.name,
        status,  # type: ignore[arg-type]
        paragraphs=document.paragraphs,
        encoding=document.encoding,
        left_out=one.left_out,
    )


def _with_repeats(library: Library, entries: Sequence[Added]) -> list[Added]:
    """The entries with the documents that each mostly repeats."""
    with library.snapshot() as snapshot:
        found = repeats(snapshot, [entry.name for entry in entries])
    return [replaced(entry, repeats=found.get(entry.name, ())) for entry in entries]


def _check_free(parsed: ParsedDocument, known: Mapping[str, Document], replace: bool) -> None:
    """:raises DocumentError: the name stands for another text, which may not be replaced."""
    document = parsed.document
    stored = known.get(document.name)
    if not replace and stored is not None and stored.sha256 != document.sha256:
        raise _taken(document.name)


def _taken(name: str) -> DocumentError:
    return DocumentError(
        f"A document named “{name}” with another text exists. Replace it with --replace or give "
        "this one another --name.",
        f"已有同名文献“{name}”，内容不同。可用 --replace 替换，或用 --name 另取名称。",
    )


def _refused(path: str, name: str, error: AssistantError) -> Added:
    return Added(path, name, "refused", error.en, error.zh)
