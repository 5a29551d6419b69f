"""The full-text index of a library: how it is read, checked, and brought up to date."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from assistant.lexical import FORMAT, Entry, LexicalError, LexicalIndex, LexicalState, LexicalView
from assistant.library import records
from assistant.library.folder import Layers
from assistant.library.legs import Report, tell
from assistant.library.records import Mark
from assistant.library.watermark import Damaged, FolderPart, segment_sum


class LexicalLeg:
    """The full-text index, which follows every batch in place by replaying the log."""

    def __init__(
        self,
        folders: Layers,
        library: str,
        terms: Callable[[str], list[str]],
        in_history: Callable[[Mark], bool],
    ) -> None:
        """`in_history` tells whether a point belongs to the library's history."""
        self._folders = folders
        self._library = library
        self._terms = terms
        self._in_history = in_history
        self._mutex = threading.Lock()
        self._value: tuple[LexicalIndex, LexicalView] | None = None

    def read(self, part: FolderPart | None) -> LexicalView:
        """The index in the folder that `part` describes, of whatever generation it shows; opened
        once.

        :raises Damaged: it is missing, damaged, or of another library or format.
        """
        return self._opened(part)[1]

    def forget(self) -> None:
        with self._mutex:
            self._value = None

    def catch_up(
        self,
        db: sqlite3.Connection,
        part: FolderPart | None,
        mark: Mark,
        damages: list[Damaged],
        progress: Report,
    ) -> FolderPart:
        """Replay what the index has not seen; build it anew if it cannot be used, which is noted
        in `damages`. Returns what describes the folder now.
        """
        state = LexicalState(self._library, mark.generation, mark.nonce)
        if part is not None:
            try:
                return self._replay(db, part, state, progress)
            except Damaged as damage:
                damages.append(damage)
        folder = self._folders.free(f"lexical.g{mark.generation}")
        folder.mkdir()
        index = LexicalIndex.create(folder)
        live = records.live_documents(db)
        view = index.update([], self._entries(db, live, progress), state)
        with self._mutex:
            self._value = index, view
        return FolderPart(folder.name, _segments(folder, None))

    def _replay(
        self, db: sqlite3.Connection, part: FolderPart, state: LexicalState, progress: Report
    ) -> FolderPart:
        index, view = self._opened(part)
        changed = records.changed_documents(db, view.state.generation, state.generation)
        if changed:
            try:
                view = index.update(changed, self._entries(db, changed, progress), state)
            except LexicalError as error:
                raise Damaged.unreadable(part.folder, error) from error
            with self._mutex:
                self._value = index, view
        return FolderPart(part.folder, _segments(self._folders.find(part.folder), part))

    def overlay(self, db: sqlite3.Connection, documents: Sequence[int]) -> LexicalView:
        """An index in memory of only the given documents."""
        index = LexicalIndex.create(None)
        return index.update([], self._entries(db, documents, None), LexicalState("", 0, ""))

    def _opened(self, part: FolderPart | None) -> tuple[LexicalIndex, LexicalView]:
        with self._mutex:
            if self._value is None:
                self._value = self._open(part)
            return self._value

    def _open(self, part: FolderPart | None) -> tuple[LexicalIndex, LexicalView]:
        if part is None:
            raise Damaged.missing("lexical")
        folder = self._folders.find(part.folder)
        part.check(folder)
        if folder.parent != self._folders.top:
            # Opening an index takes a lock file beside it, so it needs a folder to write to.
            folder = Path(shutil.copytree(folder, self._folders.top / part.folder))
        try:
            index = LexicalIndex.open(folder)
            view = index.view()
        except LexicalError as error:
            raise Damaged.unreadable(part.folder, error) from error
        state = view.state
        ours = state.library == self._library and self._in_history(state.mark)
        if not ours or state.format != FORMAT:
            raise Damaged.foreign(part.folder)
        return index, view

    def _entries(
        self, db: sqlite3.Connection, documents: Sequence[int], progress: Report
    ) -> Iterator[Entry]:
        for done, (document, ids, texts) in enumerate(records.search_texts(db, documents), 1):
            for id_, text in zip(ids, texts, strict=True):
                yield Entry(id_, document, self._terms(text))
            tell(progress, done, len(documents))


def _segments(folder: Path, known: FolderPart | None) -> dict[str, tuple[int, int]]:
    """Sums of the segment files in a folder; those of files seen before are not taken again."""
    sums = {}
    for path in folder.iterdir():
        if path.name.startswith(".") or path.name == "meta.json":
            continue
        before = known.files.get(path.name) if known and known.folder == folder.name else None
        sums[path.name] = before or segment_sum(path)
    return sums
