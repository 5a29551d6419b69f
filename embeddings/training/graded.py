"""What the grades of passages teach: further passages that answer a question, and such as only seem to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from embeddings.context import Span
from embeddings.training.data import Pair
from embeddings.training.own import GradedQuestion

_ANSWERS, _PARTLY = 3, 2


@dataclass(frozen=True, slots=True)
class Judgements:
    """What was found by reading passages for questions, by these or by pairs of both."""

    answers: dict[Pair, Sequence[Span]]
    """Pairs of which the passage answers, and where."""
    misses: dict[str, Sequence[str]]
    partly: dict[str, Sequence[str]]


def judgements(graded: Sequence[GradedQuestion], known: Collection[str]) -> Judgements:
    """Of the passages that are `known`, which leaves out those that are tested on."""
    answers: dict[Pair, Sequence[Span]] = {}
    misses: defaultdict[str, list[str]] = defaultdict(list)
    partly: defaultdict[str, list[str]] = defaultdict(list)
    for question in graded:
        for one in question.passages:
            if one.passage not in known:
                continue
            if one.grade == _ANSWERS:
                answers[question.text, one.passage] = one.answers
            else:
                rows = partly if one.grade == _PARTLY else misses
                rows[question.text].append(one.passage)
    return Judgements(answers, dict(misses), dict(partly))
