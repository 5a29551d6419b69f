"""Several questions asked in one breath, each answered by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain

from assistant import several_phrases
from assistant.another import ASKS, YEAR
from assistant.question import read
from assistant.reply import as_text
from assistant.types import Answer

_JOINED = re.compile(r"[,，;；?？]\s*(?:还有|以及|和|另外|并且|再就是)?[,，]?|(?:还有|以及|和)")
_MOST = 3
_NAMES_ITS_MATTER = re.compile(
    rf"(?![它他她其这那此并又也都各分总一共有是为要应该能可会由在从](?!年)|.{{1,3}}[了过着])[\u3400-\u9fff\w]{{2,}}?(?:{ASKS.pattern})"
)
"""Begins with what it asks about, not with a word that leans on the part before."""

_SETTING = re.compile(rf"{YEAR}|报告|讲话|谈话|会议|大会|会上|文件")
"""Says of which year or where it is asked."""


def parts(question: str) -> tuple[str, ...]:
    """The two or three questions that one consists of, each of which names what it asks about and asks; none if it does not."""
    found = [part.strip("。 ") for part in _JOINED.split(question.rstrip("?？。 "))]
    apart = 1 < len(found) <= _MOST and all(
        len(ASKS.findall(part)) == 1 and _NAMES_ITS_MATTER.match(part) for part in found
    )
    # What sets all of them is not said again: 2021年赤字率是多少，粮食产量呢.
    alike = len({_SETTING.search(part) is not None for part in found}) == 1
    return tuple(found) if apart and alike else ()


def answered_in_parts(whole: Answer, ask: Callable[[str], Answer]) -> Answer:
    """A question that is not answered as a `whole`, by what its parts are answered with: which are not is said."""
    asked = parts(read(whole.standalone_question).text) if whole.status == "not_found" else ()
    told = [ask(part) for part in asked]
    if not any(answer.quotes for answer in told):
        return whole
    joined = chain.from_iterable(answer.quotes for answer in told)
    distinct = {(q.document, q.start, q.end): q for q in joined}
    quotes = tuple(replace(quote, marker=n) for n, quote in enumerate(distinct.values(), 1))
    lead = several_phrases.lead_parts(
        [
            (part, answer.lead if answer.quotes else "")
            for part, answer in zip(asked, told, strict=True)
        ],
        whole.language,
    )
    return replace(
        whole,
        status="answered",
        lead=lead,
        text=as_text(lead, quotes),
        quotes=quotes,
        answerability=max(answer.answerability for answer in told if answer.quotes),
        missing=_unanswered(asked, told),
        nearest=(),
    )


def _unanswered(asked: Sequence[str], told: Sequence[Answer]) -> tuple[str, ...]:
    return tuple(part for part, answer in zip(asked, told, strict=True) if not answer.quotes)
