"""What is measured on questions, one by one and as shares of a group."""

from __future__ import annotations

import json
import math
import statistics
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was measured on one question. None where a metric does not apply."""

    id: str
    kind: str
    scope: str
    answerable: bool
    rank: int | None
    """Rank of the first paragraph holding a gold span, from 1; None when not among the first 10."""
    sentence: bool | None
    first_quote: bool | None
    span_recall: float | None
    quote_precision: float | None
    exact: bool
    refused: bool
    answerability: float
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Metrics:
    """Shares over the questions of one group; see docs/evaluation.md."""

    questions: int
    paragraph_at_1: float | None
    paragraph_at_5: float | None
    ndcg_at_10: float | None
    sentence_at_1: float | None
    first_quote: float | None
    span_recall: float | None
    quote_precision: float | None
    exactness: float
    false_refusals: float | None
    unanswerable_refused: float | None
    auroc: float | None
    p50_ms: float


def _mean(values: Sequence[float | bool | None]) -> float | None:
    known = [float(v) for v in values if v is not None]
    return sum(known) / len(known) if known else None


def summarize(outcomes: Sequence[Outcome]) -> Metrics:
    """Metrics of a group of at least one outcome."""
    yes = [o for o in outcomes if o.answerable]
    no = [o for o in outcomes if not o.answerable]
    return Metrics(
        questions=len(outcomes),
        paragraph_at_1=_mean([o.rank == 1 for o in yes]),
        paragraph_at_5=_mean([o.rank is not None and o.rank <= 5 for o in yes]),
        ndcg_at_10=_mean([1 / math.log2(1 + o.rank) if o.rank else 0.0 for o in yes]),
        sentence_at_1=_mean([o.sentence for o in yes]),
        first_quote=_mean([o.first_quote for o in yes]),
        span_recall=_mean([o.span_recall for o in yes]),
        quote_precision=_mean([o.quote_precision for o in yes]),
        exactness=_mean([o.exact for o in outcomes]) or 0.0,
        false_refusals=_mean([o.refused for o in yes]),
        unanswerable_refused=_mean([o.refused for o in no]),
        auroc=auroc([o.answerability for o in yes], [o.answerability for o in no]),
        p50_ms=statistics.median(o.milliseconds for o in outcomes),
    )


def auroc(positives: Sequence[float], negatives: Sequence[float]) -> float | None:
    """Probability that a positive scores above a negative, ties half; None without both kinds."""
    if not positives or not negatives:
        return None
    wins = sum((p > n) + 0.5 * (p == n) for p in positives for n in negatives)
    return wins / (len(positives) * len(negatives))


def by_group(outcomes: Sequence[Outcome]) -> dict[str, Metrics]:
    """Metrics of all questions, of each scope and of each kind."""
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        groups["all"].append(outcome)
        groups[f"scope: {outcome.scope}"].append(outcome)
        groups[f"kind: {outcome.kind}"].append(outcome)
    return {name: summarize(members) for name, members in groups.items()}


def as_json(groups: dict[str, Metrics]) -> str:
    return json.dumps({k: asdict(v) for k, v in groups.items()}, ensure_ascii=False, indent=1)
