"""What a question that puts documents side by side asks of each of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.clean import simplify
from assistant.questions.interrogatives import HOW, WHAT
from assistant.questions.question import Question, read
from assistant.questions.subject import has_subject
from assistant.text.period import YEAR
from assistant.types import Span

COMPARES = re.compile(
    rf"区别|不同|不一样|一样吗|差别|差异|差多少|异同|相通|共同点|对比|对照|比较|相比|变化|分别|两者|二者|变了|变没变|有没有变|前后两|各(?:自|是|有|讲|说|用|提|怎|如何)|都(?:[讲说提谈写]|要求|强调|规定)|还是|更[高低多少大小快慢严早晚]|哪[份篇个]|又是?{HOW}"
    r"|compar|differ|versus|\bvs\b|\bboth\b|\beach\b|chang"
)
"""Puts one beside another."""
EACH = re.compile(
    r"(?:历(?:年|[届次])|各(?:年度?|[届次份篇个])|每一?[年届次份篇个])的?(?:国务院|中央)?(?:政府)?(?:工作)?报告(?:里|中|上|提出|[讲说写]到?|所)?的?"
    r"|(?:历年(?!来)|各年(?![龄级代]))(?:以来)?的?"
)
"""Asks of each document of a kind."""
_TEXT = r"(?:文件|讲话|谈话|报告|文章|意见|通知|方案|文|篇|次|份)"
_HERE = rf"(?:(?:这|本)(?:[份篇次个部]|里|文)?{_TEXT}*(?:[里中上]|会上)?|文中|这里)的?"
_SAYS = rf"是?{HOW}(?:[说讲谈提写看]|规定|要求)的?"
_JOINED = re.compile(
    rf"(?:{_HERE})?(?:[和与跟同及比较拿把将请、从到]|以及|对比|对照)*，(?:[和与跟同及比、，]|以及|又|的|[在里中上到从]|时(?=，))*"
)
"""What is left around a name that was taken out."""
_COMPARING = re.compile(
    r"^(?:请|帮我)?(?:分别)?(?:列出|列举|说出|给出)"
    r"|^(?:请|帮我)?(?:把|将|拿)?(?:比较|对比|对照)(?:一下|下)?"
    r"|[放摆]在?一起(?:来?看|比)?|(?:作|做)(?:一?个)?(?:比较|对比|对照)|(?:比较|对比|对照|比)一[下比]|相比(?:之下|起来)?|之间"
    rf"|(?:两者|二者|(?:前后)?[两三四][份篇个次]{_TEXT}?(?:政府)?(?:工作)?{_TEXT}?)(?:[里中上])?的?|分别|各自?(?=[是有怎如讲说用提作])"
)
_OUTCOME = re.compile(
    rf"(?:[上里]的?|方面的?)?的?(?:说法|表述|提法|讲法|[讲说写]法?)?[得的]?(?:上|方面)?(?:相?比|对比|比较)?(?:起来)?[,，]?(?:都?是|各?有|发生了?)?(?:没有?|无|{WHAT}|哪些|何)*的?"
    rf"(?:(?:哪[个份篇一]*年?|谁)(?:定得|的)?(?:更|最|比较)?[高低多少大小快慢严早晚强](?:一?[些点])?|不同|区别|差别|差异|异同|变化|不一样|相通|共同点|一样|差多少|多了?{WHAT}?少了?{WHAT})(?:之处|的?地方)?(?:在哪里?|是{WHAT}|吗)?$"
)
_ONLY_HOW = re.compile(rf"[，,]?(?:{_SAYS}|(?:又|都|是)*{HOW})$")
_ENDS_IN_HOW = re.compile(rf"{HOW}$")
_PLEASE = re.compile(r"[，,。?？]?请?(?:对照|比较|对比)[^，,。]{0,8}$")
_MEASURE = re.compile(r"(?:目标|[率额量]|规模|增速|涨幅|幅度|人数|比例|比重)(?:的?安排)?$")
"""A thing that is told by a figure, and so asked for as one."""
_MATTER_EN = re.compile(
    r"\b(?:differ\w*|compar\w+|contrast\w*|sa(?:y|ys|id)|talk\w*|sp[eo]a?k\w*|views?|treat\w*|positions?|chang\w+)\b.*?\b(?:on|about|over|regarding|towards?|concerning)\s+(.+)$"
    r"|^(?:please )?(?:compare|contrast)\s+(?:the )?(.+?)\s+(?:in|of|from|between|given|set)\b",
    re.IGNORECASE,
)
"""What two texts are compared on."""
_SAYS_EN = re.compile("[a-z]{3}", re.IGNORECASE)
_EDGES = "，,、?？。 的"


def asked_of_each(question: Question, references: Sequence[Span]) -> Question:
    """The question without its `references` to the documents, in the normalised question, and without what only compares; as it is
    where nothing else is said."""
    whole = simplify(question.text)
    if len(whole) != len(question.normalized):
        return question
    if question.language == "en":
        m = _MATTER_EN.search(whole)
        matter = re.sub(YEAR, "", (m[1] or m[2]) if m else whole)
        return replace(read(matter), language="en") if _SAYS_EN.search(matter) else question
    text = _without(whole, references)
    for pattern in (EACH, _PLEASE, _COMPARING, _OUTCOME):
        text = pattern.sub("", text.strip(_EDGES))
    text = text.strip(_EDGES)
    bare = _ONLY_HOW.sub("", text).strip(_EDGES)
    text = bare if _MEASURE.search(bare) or _ENDS_IN_HOW.search(text) else text
    if text == whole or not has_subject(text):
        return question
    asked = read(f"{text}是多少" if _MEASURE.search(text) else text)
    return replace(asked, language=question.language)


def _without(text: str, spans: Sequence[Span]) -> str:
    """The text with one comma where each of the spans was, and nothing of what joined them."""
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]}，{text[end:]}"
    return _JOINED.sub("，", text)
