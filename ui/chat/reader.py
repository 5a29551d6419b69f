"""Source document -> HTML: every paragraph in place, quotations marked to the character."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from assistant import cite
from assistant.text.letters import SPACING
from assistant.text.markup import marked_to, unmarked
from assistant.text.provisions import Provision, article_at
from assistant.types import Document, Edit, Paragraph, Quote, Restoration
from ui.chat.alike import alike
from ui.chat.facsimile import UNPAGED, Paging, opener, turned
from ui.chat.quoted import masked, reference
from ui.markup import Html, Mark, joined, tag, verbatim
from ui.strings import Strings

LINK = 16
"""Hexadecimal digits of a text's hash by which a permanent link names it."""
_HEADING = {1: "h3", 2: "h4", 3: "h5"}


def reader(
    document: Document,
    text: str,
    outline: Sequence[Paragraph],
    edits: Sequence[Edit],
    quotes: Sequence[Quote],
    turn: int,
    words: Strings,
    *,
    target: int = 0,
    paging: Paging = UNPAGED,
) -> Html:
    """The document with the quotations of one turn marked; those of other documents are not.

    `target` is a paragraph to open at; `paging` tells where its pages begin.
    """
    marks = [
        Mark(
            q.start,
            q.end,
            "mark",
            {
                "class_": "quoted",
                "data_quote": reference(turn, q.marker),
                "data_start": q.start,
                "data_span": f"{q.start}-{q.end}",
                "tabindex": -1,
            },
            {"data_marker": q.marker} if turn else {},
        )
        for q in quotes
        if q.document == document.name
    ]
    edited = _edited(edits)
    sectioned = any(p.kind == "heading" for p in outline)
    before = (None, *outline)
    paragraphs = [
        joined(
            [
                turned(paging, previous, p, words),
                _paragraph(
                    p,
                    text[p.start : p.end],
                    document,
                    [marks, _inside(p, edited)],
                    _number(p, document, words, article_at(text, p.start), sectioned=sectioned)
                    if p.position
                    else Html(""),
                ),
            ]
        )
        for previous, p in zip(before, outline, strict=False)
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
        data_text=document.sha256[:LINK],
        data_target=f"p-{target}" if target else None,
        data_pages=json.dumps(paging.starts) if paging.kept else None,
    )


def head(
    document: Document, text: str, outline: Sequence[Paragraph], words: Strings, notice: str = ""
) -> Html:
    """What stays above the text: which document it is, its contents, what is to be known of it."""
    name = document.title or document.name
    facts = [tag("span", name, class_="name", lang="zh")]
    facts += [tag("span", document.date, class_="date")] if document.date else []
    facts += [tag("span", words.panel.example, class_="example")] if document.bundled else []
    entries = [
        tag(
            "li",
            tag("a", unmarked(text[p.start : p.end]), href=f"#p-{p.number}"),
            class_=f"l{p.level}",
        )
        for p in outline
        if p.kind == "heading"
    ]
    contents = tag(
        "details",
        tag("summary", words.panel.outline, class_="quiet"),
        tag("ul", *entries, lang="zh"),
        class_="outline",
    )
    return tag(
        "div",
        tag("div", *facts, contents if entries else "", class_="facts"),
        tag("p", notice, class_="changed", role="status") if notice else "",
        class_="about-document",
    )


def chooser(documents: Sequence[Document], words: Strings) -> Html:
    """The list of documents, left out where there is no choice."""
    if len(documents) < 2:
        return Html("")
    same = alike({d.name: d.title for d in documents})
    options = [
        tag("option", " · ".join(filter(None, _facts(d, d.name in same, words))), value=d.name)
        for d in documents
    ]
    return tag(
        "label",
        tag("span", words.document),
        tag("select", *options, id="chooser", lang="zh"),
        class_="chooser",
    )


def _facts(document: Document, same: bool, words: Strings) -> tuple[str, ...]:
    """Which document it is, in words. `same`: another one has its title."""
    example = words.panel.example if document.bundled else ""
    file = document.name if same else ""
    return (document.title or document.name, document.date, file, example)


