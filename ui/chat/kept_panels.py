"""Panels of what is kept: conversations, and quotations put aside. Values in, HTML out."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.library.conversations import Conversation
from assistant.library.put_aside import Excerpt
from ui.chat.panels import field, frame, sender
from ui.chat.quoted import masked
from ui.markup import Html, tag, verbatim
from ui.strings import Strings, counted
from ui.words.panel_words import PanelWords


def history(
    kept: Sequence[Conversation], current: str, strings: Strings, words: PanelWords
) -> Html:
    """The owner's conversations, each to open, rename, export and delete."""
    if not kept:
        return frame(words.history, words, tag("p", words.history_empty), kind="history")
    entries = [_conversation(c, current, words) for c in kept]
    return frame(words.history, words, tag("ul", *entries, class_="kept"), kind="history")


def _conversation(kept: Conversation, current: str, words: PanelWords) -> Html:
    when = kept.updated_at[:16].replace("T", " ")
    facts = [
        tag("time", when, datetime=kept.updated_at, class_="local"),
        tag("span", counted(words.history_turns, kept.turns)),
    ]
    rename = tag(
        "details",
        tag("summary", words.rename, class_="quiet"),
        tag(
            "form",
            tag("input", type="hidden", name="id", value=kept.id),
            field("name", words.name, kept.name),
            tag("button", words.save, type="submit", class_="quiet"),
            class_="line",
            data_send="rename",
        ),
    )
    export = tag(
        "details",
        tag("summary", words.export, class_="quiet"),
        tag("div", *_exports(f"conversation/{kept.id}", words), class_="line"),
    )
    delete = tag(
        "button",
        words.delete,
        type="button",
        class_="quiet",
        data_do="sure",
        data_sure=words.delete_sure,
        data_send_then="delete",
        data_v_id=kept.id,
    )
    return tag(
        "li",
        sender(kept.name, "load", "open", id=kept.id),
        tag("div", *facts, class_="facts"),
        tag("div", rename, export, delete, class_="line"),
        aria_current="true" if kept.id == current else None,
    )


_REFERENCES = (("GB/T 7714", "txt"), ("BibTeX", "bib"), ("CSL-JSON", "json"))
"""Lists of the sources of what is quoted."""


def _exports(path: str, words: PanelWords) -> list[Html]:
    own = ((words.word, "docx"), (words.markdown, "md"), (words.pack, "zip"))
    return [
        tag("a", label, href=f"../export/{path}.{ending}", class_="quiet", download=True)
        for label, ending in (*own, *_REFERENCES)
    ]


# Excerpts


def basket(excerpts: Sequence[Excerpt], words: PanelWords) -> Html:
    """Quotations put aside, in the order they were."""
    if not excerpts:
        return frame(words.excerpts, words, tag("p", words.excerpts_hint), kind="basket")
    entries = (
        tag(
            "li",
            tag(
                "blockquote",
                verbatim(e.quote.text, e.quote.start, [masked(e.quote.restorations)]),
                lang="zh",
                class_="verbatim",
            ),
            tag(
                "div",
                tag("span", e.quote.citation or e.quote.title, class_="locator", lang="zh"),
                tag("span", sender(words.drop, "drop", id=e.id), class_="tools"),
                class_="place",
            ),
        )
        for e in excerpts
    )
    tools = tag("div", *_exports("excerpts", words), sender(words.drop_all, "drop"), class_="line")
    return frame(words.excerpts, words, tools, tag("ol", *entries, class_="quotes"), kind="basket")
