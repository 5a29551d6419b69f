"""Conversation -> HTML. Pure functions of frozen values; quotations stay as they are."""

from __future__ import annotations

import functools
from collections.abc import Collection, Sequence

from assistant.types import Answer, Difference, Quote, QuoteCheck, Restoration, Turn
from ui.markup import Html, Mark, joined, tag, verbatim
from ui.strings import Strings, counted

_KEPT_TURNS = 512
"""Rendered turns kept: with every question all those before it are sent again."""


def masked(restorations: Sequence[Restoration]) -> list[Mark]:
    """Masked words; their reading is shown by the style sheet and is never part of the text."""
    return [
        Mark(
            r.start,
            r.end,
            "span",
            {"class_": "masked", "tabindex": -1},
            {"data_reading": r.reading},
        )
        for r in restorations
    ]


def conversation(
    turns: Sequence[Turn],
    suggestions: Sequence[str],
    words: Strings,
    changed: Collection[str] = (),
) -> Html:
    """All turns and what may be asked next, or the welcome when there is none yet.

    `changed` are the references of quotations whose source was replaced or removed since.
    """
    if not turns:
        return _welcome(suggestions, words)
    references = frozenset(changed)
    rendered = [_turn(number, turn, words, references) for number, turn in enumerate(turns, 1)]
    actions = tag(
        "div",
        _send("retry", words.retry),
        _send("undo", words.undo),
        class_="actions",
    )
    return joined([*rendered, actions, _next(suggestions, words)])


def _next(suggestions: Sequence[str], words: Strings) -> Html:
    if not suggestions:
        return Html("")
    return tag(
        "div",
        tag("h3", words.panel.next_questions),
        tag("ul", *(tag("li", _starter(text)) for text in suggestions), class_="starters"),
        class_="next",
    )


def _starter(text: str) -> Html:
    return tag("button", text, type="button", class_="starter", data_do="ask")


def reference(turn: int, marker: int) -> str:
    """Names one quotation of the conversation, in the answer as in the source."""
    return f"{turn}-{marker}"


def _welcome(suggestions: Sequence[str], words: Strings) -> Html:
    if not suggestions:
        return tag("div", tag("p", words.no_documents, class_="lead"), class_="welcome")
    offered = [tag("li", _starter(text)) for text in suggestions]
    return tag(
        "div",
        tag("h2", words.welcome),
        tag("p", words.promise, class_="promise"),
        tag("h3", words.starters),
        tag("ul", *offered, class_="starters"),
        class_="welcome",
    )


def forget() -> None:
    """Drop the rendered turns: what a person deletes must not stay in memory."""
    _turn.cache_clear()


@functools.lru_cache(maxsize=_KEPT_TURNS)
def _turn(number: int, turn: Turn, words: Strings, changed: frozenset[str]) -> Html:
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
        parts.append(_quotes(number, answer, answer.quotes, words, changed))
    if answer.missing and answer.status == "answered":  # else the lead line says it
        missing = words.missing.format(words.list_separator.join(answer.missing))
        parts.append(tag("p", missing, class_="missing"))
    if answer.nearest:
        parts.append(tag("h3", words.nearest, class_="nearest"))
        parts.append(_quotes(number, answer, answer.nearest, words, changed))
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


def _quotes(
    turn: int, answer: Answer, quotes: Sequence[Quote], words: Strings, changed: Collection[str]
) -> Html:
    named = answer.searched.documents > 1
    listed = (
        tag(
            "li",
            _quote(turn, quote, words, named=named),
            _changed(words) if reference(turn, quote.marker) in changed else "",
        )
        for quote in quotes
    )
    return tag("ol", *listed, class_="quotes")


def _changed(words: Strings) -> Html:
    return tag("p", words.panel.quote_changed, class_="changed")


def _quote(turn: int, quote: Quote, words: Strings, *, named: bool) -> Html:
    text = verbatim(quote.text, quote.start, [_clauses(quote), masked(quote.restorations)])
    return joined(
        [
            tag("blockquote", text, lang="zh", class_="verbatim"),
            tag("div", *_place(turn, quote, words, named=named), class_="place"),
        ]
    )


def _clauses(quote: Quote) -> list[Mark]:
    # A highlight of the whole quotation would tell nothing.
    return [
        Mark(start, end, "span", {"class_": "clause"})
        for start, end in quote.highlights
        if end - start < len(quote.text) - 1
    ]


def _place(turn: int, quote: Quote, words: Strings, *, named: bool) -> list[Html]:
    notes = [f"《{quote.title}》" if named else "", quote.locator]
    if quote.attributed_to:
        notes.append(words.attributed.format(quote.attributed_to))
    if quote.also_in:
        notes.append(words.also_in.format(counted(words.documents, len(quote.also_in))))
    label = words.cite.format(quote.marker, quote.locator)
    return [
        tag(
            "a",
            f"[{quote.marker}]",
            href=f"#p-{quote.paragraph}",
            class_="cite",
            title=label,
            aria_label=label,
            data_quote=reference(turn, quote.marker),
        ),
        tag("span", " · ".join(n for n in notes if n), class_="locator"),
        tag(
            "span",
            _send(
                "put_aside",
                words.panel.put_aside,
                turn=turn,
                marker=quote.marker,
                done=words.panel.put_aside_done,
            ),
            _copy(words.copy_quote, quotation(quote), words),
            class_="tools",
        ),
    ]


def _verdict(check: QuoteCheck, words: Strings) -> Html:
    text = {
        "exact": words.check_exact,
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
            _send("passages", words.panel.passages, turn=turn),
            _send("about", words.about.title, turn=turn),
            _copy(words.copy, copied_answer(answer), words),
            class_="tools",
        ),
        class_="meta",
    )


def quotation(quote: Quote) -> str:
    """A quotation and its citation, as they go to the clipboard."""
    return f"{quote.text}\n——{quote.citation or quote.title}"


def copied_answer(answer: Answer) -> str:
    """A whole answer as plain text: lead line, numbered quotations, their citations."""
    quotes = answer.quotes or answer.nearest
    lines = [answer.lead, *(f"[{q.marker}] {quotation(q)}" for q in quotes)]
    return "\n".join(line for line in lines if line)


def _copy(label: str, text: str, words: Strings) -> Html:
    return tag(
        "button",
        label,
        type="button",
        class_="quiet",
        data_do="copy",
        data_text=text,
        data_done=words.copied,
    )


def _send(event: str, label: str, *, done: str | None = None, **data: int) -> Html:
    values = {f"data_v_{key}": value for key, value in data.items()}
    return tag(
        "button",
        label,
        type="button",
        class_="quiet",
        data_send=event,
        data_done=done,
        **values,
    )
