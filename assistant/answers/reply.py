"""What every kind of answer is put together from: verified quotes, the lead, what was searched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant import cite, phrases
from assistant.answers.answerability import telling, untold
from assistant.answers.missing import missing
from assistant.answers.sides import Sides, Told
from assistant.answers.who_said import asks_who_said, day, spoken_by
from assistant.clean import normalize, search_text
from assistant.questions.lexicon import Lexicon
from assistant.questions.question import Question
from assistant.quoting.highlight import highlights
from assistant.ranking.occurrences import indexed_terms, places
from assistant.ranking.particulars import about
from assistant.ranking.selected import Selected, of_paragraph, whole
from assistant.retrieve import Retrieval
from assistant.store import Scope, Snapshot, StoredParagraph
from assistant.text.apart import in_words
from assistant.text.as_markdown import verbatim_markdown
from assistant.text.markup import marked_to
from assistant.text.units import structure
from assistant.types import Answer, Document, Quote, QuoteCheck, Searched, Span
from embeddings import StaticModel

_MOST_BESIDE = 8
"""Best paragraphs that are looked through for what an answer leaves out."""
_MOST_NEAREST = 3


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
    lexicon: Lexicon
    sides: Sides | None = None
    """What the question puts side by side."""
    told: tuple[Told, ...] = ()
    """What is found in each of these."""
    meant: tuple[Document, ...] = ()
    """The documents that the question names, where the scope is narrowed to them."""

    @property
    def searched(self) -> Searched:
        return Searched(self.scope.documents, self.scope.paragraphs)

    def called(self, name: str, *, line: bool = False) -> str:
        """A document by its title in the language of the question, with what tells it apart from others of that title, or who said
        it and when, where that is asked and no `line` of its title block is quoted."""
        document, language = self.snapshot.document(name), self.question.language
        own, title = self.snapshot.titles.apart.get(name, ""), document.title or name
        if self.asks_who and not line and (document.speaker or document.date):
            beside = (day(document, language), own if own == name else "")
            return phrases.titled(title, language, [b for b in beside if b], document.speaker)
        apart = in_words(name, self.snapshot.titles.apart, language)
        return phrases.titled(title, language, [apart] if apart else [])

    def who(self, name: str, *, line: bool = False) -> str:
        """The same, but by its kind where it is the only one."""
        if self.scope.documents > 1 or (self.asks_who and not line):
            return self.called(name, line=line)
        return phrases.kind_of(self.snapshot.document(name), self.question.language)

    def spoken_by(self, names: Iterable[str]) -> str:
        """Who spoke in some documents, and when, where that is asked."""
        if not self.asks_who:
            return ""
        return spoken_by(map(self.snapshot.document, names), self.question.language)

    @property
    def asks_who(self) -> bool:
        return asks_who_said(self.question)

    def rows_with(self, terms: Sequence[str]) -> Sequence[StoredParagraph]:
        """The paragraphs of the scope, in order, that hold all these terms of the full-text index; where all were
        scored, and for no terms, simply all."""
        scored = self.retrieval.scope
        if scored is not None and np.array_equal(scored.ids, self.scope.ids):
            return self.retrieval.rows
        if not terms:
            return self.snapshot.rows(self.scope.ids)
        return self.snapshot.rows(self.snapshot.holding(terms, self.scope))


def uncovered(context: Context, selected: Sequence[Selected]) -> tuple[str, ...]:
    """Things that an answered question names and neither what is quoted nor the other best paragraphs deal with."""
    beside = [place.row.search.text for place in context.retrieval.ranked[:_MOST_BESIDE]]
    texts = [*_read(context, selected), *beside]
    return missing(context.question, texts, context.model, answered=True)


def unmet(context: Context, selected: Sequence[Selected]) -> tuple[str, ...]:
    """Words of the question that neither the paragraphs selected and the headings above them nor what is known of their documents
    meets."""
    return missing(context.question, _read(context, selected), context.model)


def _read(context: Context, selected: Sequence[Selected]) -> list[str]:
    """The paragraphs as they are searched, masked words restored, and what is known of each."""
    ranked = {p.row.place: p.row for p in context.retrieval.ranked}
    read = []
    for s in selected:
        if row := ranked.get(s.place):
            read.append(row.search.text)
        else:
            edits = context.snapshot.edits(s.document)
            read.append(search_text(s.text, edits, s.paragraph.start).text)
    names = dict.fromkeys(s.document for s in selected)
    known = [about(context.snapshot.document(name)) for name in names]
    headings = (heading for s in selected for heading in s.paragraph.section)
    return [*dict.fromkeys(read), *(normalize(t) for t in dict.fromkeys((*headings, *known)))]


def not_found(
    context: Context,
    likelihood: float,
    lacking: tuple[str, ...] = (),
    instead: Sequence[Selected] = (),
    *,
    facts: tuple[str, ...] = (),
) -> Answer:
    """No answer, what was searched, and the paragraphs that come nearest, with the kind of thing asked for that the best does not hold; or,
    where it is known, what is `lacking` and what there is `instead`, or which `facts` of documents are asked for and not told."""
    selected = instead or _nearest(context)
    left_out = lacking or (() if facts else unmet(context, selected))
    language = context.question.language
    known = lacking or instead or facts
    kind = None if known else untold(context.question, context.retrieval.ranked)
    told = (phrases.kind(kind, language),) if kind else facts
    found = context.retrieval
    report = "".join(found.source.absent[:1])
    whose = found.source.sayer or found.source.office
    if not known and found.ranked and found.ranked[0].elsewhere and (whose or report):
        told = (phrases.source(whose, report, language),)
    searched = context.searched
    lead = phrases.not_found(
        searched.documents,
        searched.paragraphs,
        left_out,
        tuple(word for word in left_out if not containing(context, word)),
        language,
        told,
    )
    near = quote_all(context, selected)
    return result(context, lead, (), likelihood, (*left_out, *told), nearest=near)


def nearest(context: Context) -> tuple[Quote, ...]:
    """The best sentences of the paragraphs that come nearest to the question."""
    return quote_all(context, _nearest(context))


def _nearest(context: Context) -> list[Selected]:
    return [whole(place) for place in telling(context.retrieval.ranked)[:_MOST_NEAREST]]


def containing(context: Context, word: str) -> list[StoredParagraph]:
    """The paragraphs of the scope that hold a wording, in order."""
    wanted = normalize(word)
    return [r for r in context.rows_with(indexed_terms(wanted)) if any(places(r, wanted))]


def around(row: StoredParagraph, span: Span) -> Selected:
    """The whole sentences that hold a span of a paragraph, the span being what answers."""
    touched = [s for s in structure(row.text).sentences if s[0] < span[1] and s[1] > span[0]]
    base, outer = row.paragraph.start, (touched[0][0], touched[-1][1])
    found = of_paragraph(row.document, row.paragraph, row.text, outer, 1.0)
    return replace(found, answering=(base + span[0], base + span[1]))


def quote_all(
    context: Context, selected: Sequence[Selected], *, evenly: bool = False
) -> tuple[Quote, ...]:
    """Verified quotes, numbered from 1; the same place is quoted once. `evenly`: all words of a quote answer, no clause stands out."""
    if evenly:
        selected = [replace(s, answering=(s.start, s.end)) for s in selected]
    distinct = {(s.document, s.start, s.end): s for s in selected}
    return tuple(_quote(context, s, n) for n, s in enumerate(distinct.values(), 1))


def _quote(context: Context, selected: Selected, marker: int) -> Quote:
    snapshot, language = context.snapshot, context.question.language
    document = snapshot.document(selected.document)
    original = snapshot.text(selected.document)
    formal = snapshot.locator(selected.document, selected.paragraph)
    base = selected.paragraph.start
    start = max(selected.start, base + marked_to(selected.text))
    cited = cite.attributed_to(selected.text, selected.start - base, selected.end - base)
    if selected.answering is None:
        marked = highlights(context.retrieval.query, original, start, selected.end, context.model)
    else:
        a, b = selected.answering
        marked = ((max(a, start), b),) if b > start else ()
    quote = Quote(
        marker=marker,
        document=selected.document,
        title=document.title,
        locator=snapshot.locator(selected.document, selected.paragraph, language),
        paragraph=selected.paragraph.number,
        start=start,
        end=selected.end,
        text=original[start : selected.end],
        highlights=marked,
        attributed_to=cited,
        also_in=selected.also_in,
        score=selected.score,
        restorations=cite.restorations(snapshot.edits(selected.document), start, selected.end),
        citation=cite.citation(document, formal, cited),
    )
    return cite.verify(quote, original)


def result(
    context: Context,
    lead: str,
    quotes: tuple[Quote, ...],
    likelihood: float,
    left_out: tuple[str, ...],
    *,
    nearest: tuple[Quote, ...] = (),
    verdict: QuoteCheck | None = None,
) -> Answer:
    """The answer, not found where there are no quotes, with its text: the lead and the quotes as Markdown, or the nearest ones."""
    language = context.question.language
    text = as_text(lead, quotes)
    if nearest:
        text = f"{text}\n\n{as_text(phrases.nearest(language), nearest)}"
    return Answer(
        question=context.asked,
        standalone_question=context.question.alone or context.question.text,
        status="answered" if quotes else "not_found",
        text=text,
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


def as_text(lead: str, quotes: Sequence[Quote]) -> str:
    """A line and the quotes below it, as Markdown."""
    # Block quotes that render the source's characters as they are.
    return "\n\n".join([lead, *(f"> “{verbatim_markdown(q.text)}” [{q.marker}]" for q in quotes)])
