"""When a law comes into force: told by 本条例自…起施行, and not by what it says of the time before that (本条例施行前…)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.clean import normalize
from assistant.library.features import Floats, ScopeFeatures
from assistant.questions.interrogatives import WHEN, WHICH_DAY, WHICH_YEAR
from assistant.questions.question import Question
from assistant.ranking.loaded import as_searched
from assistant.ranking.score import Scores
from assistant.store import StoredParagraph
from assistant.types import Document

_RULE = "法典?|条例|规定|办法|细则|规则|章程|规程|准则|决定|解释|意见|通知|方案"
_IN_FORCE = "施行|生效|实行|实施|执行"
_ASKS = re.compile(
    rf"(?:(?P<rule>{_RULE})|[它其])[》”]?(?:[是从自在将于打]|什么时候)*(?:{WHEN}|{WHICH_YEAR}|{WHICH_DAY}|几月几?[号日]?|几号)[起正式才就会被要]*(?:开始)?(?P<verb>{_IN_FORCE})"
    rf"|(?P<of>{_RULE})[》”]?的?(?:开始|正式)?(?P<noun>{_IN_FORCE})的?(?:日期|时间|日子)"
    r"|\b(?:when|what (?:day|date|year)|which (?:day|year))\b.*\b(?:in(?:to)? (?:force|effect)|takes? effect|took effect|effective|implemented)\b"
)
_TELLS = re.compile(
    rf"(?:^|[。;\s]|本(?:{_RULE})[^,。;]{{0,4}}|(?:公布|发布|印发|通过)[^。;]{{0,8}},)自[^,。;]{{1,24}}起(?:正式|开始)?(?:{_IN_FORCE})"
)
_GAIN = 3.0
"""Score that the sentence gains which tells it, whatever else repeats more of the question."""
_LEAST_SAID = 4
"""Characters of its title that say which law is meant: 养蜂条例."""
_OF_TEXTS = "施行"
"""The word for it in laws."""


def tells_in_force(question: str, text: str) -> bool:
    """Whether a normalised question asks when a law comes into force, and a normalised text tells when its own does."""
    return _ASKS.search(question) is not None and _TELLS.search(text) is not None


@dataclass(frozen=True, slots=True)
class InForce:
    """The documents of which a question asks when they come into force; of none, where it asks another thing or names none."""

    documents: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls, question: Question, documents: Mapping[str, Document], meant: Collection[str]
    ) -> InForce:
        """Of a question put to the one document there is, to those it clearly names, or else to those of whose title it says the most
        before it asks (养蜂条例 of 云岭市养蜂条例)."""
        asks = _ASKS.search(question.normalized)
        if asks is None:
            return cls()
        if len(documents) == 1 or meant:
            return cls(frozenset(meant or documents))
        head = question.normalized[: max(asks.end("rule"), asks.end("of"), 0)]
        said = {name: _said_last(head, normalize(d.title)) for name, d in documents.items()}
        most = max(said.values())
        return cls(frozenset(n for n, size in said.items() if size == most >= _LEAST_SAID))

    def as_written(self, question: Question) -> Question:
        """The question in the word that laws have for it."""
        asks = _ASKS.search(question.normalized) if self.documents else None
        verb = (asks["verb"] or asks["noun"]) if asks else ""
        return question.saying(_OF_TEXTS, verb) if verb and verb != _OF_TEXTS else question

    def raised(
        self,
        scores: Scores,
        fused: Floats,
        rows: Sequence[StoredParagraph],
        features: ScopeFeatures,
    ) -> tuple[Scores, Floats]:
        """`scores` and `fused` (P,) with what the sentences gain that tell it."""
        gains = np.zeros(len(features.paragraph_of_unit), np.float32)
        for place, row in enumerate(rows):
            if row.document not in self.documents or not _TELLS.search(row.search.text):
                continue
            spans = as_searched(row, features.units[place])
            for at, (start, end) in enumerate(spans, int(features.first_units[place])):
                if _TELLS.search(row.search.text[start:end]):
                    gains[at] = _GAIN
        if not gains.any():
            return scores, fused
        scores, gained = scores.with_units(gains, features.first_units)
        return scores, fused + gained


def _said_last(head: str, title: str) -> int:
    """With how many characters that a title holds the head of a question ends."""
    return next((size for size in range(len(head), 0, -1) if head[-size:] in title), 0)
