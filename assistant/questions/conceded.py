"""What a paragraph only concedes before it turns to something else: 在充分肯定成绩的同时,也要看到突出问题 tells problems, not what was
achieved."""

from __future__ import annotations

import re

import rjieba

_CONCEDES = re.compile(r"(?:肯定|看到|取得)(?P<what>[^,。;]{1,20}?)的?同时,")


def only_conceded(question: str, text: str) -> bool:
    """Whether a normalised text concedes what a normalised question asks about, and holds no word of that elsewhere."""
    if (m := _CONCEDES.search(text)) is None:
        return False
    conceded = {word for word in rjieba.cut(m["what"]) if len(word) > 1}
    asked = {word for word in conceded if word in question}
    rest = text[: m.start()] + text[m.end() :]
    return bool(asked) and not any(word in rest for word in asked)
