"""Was this really said? Exact, altered (with the differences) or absent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from assistant.clean import normalize
from assistant.retrieve import Ranked
from assistant.store import StoredParagraph
from assistant.types import Difference, QuoteCheck, Span

_ALTERED = 60.0
"""Similarity, percent of characters in common, from which a wording counts as altered."""
_NEGATED = re.compile(
    r"(?:不(?:是|能|得|会|要|准|许|可|应|该|再|必|宜)?|没有?|[无未勿]|(?<!是)非|并非|绝非|not\s+)$"
)
_WORD = re.compile(r"[0-9a-z]")
_RUNS_INTO = re.compile(r"(?:[0-9a-z]|[0-9][.,])$")
_RUNS_ON = re.compile(r"[0-9a-z%]|[.,][0-9]")
_NUMBER_SIGN = re.compile(r"(?<=[0-9])(?:[.](?=[0-9])|%)")
_SLACK = 4
"""Characters that an altered quotation may have lost or gained at either end."""
_DIGITS = re.compile(r"[0-9.零一二三四五六七八九十百千万亿〇%]")
_NEGATIONS = re.compile(r"[不没无非未莫勿]|没有|不能|不得|\bnot\b|\bno\b")


@dataclass(frozen=True, slots=True)
class Found:
    """Where the asked wording, or the nearest to it, stands: offsets into the paragraph."""

    row: StoredParagraph
    span: Span


def find_exact(asked: str, rows: Iterable[StoredParagraph]) -> list[Found]:
    """All places whose wording equals the asked one but for width, case, script and punctuation."""
    wanted, _ = _letters(normalize(asked))
    found = []
    for row in rows:
        folded, places = _letters(row.search.text)
        at = folded.find(wanted) if wanted else -1
        while at >= 0 and not _stands_alone(
            row.search.text, places[at], places[at + len(wanted) - 1]
        ):
            at = folded.find(wanted, at + 1)
        if at >= 0:
            start, end = row.search.source(places[at], places[at + len(wanted) - 1] + 1)
            base = row.paragraph.start
            found.append(Found(row, (start - base, end - base)))
    return found


def _stands_alone(text: str, first: int, last: int) -> bool:
    """Whether `text[first:last + 1]` says the same without the characters around it: it is not
    negated just before, and cuts no number or Latin word."""
    before, after = text[:first], text[last + 1 :]
    return not (
        _NEGATED.search(before)
        or (_WORD.match(text[first]) and _RUNS_INTO.search(before))
        or (_WORD.match(text[last]) and _RUNS_ON.match(after))
    )


def _widened(text: str, first: int, last: int) -> Span:
    """The span from `first` to `last`, with the negation before it and the whole of its numbers."""
    while _WORD.match(text[first]) and (m := _RUNS_INTO.search(text[:first])):
        first = m.start()
    while _WORD.match(text[last]) and (m := _RUNS_ON.match(text[last + 1 :])):
        last += m.end()
    negated = _NEGATED.search(text[:first])
    return (negated.start() if negated else first), last + 1


def _letters(text: str) -> tuple[str, list[int]]:
    """Letters, digits and the signs inside numbers, with the position of each."""
    inside = {m.start() for m in _NUMBER_SIGN.finditer(text)}
    places = [i for i, c in enumerate(text) if c.isalnum() or i in inside]
    return "".join(text[i] for i in places), places


def nearest(asked: str, ranked: Sequence[Ranked]) -> tuple[Found, float] | None:
    """The stretch of the ranked paragraphs most like the asked wording, and how alike (0–100)."""
    wanted, _ = _letters(normalize(asked))
    best: tuple[Found, float] | None = None
    for place in ranked:
        folded, places = _letters(place.row.search.text)
        if not folded or not wanted:
            continue
        stretch = _stretch(wanted, folded)
        if stretch is None:
            continue
        first, last = stretch
        alike = fuzz.ratio(wanted, folded[first:last])
        if best is None or alike > best[1]:
            text = place.row.search.text
            start, end = place.row.search.source(*_widened(text, places[first], places[last - 1]))
            base = place.row.paragraph.start
            best = (Found(place.row, (start - base, end - base)), alike)
    return best if best and best[1] >= _ALTERED else None


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
    """The differences between an asked wording and its source, character by character."""
    differences = []
    matcher = SequenceMatcher(None, asked, source, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            differences.append(_difference(asked[a:b], source[c:d]))
    return QuoteCheck("altered", asked, source, tuple(differences))


def _difference(asked: str, source: str) -> Difference:
    if _DIGITS.search(asked + source):
        return Difference(asked, source, "digit")
    if bool(_NEGATIONS.search(asked)) != bool(_NEGATIONS.search(source)):
        return Difference(asked, source, "negation")
    return Difference(asked, source, "wording")
