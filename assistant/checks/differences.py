"""How an asked wording differs from its source, character by character."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import rjieba

from assistant.checks import clauses
from assistant.checks.clauses import Operation, Piece
from assistant.clean import normalize
from assistant.text.numerals import numbers
from assistant.types import Difference, DifferenceKind, QuoteCheck

_DIGITS = re.compile(r"[0-9%]|^[零〇一二两三四五六七八九十百千万亿点]+$")
"""A number, but not 一 of 进一步."""
_LONE = {digit: str(value) for value, digit in enumerate("零一二三四五六七八九")} | {"两": "2"}
"""Numerals of one character, which stand in words as well."""
_NEGATIONS = re.compile(r"[不没无非未莫勿]|没有|不能|不得|\bnot\b|\bno\b")
_DATE = re.compile(r"[年月日号]")
_NUMERAL = "0-9〇零○一二两三四五六七八九十百千万亿"
_LENGTH = re.compile(
    rf"(?<![{_NUMERAL}])(?![0-9〇零○一二三四五六七八九]{{4}}年)[{_NUMERAL}]+[多余几]?年(?!代)|日[之以]?内"
)
"""A length of time: 三十年, 5日内. A year of a date has four digits."""
_UNIT = 3
"""Characters after a number that tell whether it is of a date."""
_CLAUSE = 6
"""Letters from which what is missing or added is a clause."""
_NAMES = ("nr", "ns", "nt")
"""Tags of people, places and organisations."""
_ONE_SIGN = str.maketrans("「」『』”\"‘’'–—⋯｡", "“““““““““--…。")
"""Signs that width, script and habit write differently, opening and closing quotation marks."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of an alignment: the asked text, the source beside it, and what differs, if anything.
    All runs together are both texts."""

    asked: str
    source: str
    kind: DifferenceKind | None = None


def altered(asked: str, source: str) -> QuoteCheck:
    """The differences between an asked wording and its source: numbers as a whole, letter by letter
    otherwise, punctuation aside."""
    return QuoteCheck("altered", asked, source, differences(runs(asked, source, signs=False)))


def differences(aligned: Sequence[Run]) -> tuple[Difference, ...]:
    """The runs that differ."""
    return tuple(
        Difference(_bare(run.asked, run.kind), _bare(run.source, run.kind), run.kind)
        for run in aligned
        if run.kind
    )


def _bare(text: str, kind: DifferenceKind) -> str:
    """A difference without the signs around it, where these are none."""
    return text.strip() if kind == "punctuation" else text.strip(' \n\t　，,、；;：:。.！!？?“”"')


def runs(asked: str, source: str, *, signs: bool = True) -> tuple[Run, ...]:
    """Both texts aligned. White space, width, case and script never differ; punctuation and the
    writing of numbers only with `signs`."""
    left, right = _pieces(asked, signs), _pieces(source, signs)
    keys = [[piece.key for piece in side] for side in (left, right)]
    matcher = SequenceMatcher(None, keys[0], keys[1], autojunk=False)
    names = _named(asked), _named(source)
    sides = (asked, left), (source, right)
    found = []
    for a, b, c, d, equal in clauses.whole(_merged(matcher), sides):
        kind: DifferenceKind | None = None
        if not equal and (clause := clauses.only(sides, (a, b, c, d))):
            kind = clause
        elif not equal:
            after = _after(asked, left, b), _after(source, right, d)
            named = _within(left[a:b], names[0]) or _within(right[c:d], names[1])
            kind = _kind(left[a:b], right[c:d], after, named=named)
        found.append(Run(_text(asked, left, a, b), _text(source, right, c, d), kind))
    return tuple(found)


def one_sign(text: str) -> str:
    """Normalised text with its quotation marks, dashes and ellipses written in one way, a character
    for a character."""
    return text.translate(_ONE_SIGN)


def _pieces(text: str, signs: bool) -> list[Piece]:
    # Character by character, so that positions stay those of the text.
    folded = one_sign("".join(f if len(f := normalize(c)) == 1 else c for c in text))
    pieces: list[Piece] = []
    at = 0
    for start, end, value in [*numbers(folded), (len(folded), len(folded), "")]:
        pieces += [
            Piece(folded[i], i, i + 1)
            for i in range(at, start)
            if folded[i].isalnum() or (signs and folded[i].isprintable() and folded[i] != " ")
        ]
        if value:
            written = "".join(folded[start:end].split())
            pieces.append(Piece(written if signs else value, start, end, value))
        at = end
    return pieces


def _merged(matcher: SequenceMatcher[str]) -> list[Operation]:
    """The operations. Where words are exchanged, a lone character that both share is chance: it and
    what stands on its sides are one."""
    operations = [(a, b, c, d, tag == "equal") for tag, a, b, c, d in matcher.get_opcodes()]
    found: list[Operation] = []
    for place, (a, b, c, d, equal) in enumerate(operations):
        lone = equal and b - a == 1 and 0 < place < len(operations) - 1
        if lone:
            lone = _exchanged(operations[place - 1]) and _exchanged(operations[place + 1])
        if found and not found[-1][4] and (lone or not equal):
            found[-1] = (found[-1][0], b, found[-1][2], d, False)
        else:
            found.append((a, b, c, d, equal))
    return found


def _exchanged(operation: Operation) -> bool:
    a, b, c, d, _ = operation
    return b > a and d > c


def _text(text: str, pieces: Sequence[Piece], first: int, last: int) -> str:
    """The text of some pieces, with what is not compared after them."""
    if first == last and not (first == 0 and not pieces):
        return ""
    start = pieces[first].start if 0 < first < len(pieces) else 0
    return text[start : pieces[last].start if last < len(pieces) else len(text)]


def _after(text: str, pieces: Sequence[Piece], last: int) -> str:
    """The few characters after some pieces."""
    at = pieces[last].start if last < len(pieces) else len(text)
    return text[at : at + _UNIT]


def _dated(texts: Sequence[str], after: Sequence[str]) -> bool:
    """Whether what differs is of a date and not of a length of time."""
    sides = list(zip(texts, after, strict=True))
    lasts = any(_LENGTH.search(text + rest) for text, rest in sides if text)
    return not lasts and any(_DATE.search(text + rest[:1]) for text, rest in sides)


def _named(text: str) -> set[int]:
    """The positions that names of people, places and organisations take."""
    found: set[int] = set()
    at = 0
    for word, tag in rjieba.tag(text):
        if tag.startswith(_NAMES):
            found.update(range(at, at + len(word)))
        at += len(word)
    return found


def _within(pieces: Sequence[Piece], positions: set[int]) -> bool:
    return any(piece.start in positions for piece in pieces)


def _kind(
    asked: Sequence[Piece], source: Sequence[Piece], after: tuple[str, str], *, named: bool
) -> DifferenceKind:
    texts = ["".join(piece.key for piece in side) for side in (asked, source)]
    letters = [sum(map(str.isalnum, text)) for text in texts]
    if not any(letters):
        return "punctuation"
    values = [
        [piece.value or _LONE.get(piece.key, "") for piece in side] for side in (asked, source)
    ]
    if values[0] == values[1] and all(len(side) == 1 for side in values) and values[0][0]:
        return "numeral"
    if min(letters) == 0 and max(letters) >= _CLAUSE:
        return "added" if letters[0] else "dropped"
    numbered = any(piece.value for side in (asked, source) for piece in side)
    if numbered or any(map(_DIGITS.search, texts)):
        return "date" if _dated(texts, after) else "digit"
    if bool(_NEGATIONS.search(texts[0])) != bool(_NEGATIONS.search(texts[1])):
        return "negation"
    return "name" if named else "wording"
