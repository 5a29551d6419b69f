"""Whether and how a library folder can be opened, and what a person is told about it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import LibraryError, ModelMismatch
from assistant.library.connections import read_only, readable_errors
from assistant.library.folder import DATABASE, has_room, is_writable, refuse_network_share
from assistant.library.legs import Model
from assistant.library.maintain import stored_model
from assistant.library.watermark import Damaged
from assistant.reasons import reason

if TYPE_CHECKING:
    from embeddings import Embedder

BUNDLED = "bundled"
"""What the model that comes with the program is called; it may change with a new version."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the person should know that did not stop anything."""

    en: str
    zh: str


def examine(folder: Path, wanted: bool | None) -> bool:
    """Whether the library in the folder is to be opened for reading only; makes the folder unless
    reading only is `wanted`. None finds out: no right to write there, or no room.

    :raises LibraryError: the folder is a file or lies on a network share.
    :raises LibraryReadOnly: it cannot be written, and `wanted` is False or there is no library.
    """
    path = folder / DATABASE
    with readable_errors(path):
        if folder.exists() and not folder.is_dir():
            raise LibraryError(
                f"{folder} is a file; a library is a folder. Choose a folder with --library.",
                f"{folder} 是文件，而资料库应为文件夹。请用 --library 选择文件夹。",
            )
        refuse_network_share(folder)
        if wanted:
            writable = False
        else:
            folder.mkdir(parents=True, exist_ok=True)
            writable = is_writable(folder)
            if wanted is None and path.exists() and not has_room(folder):
                writable = False
        if not writable and (wanted is False or not path.exists()):
            raise read_only(folder)
        return not writable


def fitting_model(
    db: sqlite3.Connection, folder: Path, embedder: Embedder | None, *, read_only: bool
) -> Model | None:
    """The library's model if it has one; None if nothing is embedded yet, so any will do.

    :raises ModelMismatch: it has documents embedded with another model.
    """
    stored = stored_model(db)
    if stored is None:
        return None
    model, name = stored
    if embedder is None or model.fingerprint == embedder.fingerprint:
        return model
    if not db.execute("SELECT EXISTS (SELECT 1 FROM documents)").fetchone()[0]:
        return None
    if name == embedder.name == BUNDLED and not read_only:
        return model
    raise other_model(folder, name, embedder.name)


def other_model(folder: Path, stored: str, current: str) -> ModelMismatch:
    return ModelMismatch(
        f"The library {folder} was embedded with the model “{stored}”, not with “{current}”,"
        " which is in use. Use that model, or embed the library again: speech-assistant reindex",
        f"资料库 {folder} 是用模型“{stored}”建立的，与当前的“{current}”不同。"
        "请改用原来的模型，或重新建立向量：speech-assistant reindex",
    )


def new_model(folder: Path) -> Notice:
    return Notice(
        f"The texts of {folder} were embedded again, for the model of this version.",
        f"已用本版本自带的模型为 {folder} 中的文本重新建立向量。",
    )


def rebuilt(reason: Damaged) -> Notice:
    return Notice(
        f"The search index was built again from the stored texts ({reason.en}). Nothing was lost.",
        f"检索索引已由存储的文本重新建立（{reason.zh}）。没有丢失任何内容。",
    )


def not_updated(error: Exception) -> Notice:
    en, zh = reason(error)
    return Notice(
        f"All texts are saved, but the search indexes could not follow: {en}. Searching works,"
        " more slowly; they are mended when the library is opened again.",
        f"文本均已保存，但检索索引未能更新：{zh}。检索仍可用，只是较慢；重新打开资料库时会自动修复。",
    )


def opened_read_only(folder: Path) -> Notice:
    if not has_room(folder):
        full = read_only(folder)
        return Notice(full.en, full.zh)
    return Notice(
        f"The library {folder} is read-only: it can be asked but not changed; its full-text index"
        " is read from a temporary copy.",
        f"资料库 {folder} 是只读的：可以提问，不能更改；全文索引使用临时副本。",
    )
