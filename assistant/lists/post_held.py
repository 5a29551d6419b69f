"""Who holds a post, where a line tells it by its label: 召 集 人：张明 县长."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.clean import normalize
from assistant.questions.content_words import content_words
from assistant.questions.interrogatives import WHAT, WHO
from assistant.questions.question import Question
from assistant.ranking.particulars import about
from assistant.ranking.ranked import Ranked
from assistant.ranking.selected import Selection, of_paragraph
from assistant.store import Snapshot
from assistant.text.surnames import DOUBLE_SURNAMES, SURNAMES

_ASKS = re.compile(
    rf"(?:的?(?:名字|姓名)?(?:都|分别|具体)?(?:是|叫)(?:{WHO}|{WHAT}人?)(?:名字)?|是?由{WHO}(?:担任|来?当))[呀啊呢]?[?？]*$"
)
_LABEL = re.compile(r"^[^。：:，,；;]{2,16}[：:]")
_NAME = rf"(?:[{''.join(sorted(SURNAMES))}]|{'|'.join(DOUBLE_SURNAMES)})\s*[㐀-鿿]\s?[㐀-鿿]?(?=$|[\s、，,；;（(。])"
_NAMED = re.compile(rf"\s*{_NAME}")


def told_by_label(question: Question, ranked: Sequence[Ranked], snapshot: Snapshot) -> Selection:
    """The line of the first of the ranked documents that has one whose label ends what a question asks the name of, and of which the
    document says all else; nothing if there is none."""
    asks = _ASKS.search(question.normalized)
    if asks is None:
        return Selection(())
    asked = re.sub(r"\W", "", question.normalized[: asks.start()])
    places = {place.row.document: place for place in reversed(ranked)}
    for name in dict.fromkeys(place.row.document for place in ranked):
        lines = snapshot.lines_of(name)
        for paragraph, text in lines:
            label = _LABEL.match(text)
            if label is None or not _NAMED.match(text, label.end()):
                continue
            post = re.sub(r"\W", "", normalize(label[0]))
            if not asked.endswith(post) or asked[: -len(post)].endswith("副"):
                continue
            told = about(snapshot.document(name)) + "".join(t for _, t in lines)
            said = re.sub(r"\s", "", normalize(told))
            if all(word in said for word in content_words(question) if word in asked):
                line = of_paragraph(name, paragraph, text, None, places[name].score)
                return Selection((line,))
    return Selection(())
