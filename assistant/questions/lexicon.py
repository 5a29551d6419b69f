"""What people call things and what official texts call them: the second way to search a question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from assistant.clean import normalize
from assistant.errors import AssistantError
from assistant.library.bundled import bundled_lexicons, bundled_names, bundled_same
from assistant.reasons import reason

_PIECE = re.compile(r"[^\W_a-z0-9]|[a-z0-9]+")
"""Chinese is matched character by character, Latin script word by word."""
_LONGEST_LINE = 400
_ENDINGS = ("", "s", "es")
"""Endings by which an English word of a question may differ from the lexicon's."""

Key = tuple[str, ...]


class LexiconError(AssistantError):
    """A lexicon file cannot be used; the message names the line."""


@dataclass(frozen=True, slots=True)
class Rewording:
    """What a question says in official words, and the share of the question, 0 to 1, they stand
    for."""

    text: str
    share: float


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Wordings, in pieces as `_PIECE` cuts them, with the official wordings for each."""

    entries: Mapping[Key, str] = field(default_factory=dict)
    longest: Mapping[str, int] = field(default_factory=dict)
    """Pieces of the longest wording that opens with each piece."""

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Lexicon:
        """From (wording, official wordings) pairs; a wording given twice keeps all of them."""
        entries: dict[Key, str] = {}
        for wording, official in pairs:
            key = _pieces(normalize(wording))
            if key:
                entries[key] = f"{entries[key]}、{official}" if key in entries else official
        longest: dict[str, int] = {}
        for key in entries:
            longest[key[0]] = max(longest.get(key[0], 0), len(key))
        return cls(entries, longest)

    @classmethod
    def read(cls, paths: Sequence[Path]) -> Lexicon:
        """Read files of `wording<TAB>official wordings` lines; blank lines and # lines are skipped.

        :raises LexiconError: unreadable file, or a line without exactly two filled columns.
        """
        return cls.of(pair for path in paths for pair in _lines(path))

    def official(self, normalized: str) -> str:
        """The official wordings of everything a normalised question says; empty where the lexicon
        knows nothing of it."""
        return self.reword(normalized).text

    def reword(self, normalized: str) -> Rewording:
        """The same with how much of the question it stands for. Longest wordings are taken first,
        each part of the question once."""
        pieces = _pieces(normalized)
        found: list[str] = []
        at = known = 0
        while at < len(pieces):
            taken = 1
            for length in range(min(self._longest(pieces[at]), len(pieces) - at), 0, -1):
                official = self._entry(pieces[at : at + length])
                if official:
                    found.append(official)
                    taken = length
                    known += length
                    break
            at += taken
        return Rewording("、".join(dict.fromkeys(found)), known / max(len(pieces), 1))

    def entry(self, wording: str) -> str:
        """The official wordings of just this normalised wording, or none."""
        return self.entries.get(_pieces(wording), "")

    def _longest(self, opening: str) -> int:
        return max(self.longest.get(opening.removesuffix(e), 0) for e in _ENDINGS)

    def _entry(self, key: Key) -> str:
        for ending in _ENDINGS:
            last = key[-1].removesuffix(ending)
            if (known := self.entries.get((*key[:-1], last))) is not None:
                return known
            if not key[-1].isascii():
                break
        return ""


def _pieces(normalized: str) -> Key:
    return tuple(_PIECE.findall(normalized))


def _lines(path: Path) -> Iterable[tuple[str, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        en, zh = reason(error)
        raise LexiconError(
            f"The lexicon {path} cannot be read: {en}. It must be a UTF-8 text file.",
            f"无法读取词表 {path}：{zh}。词表应为 UTF-8 编码的文本文件。",
        ) from error
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        columns = [column.strip() for column in line.split("\t")]
        if len(columns) != 2 or not all(columns) or len(line) > _LONGEST_LINE:
            raise LexiconError(
                f"{path}, line {number}: expected “wording<TAB>official wordings” of at most"
                f" {_LONGEST_LINE} characters, found “{line[:60]}”.",
                f"{path} 第 {number} 行：应为“说法<制表符>正式说法”，不超过 {_LONGEST_LINE} 字，"
                f"实际为“{line[:60]}”。",
            )
        yield columns[0], columns[1]


NO_LEXICON = "none"


@cache
def _bundled() -> Lexicon:
    return Lexicon.read(bundled_lexicons())


@cache
def _names() -> Lexicon:
    return Lexicon.read([bundled_names()])


def named_in_chinese(normalized: str) -> str:
    """The Chinese names of the people and places that a normalised text names in Latin script."""
    return _names().official(normalized)


@cache
def other_names() -> Lexicon:
    """Other names of what texts call by several."""
    return Lexicon.read([bundled_same()])


@cache
def known_names() -> Mapping[str, frozenset[str]]:
    """Normalised Chinese names of people and places, each with all names of the same: 林州 is 林县."""
    found: dict[str, frozenset[str]] = {}
    for names in _names().entries.values():
        same = frozenset(normalize(name) for name in names.split("、"))
        found |= {name: same | found.get(name, frozenset()) for name in same}
    return found


@cache
def known_words() -> frozenset[str]:
    """The words in Latin letters of everything the bundled lexicon has official wordings for."""
    return frozenset(piece for key in _bundled().entries for piece in key if piece.isascii())


def open_lexicon(setting: str = "") -> Lexicon:
    """The bundled lexicon, together with the file that `setting` names; none at all for `none`.

    :raises LexiconError: the file cannot be used.
    """
    if setting == NO_LEXICON:
        return Lexicon()
    if not setting:
        return _bundled()
    return Lexicon.read([*bundled_lexicons(), Path(setting).expanduser()])
