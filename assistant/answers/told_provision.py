"""The article that a question asks for, whole: found by its number, not by what it is about."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import rjieba

from assistant import phrases
from assistant.answers.reply import Context, quote_all, result
from assistant.clean import normalize
from assistant.questions.cited_provision import Cited, cited
from assistant.questions.question import FUNCTION_WORDS_EN, Question
from assistant.ranking.ranked import Ranked
from assistant.ranking.selected import Selected, of_paragraph
from assistant.store import Scope, Snapshot
from assistant.text.provisions import (
    Provision,
    articles,
    item_number,
    numbered_items,
    paragraphs_within,
)
from assistant.types import Answer, Document, Language

_MOST_DOCUMENTS = 5
_LOOKED_AT = 50
"""Documents, the best ones first, whose articles are looked at where the question names none."""
_KIND = r"(?:条例|办法|规定|细则|规则|章程|准则|法典|法|决定|意见|通知|方案|纲要)"
_OF_KIND = re.compile(rf"({_KIND})(?:[（(][^）)]*[）)])?$")
_LAW = re.compile(
    r"(?:《(?P<marked>[^》]{2,40})》|(?P<bare>(?:(?!请问|[的里中这那本该]|[几三两]个|[讲说][的到过])[㐀-鿿]){2,30}(?:条例|办法|规定|细则|规则|法)))的?$"
)
"""The name of a law right before the number of an article."""
_NOT_IT = re.compile(r"引用|援引|提到|提及|涉及|哪[些几]?条")
_APPLIED = re.compile(r"违反|违犯|触犯|依照|适用")
"""Asks for what is said of an article elsewhere; before the article, for what follows from it."""
_ASKS_FOR_IT = re.compile(
    r"请问|请|帮我|给我|告诉我|什么时候|何时|多少|[几谁于]|我[想要]|知道|查[一询]?[下找看]?|看[一]?[下看]|列出|展示|念|一下|[讲说写规定指谈述]+[的了是到]*"
    r"|[什啥哪]么?些?|怎[么样]+|如何|内容|原文|全文|条文|法条|具体|完整|主要|详细|全部|整条|关于|文件|法律|法规|意思|情形|情况|事项|可以|[有都里中上面这该本那份部条]|[是的呢吗吧啊了在与和及]"
    rf"|{_KIND}"
)
"""Words of a question that only ask what an article says."""
_ASKS_FOR_IT_EN = FUNCTION_WORDS_EN | frozenset(
    "article art content contents text full whole provide provides provision state states stipulate stipulates rule quote show read give contain contains law regulation regulations document exactly under paragraph item".split()
)


@dataclass(frozen=True, slots=True)
class Provided:
    """What a cited article says: the quotes, and which documents they were looked for in."""

    cited: Cited
    quotes: tuple[Selected, ...]
    found: tuple[tuple[str, Provision], ...]
    """The article in each document that has one of that number, even if not what is cited of it."""
    named: tuple[Document, ...]
    """The documents that the question means; empty for all of the scope."""
    law: str = ""
    """The law that is named, where no document is called so."""


def provided(
    question: Question, ranked: Sequence[Ranked], snapshot: Snapshot, scope: Scope
) -> Provided | None:
    """The article that a question asks for; None where it asks for none, or for something else about it."""
    text = normalize(question.alone or question.text)
    one = cited(text)
    if one is None or question.quotations or question.intent == "count":
        return None
    if _NOT_IT.search(text) or _APPLIED.search(one.before):
        return None
    documents = _likely(ranked, snapshot, scope)
    named = [d for d in documents if _names(one, d, alone=len(documents) == 1)]
    law = _law(one)
    if law and not named:
        some = any(articles(snapshot.text(d.name)) for d in documents[:_MOST_DOCUMENTS])
        beside = _words(replace(one, before=one.before.replace(law, " ")))
        return Provided(one, (), (), (), law) if some and not beside else None
    sought = named or documents[:_LOOKED_AT]
    counted = [(d, a) for d in sought for a in _places(d, snapshot, meant=bool(named))]
    every = [(d, a) for d, a in counted if (a.number, a.beside) == (one.number, one.beside)]
    found = [(d, a) for d, a in every if _only_asks(one, d, snapshot.text(d.name)[a.start : a.end])]
    if found:
        first = [(d.name, a) for d, a in found[:_MOST_DOCUMENTS]]
        quotes = [q for name, a in first for q in _quotes(one, name, a, snapshot)]
        return Provided(one, tuple(quotes), tuple(first), tuple(named))
    if every or not counted or not all(_only_asks(one, d) for d in sought):
        return None
    return Provided(one, (), (), tuple(named))


def _likely(ranked: Sequence[Ranked], snapshot: Snapshot, scope: Scope) -> list[Document]:
    """The documents of the scope, those of the best paragraphs first."""
    order = dict.fromkeys(place.row.document for place in ranked)
    every = {d.name: d for d in snapshot.documents_in(scope)}
    best = [every[name] for name in order if name in every]
    return best + [d for d in every.values() if d.name not in order]


def _names(one: Cited, document: Document, *, alone: bool) -> bool:
    """Whether a question names a document by all it says before the article, or has the one there is, unless it names another law."""
    law, title = _law(one), normalize(document.title)
    kinds = [m[1] for m in map(_OF_KIND.search, (law, title)) if m]
    if alone and (not law or len(kinds) < 2):
        return True
    if len(kinds) == 2 and kinds[0] != kinds[1]:
        return False
    name = replace(one, after="")
    called = title in one.before or any(word in title for word in _words(name))
    return called and not _words(name, title)


def _law(one: Cited) -> str:
    """The law that a question names right before the article; empty if it names none."""
    m = _LAW.search(one.before)
    return (m["marked"] or m["bare"]) if m else ""


@functools.lru_cache(maxsize=1024)
def _words(one: Cited, title: str = "") -> list[str]:
    """The words beside the cited article that do not only ask for it, nor stand in a title; words before a title that stands
    there whole only say more exactly which document it is: 本省……条例."""
    before = one.before
    if title and title in before:
        before = before[before.rindex(title) + len(title) :]
    text = f"{before} {one.after}"
    latin = [w for w in re.findall(r"[a-z]+", text) if w not in _ASKS_FOR_IT_EN]
    left = _ASKS_FOR_IT.sub(" ", re.sub(r"[a-z]+", " ", text))
    return latin + [w for w in rjieba.cut(left) if re.search(r"\w", w) and w not in title]


def _places(document: Document, snapshot: Snapshot, *, meant: bool) -> tuple[Provision, ...]:
    """The articles of a document or, of a policy document that is meant, its items."""
    text = snapshot.text(document.name)
    items = meant and document.type == "policy"
    return articles(text) or (numbered_items(text) if items else ())


def _only_asks(one: Cited, document: Document, said: str = "") -> bool:
    """Whether a question asks for nothing but an article of a document, or for what is `said` there."""
    said = normalize(said)
    return all(word in said for word in _words(one, normalize(document.title)))


def _quotes(one: Cited, name: str, article: Provision, snapshot: Snapshot) -> list[Selected]:
    """The paragraphs of an article, or those of the paragraph or item of it that is asked for; empty if it has none such."""
    lines = [
        (p, text)
        for p, text in snapshot.lines_of(name)
        if article.start <= p.start < article.end and p.kind != "furniture"
    ]
    texts = [text for _, text in lines]
    first, last = 0, len(lines)
    if one.paragraph:
        ranges = list(paragraphs_within(texts))
        if one.paragraph > len(ranges):
            return []
        first, last = ranges[one.paragraph - 1]
    if one.item:
        return [
            of_paragraph(name, *lines[i], None, 1.0)
            for i in range(first, last)
            if i and item_number(texts[i]) == one.item
        ]
    return [of_paragraph(name, *line, None, 1.0) for line in lines[first:last]]


def told(context: Context) -> Answer | None:
    """The article that a question asks for, or that there is none such; None where it asks for none."""
    found = provided(context.question, context.retrieval.ranked, context.snapshot, context.scope)
    if found is None:
        return None
    return _whole(context, found) if found.quotes else _lacking(context, found)


def _whole(context: Context, found: Provided) -> Answer:
    quotes = quote_all(context, found.quotes, evenly=True)
    language, quoted = context.question.language, {q.document for q in quotes}
    told = [
        (context.who(name), _called(found.cited, article, language))
        for name, article in found.found
        if name in quoted
    ]
    return result(context, phrases.lead_provision(told, language), quotes, 1.0, ())


def _called(one: Cited, article: Provision, language: Language) -> str:
    """An article as its document has it, and what is asked for of it."""
    whole = replace(one, name=one.article, paragraph=0, item=0)
    return article.called(language) + one.called(language).removeprefix(whole.called(language))


def _lacking(context: Context, found: Provided) -> Answer:
    """Says that there is no such article, and shows what stands where it would."""
    language, one = context.question.language, found.cited
    if found.law:
        lead, near = phrases.no_such_law(found.law, language), list[Selected]()
    else:
        names = [context.called(d.name) for d in found.named]
        lead = phrases.no_such_provision(names, one.called(language), language)
        near = [q for d in found.named[:1] for q in _around(one, d, context.snapshot)]
    nearest = quote_all(context, near)
    return result(context, lead, (), 0.0, (one.called(language),), nearest=nearest)


def _around(one: Cited, document: Document, snapshot: Snapshot) -> list[Selected]:
    """The beginning of the article itself, or of those before and after."""
    text = snapshot.text(document.name)
    every = articles(text) or numbered_items(text)
    below = [a for a in every if a.number <= one.number][-1:]
    above = [a for a in every if a.number > one.number][:1]
    whole = replace(one, paragraph=0, item=0)
    return [q for a in (*below, *above) for q in _quotes(whole, document.name, a, snapshot)[:1]]
