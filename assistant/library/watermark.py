"""The small file that says which derived files belong to which point of a library's history.

It is replaced last, so whatever it names was whole when it was written. Anything that does not
agree with it, byte for byte, is not used.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant.library.failpoints import failpoint
from assistant.library.folder import write_file
from assistant.library.records import Mark
from assistant.reasons import reason

NAME = "watermark.json"
_FORMAT = 1
_BLOCK = 1 << 20


class Damaged(Exception):
    """A derived file is lost, damaged or not of this library; it is to be built again. Says why in
    English and in Chinese.
    """

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.en = en
        self.zh = zh

    @classmethod
    def missing(cls, name: str) -> Damaged:
        return cls(f"{name} is missing", f"{name} 不存在")

    @classmethod
    def changed(cls, name: str) -> Damaged:
        return cls(f"{name} has changed or is cut short", f"{name} 已改变或不完整")

    @classmethod
    def unreadable(cls, name: str, error: Exception) -> Damaged:
        en, zh = reason(error)
        return cls(f"{name} cannot be read: {en}", f"无法读取 {name}：{zh}")

    @classmethod
    def foreign(cls, name: str) -> Damaged:
        return cls(
            f"{name} belongs to another library, model or version",
            f"{name} 属于另一个资料库、模型或版本",
        )


@dataclass(frozen=True, slots=True)
class FilePart:
    """A derived file: made by `model` at a point of history, `digest` its BLAKE2b."""

    file: str
    generation: int
    nonce: str
    model: str
    size: int
    digest: str

    @property
    def mark(self) -> Mark:
        return Mark(self.generation, self.nonce)

    def look(self, path: Path) -> None:
        """:raises Damaged: the file is missing or of another size."""
        try:
            size = path.stat().st_size
        except OSError as error:
            raise Damaged.missing(path.name) from error
        if size != self.size:
            raise Damaged.changed(path.name)

    def read(self, path: Path) -> bytes:
        """:raises Damaged: the file is not the one that was written."""
        try:
            data = path.read_bytes()
        except OSError as error:
            raise Damaged.unreadable(path.name, error) from error
        if len(data) != self.size or digest(data) != self.digest:
            raise Damaged.changed(path.name)
        return data

    def check(self, path: Path) -> None:
        """As `read`, without keeping the bytes."""
        found = hashlib.blake2b(digest_size=16)
        try:
            with open(path, "rb") as file:
                while block := file.read(_BLOCK):
                    found.update(block)
        except OSError as error:
            raise Damaged.unreadable(path.name, error) from error
        if found.hexdigest() != self.digest:
            raise Damaged.changed(path.name)


@dataclass(frozen=True, slots=True)
class FolderPart:
    """The full-text index: a folder, and size and CRC-32 of each of its segment files."""

    folder: str
    files: Mapping[str, tuple[int, int]]

    def check(self, folder: Path) -> None:
        """Segment files are never rewritten, only merged into others and deleted. So one that has
        gone may be a newer commit's doing, but one that is there must be the same.

        :raises Damaged: a segment file is not the one that was written.
        """
        for name, expected in self.files.items():
            try:
                found = segment_sum(folder / name)
            except OSError:
                continue
            if found != tuple(expected):
                raise Damaged.changed(f"{folder.name}/{name}")


@dataclass(frozen=True, slots=True)
class Watermark:
    """What the derived files show: library `library` at `generation`."""

    library: str
    generation: int
    nonce: str
    dense: FilePart | None
    tokens: FilePart | None
    lexical: FolderPart | None

    @property
    def mark(self) -> Mark:
        return Mark(self.generation, self.nonce)

    @property
    def names(self) -> set[str]:
        """Entries of the index folder that are in use."""
        used = {NAME}
        used |= {part.file for part in (self.dense, self.tokens) if part}
        return used | ({self.lexical.folder} if self.lexical else set())

    def write(self, folder: Path) -> None:
        failpoint("before-watermark")
        body = json.dumps({"format": _FORMAT, **asdict(self)}, indent=1)
        write_file(folder / NAME, [body.encode()])
        failpoint("after-watermark")

    @classmethod
    def read(cls, folder: Path) -> Watermark | None:
        """None if there is no watermark.

        :raises Damaged: it cannot be understood.
        """
        try:
            values = json.loads((folder / NAME).read_bytes())
            if values.pop("format") != _FORMAT:
                raise Damaged.foreign(NAME)
            for key in ("dense", "tokens"):
                values[key] = values[key] and FilePart(**values[key])
            lexical = values["lexical"]
            if lexical:
                files = {name: (size, crc) for name, (size, crc) in lexical["files"].items()}
                values["lexical"] = FolderPart(lexical["folder"], files)
            return cls(**values)
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise Damaged.unreadable(NAME, error) from error


def digest(data: bytes | memoryview) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def segment_sum(path: Path) -> tuple[int, int]:
    """Size and CRC-32 of a file.

    :raises OSError: it cannot be read.
    """
    size = crc = 0
    with open(path, "rb") as file:
        while block := file.read(_BLOCK):
            size, crc = size + len(block), zlib.crc32(block, crc)
    return size, crc
