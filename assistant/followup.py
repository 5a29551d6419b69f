"""A follow-up question made standalone, by rule, and shown to the user.

Nothing is guessed: the words of the earlier question are put before those of the new one whenever
the new one leans on them (ellipsis, pronoun, ordinal). A question that can stand alone is left
alone, so that a new topic is not contaminated by the old one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.another import (
    ASKS,
    FILLER,
    WHY,
    YEAR,
    YEAR_AFTER,
    asked_otherwise,
    asking,
    in_another_part,
    in_another_year,
    of_another_member,
    stripped,
)
from assistant.clean import normalize, simplify
from assistant.question import (
    FUNCTION_WORDS_EN,
    LAST,
    NTH_EN,
    NUMERAL,
    OF_LIST,
    Question,
    read,
)
from assistant.subject import (
    begins_with_subject,
    has_subject,
    matter,
    of_another,
    only_names,
    thing_named,
)
from assistant.types import Turn
from embeddings import StaticModel

_PRONOUN = re.compile(
    r"(?:^|[,，。;；\s那])(?:它|它们|他|她|他们|这|那|这个|那个|这些|那些|其中|其|该|此|前者|后者|上面|上述|刚才|这么|那么|这样|这段|这件|这项|这种)"
    r"|(?:在|对|为|把|从|跟|和|向|由|关于|除了)(?:这|那|它|他|她|其|此)|[它他她]们?的|这么|这样|为什么这|原来的|同一"
    r"|这(?:个|些)?(?=$|[?？要])"
    r"|这(?:一|项|条|句)(?![年代届次])"
    r"|^(?:那么?|还有)?(?:里头|里面|当中)|^[^,，]{1,6}[那这]个(?!时候|年代)"
)
_THING = re.compile(
    r"^(?:那么?)?(?:它们?|[他她]们|其(?![中他它实余次后前间一二三四]))"
    r"|(?<=[对把用搞给为向从跟和与由])(?:它们?|这个|那个|这些|那些)"
    r"(?=$|[,，。?？怎如何是的该]|要(?![求点素])|应(?![用急对])|会(?![议场员])|能(?![力源耗])|有(?![关些]))"
)
"""Stands for what was asked about before, not for all that was asked of it."""
# These demonstratives name the open document, not the question before.
_DOCUMENT = re.compile(
    r"这(?:份|篇|次|个|场)?(?:讲话|报告|文件|材料|会议|文章|意见|通知|方案|试点|座谈会)|(?:本|该)(?:文|讲话|报告|文件)"
)
_PRONOUN_EN = re.compile(
    r"\b(?:it|its|they|them|their|this|that|these|those|which ones|which one(?! of)|the ones?|the others?|the (?:first|second|third|fourth|fifth|sixth|last) one)\b"
)
_POINTS = re.compile(
    r"[它他她]|这[个项些种次]|\b(?:it|its|they|them|their|this|that|these|those|he|she|his|her)\b"
)
"""Stands for what was asked about just before."""
_WITHIN_EN = re.compile(r"\b(?:so that|because|if|when|while|before|after|unless|and|but)\b")
"""Opens a clause whose pronouns stand for what the clause before it names (officials … so that they …)."""
_SPEAKER_EN = re.compile(r"\b(?:he|she|his|her)\b")
_SAYING_EN = frozenset("say says said so".split())
_MAIN_CLAUSE_EN = 4
"""Words from which an English clause names something that a later pronoun can stand for."""
_ENOUGH_EN = 3
"""Content words from which he or she is the speaker, whoever was asked about before."""
_OPENS_EN = re.compile(
    r"^(?:and|but|so|what about|how about|why|then|also|who else|what else|any(?:thing)? else)\b"
)
_CONTINUES = re.compile(
    r"^(?:那|那么|还有|然后|再|另外|除此之外|除此以外|比如|例如|要是|万一|[单光只]说|具体到)"
)
_ELLIPSIS = re.compile(
    r"呢\s*[?？]*$|呢[,，]|^(?:为什么|为啥|怎么说|具体|详细|谁说的|什么时候|多少|结果)"
)
_ANOTHER_YEAR = re.compile(
    rf"^(?:那么?|再往[前后]|后来|之[前后]|到了?|[,，])*(?P<year>{YEAR}|(?:\d{{2}}|[〇○零一二三四五六七八九]{{2}})年|{YEAR_AFTER})"
    r"(?:的?那?[份年次]?(?:政府工作)?报告(?:里|中)?面?)?(?:(?:的?呢)?|(?:又|是|有|的|定|要|变成|达到)*(?:多少|如何|怎么样|怎样|几\w)呢?)[?？]*$"
)
_ANOTHER_SUBJECT = re.compile(
    r"^(?:那么?|还有)?(?!(?:那么?|还有)?第)(?P<subject>[^,，]{1,12}?的?)(?:方面|那些|那边|这块)*(?:呢|又(?:如何|怎么样|怎样|是?多少|怎么[办说讲]?))[?？]*$"
)
_NEW_SUBJECT = re.compile(r"^那么?(?P<subject>[^,，]{2,12})呢[,，](?P<asks>.{4,})")
"""Another subject of which a question of its own is asked."""
_YEAR_OF = re.compile(rf"(?P<year>{YEAR})的?(?P<subject>.+)")
_REPLACES_EN = re.compile(r"^(?:and |so )?(?:what|how) about\b")
_TAKES_UP = re.compile(r"^[也又还都]")
_ORDINAL = re.compile(rf"第{NUMERAL}{OF_LIST}|{LAST}|{NTH_EN}")
_LONGEST_HEAD = 500
"""Characters of the earlier questions that are taken along."""
_SHORT = 6
"""Characters of content up to which an ordinal question cannot stand alone."""
_SHORT_SUBJECT = 4
"""Characters of content up to which any other question that may lean back does."""
_LONGEST_FOLLOW_UP = 24
_LONGEST_WITHOUT_SUBJECT = 14
"""Characters up to which a question that names no subject leans on the one before."""


def in_conversation(
    question: str, history: Sequence[Turn | str], model: StaticModel | None = None
) -> str:
    """`question` as it can be understood without the turns before it, or their questions, oldest first. `model`: see `standalone`."""
    before: list[str] = []
    for turn in history:
        before.append(
            standalone(turn, _referred(turn, before), model)
            if isinstance(turn, str)
            else turn.answer.standalone_question
        )
    return standalone(question, _referred(question, before), model)


def _referred(question: str, before: Sequence[str]) -> str | None:
    """Which of the questions `before`, standalone, a question takes up: the last; one that asks for a member of a list it does
    not name, the last that asked for a list or a member."""
    if is_ordinal(question) and not _POINTS.search(normalize(question)):
        for earlier in reversed(before):
            asked = read(earlier)
            if asked.intent == "list" or asked.ordinal is not None:
                return earlier
    return before[-1] if before else None


def standalone(question: str, previous: str | None, model: StaticModel | None = None) -> str:
    """`question` as it can be understood without the conversation.

    `previous` is the standalone form of the question before it; None at the start. The model tells
    which subject of it another one takes the place of (那医院呢); without a model both are kept.
    """
    if not previous or not leans_back(question):
        return question
    english = not re.search(r"[㐀-鿿]", question)
    folded = re.sub("[○零]", "〇", normalize(question).strip())
    other = in_another_part(folded, previous)
    if other or (is_ordinal(question) and (other := of_another_member(folded, previous))):
        return other
    if other := asked_otherwise(folded, previous):
        return other
    year = _ANOTHER_YEAR.match(folded)
    named = None if year else _ANOTHER_SUBJECT.match(folded)
    subject = "" if named is None or ASKS.search(named["subject"]) else named["subject"]
    head = previous
    if year or subject or is_ordinal(question) or _REPLACES_EN.search(folded):
        # Another member of the same list, or another subject of the same question: what was asked
        # of the one before is over.
        while (cut := max(head.rfind("，"), head.rfind("; "))) > 0 and leans_back(head[cut + 1 :]):
            head = head[:cut]
    if year and (other := in_another_year(year.group("year"), head)):
        return other
    if (both := _YEAR_OF.fullmatch(subject)) and (other := in_another_year(both["year"], head)):
        head, subject = other, both["subject"]
    head = stripped(head)[:_LONGEST_HEAD]
    if subject and model and (other := of_another(head, subject, model)):
        return asking(other)
    asked = stripped(question).lstrip()
    raw = question.strip()
    if (stands := _THING.search(simplify(raw))) and (thing := thing_named(head)):
        return f"{raw[: stands.start()]}{thing}{raw[stands.end() :]}"
    own = _NEW_SUBJECT.match(raw) if model else None
    if own and model and (other := of_another(head, own["subject"], model)):
        return f"{other}，{own['asks']}"
    if not (
        english
        or year
        or subject
        or is_ordinal(question)
        or has_subject(question)
        or _PRONOUN.search(folded)
    ):
        # Another aspect of the same matter: which one was asked for before is over.
        head = head if WHY.search(folded) else matter(_begun(head))
    if not head or head.endswith(asked):
        return asking(head) or question
    return f"{head}{'; ' if english else '，'}{question.lstrip()}"


def _begun(head: str) -> str:
    """Questions that were put together, without the last ones that leaned on what is named before: 联席会议，每年开几次."""
    while (cut := head.rfind("，")) > 0 and leans_back(head[cut + 1 :]) and only_names(head[:cut]):
        head = head[:cut]
    return head


def understood(asked: str, alone: str) -> Question:
    """The question `asked`, of which `alone` is the standalone form.

    :raises QuestionError: see `read`.
    """
    own, question = read(asked), read(alone)
    tail = asked.strip() if alone.endswith(asked.strip()) else ""
    earlier = alone.removesuffix(tail) if tail and _says_something(tail) else ""
    ordinal = question.ordinal if own.ordinal is None else own.ordinal
    return replace(question, language=own.language, ordinal=ordinal, earlier=earlier, tail=tail)


def _says_something(question: str) -> bool:
    """Whether a question has words of its own to search for: 第二个呢 and 为什么 have none."""
    text = normalize(question)
    if is_ordinal(text):
        return False
    if not re.search(r"[㐀-鿿]", text):
        return any(w not in FUNCTION_WORDS_EN for w in re.findall(r"[a-z']+", text))
    return bool(FILLER.sub("", ASKS.sub("", text)))


def leans_back(question: str) -> bool:
    """Whether the question cannot be understood without the one before it."""
    text = normalize(question).strip()
    if not re.search(r"[㐀-鿿]", text):
        return _leans_back_en(text)
    if is_ordinal(question):
        return True
    text = _DOCUMENT.sub("讲话", text)
    if "它" in re.split("[,，]", text)[0] and not begins_with_subject(simplify(text)):
        return True
    if _PRONOUN.search(text) or (_CONTINUES.search(text) and len(text) <= _LONGEST_FOLLOW_UP):
        return True
    if (
        _TAKES_UP.search(text)
        or _ANOTHER_YEAR.match(text)
        or (_ANOTHER_SUBJECT.match(text) and not _names_its_subject(text))
    ):
        return True
    if len(text) <= _LONGEST_WITHOUT_SUBJECT and not has_subject(text):
        return True
    return bool(_ELLIPSIS.search(text)) and not _names_its_subject(text)


def _leans_back_en(text: str) -> bool:
    if _OPENS_EN.search(text):
        return True
    content = [w for w in re.findall(r"[a-z']+", text) if w not in FUNCTION_WORDS_EN]
    if _SPEAKER_EN.search(text) and len(content) < _ENOUGH_EN:
        return True
    if clause := _WITHIN_EN.search(text):
        main = text[: clause.start()]
        text = main if len(main.split()) >= _MAIN_CLAUSE_EN else text
    for pronoun in _PRONOUN_EN.finditer(text):
        before = text[: pronoun.start()].split()
        # The measures that help, he says that: no pronoun.
        if pronoun[0] != "that" or not before or before[-1] not in {*content, *_SAYING_EN}:
            return True
    return False


def _names_its_subject(text: str) -> bool:
    """Whether a question asks something of a subject of its own: 教育经费投入情况怎么样呢 does,
    原因是什么呢 and 乡镇呢 do not."""
    return bool(ASKS.search(text)) and len(FILLER.sub("", ASKS.sub("", text))) > _SHORT_SUBJECT


def is_ordinal(question: str) -> bool:
    """Whether the question asks for one member of a list it does not name itself."""
    text = normalize(question)
    if not _ORDINAL.search(text):
        return False
    if not re.search(r"[㐀-鿿]", text):
        return len(text.split()) <= _SHORT
    return len(FILLER.sub("", text)) <= _SHORT
