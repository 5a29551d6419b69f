"""Two documents side by side: what was kept, reworded, moved, added and dropped, sentence by sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import prod
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from assistant.checks.differences import Run, one_sign, runs
from assistant.clean import normalize
from assistant.errors import DocumentError
from assistant.library.snapshot import Snapshot
from assistant.text.sentences import short_pieces
from assistant.types import Document, Language, Paragraph
from embeddings import StaticModel

Verdict = Literal["kept", "reworded", "dropped", "new"]

_ALIKE = 0.6
"""Likeness from which one sentence is taken for a new wording of the other: the mean of their common
letters and of their cosine. Sentences on one subject that share only set phrases stay below."""
_RELATED = 0.5
"""Cosine from which sections without a common sentence are set beside each other."""
_LARGEST = 25_000_000
"""Pairs of sentences compared: 5,000 by 5,000 take 100 MB."""
_LONGEST = 400
"""Characters up to which a sentence is compared as a whole."""
_LARGEST_TEXTS = 10**12
"""Pairs of characters compared: a million by a million take as much time as any sentences."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, or a whole heading, as it stands: `text` is `original[start:end]`."""

    paragraph: int
    start: int
    end: int
    text: str
    locator: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence of the left document, of the right one, or both. `moved` tells that it stands in
    another place than its neighbours. `runs` align a reworded pair, left as asked, right as source."""

    verdict: Verdict
    left: Passage | None
    right: Passage | None
    runs: tuple[Run, ...] = ()
    moved: bool = False


@dataclass(frozen=True, slots=True)
class SectionPair:
    """Sections about the same, by the heading chains that lead to them; None where one side has none.
    A text without headings, or what stands before the first, is the section `()`."""

    left: tuple[str, ...] | None
    right: tuple[str, ...] | None
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two documents, section by section in the order of the right one."""

    left: Document
    right: Document
    sections: tuple[SectionPair, ...]
    language: Language = "zh"

    @property
    def counts(self) -> dict[Verdict | Literal["moved"], int]:
        """Sentences by verdict; those that moved are counted once more."""
        pairs = [pair for section in self.sections for pair in section.pairs]
        found = Counter(pair.verdict for pair in pairs)
        verdicts: tuple[Verdict, ...] = ("kept", "reworded", "new", "dropped")
        return {**{v: found[v] for v in verdicts}, "moved": sum(pair.moved for pair in pairs)}


@dataclass(frozen=True, slots=True)
class _Side:
    """The sentences of a document in order, with the section and the folded text of each."""

    passages: tuple[Passage, ...]
    sections: tuple[tuple[str, ...], ...]
    folded: tuple[str, ...]
    vectors: NDArray[np.float32]


def compare(
    snapshot: Snapshot, left: str, right: str, model: StaticModel, language: Language = "zh"
) -> Comparison:
    """Compare the document `left`, the earlier one, with `right`.

    :raises DocumentError: no document of that name, the same one twice, or they are too long.
    """
    documents = snapshot.document(left), snapshot.document(right)
    if documents[0].name == documents[1].name:
        raise DocumentError(
            f"{left} cannot be compared with itself. Name two documents.",
            f"不能将“{left}”与它自己比较。请指定两篇文献。",
        )
    characters = [document.characters for document in documents]
    if prod(characters) > _LARGEST_TEXTS:
        raise _too_long(left, right, characters, "characters", "字")
    a, b = (_side(snapshot, document.name, model, language) for document in documents)
    passages = [len(side.passages) for side in (a, b)]
    if prod(passages) > _LARGEST:
        raise _too_long(left, right, passages, "sentences", "句")
    matched, moved = _matches(_likeness(a, b))
    return Comparison(*documents, tuple(_sections(a, b, matched, moved)), language)


def _too_long(left: str, right: str, held: Sequence[int], en: str, zh: str) -> DocumentError:
    return DocumentError(
        f"{left} and {right} hold {held[0]:,} and {held[1]:,} {en}, too many to compare at once. Compare"
        " shorter parts.",
        f"“{left}”有 {held[0]:,} {zh}，“{right}”有 {held[1]:,} {zh}，超出一次比较的上限。请分成较短的部分比较。",
    )


def _side(snapshot: Snapshot, name: str, model: StaticModel, language: Language) -> _Side:
    text = snapshot.text(name)
    passages, sections = [], []
    for paragraph in snapshot.paragraphs_of(name):
        if paragraph.kind == "furniture":
            continue
        where = snapshot.locator(name, paragraph, language)
        for start, end in _spans(text, paragraph):
            passages.append(Passage(paragraph.number, start, end, text[start:end], where))
            sections.append(paragraph.section)
    folded = [one_sign(normalize(p.text)) for p in passages]
    return _Side(tuple(passages), tuple(sections), tuple(folded), model.embed_passages(folded))


def _spans(text: str, paragraph: Paragraph) -> list[tuple[int, int]]:
    if paragraph.kind != "body":
        return [(paragraph.start, paragraph.end)]
    found = short_pieces(text[paragraph.start : paragraph.end], _LONGEST)
    return [(paragraph.start + start, paragraph.start + end) for start, end in found]


def _likeness(a: _Side, b: _Side) -> NDArray[np.float32]:
    """(n, m): 1 for sentences of equal letters; 0 below the likeness of a new wording."""
    if not a.passages or not b.passages:
        return np.zeros((len(a.passages), len(b.passages)), np.float32)
    letters = process.cdist(a.folded, b.folded, scorer=fuzz.ratio, dtype=np.float32) / 100
    like = (letters + a.vectors @ b.vectors.T) / 2
    like[like < _ALIKE] = 0
    like[letters == 1] = 1
    return np.asarray(like, np.float32)


