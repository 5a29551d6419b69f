"""Finds what must not be searched or is masked in a scraped text, and maps search text to source.

`find_edits` never changes the text: it returns edits. `search_text` applies them and folds width,
case and traditional characters, keeping for every character the place it came from.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import opencc

from assistant.text.furniture import find_furniture
from assistant.text.letters import find_spaced
from assistant.text.wraps import find_wraps
from assistant.types import Edit, Span

_CHINESE = re.compile(r"[㐀-鿿]")
_X = "[XxＸｘ×]"
_NOT_LATIN_BEFORE = r"(?<![A-Za-z0-9ＸｘＺｚ×])"

# Masked words, reviewed one by one. The first table holds readings that nothing else can have; they
# are proof that the text masks words. The second is read so only in a text with such proof: X组 may
# be a group, X的 a variable's.
_CERTAIN = (
    (
        rf"{_NOT_LATIN_BEFORE}{_X}(?=中央|委(?:[^员会]|会?[、，,。；和的领]|$)|员(?:干部|队伍|领导|同志|群众|[、，,。；和的])"
        r"|建(?:工作|引领|责任|[、，,。；走])|组织|支部|章|纪国法|政(?:机关|军民|领导|同责|主要)|内(?:法规|政治|监督|民主|生活)"
        r"|外人士|风廉政|群(?:工作|关系|组织)|的(?:[一二三四五六七八九十]+大|[一二三四五六七八九十]+届|领导|建设|集中统一"
        r"|创新理论|路线|方针|政策|事业|组织|作风|优良传统|全面领导|宗旨|纪律|干部|民族政策|基本路线|教育方针)|和国家|和政府|和人民)",
        "党",
    ),
    (rf"(?<=全){_X}(?=全军|全国|全社会|同志|上下|必须|的|[、，,。；])", "党"),
    (rf"(?<=从严治){_X}|(?<=民主){_X}(?=派)|(?<=联合){_X}(?=委)|(?<=非公){_X}(?=建|组织)", "党"),
    (rf"(?<=共产){_X}(?![A-Za-z0-9])", "党"),
    (
        rf"{_NOT_LATIN_BEFORE}(?:ZZ|zz|ＺＺ)(?=方向|站位|建设|意识|责任|纪律|立场|生态|局|文明|体制|任务|觉悟|工作|引领|素质"
        r"|能力|保证|优势|安全|制度|判断力|领悟力|执行力|生活|规矩|[、，,](?:经济|思想|文化|组织))",
        "政治",
    ),
    (r"(?<=思想)(?:ZZ|zz)(?=工作|教育|建设|素质)|(?<=讲)(?:ZZ|zz)(?=[、，,。；])", "政治"),
)
_PROBABLE = (
    (
        rf"{_NOT_LATIN_BEFORE}{_X}(?=的|组|校|章|纪|史|风|性|内|外|群|政|务|派|员|委|建|领导|执政|对|在|要|是|始终|历来)",
        "党",
    ),
    (
        rf"(?<=[全我入爱各建治管跟护兴]){_X}(?![A-Za-z0-9Ｘｘ×光射染轴县月年市省国村乡镇镇区号])",
        "党",
    ),
    (
        rf"(?:(?<=国民)|(?<=[我你他]们)|(?<=[篡乱])){_X}(?![A-Za-z0-9])"
        rf"|(?<=[多两]){_X}(?=合作|制|[的和])|(?<=反){_X}(?=集团)|(?<=整){_X}(?=[，、。工的]|运动)|{_X}(?=羽)",
        "党",
    ),
    (rf"{_NOT_LATIN_BEFORE}(?:ZZ|zz|ＺＺ)(?![A-Za-z0-9])", "政治"),
)
_CERTAIN_PATTERNS = tuple((re.compile(p), reading) for p, reading in _CERTAIN)
_PROBABLE_PATTERNS = tuple((re.compile(p), reading) for p, reading in _PROBABLE)


def find_edits(text: str) -> tuple[Edit, ...]:
    """Edits of a text in order, without overlaps: furniture, promotion, masked words, hard wraps, letters set apart."""
    masked = list(_masked(text, _CERTAIN_PATTERNS))
    if masked:
        masked += _masked(text, _PROBABLE_PATTERNS)
    layout = [*find_wraps(text), *find_spaced(text)]
    return _without_overlaps([*find_furniture(text), *masked, *layout])


def _masked(text: str, table: Sequence[tuple[re.Pattern[str], str]]) -> Iterable[Edit]:
    for pattern, reading in table:
        for m in pattern.finditer(text):
            yield Edit(*m.span(), reading, "masked word")


def _without_overlaps(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Earlier in the sequence wins: it was found by the surer rule."""
    kept: list[Edit] = []
    for edit in edits:
        at = bisect_left(kept, edit.start, key=lambda k: k.start)
        before_ends = kept[at - 1].end if at else 0
        after_starts = kept[at].start if at < len(kept) else edit.end
        if before_ends <= edit.start and edit.end <= after_starts:
            kept.insert(at, edit)
    return tuple(kept)


