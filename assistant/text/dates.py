"""Dates as documents write them: 2018年8月8日, 二〇一八年八月八日, 2018-08-08, 2018.8."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime

from assistant.errors import AssistantError
from assistant.text.numerals import SMALL, parse_integer

_YEAR = r"(?:1[89]|20)\d{2}"
_WRITTEN_YEAR = r"[一二][一二三四五六七八九〇○零O]{3}"
_SMALL = rf"\d{{1,2}}|{SMALL}"
_DATE = re.compile(
    rf"({_YEAR}|{_WRITTEN_YEAR})\s*年(?:\s*({_SMALL})\s*月(?:\s*({_SMALL})\s*日)?)?"
    rf"|(?<!\d)({_YEAR})([-./])(\d{{1,2}})(?:\5(\d{{1,2}}))?(?!\d)"
)
_DAY = re.compile(rf"(?<![\d一二三四五六七八九十])({_SMALL})月({_SMALL})日")
_LINE = re.compile(
    rf"[—\-\s]*[(\[【]?\s*(?:(?:时间|日期|发布时间|发布日期|成文日期)\s*:\s*)?(?:{_DATE.pattern})"
)
_LEADING = re.compile(rf"[(\[【\s]*(?:{_DATE.pattern})")
_RANGE = re.compile(r"\s*(?:至|到|起|以来|[—~-]+\s*\d|、)")
_DATELINE = re.compile(
    rf"^[^，。；]{{0,24}}?({_YEAR}年\d{{1,2}}月\d{{1,2}}日)[^，。；]{{0,6}}[电讯]"
)
_NUMBER = re.compile(r"[〔［\[(（]((?:19|20)\d{2})[〕］\])）]\s*第?\d+号")
_TITLE_YEAR = re.compile(
    rf"(?<!将发表)(?<![申筹举]办)(?<![到至向望])(?<!\bby )(?<!\btill )(?<!\buntil )({_YEAR}|{_WRITTEN_YEAR})年?(?!\s*第?\s*\d+\s*届|\d|[—~-])"
)
_ISO = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", re.ASCII)
_AFTER_LINE = 16
"""Characters that may follow the date in a line of its own: brackets, a weekday, a remark, a name."""


def iso_date(written: str, error: type[AssistantError]) -> str:
    """A date in any of the ways documents write it, as an ISO date; empty stays empty.

    :raises AssistantError: it is no date; as `error`.
    """
    folded = _folded(written).strip()
    if not folded or _ISO.fullmatch(folded):
        return folded
    m = _DATE.fullmatch(folded)
    date = _iso(m) if m else ""
    if not date:
        raise error(
            f"“{written}” is not a date; expected 2018, 2018-08 or 2018-08-08.",
            f"“{written}”不是日期，应写作 2018、2018-08 或 2018-08-08。",
        )
    return date


def find_dates(text: str) -> list[str]:
    """ISO dates in order of appearance, each as precise as the text (`2018-08-08`, `2018`)."""
    return [date for m in _DATE.finditer(_folded(text)) if (date := _iso(m))]


def find_days(text: str) -> list[str]:
    """The days of a year that a text names, as ISO dates end: 2月3日 is 02-03."""
    days = [(parse_integer(m[1]) or 0, parse_integer(m[2]) or 0) for m in _DAY.finditer(text)]
    return [f"{month:02}-{day:02}" for month, day in days]


def is_date_line(line: str) -> bool:
    """Whether a line is a date with little beside it."""
    folded = _folded(line)
    m = _LINE.match(folded)
    if m is None:
        return False
    exact = any(len(date) > 4 for date in find_dates(m.group()))
    return len(folded) - m.end() <= (_AFTER_LINE if exact else 1)


def find_date(
    lines: Sequence[str],
    titles: Sequence[str],
    opening: str,
    ending: Sequence[str],
    published: Sequence[str] = (),
    *,
    yearly: bool,
) -> str:
    """The day of a document, else a month or a year; empty if unknown.

    `lines` are those of the head that hold the date or the occasion, `ending` the last ones, where
    official documents are signed, `published` what a page says of its publication. A day wins over a
    month, which on scraped pages is that of publication. `yearly`: the year of a title is that of the
    document, as with a yearly report. A bare year that is still to come is one that a text speaks of.
    """
    found = _first_day(lines) or _first_day(titles) or _of_opening(opening) or _of_signature(ending)
    if found:
        return found
    year = next((m[1] for t in titles if (m := _TITLE_YEAR.search(_folded(t)))), "")
    if yearly and year and (value := parse_integer(year)) and value <= this_year():
        return f"{value:04d}"
    dates = (d for line in lines for d in find_dates(line))
    months = [d for d in dates if len(d) > 4 or int(d) <= this_year()]
    numbers = [m[1] for line in lines if (m := _NUMBER.search(_folded(line)))]
    return next(iter([*months, *numbers]), "") or _first_day(published)


def _first_day(lines: Sequence[str]) -> str:
    """The first date that is known to the day; empty if none is."""
    return next((d for line in lines for d in find_dates(line) if len(d) == 10), "")


def this_year() -> int:
    """The year that it is now: one after it is spoken of, not lived in."""
    return datetime.now(UTC).year


def _of_opening(opening: str) -> str:
    """The date that a text opens with, or that of a news agency's dateline."""
    folded = _folded(opening[:120])
    if m := _DATELINE.match(folded):
        return find_dates(m[1])[0]
    m = _LEADING.match(folded)
    if m is None or _RANGE.match(folded, m.end()):
        return ""
    date = next(iter(find_dates(m.group())), "")
    return date if len(date) == 10 else ""


def _of_signature(ending: Sequence[str]) -> str:
    for line in reversed(ending):
        folded = _folded(line).strip(" ()（）")
        if (m := _DATE.fullmatch(folded)) and len(date := _iso(m)) == 10:
            return date
    return ""


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _iso(m: re.Match[str]) -> str:
    """Empty for what is no date: 2018.35."""
    groups = m.groups()
    parts = groups[:3] if groups[0] else (groups[3], groups[5], groups[6])
    year, month, day = (parse_integer(part.replace("O", "〇")) if part else None for part in parts)
    if year is None or not 1 <= (month or 1) <= 12 or not 1 <= (day or 1) <= 31:
        return ""
    return "-".join([f"{year:04d}"] + [f"{p:02d}" for p in (month, day) if p is not None])
