"""An enumeration that goes on over several paragraphs, some of which hold several members: 一是 to 七是 in one, 八是 in the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import zip_longest

from assistant.items import marks
from assistant.ranked import Ranked
from assistant.selected import Selected
from assistant.store import Snapshot
from assistant.units import structure

_FAR = 15
"""Paragraphs before and after one that are looked through."""
_Mark = tuple[int, int]
"""A paragraph, from 0, and where a member begins in it."""


def counted_on(place: Ranked, snapshot: Snapshot) -> list[Selected]:
    """The members of the enumeration that runs through the paragraph or begins right below it, each by its first sentence; empty
    if there is none or each of them stands in one paragraph, or in one of its own."""
    paragraphs = snapshot.paragraphs_of(place.row.document)
    original = snapshot.text(place.row.document)
    at = place.row.paragraph.number - 1
    window = range(max(at - _FAR, 0), min(at + _FAR, len(paragraphs)))
    texts = {i: original[paragraphs[i].start : paragraphs[i].end] for i in window}
    for run in _runs(texts):
        held = sorted({i for i, _ in run})
        if 1 < len(held) < len(run) and (at in held or at + 1 == held[0]):
            return [_opening(place, snapshot, *pair) for pair in zip_longest(run, run[1:])]
    return []


def _runs(texts: dict[int, str]) -> Iterator[list[_Mark]]:
    """Members 1, 2, 3… that are counted in one form, in order."""
    found: dict[str, list[list[_Mark]]] = defaultdict(list)
    for i, text in texts.items():
        for form, start, number in marks(text):
            runs = found[form]
            if number == 1:
                runs.append([(i, start)])
            elif runs and number == len(runs[-1]) + 1:
                runs[-1].append((i, start))
    for runs in found.values():
        yield from runs


def _opening(place: Ranked, snapshot: Snapshot, mark: _Mark, following: _Mark | None) -> Selected:
    """The first sentence of a member, to the one that follows at most."""
    document = place.row.document
    paragraph = snapshot.paragraphs_of(document)[mark[0]]
    text = snapshot.text(document)[paragraph.start : paragraph.end]
    found = structure(text)
    item = found.item_at(mark[1])
    end = min(found.sentence_at(mark[1])[1], item.end if item else len(text))
    if following and following[0] == mark[0]:
        end = min(end, len(text[: following[1]].rstrip("；;，,、 ")))
    return Selected(
        document, paragraph, text, paragraph.start + mark[1], paragraph.start + end, place.score
    )
