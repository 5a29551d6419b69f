"""Was this said? One quotation, or all that an article quotes, against the wording of a collection."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from assistant.checks import check, joined, omissions, quotations, spelled
from assistant.checks.differences import Run, differences, runs
from assistant.checks.findings import CheckReport, Finding, Place
from assistant.checks.placed import places
from assistant.checks.quotations import Quotation
from assistant.clean import normalize
from assistant.errors import DocumentError, QuestionError
from assistant.library.records import Ids, in_sorted
from assistant.store import Scope, Snapshot, StoredParagraph
from assistant.types import Language, QuoteCheck, Searched
from embeddings import background_idf, terms

LONGEST_ARTICLE = 1_000_000
"""Characters of a text to check."""
MOST_QUOTATIONS = 500
"""Quotations of one text that are checked."""
_SEVERAL = 2
"""Sentences in quotation marks from which a text that stands nowhere is an article that quotes."""
MOST_PLACES = 20
"""Places that are given for an exact quotation, the earliest."""
_AT_ONCE = 64
"""Paragraphs read at once."""
_MOST_READ = 200
"""Paragraphs that are read for the parts of a quotation with an ellipsis, the earliest."""
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
    """Check a text as one quotation, or all that it quotes if it is an article, or if it quotes several sentences and is not one
    quotation itself; then the report says so.

    :raises QuestionError: the text is empty or too long, or an article quotes nothing.
    :raises DocumentError: there are no documents in the scope.
    """
    began = time.perf_counter()
    several = not article and quotations.sentences(text) >= _SEVERAL
    article = article or (several and len(text.strip()) > quotations.LONGEST)
    asked = _asked(text, article)
    if not len(scope.ids):
        raise DocumentError(
            "There are no documents in this scope. Add some, or widen it.",
            "范围内没有文献。请先添加文献，或放宽范围。",
        )
    checker = _Checker(snapshot, scope, language)
    findings = checker.findings(asked)
    if several and not article and (findings[0].joined or not findings[0].places):
        article, asked = True, _asked(text, article=True)
        findings = checker.findings(asked)
    return CheckReport(
        findings,
        Searched(scope.documents, scope.paragraphs),
        max(0, len(asked) - MOST_QUOTATIONS),
        language,
        (time.perf_counter() - began) * 1000,
        as_article=several and article,
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

    def findings(self, asked: Sequence[Quotation]) -> tuple[Finding, ...]:
        """Of so many quotations as are checked at once, each wording compared once."""
        known: dict[str, Finding] = {}
        for quotation in asked[:MOST_QUOTATIONS]:
            if quotation.text not in known:
                known[quotation.text] = self.finding(quotation)
        return tuple(replace(known[q.text], quotation=q) for q in asked[:MOST_QUOTATIONS])

    def finding(self, quotation: Quotation) -> Finding:
        asked = spelled.compact(quotation.text)
        exact, more = self._exact(asked)
        # The index lacks what the text breaks by white space.
        rows = [] if exact else self._like(asked)
        exact = exact or _spelled_in(rows, asked)
        if exact:
            verdict = QuoteCheck("exact", quotation.text, exact[0].text)
            return Finding(quotation, verdict, self._places(*([f] for f in exact)), more)
        if (parts := omissions.parts(asked)) and (found := self._leaving_out(quotation, parts)):
            return found
        if not check.readable(asked, rows or self._snapshot.rows(self._scope.ids[:_AT_ONCE])):
            return Finding(quotation, QuoteCheck("absent", quotation.text), foreign=True)
        near = check.nearest(asked, rows)
        large = len(self._scope.ids) > _LARGE
        pieces = joined.pieces(asked, self._like, _PIECE[large])
        if pieces and (near is None or near[1] < _ALIKE or _run_on(pieces)):
            return self._joined(quotation, pieces)
        if near is None or near[1] < _NEAR[large]:
            return Finding(quotation, QuoteCheck("absent", quotation.text))
        return self._altered(quotation, _fitted(asked, near[0]))

    def _exact(self, asked: str) -> tuple[list[check.Found], bool]:
        """The earliest places that hold a wording sign for sign, and whether there are more."""
        ids = self._snapshot.by_date(self._holding(asked))
        found: list[check.Found] = []
        for start in range(0, len(ids), _AT_ONCE):
            found += _spelled_in(self._snapshot.rows(ids[start : start + _AT_ONCE]), asked)
            if len(found) > MOST_PLACES:
                break
        return found[:MOST_PLACES], len(found) > MOST_PLACES

    def _holding(self, *wordings: str) -> Ids:
        """The paragraphs that hold all that the index knows of the wordings."""
        indexed = [t for w in wordings for t in check.index_terms(w) or terms(normalize(w))]
        return self._snapshot.holding(list(dict.fromkeys(indexed)), self._scope)

    def _like(self, wording: str) -> Sequence[StoredParagraph]:
        """The paragraphs that share most of a wording's rarest terms."""
        wanted = list(dict.fromkeys(terms(normalize(wording))))
        rarest = [wanted[i] for i in np.argsort(-background_idf(wanted), kind="stable")[:_RAREST]]
        return self._snapshot.rows(self._snapshot.lexical(rarest, _CANDIDATES, self._scope))

    def _leaving_out(self, quotation: Quotation, parts: Sequence[str]) -> Finding | None:
        """A quotation with ellipses: exact if its parts stand in order in a paragraph or on into the next
        one; altered if what is much like them does, or if they stand in other places."""
        longest, reach = max(parts, key=len), len(parts) - 1
        alike = np.array([row.id for row in self._like("".join(parts))], np.int64)
        holding = (self._holding(*parts), self._holding(longest))
        earliest = [self._snapshot.by_date(ids)[:_MOST_READ] for ids in holding]
        rows = self._beside(np.concatenate([*earliest, alike]), reach)
        if ways := omissions.in_order([_spelled_in(rows, part) for part in parts]):
            source = self._source(ways[0])
            return Finding(
                quotation, QuoteCheck("exact", quotation.text, source),
                self._places(*ways[:MOST_PLACES]), len(ways) > MOST_PLACES,
                omitted=omissions.left_out(ways[0], self._between),
            )  # fmt: skip
        standing = [found[0] for part in parts if (found := self._exact(part)[0])]
        apart = len(standing) == len(parts)
        near = omissions.nearest(parts, self._beside(alike, reach))
        if near and near[1] >= (_ALIKE if apart else _NEAR[len(self._scope.ids) > _LARGE]):
            return self._altered_parts(quotation, parts, near[0])
        if not apart:
            return None
        verdict = QuoteCheck("altered", quotation.text, "\n".join(f.text for f in standing))
        return Finding(quotation, verdict, self._places(*([f] for f in standing)), joined=True)

    def _altered_parts(
        self, quotation: Quotation, parts: Sequence[str], way: Sequence[check.Found]
    ) -> Finding:
        fitted = [_fitted(part, found) for part, found in zip(parts, way, strict=True)]
        way = fitted if all(map(omissions.follows, fitted, fitted[1:])) else way
        omitted = omissions.left_out(way, self._between)
        compared = [_without_ends(runs(p, f.reading)) for p, f in zip(parts, way, strict=True)]
        aligned = omissions.aligned(compared, omitted)
        verdict = QuoteCheck("altered", quotation.text, self._source(way), differences(aligned))
        return Finding(quotation, verdict, self._places(way), aligned=aligned, omitted=omitted)

    def _beside(self, ids: Ids, reach: int) -> Sequence[StoredParagraph]:
        """Paragraphs with so many of those before and after each, by date."""
        near = np.unique(np.add.outer(ids, np.arange(-reach, reach + 1)))
        return self._snapshot.rows(self._snapshot.by_date(near[in_sorted(near, self._scope.ids)]))

    def _altered(self, quotation: Quotation, found: check.Found) -> Finding:
        aligned = _without_ends(runs(spelled.compact(quotation.text), found.reading))
        verdict = QuoteCheck("altered", quotation.text, found.text, differences(aligned))
        return Finding(quotation, verdict, self._places([found]), aligned=aligned)

    def _joined(self, quotation: Quotation, parts: Sequence[joined.Piece]) -> Finding:
        """A wording of several pieces: of one paragraph and in its order, it leaves something out;
        else it is put together. What runs on from one paragraph to the next is neither."""
        standing = [p.found for p in parts]
        first, last = standing[0], standing[-1]
        follow = pairwise(standing)
        if all(a.row.id == b.row.id and 0 <= b.span[0] - a.span[1] <= _GAP for a, b in follow):
            return self._altered(quotation, check.Found(first.row, (first.span[0], last.span[1])))
        if _run_on(parts):  # the sign that ends a paragraph belongs to it
            standing = [check.Found(p.row, (p.span[0], len(p.row.text))) for p in standing[:-1]]
            standing.append(last)
        source = "\n".join(p.text for p in standing)
        reading = "\n".join(p.reading for p in standing)
        aligned = _without_ends(runs(spelled.compact(quotation.text), reading))
        if _run_on(parts) and not any(r.kind for r in aligned):
            return Finding(
                quotation,
                QuoteCheck("exact", quotation.text, source),
                self._places(*([p] for p in standing)),
            )
        verdict = QuoteCheck("altered", quotation.text, source, differences(aligned))
        return Finding(
            quotation,
            verdict,
            self._places(*([p] for p in standing)),
            aligned=aligned,
            joined=not _run_on(parts),
        )

    def _places(self, *ways: Sequence[check.Found]) -> tuple[Place, ...]:
        return places(self._snapshot, ways, self._language)

    def _between(self, a: check.Found, b: check.Found) -> str:
        """What stands between two places of a document."""
        start, end = a.row.paragraph.start + a.span[1], b.row.paragraph.start + b.span[0]
        return self._snapshot.text(a.row.document)[start:end]

    def _source(self, way: Sequence[check.Found]) -> str:
        """What the source has from the first place to the last one."""
        return way[0].text + "".join(self._between(a, b) + b.text for a, b in pairwise(way))


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
        for a, b in pairwise(parts)
    )
