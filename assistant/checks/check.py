"""Was this really said? Exact, altered (with the differences) or absent."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from assistant.clean import has_chinese, normalize
from assistant.store import StoredParagraph
from assistant.text.numerals import numbers
from assistant.types import Span

_ALTERED = 60.0
"""Likeness (rapidfuzz ratio) from which a long wording counts as altered."""
_SHORT = 14
"""Letters below which each one missing asks for more likeness: two words are soon alike."""
_STRICTER = 2.5
_NEGATED = re.compile(
    r"(?:不(?:是|能|得|会|要|准|许|可|应|该|再|必|宜)?|没有?|[无未勿]|(?<!是)非|并非|绝非|not\s+)$"
)
_WORD = re.compile(r"[0-9a-z]")
_RUNS_INTO = re.compile(r"(?:[0-9a-z]|[0-9][.,])$")
_RUNS_ON = re.compile(r"[0-9a-z%]|[.,][0-9]")
_EDGE = 8
"""Characters on either side that tell whether a wording stands alone."""
_NUMBER_EDGE = "\0"
"""Stands on both sides of a number, so that no number is found inside another."""
_CLAUSE = 8
"""Letters by which a stretch may be drawn out to the edge of its clause."""
_KEPT = 8192
"""Texts whose letters are kept from one question to the next."""
_SLACK = 4
"""Characters that an altered quotation may have lost or gained at either end."""
_HAN_RUN = re.compile(r"[一-鿿]+")


@dataclass(frozen=True, slots=True)
class Found:
    """Where the asked wording, or the nearest to it, stands: offsets into the paragraph."""

    row: StoredParagraph
    span: Span

    @property
    def text(self) -> str:
        return self.row.text[slice(*self.span)]

    @property
    def reading(self) -> str:
        """The text as it is read: masked words restored, watermarks left out."""
        at, end = self.span
        base, read = self.row.paragraph.start, ""
        for edit in self.row.edits:
            first, last = edit.start - base, edit.end - base
            if at <= first and last <= end:
                read += self.row.text[at:first] + edit.replacement
                at = last
        return read + self.row.text[at:end]


@dataclass(frozen=True, slots=True)
class Letters:
    """What is compared of a text: letters, and numbers in one writing."""

    folded: str
    starts: tuple[int, ...]
    """Position in the text of each character of `folded`."""
    ends: tuple[int, ...]

    @classmethod
    @functools.lru_cache(maxsize=_KEPT)
    def of(cls, normalized: str) -> Letters:
        pieces: list[tuple[str, int, int]] = []
        at = 0
        for start, end, value in numbers(normalized):
            pieces += cls._plain(normalized, at, start)
            pieces.append((f"{_NUMBER_EDGE}{value}{_NUMBER_EDGE}", start, end))
            at = end
        pieces += cls._plain(normalized, at, len(normalized))
        return cls(
            "".join(piece for piece, _, _ in pieces),
            tuple(start for piece, start, _ in pieces for _ in piece),
            tuple(end for piece, _, end in pieces for _ in piece),
        )

    @staticmethod
    def _plain(text: str, start: int, stop: int) -> list[tuple[str, int, int]]:
        return [(text[i], i, i + 1) for i in range(start, stop) if text[i].isalnum()]


def find_exact(asked: str, rows: Iterable[StoredParagraph]) -> list[Found]:
    """All paragraphs, with the first place in each, whose wording equals the asked one but for width, case, script, punctuation and
    the writing of numbers (343, 三百四十三)."""
    first = (next(standing(asked, row), None) for row in rows)
    return [found for found in first if found]


def standing(asked: str, row: StoredParagraph) -> Iterator[Found]:
    """The same within one paragraph, as often as it stands there."""
    wanted = Letters.of(normalize(asked)).folded
    letters = Letters.of(row.search.text)
    at = letters.folded.find(wanted) if wanted else -1
    while at >= 0:
        span = span_of(letters, at, len(wanted))
        if stands_alone(row.search.text, *span):
            yield found_at(row, span)
        at = letters.folded.find(wanted, at + 1)


def span_of(letters: Letters, at: int, length: int) -> Span:
    return letters.starts[at], letters.ends[at + length - 1]


def found_at(row: StoredParagraph, span: Span) -> Found:
    """`span` in the searched text of the row, as offsets into the paragraph."""
    start, end = row.search.source(*span)
    return Found(row, (start - row.paragraph.start, end - row.paragraph.start))


def index_terms(wording: str) -> list[str]:
    """What the full-text index holds of every paragraph in which a wording stands unbroken: its
    pairs of Chinese characters, without those of numbers; none where it has none."""
    normalized = normalize(wording)
    plain = list(normalized)
    for start, end, _ in numbers(normalized):
        plain[start:end] = " " * (end - start)
    runs = _HAN_RUN.findall("".join(plain))
    return list(dict.fromkeys(run[i : i + 2] for run in runs for i in range(len(run) - 1)))


def literal(asked: str, source: str) -> bool:
    """Whether two equal wordings are written alike as well, spaces and punctuation aside."""
    return "".join(filter(str.isalnum, asked)) == "".join(filter(str.isalnum, source))


def readable(asked: str, rows: Sequence[StoredParagraph]) -> bool:
    """Whether a quotation can be looked up in these paragraphs: one in Latin script alone says
    nothing about the wording of a Chinese text."""
    return has_chinese(asked) or not any(has_chinese(row.text) for row in rows)


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` says the same without the characters around it: it is not negated
    just before, and cuts no number or Latin word."""
    before, after = text[max(0, start - _EDGE) : start], text[end : end + _EDGE]
    return not (
        _NEGATED.search(before)
        or (_WORD.match(text[start]) and _RUNS_INTO.search(before))
        or (_WORD.match(text[end - 1]) and _RUNS_ON.match(after))
    )


