"""A follow-up question made standalone, by rule, and shown to the user.

Nothing is guessed: the words of the earlier question are put before those of the new one whenever
the new one leans on them (ellipsis, pronoun, ordinal). A question that can stand alone is left
alone, so that a new topic is not contaminated by the old one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from assistant.clean import normalize, simplify
from assistant.errors import QuestionError
from assistant.followups.another import (
    FILLER,
    MORE,
    TWO_DIGITS,
    WHY,
    YEAR,
    asked_otherwise,
    asking,
    in_another_part,
    in_another_year,
    of_another_member,
    of_the_next_member,
    stripped,
    the_others,
)
from assistant.followups.grounds import (
    after,
    ground,
    in_another_year_en,
    is_latin_term,
    joint,
    of_the_list,
    others_of_the_list,
    put_before,
    without_more,
)
from assistant.followups.in_place import of_it, said_by_name
from assistant.followups.instead import of_another
from assistant.followups.leaning import (
    ANOTHER_SUBJECT,
    ANOTHER_YEAR,
    asks_of_its_own_words,
    is_ordinal,
    leans_back,
    of_its_list,
)
from assistant.followups.met_nothing import met_nothing
from assistant.followups.other_year import in_the_other_year
from assistant.followups.who_spoke import of_another_speaker
from assistant.questions.cited_provision import of_the_article, of_whole_article
from assistant.questions.frame import without_frame
from assistant.questions.interrogatives import ASKS
from assistant.questions.question import (
    FUNCTION_WORDS_EN,
    LONGEST_QUESTION,
    Question,
    as_typed,
    check_length,
    language,
    read,
)
from assistant.questions.small_talk import courtesies
from assistant.questions.subject import thing_named
from assistant.ranking.particulars import names
from assistant.text.ordinals import counted
from assistant.types import Turn
from embeddings import StaticModel

_THING = re.compile(
    r"^(?:那么?)?(?:它们?|[他她]们|其(?![中他它实余次后前间一二三四]))"
    r"|(?<=[对把用搞给为向从跟和与由])(?:它们?|这个|那个|这些|那些)"
    r"(?=$|[,，。?？怎如何是的该]|要(?![求点素])|应(?![用急对])|会(?![议场员])|能(?![力源耗])|有(?![关些]))"
)
"""Stands for what was asked about before, not for all that was asked of it."""
_POINTS = re.compile(
    r"[它他她]|这[个项些种次]|\b(?:it|its|they|them|their|this|that|these|those|he|she|his|her)\b"
)
"""Stands for what was asked about just before."""
_OF_IT = re.compile(
    r"^(?:那么?)?(?P<who>[他她它]|其(?![他它余实中次后]))们?的?(?P<noun>[\u3400-\u9fff]{2,8})呢[?？]*$"
)
"""Asks for something of what was asked about before: 他的失误呢."""
_NEW_SUBJECT = re.compile(r"^那么?(?P<subject>[^,，]{2,12})呢[,，](?P<asks>.{4,})")
"""Another subject of which a question of its own is asked."""
_YEAR_OF = re.compile(rf"(?P<year>{YEAR}|{TWO_DIGITS})的?(?P<subject>.+)")
_ONLY_YEAR = re.compile(rf"(?:那么?)?(?P<when>[到至在]?{YEAR}(?:[底末初]|以?前)?)的?呢[?？]*")
_SAYS_WHEN = re.compile(
    rf"{YEAR}|[今去明前后本当上]年|年[内初底]|目前|现在|[过未]去|来五年|时期|“.五”"
)
"""What of a question says of when it asks: nothing more can be put before it."""
_ASPECTS = "^(?:具体)?的?(?:措施|办法|做法|依据|根据|目的|意义|作用|条件|标准|程序|步骤|结果|时间|地点|成员)$"
_NO_SUBJECT = re.compile(rf"{ASKS.pattern}|{WHY.pattern}|方面的|^在|[以之][前后]$|{_ASPECTS}")
"""Shows that not another subject is named, but another question, or an aspect of the same: 学习方面的毛病."""
_REPLACES_EN = re.compile(r"^(?:and |so )?(?:what|how) about\b")
_LONGEST_HEAD = 500
"""Characters of the earlier questions that are taken along."""
_SHORTEST_HEAD = 20
"""Characters of them that say something, where a long question leaves so much room."""


def in_conversation(
    question: str,
    history: Sequence[Turn | str],
    model: StaticModel,
    speakers: Collection[str] = (),
) -> str:
    """`question` as it can be understood without the turns before it, or their questions, oldest first: of these, blank ones say
    nothing and long ones are cut, as it is not they that are asked. `model` and `speakers`: see `standalone`."""
    before: list[str] = []
    whole: list[str] = []
    lost = False  # whether the texts hold no word of the last

    def alone(asked: str) -> str:
        referred = _referred(asked, before)
        base = next((w for w in reversed(whole) if (referred or "").startswith(w)), "")
        return standalone(asked, referred, model, base, speakers)

    if courtesies(question):
        return question
    for turn in history:
        if asked := _earlier(turn if isinstance(turn, str) else turn.question):
            before.append(
                alone(asked) if isinstance(turn, str) else turn.answer.standalone_question
            )
            lost = isinstance(turn, Turn) and met_nothing(turn.answer)
            if before[-1] == asked:
                whole.append(stripped(asked))
    taken = alone(question)
    return question if lost and taken == after(stripped(before[-1]), question) else taken


def _earlier(question: str) -> str:
    """An earlier question as far as it can be read; empty if it says nothing."""
    try:
        asked = check_length(question.strip()[:LONGEST_QUESTION])
        return "" if courtesies(asked) else asked
    except QuestionError:
        return ""


def _referred(question: str, before: Sequence[str]) -> str | None:
    """Which of the questions `before`, standalone, a question takes up: the last; one that asks for a member of a list it does
    not name, the last that asked for a list or a member."""
    if not _POINTS.search(normalize(question)):
        for earlier in reversed(before):
            asked = read(earlier)
            of_a_list = asked.intent == "list" or asked.ordinal is not None
            if of_a_list and is_ordinal(question, earlier):
                return earlier
    return before[-1] if before else None


def standalone(
    question: str,
    previous: str | None,
    model: StaticModel,
    base: str = "",
    speakers: Collection[str] = (),
) -> str:
    """`question` as it can be understood without the conversation.

    `previous` is the standalone form of the question before it; None at the start. The model tells
    which subject of it another one takes the place of (那医院呢), the normalised `speakers` of the library who is a person. What
    `previous` begins with and was asked at once, `base`, is not taken apart: its clauses are no turns.
    """
    if not previous:
        return question
    previous = without_more(previous)
    if asks_of_its_own_words(question):
        return said_by_name(question, previous)
    if other := of_another_speaker(question, stripped(previous), speakers):
        return asking(other)
    if is_latin_term(question, previous):
        question = f"{stripped(question)}呢？"
    if not (leans_back(question) or of_its_list(question, previous)):
        return question
    folded, ordinal = normalize(question).strip(), is_ordinal(question, previous)
    if MORE.fullmatch(folded):
        return f"{stripped(of_the_list(previous))}{joint(previous)}{question.strip()}"
    if other := in_another_part(folded, previous) or of_the_article(folded, previous):
        return other
    question = counted(question, previous)
    return _asked_again(question, previous, ordinal=ordinal) or _taking_along(
        question, previous, model, base, ordinal=ordinal
    )


def _asked_again(question: str, previous: str, *, ordinal: bool) -> str:
    """The question before, of which the new one only says of what other member or year, or when or how, it is asked; else empty."""
    folded, article = normalize(question).strip(), of_whole_article(previous)
    return (
        (of_another_member(folded, article) if ordinal else "")
        or in_another_year_en(folded, previous)
        or asked_otherwise(folded, previous)
        or the_others(folded, previous)
        or others_of_the_list(folded, previous)
        or in_the_other_year(folded, previous)
        or of_the_next_member(folded, article)
    )


def _taking_along(
    question: str, previous: str, model: StaticModel, base: str, *, ordinal: bool
) -> str:
    """The question with what it takes over from the one before: put in the place of what stands for it, or before all of it."""
    folded = normalize(question).strip()
    year = ANOTHER_YEAR.match(folded)
    named = None if year else ANOTHER_SUBJECT.match(folded)
    subject = "" if named is None or _NO_SUBJECT.search(named["subject"]) else named["subject"]
    head = previous
    if year or subject or ordinal or _REPLACES_EN.search(folded):
        # Another member of the same list, or another subject of the same question: what was asked
        # of the one before is over.
        head = ground(head, base, members=False)
    if year and (other := _of_that_year(year, folded, head)):
        return other
    both = _YEAR_OF.fullmatch(subject)
    if both and _NO_SUBJECT.search(both["subject"]):
        subject = ""
    elif both and (other := in_another_year(both["year"], head)):
        head, subject = other, both["subject"]
    room = LONGEST_QUESTION - len(question) - 2
    if room < _SHORTEST_HEAD:
        return question
    raw = question.strip()
    head = stripped(head)[: min(_LONGEST_HEAD, room)]
    if (of := _OF_IT.match(simplify(raw))) and (owner := _owner(head, person=of["who"] in "他她")):
        return asking(of_it(raw[slice(*of.span("noun"))], owner))
    if subject and (
        other := of_another(head, subject, model, as_typed(subject, raw, normalize(raw)))
    ):
        other = other if ASKS.search(head) else f"{other}{_last(previous, head)}"
        return question if is_latin_term(other, previous) else asking(other)
    if (stands := _THING.search(simplify(raw))) and (thing := thing_named(head)):
        return f"{raw[: stands.start()]}{thing}{raw[stands.end() :]}"
    own = _NEW_SUBJECT.match(raw)
    if own and (other := of_another(head, simplify(own["subject"]), model, own["subject"])):
        return f"{other}，{own['asks']}"
    head = put_before(question, head, base, same=bool(year or subject), ordinal=ordinal)
    if not head or head.endswith(stripped(question).lstrip()):
        return asking(head) or question
    return after(head, question)


def _of_that_year(year: re.Match[str], folded: str, head: str) -> str:
    """The questions `head` asked of the year that a question asks the same of; empty where they cannot be."""
    other = in_another_year(year["year"], head, year["report"] or "")
    if other and (year["verb"] or "") in head:
        return other
    when = _ONLY_YEAR.fullmatch(folded)
    if when is None or _SAYS_WHEN.search(normalize(head)):
        return ""
    return asking(f"{when['when']}{stripped(head)}")


def _last(previous: str, head: str) -> str:
    """What was asked last of the thing that the first of the questions only names."""
    return stripped(previous).removeprefix(head) if previous.startswith(head) else ""


def _owner(head: str, *, person: bool) -> str:
    """Whom or what a question is about, of which another asks something."""
    if not person:
        return thing_named(head)
    named = set(names(normalize(head)))
    return named.pop() if len(named) == 1 else ""


def understood(asked: str, alone: str) -> Question:
    """The question `asked`, of which `alone` is the standalone form.

    :raises QuestionError: see `read`.
    """
    whole = counted(asked, alone)
    own, question = read(whole), read(alone)
    said = without_frame(whole.strip())
    if is_latin_term(asked, alone):
        own = replace(own, language=question.language)
    tail = said if without_frame(alone).endswith(said) else ""
    before = without_frame(alone).removesuffix(tail)
    only_which = is_ordinal(asked, before)
    earlier = before if tail and not only_which and _says_something(tail) else ""
    if tail and before and only_which:
        # Which member of it says nothing to search for.
        question = replace(read(before.rstrip("，; ")), alone=alone)
    ordinal = question.ordinal if own.ordinal is None else own.ordinal
    return replace(question, language=own.language, ordinal=ordinal, earlier=earlier, tail=tail)


def _says_something(question: str) -> bool:
    """Whether a question has words of its own to search for: 为什么 has none."""
    text = normalize(question)
    if language(text) == "en":
        return any(w not in FUNCTION_WORDS_EN for w in re.findall(r"[a-z']+", text))
    return bool(FILLER.sub("", ASKS.sub("", text)))
