"""Was this said? One quotation, or all that an article quotes, against the wording of a collection."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from assistant import check, cite, joined, quotations, spelled
from assistant.clean import normalize
from assistant.differences import Run, differences, runs
from assistant.errors import DocumentError, QuestionError
from assistant.findings import CheckReport, Finding, Place
from assistant.quotations import Quotation
from assistant.sentences import LONG_SENTENCE
from assistant.store import Scope, Snapshot, StoredParagraph
from assistant.types import Language, Quote, QuoteCheck, Searched, Span
from assistant.units import quotable, structure
from embeddings import background_idf, terms

LONGEST_ARTICLE = 1_000_000
"""Characters of a text to check."""
MOST_QUOTATIONS = 500
"""Quotations of one text that are checked."""
MOST_PLACES = 20
"""Places that are given for an exact quotation, the earliest."""
_AT_ONCE = 64
"""Paragraphs read at once."""
_CANDIDATES = 60
_RAREST = 24
"""Terms of a wording by which paragraphs like it are looked for."""
_ALIKE = 90.0
"""Likeness from which a wording is an altered one, whatever else it may be put together from."""
_LARGE = 4_000
"""Paragraphs above which more is alike by chance: the likeness and the letters of a piece asked for
rise from the first figures to the second (benchmarks/LOG.md)."""
_NEAR = (65.0, 75.0)
_PIECE = (6, 8)
_SIGNS = " ，,、；;：:。.！!？?“”"
_SHORTEST_END = 4
_GAP = 120
"""Characters that a wording may leave out between two pieces of a paragraph and still be compared
as one."""


def check_text(
    snapshot: Snapshot, scope: Scope, text: str, *, article: bool, language: Language
) -> CheckReport:
    """Check a text as one quotation, or all that it quotes if it is an article.

    :raises QuestionError: the text is empty or too long, or an article quotes nothing.
    :raises DocumentError: there are no documents in the scope.
    """
    began = time.perf_counter()
    asked = _asked(text, article)
    if not len(scope.ids):
        raise DocumentError(
            "There are no documents in this scope. Add some, or widen it.",
            "范围内没有文献。请先添加文献，或放宽范围。",
        )
    checker = _Checker(snapshot, scope, language)
    known: dict[str, Finding] = {}
    findings = []
    for quotation in asked[:MOST_QUOTATIONS]:
        if quotation.text not in known:
            known[quotation.text] = checker.finding(quotation)
        findings.append(replace(known[quotation.text], quotation=quotation))
    return CheckReport(
        tuple(findings),
        Searched(scope.documents, scope.paragraphs),
        max(0, len(asked) - MOST_QUOTATIONS),
        language,
        (time.perf_counter() - began) * 1000,
    )


def _asked(text: str, article: bool) -> Sequence[Quotation]:
    text = text.encode("utf-8", "replace").decode("utf-8")
    if not any(map(str.isalnum, text)):
        raise QuestionError(
            "There is nothing to check. Give a quotation, or an article that quotes.",
            "没有可核对的文字。请给出一句引文，或一篇含有引文的文章。",
        )
    limit = LONGEST_ARTICLE if article else quotations.LONGEST
    if len(text.strip()) > limit:
        hint = "" if article else " To check all that a text quotes, give it as an article."
        raise QuestionError(
            f"The text has {len(text):,} characters; at most {limit:,} are checked at once. Shorten"
            f" or divide it.{hint}",
            f"文字有 {len(text):,} 个字符，一次最多核对 {limit:,} 个。请缩短或分开核对。"
            + ("" if article else "要核对一篇文章中的全部引文，请按文章核对。"),
        )
    if not article:
        return [quotations.whole(text)]
    found = quotations.quotations(text)
    if not found:
        raise QuestionError(
            "The text quotes nothing: no wording of four letters or more in quotation marks, no"
            " sentence after 指出, 强调 or the like. To check it as one quotation, give it as such.",
            "文中没有引文：没有引号中四个字以上的文字，也没有“指出”“强调”等之后的句子。"
            "要把全文当作一句引文核对，请按引文核对。",
        )
    return found


class _Checker:
    """Checks quotations against one scope of a library at one moment."""

    def __init__(self, snapshot: Snapshot, scope: Scope, language: Language) -> None:
        self._snapshot = snapshot
        self._scope = scope
        self._language = language

    def finding(self, quotation: Quotation) -> Finding:
        asked = spelled.compact(quotation.text)
        exact, more = self._exact(asked)
        # The index lacks what the text breaks by white space.
        rows = [] if exact else self._like(asked)
        exact = exact or _spelled_in(rows, asked)
        if exact:
            verdict = QuoteCheck("exact", quotation.text, exact[0].text)
            return Finding(quotation, verdict, self._places(exact), more)
        if not check.readable(asked, rows or self._snapshot.rows(self._scope.ids[:_AT_ONCE])):
            return Finding(quotation, QuoteCheck("absent", quotation.text), foreign=True)
        near = check.nearest(asked, rows)
        large = len(self._scope.ids) > _LARGE
        parts = joined.pieces(asked, self._like, _PIECE[large])
        if parts and (near is None or near[1] < _ALIKE or _run_on(parts)):
            return self._joined(quotation, parts)
        if near is None or near[1] < _NEAR[large]:
            return Finding(quotation, QuoteCheck("absent", quotation.text))
        return self._altered(quotation, _fitted(asked, near[0]))

    def _exact(self, asked: str) -> tuple[list[check.Found], bool]:
        """The earliest places that hold a wording sign for sign, and whether there are more."""
        indexed = check.index_terms(asked) or terms(normalize(asked))
        ids = self._snapshot.by_date(self._snapshot.holding(indexed, self._scope))
        found: list[check.Found] = []
        for start in range(0, len(ids), _AT_ONCE):
            found += _spelled_in(self._snapshot.rows(ids[start : start + _AT_ONCE]), asked)
            if len(found) > MOST_PLACES:
                break
        return found[:MOST_PLACES], len(found) > MOST_PLACES

    def _like(self, wording: str) -> Sequence[StoredParagraph]:
        """The paragraphs that share most of a wording's rarest terms."""
        wanted = list(dict.fromkeys(terms(normalize(wording))))
        rarest = [wanted[i] for i in np.argsort(-background_idf(wanted), kind="stable")[:_RAREST]]
        return self._snapshot.rows(self._snapshot.lexical(rarest, _CANDIDATES, self._scope))

    def _altered(self, quotation: Quotation, found: check.Found) -> Finding:
        aligned = _without_ends(runs(spelled.compact(quotation.text), found.reading))
        told = differences(aligned)
        verdict = QuoteCheck("altered", quotation.text, found.text, told)
        return Finding(quotation, verdict, self._places([found]), aligned=aligned)

    def _joined(self, quotation: Quotation, parts: Sequence[joined.Piece]) -> Finding:
        """A wording of several pieces: of one paragraph and in its order, it leaves something out;
        else it is put together. What runs on from one paragraph to the next is neither."""
        places = [p.found for p in parts]
        first, last = places[0], places[-1]
        follow = zip(places, places[1:], strict=False)
        if all(a.row.id == b.row.id and 0 <= b.span[0] - a.span[1] <= _GAP for a, b in follow):
            return self._altered(quotation, check.Found(first.row, (first.span[0], last.span[1])))
        if _run_on(parts):  # the sign that ends a paragraph belongs to it
            places = [check.Found(p.row, (p.span[0], len(p.row.text))) for p in places[:-1]] + [
                last
            ]
        source = "\n".join(p.text for p in places)
        reading = "\n".join(p.reading for p in places)
        aligned = _without_ends(runs(spelled.compact(quotation.text), reading))
        if _run_on(parts) and not any(r.kind for r in aligned):
            return Finding(
                quotation, QuoteCheck("exact", quotation.text, source), self._places(places)
            )
        verdict = QuoteCheck("altered", quotation.text, source, differences(aligned))
        return Finding(
            quotation, verdict, self._places(places), aligned=aligned, joined=not _run_on(parts)
        )

    def _places(self, found: Sequence[check.Found]) -> tuple[Place, ...]:
        return tuple(self._place(one, marker) for marker, one in enumerate(found, 1))

    def _place(self, found: check.Found, marker: int) -> Place:
        row, name = found.row, found.row.document
        base = row.paragraph.start
        start, end = (base + at for at in _sentences(found))
        document, original = self._snapshot.document(name), self._snapshot.text(name)
        where = self._snapshot.locator(name, row.paragraph, self._language)
        cited = cite.attributed_to(row.text, start - base, end - base)
        quote = Quote(
            marker, name, document.title, where, row.paragraph.number, start, end,
            original[start : end],
            highlights=((base + found.span[0], base + found.span[1]),),
            attributed_to=cited,
            restorations=cite.restorations(row.edits, start, end),
            citation=cite.citation(document, self._snapshot.locator(name, row.paragraph), cited),
        )  # fmt: skip
        return Place(cite.verify(quote, original), document.date)


