"""Several questions asked in one breath, each answered by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant import phrases
from assistant.answers import several_phrases
from assistant.answers.reply import as_text
from assistant.clean import normalize
from assistant.followup import standalone
from assistant.followups.another import FILLER, YEAR
from assistant.questions.expected import expected, held
from assistant.questions.interrogatives import ASKS, HOW, HOW_MANY, OPEN
from assistant.questions.question import read
from assistant.questions.subject import matter
from assistant.types import Answer, Quote
from embeddings import StaticModel

_BETWEEN = re.compile(
    rf"(?:[,，;；?？、]|(?:还有|以及|和)(?=[^,，]{{0,12}}{OPEN}))\s*(?:(?:还有|以及|和|另外|并且|再就是)[,，]?)?"
)
"""Stands between questions."""
_ASKS = re.compile(rf"{ASKS.pattern}|呢$")
_ASKS_NOTHING = re.compile(
    rf"^关于[^,，]*?{HOW}|(?<!为)啥(?!时)|咋|会不会|可不可以|该不该|行不行|对不对|好不好"
)
"""Names a matter in words that ask (关于如何用人); or asks as talk does of what it goes on to ask, or of nothing: 出了啥事，怎么办."""
_OF_EACH = re.compile(r"(?:分别|各自?|依次)(?!种|类|地|级)")
_POINTS_BACK = re.compile(r"[它他她其这那此]")
"""Stands for something of the part before, which only both together tell."""
_OPENS_WITHIN = re.compile(
    r"要|应该?|需要?|必须|得(?!到)|打算|计划|准备|拟|用|是|在|还|又|有(?!关)|由|怎|如何|为什么|为何"
)
"""Opens a question that says of nothing what it asks: 要把握哪些原则."""
_COUNTS = re.compile(
    rf"(?:哪些|哪?{HOW_MANY}[个条项种家名次类位]?)(?=[\u3400-\u9fff]{{2,}}$|[\u3400-\u9fff]+的[\u3400-\u9fff]+$)"
)
_SHORTEST = 2
"""Characters of content that say what a question is about."""
_OF_A_YEAR = re.compile(rf"(?:{YEAR}|[今去明]年)的?")
_MOST = 3
_SURE = 0.8
"""Answerability from which a part is answered though the whole is not, or in other words."""
_NAMES_ITS_MATTER = re.compile(
    rf"(?![它他她其这那此并又也都各分总一共有是为要应该能可会由在从](?!年)|.{{1,3}}[了过着])[\u3400-\u9fff\w]{{2,}}?(?:{ASKS.pattern})"
)
"""Begins with what it asks about, not with a word that leans on the part before."""
_SETTING = re.compile(rf"{YEAR}|报告|讲话|谈话|会议|大会|会上|文件")
"""Says of which year or where it is asked."""


def parts(question: str) -> tuple[str, ...]:
    """The two or three questions that one consists of, each of which names what it asks about and asks; none if it does not."""
    found = _divided(question)
    apart = 1 < len(found) <= _MOST and all(
        _asks_once(part, ASKS) and _NAMES_ITS_MATTER.match(part) for part in found
    )
    # What sets all of them is not said again: 2021年赤字率是多少，粮食产量呢.
    alike = len({_SETTING.search(part) is not None for part in found}) == 1
    return tuple(found) if apart and alike else ()


def asked_in_turn(question: str, model: StaticModel) -> tuple[tuple[str, str], ...]:
    """The two or three questions that one consists of, as they are put and as they are understood after the first: what that is about,
    and of which year it asks, is carried along; none if it is one question."""
    if apart := parts(question):
        return tuple((part, part) for part in apart)
    found = _divided(question)
    if (
        not 1 < len(found) <= _MOST
        or not all(_asks_once(part, _ASKS) for part in found)
        or not _stands(found[0])
        or any(map(_POINTS_BACK.match, found[1:]))
    ):
        return ()
    first, *others = found
    return ((first, first), *((part, _carried(part, first, model)) for part in others))


def _divided(question: str) -> list[str]:
    return [part.strip("。 ") for part in _BETWEEN.split(question.rstrip("?？。 ")) if part]


def _asks_once(part: str, asks: re.Pattern[str]) -> bool:
    return len(asks.findall(_ASKS_NOTHING.sub("", part))) == 1


def _stands(part: str) -> bool:
    """Whether a question says more than what it asks for."""
    return len(FILLER.sub("", _ASKS.sub("", _OF_A_YEAR.sub("", part)))) >= _SHORTEST


def _carried(part: str, first: str, model: StaticModel) -> str:
    if _OF_EACH.match(part) and _COUNTS.search(first):
        return f"{_COUNTS.sub('', first)}{part}"
    alone = standalone(part, first, model)
    year = _OF_A_YEAR.match(first)
    if alone == part and _OPENS_WITHIN.match(part) and (thing := matter(first)) != first:
        return f"{thing}，{part}"
    if alone != part or year is None or _SETTING.search(part):
        return alone
    return f"{year[0]}{part}"


def answered_in_parts(
    whole: Answer, model: StaticModel, ask: Callable[[str, str], Answer]
) -> Answer:
    """A question that is not answered as a `whole`, or of which a part is not, by what its parts are answered with: which are not is
    said. `ask` answers a question as it is put and as it is understood."""
    question = read(whole.standalone_question)
    if question.intent in ("check", "count") or question.quotations:
        return whole
    if whole.question == whole.standalone_question:
        in_turn = asked_in_turn(question.text, model)
    else:
        # What was asked before it is answered already.
        apart = parts(question.text) if whole.status == "not_found" else ()
        in_turn = tuple((part, part) for part in apart)
    if not in_turn:
        return whole
    asked = [part for part, _ in in_turn]
    told = _trusted(whole, in_turn, [ask(part, alone) for part, alone in in_turn])
    # What each part is answered with first is quoted already, or there is nothing.
    firsts = [quote for answer in told for quote in answer.quotes[:1]]
    if all(any(_overlap(quote, first) for quote in whole.quotes) for first in firsts):
        return whole
    # What answers the whole question goes first.
    joined = _apart([*whole.quotes, *(quote for answer in told for quote in answer.quotes)])
    quotes = tuple(replace(quote, marker=n) for n, quote in enumerate(joined, 1))
    leads = [answer.lead if answer.quotes else "" for answer in told]
    untold = tuple(part for part, lead in zip(asked, leads, strict=True) if not lead)
    beside = [part for part in untold if any(_tells(quote.text, part) for quote in quotes)]
    if beside:
        # Which of the quotes answers which part cannot be said.
        lead = phrases.lead_several(len(quotes), len({q.document for q in quotes}), whole.language)
        untold = tuple(part for part in untold if part not in beside)
    elif len(set(leads)) == 1:
        lead = leads[0]
    else:
        lead = several_phrases.lead_parts(list(zip(asked, leads, strict=True)), whole.language)
    return replace(
        whole,
        status="answered",
        lead=lead,
        text=as_text(lead, quotes),
        quotes=quotes,
        answerability=max(answer.answerability for answer in told if answer.quotes),
        missing=untold,
        nearest=(),
    )


def _trusted(
    whole: Answer, in_turn: Sequence[tuple[str, str]], told: Sequence[Answer]
) -> list[Answer]:
    """The answers to the parts without what is not surely told; what is asked of the same thing, or beside what is answered, is
    told in the documents that deal with that."""
    if not (whole.quotes or _surely(told[0])):
        return [replace(answer, quotes=()) for answer in told]
    there = {quote.document for quote in whole.quotes}
    kept = []
    for (part, alone), answer in zip(in_turn, told, strict=True):
        quotes = answer.quotes if _surely(answer) else ()
        if part != alone or whole.quotes:
            quotes = tuple(quote for quote in quotes if quote.document in there)
        there |= {quote.document for quote in quotes}
        kept.append(replace(answer, quotes=quotes))
    shown = [quote for answer in kept for quote in answer.quotes]
    # What is not surely told is, where the same words are quoted for another part.
    return [
        answer
        if any(_overlap(quote, other) for quote in answer.quotes[:1] for other in shown)
        else sure
        for answer, sure in zip(told, kept, strict=True)
    ]


def _surely(answer: Answer) -> bool:
    return bool(answer.quotes) and answer.answerability >= _SURE and not answer.missing


def _apart(quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes in order, of those that overlap the longest."""
    kept: list[Quote] = []
    for quote in sorted(quotes, key=lambda q: q.start - q.end):
        if not any(_overlap(quote, other) for other in kept):
            kept.append(quote)
    return [quote for quote in quotes if any(quote is other for other in kept)]


def _tells(quoted: str, part: str) -> bool:
    """Whether a clause of what is quoted holds the figure that a part asks for, after what it asks it of: 减税…3500亿元."""
    asked = normalize(part)
    thing = _OF_A_YEAR.sub("", ASKS.split(asked)[0]).strip("的是有了将要")
    kinds = [kind for kind in expected(asked) if kind.kind == "number"]
    text = normalize(quoted)
    if not kinds or len(thing) < _SHORTEST or thing not in text:
        return False
    after = re.split("[。;]", text[text.index(thing) :])[0]
    return held(kinds, after)


def _overlap(one: Quote, other: Quote) -> bool:
    return one.document == other.document and one.start < other.end and other.start < one.end
