"""What of the questions before a follow-up is put before it: the last that stands by itself, so that turns do not pile up."""

from __future__ import annotations

import re

from assistant.clean import has_chinese, normalize
from assistant.followups.another import MORE, OTHERS, WHY, only_asks, stripped
from assistant.followups.leaning import PRONOUN, is_ordinal, leans_back
from assistant.questions.question import FUNCTION_WORDS_EN, language, read
from assistant.questions.subject import has_subject, matter, only_names
from assistant.text.ordinals import NUMERAL, OF_LIST

_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9+-]*")
_MEMBER = re.compile(rf"(?<!倒数)第{NUMERAL}{OF_LIST}")
_YEAR_EN = re.compile(
    r"(?:and |but |so |then |what about |how about )*(?:(?:in|for|by|of) )?(?P<year>(?:19|20)\d\d)\W*",
    re.I,
)


def joint(head: str) -> str:
    """What questions are put together with."""
    return "，" if has_chinese(head) else "; "


def after(head: str, question: str) -> str:
    """The question with the words of those before it put before its own."""
    return f"{head}{'; ' if language(question) == 'en' else '，'}{question.lstrip()}"


def ground(head: str, base: str = "", *, members: bool = True) -> str:
    """Questions that were put together, without the last ones that lean on those before them; one that says which of the `members`
    of a list stays, and so does all of the `base`, which was asked at once."""
    asked_at_once = len(base) if head.startswith(base) else 0
    while (cut := head.rfind(joint(head))) >= max(1, asked_at_once):
        tail = head[cut + 1 :].strip()
        if not leans_back(tail) or (members and is_ordinal(tail, head[:cut])):
            break
        head = head[:cut]
    return head


def _bounded(head: str, base: str = "") -> str:
    """Questions that were put together as their ground and the last of those that lean on it."""
    based = ground(head, base)
    last = head[len(based) :].rsplit(joint(head), 1)[-1]
    return f"{based}{joint(head)}{last}" if last else based


def _of_one_turn(head: str, base: str = "") -> str:
    """Questions that were put together as they are where no more than one leans on their ground: one question may have two clauses."""
    based = ground(head, base, members=False)
    turns = head[len(based) :].count(joint(head))
    return based if turns > 1 or only_names(based) else head


def put_before(question: str, head: str, base: str, *, same: bool, ordinal: bool) -> str:
    """What of the questions `head` is put before one that leans on them, which asks the `same` of something else or for one member."""
    folded = normalize(question).strip()
    if language(question) == "en":
        return ground(head, base)
    of_it = WHY.search(folded) or OTHERS.fullmatch(folded) or PRONOUN.search(folded)
    if of_it or only_asks(folded, head):
        return _bounded(head, base)
    if ordinal:
        return head
    if same or has_subject(question):
        return _of_one_turn(head, base)
    # Another aspect of the same matter: which one was asked for before is over.
    head = ground(head, base)
    return head if _names_a_member(head) else matter(head)


def of_the_list(head: str) -> str:
    """Questions that were put together without those for a member, or for the reason of something, at their end."""
    before, at, last = head.rpartition(joint(head))
    return of_the_list(before) if at and (WHY.search(last) or is_ordinal(last, before)) else head


def others_of_the_list(follow_up: str, previous: str) -> str:
    """The question for a list of which a later one asked for a member, asked for the others, if that is all the new one asks; else
    empty: 有哪些任务 · 第二个呢 · 还有呢 → 有哪些任务，除第二个外."""
    asked = stripped(of_the_list(previous))
    one = _MEMBER.search(previous, len(asked)) if previous.startswith(asked) else None
    if one is None or not OTHERS.fullmatch(follow_up) or read(asked).intent != "list":
        return ""
    return f"{asked}{joint(asked)}除{one[0]}外？"


def without_more(head: str) -> str:
    """Questions that were put together without the last, if that only asked whether there is more."""
    before, at, last = head.rpartition(joint(head))
    return before if at and MORE.fullmatch(last.strip()) else head


def _names_a_member(head: str) -> bool:
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
    term = stripped(question)
    asks = term.lower() in FUNCTION_WORDS_EN
    return _LATIN.fullmatch(term) is not None and not asks and has_chinese(previous)
