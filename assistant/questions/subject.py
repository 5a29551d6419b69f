"""What a question is about: its subject words."""

from __future__ import annotations

import re
from itertools import groupby

import rjieba

from assistant.clean import normalize, simplify
from assistant.questions.interrogatives import ASKS, HOW, WHAT
from assistant.types import Span

_NAMING = ("n", "l", "i", "j", "z", "b")
"""First letters of the tags of words that can be a subject: nouns, names, set phrases."""
_GENERIC = re.compile(
    r"^(?:一共|总共|原因|理由|时候|时间|多长时间|比例|情况|具体|方面|内容|例外|地方|哪些地方|结果|后果|办法|样子|意思|根据|依据|金额|数字|单位|期限|日期|钱|人|国家|[我全]国"
    r"|什么|怎么样|哪里|多少|.*[年月日]|[0-9.]+)$"
)
"""Words for an aspect of a subject, which alone name none."""
_ASPECT = re.compile(
    r"^(?:目的|意义|作用|好处|背景|成因|费用|经费|资金|来源|用途|成员|召集人|副?组长|负责人|人数|总数|规模|数量|面积|总额|幅度|名称|名字|核心|关键|前提|条件|标准|对象|范围|流程|程序|材料|步骤|做法|效果)$"
)
"""Words for an aspect that name a subject where it is said of what: 扶贫的标准, but not 标准是什么."""
MEASURE = re.compile(r"(?:总?面积|总?产量|总?产值|总量|总额|总数|数量|规模|比例|人数)$")
"""What was asked for of a thing, not the thing."""
_LEADS_TO_ASKING = re.compile(
    r"[是由从在有要把归向到于会能给为被对至的,，]+|应该?|应当|可以|需要?|一共|大约|达到|必须|主要|打算|计划|包括|分别|用于|适用于|存在"
    r"|分|分为|罚|罚款|讲|说|谈|坚持|应坚持|取得|面临|解决|做好?|把握|最[高低多少]|至[多少]"
)
_DEFINES = re.compile(
    r"^(?:什么|哪)[^,，]{0,6}?(?:叫做?|称为|算是?|属于|才?是)(?P<named>[^,，呢吗?？]+)[?？]*$"
)
_WHICH = re.compile(rf"(?:哪[个些]|(?<!为){WHAT})$")
_CLASS = 2
"""Characters of a word that after 哪些 or 什么 only says what kind of thing is asked for: 哪些部门, but 哪些贫困地区."""
_HOW = re.compile(rf"{HOW}$")
_MODAL = re.compile(r"[能可会该想][领拿报办享交退补去做走选当得给收买卖住]")
_OPEN_ASKING = frozenset("哪怎什啥谁")
_CLOSING = frozenset('”》’」』"')
_LIGHT = frozenset("需要 应该 应当 可以 遵循 具体 主要 担任 参加 包括 属于 没有".split())
"""Words that do not say of what an aspect is."""


def has_subject(question: str) -> bool:
    """Whether a Chinese question names what it is about: 失业保险归谁管 does, 最多能缓几个月 and 哪些部门负责 do not."""
    text = normalize(question)
    return any(not _only_asks(text, start, end) for start, end in subjects(text))


def begins_with_subject(text: str) -> bool:
    """Whether a simplified Chinese text names a subject with its first word."""
    return any(start == 0 for start, _ in subjects(text))


def only_names(text: str) -> bool:
    """Whether a Chinese text names something and says nothing of it."""
    return all(tag != "v" for _, tag in rjieba.tag(simplify(text)))


def _only_asks(text: str, start: int, end: int) -> bool:
    """Whether a noun says what kind of thing or aspect is asked for and nothing before it says of what."""
    which = _WHICH.search(text[:start])
    of_a_class = which is not None and end - start <= _CLASS
    if not (of_a_class or _ASPECT.match(text[start:end])):
        return False
    before = rjieba.tag((text[: which.start()] if which else text[:start]).removesuffix("的"))
    return not any(len(word) > 1 and tag[0] in "nva" and word not in _LIGHT for word, tag in before)


def subjects(text: str) -> list[Span]:
    """Places of runs of words that name a subject; what follows 怎么 is a verb whatever its tag, and so is 能领."""
    runs: list[Span] = []
    at = 0
    for named, words in groupby(rjieba.tag(text), key=lambda w: _names(*w)):
        size = sum(len(word) for word, _ in words)
        if named and not _HOW.search(text[:at]) and not _MODAL.fullmatch(text[at : at + size]):
            runs.append((at, at + size))
        at += size
    return runs


def _names(word: str, tag: str) -> bool:
    named = len(word) > 1 and tag.startswith(_NAMING) and word[0] not in _OPEN_ASKING
    return named and not _GENERIC.match(word)


def matter(question: str) -> str:
    """A Chinese question up to where it asks: 家用汽车的包修期 of 家用汽车的包修期从哪天起算, or what it wants
    defined: 高新技术企业 of 什么叫高新技术企业; all of it where that names no subject."""
    if (defines := _DEFINES.match(question)) and has_subject(defines["named"]):
        return defines["named"]
    asks = ASKS.search(simplify(question))
    head = question[: asks.start()] if asks else ""
    for word in reversed(list(rjieba.cut(simplify(head)))):
        if not _LEADS_TO_ASKING.fullmatch(word):
            break
        head = head[: -len(word)]
    words = list(rjieba.tag(simplify(head)))
    if len(words) > 2 and words[-1][0] == "了" and words[-2][1].startswith("v"):
        # Of what was done it was asked how much: 死了 of 事故死了多少人.
        head = head[: -len(words[-1][0]) - len(words[-2][0])]
    return head if has_subject(head) else question


def thing_named(question: str) -> str:
    """What a Chinese question is about, to its last noun: 家用汽车的三包凭证 of 家用汽车的三包凭证上要写什么;
    empty where nothing is named before it asks, or a person."""
    head = matter(question)
    if head == question:
        return ""
    end = subjects(simplify(head))[-1][1]
    thing = head[: end + 1] if head[end : end + 1] in _CLOSING else head[:end]
    if [tag for _, tag in rjieba.tag(simplify(thing))] == ["nr"]:
        return ""
    return MEASURE.sub("", thing) or thing
