"""Texts of the lessons laid out for a network, and what an encoder makes of them: vectors of questions, of passages and of
their sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch.nn import functional

from embeddings.context import FIRST, LAST
from embeddings.training.encoder import FAR, PADDING, Encoder
from embeddings.training.lessons import SENTENCES, Integers, Lessons, Rows

AT_ONCE = 512
QUESTIONS_AT_ONCE = 2048
"""Passages, and questions, which are shorter, that are read at once."""
READ = 128
"""Tokens of a passage that the context model reads."""
_EIGHT = 8
"""Lengths are a multiple of this, as attention on a GPU wants them."""


class Shelf:
    """The lessons on a device."""

    def __init__(self, lessons: Lessons, device: torch.device) -> None:
        self.lessons, self.device = lessons, device
        self._asked, self._held, self._sides = (
            torch.from_numpy(rows.flat).to(device)
            for rows in (lessons.questions, lessons.passages, lessons.sentences)
        )
        self._first, self._end = _borders(lessons.sentences)

    def questions(self, which: Integers) -> tuple[torch.Tensor, torch.Tensor]:
        """Tokens (b, n) of questions, and which of them are there (b, n)."""
        rows, opening = self.lessons.questions, self.lessons.opening[0]
        tokens, there, _ = self._laid_out(
            self._asked, opening, rows.starts[which], rows.lengths[which]
        )
        return tokens, there

    def passages(
        self, which: Integers, most: int = READ, ends: Integers | None = None
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Tokens (b, n) of passages, `most` of each and its first and last one, which of them are there (b, n), and to which
        sentence each belongs, -1 for none (b, n). Of `ends` (b, 2), only the sentences from the first to the last."""
        rows = self.lessons.passages
        starts, lengths = rows.starts[which], rows.lengths[which]
        if ends is not None:
            last = np.minimum(ends[:, 1], SENTENCES - 1)
            begin, end = self._first[which, ends[:, 0]], self._end[which, last]
            some = begin < end  # otherwise none of them has a token
            starts = np.where(some, starts + begin, starts)
            lengths = np.where(some, end - begin, lengths)
        opening = self.lessons.opening[1]
        lengths = np.minimum(lengths, most - len(opening))
        tokens, there, places = self._laid_out(self._held, opening, starts, lengths)
        first = torch.from_numpy(starts).to(self.device)[:, None]
        at = (first + places).clamp(0, len(self._sides) - 1)
        return tokens, there, torch.where(places >= 0, self._sides[at], -1)

    def _laid_out(
        self, flat: torch.Tensor, opening: Sequence[int], starts: Integers, lengths: Integers
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """FIRST, what opens a text, its tokens and LAST (b, n), where there are any (b, n), and places in the text, -1
        for what is not of it (b, n)."""
        own = 1 + len(opening)
        longest = -(-int(lengths.max() + own + 1) // _EIGHT) * _EIGHT
        first, count = (torch.from_numpy(x).to(self.device)[:, None] for x in (starts, lengths))
        places = torch.arange(longest, device=self.device)[None, :] - own
        tokens = flat[(first + places).clamp(0, len(flat) - 1)]
        tokens[:, :own] = torch.tensor([FIRST, *opening], device=self.device)
        tokens = torch.where(places == count, LAST, tokens)
        there = places <= count
        own_places = torch.where(places < count, places, -1).clamp(min=-1)
        return torch.where(there, tokens, PADDING), there, own_places


def _borders(sentences: Rows) -> tuple[Integers, Integers]:
    """(p, SENTENCES) the first token of each sentence, or of the one after it, if it has none; and the token after
    its last, or after that of the one before."""
    count = len(sentences)
    passages = np.repeat(np.arange(count), sentences.lengths)
    places = np.arange(len(sentences.flat)) - sentences.starts[passages]
    told = sentences.flat >= 0
    at = passages[told], sentences.flat[told]
    first = np.full((count, SENTENCES), len(sentences.flat))
    end = np.zeros((count, SENTENCES), np.int64)
    np.minimum.at(first, at, places[told])
    np.maximum.at(end, at, places[told] + 1)
    first = np.minimum.accumulate(first[:, ::-1], axis=1)[:, ::-1]
    return first, np.maximum.accumulate(end, axis=1)


@dataclass(frozen=True, slots=True)
class Read:
    """What an encoder made of p passages."""

    vectors: torch.Tensor
    """Unit vectors (p, d)."""
    parts: torch.Tensor
    """(p, s, d) of their sentences, zero for those that are not there."""
    there: torch.Tensor
    """(p, s) which are there."""

    def likeness(self, questions: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """(q, p) cosines with unit vectors (q, d), and their means with those of the likest sentence, as
        embeddings.context.likeness."""
        whole = questions @ self.vectors.T
        cosines = torch.einsum("qd,psd->qps", questions, self.parts)
        best = cosines.masked_fill(~self.there, -1.0).amax(dim=2)
        return whole, (whole + torch.where(self.there.any(dim=1), best, whole)) / 2

    def cosines(self, questions: torch.Tensor, which: torch.Tensor) -> torch.Tensor:
        """(b, s) of each of b questions with the sentences of the passage at its place in `which` (b,)."""
        found = torch.einsum("bd,bsd->bs", questions, self.parts[which])
        return found.masked_fill(~self.there[which], FAR)


def in_sentences(values: torch.Tensor, sides: torch.Tensor, count: int) -> torch.Tensor:
    """(b, s, d) means of the values (b, n, d) of the tokens of each of s = `count` sentences; zero for none."""
    ours = sides[:, None, :] == torch.arange(count, device=sides.device)[None, :, None]
    shares = ours.float() / ours.sum(dim=2, keepdim=True).clamp(min=1)
    return shares @ values.float()


def mean(states: torch.Tensor, there: torch.Tensor) -> torch.Tensor:
    """Unit vectors (b, d) of states (b, n, d), of which those `there` (b, n) count."""
    held = there[:, :, None].float()
    return functional.normalize((states.float() * held).sum(1) / held.sum(1), dim=1)


def alike(lengths: Integers, at_once: int = AT_ONCE) -> Iterator[Integers]:
    """Places of texts, some at once, those of like length together."""
    order = np.argsort(lengths, kind="stable")
    yield from np.array_split(order, -(-len(order) // at_once))


def read_questions(encoder: Encoder, shelf: Shelf, which: Integers) -> torch.Tensor:
    """Unit vectors (q, d)."""
    rows: list[torch.Tensor] = []
    order: list[Integers] = []
    for some in alike(shelf.lessons.questions.lengths[which], QUESTIONS_AT_ONCE):
        tokens, there = shelf.questions(which[some])
        rows.append(mean(encoder(tokens, there)[-1], there))
        order.append(some)
    return put_back(rows, order)


def read_passages(encoder: Encoder, shelf: Shelf, which: Integers) -> Read:
    """Passages with their sentences."""
    order: list[Integers] = []
    read: list[tuple[torch.Tensor, torch.Tensor]] = []
    count = sentence_count(shelf.lessons.reaches, which)
    for some in alike(shelf.lessons.passages.lengths[which]):
        tokens, there, sides = shelf.passages(which[some])
        read.append(seen(encoder(tokens, there)[-1], there, sides, count))
        order.append(some)
    return joined(read, order)


def seen(
    states: torch.Tensor, there: torch.Tensor, sides: torch.Tensor, count: int
) -> tuple[torch.Tensor, torch.Tensor]:
    """Unit vectors (b, d) of passages and (b, s, d) of their sentences, of states (b, n, d)."""
    parts = functional.normalize(in_sentences(states, sides, count), dim=2)
    return mean(states, there), parts


def joined(read: Sequence[tuple[torch.Tensor, torch.Tensor]], order: Sequence[Integers]) -> Read:
    """Passages that were read some at once, in the places that `order` says."""
    vectors, parts = (put_back(column, order) for column in zip(*read, strict=True))
    return Read(vectors, parts, parts.detach().abs().sum(dim=2) > 0)


def put_back(rows: Sequence[torch.Tensor], order: Sequence[Integers]) -> torch.Tensor:
    """Rows (n, ...) of texts that were read some at once, in the places that `order` says."""
    back = np.argsort(np.concatenate(order))
    return torch.cat(tuple(rows))[torch.from_numpy(back).to(rows[0].device)]


def sentence_count(reaches: Rows, which: Integers) -> int:
    """Sentences that the longest of some passages has, one at least."""
    return max(1, int(reaches.lengths[which].max()) // 2)
