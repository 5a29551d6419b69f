"""Which numbered lines are headings: those that read like titles, and short sentences that are counted off and head text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.text.items import counted
from assistant.text.numerals import parse_integer

_NUMERAL = "一二三四五六七八九十百零〇"
_LONGEST = 60
# Heading patterns by level. A line is a heading when it starts so and reads like a title.
_HEADINGS = (
    (1, re.compile(rf"^第[{_NUMERAL}\d]+(?:部分|编|篇|章)")),
    (1, re.compile(rf"^[{_NUMERAL}]+、")),
    (2, re.compile(rf"^(?:[（(][{_NUMERAL}]+[)）]|第[{_NUMERAL}\d]+节)")),
    (3, re.compile(r"^(?:\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[)）])")),
)
_COUNTED = ((1, re.compile(rf"([{_NUMERAL}]+)、")), (2, re.compile(rf"[（(]([{_NUMERAL}]+)[)）]")))
"""How the lines of a level are counted off that may be headings though they end as sentences do."""
_SENTENCE = re.compile(r"[^。；;！!？?：:]+。[^\u3400-\u9fff。；;]?")
"""One sentence and nothing else, but for a character that scanning left at its end."""
_CLAUSES = re.compile(r"[，,].{4,}[，,].{4,}[，,]")
"""More clauses than a heading has."""
_MOST = 0.5
"""Share of the lines counted off of which more must head text: where they are the text themselves, few do."""


def heading_levels(lines: Sequence[str]) -> list[int]:
    """1 to 3 for each line that is numbered as headings are, else 0."""
    levels = [_titled(line) for line in lines]
    for level, pattern in _COUNTED:
        found = map(pattern.match, lines)
        for run in counted([parse_integer(m[1]) if m else None for m in found]):
            heads = [i for i in run if _short(lines[i]) and _has_text(lines, i, level)]
            if len(heads) > max(1, _MOST * len(run)):
                levels = [level if i in heads else known for i, known in enumerate(levels)]
    return levels


def _titled(line: str) -> int:
    if len(line) > _LONGEST or line[-1] in "。；;，,：:":
        return 0
    return next((level for level, pattern in _HEADINGS if pattern.match(line)), 0)


def _short(line: str) -> bool:
    """Whether a line says as little as a heading does, though as a sentence."""
    sentence = len(line) <= _LONGEST and _SENTENCE.fullmatch(line) and not _CLAUSES.search(line)
    return bool(sentence) or _titled(line) > 0


def _has_text(lines: Sequence[str], at: int, level: int) -> bool:
    """Whether what follows a line is below it, not counted off beside or above it."""
    beside = [pattern for of, pattern in _COUNTED if of <= level]
    return at + 1 < len(lines) and not any(p.match(lines[at + 1]) for p in beside)
