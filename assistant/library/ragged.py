"""Token ids of many paragraphs in one array, and the file that keeps them."""

from __future__ import annotations

import json
import mmap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.library.records import Ids, in_sorted

_MAGIC = b"SPTOK3\n"

NormsOf = Callable[[NDArray[np.uint16], Ids], NDArray[np.float32]]
"""From token ids and offsets to the norms of `Ragged`."""


@dataclass(frozen=True, slots=True, eq=False)
class Ragged:
    """Token ids of n paragraphs: paragraph i holds `values[offsets[i]:offsets[i + 1]]`, in order.

    `values` is uint16 (t,), `offsets` int64 (n + 1,). `norms` float32 (n,) are the lengths of the
    sums of their tokens' vectors, which take far longer to add up than to keep.
    """

    values: NDArray[np.uint16]
    offsets: Ids
    norms: NDArray[np.float32]

    @classmethod
    def of(cls, rows: Sequence[NDArray[np.uint16]], norms_of: NormsOf) -> Ragged:
        offsets = np.cumsum([0, *map(len, rows)], dtype=np.int64)
        values = np.concatenate([np.empty(0, np.uint16), *rows])
        return cls(values, offsets, norms_of(values, offsets))

    @classmethod
    def empty(cls) -> Ragged:
        return cls(np.empty(0, np.uint16), np.zeros(1, np.int64), np.empty(0, np.float32))

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def select(self, rows: Ids) -> Ragged:
        """The given rows in that order. Neighbours in order are not copied."""
        if not len(rows):
            return self.empty()
        starts, lengths = self.offsets[rows], self.offsets[rows + 1] - self.offsets[rows]
        ends = np.cumsum(lengths)
        offsets = np.concatenate([np.zeros(1, np.int64), ends])
        if len(rows) == 1 or (np.diff(rows) == 1).all():
            values = self.values[starts[0] : starts[0] + ends[-1]]
            return Ragged(values, offsets, self.norms[rows])
        place = np.arange(ends[-1], dtype=np.int64) + np.repeat(starts - (ends - lengths), lengths)
        return Ragged(self.values[place], offsets, self.norms[rows])

    def followed_by(self, other: Ragged) -> Ragged:
        return Ragged(
            np.concatenate([self.values, other.values]),
            np.concatenate([self.offsets, other.offsets[1:] + self.offsets[-1]]),
            np.concatenate([self.norms, other.norms]),
        )


@dataclass(frozen=True, slots=True, eq=False)
class TokenTable:
    """Token ids by paragraph: row i of `tokens` belongs to `ids[i]`; ids (n,) ascend."""

    ids: Ids
    tokens: Ragged

    def only(self, ids: Ids) -> TokenTable:
        """The rows of those of the ascending ids that are here."""
        place = np.flatnonzero(in_sorted(self.ids, ids))
        return TokenTable(self.ids[place], self.tokens.select(place))

    def merged(self, other: TokenTable) -> TokenTable:
        """The rows of both; no id may be in both."""
        ids = np.concatenate([self.ids, other.ids])
        order = np.argsort(ids)
        return TokenTable(ids[order], self.tokens.followed_by(other.tokens).select(order))

    def chunks(self) -> Iterable[bytes]:
        """The bytes of a file that `map` reads."""
        header = json.dumps({"rows": len(self.ids), "values": len(self.tokens.values)}).encode()
        # Everything after the header starts at a multiple of eight bytes.
        yield _MAGIC + header.ljust(64 - len(_MAGIC))
        yield np.diff(self.ids, prepend=0).astype("<u4").tobytes()
        yield np.diff(self.tokens.offsets).astype("<u4").tobytes()
        yield self.tokens.norms.astype("<f4").tobytes()
        yield self.tokens.values.astype("<u2").tobytes()

    @classmethod
    def map(cls, path: Path) -> TokenTable:
        """Map a file into memory; its token ids are read as they are used.

        :raises ValueError: the file is not a token table or is cut short.
        :raises OSError: the file cannot be read.
        """
        with open(path, "rb") as file:
            head = file.read(64)
            if len(head) < 64 or not head.startswith(_MAGIC):
                raise ValueError(f"{path.name} is not a token table")
            header = json.loads(head[len(_MAGIC) :])
            rows, values = int(header["rows"]), int(header["values"])
            if path.stat().st_size != 64 + 12 * rows + 2 * values:
                raise ValueError(f"{path.name} is cut short")
            memory = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        ids = np.cumsum(np.frombuffer(memory, "<u4", rows, 64), dtype=np.int64)
        lengths = np.frombuffer(memory, "<u4", rows, 64 + 4 * rows)
        offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths, dtype=np.int64)])
        norms = np.frombuffer(memory, "<f4", rows, 64 + 8 * rows)
        tokens = np.frombuffer(memory, "<u2", values, 64 + 12 * rows)
        return cls(ids, Ragged(tokens, offsets, norms))
