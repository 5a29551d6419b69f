"""Enumerations inside a paragraph: 一是…二是…, 第一…, （一）…, parallel clauses."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from assistant.text.numerals import SMALL as _N
from assistant.text.numerals import parse_integer
from assistant.text.sentences import parts, sentences, sentences_between
from assistant.types import Item, Span

_BOUNDARY = r"(?:^|(?<=[，,。；;：:、！!？?…—”\s]))"
_HAN, _CIRCLED = (("一", "二"),), (("①", "②"),)
_DIGITS = (("1", "2"), ("１", "２"))
# Each pattern captures the ordinal; one enumeration uses one pattern. Beside it are the ordinals, in
# each writing it reads, that an enumeration begins with: where a text lacks them the pattern,
# which tries every position, is not run.
_MARKERS = tuple(
    (re.compile(_BOUNDARY + pattern), begins)
    for pattern, begins in (
        (rf"({_N})(?:是|要|则)", _HAN),
        (rf"第({_N})(?=[，,、：:是])", _HAN),
        (rf"第({_N})(?:个(?:方面|问题|原因|任务)|条|点|项)?[，,、：:是]", _HAN),
        (rf"其({_N})[，,、：:是]?", _HAN),
        (rf"[（(]({_N}|\d{{1,2}})[)）]", _HAN + _DIGITS),
        (r"(\d{1,2})[.．、](?!\d)", _DIGITS),
        (r"([①-⑳])", _CIRCLED),
        (rf"({_N})、", _HAN),
    )
)
_SEQUENCE_WORDS = re.compile(_BOUNDARY + r"(首先|其次|再次|最后)(?=[，,是要])")
# A sentence that opens so leaves the enumeration.
_AFTER = re.compile(
    r"同时|总之|此外|另外|这些|以上|上述|对这些|为此|因此|所以|综上|我们要|希望|同志们|各位|与此同时|归根到底|这[一二三四五六七八九十]+"
)
_CLAUSE = re.compile(r"[^，,；;。！!？?]+")
_SHORTEST_PREFIX = 2
_FEWEST_PARALLEL = 3


def items(text: str, start: int = 0) -> list[Item]:
    """The enumerations of a paragraph in order; offsets counted from `start`.

    Ordinals must run 1, 2, 3…; an item reaches to the next marker, the last one to the end of its
    sentence, or further when the items before it hold several sentences. The separator after an
    item (；，) is left out, a full stop kept.
    """
    groups = list(_marked(text)) or list(_parallel(text))
    found: list[Item] = []
    for group, spans in enumerate(groups):
        found += [
            Item(start + a, start + b, group, ordinal) for ordinal, (a, b) in enumerate(spans, 1)
        ]
    return found


@functools.lru_cache(maxsize=4096)
def marks(text: str) -> tuple[tuple[str, int, int], ...]:
    """What counts off in a paragraph, in order: its form (是 of 一是), where it begins, and the number."""
    found = set()
    for pattern, _ in _MARKERS:
        for m in pattern.finditer(text):
            if (number := _ordinal(m.group(1))) is not None:
                found.add((m.start(), m.group().replace(m.group(1), "", 1), number))
    return tuple((form, start, number) for start, form, number in sorted(found))


def _marked(text: str) -> Iterator[list[Span]]:
    """The items of each enumeration that is counted off. One of the same form that follows ends it."""
    stop = dict.fromkeys(range(len(_MARKERS) + 1), len(text))
    found = []
    for form, marks in reversed(_enumerations(text)):
        found.append(_spans(text, marks, stop[form]))
        stop[form] = marks[0]
    return reversed(found)


def _enumerations(text: str) -> list[tuple[int, list[int]]]:
    """Form and marker positions of each enumeration; those inside another's first item are left out."""
    runs: list[tuple[int, list[int]]] = []
    for form, (pattern, begins) in enumerate(_MARKERS):
        if not any(one in text and two in text for one, two in begins):
            continue
        marks = [(m.start(), _ordinal(m.group(1))) for m in pattern.finditer(text)]
        runs += ((form, run) for run in _runs(marks))
    if "首先" in text:
        words = [m.start() for m in _SEQUENCE_WORDS.finditer(text)]
        if len(words) >= 2 and text.startswith("首先", words[0]):
            runs.append((len(_MARKERS), words))
    runs.sort(key=lambda run: (run[1][0], -len(run[1])))
    chosen: list[tuple[int, list[int]]] = []
    for form, run in runs:
        if not chosen or run[0] > chosen[-1][1][-1]:
            chosen.append((form, run))
    return chosen


