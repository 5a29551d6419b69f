"""Conversation -> HTML. Pure functions of frozen values; quotations stay as they are."""

from __future__ import annotations

import functools
from collections.abc import Collection, Mapping, Sequence

from assistant.types import Answer, Difference, Document, QuoteCheck, Turn
from ui.chat import offers
from ui.chat.alike import Known, known
from ui.chat.quoted import Documents, copier, quotation, quoted, sender
from ui.markup import Html, joined, tag
from ui.strings import Strings, counted

_KEPT_TURNS = 512
"""Rendered turns kept: with every question all those before it are sent again."""


def conversation(
    turns: Sequence[Turn],
    suggestions: Sequence[str] | None,
    words: Strings,
    changed: Collection[str] = (),
    documents: Sequence[Document] = (),
    *,
    asked: Sequence[str] = (),
) -> Html:
    """All turns and what may be asked next (None: there is no document), or the welcome before any turn.

    `changed` are the references of quotations whose source was replaced or removed since, `documents` those of
    the library, `asked` the questions after the turns that have no answer yet.
    """
    if not turns and not asked:
        return offers.welcome(suggestions, words)
    references, there = frozenset(changed), known(documents)
    rendered = [
        _turn(number, turn, words, references, _documents(turn.answer, there))
        for number, turn in enumerate(turns, 1)
    ]
    rendered += [_waiting(n, question, words) for n, question in enumerate(asked, len(turns) + 1)]
    actions = tag(
        "div",
        sender("retry", words.retry),
        sender("undo", words.undo),
        class_="actions",
    )
    return joined([*rendered, actions, offers.next_questions(suggestions, words)])


def _documents(answer: Answer, there: Mapping[str, Known]) -> Documents:
    """What is known of the documents that a turn quotes or tells of."""
    quotes = answer.quotes + answer.nearest
    names = dict.fromkeys(name for q in quotes for name in (q.document, *q.also_in))
    return tuple((name, there[name]) for name in names if name in there)


def _waiting(number: int, question: str, words: Strings) -> Html:
    return tag(
        "article",
        tag("h2", question, class_="question"),
        tag("p", words.unanswered, class_="lead"),
        id=f"turn-{number}",
        class_="turn waiting",
        tabindex=-1,
    )


def forget() -> None:
    """Drop the rendered turns: what a person deletes must not stay in memory."""
    _turn.cache_clear()


@functools.lru_cache(maxsize=_KEPT_TURNS)
def _turn(
    number: int, turn: Turn, words: Strings, changed: frozenset[str], documents: Documents
) -> Html:
    answer = turn.answer
    parts: list[Html] = [
        tag("h2", turn.question, class_="question"),
        _editable(number, words.panel.edit, turn.question, "edit", words),
    ]
    if answer.standalone_question.strip() != turn.question.strip():
        label = words.understood.format(answer.standalone_question)
        parts.append(_editable(number, label, answer.standalone_question, "understood", words))
    if answer.check:
        parts.append(_verdict(answer.check, words))
    parts.append(tag("p", answer.lead, class_="lead"))
    if answer.check and answer.check.differences:
        differences = (difference(d, words) for d in answer.check.differences)
        parts.append(tag("ul", *differences, class_="differences"))
    if answer.quotes:
        parts.append(quoted(number, answer, answer.quotes, words, changed, documents))
    if answer.missing and answer.status == "answered":  # else the lead line says it
        missing = words.missing.format(words.list_separator.join(answer.missing))
        parts.append(tag("p", missing, class_="missing"))
    if answer.nearest:
        parts.append(tag("h3", words.nearest, class_="nearest"))
        parts.append(quoted(number, answer, answer.nearest, words, changed, documents))
    parts.append(_meta(number, answer, words))
    return tag(
        "article",
        *parts,
        id=f"turn-{number}",
        class_=f"turn {answer.status.replace('_', '-')}",
        tabindex=-1,
    )


def _editable(turn: int, label: str, question: str, class_: str, words: Strings) -> Html:
    """Opens a field in which a question is changed and asked again, in its place."""
    field = tag(
        "input",
        type="text",
        name="question",
        value=question,
        aria_label=words.understood_edit,
        required=True,
        autocomplete="off",
    )
    form = tag(
        "form",
        tag("input", type="hidden", name="turn", value=turn),
        field,
        tag("button", words.panel.edit_ask, type="submit", class_="quiet"),
        class_="line",
        data_send="edit",
    )
    summary = tag("summary", label, title=words.understood_edit, class_="quiet")
    return tag("details", summary, form, class_=class_)


def _verdict(check: QuoteCheck, words: Strings) -> Html:
    text = {
        "exact": words.check_exact if check.source in ("", check.asked) else words.check_same,
        "altered": words.check_altered,
        "absent": words.check_absent,
    }[check.verdict]
    return tag("p", text, class_=f"verdict {check.verdict}")


def difference(difference: Difference, words: Strings) -> Html:
    """One difference between what was asked and the source, as a list item."""
    kind = words.differences[difference.kind]
    return tag(
        "li",
        tag("span", words.check_asked, class_="side"),
        _side("del", difference.asked, words),
        tag("span", words.check_source, class_="side"),
        _side("ins", difference.source, words),
        tag("span", kind, class_="kind"),
    )


def _side(element: str, text: str, words: Strings) -> Html:
    return tag(element, text, lang="zh") if text else tag("span", words.nothing)


def _meta(turn: int, answer: Answer, words: Strings) -> Html:
    searched = words.searched.format(
        counted(words.documents, answer.searched.documents),
        counted(words.paragraphs, answer.searched.paragraphs),
        f"{max(1, round(answer.elapsed_ms)):,}",
    )
    return tag(
        "div",
        tag("span", searched, class_="searched"),
        tag(
            "span",
            sender("passages", words.panel.passages, turn=turn),
            sender("about", words.about.title, turn=turn),
            copier(words.copy, copied_answer(answer), words),
            class_="tools",
        ),
        class_="meta",
    )


def copied_answer(answer: Answer) -> str:
    """A whole answer as plain text: lead line, numbered quotations, their citations."""
    quotes = answer.quotes or answer.nearest
    lines = [answer.lead, *(f"[{q.marker}] {quotation(q)}" for q in quotes)]
    return "\n".join(line for line in lines if line)
