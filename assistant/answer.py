"""An extractive answer: which quotes, in which order, or "not found"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant import phrases
from assistant.answers import several_phrases, wording_phrases
from assistant.answers.answerability import THRESHOLD, answerability, evidence
from assistant.answers.courteous import outlined, without_writing
from assistant.answers.front import (
    asked_of,
    fact_lines,
    facts_told,
    part_of,
    said_in_all,
    unknown_speech,
)
from assistant.answers.meant import meant, named_documents
from assistant.answers.mention import countable, mentioned
from assistant.answers.of_each import MOST_EACH, side_by_side
from assistant.answers.reply import (
    Context,
    containing,
    not_found,
    quote_all,
    result,
    uncovered,
)
from assistant.answers.select import enumerated, select
from assistant.answers.sides import Sides
from assistant.answers.told_provision import told as told_provision
from assistant.answers.verdict import absent, checked, claimed
from assistant.clean import normalize
from assistant.lists.introduced import completed
from assistant.lists.noun_headed import told_under_noun
from assistant.lists.nth import called_so, counted_off, member_at
from assistant.lists.parts import part_named
from assistant.lists.post_held import told_by_label
from assistant.questions.content_words import content_words
from assistant.questions.facts import Fact, asks_about_text, facts_asked_of_numbered
from assistant.questions.interrogatives import ASKS, ASKS_EN
from assistant.questions.plain import put_plainly
from assistant.questions.question import Question
from assistant.questions.small_talk import wants_written
from assistant.questions.wording import (
    counted_wording,
    in_marks,
    is_one_word,
    mentioned_wording,
    wording_of_documents,
    wording_of_places,
    wording_of_somebody,
)
from assistant.ranking.selected import Selected, Selection
from assistant.text.by_number import Number, number_in
from assistant.text.ordinals import OF_LISTS
from assistant.types import Answer, Quote

_CLEARLY = 0.9
"""Answerability from which a text is taken to mention a thing in other words."""
_NAMED_SO: tuple[Fact, ...] = ("speaker", "record")
"""What a line of the title block tells beside what it is itself."""
_NO_MATTER = frozenset(
    (
        "你好 您好 谢谢 多谢 再见 帮助 帮忙 继续 中文 英文 英语 总结 概括 归纳 摘要"
        " hello hi thanks thank help please continue english chinese summarize summarise summary"
    ).split()
)
"""Greets or wants a text made, which only quotes cannot do, where it is all that is said."""
_ASKS = re.compile(rf"{ASKS.pattern}|{ASKS_EN}")
_ONLY_THERE: frozenset[Fact] = frozenset({"printed", "series", "record", "issuer", "addressee"})
"""What nothing but a line of the title block tells."""
_NAMED = 3
"""Places that the lead line names one by one; more are counted."""


def answer(context: Context) -> Answer:
    """Answer from the retrieved paragraphs alone. Every quote is verified before it is returned.

    :raises QuoteError: a quote differs from its source, which is a defect of this program.
    """
    wanted = wants_written(context.question.text)
    if wanted is None:
        return _quoted(context)
    outline = outlined(context, wanted)
    told = _answered(context, outline, 1.0, ()) if outline.quotes else _quoted(context)
    return without_writing(told)


def _quoted(context: Context) -> Answer:
    """The answer to what is asked for quotations."""
    question = context.question
    if not context.retrieval.ranked:
        return not_found(context, 0.0)
    if (told := told_provision(context)) is not None:
        return told
    if question.intent == "check":
        return checked(context)
    if question.claimed and (told := claimed(context)) is not None:
        return told
    if question.intent == "count" and (word := countable(context, counted_wording(question))):
        named = meant(context, word)
        return mentioned(named, word, containing(named, word))
    if word := countable(context, wording_of_documents(question)):
        return mentioned(context, word, containing(context, word), documents=True)
    if word := countable(context, wording_of_places(question)):
        named = meant(context, word)
        rows = containing(named, word)
        if rows or is_one_word(question, word):
            return mentioned(named, word, rows)
    if (word := wording_of_somebody(question)) and (rows := containing(context, word)):
        return mentioned(context, word, rows, documents=True)
    if (told := _told_by_form(context)) is not None:
        return told
    if context.sides and (told := _side_by_side(context, context.sides)) is not None:
        return told
    found = enumerated(question, context.retrieval.ranked, context.snapshot)
    signs = evidence(question, context.retrieval, context.model, found.quotes)
    likelihood = answerability(signs)
    unsaid: tuple[str, ...] = ()
    if word := countable(context, mentioned_wording(question)):
        named = meant(context, word)
        rows = containing(named, word)
        # A word that never occurs was not mentioned, unless the text clearly says it otherwise; one in quotation marks is
        # asked for as it stands there.
        if rows or likelihood < _CLEARLY or in_marks(question, word):
            return mentioned(named, word, rows)
        unsaid = (word,)
    asks = asks_about_text(question) or not _says_nothing(question)
    if not asks:  # nothing is near to a greeting
        searched, language = context.searched, question.language
        lead = phrases.not_found(searched.documents, searched.paragraphs, (), (), language)
        return result(context, lead, (), likelihood, ())
    if likelihood < THRESHOLD:
        return replace(not_found(context, likelihood), check=absent(context))
    selection = found if found.quotes else select(question, context.retrieval.ranked, likelihood)
    selection = completed(question, selection, context.snapshot)
    left_out = dict.fromkeys((*unsaid, *uncovered(context, selection.quotes)))
    return _answered(context, selection, likelihood, tuple(left_out))


def _side_by_side(context: Context, wanted: Sides) -> Answer | None:
    """What each side says of what is asked of all, and which say nothing; None where none does."""
    told, language = context.told, context.question.language
    selection = side_by_side(wanted, told, context.snapshot)
    if not selection.quotes:
        return None
    likelihood = max(one.likelihood for one in told)
    first = next(one for one in told if one.answers)
    asked = replace(context, question=first.side.asked, retrieval=first.retrieval)
    unsaid = uncovered(asked, selection.quotes)
    if wanted.each:
        asked_all = len(wanted.sides)
        seen = wanted.sides.index(told[-1].side) + 1
        left = asked_all - seen if len(told) == MOST_EACH else 0
        lead = several_phrases.lead_each(len(told), asked_all - left, left, language)
        quotes = quote_all(context, selection.quotes)
        return result(context, lead, quotes, likelihood, unsaid)
    silent = [context.called(one.side.documents[0]) for one in told if not one.answers]
    outside = [context.called(d.name) for d in wanted.outside]
    besides = several_phrases.besides(silent, outside, language)
    return _answered(context, selection, likelihood, unsaid, besides=besides)


def _says_nothing(question: Question) -> bool:
    """Whether a question has no words to look for, or greets or wishes for a text and asks nothing."""
    words = content_words(put_plainly(question))
    return not words or (
        not _ASKS.search(question.normalized) and all(word in _NO_MATTER for word in words)
    )


def _told_by_form(context: Context) -> Answer | None:
    """The answer to what is asked of a text's form: a part of it, its date or title, as many members as are said to hold a word.
    None if nothing of that is asked, or cannot be told."""
    question, ranked, snapshot = context.question, context.retrieval.ranked, context.snapshot
    language = question.language
    part, parts = part_of(question, ranked, snapshot)
    if part is not None:
        if lines := parts[part.number - 1 : part.number]:
            return _answered(context, Selection(tuple(lines)), 1.0, ())
        lacking = (phrases.part(part.number, part.unit, language),)
        return not_found(context, 0.0, lacking, parts) if parts else None
    if (number := number_in(question.text)) and (asked := facts_asked_of_numbered(question)):
        return _numbered(context, number, asked)
    facts, names = asked_of(question, ranked, snapshot)
    if facts:
        return _of_front(context, facts, names)
    said = said_in_all(question, ranked[0].score, snapshot, context.scope)
    if said.quotes:
        return _answered(context, said, 1.0, ())
    if unknown := unknown_speech(question, ranked, snapshot, context.scope):
        return not_found(context, 0.0, (unknown,))
    if (held := told_by_label(question, ranked, snapshot)).quotes:
        return _answered(context, held, 1.0, ())
    if context.sides:
        return None
    listed = part_named(question, ranked[0], snapshot)
    if question.ordinal is not None and (one := _of_number(context, listed)) is not None:
        return _answered(context, Selection((one,)), 1.0, ())
    meant_here = context.scope.documents == 1 or len(listed) == question.size
    if listed and question.ordinal is None and meant_here:
        return _answered(context, Selection(tuple(listed), listed=True), 1.0, ())
    under = told_under_noun(question, ranked, snapshot)
    if under.quotes and under.quotes[0].document == ranked[0].row.document:
        return _answered(context, under, 1.0, ())
    found = enumerated(question, ranked, snapshot) if question.each else Selection(())
    if found.quotes and all(question.each in normalize(one.words) for one in found.quotes):
        return _answered(context, found, 1.0, ())
    return None


def _numbered(context: Context, number: Number, facts: Sequence[Fact]) -> Answer | None:
    """The answer to what is asked of the document of a number, or where other documents give the number."""
    every = context.snapshot.documents_in(context.scope)
    if names := [d.name for d in every if d.series and number.is_of(d.series)]:
        return _of_front(context, facts, names)
    if rows := containing(context, number.written):
        return mentioned(context, number.written, rows)
    return not_found(context, 0.0, (number.written,))


def _of_number(context: Context, listed: Sequence[Selected]) -> Selected | None:
    """The member that is asked for of those `listed` below the heading that the question names, or of the one document, where it
    says nothing of it but which one (第三点要求是什么); None if it cannot be told."""
    question, ranked = context.question, context.retrieval.ranked
    if one := called_so(question, ranked):
        return one
    one_document = context.scope.documents == 1
    if listed:
        named = {document.name for document in named_documents(context, question)}
        meant_here = one_document or ranked[0].row.document in named
        return member_at(question, listed) if meant_here else None
    telling = [word for word in content_words(question) if not word.startswith("第")]
    if not one_document or not all(re.fullmatch(OF_LISTS, word) for word in telling):
        return None
    found = enumerated(question, ranked, context.snapshot).quotes
    return found[0] if len(found) == 1 else counted_off(question, ranked)


def _of_front(context: Context, facts: Sequence[Fact], names: Sequence[str]) -> Answer | None:
    """The answer to what is asked of the documents `names` themselves, with the facts that no line of them tells; None if that may
    be told by what they say."""
    ranked, snapshot = context.retrieval.ranked, context.snapshot
    told = facts_told(context.question, facts, names, ranked, snapshot)
    language = context.question.language
    left_out = tuple(phrases.fact(fact, language) for fact in facts if fact not in told)
    if told:
        (first, *more) = told
        lead = phrases.fact(first, language) if first in _NAMED_SO and not more else ""
        likelihood = _CLEARLY if left_out else 1.0
        return _answered(context, fact_lines(told), likelihood, left_out, lead)
    unknown = not any(snapshot.document(name).speaker for name in names)
    untold = (facts == ("speaker",) and unknown) or set(facts) <= _ONLY_THERE
    if untold or ranked[0].row.paragraph.kind != "body":
        return not_found(context, 0.0, facts=left_out)
    return None


def _answered(
    context: Context,
    selection: Selection,
    likelihood: float,
    left_out: tuple[str, ...],
    called: str = "",
    besides: str = "",
) -> Answer:
    """`left_out` are words of the question that the answer does not meet; `called` is what the one quote is, if not its place;
    `besides` is told before where the quotes stand."""
    quotes = quote_all(context, selection.quotes, evenly=selection.listed)
    line = selection.quotes[0].paragraph.kind != "body"
    lead = besides + _lead(context, quotes, listed=selection.listed, line=line, called=called)
    if verdict := absent(context):
        lead = f"{wording_phrases.not_in_these_words(context.question.language)}{lead}"
    return result(context, lead, quotes, likelihood, left_out, verdict=verdict)


def _lead(
    context: Context, quotes: Sequence[Quote], *, listed: bool, line: bool, called: str
) -> str:
    """`line`: the first quote is a heading or a line of the title block, which states nothing, it just stands."""
    language = context.question.language
    places: dict[str, dict[str, None]] = {}
    for quote in quotes:
        where = called or phrases.in_line(quote.locator, language)
        places.setdefault(quote.document, {})[where] = None
    whole = listed and len(places) == 1
    if len(places) > _NAMED or (not whole and sum(map(len, places.values())) > _NAMED):
        spoken = context.spoken_by(places)
        return phrases.lead_several(len(quotes), len(places), language, spoken)
    each = [(context.who(name, line=line), tuple(found)) for name, found in places.items()]
    if whole:
        who, found = each[0]
        return phrases.lead_list(who, found[0] if len(found) == 1 else "", len(quotes), language)
    return phrases.lead_quote(each, language, line=line)
