"""An enumeration below a line that says, in the words of the question, what its members are: 基本原则, 近期要着重做好的工作."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from rapidfuzz.distance import LCSseq

from assistant.clean import normalize
from assistant.questions.interrogatives import WHAT, WHICH_MEMBERS

_LONGEST_LINE = 60
"""Characters up to which a paragraph is a line that announces."""
_COVERED = 0.7
"""Share of a heading's characters that stand, in order, in a question which asks for what is below it."""
_SHORTEST = 4
"""Characters that such a heading has at least."""
_AT_A_STRETCH = 0.25
"""Share of them that stand there one after the other: else they come together by chance."""
_ASKED_NOUN = re.compile(
    rf"{WHICH_MEMBERS}[个种条项类样大]?(?P<after>[\u3400-\u9fff]{{3,8}})[?？。]?$"
    rf"|(?P<before>[\u3400-\u9fff]{{3,8}}?)(?:(?:有|是|包括)哪|[是有]{WHAT}|分别)"
)
"""What the members are called, at some length."""
_ANNOUNCES = re.compile(r"一系列|以下|如下|(?:几|[一二三四五六七八九十两\d]+)(?:个|点|条|项|大|种)")
_ORDINAL = re.compile(
    r"^\s*(?:第[一二三四五六七八九十\d]{1,3}(?:章|节|编|部分)|[（(]?第?[一二三四五六七八九十\d]{1,3})[)）、.．]?"
)


def names(question: str, heading: str) -> bool:
    """Whether the normalised question holds all a heading says, but for its number: 重点任务那一部分包括哪些内容."""
    letters = without_number(heading)
    return len(letters) >= _SHORTEST and letters in question


def without_number(heading: str) -> str:
    """The letters of a heading, normalised, but for its number."""
    return re.sub(r"\W", "", _ORDINAL.sub("", normalize(heading)))


def heads(question: str, line: str, *, heading: bool) -> bool:
    """Whether a line of a document says what the normalised question asks for; one that is no heading must announce that by its
    name."""
    text = normalize(line)
    if len(text) > _LONGEST_LINE:
        return False
    if heading and _share(question, _ORDINAL.sub("", text)) >= _COVERED:
        return True
    noun = asked_noun(question)
    return bool(noun and noun in text and (heading or _ANNOUNCES.search(text)))


def _share(question: str, text: str) -> float:
    letters = re.sub(r"\W", "", text)
    longest = SequenceMatcher(None, letters, question, autojunk=False).find_longest_match().size
    if len(letters) < _SHORTEST or longest < max(2, _AT_A_STRETCH * len(letters)):
        return 0.0
    return LCSseq.similarity(letters, question) / len(letters)


def asked_noun(question: str) -> str:
    """What a normalised question calls the members that it asks for; empty if it does not say so at some length."""
    m = _ASKED_NOUN.search(question)
    return (m["after"] or m["before"]) if m else ""
