"""An extractive answer: which quotes, in which order, or "not found"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant import phrases
from assistant.answerability import THRESHOLD, answerability, content_words, evidence
from assistant.clean import normalize
from assistant.front import facts_asked, part_asked, parts_of
from assistant.mention import (
    containing,
    countable,
    counted_wording,
    mentioned,
    mentioned_wording,
)
from assistant.reply import Context, not_found, quote_all, result, unmet
from assistant.retrieve import asks_about_text
from assistant.select import enumerated, select, side_by_side
from assistant.selected import Selection
from assistant.types import Answer, Quote
from assistant.verdict import checked

_CLEARLY = 0.9
"""Answerability from which a text is taken to mention a thing in other words."""
_NAMED = 3
"""Places that the lead line names one by one; more are counted."""


def answer(context: Context) -> Answer:
    """Answer from the retrieved paragraphs alone. Every quote is verified before it is returned.

    :raises QuoteError: a quote differs from its source, which is a defect of this program.
    """
    question = context.question
    if not context.retrieval.ranked:
        return not_found(context, 0.0)
    if question.intent == "check":
        return checked(context)
    if question.intent == "count" and (word := countable(context, counted_wording(question))):
        return mentioned(context, word, containing(context, word))
    if (told := _told_by_form(context)) is not None:
        return told
    likelihood = answerability(evidence(question, context.retrieval, context.model))
    unsaid: tuple[str, ...] = ()
    if word := countable(context, mentioned_wording(question)):
        rows = containing(context, word)
        # A word that never occurs was not mentioned, unless the text clearly says it otherwise.
        if rows or likelihood < _CLEARLY:
            return mentioned(context, word, rows)
        unsaid = (word,)
    asks = content_words(question) or asks_about_text(question)
    if likelihood < THRESHOLD or not asks:
        return not_found(context, likelihood)
    if context.compared:
        selection = side_by_side(question, [r.ranked for r in context.compared], likelihood)
    else:
        selection = select(question, context.retrieval.ranked, context.snapshot, likelihood)
    left_out = dict.fromkeys((*unsaid, *unmet(context, selection.quotes)))
    return _answered(context, selection, likelihood, tuple(left_out))


def _told_by_form(context: Context) -> Answer | None:
    """The answer to what is asked of a text's form: a part of it, its date or title, as many members as are said to hold a word.
    None if nothing of that is asked, or cannot be told."""
    question, ranked = context.question, context.retrieval.ranked
    part, facts = part_asked(question), facts_asked(question)
    if part is None and not facts and not question.each:
        return None
    found = enumerated(question, ranked, context.snapshot)
    texts = [
        normalize(s.text[s.start - s.paragraph.start : s.end - s.paragraph.start])
        for s in found.quotes
    ]
    if found.quotes and (part or facts or all(question.each in text for text in texts)):
        return _answered(context, found, 1.0, ())
    language = question.language
    if facts == ("speaker",) and not context.snapshot.document(ranked[0].row.document).speaker:
        return not_found(context, 0.0, (phrases.speaker(language),))
    parts = parts_of(ranked, context.snapshot)
    if part is None or not parts:
        return None
    return not_found(context, 0.0, (phrases.part(part, language),), parts)


def _answered(
    context: Context, selection: Selection, likelihood: float, left_out: tuple[str, ...]
) -> Answer:
    """`left_out` are words of the question that the answer does not meet."""
    quotes = quote_all(context, selection.quotes)
    if selection.listed:
        # Every item answers as a whole: no clause of it stands out.
        quotes = tuple(replace(q, highlights=((q.start, q.end),)) for q in quotes)
    line = selection.quotes[0].paragraph.kind != "body"
    lead = _lead(context, quotes, listed=selection.listed, line=line)
    return result(context, "answered", lead, quotes, likelihood, left_out)


def _lead(context: Context, quotes: Sequence[Quote], *, listed: bool, line: bool) -> str:
    """`line`: the first quote is a heading or a line of the title block, which states nothing, it just stands."""
    language = context.question.language
    places: dict[str, dict[str, None]] = {}
    for quote in quotes:
        where = phrases.in_line(quote.locator, language)
        places.setdefault(quote.document, {})[where] = None
    whole = listed and len(places) == 1
    if len(places) > _NAMED or (not whole and sum(map(len, places.values())) > _NAMED):
        return phrases.lead_several(len(quotes), len(places), language)
    named = context.scope.documents > 1
    each = [
        (phrases.who(context.snapshot.document(name), language, named=named), tuple(found))
        for name, found in places.items()
    ]
    if whole:
        who, found = each[0]
        return phrases.lead_list(who, found[0] if len(found) == 1 else "", len(quotes), language)
    return phrases.lead_quote(each, language, line=line)
