"""A comparison of two documents told in order, for Markdown, Word, HTML and a terminal alike."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.checks.check_report import Block, Span, Style
from assistant.checks.compare import Comparison, Pair, Passage, SectionPair
from assistant.checks.differences import Run
from assistant.types import Document

_WORDS = {
    "zh": {
        "title": "文献比较",
        "left": "前：{}",
        "right": "后：{}",
        "counts": "保留 {kept} 句，改写 {reworded} 句，新增 {new} 句，删去 {dropped} 句；其中移动 {moved} 句。",
        "legend": "对照：删去的只在前一篇，加上的只在后一篇。",
        "kept": "保留 {n} 句",
        "reworded": "改写",
        "new": "新增",
        "dropped": "删去",
        "moved": "移动：",
        "to": "{} → {}",
        "none": "（无）",
        "head": "开头",
    },
    "en": {
        "title": "Two documents compared",
        "left": "Before: {}",
        "right": "After: {}",
        "counts": "Sentences kept: {kept}, reworded: {reworded}, new: {new}, dropped: {dropped};"
        " of these moved: {moved}.",
        "legend": "Deleted stands in the first document alone, inserted in the second alone.",
        "kept": "{n} kept",
        "reworded": "Reworded",
        "new": "New",
        "dropped": "Dropped",
        "moved": "Moved: ",
        "to": "{} → {}",
        "none": "(none)",
        "head": "Opening",
    },
}


def blocks(comparison: Comparison) -> Iterator[Block]:
    """The whole comparison; what was kept in its place is counted, not repeated."""
    words = _WORDS["en" if comparison.language == "en" else "zh"]
    yield _block("title", words["title"])
    yield _block("text", words["left"].format(_named(comparison.left)))
    yield _block("text", words["right"].format(_named(comparison.right)))
    yield _block("text", words["counts"].format(**comparison.counts))
    yield _block("text", words["legend"])
    for section in comparison.sections:
        yield _block("heading", _heading(section, words))
        kept = sum(p.verdict == "kept" and not p.moved for p in section.pairs)
        if kept:
            yield _block("text", words["kept"].format(n=kept))
        for pair in section.pairs:
            if pair.verdict != "kept" or pair.moved:
                yield from _pair(pair, words)


def _pair(pair: Pair, words: dict[str, str]) -> Iterator[Block]:
    places = [side.locator for side in (pair.left, pair.right) if side is not None]
    moved = words["moved"] if pair.moved else ""
    verdict = words[pair.verdict].format(n=1)
    yield _block("item", f"{moved}{verdict}  {' → '.join(dict.fromkeys(places))}")
    yield Block("quote", tuple(_spans(pair)))


def _spans(pair: Pair) -> Iterator[Span]:
    """The wordings of both sides; a sentence that only moved, or of one side, as it stands."""
    for run in pair.runs:
        yield from _run(run)
    if not pair.runs:
        shown: Passage | None = pair.right or pair.left
        assert shown is not None  # a pair has a side
        yield Span(shown.text, "deleted" if pair.right is None else
                   "inserted" if pair.left is None else "")  # fmt: skip


def _run(run: Run) -> Iterator[Span]:
    if run.kind is None:
        yield Span(run.source)
    else:
        yield Span(run.asked, "deleted")
        yield Span(run.source, "inserted")


def _heading(section: SectionPair, words: dict[str, str]) -> str:
    sides = [
        words["none"] if chain is None else " / ".join(filter(None, chain)) or words["head"]
        for chain in (section.left, section.right)
    ]
    return sides[0] if sides[0] == sides[1] else words["to"].format(*sides)


def _named(document: Document) -> str:
    parts = (document.title or document.name, document.date, document.name)
    return " · ".join(dict.fromkeys(filter(None, parts)))


def _block(style: Style, text: str) -> Block:
    return Block(style, (Span(text),))
