"""Was this said? The wordings that a question asks about against those of the collection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant import phrases
from assistant.answers import wording_phrases
from assistant.answers.meant import meant
from assistant.answers.reply import Context, around, nearest, quote_all, result
from assistant.answers.select import MOST_QUOTES
from assistant.checks import check, omissions, spelled
from assistant.checks.differences import altered
from assistant.store import StoredParagraph
from assistant.types import Answer, QuoteCheck

_SEVERITY = ("exact", "altered", "absent")
_READ = 400
"""Paragraphs of the documents that a question names up to which all of them are compared."""
_STRETCHES = 6
"""Stretches of a question, the longest, that are compared as what it may claim."""
_MUCH_ALIKE = 85.0
"""Likeness from which a wording of the documents asked about is rather meant than the very one elsewhere."""


@dataclass(frozen=True, slots=True)
class _Checked:
    """A wording with its verdict, all the places it stands at, and how sure that is (0 to 1)."""

    verdict: QuoteCheck
    places: tuple[check.Found, ...]
    likelihood: float
    written: str = ""
    """How the wording is written there, if it is there: `exact`, with other `signs`, or otherwise the `same`."""
    otherwise: int = 0
    """Places, the last ones, at which it stands with other punctuation or its numbers written otherwise."""

    @property
    def elsewhere(self) -> bool:
        """Whether it stands in other documents than those asked about."""
        return self.verdict.verdict == "absent" and bool(self.places)


def checked(context: Context) -> Answer:
    """Verdicts on the wordings of a question: exact places first, else the nearest wording with
    its differences. `Answer.check` is the worst of several."""
    question = context.question
    ranked = [r.row for r in context.retrieval.ranked]
    if not check.readable("".join(question.quotations), ranked):
        return _other_language(context)
    named = meant(context, *question.quotations)
    return _told(named, [_check(context, named, asked) for asked in question.quotations])


def claimed(context: Context) -> Answer | None:
    """The verdict on what a question claims without quoting it; None if nothing like it stands where it is said to: the question
    may be for what was said, not for the words."""
    wordings = context.question.claimed
    named = meant(context, *wordings[:1])
    for asked in wordings:
        if exact := _exact(named, (), asked):
            return _told(named, [_found(asked, exact)])
    if len(wordings) == 1:
        one = _check(context, named, wordings[0])
        return None if one.verdict.verdict == "absent" else _told(named, [one])
    rows = _best(named)
    near = [
        (asked, found) for asked in wordings[:_STRETCHES] if (found := check.nearest(asked, rows))
    ]
    asked, (place, alike) = max(near, key=lambda n: n[1][1], default=("", (None, 0.0)))
    return _told(named, [_altered(asked, place, alike)]) if place and alike >= _MUCH_ALIKE else None


def absent(context: Context) -> QuoteCheck | None:
    """The verdict on what a question claims, where `claimed` found nothing like it; None if it claims no wording in particular."""
    wordings = context.question.claimed
    return QuoteCheck("absent", wordings[0]) if len(wordings) == 1 else None


def _told(context: Context, all_checked: Sequence[_Checked]) -> Answer:
    worst = max(all_checked, key=lambda c: _SEVERITY.index(c.verdict.verdict))
    found = [place for c in all_checked for place in c.places[:MOST_QUOTES]]
    quotes = quote_all(context, [around(f.row, f.span) for f in found])
    if len(all_checked) == 1:
        lead = _lead(context, worst)
    else:
        lead = wording_phrases.verdicts(
            [(c.verdict.asked, c.verdict.verdict) for c in all_checked], context.question.language
        )
    absent = tuple(c.verdict.asked for c in all_checked if not c.places)
    if not quotes:
        near = nearest(context)
        return result(context, lead, (), 0.0, absent, nearest=near, verdict=worst.verdict)
    likelihood = max(c.likelihood for c in all_checked)
    return result(context, lead, quotes, likelihood, absent, verdict=worst.verdict)


def _check(context: Context, named: Context, asked: str) -> _Checked:
    """A wording against the documents that are `named`, and against all of the scope where it is not in these."""
    rows = _rows(named)
    if exact := _exact(named, rows, asked):
        return _found(asked, exact)
    # The best are a few; the others may hold something more alike.
    near = check.nearest(asked, _best(named))
    if near is None or near[1] < _MUCH_ALIKE:
        near = check.nearest(asked, rows)
    if near is None or near[1] < _MUCH_ALIKE:
        elsewhere = _exact(context, (), asked) if named is not context else []
        if elsewhere:
            return _Checked(QuoteCheck("absent", asked), tuple(elsewhere), 1.0)
    return _altered(asked, *near) if near else _Checked(QuoteCheck("absent", asked), (), 0.0)


def _found(asked: str, exact: Sequence[check.Found]) -> _Checked:
    """The verdict on a wording that stands somewhere: those places first that hold it sign for sign."""
    wanted = spelled.spelled(asked)
    very = [f for f in exact if wanted in map(spelled.spelled, (f.text, f.reading))]
    places = [*very, *(f for f in exact if f not in very)]
    first = places[0]
    literal = check.literal(asked, first.text) or check.literal(asked, first.reading)
    written = "same" if not literal else "exact" if very else "signs"
    source = asked if written == "exact" else first.text
    otherwise = len(places) - len(very) if very else 0
    verdict = QuoteCheck("exact", asked, source)
    return _Checked(verdict, tuple(places), 1.0, written, otherwise)


def _altered(asked: str, found: check.Found, alike: float) -> _Checked:
    verdict = replace(altered(asked, found.reading), source=found.text)
    return _Checked(verdict, (found,), alike / 100)


def _rows(named: Context) -> Sequence[StoredParagraph]:
    """The paragraphs that may hold something like a wording: the best, and all of a few documents."""
    if named.meant and len(named.scope.ids) <= _READ:
        return named.snapshot.rows(named.scope.ids)
    return _best(named)


def _best(named: Context) -> Sequence[StoredParagraph]:
    """The best paragraphs of the documents that a question names."""
    names = {document.name for document in named.meant}
    return [r.row for r in named.retrieval.ranked if not names or r.row.document in names]


def _exact(context: Context, likely: Sequence[StoredParagraph], asked: str) -> list[check.Found]:
    """All places that hold a wording to the letter. The index misses one that the text breaks by punctuation; what is `likely` to
    hold it is looked through as well."""
    return (
        _standing(asked, context.rows_with(check.index_terms(asked)))
        or _standing(asked, likely)
        or _leaving_out(context, likely, asked)
    )


def _standing(asked: str, rows: Sequence[StoredParagraph]) -> list[check.Found]:
    """The paragraphs that hold a wording, as they are read or as they are printed."""
    wanted = spelled.spelled(asked)
    found = {f.row.id: f for f in check.find_exact(asked, rows)}
    for row in rows:
        # Of several places in a paragraph the one that is the same sign for sign counts.
        if (row.id in found or row.edits) and (span := next(spelled.spans(wanted, row), None)):
            found[row.id] = check.Found(row, span)
    return [found[row.id] for row in rows if row.id in found]


def _leaving_out(
    context: Context, likely: Sequence[StoredParagraph], asked: str
) -> list[check.Found]:
    """The paragraphs in which a wording with ellipses stands but for what these leave out, from its first part to its last."""
    parts = omissions.parts(asked)
    if not parts:
        return []
    for rows in (context.rows_with(check.index_terms("\n".join(parts))), likely):
        each = [[f for row in rows for f in check.standing(part, row)] for part in parts]
        ways = [way for way in omissions.in_order(each) if way[0].row.id == way[-1].row.id]
        if ways:
            return [check.Found(w[0].row, (w[0].span[0], w[-1].span[1])) for w in ways]
    return []


def _lead(context: Context, one: _Checked) -> str:
    language, searched = context.question.language, context.searched
    where = ""
    if one.places:
        first = quote_all(context, [around(one.places[0].row, one.places[0].span)])[0]
        where = phrases.in_line(first.locator, language)
        if searched.documents > 1 or context.meant or context.asks_who:
            space = " " if language == "en" else ""
            where = f"{context.called(first.document)}{space}{where}"
    meant = [context.called(d.name) for d in context.meant]
    there = wording_phrases.looked_in(searched.documents, meant, language)
    lead = wording_phrases.verdict(
        _kind(context, one), where, there, searched.documents, searched.paragraphs, language
    )
    shown = min(len(one.places), MOST_QUOTES)
    return wording_phrases.counted_places(
        lead, len(one.places) - one.otherwise, shown, language, otherwise=one.otherwise
    )


def _kind(context: Context, one: _Checked) -> str:
    """Which words tell the verdict."""
    kind: str = one.verdict.verdict
    if one.elsewhere:
        return "elsewhere"
    if kind == "absent" and context.meant:
        return "not there"
    if kind == "exact" and one.written != "exact" and omissions.parts(one.verdict.asked):
        return "omits"
    return one.written or kind


def _other_language(context: Context) -> Answer:
    """A quotation in Latin script and Chinese texts: there is nothing to compare, only to read."""
    lead = wording_phrases.other_language(context.question.language)
    return result(context, lead, (), 0.0, (), nearest=nearest(context))
