"""A field by which one of thousands of documents is found by typing."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.types import Document
from ui.library.wanted import Wanted, matching
from ui.markup import Html, joined, tag
from ui.strings import Strings, counted

OFFERED = 12
"""Documents listed below the field."""


def field(name: str, label: str, strings: Strings) -> Html:
    """The field; the browser keeps the name of the chosen document in `data-chosen`."""
    list_ = f"list-{name}"
    box = tag(
        "input",
        type="text",
        id=f"pick-{name}",
        name=name,
        role="combobox",
        placeholder=strings.library.search,
        aria_expanded="false",
        aria_controls=list_,
        aria_autocomplete="list",
        autocomplete="off",
        spellcheck="false",
        maxlength=200,
        lang="zh",
    )
    return tag(
        "div",
        tag("label", label, for_=f"pick-{name}"),
        box,
        tag("ul", id=list_, role="listbox", aria_label=label, hidden=True),
        class_="picker",
    )


def options(documents: Sequence[Document], sought: str, strings: Strings) -> Html:
    """The documents that match, the latest first, and how many more there are."""
    found = matching(documents, Wanted(sought=sought))
    listed = [_option(d, strings) for d in found[:OFFERED]]
    more = len(found) - OFFERED
    if not found:
        listed.append(_told(strings.library.none_found))
    elif more > 0:
        listed.append(_told(strings.tools.more_documents.format(counted(strings.documents, more))))
    return joined(listed)


def _option(document: Document, strings: Strings) -> Html:
    facts = " · ".join(
        f for f in (document.date or strings.tools.undated, document.speaker, document.name) if f
    )
    title = document.title or document.name
    return tag(
        "li",
        tag("span", title, class_="name"),
        tag("small", facts),
        role="option",
        lang="zh",
        aria_selected="false",
        data_name=document.name,
        data_title=title,
    )


def _told(text: str) -> Html:
    return tag("li", text, role="presentation", class_="told")
