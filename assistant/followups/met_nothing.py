"""Whether a question before was lost on the library: of such a one nothing is put before another."""

from __future__ import annotations

from assistant.questions.content_words import content_words
from assistant.questions.question import read
from assistant.questions.wording import mentioned_wording
from assistant.types import Answer


def met_nothing(answer: Answer) -> bool:
    """Whether the texts met no word that a question asked about, and it did not ask just that (有没有提到元宇宙)."""
    asked = read(answer.standalone_question)
    if asked.intent not in ("plain", "list") or mentioned_wording(asked):
        return False
    words = {word.lower() for word in answer.missing}
    return bool(words) and words.issuperset(content_words(asked))
