"""What checking a text has found: each quotation's verdict and the places it was compared with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from assistant.checks.differences import Run
from assistant.checks.omissions import Omission
from assistant.checks.quotations import Quotation
from assistant.types import Language, Quote, QuoteCheck, Searched


@dataclass(frozen=True, slots=True)
class Place:
    """Where a wording stands: the whole sentences around it, the wording itself highlighted."""

    quote: Quote
    date: str
    """As `Document.date`."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A quotation, its verdict, and where it, or what is nearest to it, stands.

    `exact`: sign for sign, but for width, case, script, white space and the form of quotation marks, and
    for what an ellipsis says is left out.
    `altered`: the nearest wording with the differences, or the pieces it was put together from.
    """

    quotation: Quotation
    check: QuoteCheck
    places: tuple[Place, ...] = ()
    """By date, undated ones last; of a joined quotation, its pieces in its order."""
    more: bool = False
    """It stands in more places than these."""
    aligned: tuple[Run, ...] = ()
    """Of an altered quotation: both wordings side by side; an ellipsis stands for what it leaves out."""
    omitted: tuple[Omission, ...] = ()
    """What stands in the source, at the first place, where the quotation has ellipses."""
    joined: bool = False
    foreign: bool = False
    """A quotation without a Chinese character, where texts are Chinese: nothing to compare."""

    @property
    def turning(self) -> str:
        """The first negation or condition among what is left out; none, no warning."""
        return next((o.turning for o in self.omitted if o.turning), "")

    @property
    def minor(self) -> bool:
        """Whether it differs in punctuation and the writing of numbers alone."""
        kinds = {d.kind for d in self.check.differences}
        return bool(kinds) and kinds <= {"punctuation", "numeral"}


@dataclass(frozen=True)
class CheckReport:
    """What was checked, in order, and in how much."""

    findings: tuple[Finding, ...]
    searched: Searched
    left_out: int
    """Quotations beyond the first 500, which were not checked."""
    language: Language
    elapsed_ms: float
    as_article: bool = False
    """A text given as one quotation was checked as an article, as it quotes several sentences."""

    @cached_property
    def counts(self) -> dict[str, int]:
        """Findings by verdict."""
        verdicts = [f.check.verdict for f in self.findings]
        return {v: verdicts.count(v) for v in ("exact", "altered", "absent")}