def _matches(like: NDArray[np.float32]) -> tuple[dict[int, int], set[int]]:
    """Left sentences by right one, and those of the right that moved: first the pairs that keep their
    order and are most alike together, then, of what is left over, the most alike."""
    matched = {j: i for i, j in _in_order(like)}
    taken = set(matched.values())
    rest = like.copy()
    rest[list(taken)] = 0
    rest[:, list(matched)] = 0
    moved: set[int] = set()
    rows, columns = np.nonzero(rest)
    for place in np.argsort(-rest[rows, columns], kind="stable").tolist():
        i, j = int(rows[place]), int(columns[place])
        if j not in matched and i not in taken:
            matched[j] = i
            taken.add(i)
            moved.add(j)
    return matched, moved


def _in_order(like: NDArray[np.float32]) -> Iterator[tuple[int, int]]:
    """The pairs of the alignment with the greatest sum of likeness, last first."""
    n, m = like.shape
    best = np.zeros((n + 1, m + 1), np.float32)
    for i in range(n):
        best[i + 1, 1:] = np.maximum.accumulate(np.maximum(best[i, 1:], best[i, :-1] + like[i]))
    i, j = n, m
    while i and j:
        if best[i, j] == best[i, j - 1]:
            j -= 1
        elif best[i, j] == best[i - 1, j]:
            i -= 1
        else:
            i, j = i - 1, j - 1
            yield i, j


def _sections(
    a: _Side, b: _Side, matched: dict[int, int], moved: set[int]
) -> Iterator[SectionPair]:
    """The sections of the right document in order, each with the one of the left that is beside it;
    those of the left that are beside none stand before the one that followed them."""
    left, right = _grouped(a.sections), _grouped(b.sections)
    beside = _beside(a, b, left, right, matched)
    taken = set(beside.values())
    alone = [k for k in range(len(left)) if k not in taken]
    gone = sorted(set(range(len(a.passages))) - set(matched.values()))
    for k, rows in enumerate(right):
        other = beside.get(k)
        while alone and other is not None and alone[0] < other:
            yield from _dropped(a, left, alone, gone)
        yield SectionPair(
            a.sections[left[other][0]] if other is not None else None,
            b.sections[rows[0]],
            tuple(_pairs(a, b, rows, _within(gone, left, other), matched, moved)),
        )
    while alone:
        yield from _dropped(a, left, alone, gone)


def _dropped(
    a: _Side, left: Sequence[Sequence[int]], alone: list[int], gone: Sequence[int]
) -> Iterator[SectionPair]:
    """The first section that is alone, unless all of it went elsewhere."""
    k = alone.pop(0)
    pairs = [Pair("dropped", a.passages[i], None) for i in _within(gone, left, k)]
    if pairs:
        yield SectionPair(a.sections[left[k][0]], None, tuple(pairs))


def _within(rows: Sequence[int], groups: Sequence[Sequence[int]], k: int | None) -> list[int]:
    return [] if k is None else [i for i in rows if groups[k][0] <= i <= groups[k][-1]]


def _grouped(sections: Sequence[tuple[str, ...]]) -> list[list[int]]:
    """The places of the sentences of each section, in order."""
    groups = groupby(range(len(sections)), key=lambda i: sections[i])
    return [list(places) for _, places in groups]


def _beside(
    a: _Side,
    b: _Side,
    left: Sequence[Sequence[int]],
    right: Sequence[Sequence[int]],
    matched: dict[int, int],
) -> dict[int, int]:
    """Left section by right one: those that share most, then those whose meaning is nearest."""
    owner = {i: k for k, rows in enumerate(left) for i in rows}
    shared = np.zeros((len(right), len(left)), np.float32)
    for k, rows in enumerate(right):
        for j in rows:
            if j in matched:
                shared[k, owner[matched[j]]] += len(b.passages[j].text)
    means = [np.array([s.vectors[r].mean(axis=0) for r in g]) for s, g in ((a, left), (b, right))]
    found: dict[int, int] = {}
    if left and right:
        lengths = [np.maximum(np.linalg.norm(m, axis=1, keepdims=True), 1e-9) for m in means]
        cosine = (means[1] / lengths[1]) @ (means[0] / lengths[0]).T
        near = np.where(cosine >= _RELATED, cosine, 0)
        for score in (shared, near):
            for place in np.argsort(-score, axis=None, kind="stable").tolist():
                k, other = divmod(place, len(left))
                if score[k, other] > 0 and k not in found and other not in found.values():
                    found[k] = other
    return found


def _pairs(
    a: _Side,
    b: _Side,
    rows: Sequence[int],
    gone: Sequence[int],
    matched: dict[int, int],
    moved: set[int],
) -> Iterator[Pair]:
    """The sentences of a right section, and those dropped from the left one where they stood."""
    waiting = list(gone)
    for j in rows:
        i = matched.get(j)
        if i is not None and j not in moved:
            while waiting and waiting[0] < i:
                yield Pair("dropped", a.passages[waiting.pop(0)], None)
        if i is None:
            yield Pair("new", None, b.passages[j])
        elif a.folded[i] == b.folded[j]:
            yield Pair("kept", a.passages[i], b.passages[j], moved=j in moved)
        else:
            aligned = runs(a.passages[i].text, b.passages[j].text)
            yield Pair("reworded", a.passages[i], b.passages[j], aligned, j in moved)
    yield from (Pair("dropped", a.passages[i], None) for i in waiting)
