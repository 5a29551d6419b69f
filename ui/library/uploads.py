"""Files on their way into the library: streamed into private folders that go when they are read."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

import anyio

from assistant.errors import AssistantError, LoadError
from assistant.load import LARGEST_FILE, SUFFIXES, document_name
from assistant.reasons import reason
from assistant.types import Added

PREFIX = "uploads-"
_FORGOTTEN_AFTER = 3600.0
"""Seconds after which an upload that its tab has abandoned is deleted."""

_DRIVE = re.compile(r"[A-Za-z]:")
_UNSAFE_ON_WINDOWS = re.compile(
    r'[<>:"|?*]|[. ]$|^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)', re.IGNORECASE
)


class UploadError(AssistantError):
    """A file is not taken in; `status` is what HTTP calls the reason."""

    def __init__(self, en: str, zh: str, status: int = 400) -> None:
        super().__init__(en, zh)
        self.status = status


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of one file, and of all that waits to be read; files of one upload; open uploads."""

    file: int = LARGEST_FILE
    total: int = 4 * 2**30
    files: int = 20_000
    uploads: int = 8
    reserve: int = 256 * 2**20
    """Bytes of the disk that uploads leave free."""


@dataclass(slots=True)
class Upload:
    """A folder of files that one visitor is sending."""

    id: str
    folder: Path
    used: float
    files: int = 0
    size: int = 0
    refused: dict[str, Added] = field(default_factory=dict)


class Uploads:
    """All uploads of a server. `parent` None is the system's folder for temporary files."""

    def __init__(
        self,
        parent: Path | None = None,
        limits: Limits | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.limits = limits or Limits()
        self._clock = clock
        self._lock = threading.Lock()
        self._open: dict[str, Upload] = {}
        self._taken: dict[str, Upload] = {}
        if parent is not None:
            # Left behind by a crash; a library has one server.
            for left in parent.glob(f"{PREFIX}*"):
                shutil.rmtree(left, ignore_errors=True)
        self._parent = parent
        self._folder: Path | None = None

    def begin(self) -> Upload:
        """An empty upload. :raises UploadError: too many are open, or nothing can be written."""
        with self._lock:
            self._forget_abandoned()
            if len(self._open) >= self.limits.uploads:
                raise UploadError(
                    f"{len(self._open)} uploads are going on already. Try again when one has ended.",
                    f"已有 {len(self._open)} 个上传正在进行，请稍后再试。",
                    503,
                )
            id_ = secrets.token_urlsafe(16)
            upload = self._open[id_] = Upload(id_, self._new_folder(), self._clock())
            return upload

    def _new_folder(self) -> Path:
        """:raises UploadError: the disk is read-only or full."""
        try:
            if self._folder is None:
                # For the eyes of this user alone, like all that mkdtemp makes.
                self._folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=self._parent))
            folder = self._folder / secrets.token_hex(8)
            folder.mkdir(mode=0o700)
        except OSError as error:
            en, zh = reason(error)
            raise UploadError(
                f"The server takes no files: its library folder cannot be written ({en}). Make it writable, then upload"
                " again.",
                f"服务器不能接收文件：资料库文件夹无法写入（{zh}）。请使其可写后重新上传。",
                507,
            ) from error
        return folder

    def get(self, id_: str) -> Upload:
        """:raises UploadError: there is none of that id, or it was abandoned."""
        with self._lock:
            upload = self._open.get(id_)
        if upload is None:
            raise UploadError(
                "This upload is not known any more. Choose the files again.",
                "这次上传已失效，请重新选择文件。",
                404,
            )
        upload.used = self._clock()
        return upload

    def take(self, id_: str) -> Upload:
        """The upload, complete; nothing more is received. The caller has to `discard` it."""
        upload = self.get(id_)
        with self._lock:
            self._taken[id_] = self._open.pop(id_)
        return upload

    def discard(self, upload: Upload) -> None:
        """Delete what was received."""
        with self._lock:
            self._open.pop(upload.id, None)
            self._taken.pop(upload.id, None)
        shutil.rmtree(upload.folder, ignore_errors=True)

    def close(self) -> None:
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    async def receive(
        self, upload: Upload, path: str, size: int, chunks: AsyncIterator[bytes]
    ) -> None:
        """Write one file at its place in the upload. `size` is what the sender says; a file that
        is refused is noted in the upload, and nothing of it stays.

        :raises UploadError: an unsafe path, an unknown type, too large, or no more room.
        """
        name = path
        try:
            name = relative_path(path)
            self._check(upload, name, size)
            await self._write(upload, upload.folder / name, chunks)
        except UploadError as error:
            upload.refused[name] = Added(path, name, "refused", error.en, error.zh)
            raise

    async def _write(self, upload: Upload, target: Path, chunks: AsyncIterator[bytes]) -> None:
        try:
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            file = await anyio.open_file(target, "xb")
        except OSError as error:
            raise _not_written(error) from error
        upload.files += 1
        received = 0
        try:
            async with file:
                async for chunk in chunks:
                    received += len(chunk)
                    upload.size += len(chunk)
                    self._check_size(received)
                    self._check_room(0)
                    await file.write(chunk)
                    upload.used = self._clock()
        except BaseException as error:  # also when the visitor leaves
            upload.files -= 1
            upload.size -= received
            target.unlink(missing_ok=True)
            if isinstance(error, OSError):
                raise _not_written(error) from error
            raise

    def _check(self, upload: Upload, name: str, size: int) -> None:
        suffix = PurePosixPath(name).suffix.lower()
        if suffix not in SUFFIXES:
            raise UploadError(
                f"Files of type “{suffix or 'none'}” cannot be read. Save the text as docx, pdf or txt.",
                f"不支持“{suffix or '无扩展名'}”文件。请另存为 docx、pdf 或 txt 后再添加。",
                415,
            )
        if upload.files >= self.limits.files:
            raise UploadError(
                f"One upload takes {self.limits.files:,} files. Upload the others afterwards.",
                f"一次最多上传 {self.limits.files:,} 个文件，其余请另行上传。",
                413,
            )
        self._check_size(size)
        self._check_room(size)
        if shutil.disk_usage(upload.folder).free < size + self.limits.reserve:
            raise UploadError(
                "The disk of the server is nearly full. Free some space, then upload again.",
                "服务器磁盘空间不足。请腾出空间后重新上传。",
                507,
            )

    def _check_size(self, size: int) -> None:
        if size > self.limits.file:
            raise UploadError(
                f"More than {_megabytes(self.limits.file)} MB. Split the file.",
                f"超过 {_megabytes(self.limits.file)} MB，请拆分后上传。",
                413,
            )

    def _check_room(self, more: int) -> None:
        with self._lock:
            waiting = sum(u.size for u in (*self._open.values(), *self._taken.values()))
        if waiting + more > self.limits.total:
            raise UploadError(
                f"More than {_megabytes(self.limits.total)} MB would wait to be added. Upload the"
                " rest once these are done.",
                f"等待加入的文件超过 {_megabytes(self.limits.total)} MB，请待其完成后再上传其余文件。",
                413,
            )

    def _forget_abandoned(self) -> None:
        before = self._clock() - _FORGOTTEN_AFTER
        for id_ in [id_ for id_, upload in self._open.items() if upload.used < before]:
            shutil.rmtree(self._open.pop(id_).folder, ignore_errors=True)


