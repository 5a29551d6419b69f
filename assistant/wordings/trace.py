"""When was this wording first used, how often since, beside what, and in which other forms?"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.clean import normalize
from assistant.errors import QuestionError
from assistant.library.repairing import repaired
from assistant.ranking.occurrences import Held, holding
from assistant.store import Scope, Snapshot
from assistant.types import Document, Searched
from assistant.wordings.collocation import Collocate, collocates
from assistant.wordings.variants import Variant, variants
from embeddings import StaticModel

LONGEST_WORDING = 100
"""Characters of a wording to trace."""
MOST_WORDINGS = 8
"""Wordings traced beside each other: what one chart can tell apart."""
_CONTEXT = 40
"""Characters kept on either side of a use."""
_PER = 10_000


@dataclass(frozen=True, slots=True)
class Use:
    """One use in its line: `text == original[start:end]`, between what stands before and after it
    in the paragraph, up to 40 characters each."""

    document: str
    title: str
    date: str
    locator: str
    paragraph: int
    start: int
    end: int
    before: str
    text: str
    after: str


@dataclass(frozen=True, slots=True)
class DocumentCount:
    """Uses in one document; `characters` are those of its stored text, white space included."""

    document: str
    title: str
    date: str
    sha256: str
    uses: int
    characters: int
    per_10k: float
    """Uses per 10,000 characters."""


@dataclass(frozen=True, slots=True)
class YearCount:
    """Uses in all documents of a year; None stands for those without a date."""

    year: int | None
    documents: int
    holding: int
    """Documents with at least one use."""
    uses: int
    characters: int
    per_10k: float


@dataclass(frozen=True, slots=True)
class Trace:
    """The uses of one wording, by date; those of undated documents come last."""

    wording: str
    uses: int
    documents: int
    paragraphs: int
    first: tuple[Use, ...]
    """The first use in each document that may be the earliest: several where dates are equal or
    say no more than a month or a year. Empty where no dated document holds the wording."""
    last: tuple[Use, ...]
    years: tuple[YearCount, ...]
    """Every year that has documents in the scope, ascending, also those without a use."""
    undated: YearCount
    by_document: tuple[DocumentCount, ...]
    """The documents that hold the wording."""
    lines: tuple[Use, ...]
    beside: tuple[Collocate, ...]
    variants: tuple[Variant, ...]
    variants_searched: int
    """Paragraphs in which altered forms were looked for."""


@dataclass(frozen=True, slots=True)
class Tracing:
    """Traces of wordings in one scope."""

    traces: tuple[Trace, ...]
    searched: Searched
    undated: tuple[str, ...]
    """Documents of the scope without a date: they are counted, but belong to no year."""


def trace(
    snapshot: Snapshot, scope: Scope, wordings: Sequence[str], model: StaticModel, language: str
) -> Tracing:
    """Follow wordings through the documents of a scope.

    :raises QuestionError: no wording, too many, or one that is empty or too long.
    """
    documents = {d.name: d for d in snapshot.documents_in(scope)}
    traces = [
        _trace(snapshot, scope, documents, wording, model, language) for wording in read(wordings)
    ]
    undated = tuple(sorted(d.name for d in documents.values() if d.year is None))
    return Tracing(tuple(traces), Searched(scope.documents, scope.paragraphs), undated)


def read(wordings: Sequence[str]) -> list[str]:
    """The distinct wordings, white space around them removed and inside brought to one blank.

    :raises QuestionError: see `trace`.
    """
    given: dict[str, str] = {}
    for wording in wordings:
        plain = " ".join(repaired(wording).split())
        if not any(unicodedata.category(c)[0] in "LN" for c in plain):
            raise QuestionError(
                "A wording to trace is empty. Give at least one letter or character.",
                "要追踪的词语是空的。请至少给出一个字。",
            )
        if len(plain) > LONGEST_WORDING:
            raise QuestionError(
                f"A wording to trace has {len(plain):,} characters; at most {LONGEST_WORDING} are"
                " accepted. Shorten it.",
                f"要追踪的词语有 {len(plain):,} 个字符，最多 {LONGEST_WORDING} 个。请缩短。",
            )
        given.setdefault(normalize(plain), plain)
    if not given or len(given) > MOST_WORDINGS:
        raise QuestionError(
            f"{len(given)} wordings were given; expected are 1 to {MOST_WORDINGS} at once.",
            f"给出了 {len(given)} 个词语，一次应为 1 到 {MOST_WORDINGS} 个。",
        )
    return list(given.values())


def _trace(
    snapshot: Snapshot,
    scope: Scope,
    documents: dict[str, Document],
    wording: str,
    model: StaticModel,
    language: str,
) -> Trace:
    wanted = normalize(wording)
    held = holding(snapshot, scope, wanted)
    lines = _lines(snapshot, documents, held, language)
    dated = [use for use in lines if use.date]
    by_document = _by_document(documents, lines)
    years = _by_year(documents.values(), by_document)
    forms, looked_at = variants(snapshot, scope, wanted, held)
    return Trace(
        wording=wording,
        uses=len(lines),
        documents=len(by_document),
        paragraphs=len(held),
        first=tuple(_may_be_first(dated)),
        last=tuple(_may_be_last(dated)),
        years=tuple(y for y in years if y.year is not None),
        undated=next((y for y in years if y.year is None), YearCount(None, 0, 0, 0, 0, 0.0)),
        by_document=by_document,
        lines=lines,
        beside=collocates(snapshot, scope, wanted, held, model),
        variants=forms,
        variants_searched=looked_at,
    )


def _lines(
    snapshot: Snapshot,
    documents: dict[str, Document],
    held: Sequence[Held],
    language: str,
) -> tuple[Use, ...]:
    uses = []
    for one in held:
        row = one.row
        document, base = documents[row.document], row.paragraph.start
        where = snapshot.locator(row.document, row.paragraph, "en" if language == "en" else "zh")
        for span in one.spans:
            start, end = row.search.source(*span)
            a, b = start - base, end - base
            uses.append(
                Use(
                    document.name, document.title, document.date, where, row.paragraph.number,
                    start, end, row.text[max(0, a - _CONTEXT) : a], row.text[a:b],
                    row.text[b : b + _CONTEXT],
                )
            )  # fmt: skip
    uses.sort(key=lambda u: (not u.date, u.date, u.document, u.start))
    return tuple(uses)


def _may_be_first(dated: Sequence[Use]) -> Iterable[Use]:
    """The first use of each document that may be the earliest. A date is compared as the time it
    leaves open: 2018 lasts from its first day to its last, and so does 2018-08."""
    latest_start = min((_end(u.date) for u in dated), default="")
    by_document = {u.document: u for u in reversed(dated) if u.date <= latest_start}
    return reversed(by_document.values())


def _may_be_last(dated: Sequence[Use]) -> Iterable[Use]:
    """The last use of each document that may be the latest."""
    earliest_end = max((u.date for u in dated), default="")
    return {u.document: u for u in dated if _end(u.date) >= earliest_end}.values()


def _end(date: str) -> str:
    """A text that sorts after every date within the given one."""
    return f"{date}~"


def _by_document(documents: dict[str, Document], lines: Sequence[Use]) -> tuple[DocumentCount, ...]:
    counted: dict[str, int] = defaultdict(int)
    for use in lines:
        counted[use.document] += 1
    found = ((documents[name], uses) for name, uses in counted.items())
    return tuple(
        DocumentCount(
            d.name, d.title, d.date, d.sha256, uses, d.characters, rate(uses, d.characters)
        )
        for d, uses in found
    )


def _by_year(
    documents: Iterable[Document], by_document: Sequence[DocumentCount]
) -> list[YearCount]:
    uses = {c.document: c.uses for c in by_document}
    years: dict[int | None, list[Document]] = defaultdict(list)
    for document in documents:
        years[document.year].append(document)
    counts = []
    for year in sorted(years, key=lambda y: y or 0):
        there = years[year]
        counted = [uses.get(d.name, 0) for d in there]
        characters = sum(d.characters for d in there)
        total = sum(counted)
        holding = sum(1 for n in counted if n)
        counts.append(
            YearCount(year, len(there), holding, total, characters, rate(total, characters))
        )
    return counts


def rate(uses: int, characters: int) -> float:
    """Uses per 10,000 characters; 0 of an empty text."""
    return uses * _PER / characters if characters else 0.0
