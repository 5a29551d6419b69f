"""Why, or when, asked of what the question before was answered with: 为什么, 什么时候成立的, 哪一年说的.

Such a question says nothing to search for, so that what it finds is mostly what was quoted already. That answers it only where
it tells a reason, or a time; else what stands beside it may; when something was said, its document tells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant import phrases
from assistant.answers.reply import Context, not_found, quote_all, result
from assistant.clean import normalize
from assistant.followups.another import WHEN_DONE, WHEN_SAID
from assistant.followups.grounds import joint
from assistant.questions.expected import expected
from assistant.questions.question import read
from assistant.quoting.beside import GIVES_REASON, OPENS_WITH_REASON
from assistant.ranking.selected import Selected, of_paragraph
from assistant.text.units import structure
from assistant.types import Answer, Quote

_WHY = re.compile(
    r"(?:那么?|这|又|可|但|他|具体|是)*(?:为什么|为啥|为何|凭什么|(?:什么|啥)(?:原因|理由)|(?:原因|理由)(?:是什么|何在|呢))"
    r"(?:要|会|是|呢|啊|这样|这么|[做说讲想])*[?？]*|(?:but |and |so )*why(?: is that| is it so| so| not)?\W*"
)
_STATES_REASON = re.compile(
    r"因为|由于|之所以|原因|根源|症结|理由|为了|目的|鉴于|考虑到|出于|基于|有利于|以便|以免|否则|不然|才能|关系到|事关|导致|造成|在于|使得?|决定了?|避免|防止"
    r"|\b(?:because|since|due to|in order)\b"
)
"""What a sentence holds that tells why."""
_GOES_ON = re.compile(r"^(?:同时|并且?|其中|此外|另外|随后|接着|也|还)")
"""Opens what happened at the time of the sentence before it."""
_CONCLUDES = re.compile(r"^(?:因此|所以|为此|因而|由此|于是|正因)")
_AFTER = 3
"""Sentences after what was quoted among which a reason may stand."""
_OF_SPEECH = {
    "zh": "讲话是什么时候作的？",
    "zh-Hant": "講話是什麼時候作的？",
    "en": "When was the speech given?",
}

Asked = Literal["reason", "date", "said"]


@dataclass(frozen=True, slots=True)
class AskedBack:
    """What is asked of the answer to the question `before`; `done` is what happened when."""

    kind: Asked
    before: str
    done: str = ""


def asked_back(asked: str, alone: str) -> AskedBack | None:
    """What the question `asked`, standalone `alone`, only asks of the answer before; None if it says more than that."""
    tail = asked.strip()
    before = alone.removesuffix(tail).rstrip(f"{joint(alone)} ") if alone != asked else ""
    text = normalize(tail)
    if not before or before == alone:
        return None
    if _WHY.fullmatch(text):
        return AskedBack("reason", before)
    if WHEN_SAID.fullmatch(text):
        return AskedBack("said", before)
    if m := WHEN_DONE.fullmatch(text):
        return AskedBack("date", before, m["done"] or "")
    return None


def of_its_speech(earlier: Answer, asked: str) -> tuple[str, tuple[str, ...]]:
    """The question when the speeches were given that an answer quotes, in the language of what was `asked`, and which these are."""
    return _OF_SPEECH[read(asked).language], tuple(
        dict.fromkeys(q.document for q in earlier.quotes)
    )


def repeats(told: Answer, earlier: Answer) -> bool:
    """Whether an answer quotes nothing but what one before it did."""
    return bool(told.quotes) and all(
        any(
            q.document == other.document and other.start <= q.start and q.end <= other.end
            for other in earlier.quotes
        )
        for q in told.quotes
    )


def told_beside_it(context: Context, told: Answer, asked: AskedBack) -> Answer:
    """The answer `told`, which only repeats, where it tells what is asked; else what stands beside its first quotation and does, or
    that it is not found."""
    if any(_tells(asked, quote.text) for quote in told.quotes):
        return told
    language = context.question.language
    if beside := _beside(context, told.quotes[0], asked):
        quotes = quote_all(context, [beside])
        where = phrases.in_line(quotes[0].locator, language)
        lead = phrases.lead_quote([(context.who(beside.document), (where,))], language, line=False)
        return result(context, lead, quotes, told.answerability, ())
    kind = phrases.kind("date" if asked.kind == "date" else "reason", language)
    return not_found(context, 0.0, facts=(kind,))


def _tells(asked: AskedBack, text: str) -> bool:
    """Whether a text states a reason or, where that is asked, a time."""
    folded = normalize(text)
    if asked.kind == "reason":
        return _STATES_REASON.search(folded) is not None
    return any(kind.held_by(folded) for kind in expected("什么时候") if kind.kind == "date")


def _beside(context: Context, quote: Quote, asked: AskedBack) -> Selected | None:
    """The sentence beside a quotation, in its paragraph or at the beginning of the next one, that tells what is asked."""
    lines, number = context.snapshot.lines_of(quote.document), quote.paragraph
    paragraph, text = lines[number - 1]
    start, end = quote.start - paragraph.start, quote.end - paragraph.start
    sentences = structure(text).sentences
    before = [s for s in sentences if s[1] <= start][-1:]
    after = [s for s in sentences if s[0] >= end][:_AFTER]
    quoted = text[start:end].lstrip()
    if asked.kind == "reason":
        found = [s for s in after if _opens_reason(text[slice(*s)])]
        if not found and _CONCLUDES.search(quoted):
            found = before
        if not found and len(after) < _AFTER and number < len(lines):
            follows, more = lines[number]
            first = structure(more).sentences[0]
            if follows.kind == "body" and _opens_reason(more[slice(*first)]):
                return of_paragraph(quote.document, follows, more, first, quote.score)
    else:
        near = [*before, *after[:1]] if asked.done else before
        found = [
            (min(s[0], start), max(s[1], end))  # with what was done then
            for s in near
            if _tells(asked, told := text[slice(*s)])
            and (asked.done in told if asked.done else _GOES_ON.search(quoted))
        ]
    return of_paragraph(quote.document, paragraph, text, found[0], quote.score) if found else None


def _opens_reason(sentence: str) -> bool:
    told = sentence.lstrip()
    return bool(OPENS_WITH_REASON.search(told) or GIVES_REASON.search(told))