def toolbar(words: Strings) -> Html:
    """The reader's controls; the page's script gives them their effect."""
    panel = words.panel
    find = tag(
        "span",
        tag(
            "input",
            type="search",
            id="within",
            placeholder=panel.find_within,
            aria_label=panel.find_within,
            autocomplete="off",
            disabled=True,  # until there is a text
        ),
        tag("span", id="matches", role="status", data_none=panel.find_none),
        class_="within",
    )
    steps = tag(
        "span",
        _tool("previous", words.previous),
        tag("span", class_="count", aria_live="polite"),
        _tool("next", words.next),
        class_="steps",
        hidden=True,
    )
    restore = tag(
        "button",
        words.restored,
        type="button",
        class_="quiet restore",
        title=words.restored_hint,
        aria_pressed="true",
        data_do="restore",
    )
    size = tag(
        "span",
        _tool("smaller", "A−", panel.smaller),
        _tool("larger", "A+", panel.larger),
        class_="size",
    )
    toast = tag(
        "span",
        tag("span", class_="told", role="status"),
        tag(
            "button",
            panel.link,
            type="button",
            class_="quiet",
            data_do="link",
            data_done=panel.link_copied,
        ),
        opener(words),
        class_="toast",
        hidden=True,
    )
    return joined(
        [
            tag(
                "button",
                words.back,
                type="button",
                class_="quiet back",
                data_do="back",
                data_ask=words.back,
                data_beside=words.tools.close_source,
            ),
            find,
            tag("span", id="contents"),
            *(steps, opener(words), restore, size, toast),
        ]
    )


def _tool(action: str, label: str, hint: str | None = None) -> Html:
    return tag(
        "button",
        label,
        type="button",
        class_="quiet",
        title=hint,
        aria_label=hint,
        data_do=action,
    )


def _number(
    paragraph: Paragraph,
    document: Document,
    words: Strings,
    article: Provision | None,
    *,
    sectioned: bool,
) -> Html:
    """The number in the margin; the style sheet writes it, so that no selection holds it."""
    where = cite.locator(paragraph, sectioned=sectioned, article=article)
    shown = cite.locator(
        paragraph,
        sectioned=sectioned,
        language="en" if words.locale == "en" else "zh",
        article=article,
    )
    return tag(
        "button",
        type="button",
        class_="number",
        aria_label=words.panel.paragraph_cite.format(shown),
        title=words.panel.paragraph_cite.format(shown),
        data_do="paragraph",
        data_position=paragraph.position,
        data_text=cite.citation(document, where),
        data_done=words.panel.paragraph_cited.format(shown),
    )


def _paragraph(
    paragraph: Paragraph,
    text: str,
    document: Document,
    layers: Sequence[Sequence[Mark]],
    number: Html,
) -> Html:
    kind, start = cite.line_kind(paragraph, text, document), paragraph.start
    name = _HEADING.get(paragraph.level, "p") if kind == "heading" else "p"
    # What only marks a heading in Markdown stays in the text, and is not seen.
    syntax = [Mark(start, start + marked_to(text), "span", {"class_": "syntax"})]
    return tag(
        "h2" if kind == "title" else name,
        number,
        verbatim(text, start, [*layers, syntax if marked_to(text) else []]),
        id=f"p-{paragraph.number}",
        class_="byline" if kind in ("speaker", "place") else kind,
        tabindex=-1,
        data_page=paragraph.page or None,
    )


def _edited(edits: Sequence[Edit]) -> list[Mark]:
    restored = masked(
        [Restoration(e.start, e.end, e.replacement) for e in edits if e.replacement.strip()]
    )
    removed = [
        Mark(e.start, e.end, "span", {"class_": "removed"})
        for e in edits
        if not e.replacement and e.end > e.start and e.reason != SPACING
    ]
    return sorted(restored + removed, key=lambda mark: mark.start)


def _inside(paragraph: Paragraph, edited: Sequence[Mark]) -> Sequence[Mark]:
    """The edits that touch a paragraph; edits are in order and never overlap."""
    first = bisect_right(edited, paragraph.start, key=lambda mark: mark.end)
    return edited[first : bisect_left(edited, paragraph.end, key=lambda mark: mark.start)]
