"""Which wording a question wants counted, or asks the mention of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import rjieba

from assistant.clean import normalize
from assistant.questions.interrogatives import ASKS_EN, HOW_OFTEN, OUTRIGHT
from assistant.questions.question import SAID, Question, as_typed

_HOW_OFTEN = r"(?:次数|频率|频次)"
_IN_ALL = r"(?:一共|总共|共|都|曾|到底)"
_WORD = r"(?P<word>(?![到了过]|的?是)[^“”\"「」?？,，。、;；]{2,12}?)"
_NAMES = r"(?:这个词|这个说法|这个提法|这个名字|这个概念|这几个字|这?[两三四]个字|一词|二字)"
_WORD_EN = (
    r"(?P<word>[^?]{2,40}?)(?: in (?:the|this|that|these|those|all|my|our|any)\b[^?]*)?[?.!]*$"
)
_CALLED = rf"(?:{_NAMES}|的(?:问题|话题|事情?)|这(?:件事|回事|个问题|个话题))?"
_ENDS = r"[呢吗嘛啊呀?？。]*$"
_TEXT = r"(?:讲话|谈话|报告|发言|演讲|致辞|文件|方案|意见|通知|决定|规定|条例|公报|文章|材料|文献|文库|资料库?|文稿|稿子?|要点|全文|原文|文|会议|大会|座谈会|全会|论坛|讲座)"
_COUNTED = (
    re.compile(rf"{SAID}{HOW_OFTEN}的?{_WORD}{_CALLED}{_ENDS}"),
    re.compile(rf"{HOW_OFTEN}(?:都|曾)?{SAID}{_WORD}{_CALLED}{_ENDS}"),
    re.compile(rf"^{_WORD}{_CALLED}{_IN_ALL}?被?{SAID}{HOW_OFTEN}{_ENDS}"),
    re.compile(rf"{SAID}{_WORD}{_CALLED}{_IN_ALL}?有?{HOW_OFTEN}{_ENDS}"),
    re.compile(rf"^{_WORD}{_CALLED}的?{SAID}的?{_HOW_OFTEN}"),
    re.compile(rf"(?:提到|讲到|谈到|说到|提及|写到)过?{_WORD}{_CALLED}的?{_HOW_OFTEN}"),
    re.compile(rf"^(?!.*(?:{SAID}|{HOW_OFTEN})){_WORD}{_NAMES}?$"),
    re.compile(
        r"how (?:many times|often) (?:does|do|did|is|are|was|were) (?P<word>[^?]{2,40}?) "
        r"(?:appear|occur|come up|get mentioned|mentioned|used|said)\b"
    ),
    re.compile(
        r"how (?:many times|often) (?:does|do|did|is|are|was|were|has|have)\b.*?"
        r"\b(?:mention|say|use|talk about|refer to|mentioned|said|used) (?P<word>[^?]{2,40})"
    ),
)
_ASKED = (
    re.compile(
        rf"(?:有没有|是否|有无|可曾|是不是)(?:都|也|曾经?|哪一?[篇份个处])?{SAID}(?!什么|怎|哪|谁|为){_WORD}{_CALLED}{_ENDS}"
    ),
    re.compile(
        rf"(?:提到|讲到|谈到|说到|提及|出现)[了过]?{_WORD}{_CALLED}(?:技术)?[了过]?(?:吗|没有|没|(?<!什)么)"
    ),
    re.compile(rf"(?:提没提|讲没讲|说没说)[到过]?{_WORD}{_CALLED}{_ENDS}"),
    re.compile(
        rf"^{_WORD}{_CALLED}(?:(?:有没有|是否)被?(?:提到|讲到|谈到|说到|提及|出现)过?"
        rf"|被?(?:提到|提及|出现)[过了]?(?=吗|没)没?有?){_ENDS}"
    ),
    re.compile(
        r"^(?:does|did|do) (?:the |this |that |his |he|she|it|they)[^?]*?"
        r"\b(?:mention|use|refer to|talk about|say anything about|bring up|touch on) (?P<word>[^?]{2,40})"
    ),
    re.compile(r"^(?:is|are|was|were) (?P<word>[^?]{2,40}?) (?:ever )?(?:mentioned|brought up)\b"),
)
_OF_DOCUMENTS = (
    re.compile(
        rf"(?:几|多少|哪几|哪些|哪)(?:[篇份个部次]|场)?{_TEXT}(?:里面?|中|上)?(?:都|曾|也)*{SAID}{_WORD}{_CALLED}{_ENDS}"
    ),
    re.compile(
        r"(?:how many|which)(?: of the)? (?:documents|speeches|reports|texts|files)(?: \w+)? (?:mention|use|refer to|talk about|contain) "
        r"(?P<word>[^?]{2,40})"
    ),
)
_TOLD = r"(?:提到|讲到|谈到|说到|提及|写到)(?:[了过]|过了)?"
_HELD = rf"(?:{_TOLD}|(?:涉及|用到|出现|含有|包含)(?:[了过]|过了)?)"
_PIECE = r"(?:自然段|段落?|语?句子?|原文|章节?|片段|处|位置)"
"""Of a text; a 地方 may be of a country, where something else appeared (哪些地方出现了旱情)."""
_PLACE = rf"(?:地方|部分|{_PIECE})"
_ALL = r"(?:[列找查标搜选摘]|所有|全部|每|凡)[^,，。;；?？]{0,24}?"
_ITS = r"的(?:所有|全部|每一?)?个?"
_SHOWN = (
    r"(?:都|全部?|逐一|一一)*(?:有哪些|是哪些|在哪[里儿]?|[列找标][出举来一下给我]+|给我看?看?)"
)
_WHICH = r"(?:哪(?:些|几)?|第几)个?"
_THERE = r"(?:里面?|中|上)?(?:都|曾|也|分别|具体)*"
_OF_PLACES = (
    re.compile(rf"{_ALL}{_TOLD}{_WORD}{_CALLED}{_ITS}{_PLACE}{_SHOWN}?{_ENDS}"),
    re.compile(rf"{_ALL}{_HELD}{_WORD}{_CALLED}{_ITS}{_PIECE}{_SHOWN}?{_ENDS}"),
    re.compile(rf"{_TOLD}{_WORD}{_CALLED}{_ITS}{_PLACE}{_SHOWN}{_ENDS}"),
    re.compile(rf"{_HELD}{_WORD}{_CALLED}{_ITS}{_PIECE}{_SHOWN}{_ENDS}"),
    re.compile(rf"(?:{_WHICH}{_PLACE}|哪[里儿]){_THERE}{_TOLD}{_WORD}{_CALLED}{_ENDS}"),
    re.compile(rf"{_WHICH}{_PIECE}{_THERE}{_HELD}{_WORD}{_CALLED}{_ENDS}"),
    re.compile(
        rf"^{_WORD}{_CALLED}(?:都|分别|曾)?在?(?:{_WHICH}{_PLACE}|哪[里儿]){_THERE}被?{_TOLD}的?{_ENDS}"
    ),
    re.compile(rf"^{_WORD}{_CALLED}(?:都|分别|曾)?出现在{_WHICH}{_PIECE}{_ENDS}"),
    re.compile(
        r"\b(?:all|every|each|any)(?: of)?(?: the)? (?:mentions?|occurrences?|instances?|references?) (?:of|to) "
        rf"{_WORD_EN}"
    ),
    re.compile(
        r"\b(?:all|every|each|which|what|list|find|show)(?: of)?(?: the)? "
        r"(?:places?|passages?|paragraphs?|sentences?|parts?|sections?|lines?)\b[^?]{0,30}? "
        rf"(?:mention(?:s|ed|ing)?|refer(?:s|ring)? to|contain(?:s|ing)?) {_WORD_EN}"
    ),
    re.compile(r"^where (?:is|are|was|were) (?P<word>[^?]{2,40}?) (?:ever )?mentioned\b"),
    re.compile(
        r"^where (?:does|do|did) (?:the|this|that|these|he|she|it|they)\b[^?]*? (?:mention|refer to) "
        rf"{_WORD_EN}"
    ),
)
_WHO_SAID = (
    re.compile(
        r"^谁(?:最早|最先|首先|曾经?)?(?:说|讲|提出)[过了]?(?:的?是)?(?P<word>[^?,，“]{5,30})[?]*$"
    ),
    re.compile(
        r"^(?P<word>[^?,，“]{5,30}?)(?:这句?话)?(?:最早|最先|首先)?是谁(?:说|讲|提出来?)的[?]*$"
    ),
)
_QUOTED = re.compile(r"[“\"「『](?P<word>[^”\"」』]+)[”\"」』]")
_HERE = re.compile(
    rf"(?:在|把)?(?:(?:本|这[篇份个]|该|整[篇个份])(?:{_TEXT}|篇)|全文|全篇|通篇)(?:里面?|里头|当中|之中|中|上|内)?"
)
"""The text that is open."""
_ADDRESSES = re.compile(
    r"^(?:请问|请|麻烦|那么?|帮我?忙?|我?想(?:知道|问|查)|数一?下?数?|统计|查查?|看看|一下|[,，])+"
)
_INSIDE = rf"{_TEXT}(?:会?上|里面?|里头|里边|当中|之中|中|内|加起来|加在一起|合起来|合在一起|合计)(?:的?{_TEXT}(?:里面?|中))?[,，]?"
_STANDS_IN = re.compile(rf"在[^,，。;；?？“”「」在]{{0,40}}?{_INSIDE}")
_WITHIN = re.compile(
    rf"^[^,，。;；?？“”「」]{{0,40}}?{_INSIDE}|^(?:这篇|这份|该|本|整篇)?{_TEXT}(?={_IN_ALL}*(?:有没有|是否|{SAID}))"
)
"""The text in which the wording is looked for: 在全市水利工作会议上的讲话中."""
_ONLY_ASKS = re.compile(
    rf"(?:{SAID}|{HOW_OFTEN}|{_HOW_OFTEN}|{_IN_ALL}|{_NAMES}|有没有|没有|多少|[的被有是吗呢没么])*"
)
"""A clause that asks, and says nothing of what it asks about: 提了几次."""
_OF_A_CLAUSE = frozenset("咱 咱们 我 我们 你 你们 他 他们 她 她们 得 才 才能 把 让".split())
"""Words that stand in what is said of something, not in a wording that could be counted."""
_TELLS = 5
"""Characters from which a clause before the question says what it is about."""
_IN_TEXT = re.compile(
    r"(?:讲话|报告|会议|大会|座谈会|全会|发言|文件|全文|原文|文章|文中|会)(?:里[面边]?|里头|当中|之中|中|上|内)?$|^(?:请|麻烦|帮|我想|想)"
)
_ARTICLE = re.compile(r"^(?:(?:the|a|an) )?(?:(?:words?|terms?) )?|[ .!]+$")
_NO_WORDING = re.compile(rf"{OUTRIGHT}|[一每][年月周天日季次]|{ASKS_EN}|\bif\b")
"""Asks, or tells how often something is done (报告说一年检查几次)."""


def counted_wording(question: Question) -> str:
    """The wording whose places a question wants counted; empty if it names none."""
    if quoted := _QUOTED.search(question.text):
        return quoted["word"].strip()
    return _first(_COUNTED, question) or mentioned_wording(question)


def mentioned_wording(question: Question) -> str:
    """The wording a question asks the mention of; empty if it asks for something else, or whether a text says what is told in
    a clause of its own (年轻人想开公司，提没提支持的事)."""
    word = _first(_ASKED, question)
    if not word:
        return ""
    before = question.normalized.partition(word)[0]
    clauses = [clause.strip() for clause in re.split(r"[,，。;；]", before)[:-1]]
    told = any(len(clause) >= _TELLS and not _IN_TEXT.search(clause) for clause in clauses)
    return "" if told or not _OF_A_CLAUSE.isdisjoint(rjieba.cut(word)) else word


def wording_of_documents(question: Question) -> str:
    """The wording of which a question wants to know what documents hold it; empty if it asks for no documents."""
    return _first(_OF_DOCUMENTS, question)


def wording_of_places(question: Question) -> str:
    """The wording of which a question wants to see every place; empty if it asks for something else (提到了哪些困难)."""
    return _first(_OF_PLACES, question)


def is_one_word(question: Question, wording: str) -> bool:
    """Whether a question certainly means a wording as it stands: it is in quotation marks, or one word."""
    return in_marks(question, wording) or len(list(rjieba.cut(normalize(wording)))) == 1


def wording_of_somebody(question: Question) -> str:
    """What a question without quotation marks asks who said it; empty if it does not."""
    return _first(_WHO_SAID, question)


def in_marks(question: Question, word: str) -> bool:
    """Whether a question holds a word in quotation marks."""
    return any(m["word"] == word for m in _QUOTED.finditer(question.text))


def _first(patterns: Sequence[re.Pattern[str]], question: Question) -> str:
    for text in _readings(question.normalized):
        for pattern in patterns:
            m = pattern.search(text)
            if m and not _NO_WORDING.search(m["word"]):
                word = _ARTICLE.sub("", m["word"].strip())
                return as_typed(word, question.text, question.normalized)
    return ""


def _readings(text: str) -> Iterator[str]:
    """A question without what addresses, without the text that is looked in, and without clauses that only ask; and whole."""
    unquoted = _QUOTED.sub(lambda m: m["word"], text)
    bare = _HERE.sub("", _ADDRESSES.sub("", unquoted))
    clauses = [clause for clause in re.split(r"[,，。;；?？]", bare) if clause]
    telling = [clause for clause in clauses if not _ONLY_ASKS.fullmatch(_WITHIN.sub("", clause))]
    bare = ",".join(telling or clauses)
    if m := _STANDS_IN.search(bare):
        after = bare[m.end() :]
        # Who says it stands before: 谁在…讲话中; what is looked for does if nothing but the question follows.
        yield bare[: m.start()] + after if _ONLY_ASKS.fullmatch(after) else after
    elif m := _WITHIN.search(bare):
        yield bare[m.end() :]
    yield bare
