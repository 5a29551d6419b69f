"""A follow-up question made standalone, by rule, and shown to the user.

Nothing is guessed: the words of the earlier question are put before those of the new one whenever
the new one leans on them (ellipsis, pronoun, ordinal). A question that can stand alone is left
alone, so that a new topic is not contaminated by the old one.
"""

from __future__ import annotations

import re

from assistant.clean import normalize

_PRONOUN = re.compile(
    r"(?:^|[,，。;；\s那])(?:它|它们|他|她|他们|这|那|这个|那个|这些|那些|其中|其|该|此|前者|后者|上面|上述|刚才|这么|那么|这样|这段|这件|这项|这种)"
    r"|(?:在|对|为|把|从|跟|和|向|由|关于|除了)(?:这|那|它|他|她|其|此)|这么说|这样说|为什么这|原来的|同一"
    r"|这(?:一|项|条|句)(?![年代届次])"
)
# These demonstratives name the open document, not the question before.
_DOCUMENT = re.compile(
    r"这(?:份|篇|次|个|场)?(?:讲话|报告|文件|材料|会议|文章|意见|通知|方案|试点|座谈会)|(?:本|该)(?:文|讲话|报告|文件)"
)
_PRONOUN_EN = re.compile(
    r"\b(?:it|its|they|them|their|this|that|these|those|he|she|his|her|the (?:first|second|third|fourth|fifth|sixth|last) one)\b"
)
_OPENS_EN = re.compile(
    r"^(?:and|but|so|what about|how about|why|then|also|who else|what else|any(?:thing)? else)\b"
)
_CONTINUES = re.compile(r"^(?:那|那么|还有|然后|再|另外|除此之外|除此以外|比如|例如)")
_ELLIPSIS = re.compile(
    r"呢\s*[?？]*$|呢[,，]|^(?:为什么|为啥|怎么说|具体|详细|谁说的|什么时候|多少|结果)"
)
_ASKS = re.compile(
    r"什么时候|为什么|为啥|怎么样|怎么说|怎么办|怎么|如何|怎样|什么|哪些|哪个|哪里|哪年|谁|几[个点项条]|多少|是不是|有没有|吗"
)
_YEAR = r"(?:(?:19|20)\d{2}|[一二][〇○零一二三四五六七八九]{3})年"
_ANOTHER_YEAR = re.compile(rf"^(?:那|那么)?({_YEAR})的?呢[?？]*$")
_REPLACES = re.compile(
    r"^(?:那|那么|还有)?(?!第)[^,，]{1,12}呢[?？]*$|^(?:and |so )?(?:what|how) about\b"
)
_ORDINAL = re.compile(
    r"第(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:个|点|条|项|方面|种|大|类|句)|最后(?:一)?[个点条项]|\b(?:first|second|third|fourth|fifth|sixth|last)\b"
)
_FILLER = re.compile(
    r"第(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:个|点|条|项|方面|种|大|类|句)|最后(?:一)?[个点条项]|那|呢|具体|是什么|是啥|什么|讲的|说的|指的|内容|怎么说的?"
    r"|原因|方面|又|的|是|讲了|说了|其中|具体|详细|主要|有|要|会|[\W_]"
)
_LONGEST_HEAD = 500
"""Characters of the earlier questions that are taken along."""
_SHORT = 6
"""Characters of content up to which an ordinal question cannot stand alone."""
_SHORT_SUBJECT = 4
"""Characters of content up to which any other question that may lean back does."""
_LONGEST_FOLLOW_UP = 24


def standalone(question: str, previous: str | None) -> str:
    """`question` as it can be understood without the conversation.

    `previous` is the standalone form of the question before it; None at the start.
    """
    if not previous or not leans_back(question):
        return question
    english = not re.search(r"[㐀-鿿]", question)
    if other := _in_another_year(question, previous):
        return other
    head = previous
    if is_ordinal(question) or _REPLACES.search(normalize(question).strip()):
        # Another member of the same list, or another subject of the same question: what was asked
        # of the one before is over.
        while (cut := max(head.rfind("，"), head.rfind("; "))) > 0 and leans_back(head[cut + 1 :]):
            head = head[:cut]
    head = _stripped(head)[:_LONGEST_HEAD]
    asked = _stripped(question).lstrip()
    if not head or head.endswith(asked):
        return _asking(head) or question
    return f"{head}{'; ' if english else '，'}{question.lstrip()}"


def _in_another_year(question: str, previous: str) -> str:
    """The question before asked of another year, where it named one; else empty."""
    year = _ANOTHER_YEAR.match(normalize(question).strip())
    named = re.findall(_YEAR, previous)
    if year is None or len(set(named)) != 1:
        return ""
    return previous.replace(named[0], year.group(1))


def _asking(head: str) -> str:
    return f"{head}{'？' if re.search('[㐀-鿿]', head) else '?'}" if head else ""


def _stripped(text: str) -> str:
    return re.sub(r"(?:吗|呢|吧)$", "", re.sub(r"[\s?？。.!！]+$", "", text))


def leans_back(question: str) -> bool:
    """Whether the question cannot be understood without the one before it."""
    text = normalize(question).strip()
    if not re.search(r"[㐀-鿿]", text):
        return bool(_OPENS_EN.search(text) or _PRONOUN_EN.search(text))
    if is_ordinal(question):
        return True
    text = _DOCUMENT.sub("讲话", text)
    if _PRONOUN.search(text) or (_CONTINUES.search(text) and len(text) <= _LONGEST_FOLLOW_UP):
        return True
    return bool(_ELLIPSIS.search(text)) and not _names_its_subject(text)


def _names_its_subject(text: str) -> bool:
    """Whether a question asks something of a subject of its own: 教育经费投入情况怎么样呢 does,
    原因是什么呢 and 乡镇呢 do not."""
    return bool(_ASKS.search(text)) and len(_FILLER.sub("", _ASKS.sub("", text))) > _SHORT_SUBJECT


def is_ordinal(question: str) -> bool:
    """Whether the question asks for one member of a list it does not name itself."""
    text = normalize(question)
    if not _ORDINAL.search(text):
        return False
    if not re.search(r"[㐀-鿿]", text):
        return len(text.split()) <= _SHORT
    return len(_FILLER.sub("", text)) <= _SHORT
