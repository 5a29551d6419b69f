"""Source document -> HTML: every paragraph in place, quotations marked to the character."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from assistant.types import Document, Edit, Paragraph, Quote, Restoration
from ui.markup import Html, Mark, joined, tag, verbatim
from ui.render import masked, reference
from ui.strings import Strings

_HEADING = {1: "h3", 2: "h4", 3: "h5"}


def reader(
    document: Document,
    text: str,
    outline: Sequence[Paragraph],
    edits: Sequence[Edit],
    quotes: Sequence[Quote],
    turn: int,
) -> Html:
    """The document with the quotations of one turn marked; those of other documents are not."""
    marks = [
        Mark(
            q.start,
            q.end,
            "mark",
            {"class_": "quoted", "data_quote": reference(turn, q.marker), "tabindex": -1},
            {"data_marker": q.marker},
        )
        for q in quotes
        if q.document == document.name
    ]
    edited = _edited(edits)
    paragraphs = [
        _paragraph(p, text[p.start : p.end], [marks, _inside(p, edited)]) for p in outline
    ]
    remarks = " · ".join(document.remarks)
    return tag(
        "article",
        *paragraphs,
        tag("p", remarks, class_="remarks") if remarks else Html(""),
        class_="document",
        lang="zh",
        aria_label=document.title,
        data_document=document.name,
        data_turn=turn,
    )


def chooser(documents: Sequence[Document], words: Strings) -> Html:
    """The list of documents, left out where there is no choice."""
    if len(documents) < 2:
        return Html("")
    options = [
        tag("option", " · ".join(x for x in (d.title or d.name, d.date) if x), value=d.name)
        for d in documents
    ]
    return tag(
        "label",
        tag("span", words.document),
        tag("select", *options, id="chooser", lang="zh"),
        class_="chooser",
    )


def toolbar(words: Strings) -> Html:
    """The reader's controls; the page's script gives them their effect."""
    return joined(
        [
            tag("button", words.back, type="button", class_="quiet back", data_do="back"),
            tag(
                "span",
                tag("button", words.previous, type="button", class_="quiet", data_do="previous"),
                tag("span", class_="count", aria_live="polite"),
                tag("button", words.next, type="button", class_="quiet", data_do="next"),
                class_="steps",
                hidden=True,
            ),
            tag(
                "button",
                words.restored,
                type="button",
                class_="quiet restore",
                title=words.restored_hint,
                aria_pressed="true",
                data_do="restore",
            ),
        ]
    )


def _paragraph(paragraph: Paragraph, text: str, layers: Sequence[Sequence[Mark]]) -> Html:
    name = _HEADING.get(paragraph.level, "p") if paragraph.kind == "heading" else "p"
    return tag(
        "h2" if paragraph.kind == "title" else name,
        verbatim(text, paragraph.start, layers),
        id=f"p-{paragraph.number}",
        class_=paragraph.kind,
        data_position=paragraph.position or None,
    )


def _edited(edits: Sequence[Edit]) -> list[Mark]:
    restored = masked(
        [Restoration(e.start, e.end, e.replacement) for e in edits if e.replacement.strip()]
    )
    removed = [
        Mark(e.start, e.end, "span", {"class_": "removed"})
        for e in edits
        if not e.replacement and e.end > e.start
    ]
    return sorted(restored + removed, key=lambda mark: mark.start)


def _inside(paragraph: Paragraph, edited: Sequence[Mark]) -> Sequence[Mark]:
    """The edits that touch a paragraph; edits are in order and never overlap."""
    first = bisect_right(edited, paragraph.start, key=lambda mark: mark.end)
    last = bisect_left(edited, paragraph.end, key=lambda mark: mark.start)
    return edited[first:last]
