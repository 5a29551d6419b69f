"""The place of a member in a list, as questions name it (第三点, the second one) and texts count it off (第三, 三是)."""

from __future__ import annotations

import re

from assistant.text.numerals import SMALL, parse_integer

NUMERAL = rf"(?:{SMALL}|\d{{1,2}})"
FEW = r"(?<![第\d一二三四五六七八九十百千零〇])(?:[二三四五六七八九]?十[一二三四五六七八九]?|[二三四五六七八九两]|[1-9]\d|[2-9])(?![\d百千万亿])"
"""How many members a list is said to have, where that is no ordinal and no part of a larger number."""
OF_LIST = "(?:个|点|条|项|方面|种|大|类|句|步|块|件|样|板块)"
"""What the members of a list are counted in."""
OF_LISTS = (
    "方面|问题|任务|措施|要求|意见|原则|成效|成绩|主张|劣势|优势|希望|建议|标准|特征|经验|困难|挑战"
)
"""What the members of a list are often called."""
_NAMES = rf"{OF_LISTS}|关系|工作|目标"
_SAID_OF_IT = (
    r"$|[\W的是呢吗吧啊呀讲说提指叫怎如具内要有展细详谁由哪什啥为何在也又都还该应能可和跟与]|多少"
)
"""Follows a place where no name does."""
_NO_MEMBER = rf"军|[一二三四五六七八九十百]+年|形态|月|星期|季度|学期|小时|(?<=大)(?!类|块|项|点|步|{_NAMES}|{_SAID_OF_IT})"
"""Makes a name, a rank or a time of a place: 第一方面军, 第二个百年目标, 第二大经济体, 第三个月."""
NTH = rf"第(?P<nth>{NUMERAL}){OF_LIST}(?!{_NO_MEMBER})"
"""Which member of a list."""
LAST = rf"(?:最后|最末|末尾)(?:的?一{OF_LIST}|[个点条项])"
ORDINALS_EN = {
    w: i
    for i, w in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1
    )
}
"""English ordinals with their numbers."""
NTH_EN = (
    rf"(?:(?<=\bthe )|(?<=\bits )|(?<=\bhis )|(?<=\bher )|(?<=\btheir )|(?<=\bwhich ))(?:{'|'.join(ORDINALS_EN)}|last)\b"
    r"(?! (?:years?|months?|weeks?|days?|time|century|decade|half|quarter|centenary)\b)"
)
"""Which member of a list, not when: the last one, but not last year."""
BY_PLACE = re.compile(rf"{NTH}(?:{_NAMES}|{_SAID_OF_IT})|{LAST}|{NTH_EN}")
"""Asks for a member by its place alone, or by a name that members have in any list: 第二个呢, 第三个问题, but not 第一个特区."""
_BARE = re.compile(
    rf"(?P<nth>(?:那么?)?(?:倒数)?第{NUMERAL})(?P<rest>(?:又?是什么|是啥|呢)?[?？。]*)"
)
"""Says which member without what the members are counted in: 第九呢."""
_COUNTED_IN = re.compile(
    rf"(?<!第)(?:[哪几]|[二三四五六七八九十两]|(?<!\d)\d{{1,2}})大?(?P<unit>(?!大){OF_LIST})"
)
OPENS_MEMBER = (
    rf"(?:({SMALL})[、是要]|[（(]({NUMERAL})[)）]|第({SMALL})(?:[，,、：:是]|{OF_LIST}(?!{_NO_MEMBER}))"
    rf"|(\d{{1,2}})[.．、](?!\d)|其({SMALL})[，,、是])"
)
"""Opens a member of an enumeration; one of its groups is the number."""


def is_bare(question: str) -> bool:
    """Whether a question only says which member, not of what kind: 第九呢."""
    return _BARE.fullmatch(question.strip()) is not None


def counted(question: str, previous: str) -> str:
    """A question that only says which member, with what the question before counts the members in: 第九呢 after 哪十条经验 is 第九条呢."""
    bare = _BARE.fullmatch(question.strip())
    if bare is None:
        return question
    unit = _COUNTED_IN.search(previous)
    return f"{bare['nth']}{unit['unit'] if unit else '个'}{bare['rest']}"


def number_of(opening: re.Match[str]) -> int | None:
    """The number of a member, of which OPENS_MEMBER matched the opening."""
    return parse_integer(next(group for group in opening.groups() if group))
