"""The library folder on disk: whether it is safe to use, and files that are never half there."""

from __future__ import annotations

import errno
import os
import re
import shutil
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from assistant.errors import LibraryError
from assistant.library.failpoints import failpoint

DATABASE = "library.db"
LOCK = "write.lock"
INDEX = "index"

_ROOM = 2**18
"""Bytes: the log, the index of the log, and one small batch."""

# Where several machines may map one file, or where shared memory mappings are not kept in step,
# SQLite's write-ahead log can lose data.
_SHARED_FILE_SYSTEMS = {
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "afpfs",
    "webdav",
    "davfs",
    "afs",
    "9p",
    "vboxsf",
    "ceph",
    "glusterfs",
    "lustre",
    "fuse.sshfs",
    "fuse.rclone",
    "fuse.davfs2",
    "fuse.glusterfs",
    "fuse.vmhgfs-fuse",
}


def refuse_network_share(folder: Path) -> None:
    """:raises LibraryError: the folder lies on a network share, as far as can be told."""
    kind = _network_share(folder)
    if kind:
        raise LibraryError(
            f"The library {folder} lies on a network share ({kind}), where it can be damaged."
            " Choose a folder on a local disk with --library, and keep backups on the share.",
            f"资料库 {folder} 位于网络共享（{kind}）上，在那里资料库可能损坏。"
            "请用 --library 选择本机磁盘上的文件夹，网络共享只用于存放备份。",
        )


def _network_share(folder: Path) -> str:
    """The kind of network share that holds the folder; empty for a local disk or when unknown."""
    if sys.platform == "win32":
        import ctypes

        root = folder.resolve().anchor
        remote = root.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(root) == 4
        return root if remote else ""
    kind = file_system(folder.resolve(), _mounts())
    return kind if kind in _SHARED_FILE_SYSTEMS else ""


def _mounts() -> list[tuple[str, str]]:
    """(mount point, file system type) of everything mounted; empty when that cannot be told."""
    try:
        if sys.platform == "darwin":
            import subprocess

            listing = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5)
            return mounts_of_macos(listing.stdout)
        return mounts_of_linux(Path("/proc/self/mountinfo").read_text(encoding="utf-8"))
    except (OSError, ValueError, IndexError):
        return []


def mounts_of_linux(mountinfo: str) -> list[tuple[str, str]]:
    """(mount point, file system type) of each line of `/proc/self/mountinfo`, in mount order."""
    mounts = []
    for line in mountinfo.splitlines():
        left, _, right = line.partition(" - ")
        # Blanks in a path are written as \\040, so that fields can be split at blanks.
        point = re.sub(r"\\([0-7]{3})", lambda m: chr(int(m[1], 8)), left.split()[4])
        mounts.append((point, right.split()[0]))
    return mounts


def mounts_of_macos(listing: str) -> list[tuple[str, str]]:
    """(mount point, file system type) of each line `/sbin/mount` prints."""
    mounts = []
    for line in listing.splitlines():
        left, _, right = line.rpartition(" (")
        _, _, point = left.partition(" on ")
        mounts.append((point, right.partition(",")[0].rstrip(")")))
    return mounts


def file_system(folder: Path, mounts: Iterable[tuple[str, str]]) -> str:
    """The type of the file system that holds the folder: the longest, then latest mount point."""
    best, kind = -1, ""
    for point, type_ in mounts:
        if folder.is_relative_to(point) and len(point) >= best:
            best, kind = len(point), type_
    return kind


def is_writable(folder: Path) -> bool:
    """Whether the library in an existing folder can be written to (its lock file can be opened).

    :raises OSError: for another reason than missing rights.
    """
    try:
        os.close(os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o666))
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            return False
        raise
    database = folder / DATABASE
    return not database.exists() or os.access(database, os.W_OK)


def has_room(folder: Path) -> bool:
    """Whether the disk has room for what SQLite writes merely to open a database, and then some.
    A folder that is not there says nothing of its disk."""
    return not folder.exists() or shutil.disk_usage(folder).free >= _ROOM


class Layers:
    """Folders seen as one: a name is read from the first that has it and written to the first."""

    def __init__(self, top: Path, *below: Path) -> None:
        self.top = top
        self._all = (top, *below)

    def find(self, name: str) -> Path:
        """Where `name` is; in the top folder if it is nowhere."""
        return next((f / name for f in self._all if (f / name).exists()), self.top / name)

    def free(self, name: str) -> Path:
        """A path in the top folder that nothing has yet, made from `name`.

        A file that some reader has mapped cannot be replaced on Windows, so none ever is.
        """
        path, times = self.top / name, 0
        while self.find(path.name).exists():
            times += 1
            path = self.top / f"{name}-{times}"
        return path


def write_file(path: Path, chunks: Iterable[bytes | memoryview]) -> None:
    """Write a file that is either whole or not there: temporary file, fsync, replace."""
    temporary = path.with_name(path.name + ".tmp")
    try:
        with open(temporary, "wb") as file:
            for chunk in chunks:
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        failpoint("after-index-temporary")
        replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def replace(temporary: Path, path: Path) -> None:
    """`os.replace`, made durable, and patient with Windows readers that hold the old file."""
    for attempt in range(20):
        try:
            os.replace(temporary, path)
            break
        except PermissionError:
            if attempt == 19:
                raise
            time.sleep(0.05)
    if sys.platform != "win32":
        directory = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)
