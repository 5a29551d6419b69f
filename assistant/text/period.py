"""The span of years that a question means by a decade or a two-digit year."""

from __future__ import annotations

import re

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_HAN_DIGITS = tuple(str.maketrans("0123456789", f"{zero}一二三四五六七八九") for zero in "〇○零")
YEAR = r"(?:(?<!\d)(?:1[89]|20)\d{2}(?!\d)|[一二][九〇○零][〇○零一二三四五六七八九]{2})"
"""A year of four digits, in either writing."""
_TENS = {"fif": 50, "six": 60, "seven": 70, "eigh": 80, "nine": 90}
_DECADE = re.compile(
    r"(?<![\d纪])(?:(?:19|一九|上世纪|(?:20|二十)世纪)?(?:(?P<zh>[五六七八九])十|(?P<arabic>[5-9])0))年代(?P<part>初|早|前期|中|末|后期|晚)?"
)
_DECADE_EN = re.compile(
    r"(?:(?P<part>early|mid|late)[ -])?(?:the )?(?:(?<!\d)(?:19)?(?P<arabic>[5-9])0'?s|(?:nineteen[ -])?(?P<word>fif|six|seven|eigh|nine)ties)\b"
)
# 五六年, 七八年 are mostly "five or six years", 60年 or 干了55年 a length of time; 15年 mostly is one, unless it begins what is
# said and something of that year follows.
_SHORT_YEAR = re.compile(
    r"(?:(?<![\d一二三四五六七八九〇○零十百千了近第过去整共满])"
    r"(?:(?P<arabic>[5-9][1-9])|(?!五六|六七|七八|八九)(?P<zh>[五六七八九][〇○零一二三四五六七八九]))"
    r"年(?!代|来|间|时间|以上|多|的?历史|了|前(?!后)|后)(?P<about>前后|左右)?"
    r"|(?:^|(?<=[在到从自,，。;；\s]))(?:(?P<new>[0-2][1-9])|(?!一二|二三)(?P<new_zh>[〇○零一二][〇○零一二三四五六七八九]))"
    r"年(?=[底初]|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月|那(?:会儿|年|时)|[定说提讲]的"
    r"|的?(?:政府|国务院|总理|报告|工作报告|讲话|会议|两会|经济|国内生产总值|gdp|财政|预算|目标|指标|增长|增速|计划)))"
)
_FOUNDING = 49
"""Years of two digits from this on are of the last century: the speeches begin with 1949."""
_PARTS = {"early": (0, 3), "mid": (4, 6), "late": (7, 10), "": (0, 10)}
_ABOUT = 2
"""Years on either side of a year that is given as about it."""


def period(normalized: str) -> tuple[int, int] | None:
    """First and last year of the decade, its part (八十年代末, the late eighties), or the short year
    (八八年, 96年前后) that a normalised question names; None if it names none."""
    if m := _DECADE.search(normalized):
        tens = _DIGITS[m.group("zh")] if m.group("zh") else int(m.group("arabic"))
        return _span(1900 + 10 * tens, _part(m.group("part")))
    if m := _DECADE_EN.search(normalized):
        tens = 10 * int(m.group("arabic")) if m.group("arabic") else _TENS[m.group("word")]
        return _span(1900 + tens, m.group("part") or "")
    if m := _SHORT_YEAR.search(normalized):
        about = _ABOUT if m.group("about") else 0
        return _whole(m) - about, _whole(m) + about
    return None


def short_years(normalized: str) -> list[int]:
    """The years that a normalised question writes in two digits (八六年, 96年前后), in full."""
    return [_whole(m) for m in _SHORT_YEAR.finditer(normalized)]


def year_names(year: int) -> tuple[str, ...]:
    """How a normalised question may write a year: 2017年, 17年, 一七年, of 2008 also 〇八年, ○八年, 零八年."""
    short = f"{year % 100:02}"
    return f"{year}年", f"{short}年", *(f"{digits}年" for digits in in_chinese(short))


def in_chinese(digits: str) -> tuple[str, ...]:
    """The digits of a year in Chinese, with each of the signs that are written for zero."""
    return tuple(dict.fromkeys(digits.translate(table) for table in _HAN_DIGITS))


def _whole(short: re.Match[str]) -> int:
    written, zh = short["arabic"] or short["new"], short["zh"] or short["new_zh"]
    year = int(written) if written else 10 * _DIGITS[zh[0]] + _DIGITS[zh[1]]
    return full_year(year)


def full_year(year: int) -> int:
    """The year that two digits stand for: 1986 for 86, 2015 for 15."""
    return year + (2000 if year < _FOUNDING else 1900)


def _part(chinese: str | None) -> str:
    if not chinese:
        return ""
    return "early" if chinese in "初早前期" else "mid" if chinese == "中" else "late"


def _span(start: int, part: str) -> tuple[int, int]:
    first, last = _PARTS[part]
    return start + first, start + last
