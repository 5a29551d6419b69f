"""Was this said? The quotations of a question against the wording of the collection."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant import check, phrases
from assistant.differences import altered
from assistant.reply import Context, around, not_found, quote_all, result
from assistant.select import MOST_QUOTES
from assistant.types import Answer, QuoteCheck

_SEVERITY = ("exact", "altered", "absent")


@dataclass(frozen=True, slots=True)
class _Checked:
    """A quotation with its verdict, all the places it stands at, and how sure that is (0 to 1)."""

    verdict: QuoteCheck
    places: tuple[check.Found, ...]
    likelihood: float


def checked(context: Context) -> Answer:
    """Verdicts on the quotations of a question: exact places first, else the nearest wording with
    its differences. `Answer.check` is the worst of several."""
    question = context.question
    ranked = [r.row for r in context.retrieval.ranked]
    if not check.readable("".join(question.quotations), ranked):
        return _other_language(context)
    all_checked = [_check(context, asked) for asked in question.quotations]
    worst = max(all_checked, key=lambda c: _SEVERITY.index(c.verdict.verdict))
    found = [place for c in all_checked for place in c.places[:MOST_QUOTES]]
    quotes = quote_all(context, [around(f.row, f.span) for f in found])
    if len(all_checked) == 1:
        lead = _lead(context, worst)
    else:
        lead = phrases.verdicts(
            [(c.verdict.asked, c.verdict.verdict) for c in all_checked], question.language
        )
    if not quotes:
        lost = not_found(context, 0.0)
        absent = tuple(question.quotations)
        return result(
            context, "not_found", lead, (), 0.0, absent, nearest=lost.nearest, verdict=worst.verdict
        )
    absent = tuple(c.verdict.asked for c in all_checked if not c.places)
    likelihood = max(c.likelihood for c in all_checked)
    return result(context, "answered", lead, quotes, likelihood, absent, verdict=worst.verdict)


def _check(context: Context, asked: str) -> _Checked:
    exact = check.find_exact(asked, context.rows_with(check.index_terms(asked)))
    if not exact:
        # The index misses a wording that the text breaks by punctuation; ranking does not.
        exact = check.find_exact(asked, [r.row for r in context.retrieval.ranked])
    if exact:
        source = asked if check.literal(asked, exact[0].text) else exact[0].text
        return _Checked(QuoteCheck("exact", asked, source), tuple(exact), 1.0)
    near = check.nearest(asked, [r.row for r in context.retrieval.ranked])
    if near:
        found, alike = near
        return _Checked(
            replace(altered(asked, found.reading), source=found.text), (found,), alike / 100
        )
    return _Checked(QuoteCheck("absent", asked), (), 0.0)


def _lead(context: Context, one: _Checked) -> str:
    language, searched = context.question.language, context.searched
    where = ""
    if one.places:
        first = quote_all(context, [around(one.places[0].row, one.places[0].span)])[0]
        where = phrases.in_line(first.locator, language)
        if searched.documents > 1:
            document = context.snapshot.document(first.document)
            space = " " if language == "en" else ""
            where = f"{phrases.who(document, language, named=True)}{space}{where}"
    kind: str = one.verdict.verdict
    if kind == "exact" and one.verdict.source != one.verdict.asked:
        kind = "same"
    lead = phrases.verdict(kind, where, searched.documents, searched.paragraphs, language)
    if len(one.places) > 1:
        shown = min(len(one.places), MOST_QUOTES)
        lead = phrases.counted_places(lead, len(one.places), shown, language)
    return lead


def _other_language(context: Context) -> Answer:
    """A quotation in Latin script and Chinese texts: there is nothing to compare, only to read."""
    near = not_found(context, 0.0)
    lead = phrases.other_language(context.question.language)
    return result(context, "not_found", lead, (), 0.0, (), nearest=near.nearest)
