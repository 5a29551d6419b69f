"""The files below a folder, each with the name of its document. What cannot be listed, looked at or
named is told for itself, and the rest is found all the same."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.errors import LoadError
from assistant.load import cleaned_name, document_name
from assistant.reasons import reason


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file, or what is in the way of finding it."""

    path: Path
    name: str
    """Of its document; of what has an `error`, what it would be."""
    error: LoadError | None = None
    unlisted: bool = False
    """A folder that may hold anything."""

    def may_hold(self, name: str) -> bool:
        """Whether the file of a document may be in here."""
        return self.unlisted and (not self.name or name.startswith(f"{self.name}/"))


def find_files(path: Path) -> Iterator[FoundFile]:
    """Files to add: all regular files below a folder, sorted, or a single file.

    Hidden files, and links that lead out of the folder, are left out. Of files whose names are one when
    cleaned, the first is taken. :raises LoadError: a single file has no usable name.
    """
    if not path.is_dir():
        yield FoundFile(path, document_name(path.name))
        return
    taken: dict[str, Path] = {}
    for one in sorted(_below(path), key=lambda one: one.path):
        if one.error is None and (first := taken.setdefault(one.name, one.path)) != one.path:
            one = replace(one, error=_same_name(one, first))
        yield one


def _below(folder: Path) -> Iterator[FoundFile]:
    failed: list[OSError] = []
    for where, folders, names in os.walk(folder, onerror=failed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            file = Path(where, name)
            if not name.startswith(".") and (one := _looked_at(file, folder)) is not None:
                yield one
    for error in failed:
        path = Path(error.filename)
        yield FoundFile(path, _place(path, folder), _not_listed(path, error), unlisted=True)


def _looked_at(file: Path, folder: Path) -> FoundFile | None:
    """None for what is no file of the folder."""
    try:
        if not file.resolve().is_relative_to(folder.resolve()):
            return None  # a link may lead anywhere
        if not file.is_file():
            return None
        return FoundFile(file, document_name(file.relative_to(folder).as_posix()))
    except LoadError as error:
        return FoundFile(file, _place(file, folder), error)
    except (OSError, RuntimeError) as error:  # the latter of links that lead to each other
        return FoundFile(file, _place(file, folder), _unseen(file, error))


def _place(path: Path, folder: Path) -> str:
    return cleaned_name(path.relative_to(folder).as_posix())


def _unseen(file: Path, error: Exception) -> LoadError:
    if not isinstance(error, OSError):
        return LoadError(
            f"{file}: a link that leads in a circle. Remove it, or put the file in its place.",
            f"{file}：循环链接。请删除，或换成文件本身。",
        )
    en, zh = reason(error)
    return LoadError(
        f"{file}: cannot be read ({en}). Check its permissions.",
        f"{file}：无法读取（{zh}）。请检查权限。",
    )


def _not_listed(folder: Path, error: OSError) -> LoadError:
    en, zh = reason(error)
    return LoadError(
        f"{folder}: the folder cannot be opened ({en}). Nothing in it was read, and no document of it was"
        " removed. Check its permissions, then add again.",
        f"{folder}：文件夹无法打开（{zh}），其中的文件没有读取，来自其中的文献也没有移除。请检查权限后再添加。",
    )


def _same_name(one: FoundFile, first: Path) -> LoadError:
    return LoadError(
        f"{one.path}: its document would be called “{one.name}”, as that of {first.name} is. Rename one of them.",
        f"{one.path}：文献名“{one.name}”与 {first.name} 的相同。请将其中一个改名。",
    )
