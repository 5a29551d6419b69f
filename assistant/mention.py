"""How often is this mentioned, and is it at all? Exact counts of a wording over the scope."""

from __future__ import annotations

import re
from collections.abc import Sequence

import rjieba

from assistant import phrases
from assistant.check import readable
from assistant.clean import normalize
from assistant.occurrences import indexed_terms, places
from assistant.question import Question
from assistant.reply import Context, around, not_found, quote_all, result
from assistant.select import MOST_QUOTES
from assistant.selected import Selected
from assistant.store import StoredParagraph
from assistant.types import Answer, Span

_SAID = r"(?:提到|讲到|谈到|说到|提及|涉及|写到|用到|出现|提|讲(?!话)|说|用)(?:[了过]|过了)?"
_TIMES = r"(?:多少|几)(?:个)?(?:次|遍|回|处|地方)"
_WORD = r"(?P<word>(?![到了过]|的?是)[^“”\"「」?？,，。、;；]{2,12}?)"
_IN = r"(?:(?:请问|那么?)?(?:这篇|这份|该|本|整篇|整个)?(?:讲话|报告|全文|文中|原文|文章|文件|发言)?(?:里面?|中|里边)?[,，]?)"
_CALLED = r"(?:这个词|这个说法|这几个字|这两个字|这个概念|一词|二字)?"
_END = r"[呢吗嘛啊呀?？。]*$"
_QUOTED = re.compile(r"[“\"「『](?P<word>[^”\"」』]+)[”\"」』]")
_COUNTED = (
    re.compile(rf"{_SAID}{_TIMES}的?{_WORD}{_CALLED}{_END}"),
    re.compile(rf"{_TIMES}(?:都|曾)?{_SAID}{_WORD}{_CALLED}{_END}"),
    re.compile(
        rf"^{_IN}{_WORD}{_CALLED}(?:在.{{1,10}}?[里中])?(?:一共|总共|共)?被?{_SAID}{_TIMES}{_END}"
    ),
    re.compile(rf"{_SAID}{_WORD}{_CALLED}(?:一共|总共|共)?(?:有)?{_TIMES}{_END}"),
    re.compile(
        r"how (?:many times|often) (?:does|do|did|is|are|was|were|has|have)\b.*?"
        r"\b(?:mention|say|use|talk about|refer to|mentioned|said|used) (?P<word>[^?]{2,40})"
    ),
    re.compile(
        r"how (?:many times|often) (?:does|do|did|is|are|was|were) (?P<word>[^?]{2,40}?) "
        r"(?:appear|occur|come up|get mentioned|mentioned|used|said)\b"
    ),
)
_ASKED = (
    re.compile(
        rf"(?:有没有|是否|有无|可曾|是不是)(?:都|也|曾经?)?{_SAID}(?!什么|怎|哪|谁|为){_WORD}{_CALLED}{_END}"
    ),
    re.compile(
        r"(?:提到|讲到|谈到|说到|提及|出现)(?:[了过])?"
        + _WORD
        + _CALLED
        + r"(?:技术)?[了过]?(?:吗|没有|没|(?<!什)么)"
    ),
    re.compile(rf"(?:提没提|讲没讲|说没说)[到过]?{_WORD}{_CALLED}{_END}"),
    re.compile(
        rf"^{_IN}{_WORD}{_CALLED}(?:有没有|是否)被?(?:提到|讲到|谈到|说到|提及|出现)过?{_END}"
    ),
    re.compile(
        r"^(?:does|did|do) (?:the |this |that |his |he|she|it|they)[^?]*?"
        r"\b(?:mention|refer to|talk about|say anything about|bring up|touch on) (?P<word>[^?]{2,40})"
    ),
    re.compile(r"^(?:is|are|was|were) (?P<word>[^?]{2,40}?) (?:ever )?(?:mentioned|brought up)\b"),
)
_OF_A_CLAUSE = frozenset("咱 咱们 我 我们 你 你们 他 他们 她 她们 得 才 才能 把 让".split())
"""Words that stand in what is said of something, not in a wording that could be counted."""
_IN_TEXT = re.compile(
    r"(?:讲话|报告|会议|大会|座谈会|全会|发言|文件|全文|原文|文章|文中|会)(?:里[面边]?|里头|当中|之中|中|上|内)?$|^(?:请|麻烦|帮|我想|想)"
)
_TELLS = 5
"""Characters from which a clause before the question says what it is about."""
_LOOKED_AT = 20
"""Paragraphs that tell in which script a library is."""
_ARTICLE = re.compile(r"^(?:(?:the|a|an) )?(?:(?:words?|terms?) )?|[ .!]+$")
_ASKS = re.compile(r"什么|怎么|怎样|如何|哪|谁|多少|为何|what|which|who|how")


