"""The best paragraphs in order, those that say the same as one, and their best sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from assistant.library.features import Floats, ScopeFeatures
from assistant.ranking.score import best_first
from assistant.store import StoredParagraph
from assistant.text.numerals import number_terms
from assistant.text.units import quotable
from assistant.types import Document, Span

_SAME = 92
"""Percent of likeness (rapidfuzz ratio) from which two paragraphs say the same."""
_NAMED = 0.25
"""How much less than the most of them a question may name a document for it to stand for a paragraph of several."""
_SHORT = 20
"""Characters below which a difference of one may be all that matters."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """One retrieved paragraph with what scoring knows of it."""

    row: StoredParagraph
    document: Document
    index: int
    """Position in the scored scope."""
    score: float
    units: tuple[tuple[Span, float], ...]
    """Units as offsets into the paragraph, with their scores, in order of the text."""
    also_in: tuple[str, ...]
    """Other documents that hold the same paragraph, or one so like it that its best sentence is
    there to the character."""
    asked_about: bool = False
    """Whether the question may be about the document itself, so that a line of its title block can tell."""
    elsewhere: bool = False
    """Whether this is of another source than the question asks for: another speaker, or a report that is not there."""
    other_year: bool = False
    """Whether this tells of this year where last year is asked for, or of last year where this is."""

    @property
    def best_unit(self) -> Span:
        """The unit with the highest score, as offsets into the paragraph."""
        return max(self.units, key=lambda u: u[1])[0]

    @property
    def sentence(self) -> Span:
        """The best sentence or item, as offsets into the paragraph."""
        return quotable(self.row.text, self.best_unit)


def collapse(
    scores: Floats,
    units: Floats,
    rows: Sequence[StoredParagraph],
    documents: Mapping[str, Document],
    features: ScopeFeatures,
    limit: int,
    named: Mapping[str, float],
) -> tuple[Ranked, ...]:
    """The `limit` best paragraphs, those that say the same as one: the earliest document stands
    for all, of those that the question names, if it does.

    `scores` (P,), `units` (U,) and `rows` (P,) are of all that were scored; `named` tells how much
    the question names each document.
    """
    groups: dict[str, list[int]] = {}
    for index in best_first(scores, features):
        text = rows[index].text
        same = text if text in groups else _near(text, groups)
        if same is None and len(groups) == limit:
            break
        groups.setdefault(same or text, []).append(int(index))
    ranked = []
    for members in groups.values():
        meant = max(named[rows[i].document] for i in members) - _NAMED
        dates = {i: documents[rows[i].document].date or "9999" for i in members}
        dated = sorted(members, key=lambda i: (named[rows[i].document] < meant, dates[i], i))
        first, *others = (rows[i] for i in dated)
        start = int(features.first_units[dated[0]])
        own = enumerate(features.units[dated[0]], start)
        scored = tuple((unit, float(units[at])) for at, unit in own)
        best = float(scores[members].max())
        one = Ranked(first, documents[first.document], dated[0], best, scored, ())
        ranked.append(replace(one, also_in=_also_in(one, others)))
    return tuple(ranked)


def _near(text: str, groups: Iterable[str]) -> str | None:
    """Which of the texts differs from this one by a few characters only, and by no number."""
    if len(text) < _SHORT:
        return None
    alike = (known for known in groups if fuzz.ratio(text, known, score_cutoff=_SAME))
    return next((known for known in alike if number_terms(text) == number_terms(known)), None)


def _also_in(ranked: Ranked, others: Sequence[StoredParagraph]) -> tuple[str, ...]:
    """Other documents among those of `others` that hold the best sentence, to the character."""
    sentence = ranked.row.text[slice(*ranked.sentence)]
    holding = dict.fromkeys(r.document for r in others if sentence in r.text)
    holding.pop(ranked.row.document, None)
    return tuple(holding)
