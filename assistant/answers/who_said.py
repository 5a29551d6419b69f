"""Who said it, and when: what the lead tells where a question asks for the speaker."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.questions.question import Question
from assistant.reference import written
from assistant.types import Document, Language

_SAYS = r"(?:说(?!了算|明|服)|讲(?!话)|谈(?!判|话)|强调|指出)"
_FIRST = r"(?:最早|最先|首先|曾经?)"
_ASKS = re.compile(
    rf"(?:谁|哪位|哪个(?:人|领导))(?:{_FIRST}|在[^,。;?]{{1,20}})*{_SAYS}|{_SAYS}[^,。;?]{{0,30}}的人?是(?:谁|哪位)"
    rf"|是谁{_FIRST}?提出来?的|(?<!由)谁(?:{_FIRST}提出|提出[过了])|谁的(?:原话|话)|出自谁"
    r"|\bwho (?:first |once |has )?(?:said|says|told|stated)\b|\bwhose words\b"
)
"""Not who applies for something (由谁提出申请) or decides (谁说了算)."""
_SPOKEN: dict[Language, tuple[str, str]] = {
    "zh": ("，讲话人：", "、"),
    "zh-Hant": ("，講話人：", "、"),
    "en": (", spoken by ", ", "),
}


def asks_who_said(question: Question) -> bool:
    """Whether a question asks by whom something was said: 谁说过…, …是谁讲的."""
    return _ASKS.search(question.normalized) is not None


def day(document: Document, language: Language) -> str:
    """The date of a document, as precise as it is known."""
    return document.date if language == "en" else written(document.date)


def spoken_by(documents: Iterable[Document], language: Language) -> str:
    """Who spoke when in these documents, to stand at the end of a lead; empty where nothing is known of it."""
    opening, separator = _SPOKEN[language]
    said = dict.fromkeys(_speaker(d, language) for d in documents if d.speaker)
    return opening + separator.join(said) if said else ""


def _speaker(document: Document, language: Language) -> str:
    when = day(document, language)
    around = " ({})" if language == "en" else "（{}）"
    return document.speaker + (around.format(when) if when else "")