def counted_wording(question: Question) -> str:
    """The wording whose places a question wants counted; empty if it names none."""
    quoted = _QUOTED.search(question.text)
    return quoted.group("word").strip() if quoted else _first(_COUNTED, question)


def mentioned_wording(question: Question) -> str:
    """The wording a question asks the mention of; empty if it asks for something else, or whether a text says what is told in
    a clause of its own (年轻人想开公司，提没提支持的事)."""
    word = _first(_ASKED, question)
    quoted = _QUOTED.fullmatch(word)
    if quoted or not word:
        return quoted.group("word") if quoted else ""
    before = question.normalized.partition(normalize(word))[0]
    clauses = [clause.strip() for clause in re.split(r"[,，。;；]", before)[:-1]]
    told = any(len(clause) >= _TELLS and not _IN_TEXT.search(clause) for clause in clauses)
    return "" if told or not _OF_A_CLAUSE.isdisjoint(rjieba.cut(word)) else word


def _first(patterns: Sequence[re.Pattern[str]], question: Question) -> str:
    for pattern in patterns:
        m = pattern.search(question.normalized)
        if m and not _ASKS.search(m.group("word")):
            start, end = m.span("word")
            # As the user wrote it, traditional characters as well.
            same = len(question.text) == len(question.normalized)
            word = (question.text if same else question.normalized)[start:end]
            return _ARTICLE.sub("", word.strip())
    return ""


def containing(context: Context, word: str) -> list[StoredParagraph]:
    """The paragraphs of the scope that hold a wording, in order."""
    wanted = normalize(word)
    return [r for r in context.rows_with(indexed_terms(wanted)) if any(places(r, wanted))]


def countable(context: Context, word: str) -> str:
    """The wording to count: the word itself or, for an English one in Chinese texts, the Chinese for
    it; empty if that is not known."""
    if not word or readable(word, context.snapshot.rows(context.scope.ids[:_LOOKED_AT])):
        return word
    folded = normalize(word)
    official = context.lexicon.official(folded) or context.lexicon.official(folded.replace(" ", ""))
    return official.partition("、")[0]


def mentioned(context: Context, word: str, rows: Sequence[StoredParagraph]) -> Answer:
    """The exact count of a wording with its first places; not found if there are none."""
    language = context.question.language
    found = [(row, span) for row in rows for span in places(row, normalize(word))]
    documents = context.searched.documents
    lead = phrases.lead_count(word, len(found), documents, language)
    if not found:
        lost = not_found(context, 0.0)
        return result(context, "not_found", lead, (), 0.0, (word,), nearest=lost.nearest)
    firsts = {row.id: (row, span) for row, span in reversed(found)}
    shown = [_around(row, span) for row, span in reversed(firsts.values())][:MOST_QUOTES]
    if len(firsts) > len(shown):
        lead = phrases.counted_places(lead, len(firsts), len(shown), language)
    return result(context, "answered", lead, quote_all(context, shown), 1.0, ())


def _around(row: StoredParagraph, span: Span) -> Selected:
    base = row.paragraph.start
    return around(row, (span[0] - base, span[1] - base))
