"""What the name of a file says of a text that has no title line: a title, and when it is of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from assistant.text.dates import find_dates, this_year

_SEPARATORS = r"\s_\-—–.·,，、;；~+"
_OPEN, _CLOSE = r"[(（\[【]", r"[)）\]】]"
_DAY = (
    r"(?:19|20)\d\d(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|[-._年]\d{1,2}(?:[-._月]\d{1,2}日?))"
)
_DATED = re.compile(
    rf"^{_OPEN}?(?P<before>{_DAY}|(?:19|20)\d\d年?(?=[{_SEPARATORS})）\]】]))(?!\d|[至到—~-]\s*\d){_CLOSE}?"
    rf"|(?<!\d)(?<!\d[-—–~至到])(?<!\d年[-—–~至到]){_OPEN}?(?P<after>{_DAY}|(?:19|20)\d\d年?){_CLOSE}?$"
)
"""A date beside the title, as files are put in order by it: 2020-05-22 政府工作报告, 消费扶贫意见2018."""
_BESIDE = (
    re.compile(
        rf"^(?:第?\d{{1,3}}(?:[{_SEPARATORS}]|{_CLOSE})+|{_OPEN}\d{{1,3}}{_CLOSE}"
        r"|\d{1,3}(?=[一-鿿])(?![年月日号条章项届次大个问讲人天万亿])|附件?\d{1,2}[：:\s_.-]+)"
    ),  # its place among other files: 01_, 3., (2)
    re.compile(
        rf"(?:[{_SEPARATORS}]*{_OPEN}(?:\d{{1,3}}|[^)）\]】]{{0,6}}(?:稿|版|全文|副本|word|pdf|txt)){_CLOSE}"
        r"|(?<=[\s_.-])(?:副本|全文|终稿|定稿|最终版?|final|copy|v\d+(?:\.\d+)?|\d{1,3}))$",
        re.IGNORECASE,
    ),  # which copy it is: (1), - 副本, _终稿, （公开版）
    re.compile(rf"^[{_SEPARATORS}]+|[{_SEPARATORS}]+$"),
)
_SAYS_NOTHING = re.compile(
    r"新建|文本|文档|文件|文稿|未命名|无标题|下载|副本|复制|拷贝|粘贴|正文|全文|原文|材料|资料|附件|扫描|讲话|发言|报告|通知|内容|网页"
    r"|草稿|终稿|定稿|初稿|最新|最终|修改|测试|示例|样本|第[\d一二三四五六七八九十百]+[篇章节条份页期号段]?|[稿版件的年月日]"
)
_LEAST = re.compile(r"\d.*[一-鿿]|[一-鿿].*[\d一-鿿]")
"""What says something: two Chinese characters (宪法), or one with a number (20大)."""


@dataclass(frozen=True, slots=True)
class FileName:
    """What a name tells; empty where it tells nothing."""

    title: str = ""
    date: str = ""

    @classmethod
    def of(cls, name: str) -> FileName:
        """Of a document's name, which may hold folders and a suffix. Numbers that files are put in order by, dates beside the title
        and the marks of copies are no part of it; a name in which nothing else is left (doc_003, 新建文本文档 2) tells nothing."""
        left, date = PurePosixPath(name).stem, ""
        while (found := _beside(left)) is not None:
            date = date or _iso(found)
            left = left[: found.start()] + left[found.end() :]
        if m := re.fullmatch(r"《([^《》]+)》", left):
            left = m[1]
        if not _LEAST.search(_SAYS_NOTHING.sub("", left)):
            return cls()
        return cls(re.sub(r"[\s_]+", " ", left), date)


def _beside(left: str) -> re.Match[str] | None:
    """What stands beside the title at an end of what is left of a name."""
    dated = _DATED.search(left)
    if dated is not None and _iso(dated):
        return dated
    found = (pattern.search(left) for pattern in _BESIDE)
    return next((m for m in found if m is not None), None)


def _iso(found: re.Match[str]) -> str:
    """The date that was found, 20200522 and 2020 among them; empty for a year to come, and where none was."""
    if found.re is not _DATED:
        return ""
    written = found["before"] or found["after"]
    if re.fullmatch(r"\d{8}", written):
        written = f"{written[:4]}-{written[4:6]}-{written[6:]}"
    elif re.fullmatch(r"\d{4}", written):
        written += "年"
    date = next(iter(find_dates(written.replace("_", "-"))), "")
    return date if date and int(date[:4]) <= this_year() else ""
