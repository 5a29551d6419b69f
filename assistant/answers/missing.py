"""What of a question an answer leaves out."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import rjieba

from assistant.answers.answerability import STRONG, word_strengths
from assistant.questions.question import Question, as_typed
from assistant.questions.whole_words import telling_words, whole
from embeddings import StaticModel

_LIKE_NOTHING = 0.3
"""Below it the best token of a text is not even of the same field. At .5, two in three right answers seemed to leave a word out,
and little more of the others; at .3, one in ten, and twice as many of the others (benchmarks/LOG.md)."""
_THING = ("n", "j", "vn", "eng")
"""First letters of the tags of words that name something."""
_LONGEST_WORD = 20
_ONLY_ASKS = re.compile(
    r"^(?:第?[一二三四五六七八九十0-9]+[个条点项次位处]?|几.|出现|怎么样|怎么办|咋办|咋样|咋回事|有人|没人|这些|那些|分别|不同|讲过|说过|真的|原话"
    r"|这句|时[说讲谈]|打算|包括|包含|以后|之后|现在|看看|做到|知道|觉得|想要|one|ones|done|made|makes?|many|times|wants?|better|go|goes|going|get|gets|give|take|put"
    r"|see|look|think|know|come|keeps?|needs?|up|down|out|off|over"
    r"|谢谢您?|多谢|感谢您|谢了|您好|你好|麻烦|劳驾|打扰一下|hi|hello|hey|thanks?|cheers|sorry|s|re|ll|ve|d|m|t|don|doesn|didn|isn|wasn)$"
)
"""Words that belong to the asking, polite ones and what follows an apostrophe are never reported as missing."""
_NTH = re.compile(r"第[0-9一二三四五六七八九十百千零〇]+[条章节款项编部届次讲页]?")


def missing(
    question: Question, texts: Sequence[str], model: StaticModel, *, answered: bool = False
) -> tuple[str, ...]:
    """Content words of the question, as they were typed, that none of the (folded) texts meets, at most three; of one that is `answered`, only things
    that nothing in the texts is like: other words it says in its own way."""
    joined = "".join(texts)
    asked = [w[:_LONGEST_WORD] for w in telling_words(question) if not _ONLY_ASKS.search(w)]
    if answered:
        things = {word for word, tag in rjieba.tag(question.normalized) if tag.startswith(_THING)}
        asked = [w for w in asked if w in things]
    words = [w for w in asked if w not in joined]
    if not words:
        return ()
    tokens = np.unique(np.concatenate([np.zeros(1, np.uint16), *model.token_ids(texts)]))
    strengths = word_strengths(words, model.unit_vectors(tokens), model)
    strong = _LIKE_NOTHING if answered else STRONG
    absent = [(w, s) for w, s in zip(words, strengths, strict=True) if s < strong]
    weakest = [word for word, _ in sorted(absent, key=lambda ws: ws[1])[:3]]
    return tuple(_typed(word, question) for word in whole(weakest, question))


def _typed(word: str, question: Question) -> str:
    """A word of the normalised question as it was typed, with the whole of the ordinal that it is cut from."""
    nths = (m.group() for m in _NTH.finditer(question.normalized))
    whole = next((nth for nth in nths if nth.endswith(word)), word)
    typed = as_typed(whole, question.text, question.normalized)
    found = re.search(re.escape(typed), question.text, re.IGNORECASE)
    return found.group() if found else typed
