"""The numbers that Word sets before paragraphs by itself, and the outline levels of styles.

ECMA-376 part 1, 17.9 (numbering) and 17.7 (styles). A paragraph names a list (`numPr`), itself or
through its style; the list is an instance of an abstract one, whose levels say how numbers are
written and counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.oxml import parse_xml

from assistant.text.numerals import letters, roman, written

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_DIGITS = "零一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_NO_SPACE = re.compile(r"[、．。，）】〉》：]$")
_COUNTED = frozenset(
    "chineseCounting chineseCountingThousand taiwaneseCounting taiwaneseCountingThousand"
    " japaneseCounting".split()
)
_ENCLOSED = {
    "decimalEnclosedCircle": ("①", 20),
    "decimalEnclosedCircleChinese": ("①", 20),
    "decimalEnclosedParen": ("⑴", 20),
    "decimalEnclosedFullstop": ("⒈", 20),
}


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str
    spaced: bool
    legal: bool
    """Whether the numbers of all levels are written in Arabic digits."""
    style: str
    """The style whose paragraphs are numbered at this level."""


@dataclass(slots=True)
class Numbering:
    """Counts the paragraphs of one document, which must be asked for in order."""

    lists: dict[str, str] = field(default_factory=dict)
    """Abstract list of each instance."""
    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    """Levels of each abstract list."""
    overrides: dict[tuple[str, int], _Level] = field(default_factory=dict)
    """Levels that an instance has of its own."""
    restarts: dict[tuple[str, int], int] = field(default_factory=dict)
    """Where an instance begins a level anew; used once each."""
    styles: dict[str, Any] = field(default_factory=dict)
    standard: str = ""
    """The style of paragraphs that name none."""
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    unknown: bool = False
    """Whether a number is left out, as its form is not known here."""

    @classmethod
    def of(cls, document: Any) -> Numbering:
        """`document` is python-docx's."""
        found = cls()
        for style in document.styles.element.iterchildren(_W + "style"):
            if style.get(_W + "type") == "paragraph":
                found.styles[style.get(_W + "styleId")] = style
                if style.get(_W + "default") in ("1", "true", "on"):
                    found.standard = style.get(_W + "styleId")
        for relation in document.part.rels.values():
            if relation.reltype.endswith("/numbering") and not relation.is_external:
                found._read(parse_xml(relation.target_part.blob))
        return found

    def label(self, paragraph: Any) -> str:
        """The number of a paragraph with what stands between it and the text; empty if none."""
        list_, at = self._place(paragraph)
        level = self._level(list_, at)
        if level is None:
            return ""
        counts = self._count(list_, at)
        if level.format == "bullet":
            return ""
        label = re.sub(
            "%([1-9])",
            lambda m: self._number(list_, int(m[1]) - 1, counts, legal=level.legal),
            level.text,
        )
        return f"{label} " if label and level.spaced and not _NO_SPACE.search(label) else label

    def outline(self, paragraph: Any) -> int:
        """1 for a heading of the first level and so on; 0 for text."""
        for properties in self._properties(paragraph):
            value = _value(properties, "outlineLvl")
            if value.isdigit():
                return int(value) + 1 if int(value) < _LEVELS else 0
        return 0

    def _read(self, numbering: Any) -> None:
        linked: dict[str, str] = {}
        for abstract in numbering.iterchildren(_W + "abstractNum"):
            id_ = abstract.get(_W + "abstractNumId")
            linked[id_] = _value(abstract, "numStyleLink")
            levels = abstract.iterchildren(_W + "lvl")
            self.levels[id_] = {int(x.get(_W + "ilvl")): _level(x) for x in list(levels)[:_LEVELS]}
        for instance in numbering.iterchildren(_W + "num"):
            id_ = instance.get(_W + "numId")
            self.lists[id_] = _value(instance, "abstractNumId")
            for override in instance.iterchildren(_W + "lvlOverride"):
                at, start = int(override.get(_W + "ilvl")), _value(override, "startOverride")
                if start.isdigit():
                    self.restarts[id_, at] = int(start)
                if (level := override.find(_W + "lvl")) is not None:
                    self.overrides[id_, at] = _level(level)
        for abstract_id, style in linked.items():
            other = self._of_style(style)
            if other in self.lists:
                self.levels[abstract_id] = self.levels.get(self.lists[other], {})

    def _of_style(self, style: str) -> str:
        properties = self.styles[style].find(_W + "pPr") if style in self.styles else None
        numbers = properties.find(_W + "numPr") if properties is not None else None
        return _value(numbers, "numId")

    def _properties(self, paragraph: Any) -> Iterator[Any]:
        """Paragraph properties, the paragraph's own first, then those of its style and its bases."""
        own = paragraph.find(_W + "pPr")
        if own is not None:
            yield own
        name = _value(own, "pStyle") or self.standard
        for _ in range(len(self.styles)):
            style = self.styles.get(name)
            if style is None:
                return
            if (properties := style.find(_W + "pPr")) is not None:
                yield properties
            name = _value(style, "basedOn")

    def _place(self, paragraph: Any) -> tuple[str, int]:
        """The list of a paragraph and its level there; list 0 is none."""
        list_, level = "", ""
        for properties in self._properties(paragraph):
            numbers = properties.find(_W + "numPr")
            list_ = list_ or _value(numbers, "numId")
            level = level or _value(numbers, "ilvl")
            if list_:
                break
        if level.isdigit():
            return list_, int(level)
        style = _value(paragraph.find(_W + "pPr"), "pStyle") or self.standard
        levels = self.levels.get(self.lists.get(list_, ""), {})
        return list_, next((at for at, x in levels.items() if x.style == style), 0)

    def _level(self, list_: str, at: int) -> _Level | None:
        return self.overrides.get((list_, at)) or self.levels.get(
            self.lists.get(list_, ""), {}
        ).get(at)

    def _count(self, list_: str, at: int) -> list[int | None]:
        """The numbers of all levels after counting one paragraph at level `at`."""
        counts = self.counts.setdefault(self.lists[list_], [None] * _LEVELS)
        restart = self.restarts.pop((list_, at), None)
        for i in range(at):
            counts[i] = self._start(list_, i) if counts[i] is None else counts[i]
        before = counts[at]
        counts[at] = self._start(list_, at) if before is None else before + 1
        if restart is not None:
            counts[at] = restart
        counts[at + 1 :] = [None] * (_LEVELS - at - 1)
        return counts

    def _start(self, list_: str, at: int) -> int:
        level = self._level(list_, at)
        return level.start if level else 1

    def _number(self, list_: str, at: int, counts: list[int | None], *, legal: bool) -> str:
        value, level = counts[at], self._level(list_, at)
        if value is None or level is None:
            return ""
        number = str(value) if legal else _written(value, level.format)
        if number is None:
            self.unknown = True
        return number or ""