def _sentences(found: check.Found) -> Span:
    """The whole sentences around a wording; of a long one the ；-bounded part that may stand alone."""
    whole = structure(found.row.text).sentences
    touched = [s for s in whole if s[0] < found.span[1] and s[1] > found.span[0]]
    start, end = touched[0][0], touched[-1][1]
    if end - start > LONG_SENTENCE:
        first, last = quotable(found.row.text, found.span)
        if first <= found.span[0] and found.span[1] <= last:
            return first, last
    return start, end


def _spelled_in(rows: Sequence[StoredParagraph], asked: str) -> list[check.Found]:
    wanted = spelled.spelled(asked)
    return [check.Found(row, span) for row in rows for span in spelled.spans(wanted, row)]


def _without_ends(aligned: Sequence[Run]) -> tuple[Run, ...]:
    """The alignment; signs before and after a quotation are no difference to what it is taken from."""
    kept = list(aligned)
    for place in (0, -1):
        run = kept[place]
        if run.kind == "punctuation" and not run.source:
            kept[place] = replace(run, kind=None)
    return tuple(kept)


def _fitted(asked: str, found: check.Found) -> check.Found:
    """The place without what stands before and after the quotation, and with an end of it that
    stands a little further on: what is between them was left out."""
    aligned = runs(asked, found.reading, signs=False)
    first, last = aligned[0], aligned[-1]
    start, end = found.span
    if first.kind and not first.asked and found.row.text.startswith(first.source, start):
        start += len(first.source)
    ending = last.asked.strip(_SIGNS)
    if last.kind and not last.source and len(ending) >= _SHORTEST_END:
        at = found.row.text.find(ending, end, end + _GAP)
        end = at + len(ending) if at >= 0 else end
    return check.Found(found.row, (start, end))


def _run_on(parts: Sequence[joined.Piece]) -> bool:
    """Whether each piece ends a paragraph of which the next piece begins the next one."""
    return all(
        a.last
        and b.first
        and a.found.row.document == b.found.row.document
        and b.found.row.paragraph.number == a.found.row.paragraph.number + 1
        for a, b in zip(parts, parts[1:], strict=False)
    )
