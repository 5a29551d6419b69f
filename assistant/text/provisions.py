"""The articles of a law, and the items of a policy document that are numbered from its beginning to its end."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.text.numerals import parse_integer
from assistant.types import Language

NUMBER = r"(?:[一二三四五六七八九十百千零〇两]{1,7}|\d{1,4})"
"""A number as articles have it."""
_MARGIN = r"^[ \t\u3000#*]*"
_NAME = rf"{_MARGIN}第({NUMBER})条(?:之({NUMBER}))?"
_SET_OFF = re.compile(rf"{_NAME}(?=[\s【〔\[（(*]|$)", re.M)
_RUN_ON = re.compile(rf"{_NAME}(?![，,、：:是的款项规第至到和或以中])", re.M)
"""An article that nothing sets off from its number, as some texts have all of them."""
_RUNS_ON = re.compile(rf"{_MARGIN}第一条(?:为|根据|依据|本)", re.M)
_FEWEST = 2
"""Articles that make a text a law."""
_ENDS = re.compile(
    rf"{_MARGIN}(?:第{NUMBER}(?:分?编|章|节)[^。；，,\n]{{0,30}}$|附[件录表图][^。\n]{{0,30}}$)"
    r"|^#{1,6}\s+(?![（(\d])",
    re.M,
)
"""What ends an article and is none: the heading of the next part, or what is attached."""
_LINE = re.compile(r"[^\n]*\S")
_ITEM = re.compile(
    rf"^\s*(?:[（(]({NUMBER})[)）]|({NUMBER})[.．、](?!\d)|([①-⑳])|第({NUMBER})项[,，：:])"
)
_STYLES = (
    re.compile(rf"{_MARGIN}[（(]({NUMBER})[)）]", re.M),
    re.compile(rf"{_MARGIN}(\d{{1,3}})[.．、](?!\d)", re.M),
    re.compile(rf"{_MARGIN}([一二三四五六七八九十]{{1,3}})、", re.M),
)
_FEWEST_ITEMS = 4


@dataclass(frozen=True, slots=True)
class Provision:
    """An article, or an item that counts as one: `text[start:end]` of its document."""

    number: int
    beside: int
    """1 for 第五条之一, 0 for 第五条."""
    start: int
    end: int
    label: str
    """As the document numbers it: 第五条; （五） of an item."""

    def called(self, language: Language) -> str:
        """How it is cited."""
        if not self.label.startswith("第"):
            return f"item {self.number}" if language == "en" else self.label
        number = f"{self.number}-{self.beside}" if self.beside else f"{self.number}"
        return f"Article {number}" if language == "en" else self.label


@functools.lru_cache(maxsize=64)
def articles(text: str) -> tuple[Provision, ...]:
    """The articles of a law, in order; none of a text that is no law."""
    opens = list((_RUN_ON if _RUNS_ON.search(text) else _SET_OFF).finditer(text))
    if len(opens) < _FEWEST:
        return ()
    stops = sorted({len(text), *(m.start() for m in (*opens, *_ENDS.finditer(text)))})
    found = [
        Provision(
            parse_integer(m[1]) or 0,
            parse_integer(m[2] or "") or 0,
            m.start(),
            stops[bisect_right(stops, m.start())],
            m.group().lstrip(" \t\u3000#*"),
        )
        for m in opens
    ]
    return tuple(
        replace(one, end=_first_paragraph(text, one)) if one.number + 1 < after.number else one
        for one, after in zip(found, [*found[1:], found[-1]], strict=True)
    )


def _first_paragraph(text: str, one: Provision) -> int:
    """Where the first paragraph of an article ends, with the items that it introduces: where the next number is lacking, the rest
    may be of the article that had it."""
    lines = [m.span() for m in _LINE.finditer(text, one.start, one.end)]
    end = lines[0][1]
    if text[end - 1] in "：:":
        for start, stop in lines[1:]:
            if item_number(text[start:stop]) is None:
                break
            end = stop
    return end


def opens_article(line: str) -> bool:
    """Whether a line is the first of an article."""
    return _SET_OFF.match(line) is not None


def article_at(text: str, offset: int) -> Provision | None:
    """The article in which a place of a law stands."""
    found = articles(text)
    at = bisect_right(found, offset, key=lambda a: a.start) - 1
    return found[at] if at >= 0 and offset < found[at].end else None


@functools.lru_cache(maxsize=64)
def numbered_items(text: str) -> tuple[Provision, ...]:
    """The items that are counted through a whole document, of the numbering that goes furthest; none if each begins anew in
    every part."""
    runs = (_through(text, style) for style in _STYLES)
    return max(runs, key=lambda run: run[-1].number if run else 0)


def _through(text: str, style: re.Pattern[str]) -> tuple[Provision, ...]:
    opens = [(parse_integer(m[1]) or 0, m) for m in style.finditer(text)]
    if len(opens) < _FEWEST_ITEMS or any(a >= b for (a, _), (b, _) in pairwise(opens)):
        return ()
    stops = [*(m.start() for _, m in opens[1:]), len(text)]
    return tuple(
        Provision(n, 0, m.start(), _item_end(text, m.end(), stop), f"（{m[1]}）")
        for (n, m), stop in zip(opens, stops, strict=True)
    )


def _item_end(text: str, opened: int, stop: int) -> int:
    """Where an item ends, before `stop`: with its first line, the items below it, and whatever follows a line that is only a
    heading."""
    lines = [m.span() for m in _LINE.finditer(text, opened, stop)]
    heading = "。" not in text[slice(*lines[0])]
    end = lines[0][1]
    for a, b in lines[1:]:
        line = text[a:b]
        if _STYLES[-1].match(line) or not (heading or item_number(line)):
            break
        end = b
    return end


def item_number(line: str) -> int | None:
    """The number of an item below an article: （三）, 3., ③; None for what is none."""
    m = _ITEM.match(line)
    if m is None:
        return None
    return ord(m[3]) - ord("①") + 1 if m[3] else parse_integer(m[1] or m[2] or m[4])


def paragraphs_within(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The paragraphs (款) of an article, each with its items, as ranges of its lines."""
    starts = [i for i, line in enumerate(lines) if i == 0 or item_number(line) is None]
    return pairwise([*starts, len(lines)])
