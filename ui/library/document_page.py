"""One document on the library page: what is known of it, and how its text is read."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.types import Document, Edit
from ui.chat.panels import type_name
from ui.library import cite_page
from ui.markup import Html, tag
from ui.strings import Strings

FIELDS = ("title", "speaker", "date", "type", "place", "occasion", "series", "remarks")
TYPES = ("speech", "report", "policy")
_EDITS = 200
_AROUND = 12
"""Characters shown on either side of an edit."""


def details(d: Document, text: str, edits: Sequence[Edit], strings: Strings, editor: bool) -> Html:
    """What is known of a document, to correct, and how its text is read for searching."""
    words = strings.library
    facts = (
        (words.file_name, d.name),
        (words.characters, f"{d.characters:,}"),
        (words.encoding, d.encoding),
        (words.added_at, d.added_at[:10]),
    )
    listed = (tag("div", tag("dt", k), tag("dd", v, lang="zh")) for k, v in facts if v)
    tools = [
        tag("button", words.read, type="button", class_="plain", data_read=d.name),
        tag("button", words.ask_within, type="button", class_="plain", data_within=d.name),
    ]
    if editor:
        tools.append(
            tag(
                "button",
                words.remove,
                type="button",
                class_="plain danger",
                data_remove=d.name,
                data_title=d.title or d.name,
            )
        )
    return tag(
        "div",
        tag("div", *tools, class_="line"),
        _form(d, strings) if editor else _known(d, strings),
        tag("dl", *listed, class_="facts"),
        cite_page.closed(d.name, strings),
        _edits(text, edits, strings),
        class_="details",
    )


def _form(d: Document, strings: Strings) -> Html:
    words = strings.library
    fields = (_labelled(field, d, strings) for field in FIELDS)
    save = tag("button", words.save, type="submit", class_="main")
    told = tag("span", class_="told", role="status")
    line = tag("div", save, told, class_="line")
    return tag("form", *fields, line, class_="metadata", data_name=d.name)


def _labelled(field: str, d: Document, strings: Strings) -> Html:
    label = tag("span", getattr(strings.library, field))
    return tag("label", label, _field(field, d, strings), class_=f"of-{field}")


def _field(field: str, d: Document, strings: Strings) -> Html:
    value = getattr(d, field)
    if field == "type":
        names = [("", strings.library.no_type), *((t, type_name(t, strings.panel)) for t in TYPES)]
        options = (tag("option", label, value=t, selected=t == value) for t, label in names)
        return tag("select", *options, name=field)
    if field == "remarks":
        return tag("textarea", "\n".join(value), name=field, rows=2, lang="zh", maxlength=2000)
    hint = strings.library.date_form if field == "date" else None
    return tag("input", name=field, value=value, lang="zh", maxlength=300, placeholder=hint)


def _known(d: Document, strings: Strings) -> Html:
    known = []
    for field in FIELDS:
        value = getattr(d, field)
        value = " ".join(value) if field == "remarks" else value
        value = type_name(value, strings.panel) if field == "type" else value
        if value:
            label = tag("dt", getattr(strings.library, field))
            known.append(tag("div", label, tag("dd", value, lang="zh")))
    return tag("dl", *known, class_="facts")


def _edits(text: str, edits: Sequence[Edit], strings: Strings) -> Html:
    words = strings.library
    if not edits:
        return tag("p", words.edits_none, class_="hint")
    shown = (_edit(text, e, strings) for e in edits[:_EDITS])
    more = len(edits) - _EDITS
    rest = tag("p", words.edits_more.format(f"{more:,}"), class_="hint") if more > 0 else Html("")
    summary = tag("summary", f"{words.edits} {len(edits):,}")
    return tag("details", summary, tag("ul", *shown), rest, class_="edits")


def _edit(text: str, edit: Edit, strings: Strings) -> Html:
    words = strings.library
    before = text[max(0, edit.start - _AROUND) : edit.start].replace("\n", " ")
    after = text[edit.end : edit.end + _AROUND].replace("\n", " ")
    what = words.edit_restored.format(edit.replacement) if edit.replacement else words.edit_removed
    place = tag("span", before, tag("mark", text[edit.start : edit.end]), after, lang="zh")
    return tag("li", place, tag("span", what, class_="what"))
