"""Conversation -> HTML. Pure functions of frozen values; quotations stay as they are."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.types import Answer, Difference, Quote, QuoteCheck, Restoration, Turn
from ui.markup import Html, Mark, joined, tag, verbatim
from ui.strings import Strings, counted


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


def conversation(turns: Sequence[Turn], suggestions: Sequence[str], words: Strings) -> Html:
    """All turns, or the welcome with its starter questions when there is none yet."""
    if not turns:
        return _welcome(suggestions, words)
    rendered = [_turn(number, turn, words) for number, turn in enumerate(turns, 1)]
    ending = tag(
        "div",
        _button("retry", words.retry),
        _button("undo", words.undo),
        _button("clear", words.clear),
        class_="actions",
    )
    return joined([*rendered, ending])


def reference(turn: int, marker: int) -> str:
    """Names one quotation of the conversation, in the answer as in the source."""
    return f"{turn}-{marker}"


def _welcome(suggestions: Sequence[str], words: Strings) -> Html:
    if not suggestions:
        return tag("div", tag("p", words.no_documents, class_="lead"), class_="welcome")
    offered = [
        tag("li", tag("button", text, type="button", class_="starter", data_do="ask"))
        for text in suggestions
    ]
    return tag(
        "div",
        tag("h2", words.welcome),
        tag("p", words.promise, class_="promise"),
        tag("h3", words.starters),
        tag("ul", *offered, class_="starters"),
        class_="welcome",
    )


def _turn(number: int, turn: Turn, words: Strings) -> Html:
    answer = turn.answer
    parts: list[Html] = [tag("h2", turn.question, class_="question")]
    if answer.standalone_question.strip() != turn.question.strip():
        parts.append(_understood(answer.standalone_question, words))
    if answer.check:
        parts.append(_verdict(answer.check, words))
    parts.append(tag("p", answer.lead, class_="lead"))
    if answer.check and answer.check.differences:
        differences = (_difference(d, words) for d in answer.check.differences)
        parts.append(tag("ul", *differences, class_="differences"))
    if answer.quotes:
        parts.append(_quotes(number, answer, answer.quotes, words))
    if answer.missing and answer.status == "answered":  # else the lead line says it
        missing = words.missing.format(words.list_separator.join(answer.missing))
        parts.append(tag("p", missing, class_="missing"))
    if answer.nearest:
        parts.append(tag("h3", words.nearest, class_="nearest"))
        parts.append(_quotes(number, answer, answer.nearest, words))
    parts.append(_meta(answer, words))
    return tag(
        "article",
        *parts,
        id=f"turn-{number}",
        class_=f"turn {answer.status.replace('_', '-')}",
        tabindex=-1,
    )


def _understood(question: str, words: Strings) -> Html:
    return tag(
        "p",
        tag(
            "button",
            words.understood.format(question),
            type="button",
            title=words.understood_edit,
            data_do="edit",
            data_question=question,
        ),
        class_="understood",
    )


def _quotes(turn: int, answer: Answer, quotes: Sequence[Quote], words: Strings) -> Html:
    named = answer.searched.documents > 1
    listed = (tag("li", _quote(turn, quote, words, named=named)) for quote in quotes)
    return tag("ol", *listed, class_="quotes")


def _quote(turn: int, quote: Quote, words: Strings, *, named: bool) -> Html:
    ref = reference(turn, quote.marker)
    # A highlight of the whole quotation would tell nothing.
    clauses = [
        Mark(start, end, "span", {"class_": "clause"})
        for start, end in quote.highlights
        if end - start < len(quote.text) - 1
    ]
    text = verbatim(quote.text, quote.start, [clauses, masked(quote.restorations)])
    notes = [f"《{quote.title}》" if named else "", quote.locator]
    if quote.attributed_to:
        notes.append(words.attributed.format(quote.attributed_to))
    if quote.also_in:
        notes.append(words.also_in.format(counted(words.documents, len(quote.also_in))))
    label = words.cite.format(quote.marker, quote.locator)
    return joined(
        [
            tag("blockquote", text, lang="zh", class_="verbatim"),
            tag(
                "div",
                tag(
                    "a",
                    f"[{quote.marker}]",
                    href=f"#p-{quote.paragraph}",
                    class_="cite",
                    title=label,
                    aria_label=label,
                    data_quote=ref,
                ),
                tag("span", " · ".join(n for n in notes if n), class_="locator"),
                _copy(words.copy_quote, quotation(quote), words),
                class_="place",
            ),
        ]
    )


def _verdict(check: QuoteCheck, words: Strings) -> Html:
    text = {
        "exact": words.check_exact,
        "altered": words.check_altered,
        "absent": words.check_absent,
    }[check.verdict]
    return tag("p", text, class_=f"verdict {check.verdict}")


def _difference(difference: Difference, words: Strings) -> Html:
    kind = {
        "digit": words.difference_digit,
        "negation": words.difference_negation,
        "wording": words.difference_wording,
    }[difference.kind]
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


def _meta(answer: Answer, words: Strings) -> Html:
    searched = words.searched.format(
        counted(words.documents, answer.searched.documents),
        counted(words.paragraphs, answer.searched.paragraphs),
        f"{max(1, round(answer.elapsed_ms)):,}",
    )
    return tag(
        "div",
        tag("span", searched, class_="searched"),
        _copy(words.copy, copied_answer(answer), words),
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


def _button(action: str, label: str) -> Html:
    return tag("button", label, type="button", class_="quiet", data_do=action)