def relative_path(path: str) -> str:
    """The path of an uploaded file below its folder, as a document name.

    :raises UploadError: it leads elsewhere, is hidden, or cannot be a name.
    """
    parts = path.split("/")
    if "\\" in path or _DRIVE.match(path) or any(part.strip() in ("", ".", "..") for part in parts):
        raise UploadError(
            f"“{path[:80]}” is no path within a folder. Rename the file.",
            f"“{path[:80]}”不是文件夹内的路径。请改名后上传。",
        )
    try:
        name = document_name(path)
    except LoadError as error:
        raise UploadError(error.en, error.zh) from error
    if any(part.startswith(".") for part in name.split("/")):
        raise UploadError("Hidden files are not added.", "隐藏文件不予加入。")
    if os.name == "nt" and any(_UNSAFE_ON_WINDOWS.search(part) for part in name.split("/")):
        raise UploadError(
            f"Windows cannot keep a file named “{name[:80]}”. Rename it.",
            f"Windows 不能保存名为“{name[:80]}”的文件。请改名后上传。",
        )
    return name


def _not_written(error: OSError) -> UploadError:
    if isinstance(error, FileExistsError):
        return UploadError(
            "Another file of this upload has the same name. Rename one of them.",
            "本次上传中已有同名文件。请将其中一个改名。",
            409,
        )
    en, zh = reason(error)
    return UploadError(
        f"The server cannot keep the file: {en}. Rename or shorten its name, or try again.",
        f"服务器无法保存该文件：{zh}。请改短文件名或重试。",
        507,
    )


def _megabytes(size: int) -> str:
    return f"{size / 2**20:,.0f}"
