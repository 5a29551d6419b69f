"""Quotations on the page, with where they stand and what can be done with them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from assistant.types import Answer, Quote, Restoration, Span
from ui.chat.alike import Known
from ui.markup import Html, Mark, joined, tag, verbatim
from ui.strings import Strings, counted

Documents = tuple[tuple[str, Known], ...]
"""What is known of the documents of a turn, by their names."""


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


def reference(turn: int, marker: int) -> str:
    """Names one quotation of the conversation, in the answer as in the source."""
    return f"{turn}-{marker}"


def quoted(
    turn: int,
    answer: Answer,
    quotes: Sequence[Quote],
    words: Strings,
    changed: Collection[str],
    documents: Documents,
) -> Html:
    """The list of some quotations of a turn."""
    documents_of = dict(documents)
    listed = (
        tag(
            "li",
            _quote(turn, quote, answer, documents_of, words),
            _changed(words) if reference(turn, quote.marker) in changed else "",
        )
        for quote in quotes
    )
    return tag("ol", *listed, class_="quotes")


def _changed(words: Strings) -> Html:
    return tag("p", words.panel.quote_changed, class_="changed")


def _quote(
    turn: int, quote: Quote, answer: Answer, documents: Mapping[str, Known], words: Strings
) -> Html:
    text = verbatim(quote.text, quote.start, [_clauses(quote), masked(quote.restorations)])
    return joined(
        [
            tag("blockquote", text, lang="zh", class_="verbatim"),
            tag("div", *_place(turn, quote, answer, documents, words), class_="place"),
            _also(turn, quote, documents, words),
        ]
    )


def _clauses(quote: Quote) -> list[Mark]:
    # A highlight of the whole quotation would tell nothing.
    return [
        Mark(start, end, "span", {"class_": "clause"})
        for start, end in quote.highlights
        if end - start < len(quote.text) - 1
    ]


def _place(
    turn: int, quote: Quote, answer: Answer, documents: Mapping[str, Known], words: Strings
) -> list[Html]:
    of = documents.get(quote.document, Known(quote.title or quote.document))
    title = of.called(quote.document, answer.language) if answer.searched.documents > 1 else ""
    notes = [title, quote.locator]
    if quote.attributed_to:
        notes.append(words.attributed.format(quote.attributed_to))
    label = words.cite.format(quote.marker, f"{title} {quote.locator}".strip())
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
            sender(
                "put_aside",
                words.panel.put_aside,
                turn=turn,
                marker=quote.marker,
                done=words.panel.put_aside_done,
            ),
            copier(words.copy_quote, quotation(quote), words),
            class_="tools",
        ),
    ]


def _also(turn: int, quote: Quote, documents: Mapping[str, Known], words: Strings) -> Html:
    """The other documents that hold it, each of which opens where it does."""
    there = [(name, documents[name]) for name in quote.also_in if name in documents]
    if not there:
        return Html("")
    told = words.also_in.format(counted(words.documents, len(there)))
    entries = (
        tag("li", _opener(turn, quote.marker, name, document, words)) for name, document in there
    )
    summary = tag("summary", told, class_="quiet")
    return tag("details", summary, tag("ul", *entries), class_="also")


def _opener(turn: int, marker: int, name: str, document: Known, words: Strings) -> Html:
    own = name if document.apart == name else ""
    facts = (f"《{document.title}》", document.speaker, document.date, own)
    return tag(
        "button",
        " · ".join(filter(None, facts)),
        type="button",
        class_="cite",
        lang="zh",
        title=words.tools.show,
        data_send="also",
        data_v_document=name,
        data_v_turn=turn,
        data_v_marker=marker,
    )


def passages(document: str, text: str, spans: Sequence[Span]) -> list[Quote]:
    """Places of a document that are no quotations of an answer, as the reader marks them."""
    numbered = enumerate(spans, 1)
    return [Quote(n, document, "", "", 0, a, b, text[a:b]) for n, (a, b) in numbered]


def standing(quote: Quote, text: str) -> Span | None:
    """Where another text holds a quotation, or the first that it highlights of it."""
    lit = (quote.text[start - quote.start : end - quote.start] for start, end in quote.highlights)
    for said in (quote.text, *lit):
        if said and (at := text.find(said)) >= 0:
            return at, at + len(said)
    return None


def quotation(quote: Quote) -> str:
    """A quotation and its citation, as they go to the clipboard."""
    return f"{quote.text}\n——{quote.citation or quote.title}"


def copier(label: str, text: str, words: Strings) -> Html:
    return tag(
        "button",
        label,
        type="button",
        class_="quiet",
        data_do="copy",
        data_text=text,
        data_done=words.copied,
    )


def sender(event: str, label: str, *, done: str | None = None, **data: int) -> Html:
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
