"""Questions that are offered: before the first one, and after an answer. Values in, HTML out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ui.markup import Html, joined, tag
from ui.strings import Strings

_CHINESE = re.compile(r"(《[^》]*》|[\u3400-\u9fff]+)")


def welcome(suggestions: Sequence[str] | None, words: Strings) -> Html:
    """What stands in place of a conversation; the way to the library where that is empty (None)."""
    if suggestions is None:
        way = tag("a", words.to_library, href="#library")
        return tag("div", tag("p", words.no_documents, " ", way, class_="lead"), class_="welcome")
    listed = tag("ul", *(tag("li", _starter(text)) for text in suggestions), class_="starters")
    return tag(
        "div",
        tag("h2", words.welcome),
        tag("p", words.promise, class_="promise"),
        joined([tag("h3", words.starters), listed] if suggestions else []),
        class_="welcome",
    )


def next_questions(suggestions: Sequence[str] | None, words: Strings) -> Html:
    """Below the last answer."""
    if not suggestions:
        return Html("")
    return tag(
        "div",
        tag("h3", words.panel.next_questions),
        tag("ul", *(tag("li", _starter(text)) for text in suggestions), class_="starters"),
        class_="next",
    )


def _starter(text: str) -> Html:
    """A question to press; what one in English names in Chinese is marked so."""
    cut = _CHINESE.split(text) if text[:1].isascii() and text[:1].isalpha() else [text]
    parts = [tag("span", p, lang="zh") if _CHINESE.match(p) and len(cut) > 1 else p for p in cut]
    return tag("button", *parts, type="button", class_="starter", data_do="ask")
