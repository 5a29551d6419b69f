"""What the panels over the conversation have in common, and the bar that opens them. Values in, HTML out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from assistant.types import Document, Filter
from ui.chat.alike import alike
from ui.chat.session import inside
from ui.markup import Html, joined, tag
from ui.strings import Strings, counted
from ui.words.panel_words import PanelWords

NOTHING = Html("")


def frame(title: str, words: PanelWords, *parts: str, kind: str) -> Html:
    """A panel with its heading and the button that closes it."""
    head = tag(
        "header",
        tag("h2", title, tabindex=-1),
        tag("button", words.close, type="button", class_="quiet", data_do="close"),
    )
    body = tag("div", *parts, class_="panel-body")
    return tag("section", head, body, class_=f"panel {kind}", aria_label=title)


def sender(label: str, event: str, class_: str = "quiet", /, **data: str | int) -> Html:
    """A button that sends an event with the `data`."""
    values = {f"data_v_{key}": value for key, value in data.items()}
    return tag("button", label, type="button", class_=class_, data_send=event, **values)


def field(name: str, label: str, value: str = "") -> Html:
    return tag(
        "input",
        type="text",
        name=name,
        value=value,
        placeholder=label,
        aria_label=label,
        maxlength=80,
        required=True,
        autocomplete="off",
    )


# The bar


def bar(
    filter_: Filter,
    documents: Sequence[Document],
    excerpts: int,
    name: str,
    conversation: str,
    strings: Strings,
    words: PanelWords,
) -> Html:
    """Always visible: the scope, the conversations, the excerpts. `name` is that of the scope,
    if it has one, `conversation` the id of the one that goes on."""
    taken = inside(filter_, documents)
    chosen = tag("span", name or scope_name(filter_, documents, words), class_="chosen")
    label = joined([chosen, f" · {counted(strings.documents, len(taken))}"])
    shown = [tag("span", words.scope, class_="what"), tag("span", label, class_="value")]
    if len(taken) == 1 and taken[0].bundled:
        shown.append(tag("span", words.example, class_="example"))
    narrowed = filter_ != Filter()
    count = f" {excerpts}" if excerpts else ""
    return joined(
        [
            tag(
                "button",
                *shown,
                type="button",
                class_="quiet scope-button",
                data_send="panel",
                data_v_kind="scope",
                title=_titles(taken) if filter_.documents else None,
            ),
            tag(
                "button",
                "×",
                type="button",
                class_="quiet unscope",
                title=words.scope_off,
                aria_label=words.scope_off,
                data_send="scope",
            )
            if narrowed
            else NOTHING,
            tag(
                "span",
                sender(words.history, "panel", kind="history"),
                sender(f"{words.excerpts}{count}", "panel", "quiet excerpts-button", kind="basket"),
                sender(words.new, "new"),
                class_="tools",
                data_conversation=conversation,
                data_scope=json.dumps(asdict(filter_), ensure_ascii=False),
            ),
        ]
    )


def scope_name(filter_: Filter, documents: Sequence[Document], words: PanelWords) -> str:
    """A filter in a few words; a single chosen document is named, told apart from one of its title."""
    parts = []
    chosen = [d for d in documents if d.name in filter_.documents]
    if len(chosen) == 1:
        (one,) = chosen
        same = one.name in alike({d.name: d.title for d in documents})
        parts += [f"《{one.title}》" if one.title else one.name]
        parts += [one.date or one.name] if same and one.title else []
    elif filter_.documents:
        parts.append(words.scope_chosen)
    if filter_.years:
        years = sorted(filter_.years)
        span = f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0])
        parts.append(words.year.format(span))
    parts += [*filter_.speakers, *(type_name(t, words) for t in filter_.types)]
    return " · ".join(parts) or words.scope_all


_TITLES = 8


def _titles(documents: Sequence[Document]) -> str:
    """The first titles, a line each."""
    lines = [d.title or d.name for d in documents[:_TITLES]]
    return "\n".join([*lines, "…"] if len(documents) > _TITLES else lines)


def type_name(type_: str, words: PanelWords) -> str:
    names = {
        "speech": words.type_speech,
        "report": words.type_report,
        "policy": words.type_policy,
    }
    return names.get(type_, type_)
