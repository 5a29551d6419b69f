"""What paragraphs lose that hold the words of a question and do not tell what it asks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np
import rjieba

from assistant.library.contents import StoredParagraph
from assistant.library.features import Floats, ScopeFeatures
from assistant.questions.achieved import ACHIEVED, asks_for_achievements, only_praises
from assistant.questions.interrogatives import WHAT_OR_WHICH
from assistant.ranking.score import best_first
from assistant.ranking.to_solve import asks_which, only_to_solve
from assistant.ranking.troubles import TROUBLE

_LOOKED_INTO = 30
"""Best paragraphs that are looked through."""
_SENTENCE = re.compile("[^。;!?]+")
_CONCEDES = re.compile(r"(?:肯定|看到|取得)(?P<what>[^,。;]{1,20}?)的?同时,")
_FOUNDED = "成立|设立|组建|创办|创立|创建|建立"
_ASKS_WHAT_WAS_FOUNDED = re.compile(
    rf"(?P<verb>{_FOUNDED})了?{WHAT_OR_WHICH}|{WHAT_OR_WHICH}[^,。?]{{0,8}}?(?P<after>{_FOUNDED})"
)
_ANNIVERSARY = re.compile(rf"(?:{_FOUNDED})[^,。;]{{0,4}}?[0-9一二三四五六七八九十百]+周?年")


def _only_conceded(question: str, text: str) -> bool:
    """Whether a text concedes what is asked about before it turns to something else, and holds no word of that elsewhere:
    在充分肯定成绩的同时,也要看到突出问题 tells problems, not what was achieved."""
    if (m := _CONCEDES.search(text)) is None:
        return False
    asked = {word for word in rjieba.cut(m["what"]) if len(word) > 1 and word in question}
    rest = text[: m.start()] + text[m.end() :]
    return bool(asked) and not any(word in rest for word in asked)


def _only_praised(question: str, text: str) -> bool:
    """Whether a text names the achievements that are asked for, and in no sentence that tells any."""
    return asks_for_achievements(question) and _named_only(ACHIEVED, text, only_praises)


def _only_to_solve(question: str, text: str) -> bool:
    """Whether a text names the problems that are asked for, and in no sentence that tells any."""
    return asks_which(question) and _named_only(TROUBLE, text, only_to_solve)


def _named_only(names: str, text: str, hollow: Callable[[str], bool]) -> bool:
    named = [s for s in _SENTENCE.findall(text) if re.search(names, s)]
    return bool(named) and all(map(hollow, named))


def _only_anniversaries(question: str, text: str) -> bool:
    """Whether it is asked what was founded, and a text speaks of that only to count its years: 成立70周年."""
    asks = _ASKS_WHAT_WAS_FOUNDED.search(question)
    if asks is None or not _ANNIVERSARY.search(text):
        return False
    return (asks["verb"] or asks["after"]) not in _ANNIVERSARY.sub("", text)


_HOLLOW: tuple[tuple[Callable[[str, str], bool], float], ...] = (
    (_only_conceded, 0.8),
    (_only_praised, 0.8),
    (_only_to_solve, 0.4),
    (_only_anniversaries, 0.6),
)
"""Whether a normalised question is only seemingly told by a normalised text, and the score that a paragraph loses for it."""


def without_hollow(
    question: str, fused: Floats, rows: Sequence[StoredParagraph], features: ScopeFeatures
) -> Floats:
    """(P,) the scores `fused` (P,) of paragraphs, less what the best of them lose that only seem to tell a normalised question."""
    for seems_to_tell, loss in _HOLLOW:
        lost = np.zeros(len(fused), np.float32)
        for at in best_first(fused, features)[:_LOOKED_INTO]:
            if seems_to_tell(question, rows[at].search.text):
                lost[at] = loss
        fused = fused - lost
    return fused
