"""Files into the library, in bounded batches, each of which is stored whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace as replaced
from pathlib import Path

from assistant.errors import AssistantError, DocumentError, LoadError
from assistant.load import decode, document_name, find_files, load
from assistant.segment import parse
from assistant.store import Library
from assistant.types import Added, AddReport, ParsedDocument, Progress

_BATCH_DOCUMENTS = 64
_BATCH_CHARACTERS = 2_000_000

Report = Callable[[Progress], None]
Cancel = Callable[[], bool]


def add(
    library: Library,
    path: Path,
    name: str | None,
    replace: bool,
    progress: Report | None,
    cancel: Cancel | None,
) -> AddReport:
    """Add a file or every file of a folder; what was stored before a cancellation stays.

    :raises LoadError: the path does not exist, or a name is given for a folder.
    :raises DocumentError: a single file's name is taken and `replace` is not set.
    """
    if not path.exists():
        raise LoadError(
            f"No such file or folder: {path}. Check the path.",
            f"没有这个文件或文件夹：{path}。请检查路径。",
        )
    if name is not None and path.is_dir():
        raise LoadError(
            f"{path} is a folder; --name fits a single file. Leave it out.",
            f"{path} 是文件夹，--name 只用于单个文件。请去掉它。",
        )
    known = _hashes(library)
    files: list[Added] = []
    batch: list[tuple[Path, ParsedDocument]] = []
    found = list(_named(path, name))
    for done, (file, document) in enumerate(found):
        if cancel is not None and cancel():
            files += _store(library, batch, known, replace)
            return AddReport(tuple(files), cancelled=True)
        if progress is not None:
            progress(Progress("reading", done, len(found), file.name))
        try:
            if isinstance(document, LoadError):
                raise document
            loaded = load(file)
            parsed = parse(document, loaded.text, encoding=loaded.encoding)
            if file == path:
                _check_free(parsed, known, replace)
            batch.append((file, parsed))
        except LoadError as error:
            files.append(_refused(str(file), str(document), error))
        if _is_full(batch):
            files += _store(library, batch, known, replace)
            batch = []
    files += _store(library, batch, known, replace)
    if progress is not None:
        progress(Progress("reading", len(found), len(found)))
    return AddReport(tuple(files))


def add_texts(library: Library, texts: Mapping[str, str], title: str, replace: bool) -> AddReport:
    """Add texts by name.

    :raises LoadError: a text is empty or not text, or a name is unusable.
    :raises DocumentError: a name is taken by another text and `replace` is not set.
    """
    known = _hashes(library)
    files: list[Added] = []
    batch: list[tuple[Path, ParsedDocument]] = []
    for given, text in texts.items():
        name = document_name(given)
        loaded = decode(text.encode("utf-8", "replace"), name)
        parsed = parse(name, loaded.text, title=title)
        _check_free(parsed, known, replace)
        batch.append((Path(name), parsed))
        if _is_full(batch):
            files += _store(library, batch, known, replace)
            batch = []
    files += _store(library, batch, known, replace)
    return AddReport(tuple(files))


def _named(path: Path, name: str | None) -> list[tuple[Path, str | LoadError]]:
    if name is not None:
        return [(path, document_name(name))]
    named: list[tuple[Path, str | LoadError]] = []
    for file, relative in find_files(path):
        try:
            named.append((file, document_name(relative)))
        except LoadError as error:
            named.append((file, error))
    return named


def _hashes(library: Library) -> dict[str, str]:
    with library.snapshot() as snapshot:
        return {d.name: d.sha256 for d in snapshot.documents()}


def _is_full(batch: list[tuple[Path, ParsedDocument]]) -> bool:
    return len(batch) >= _BATCH_DOCUMENTS or sum(len(p.text) for _, p in batch) >= _BATCH_CHARACTERS


def _store(
    library: Library, batch: list[tuple[Path, ParsedDocument]], known: dict[str, str], replace: bool
) -> list[Added]:
    files: list[Added] = []
    new: list[ParsedDocument] = []
    for path, parsed in batch:
        document = parsed.document
        entry = Added(
            str(path),
            document.name,
            "added",
            paragraphs=document.paragraphs,
            encoding=document.encoding,
        )
        if known.get(document.name) == document.sha256:
            files.append(
                replaced(
                    entry,
                    status="unchanged",
                    reason="same text as stored",
                    reason_zh="与已存文本相同",
                )
            )
        elif document.name in known and not replace:
            files.append(_refused(str(path), document.name, _taken(document.name)))
        else:
            status = "replaced" if document.name in known else "added"
            files.append(replaced(entry, status=status))  # type: ignore[arg-type]
            new.append(parsed)
            known[document.name] = document.sha256
    if new:
        library.write(new, replace=True)
    return files


def _check_free(parsed: ParsedDocument, known: Mapping[str, str], replace: bool) -> None:
    """:raises DocumentError: the name stands for another text, which may not be replaced."""
    document = parsed.document
    if not replace and known.get(document.name, document.sha256) != document.sha256:
        raise _taken(document.name)


def _taken(name: str) -> DocumentError:
    return DocumentError(
        f"A document named “{name}” with another text exists. Replace it with --replace or give "
        "this one another --name.",
        f"已有同名文献“{name}”，内容不同。可用 --replace 替换，或用 --name 另取名称。",
    )


def _refused(path: str, name: str, error: AssistantError) -> Added:
    return Added(path, name, "refused", error.en, error.zh)