def _level(element: Any) -> _Level:
    start = _value(element, "start")
    return _Level(
        int(start) if start.isdigit() else 1,
        _value(element, "numFmt") or "decimal",
        _value(element, "lvlText"),
        _value(element, "suff") != "nothing",
        element.find(_W + "isLgl") is not None,
        _value(element, "pStyle"),
    )


def _value(element: Any, name: str) -> str:
    child = element.find(_W + name) if element is not None else None
    return (child.get(_W + "val") or "") if child is not None else ""


def _written(value: int, form: str) -> str | None:
    """A number as Word writes it; None where the form is not known here."""
    if form in ("decimal", "decimalHalfWidth"):
        return str(value)
    if form == "decimalZero":
        return f"{value:02d}"
    if form == "decimalFullWidth":
        return str(value).translate({c: c + 0xFEE0 for c in range(0x30, 0x3A)})
    if form in _COUNTED:
        return written(value, _DIGITS, "十百千")
    if form == "ideographDigital":
        return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(value))
    if form == "chineseLegalSimplified":
        return written(value, _FORMAL, "拾佰仟")
    if form in ("ideographTraditional", "ideographZodiac"):
        row = _STEMS if form == "ideographTraditional" else _BRANCHES
        return row[value - 1] if 0 < value <= len(row) else str(value)
    if form in _ENCLOSED:
        first, most = _ENCLOSED[form]
        return chr(ord(first) + value - 1) if 0 < value <= most else str(value)
    if form in ("lowerLetter", "upperLetter"):
        return letters(value).lower() if form == "lowerLetter" else letters(value)
    if form in ("lowerRoman", "upperRoman"):
        return roman(value).lower() if form == "lowerRoman" else roman(value)
    return "" if form == "none" else None
