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
_ELLIPSIS = re.compile(
    r"呢\s*[?？]*$|呢[,，]|^(?:那|那么|还有|然后|再|另外|除此之外|除此以外|为什么|为啥|怎么说|具体|详细|比如|例如|谁说的|什么时候|多少|结果)"
)
_REPLACES = re.compile(
    r"^(?:那|那么|还有)?(?!第)[^,，]{1,12}呢[?？]*$|^(?:and |so )?(?:what|how) about\b"
)
_ORDINAL = re.compile(
    r"第(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:个|点|条|项|方面|种|大|类|句)|最后(?:一)?[个点条项]|\b(?:first|second|third|fourth|fifth|sixth|last)\b"
)
_FILLER = re.compile(
    r"第(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:个|点|条|项|方面|种|大|类|句)|最后(?:一)?[个点条项]|那|呢|具体|是什么|是啥|什么|讲的|说的|指的|内容|怎么说的?"
    r"|原因|方面|又|的|是|讲了|说了|其中|[\W_]"
)
_LONGEST_HEAD = 500
"""Characters of the earlier questions that are taken along."""
_SHORT = 6
"""Characters of content up to which an ordinal question cannot stand alone."""


def standalone(question: str, previous: str | None) -> str:
    """`question` as it can be understood without the conversation.

    `previous` is the standalone form of the question before it; None at the start.
    """
    if not previous or not leans_back(question):
        return question
    english = not re.search(r"[㐀-鿿]", question)
    head = _stripped(previous)
    if is_ordinal(question) or _REPLACES.search(normalize(question).strip()):
        # Another member of the same list, or another subject of the same question: what was asked
        # of the one before is over.
        while (cut := max(head.rfind("，"), head.rfind("; "))) > 0 and leans_back(head[cut + 1 :]):
            head = _stripped(head[:cut])
    head = head[:_LONGEST_HEAD]
    asked = _stripped(question).lstrip()
    if not head or head.endswith(asked):
        return _asking(head) or question
    return f"{head}{'; ' if english else '，'}{question.lstrip()}"


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
    return bool(_PRONOUN.search(text)) or (bool(_ELLIPSIS.search(text)) and len(text) <= 24)


def is_ordinal(question: str) -> bool:
    """Whether the question asks for one member of a list it does not name itself."""
    text = normalize(question)
    if not _ORDINAL.search(text):
        return False
    if not re.search(r"[㐀-鿿]", text):
        return len(text.split()) <= _SHORT
    return len(_FILLER.sub("", text)) <= _SHORT