def edits_within(edits: Sequence[Edit], start: int, end: int) -> Sequence[Edit]:
    """Those of a document's edits that touch `[start, end)`; a wrapped book has thousands."""
    first = bisect_right(edits, start, key=lambda edit: edit.end)
    return edits[first : bisect_left(edits, end, key=lambda edit: edit.start)]


@dataclass(frozen=True, slots=True)
class SearchText:
    """Folded text and, for each of its characters, the source span it stands for."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def source(self, start: int, end: int) -> Span:
        """The source span of `text[start:end]`; `start < end` is required."""
        return self.starts[start], self.ends[end - 1]

    def position(self, offset: int) -> int:
        """The first position of `text` that stands at or after the source offset."""
        return bisect_left(self.starts, offset)


@functools.cache
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


_SENTENCE = 400
"""Characters up to which a text is asked for again and again while a question is answered, and kept."""


class _Folds(dict[int, str]):
    """Width and case by code point, for `str.translate`; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = unicodedata.normalize("NFKC", chr(code)).lower()
        return folded


_FOLDS = _Folds()


def _fold(text: str) -> str:
    """Width and case, each character by itself, so that none is joined with its neighbours."""
    return text.translate(_FOLDS)


def simplify(text: str) -> str:
    """Traditional characters to simplified, one for one: the length never changes."""
    simplified = str(_simplifier().convert(text))
    if len(simplified) == len(text):
        return simplified
    chars = (str(_simplifier().convert(c)) for c in text)
    return "".join(s if len(s) == 1 else c for s, c in zip(chars, text, strict=True))


def has_chinese(text: str) -> bool:
    """Whether a text holds a Chinese character."""
    return _CHINESE.search(text) is not None


def normalize(text: str) -> str:
    """The folding of `search_text` for text without edits, such as a question."""
    return _normalized(text) if len(text) <= _SENTENCE else simplify(_fold(text))


@functools.lru_cache(maxsize=2048)
def _normalized(text: str) -> str:
    return simplify(_fold(text))


def search_text(original: str, edits: Sequence[Edit] = (), start: int = 0) -> SearchText:
    """Search text of a piece of a document.

    `original` is the piece, `start` its offset in the document; edits, in order, and the returned
    map use document offsets. Edits outside the piece are ignored.
    """
    stop = start + len(original)
    inside = edits_within(edits, start, stop)
    if not inside and len(folded := normalize(original)) == len(original):
        # Folding never loses a character: each stands for its own.
        return SearchText(folded, range(start, stop), range(start + 1, stop + 1))
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def emit(folded: str, begin: int, end: int) -> None:
        chars.append(folded)
        starts.extend([begin] * len(folded))
        ends.extend([end] * len(folded))

    def plain(begin: int, end: int) -> None:
        folded = _fold(original[begin - start : end - start])
        if len(folded) == end - begin:
            chars.append(folded)
            starts.extend(range(begin, end))
            ends.extend(range(begin + 1, end + 1))
        else:
            for i in range(begin, end):
                emit(_fold(original[i - start]), i, i + 1)

    at = start
    for edit in inside:
        plain(at, max(at, edit.start))
        emit(normalize(edit.replacement), edit.start, edit.end)
        at = edit.end
    plain(at, max(at, stop))
    return SearchText(simplify("".join(chars)), starts, ends)
