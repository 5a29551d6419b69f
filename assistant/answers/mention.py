"""How often is this mentioned, and is it at all? Exact counts of a wording over the scope."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answers import wording_phrases
from assistant.answers.reply import Context, around, containing, nearest, quote_all, result
from assistant.answers.select import MOST_QUOTES
from assistant.checks.check import readable
from assistant.clean import normalize
from assistant.ranking.occurrences import places
from assistant.store import StoredParagraph
from assistant.types import Answer, Span

_LOOKED_AT = 20
"""Paragraphs that tell in which script a library is."""


def countable(context: Context, word: str) -> str:
    """The wording to count: the word itself or, for an English one that Chinese texts do not hold, the Chinese for
    it; empty if that is not known."""
    if not word or readable(word, context.snapshot.rows(context.scope.ids[:_LOOKED_AT])):
        return word
    if containing(context, word):
        return word
    folded = normalize(word)
    official = context.lexicon.official(folded) or context.lexicon.official(folded.replace(" ", ""))
    return official.partition("、")[0]


def mentioned(
    context: Context, word: str, rows: Sequence[StoredParagraph], *, documents: bool = False
) -> Answer:
    """The exact count of a wording with its first places, or the first of each document; not found if there are none."""
    language = context.question.language
    found = [(row, span) for row in rows for span in places(row, normalize(word))]
    where = wording_phrases.looked_in(
        context.searched.documents, [context.called(d.name) for d in context.meant], language
    )
    lead = wording_phrases.lead_count(word, len(found), where, language)
    if not found:
        return result(context, lead, (), 0.0, (word,), nearest=nearest(context))
    firsts: dict[object, tuple[StoredParagraph, Span]] = {}
    for row, span in found:
        firsts.setdefault(row.document if documents else row.id, (row, span))
    shown = [
        around(row, (a - row.paragraph.start, b - row.paragraph.start))
        for row, (a, b) in list(firsts.values())[:MOST_QUOTES]
    ]
    if documents or len(firsts) > len(shown):
        counted = wording_phrases.counted_documents if documents else wording_phrases.counted_places
        lead = counted(lead, len(firsts), len(shown), language)
    lead = lead[:-1] + context.spoken_by(dict.fromkeys(s.document for s in shown)) + lead[-1]
    quotes = tuple(
        replace(
            q,
            highlights=tuple(
                (a, b)
                for row, (a, b) in found
                if row.document == q.document and q.start <= a and b <= q.end
            ),
        )
        for q in quote_all(context, shown)
    )
    return result(context, lead, quotes, 1.0, ())
