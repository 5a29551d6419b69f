"""What tells whether Chinese paragraphs answer a question in English, whose words they cannot hold to the letter but only meet."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from assistant.library.features import Floats
from assistant.questions.lexicon import known_words

_MET = 0.5
"""Strength from which a word is met."""
_LIKE_NOTHING = 0.35
"""Strength below which nothing in a paragraph is like a name."""
_ENOUGH = 4.0
"""Words that are met of a question which is certainly of the matter of a paragraph."""
_NAME = re.compile(r"(?<![.?!:“\"])(?<![.?!:] )(?<!^)\b(?![A-Z]{2,3}\b)[A-Z][A-Za-z]+")
"""A word with a capital that does not open a sentence; not IT, WHO, GDP, which stand for many things."""


def share_met(strengths: Floats) -> float:
    """How many of its words (n,), by how well they are met, a question has in common with a paragraph, of those that are enough: 0 to 1."""
    met = float(strengths[strengths >= _MET].sum())
    return min(met, _ENOUGH) / _ENOUGH


def strange_names(question: str, strengths: Mapping[str, float], texts: Collection[str]) -> bool:
    """Whether a question, as it was typed, names in Latin letters what the lexicon has no word for, no text holds, and nothing in the
    paragraph is like, whose `strengths` are those of the question's words."""
    names = {name.lower() for name in _NAME.findall(question)} - known_words()
    return any(
        strengths.get(name, 0.0) < _LIKE_NOTHING and not any(name in text for text in texts)
        for name in names
    )