def _widened(text: str, start: int, end: int) -> Span:
    """The span with the negation before it and the whole of its numbers."""
    while _WORD.match(text[start]) and (m := _RUNS_INTO.search(text[:start])):
        start = m.start()
    while _WORD.match(text[end - 1]) and (m := _RUNS_ON.match(text[end:])):
        end += m.end()
    negated = _NEGATED.search(text[:start])
    return (negated.start() if negated else start), end


def nearest(asked: str, rows: Iterable[StoredParagraph]) -> tuple[Found, float] | None:
    """The stretch of the paragraphs most like the asked wording, and how alike (0–100)."""
    wanted = Letters.of(normalize(asked)).folded
    best: tuple[Found, float] | None = None
    for row in rows:
        row_text = row.search.text
        letters = Letters.of(row_text)
        stretch = _stretch(wanted, letters.folded) if wanted and letters.folded else None
        if stretch is None:
            continue
        alike = fuzz.ratio(wanted, letters.folded[slice(*stretch)])
        if best is None or alike > best[1]:
            first, last = _to_clauses(wanted, letters, *stretch)
            span = _widened(row_text, *span_of(letters, first, last - first))
            best = found_at(row, span), alike
    return best if best and best[1] >= _required(wanted) else None


def _to_clauses(wanted: str, letters: Letters, first: int, last: int) -> tuple[int, int]:
    """The stretch on to the start, and the end, of its clause where it misses those of the wanted
    wording: other words stand there, and the reader wants to see them."""
    if letters.folded[first] != wanted[0]:
        start = first
        while start > 0 and letters.ends[start - 1] == letters.starts[start]:
            start -= 1
        first = start if first - start <= _CLAUSE else first
    if letters.folded[last - 1] != wanted[-1]:
        end = last
        while end < len(letters.folded) and letters.ends[end - 1] == letters.starts[end]:
            end += 1
        last = end if end - last <= _CLAUSE else last
    return first, last


def _required(wanted: str) -> float:
    return _ALTERED + _STRICTER * max(0, _SHORT - len(wanted.replace(_NUMBER_EDGE, "")))


def _stretch(wanted: str, folded: str) -> Span | None:
    """The part of `folded` most like `wanted`, which may be a little longer or shorter."""
    match = fuzz.partial_ratio_alignment(wanted, folded)
    if match is None or match.dest_end <= match.dest_start:
        return None
    starts = range(max(0, match.dest_start - _SLACK), match.dest_start + _SLACK + 1)
    ends = range(match.dest_end - _SLACK, min(len(folded), match.dest_end + _SLACK) + 1)
    stretches = [(a, b) for a in starts for b in ends if a < b]
    return max(stretches, key=lambda ab: (fuzz.ratio(wanted, folded[ab[0] : ab[1]]), -ab[0]))
