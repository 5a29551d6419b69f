"""Quotations that leave something out and say so by an ellipsis."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.checks import check
from assistant.checks.check import Found
from assistant.checks.differences import Run
from assistant.store import StoredParagraph

_ELLIPSIS = re.compile(r"[\[［(（【〔]?(?:[…⋯]+|\.{3,}|．{3,}|。{3,}|・{3,}|·{3,})[\]］)）】〕]?")
SIGN = "……"
_SHORTEST = 2
"""Letters of a part: one alone stands anywhere."""
_LONGEST = 400
"""Characters of what is left out that are shown."""
_SENTENCE_ENDS = re.compile(r"[。！？!?\n]")
_TURNS = re.compile(
    r"除非|除(?=[^，。；]{1,40}(?:外|之外|以外))|如果|假如|倘若|假使|若(?!干)|只有|只要|否则|但是?(?!愿)|然而|却|"
    r"没有?|不(?![断仅但光只管论少同久懈])|(?<!是)非(?![常公物典遗])|未(?!来|雨)|无(?![数论私穷限比])|勿|莫(?!过|大)|\b(?:not|no|unless|if|except)\b"
)
"""What turns or limits the meaning of what stands beside it."""
_WHETHER = re.compile(r"(.)[不没]\1")
"""是不是, 有没有: these deny nothing."""


@dataclass(frozen=True, slots=True)
class Omission:
    """What stands in the source in place of an ellipsis."""

    text: str
    turning: str = ""
    """The negation or condition in the rest of the sentences that the quotation cuts into, if there is one:
    without it the quotation may mean something else."""

    @property
    def shown(self) -> str:
        """The text on one line; of a long one its beginning and its end. Empty if it holds no letters."""
        text = " ".join(self.text.split("\n"))
        if not any(map(str.isalnum, text)):
            return ""
        half = _LONGEST // 2
        return text if len(text) <= _LONGEST else f"{text[:half]} …… {text[-half:]}"


def parts(quotation: str) -> list[str]:
    """What stands before, between and after the ellipses; none if the quotation leaves nothing out."""
    found = [part.strip() for part in _ELLIPSIS.split(quotation)]
    found = [part for part in found if any(map(str.isalnum, part))]
    whole = len(found) > 1 and all(sum(map(str.isalnum, p)) >= _SHORTEST for p in found)
    return found if whole else []


def in_order(places: Sequence[Sequence[Found]]) -> list[tuple[Found, ...]]:
    """Where parts follow one another within a paragraph or on into the next one: `places` holds those of
    each part in the order of the text. Of several beginnings the one nearest to the end counts."""
    ways: list[tuple[Found, ...]] = [(found,) for found in places[0]]
    for found in places[1:]:
        longer = [
            (*way, after) for way in ways if (after := next(_following(way[-1], found), None))
        ]
        ways = list({(w[-1].row.id, w[-1].span): w for w in longer}.values())
    return ways


def nearest(
    asked: Sequence[str], rows: Sequence[StoredParagraph]
) -> tuple[tuple[Found, ...], float] | None:
    """The stretches most like the parts, in their order within a paragraph or on into the next one, and how
    alike the one least alike is (0 to 100)."""
    best: tuple[tuple[Found, ...], float] | None = None
    numbered = {(row.document, row.paragraph.number): row for row in rows}
    for row in rows:
        after = numbered.get((row.document, row.paragraph.number + 1))
        places = [check.nearest(part, [row, *filter(None, [after])]) for part in asked]
        found = [place for place in places if place]
        way = tuple(f for f, _ in found)
        if len(way) < len(asked) or not all(map(follows, way, way[1:])):
            continue
        alike = min(likeness for _, likeness in found)
        if best is None or alike > best[1]:
            best = way, alike
    return best


def left_out(way: Sequence[Found], text: Callable[[Found, Found], str]) -> tuple[Omission, ...]:
    """What is left out between the parts; `text` is what stands between two places."""
    omitted = (text(a, b).strip() for a, b in pairwise(way))
    return tuple(Omission(t, _turning(t)) for t in omitted)


def aligned(parts: Sequence[Sequence[Run]], omitted: Sequence[Omission]) -> tuple[Run, ...]:
    """The alignment of a quotation from those of its parts. Where the parts are as in the source, what turns the
    meaning was left out: that is the difference."""
    same = not any(run.kind for part in parts for run in part)
    found = list(parts[0])
    for omission, part in zip(omitted, parts[1:], strict=True):
        turns = same and omission.turning
        found.append(Run(SIGN, omission.text if turns else "", "negation" if turns else None))
        found += part
    return tuple(found)


def follows(a: Found, b: Found) -> bool:
    """Whether one place stands after another, in the same paragraph or the next one."""
    if a.row.id == b.row.id:
        return a.span[1] <= b.span[0]
    return _runs_on(a.row, b.row)


def _following(before: Found, places: Sequence[Found]) -> Iterator[Found]:
    return (place for place in places if follows(before, place))


def _runs_on(row: StoredParagraph, after: StoredParagraph) -> bool:
    return row.document == after.document and after.paragraph.number == row.paragraph.number + 1


def _turning(omitted: str) -> str:
    """What turns the meaning in the sentences that begin before, or end after, what is left out."""
    sentences = _SENTENCE_ENDS.split(_WHETHER.sub("", omitted))
    for cut in dict.fromkeys((sentences[0], sentences[-1])):
        if found := _TURNS.search(cut):
            return found.group()
    return ""
