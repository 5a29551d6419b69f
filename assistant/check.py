"""Was this really said? Exact, altered (with the differences) or absent."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from assistant.clean import normalize
from assistant.numerals import numbers
from assistant.retrieve import Ranked
from assistant.store import StoredParagraph
from assistant.types import Difference, QuoteCheck, Span

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
_NUMBER_EDGE = "\0"
"""Stands on both sides of a number, so that no number is found inside another."""
_CLAUSE = 8
"""Letters by which a stretch may be drawn out to the edge of its clause."""
_KEPT = 8192
"""Texts whose letters are kept from one question to the next."""
_SLACK = 4
"""Characters that an altered quotation may have lost or gained at either end."""
_DIGITS = re.compile(r"[0-9.零一二三四五六七八九十百千万亿〇%]")
_HAN = re.compile(r"[㐀-鿿]")
_HAN_RUN = re.compile(r"[一-鿿]+")
_NEGATIONS = re.compile(r"[不没无非未莫勿]|没有|不能|不得|\bnot\b|\bno\b")


@dataclass(frozen=True, slots=True)
class Found:
    """Where the asked wording, or the nearest to it, stands: offsets into the paragraph."""

    row: StoredParagraph
    span: Span

    @property
    def text(self) -> str:
        return self.row.text[slice(*self.span)]


@dataclass(frozen=True, slots=True)
class _Letters:
    """What is compared of a text: letters, and numbers in one writing."""

    folded: str
    starts: tuple[int, ...]
    """Position in the text of each character of `folded`."""
    ends: tuple[int, ...]

    @classmethod
    @functools.lru_cache(maxsize=_KEPT)
    def of(cls, normalized: str) -> _Letters:
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
    """All places whose wording equals the asked one but for width, case, script, punctuation and
    the writing of numbers (343, 三百四十三)."""
    wanted = _Letters.of(normalize(asked)).folded
    found = []
    for row in rows:
        letters = _Letters.of(row.search.text)
        at = letters.folded.find(wanted) if wanted else -1
        while at >= 0 and not _stands_alone(row.search.text, *_span(letters, at, len(wanted))):
            at = letters.folded.find(wanted, at + 1)
        if at >= 0:
            found.append(_found(row, _span(letters, at, len(wanted))))
    return found


def _span(letters: _Letters, at: int, length: int) -> Span:
    return letters.starts[at], letters.ends[at + length - 1]


def _found(row: StoredParagraph, span: Span) -> Found:
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
    return bool(_HAN.search(asked)) or not any(_HAN.search(row.text) for row in rows)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` says the same without the characters around it: it is not negated
    just before, and cuts no number or Latin word."""
    before, after = text[:start], text[end:]
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


def nearest(asked: str, ranked: Sequence[Ranked]) -> tuple[Found, float] | None:
    """The stretch of the ranked paragraphs most like the asked wording, and how alike (0–100)."""
    wanted = _Letters.of(normalize(asked)).folded
    best: tuple[Found, float] | None = None
    for place in ranked:
        row_text = place.row.search.text
        letters = _Letters.of(row_text)
        stretch = _stretch(wanted, letters.folded) if wanted and letters.folded else None
        if stretch is None:
            continue
        alike = fuzz.ratio(wanted, letters.folded[slice(*stretch)])
        if best is None or alike > best[1]:
            first, last = _to_clauses(wanted, letters, *stretch)
            span = _widened(row_text, *_span(letters, first, last - first))
            best = _found(place.row, span), alike
    return best if best and best[1] >= _required(wanted) else None


def _to_clauses(wanted: str, letters: _Letters, first: int, last: int) -> tuple[int, int]:
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


def altered(asked: str, source: str) -> QuoteCheck:
    """The differences between an asked wording and its source: numbers as a whole, letter by letter
    otherwise, punctuation aside."""
    left, right = _pieces(asked), _pieces(source)
    differences = []
    keys = [[key for key, _, _ in side] for side in (left, right)]
    for tag, a, b, c, d in SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes():
        if tag != "equal":
            differences.append(
                _difference(_written(asked, left[a:b]), _written(source, right[c:d]))
            )
    return QuoteCheck("altered", asked, source, tuple(differences))


_Piece = tuple[str, int, int]
"""What is compared, and where it stands."""


def _pieces(text: str) -> list[_Piece]:
    # Character by character, so that positions stay those of the text.
    folded = "".join(f if len(f := normalize(c)) == 1 else c for c in text)
    pieces: list[_Piece] = []
    at = 0
    for start, end, value in [*numbers(folded), (len(folded), len(folded), "")]:
        pieces += [(folded[i], i, i + 1) for i in range(at, start) if folded[i].isalnum()]
        pieces += [(value, start, end)] if value else []
        at = end
    return pieces


def _written(text: str, pieces: Sequence[_Piece]) -> str:
    return text[pieces[0][1] : pieces[-1][2]] if pieces else ""


def _difference(asked: str, source: str) -> Difference:
    if _DIGITS.search(asked + source):
        return Difference(asked, source, "digit")
    if bool(_NEGATIONS.search(asked)) != bool(_NEGATIONS.search(source)):
        return Difference(asked, source, "negation")
    return Difference(asked, source, "wording")
