"""What is scored of a question's candidates, and what of them is the same for every question."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.library.contents import StoredParagraph
from assistant.library.features import Floats, Integers, ScopeFeatures
from assistant.types import ParagraphKind, Span

_PRIORS: dict[ParagraphKind, float] = {
    "heading": -0.25,
    "title": -0.6,
    "occasion": -0.6,
    "series": -0.6,
    "date": -0.6,
}


def as_searched(row: StoredParagraph, units: Sequence[Span]) -> list[Span]:
    """Units of a paragraph, which are offsets into its text, as offsets into its search text."""
    start, position = row.paragraph.start, row.search.position
    return [(position(start + a), position(start + b)) for a, b in units]


@dataclass(frozen=True, slots=True)
class Loaded:
    """Candidates with their rows, in the same order."""

    features: ScopeFeatures
    rows: tuple[StoredParagraph, ...]
    priors: Floats
    """(P,) what each loses for being a title line, which repeats a question's words without answering it."""
    series: npt.NDArray[np.bool_]
    """(P,) which of these lines only name a series."""
    documents: tuple[str, ...]
    owners: Integers
    """(P,) the place of each row's document among `documents`."""

    @classmethod
    def of(cls, features: ScopeFeatures, rows: Sequence[StoredParagraph]) -> Loaded:
        """Of rows in the order of the features."""
        places = {name: place for place, name in enumerate(dict.fromkeys(r.document for r in rows))}
        priors = np.array([_PRIORS.get(r.paragraph.kind, 0.0) for r in rows], np.float32)
        return cls(
            features,
            tuple(rows),
            priors,
            np.array([r.paragraph.kind == "series" for r in rows]),
            tuple(places),
            np.array([places[r.document] for r in rows], np.int64),
        )

    def by_document(self, values: Mapping[str, float]) -> Floats:
        """(P,) the value of each row's document."""
        return np.array([values[name] for name in self.documents], np.float32)[self.owners]

    def of_titles(self, about: Collection[str], *, series: bool) -> Floats:
        """(P,) what each loses for being a title line, but of documents that it may be asked `about`, of whose `series` too."""
        telling = np.array([name in about for name in self.documents], np.bool_)[self.owners]
        return self.priors * ~(telling if series else telling & ~self.series)
