"""An extractive answer: which quotes, in which order, or "not found"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant import check, cite, phrases
from assistant.answerability import (
    THRESHOLD,
    answerability,
    content_words,
    evidence,
    missing,
)
from assistant.clean import normalize
from assistant.highlight import highlights
from assistant.question import Question
from assistant.retrieve import Ranked, Retrieval
from assistant.select import MOST_QUOTES, Selected, Selection, select
from assistant.store import Scope, Snapshot, StoredParagraph
from assistant.types import Answer, Quote, QuoteCheck, Searched
from assistant.units import structure
from embeddings import StaticModel

_MOST_NEAREST = 3
_CLEARLY = 0.9
"""Answerability from which a text is taken to mention a thing in other words."""
_MENTION = re.compile(
    r"(?:提到|讲到|谈到|说到|提及|出现)(?:了|过)?[“\"「]?(?P<word>[^”\"」?？,，。]{2,12}?)[”\"」]?(?:这个词|一词|技术)?(?:了|过)?(?:吗|没有|没|么)"
)
_COUNTED = re.compile(
    r"[“\"「](?P<quoted>[^”\"」]+)[”\"」]|(?:提到|出现|讲到|说到)(?:了|过)?(?:多少|几)[次遍回](?P<after>[^?？,，。的了]{2,12})"
    r"|(?:(?:讲话|报告|全文|文中|原文|文章)(?:里|中|里面)?)?(?P<before>[^“”\"「」?？,，。、\s]{2,12}?)(?:这个词|一词)?(?:一共|总共|共)?出现(?:了|过)?(?:多少|几)[次遍回处]"
)


@dataclass(frozen=True, slots=True)
class Context:
    """Everything an answer is made from."""

    asked: str
    question: Question
    """The standalone question."""
    retrieval: Retrieval
    snapshot: Snapshot
    scope: Scope
    model: StaticModel

    @property
    def searched(self) -> Searched:
        return Searched(self.scope.documents, self.scope.paragraphs)


def answer(context: Context) -> Answer:
    """Answer from the retrieved paragraphs alone. Every quote is verified before it is returned.

    :raises QuoteError: a quote differs from its source, which is a defect of this program.
    """
    question = context.question
    if question.intent == "check":
        return _checked(context)
    if question.intent == "count":
        counted = _counted(context)
        if counted is not None:
            return counted
    if not context.retrieval.ranked:
        return _not_found(context, 0.0)
    likelihood = answerability(evidence(question, context.retrieval, context.model))
    mention = _MENTION.search(question.normalized)
    unsaid: tuple[str, ...] = ()
    if mention:
        word = mention.group("word")
        rows = _containing(context, word)
        # A word that never occurs was not mentioned, unless the text clearly says it otherwise.
        if rows or likelihood < _CLEARLY:
            return _mentioned(context, word, rows)
        unsaid = (word,)
    if likelihood < THRESHOLD or not content_words(question):
        return _not_found(context, likelihood)
    selection = select(question, context.retrieval.ranked, context.snapshot)
    return _answered(context, selection, likelihood, unsaid)


def _answered(
    context: Context, selection: Selection, likelihood: float, unsaid: tuple[str, ...]
) -> Answer:
    """`unsaid` are words asked for that the text does not hold literally."""
    quotes = quote_all(context, selection.quotes)
    if selection.listed:
        # Every item answers as a whole: no clause of it stands out.
        quotes = tuple(replace(q, highlights=((q.start, q.end),)) for q in quotes)
    lead = _lead(context, quotes, listed=selection.listed)
    unmet = missing(context.question, _folded(context, selection.quotes), context.model)
    left_out = tuple(dict.fromkeys((*unsaid, *unmet)))
    return _result(context, "answered", lead, quotes, likelihood, left_out)


def _lead(context: Context, quotes: Sequence[Quote], *, listed: bool) -> str:
    language = context.question.language
    places = {(q.document, q.locator) for q in quotes}
    documents = {q.document for q in quotes}
    if len(places) > 1 and not (listed and len(documents) == 1):
        return phrases.lead_several(len(quotes), language)
    document = context.snapshot.document(quotes[0].document)
    who = phrases.who(document, language, named=context.scope.documents > 1)
    where = quotes[0].locator if len(places) == 1 else ""
    if listed:
        return phrases.lead_list(who, where, len(quotes), language)
    return phrases.lead_quote(who, where, language)


def _not_found(context: Context, likelihood: float) -> Answer:
    selected = [
        Selected(r.row.document, r.row.paragraph, r.row.text, *r.sentence, r.score, r.also_in)
        for r in _telling(context.retrieval.ranked)[:_MOST_NEAREST]
    ]
    left_out = missing(context.question, _folded(context, selected), context.model)
    searched = context.searched
    lead = phrases.not_found(
        searched.documents, searched.paragraphs, left_out, context.question.language
    )
    near = quote_all(context, selected)
    return _result(context, "not_found", lead, (), likelihood, left_out, nearest=near)


def _telling(ranked: Sequence[Ranked]) -> Sequence[Ranked]:
    """Body paragraphs where there are any: a date line tells nothing about another question."""
    return [r for r in ranked if r.row.paragraph.kind == "body"] or ranked


def _checked(context: Context) -> Answer:
    """Verdict on a quotation: exact places first, else the nearest wording with differences."""
    asked, language = context.question.quoted, context.question.language
    rows = context.snapshot.rows(context.scope.ids)
    exact = check.find_exact(asked, rows)
    near = check.nearest(asked, context.retrieval.ranked)
    if exact:
        found, verdict = exact[:MOST_QUOTES], QuoteCheck("exact", asked, asked)
    elif near:
        start, end = near[0].span
        found, verdict = [near[0]], check.altered(asked, near[0].row.text[start:end])
    else:
        found, verdict = [], QuoteCheck("absent", asked)
    searched = context.searched
    quotes = quote_all(context, [_sentence_of(f) for f in found])
    where = quotes[0].locator if quotes else ""
    if quotes and searched.documents > 1:
        document = context.snapshot.document(quotes[0].document)
        where = f"{phrases.who(document, language, named=True)} {where}"
    lead = phrases.verdict(
        verdict.verdict, where, searched.documents, searched.paragraphs, language
    )
    if not quotes:
        lost = _not_found(context, 0.0)
        return _result(
            context, "not_found", lead, (), 0.0, (asked,), nearest=lost.nearest, verdict=verdict
        )
    likelihood = 1.0 if exact else near[1] / 100 if near else 0.0
    return _result(context, "answered", lead, quotes, likelihood, (), verdict=verdict)


def _sentence_of(found: check.Found) -> Selected:
    whole = structure(found.row.text).sentences
    touched = [s for s in whole if s[0] < found.span[1] and s[1] > found.span[0]]
    base = found.row.paragraph.start
    return Selected(
        found.row.document,
        found.row.paragraph,
        found.row.text,
        base + touched[0][0],
        base + touched[-1][1],
        1.0,
        answering=(base + found.span[0], base + found.span[1]),
    )


def _containing(context: Context, word: str) -> list[StoredParagraph]:
    wanted = normalize(word)
    return [r for r in context.snapshot.rows(context.scope.ids) if wanted in r.search.text]


def _counted(context: Context) -> Answer | None:
    """An exact count of a wording over the scope; None when the question names no wording."""
    m = _COUNTED.search(context.question.text)
    word = (m.group("quoted") or m.group("after") or m.group("before")).strip() if m else ""
    if not word:
        return None
    return _mentioned(context, word, _containing(context, word))


def _mentioned(context: Context, word: str, rows: Sequence[StoredParagraph]) -> Answer:
    wanted, language = normalize(word), context.question.language
    count = sum(r.search.text.count(wanted) for r in rows)
    documents = context.searched.documents
    lead = phrases.lead_count(word, count, documents, language)
    if not count:
        lost = _not_found(context, 0.0)
        return _result(context, "not_found", lead, (), 0.0, (word,), nearest=lost.nearest)
    selected = []
    for row in rows[:MOST_QUOTES]:
        at = row.search.text.index(wanted)
        start, end = row.search.source(at, at + len(wanted))
        base = row.paragraph.start
        selected.append(_sentence_of(check.Found(row, (start - base, end - base))))
    return _result(context, "answered", lead, quote_all(context, selected), 1.0, ())


def quote_all(context: Context, selected: Sequence[Selected]) -> tuple[Quote, ...]:
    """Verified quotes, numbered from 1; the same place is quoted once."""
    distinct = {(s.document, s.start, s.end): s for s in selected}
    return tuple(_quote(context, s, n) for n, s in enumerate(distinct.values(), 1))


def _quote(context: Context, selected: Selected, marker: int) -> Quote:
    snapshot, language = context.snapshot, context.question.language
    document = snapshot.document(selected.document)
    original = snapshot.text(selected.document)
    sectioned = snapshot.sectioned(selected.document)
    where = cite.locator(selected.paragraph, sectioned=sectioned, language=language)
    formal = cite.locator(selected.paragraph, sectioned=sectioned)
    base = selected.paragraph.start
    quote = Quote(
        marker=marker,
        document=selected.document,
        title=document.title,
        locator=where,
        paragraph=selected.paragraph.number,
        start=selected.start,
        end=selected.end,
        text=original[selected.start : selected.end],
        highlights=(selected.answering,)
        if selected.answering
        else highlights(
            context.retrieval.query, original, selected.start, selected.end, context.model
        ),
        attributed_to=cite.attributed_to(selected.text, selected.start - base, selected.end - base),
        also_in=selected.also_in,
        score=selected.score,
        restorations=cite.restorations(
            snapshot.edits(selected.document), selected.start, selected.end
        ),
        citation=cite.citation(document, formal),
    )
    return cite.verify(quote, original)


def _folded(context: Context, selected: Sequence[Selected]) -> list[str]:
    return [normalize(s.text) for s in selected]


def _result(
    context: Context,
    status: str,
    lead: str,
    quotes: tuple[Quote, ...],
    likelihood: float,
    left_out: tuple[str, ...],
    *,
    nearest: tuple[Quote, ...] = (),
    verdict: QuoteCheck | None = None,
) -> Answer:
    language = context.question.language
    lines = [lead, *(_quoted_line(q, language) for q in quotes)]
    if nearest:
        lines += [phrases.nearest(language), *(_quoted_line(q, language) for q in nearest)]
    return Answer(
        question=context.asked,
        standalone_question=context.question.text,
        status="answered" if status == "answered" else "not_found",
        text="\n\n".join(lines),
        quotes=quotes,
        answerability=likelihood,
        missing=left_out,
        check=verdict,
        searched=context.searched,
        nearest=nearest,
        elapsed_ms=0.0,
        language=language,
        lead=lead,
    )


_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$&:])")


def _quoted_line(quote: Quote, language: str) -> str:
    """A Markdown block quote that renders the source's characters as they are."""
    escaped = _MARKDOWN.sub(r"\\\1", quote.text).replace("\n", " ")
    return f"> “{escaped}” [{quote.marker}]"
