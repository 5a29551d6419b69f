"""What more there is than what the question before was answered with: 还有吗."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.answers.reply import as_text
from assistant.clean import normalize
from assistant.followups.another import MORE
from assistant.followups.grounds import joint
from assistant.questions.question import read
from assistant.ranking.ranked import Ranked
from assistant.types import Answer, Language

_NOTHING_MORE: dict[Language, str] = {
    "zh": "上一问的回答引用了 {n} 处原文，此外没有找到更多直接回答。要找别的内容，请把问题说完整再问。",
    "zh-Hant": "上一問的回答引用了 {n} 處原文，此外沒有找到更多直接回答。要找別的內容，請把問題說完整再問。",
    "en": "The answer before quotes {n} passages; nothing more was found. Ask a whole question to find something else.",
}


def wants_more_of(asked: str, alone: str) -> str:
    """The question of which `asked`, standalone `alone`, wants to know whether there is more; empty if it does not."""
    if not MORE.fullmatch(normalize(asked).strip()):
        return ""
    return alone.removesuffix(asked.strip()).rstrip(joint(alone)) if alone != asked else ""


def more(
    told: Answer, asked: str, alone: str, ask: Callable[[Callable[[Ranked], bool]], Answer]
) -> Answer:
    """What is found beside the quotations of the answer `told` before; that there is no more, where that was a whole list or nothing
    is. `ask` answers that question again from the paragraphs that a test lets pass."""
    if not told.quotes:
        return replace(told, question=asked, standalone_question=alone)
    quoted = {(quote.document, quote.paragraph) for quote in told.quotes}
    rest = ask(lambda place: place.row.place not in quoted)
    rest = replace(rest, question=asked, standalone_question=alone)
    a_list = read(told.standalone_question).intent == "list" and len(told.quotes) > 1
    if rest.quotes and not a_list:
        return rest
    lead = _NOTHING_MORE[told.language].format(n=len(told.quotes))
    return replace(
        rest,
        status="not_found",
        answerability=0.0,
        lead=lead,
        text=as_text(lead, ()),
        quotes=(),
        missing=(),
        nearest=(),
        check=None,
    )
