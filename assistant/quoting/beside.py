"""What a sentence is quoted with: the neighbour that it announces, answers or concludes from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.clean import normalize
from assistant.questions.expected import asks_for, expected, held
from assistant.questions.question import Question
from assistant.quoting.hollow import defines, points_back, tells_there_are, with_what_they_are
from assistant.text.assigned import with_assigning
from assistant.text.units import structure
from assistant.types import Span

ANNOUNCES = re.compile(
    r"(?:以下|如下|下面|下列).{0,8}[。：:]$|分[二三四五六七八九十两几]步.{0,2}[。：:]$|[二三四五六七八九十两几](?:点|个?方面)[。：:]$"
    r"|[二三四五六七八九十两几](?:个|点|条|项|件|大|种|类)(?:方面|问题|意见|要求|措施|任务|原则|工作|事|建议|主张|关系|转变|办法)[。：:]$"
    r"|有[^，,。；;]{0,10}(?:原因|理由|考虑|道理|区别|不同|差别|差距)[。：:]$|原因(?:是多方面的|很多|很?复杂)[^。；]{0,20}[。：:]$|[?？]$"
)
"""The end of what only announces or asks what the next sentence says."""
_OTHERS_SAY = re.compile(
    r"(?:(?<![没所拥])有(?:的|些)?|许多|不少|很多)(?:人|同志|干部|地方|部门|企业)(?:[^，,。；]{0,10}[，,])?[^，,。；]{0,8}"
    r"(?:断言|说(?!明|服|书)|认为|以为|觉得|担心|主张|怀疑|[发追]?问(?![题责候世]))"
)
"""What is reported, and mostly answered by the next sentence: without it the speaker seems to say so."""
_JUDGES = re.compile(
    r"^(?:这|此|上述)[种类样些一个]{0,2}(?:[\u3400-\u9fff]{0,4}的)?(?:认识|看法|想法|说法|做法|观点|态度|倾向|思想|主张|担心)"
)
"""What the speaker thinks of what was told before it."""
_LEANS_BACK = re.compile(
    r"^这[二两三四五六七八九十几\d]+(?:个(?!月|小时|季|工作日|百分点)|种|点|条|项|句|类|大|方面)"
    r"|就?是(?:出于|因为|为了|基于)?这[样个些]的?(?:考虑|原因|道理|缘故|目的)"
)
"""What names together what stands before it: 这四种精神, 就是出于这样的考虑."""
_SAYS_IN_FULL = re.compile(
    r"^(?:主要|具体|分别|其中)(?:是|有|为|包括)|^包括|^(?:即|就是)[：:，,]?|^(?:主要|具体|分别|其中)[：:]"
)
"""Opens what says one by one what was said before it."""
GIVES_REASON = re.compile(
    r"^(?:这|其|主要|目的|原因|理由|因为|由于|为的).{0,12}?(?:有利于|因为|由于|为了|是为|目的|原因|需要|才能|关系)|^(?:因为|由于|为的是)"
)
_REASON = re.compile(
    r"原因|就必须|才能|否则|不然|永远|势必|必然|目的(?:是|在于)|为了|有利于|以免|考虑到"
)
"""What a sentence that gives a reason nearly always holds, and one that states what it is given for seldom."""
OPENS_WITH_REASON = re.compile(
    r"^(?:(?:同时|此外|另外|当然|但|但是|而且|这|主要|其|也)[，,]?)*(?:是)?(?:考虑到|因为|由于|鉴于|基于|出于|(?:原因|理由|目的)(?:是|在于|有|很))"
)
"""Opens what gives a reason for something said before it."""
_CONCLUDES = re.compile(
    r"^(?:因此|所以|为此|因而|由此|于是|正因|再加上|加上|这就|必须|应当|需要|综合考虑|综上)"
)
"""What follows from the sentence before, or must be done because of it."""
_OF_THAT_WORK = re.compile(
    r"^(?:该|此|这|上述|以上|前述)(?:项|些|类|个)?(?:[\u3400-\u9fff]{0,6})(?:工作|任务|事项|材料|方案|办法|措施|要求)"
)
"""Opens what is said of all that was told before, mostly by when: 以上工作要在2月底前完成。"""
_DIFFERENCE = re.compile(r"不同|区别|差别|差异|对比|相比|\bdiffer")
_IN_CONTRAST = re.compile(r"^而(?![且今言是])")
"""Opens the other half of what is set side by side."""
_LONGEST_WITH_BOTH = 240
"""Characters up to which a sentence that announces or concludes is quoted with those that say in full, or why."""
_MOST_AFTER = 2
"""Sentences that one is quoted with at most."""
_WITHIN = 3
"""Sentences after one that gives no reason, or no time, among which it may be given."""


def tells_what_others_say(told: str) -> bool:
    """Whether a sentence tells what others say, which without the next one seems to be said by the speaker."""
    return _OTHERS_SAY.search(told) is not None


def told_beside(question: Question, text: str, span: Span) -> Span:
    """A span of a paragraph as it is quoted.

    One that only announces, asks or tells what others say, with the sentence after it, which says in full, answers, judges or gives
    the reason that is asked for; or, but for what others say, that sentence alone, if both are long. One that concludes, where
    the reason is asked for, or names together or points back at what was said, with what stands before it, if both are short enough.
    One that is asked who does it, with the bracket that tells.
    One that says only that there are some, with what they are; one beside that which is defined gives way to it. Any other as it is.
    """
    span = with_assigning(text, span, asked=asks_for(question.normalized, "body"))
    sentences, told = structure(text).sentences, text[slice(*span)]
    why = asks_for(question.normalized, "reason")
    if tells_there_are(question, told):
        return with_what_they_are(text, span)
    later = [s for s in sentences if s[0] >= span[1]]
    if later and defines(question, told, text[slice(*later[0])]):
        return later[0]
    wider, last = span, told
    for after in later[:_MOST_AFTER]:
        reported, says = _OTHERS_SAY.search(last), text[slice(*after)]
        if not (reported or ANNOUNCES.search(last) or _belongs(question, last, says, why=why)):
            break
        if after[1] - span[0] > _LONGEST_WITH_BOTH:
            return wider if reported else _shorter(text, wider, last, after)
        wider, last = (span[0], after[1]), says
    if wider != span:
        return wider
    near = later[:_WITHIN]
    if why and not _REASON.search(told) and (reason := _first(OPENS_WITH_REASON, text, near)):
        return reason
    if (deadline := _first(_OF_THAT_WORK, text, near)) and _dates_only(
        question, told, text[slice(*deadline)]
    ):
        both = (span[0], deadline[1])
        return both if both[1] - both[0] <= _LONGEST_WITH_BOTH else deadline
    before = [s for s in sentences if s[0] < span[0]]
    leans = _LEANS_BACK.search(told) or points_back(told)
    if before and (leans or (why and _CONCLUDES.search(told.lstrip()))):
        both = (before[-1][0], span[1])
        return both if both[1] - both[0] <= _LONGEST_WITH_BOTH else span
    return span


def _first(opens: re.Pattern[str], text: str, spans: Sequence[Span]) -> Span | None:
    """The first sentence that opens so."""
    return next((s for s in spans if opens.search(text[slice(*s)].lstrip())), None)


def _dates_only(question: Question, told: str, says: str) -> bool:
    """Whether a date is asked for that only the second of two sentences holds."""
    dates = [one for one in expected(question.normalized) if one.kind == "date"]
    return bool(dates) and held(dates, normalize(says)) and not held(dates, normalize(told))


def _shorter(text: str, told: Span, last: str, after: Span) -> Span:
    """What is quoted where what is `told` is too long to be joined with the sentence `after` it: that, if it is announced, with the
    `last` of several sentences that does; else what is told."""
    if not ANNOUNCES.search(last):
        return told
    if text[slice(*told)] == last:
        return after
    with_last = (told[1] - len(last), after[1])
    return with_last if with_last[1] - with_last[0] <= _LONGEST_WITH_BOTH else told


def _belongs(question: Question, told: str, says: str, *, why: bool) -> bool:
    """Whether the sentence after what is `told` says it in full, judges it, gives the reason or the other half that is asked for."""
    if _JUDGES.search(says) or (question.intent == "list" and _SAYS_IN_FULL.search(says)):
        return True
    if why and (GIVES_REASON.search(says) or (_REASON.search(says) and not _REASON.search(told))):
        return True
    return bool(_DIFFERENCE.search(question.normalized) and _IN_CONTRAST.search(says))
