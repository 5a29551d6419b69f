"""What the cross-encoder is taught from: stretches of passages that answer a question, and near misses."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from embeddings.context import PASSAGE, QUESTION, Span, sentences
from embeddings.cross import reach, stretch
from embeddings.training.data import Pair
from embeddings.training.encoder import Encoder
from embeddings.training.imitation import PASSAGE_TOKENS, QUESTION_TOKENS
from embeddings.training.telling import Known, sentence_places

_READ_AT_ONCE = 512
_NEAR, _NEAREST = 10, 6
"""Passages of all, and of the same document, that are most like a question and do not answer it."""
_OF_DOCUMENT, _MISSES = 2, 3
"""Misses of the same document, at most, and all misses of a question in a batch."""
_CLEARLY = 0.03
"""By how much more than its own passage one of another document may be like a question: those more alike often
answer it too."""
_ELSEWHERE = 0.3
"""How often a stretch is not that around the sentence most like the question, but around one that answers."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Example:
    """A question, the stretch that answers it before those that do not, and, unless there is none, a question that its
    passage does not answer with the stretch most like that."""

    question: str
    stretches: tuple[str, ...]
    trap: tuple[str, str] | None


class Examples:
    """Questions with their passages and what is near them, by the vectors of an encoder."""

    def __init__(
        self,
        encoder: Encoder,
        groups: Sequence[Sequence[Pair]],
        general: Sequence[Pair],
        known: Known,
    ) -> None:
        """`groups` of pairs stand in one document; `general` ones in none."""
        self._known = known
        self._pairs = [pair for group in groups for pair in group] + list(general)
        own = sum(map(len, groups))
        self.own, self.general = list(range(own)), list(range(own, len(self._pairs)))
        self._texts = list(dict.fromkeys(p for _, p in self._pairs))
        self._places = {text: i for i, text in enumerate(self._texts)}
        traps = [q for p in self._texts for q in known.traps.get(p, ())]
        asked = list(dict.fromkeys([*(q for q, _ in self._pairs), *traps]))
        self._asked = dict(zip(asked, _questions(encoder, asked), strict=True))
        self._whole, self._parts, self._firsts = _passages(encoder, self._texts)
        documents = [sorted({self._places[p] for _, p in group}) for group in groups]
        self._beside = {i: places for places in documents for i in places}
        self._answers: defaultdict[str, set[int]] = defaultdict(set)
        for question, passage in self._pairs:
            self._answers[question].add(self._places[passage])

    def draw(self, number: int, rng: random.Random) -> Example:
        """The pair of that number with misses drawn."""
        question, passage = self._pairs[number]
        place = self._places[passage]
        stretches = self._own(question, place, rng)
        for miss in self._misses(question, place, rng):
            if len(stretches) <= _MISSES:
                stretches.append(stretch(self._texts[miss], self._likest(question, miss)))
        traps = self._known.traps.get(passage, ())
        trap = rng.choice(list(traps)) if traps else ""
        met = (trap, stretch(passage, self._likest(trap, place))) if trap else None
        return Example(question, tuple(stretches), met)

    def _own(self, question: str, place: int, rng: random.Random) -> list[str]:
        """A stretch of its passage that answers the question, and, where it is known that there is one, the
        likest that does not."""
        text = self._texts[place]
        spans = sentences(text)
        answers = self._known.answers.get((question, text), ())
        telling = {i for i, (a, b) in enumerate(spans) if any(a < y and b > x for x, y in answers)}
        chosen = self._likest(question, place)
        if not telling:
            return [stretch(text, chosen)]
        if not _meets(spans, chosen, telling) or rng.random() < _ELSEWHERE:
            chosen = rng.choice(sorted(telling))
        found = [stretch(text, chosen)]
        cosines = self._cosines(question, place)  # of the sentences that are read
        others = [i for i in range(len(cosines)) if not _meets(spans, i, telling)]
        if others:
            found.append(stretch(text, max(others, key=lambda i: cosines[i])))
        return found

    def _misses(self, question: str, place: int, rng: random.Random) -> list[int]:
        """Passages that do not answer the question, of its document before others."""
        likeness = self._likeness(question)
        answers = self._answers[question]
        beside = sorted(self._beside.get(place, ()), key=lambda i: -likeness[i])
        near = [i for i in beside if i not in answers][:_NEAREST]
        far = np.argsort(-likeness)[: _NEAR + len(answers)]
        most = likeness[place] + _CLEARLY
        others = [int(i) for i in far if i not in answers and likeness[i] < most][:_NEAR]
        drawn = rng.sample(near, min(_OF_DOCUMENT, len(near)))
        return list(dict.fromkeys(drawn + rng.sample(others, min(_MISSES, len(others)))))

    def _likeness(self, question: str) -> Floats:
        """(P,) mean of the cosines with each passage and with its likest sentence, as `context.likeness`."""
        vector = self._asked[question]
        best = np.maximum.reduceat(self._parts @ vector, self._firsts[:-1])
        return np.asarray((self._whole @ vector + best) / 2, np.float32)

    def _cosines(self, question: str, place: int) -> Floats:
        parts = self._parts[self._firsts[place] : self._firsts[place + 1]]
        return np.asarray(parts @ self._asked[question], np.float32)

    def _likest(self, question: str, place: int) -> int:
        return int(np.argmax(self._cosines(question, place)))


def _meets(spans: Sequence[Span], sentence: int, telling: set[int]) -> bool:
    first, last = reach(spans, sentence)
    return any(first <= i <= last for i in telling)


@torch.no_grad()
def _questions(encoder: Encoder, texts: Sequence[str]) -> Floats:
    rows = [
        encoder.vectors([QUESTION + t for t in texts[i : i + _READ_AT_ONCE]], QUESTION_TOKENS)
        for i in range(0, len(texts), _READ_AT_ONCE)
    ]
    return np.asarray(torch.cat(rows).numpy(), np.float32)


@torch.no_grad()
def _passages(encoder: Encoder, texts: Sequence[str]) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """Unit vectors (P, d) of passages, of all their sentences (S, d), and where those of each begin (P + 1,)."""
    whole: list[torch.Tensor] = []
    parts: list[torch.Tensor] = []
    counts: list[int] = []
    for start in range(0, len(texts), _READ_AT_ONCE):
        some = texts[start : start + _READ_AT_ONCE]
        vectors, states = encoder.read([PASSAGE + t for t in some], PASSAGE_TOKENS)
        for text, vector, own in zip(some, vectors, states, strict=True):
            means = [own[a:b].mean(0) for _, (a, b) in sentence_places(encoder, text, len(own))]
            rows = torch.stack(means or [vector])
            whole.append(vector)
            parts.append(torch.nn.functional.normalize(rows, dim=1))
            counts.append(len(rows))
    firsts = np.cumsum([0, *counts], dtype=np.int64)
    return torch.stack(whole).numpy(), torch.cat(parts).numpy(), firsts
