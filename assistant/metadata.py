"""What the head of a text says about it: title, occasion, date, speaker, type, series, remarks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.numerals import chinese_year
from assistant.surnames import SURNAMES

OCCASION = re.compile(
    r"^[—\-\s]*(?:在.{2,60}(?:上|时|期间|会议|座谈会)的?(?:重要)?(?:讲话|报告|致辞|发言|演讲|谈话|说明|讲话提纲)"
    r"|(?:在.{2,60}(?:会议|大会|会|论坛|仪式|活动)(?:上|闭幕时|开幕时)))\s*$"
)
_OCCASION_INSIDE = re.compile(
    r"在[^，。；：]{2,50}(?:会议|大会|座谈会|论坛|仪式|全会|讲座)(?:开幕式|闭幕式)?上"
)
SERIES = re.compile(r"系列\s*(?:№|No\.?|第)?\s*\d+|^第\s*\d+\s*期|总第\s*\d+\s*期|№\s*\d+")
_DATE = re.compile(
    r"((?:1[89]|20)\d{2}|[一二][一二三四五六七八九〇○零]{3})\s*年"
    r"(?:\s*([0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})\s*月(?:\s*([0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})\s*日)?)?"
)
DATE_LINE = re.compile(
    r"^[（(【\[]?\s*(?:(?:1[89]|20)\d{2}|[一二][一二三四五六七八九〇○零]{3})\s*年"
    r"(?:\s*[0-9０-９一二三四五六七八九十]{1,3}\s*月)?(?:\s*[0-9０-９一二三四五六七八九十]{1,3}\s*日)?.{0,16}$"
)
_REMARKS = (
    "根据录音整理",
    "根据记录整理",
    "未经本人审阅",
    "节选",
    "摘要",
    "摘编",
    "讲话要点",
    "谈话要点",
    "全文",
)
_NAME = r"[一-鿿]{2,4}"
_TITLED_SPEAKER = re.compile(
    rf"[（(]({_NAME})(?:[，,]\s*(?:\d{{4}}\s*年?|[一-鿿]{{2,10}}))?[）)]\s*$"
)
_OFFICE_SPEAKER = re.compile(
    rf"(?:国务院总理|国家主席|总书记|省长|市长|书记|主任|部长|主席)[\s　]+({_NAME}?)(?=各位|[\s　，。]|同志们|$)"
)
_NAME_LINE = re.compile(r"^[\s　]*([一-鿿]{2,3}|[一-鿿][\s　][一-鿿])[\s　]*$")
_PLACE = re.compile(r"(?:在|^)([一-鿿]{2,6}?[省市县区])")


def find_dates(text: str) -> list[str]:
    """ISO dates in order of appearance, each as precise as the text (`2018-08-08`, `2018`)."""
    return [_iso(m) for m in _DATE.finditer(text)]


def _iso(m: re.Match[str]) -> str:
    year, month, day = (chinese_year(part) if part else None for part in m.groups())
    parts = [f"{year:04d}"] + [f"{p:02d}" for p in (month, day) if p is not None]
    return "-".join(parts)


def find_date(titles: Sequence[str], dates: Sequence[str], opening: str) -> str:
    """The day of a document, from its date lines, titles or opening; else a month or a year.

    A full date wins over a month, which on scraped pages is that of publication.
    """
    for lines in (dates, titles, [opening[:160]]):
        full = [d for line in lines for d in find_dates(line) if len(d) == 10]
        if full:
            return full[0]
    year = _title_year(titles)
    months = [d for line in dates for d in find_dates(line)]
    return year or (months[0] if months else "")


def _title_year(title: Sequence[str]) -> str:
    for line in title:
        m = re.search(r"(?:1[89]|20)\d{2}", line)
        if m:
            return m.group()
    return ""


def find_speaker(head: Sequence[str], opening: str) -> str:
    """The speaker named in a title's brackets, on a line alone, or after an office; else empty."""
    for line in head:
        m = _TITLED_SPEAKER.search(line)
        if m and m.group(1)[0] in SURNAMES:
            return m.group(1)
    for line in head:
        m = _NAME_LINE.match(line)
        if m and m.group(1)[0] in SURNAMES:
            return re.sub(r"[\s　]", "", m.group(1))
    for line in [*head, opening[:160]]:
        m = _OFFICE_SPEAKER.search(line)
        if m and m.group(1) and m.group(1)[0] in SURNAMES:
            return m.group(1)
    m = re.search(rf"日\s*[）)]\s*({_NAME})\s*$", opening[:160]) if opening else None
    return m.group(1) if m and m.group(1)[0] in SURNAMES else ""


def find_occasion(lines: Sequence[str], title: str, opening: str) -> str:
    """The occasion line of the head, or the occasion a title or the opening names."""
    for line in lines:
        if OCCASION.match(line):
            return line.strip("—- \t　")
    for text in (title, opening[:120]):
        m = _OCCASION_INSIDE.search(text)
        if m:
            return m.group()
    return ""


def find_type(title: str, occasion: str) -> str:
    text = f"{title} {occasion}"
    if re.search(r"讲话|致辞|谈话|演讲|发言|贺信", text):
        return "speech"
    if re.search(r"报告", text):
        return "report"
    if re.search(r"意见|通知|方案|办法|决定|条例|规定|规划|决议|公报|纲要|说明|法$", text):
        return "policy"
    return ""


def find_series(lines: Sequence[str]) -> str:
    return next((line for line in lines if SERIES.search(line)), "")


def find_place(occasion: str) -> str:
    m = _PLACE.search(occasion)
    return m.group(1) if m else ""


def find_remarks(head: str, last: str) -> tuple[str, ...]:
    """Remarks of the head, and a note when the text stops in the middle of a sentence."""
    found = [r for r in _REMARKS if r in head]
    if last and last[-1] not in "。！？!?…”’）)】》；;：:.":
        found.append("原文未完")
    return tuple(found)
