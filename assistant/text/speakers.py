"""Who gave a speech, as its head says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import rjieba

from assistant.text.surnames import DOUBLE_SURNAMES, SURNAMES

_NAME = r"[一-鿿]{2,4}"
OFFICE = r"(?:总书记|国家主席|国务院总理|总理|主席|委员长|书记|省长|市长|县长|区长|州长|部长|厅长|局长|主任|院长|校长|检察长)"
_SPEECH = r"(?:讲话|致辞|致词|发言|演讲|报告|谈话|说明|党课|贺词|开幕词|闭幕词|祝酒辞)"
_IN_BRACKETS = re.compile(
    rf"[（(](?:[^（）()，,]{{2,20}}[，,]\s*)?({_NAME})(?:[，,]\s*(?:\d{{4}}\s*年?|[一-鿿]{{2,10}}))?[）)]\s*$"
)
_AFTER_LABEL = re.compile(
    rf"^[\s　]*(?:讲话人|演讲人|报告人|发言人|主讲人|致辞人|讲话者|演讲者)\s*[：:]\s*(?:.{{0,16}}[\s　])?({_NAME})[\s　]*$"
)
_AFTER_OFFICE = re.compile(
    rf"{OFFICE}[\s　]+({_NAME}?|[一-鿿][\s　]+[一-鿿])(?=各位|[\s　，。]|同志们|$)"
)
_AFTER_DATE = re.compile(
    r"日\s*[）)]?[\s　]+([一-鿿]{2,4}|[一-鿿][\s　]+[一-鿿])[\s　]*$|日\s*[）)]\s*([一-鿿]{2,4})\s*$"
)
_OFFICE_BEFORE = re.compile(rf"{OFFICE}({_NAME}?)(?:同志)?(?=在|发表|$|[\s　（(])")
_IN_TITLE = re.compile(
    rf"^[\s　]*({_NAME}?)(?:同志|{OFFICE})?(?:[：:]\s*)?(?:同志)?在.{{2,60}}(?:{_SPEECH}|强调|指出)"
    rf"|^[\s　]*({_NAME}?)(?:同志|{OFFICE})?(?:出席|主持).{{2,50}}并(?:发表|作|致|讲).{{0,6}}"
    rf"|(?:^|[\s　])({_NAME}?)(?:(?:主持|出席)[^，。\s]{{0,8}}并)?(?:发表)?(?:重要)?(?:讲话|致辞)(?:$|[\s　])"
    rf"|^[\s　]*({_NAME}?)同.{{2,40}}时(?:强调|指出)"
    rf"|[\s　]({_NAME}?)向.{{2,30}}并发表(?:重要)?讲话"
    rf"|^[\s　]*({_NAME}?)(?:(?:同志|{OFFICE})的?{_SPEECH}|的(?:讲话|谈话|演讲|发言|致辞))(?:要点|摘要|节选|提纲)?$"
)
_ALONE = re.compile(r"^[\s　]*([一-鿿]{2,4}|[一-鿿][\s　]+[一-鿿]{1,2})[\s　]*$")
_OF_OFFICE = re.compile(rf"(?:(?!.*{_SPEECH})[一-鿿、，]{{0,24}}{OFFICE})?")
_SPOKEN = re.compile(rf"{_SPEECH}|会议|大会|论坛|座谈会|仪式|录音整理")


def find_speaker(head: Sequence[str], opening: str) -> str:
    """The speaker named by a label, in a title's brackets or words, after an office or a date, or on
    a line alone; empty if unknown."""
    return next(_candidates(head, opening), "")


def _candidates(head: Sequence[str], opening: str) -> Iterator[str]:
    # Alone on a line stands also the author of an article.
    spoken = any(map(_SPOKEN.search, head))
    of_speech = (_ALONE, _AFTER_DATE, _OFFICE_BEFORE) if spoken else ()
    for pattern in (_AFTER_LABEL, _IN_BRACKETS, _IN_TITLE, *of_speech):
        for line in head:
            yield from _names(pattern, line)
    for line in [*head, opening[:160]]:
        yield from _names(_AFTER_OFFICE, line)
    yield from _names(_AFTER_DATE, opening[:160])


def names_only(line: str, speaker: str) -> bool:
    """Whether a line names the speaker, with an office or without, and says nothing else: 市长 李强."""
    said = re.sub(r"[\s（）()]", "", line).removesuffix("同志")
    office = said.removesuffix(speaker)
    return office != said and re.fullmatch(_OF_OFFICE, office) is not None


def _names(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    m = pattern.search(text)
    name = re.sub(r"[\s　]", "", next(filter(None, m.groups()), "")) if m else ""
    if is_name(name):
        yield name


def is_name(text: str) -> bool:
    """Whether it has the form of a Chinese person's full name."""
    if text[:2] in DOUBLE_SURNAMES:
        return 3 <= len(text) <= 4
    if not 2 <= len(text) <= 3 or text[0] not in SURNAMES:
        return False
    return (text, "ns") not in rjieba.tag(text)  # 江苏, 武汉
