"""Sentences that name problems only to say that they shall be solved: 要着力解决突出问题 tells none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.clean import normalize
from assistant.questions.interrogatives import HOW, WHAT_OR_WHICH
from assistant.ranking.troubles import TROUBLE

_ASKS = re.compile(
    rf"{WHAT_OR_WHICH}[\u3400-\u9fff]{{0,6}}?(?:{TROUBLE})[呢啊呀]?\W*$"
    rf"|(?:{TROUBLE})(?:主要|都)?(?:是|有|包括){WHAT_OR_WHICH}[呢啊呀]?\W*$"
)
_SUFFERED = re.compile(
    rf"存在|面临|暴露|遇到|出现|困难|挑战|不足|短板|弱点|薄弱|差距|缺点|失误|难题|(?<![讲谈说提到还没具])有{WHAT_OR_WHICH}(?:主要|突出)?的?问题\W*$"
)
"""Says that what is asked for is suffered from: 问题 alone may be no more than a matter that is spoken of."""
_TO_SOLVE = re.compile(
    rf"(?:解决|克服|应对|化解|破解|补齐|补|正视|直面|针对|聚焦|整治|处理|着眼|关注|增强|坚持|重视|研究)[^,。;]{{0,30}}?(?:{TROUBLE})"
    rf"|(?:{TROUBLE})(?:导向|意识)|从[^。;]{{0,40}}?(?:{TROUBLE})出发|把[^。;]{{0,60}}?(?:{TROUBLE})[^,。;]{{0,8}}?解决"
    rf"|就[^。;]{{0,40}}?(?:{TROUBLE}),?(?:提出|发表|谈|讲)"
    rf"|是[^,。;]{{0,30}}(?:必须|需要|首先|应当)[^,。;]{{0,20}}(?:{TROUBLE})"
    r"|什么问题突出|(?:第[一二三四五六七八九十]|这)个问题"
)
_TELLS = re.compile(
    rf"等[^,。;]{{0,8}}(?:{TROUBLE})(?![^,。;]{{0,8}}解决)|存在(?!的)|面临(?!的)|暴露|凸显|仍然|依然|尚未|还没有|不够|滞后|薄弱"
)
"""Says what problems there are, to be solved as they may be."""
_ASKS_HOW = re.compile(
    rf"怎么办|{HOW}样?(?:去|来|才能|能)?(?:解决|应对|克服|化解|缓解)"
    r"|\bhow\b[^,?]*\b(?:solve|address|tackle|overcome|deal with)"
)
_CALLS = re.compile(
    r"(?:^|[,;:])[^,;:]{0,16}?(?:(?<![重主需只次])要(?!素|点|么|紧|求是)|必须(?![^,;。]{0,6}的)|(?<![反适供相效呼])应(?!急|届|用)|务必|不得|不能(?!适应|满足|不)|严禁"
    r"|可以|可(?=参|向|按|采|享)|(?:关键|重点|出路|任务)是|予以|给予|办法|措施|只有[^。]{1,60}?才)"
    r"|(?:^|[,;:])(?:对[^,]{0,30},?)?(?:进一步|继续|着力|积极|大力|切实|抓紧|加快|加大|加强|推进|推动|完善|建立|健全|发展|落实|支持|实施|深化|优化|提高|扩大"
    r"|强化|改革|鼓励|引导|开展|坚持|促进|严格|保障|安排|采取|实行|增加|减少|防止|统筹|确保|稳定|帮助|做好|解决|通过|由(?!于|此)|依法|责令|处(?!于))"
)
"""Says what is or shall be done."""
_SHALL = re.compile(
    r"(?:^|[,;:])[^,;:]{0,12}?(?:(?<![重主需只次])要(?!素|点|么|紧|求是)|必须|应当?(?!急|届|用)|务必|关键是|根本出路)"
)
_KEY = re.compile("(?:关键|根本|出路|最重要的)(?:是|在于)")
_HARD = re.compile(
    rf"{TROUBLE}|贫困|难(?=$|[,。;、度])|薄弱|落后|下降|失业|严重|严峻|滞后|偏[大低]|过[重高多]|缺乏|拉大|制约"
)
"""Says how bad things are."""
_LOOSE = re.compile(r"要|必须|应当?|务必|关于|切实|加快|加强|坚持")
"""Opens a member that says what shall be done, or only what is spoken of."""
_NAMED = re.compile(TROUBLE)

_HEAD = 10
"""First characters of a member that say whether it calls for something."""


def asks_which(question: str) -> bool:
    """Whether a normalised question asks which problems there are, by whatever name."""
    return _ASKS.search(question) is not None


def asks_what_to_do(question: str) -> bool:
    """Whether a normalised question asks what to do about something."""
    return _ASKS_HOW.search(question) is not None


def only_complains(sentence: str) -> bool:
    """Whether a sentence says how bad things are, and nothing of what is done about it."""
    said = normalize(sentence).strip()
    return _HARD.search(said) is not None and _CALLS.search(said) is None


def says_what_to_do(sentence: str) -> bool:
    """Whether a sentence says what shall be done: 要…, 必须…, 关键是…"""
    return _SHALL.search(normalize(sentence)) is not None


def tells_the_key(sentence: str) -> bool:
    """Whether a sentence says what matters most: 关键是…"""
    return _KEY.search(normalize(sentence)) is not None


def asks_what_is_amiss(question: str) -> bool:
    """Whether a normalised question asks which problems there are, and not which matters are spoken of."""
    return asks_which(question) and _SUFFERED.search(question) is not None


def only_to_solve(sentence: str) -> bool:
    """Whether a sentence names problems, and only to say that they shall be solved."""
    said = normalize(sentence)
    if _NAMED.search(said) is None or _TELLS.search(said):
        return False
    return _NAMED.search(_TO_SOLVE.sub("", said)) is None


def calls_throughout(members: Sequence[str]) -> bool:
    """Whether all members of a list say what shall be done, or only what is spoken of, so that none of them is a problem."""
    said = [normalize(text) for text in members]
    return bool(said) and all(_LOOSE.search(s[:_HEAD]) and not _TELLS.search(s) for s in said)
