"""What of the questions before a follow-up is put before it: the last that stands by itself, so that turns do not pile up."""

from __future__ import annotations

import re

from assistant.another import MORE, WHY, stripped
from assistant.clean import has_chinese
from assistant.leaning import is_ordinal, leans_back
from assistant.subject import only_names

_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9+-]*")
_YEAR_EN = re.compile(
    r"(?:and |but |so |then |what about |how about )*(?:(?:in|for|by|of) )?(?P<year>(?:19|20)\d\d)\W*",
    re.I,
)


def joint(head: str) -> str:
    """What questions are put together with."""
    return "，" if has_chinese(head) else "; "


def ground(head: str, *, members: bool = True) -> str:
    """Questions that were put together, without the last ones that lean on those before them; one that says which of the `members`
    of a list stays."""
    while (cut := head.rfind(joint(head))) > 0:
        tail = head[cut + 1 :].strip()
        if not leans_back(tail) or (members and is_ordinal(tail, head[:cut])):
            break
        head = head[:cut]
    return head


def bounded(head: str) -> str:
    """Questions that were put together as their ground and the last of those that lean on it."""
    based = ground(head)
    last = head[len(based) :].rsplit(joint(head), 1)[-1]
    return f"{based}{joint(head)}{last}" if last else based


def of_one_turn(head: str) -> str:
    """Questions that were put together as they are where no more than one leans on their ground: one question may have two clauses."""
    based = ground(head, members=False)
    turns = head[len(based) :].count(joint(head))
    return based if turns > 1 or only_names(based) else head


def of_the_list(head: str) -> str:
    """Questions that were put together without those for a member, or for the reason of something, at their end."""
    before, at, last = head.rpartition(joint(head))
    return of_the_list(before) if at and (WHY.search(last) or is_ordinal(last, before)) else head


def without_more(head: str) -> str:
    """Questions that were put together without the last, if that only asked whether there is more."""
    before, at, last = head.rpartition(joint(head))
    return before if at and MORE.fullmatch(last.strip()) else head


def names_a_member(head: str) -> bool:
    """Whether the last of the questions that were put together says which member of a list it asks for."""
    before, at, last = head.rpartition(joint(head))
    return bool(at) and is_ordinal(last, before)


def in_another_year_en(follow_up: str, previous: str) -> str:
    """The English question before, which names one year, asked of another, if that is all the new one asks; else empty."""
    own, named = _YEAR_EN.fullmatch(follow_up.strip()), re.findall(r"\b(?:19|20)\d\d\b", previous)
    if own is None or len(set(named)) != 1 or has_chinese(previous):
        return ""
    return previous.replace(named[0], own["year"])


def is_latin_term(question: str, previous: str) -> bool:
    """Whether a question is one Latin word, CPI, in a Chinese conversation."""
    return _LATIN.fullmatch(stripped(question)) is not None and has_chinese(previous)