def _ordinal(mark: str) -> int | None:
    if "①" <= mark <= "⑳":
        return ord(mark) - ord("①") + 1
    return parse_integer(mark)


def _runs(marks: Sequence[tuple[int, int | None]]) -> Iterator[list[int]]:
    """Runs 1, 2, 3… of at least two marks with no other between them."""
    run: list[int] = []
    for at, ordinal in marks:
        if ordinal == len(run) + 1:
            run.append(at)
        else:
            if len(run) >= 2:
                yield run
            run = [at] if ordinal == 1 else []
    if len(run) >= 2:
        yield run


def _spans(text: str, marks: Sequence[int], stop: int) -> list[Span]:
    spans = [_strip(text, a, b) for a, b in zip(marks, marks[1:], strict=False)]
    rest = sentences_between(text, marks[-1], stop)
    end = next(rest).end
    if any(len(sentences(text[a:b])) > 1 for a, b in spans):
        for sentence in rest:
            if _AFTER.match(text, sentence.start):
                break
            end = sentence.end
    return [*spans, _strip(text, marks[-1], end)]


def _strip(text: str, start: int, end: int) -> Span:
    piece = text[start:end].rstrip()
    return start, start + len(piece.rstrip("；;，,、"))


def _parallel(text: str) -> Iterator[list[Span]]:
    """Runs of at least three ；-bounded parts of a sentence that open with the same words."""
    if text.count("；") + text.count(";") < _FEWEST_PARALLEL - 1:
        return
    for sentence in sentences(text):
        runs: list[list[Span]] = []
        prefix = ""
        for piece in parts(text[sentence.start : sentence.end], sentence.start):
            words = text[piece.start : piece.end]
            prefix = common_prefix(prefix, words)
            if len(prefix) < _SHORTEST_PREFIX:
                prefix = words[:8]
                runs.append([])
            runs[-1].append(_strip(text, piece.start, piece.end))
        yield from (run for run in runs if len(run) >= _FEWEST_PARALLEL)


def parallel_clauses(text: str, size: int) -> list[Span]:
    """So many clauses of a sentence, three or more, that say the same words first, before which the first of them may say
    others: 主要看是否有利于…，是否有利于…，是否有利于…; empty if there are none."""
    if size < _FEWEST_PARALLEL:
        return []
    for sentence in sentences(text):
        clauses = [m.span() for m in _CLAUSE.finditer(text, sentence.start, sentence.end)]
        for at in range(len(clauses) - size + 1):
            (start, end), *others = clauses[at : at + size]
            prefix = functools.reduce(common_prefix, (text[a:b] for a, b in others))
            opens = text.find(prefix, start, end)
            if len(prefix) < _SHORTEST_PREFIX or opens < 0:
                continue
            if not any(prefix in text[a:b] for a, b in clauses[:at] + clauses[at + size :]):
                return [(opens, end), *others]
    return []


def common_prefix(a: str, b: str) -> str:
    """What both begin with."""
    n = 0
    while n < min(len(a), len(b)) and a[n] == b[n]:
        n += 1
    return a[:n]


def counted(numbers: Sequence[int | None]) -> list[list[int]]:
    """Positions of the numbers 1, 2, 3… in order, two at least, others allowed between them up to the next 1."""
    runs: list[list[int]] = []
    for at, number in enumerate(numbers):
        if number == 1:
            runs.append([at])
        elif runs and number == len(runs[-1]) + 1:
            runs[-1].append(at)
    return [run for run in runs if len(run) > 1]
