"""What is told while files are added, and afterwards."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

AddStatus = Literal["added", "unchanged", "replaced", "refused"]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one file: `reason` says, in English, why it was refused or left unchanged."""

    path: str
    name: str
    status: AddStatus
    reason: str = ""
    reason_zh: str = ""
    paragraphs: int = 0
    encoding: str = ""
    left_out: tuple[str, ...] = ()
    """What the file holds beside its text, which was not read; see `LoadedText`."""
    repeats: tuple[str, ...] = ()
    """Documents of the library that it mostly repeats."""
    taken: bool = False
    """It was refused because its name stands for another text, which was not to be replaced."""
    unkept: bool = False
    """Its original was to be kept, and could not be."""


@dataclass(frozen=True, slots=True)
class AddReport:
    """What became of every file of one `add`, in the order they were read."""

    files: tuple[Added, ...] = field(default=())
    cancelled: bool = False
    pruned: tuple[str, ...] = ()
    """Documents removed because the folder no longer holds their files."""

    def followed_by(self, other: AddReport) -> AddReport:
        """Both reports as one."""
        return AddReport(
            self.files + other.files,
            self.cancelled or other.cancelled,
            self.pruned + other.pruned,
        )

    def of(self, status: AddStatus) -> tuple[Added, ...]:
        return tuple(f for f in self.files if f.status == status)

    @property
    def added(self) -> tuple[Added, ...]:
        return self.of("added")

    @property
    def unchanged(self) -> tuple[Added, ...]:
        return self.of("unchanged")

    @property
    def replaced(self) -> tuple[Added, ...]:
        return self.of("replaced")

    @property
    def refused(self) -> tuple[Added, ...]:
        return self.of("refused")


@dataclass(frozen=True, slots=True)
class Progress:
    """Reported while files are added, indexes rebuilt or backups written and restored."""

    stage: Literal["reading", "embedding", "saving", "indexing", "copying", "backup", "restoring"]
    done: int
    total: int
    current: str = ""
