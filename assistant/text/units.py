"""What may be quoted: sentences, list items and the ；-bounded parts of long sentences.

A paragraph is cut into units, the smallest pieces that are scored. A quote is a unit widened to a
whole sentence, a whole item, or, above 120 characters, to a part that keeps its negation,
condition and attribution.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise

import rjieba

from assistant.text.items import items
from assistant.text.sentences import LONG_SENTENCE, parts, sentences
from assistant.types import Item, Span

# A part that leans on what stands before it in its sentence: quoting it alone changes the meaning.
_LEANS_BACK = re.compile(
    r"^(?:但|但是|却|而|并|并且|否则|那么|就|也|还|又|其中|因此|所以|从而|以及|或者|不然|则|反之)"
)
_ENDLESS = 2 * LONG_SENTENCE
"""Characters above which what has no full stop and no ；is no sentence any more."""
_CLAUSE_ENDS = (re.compile(r"[，,：:\s]+"), re.compile(r"[，,：:、\s]+"))
"""Between clauses and, where these are endless too, between what is listed in them."""
_KEEPS = re.compile(r"[0-9０-９A-Za-z.,%％〇零一二两三四五六七八九十百千万亿点]")
_GOVERNS = re.compile(
    r"(?:不得|不能|不准|严禁|禁止|如果|假如|若|除非|有人说|有的人说|所谓|不是|认为|指出|强调|要求|提出|说)[^；;]*$"
)


@dataclass(frozen=True, slots=True)
class Structure:
    """Sentences, items and units of one paragraph, as offsets into its text."""

    sentences: tuple[Span, ...]
    items: tuple[Item, ...]
    units: tuple[Span, ...]
    groups: tuple[tuple[Item, ...], ...]
    """The items of each enumeration."""

    def item_at(self, offset: int) -> Item | None:
        """The item that holds the offset."""
        at = bisect_right(self.items, offset, key=lambda i: i.start) - 1
        return self.items[at] if at >= 0 and offset < self.items[at].end else None

    def sentence_at(self, offset: int) -> Span:
        """The sentence that holds or precedes the offset."""
        return self.sentences[max(0, bisect_right(self.sentences, offset, key=lambda s: s[0]) - 1)]


@functools.lru_cache(maxsize=8192)
def structure(text: str) -> Structure:
    """The structure of a paragraph; offsets count from its first character."""
    whole = [piece for s in sentences(text) for piece in _ended(text, (s.start, s.end))]
    whole = whole or [(0, len(text))]
    listed = items(text)
    cuts = {0, len(text), *(at for span in whole for at in span), *(i.start for i in listed)}
    for start, end in whole:
        if end - start > LONG_SENTENCE:
            cuts.update(p.start for p in parts(text[start:end], start))
    units = [_trim(text, a, b) for a, b in pairwise(sorted(cuts))]
    kept = tuple(u for u in units if u[1] > u[0])
    groups = tuple(tuple(group) for _, group in groupby(listed, lambda item: item.group))
    return Structure(tuple(whole), tuple(listed), kept or ((0, len(text)),), groups)


def _ended(text: str, sentence: Span) -> list[Span]:
    """The sentence itself, or its pieces where it does not end: text without full stops is cut
    after commas, and text without commas between words."""
    if sentence[1] - sentence[0] <= _ENDLESS:
        return [sentence]
    pieces = _parts(text, sentence)
    if all(end - start <= _ENDLESS for start, end in pieces):
        return [sentence]
    found: list[Span] = []
    for start, end in pieces:
        if end - start <= _ENDLESS:
            found.append((start, end))
        else:
            stops = [start + stop for stop in _stops(text[start:end])]
            found += _packed(text, start, end, stops)
    return found


def _stops(text: str) -> list[int]:
    """Where a text without full stops may be cut into pieces that are not endless: between as whole ones as can be."""
    for clause_end in _CLAUSE_ENDS:
        stops = [m.end() for m in clause_end.finditer(text)]
        if max(b - a for a, b in pairwise([0, *stops, len(text)])) <= _ENDLESS:
            return stops
    return _between_words(text)


def _between_words(text: str) -> list[int]:
    """Where a text may be cut if need be: after a word, but not inside a number or Latin word."""
    ends = list(accumulate(map(len, rjieba.cut(text))))
    return [e for e in ends[:-1] if not (_KEEPS.match(text[e - 1]) and _KEEPS.match(text[e]))]


def _packed(text: str, start: int, end: int, stops: Sequence[int]) -> list[Span]:
    """`text[start:end]` cut at as few of the stops as keep the pieces short where they can be."""
    cuts = [start]
    for stop, following in pairwise([*stops, end]):
        if following - cuts[-1] > LONG_SENTENCE:
            cuts.append(stop)
    trimmed = [_trim(text, a, b) for a, b in pairwise([*cuts, end])]
    return [(a, b) for a, b in trimmed if a < b]


def _trim(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def quotable(text: str, unit: Span) -> Span:
    """The smallest span holding the unit that may be quoted alone."""
    found = structure(text)
    item = found.item_at(unit[0])
    if (
        item is not None
        and item.end >= unit[1] - 1
        and (item.end - item.start <= 2 * LONG_SENTENCE or _within_sentence(found, item))
    ):
        return item.start, item.end
    start, end = found.sentence_at(unit[0])
    if end - start <= LONG_SENTENCE:
        return start, end
    return _part(text, (start, end), unit)


def _within_sentence(found: Structure, item: Item) -> bool:
    start, end = found.sentence_at(item.start)
    return start <= item.start and item.end <= end


@functools.lru_cache(maxsize=1024)
def _parts(text: str, sentence: Span) -> tuple[Span, ...]:
    """Kept, as each unit of an endless sentence asks for all of them."""
    return tuple((p.start, p.end) for p in parts(text[slice(*sentence)], sentence[0]))


def _part(text: str, sentence: Span, unit: Span) -> Span:
    """A ；-bounded part of a long sentence, widened leftwards while it leans on what precedes."""
    pieces = _parts(text, sentence)
    first = bisect_right(pieces, unit[0], key=lambda piece: piece[1])
    last = bisect_left(pieces, unit[1], key=lambda piece: piece[0]) - 1
    while first > 0 and _depends(text, pieces[first], pieces[first - 1]):
        first -= 1
    start, end = pieces[first][0], pieces[last][1]
    return start, start + len(text[start:end].rstrip("；; "))


def _depends(text: str, piece: Span, before: Span) -> bool:
    said = text[slice(*before)]
    governed = re.search(r"[：:“][^”]*$", said) and _GOVERNS.search(said)
    return bool(governed or _LEANS_BACK.match(text[slice(*piece)]))
