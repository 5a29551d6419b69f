"""What opens over the conversation: scope, history, excerpts. Values in, HTML out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from assistant.conversations import Conversation, Excerpt
from assistant.types import Document, Filter
from ui.markup import Html, joined, tag, verbatim
from ui.panel_words import PanelWords
from ui.render import masked
from ui.session import inside
from ui.strings import Strings, counted

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
    label = f"{name or scope_name(filter_, words)} · {counted(strings.documents, len(taken))}"
    shown = [tag("span", words.scope, class_="what"), tag("span", label, class_="value")]
    if len(taken) == 1 and taken[0].bundled:
        shown.append(tag("span", words.example, class_="example"))
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
            ),
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


def scope_name(filter_: Filter, words: PanelWords) -> str:
    """A filter in a few words."""
    parts = []
    if filter_.documents:
        parts.append(words.scope_chosen)
    if filter_.years:
        years = sorted(filter_.years)
        span = f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0])
        parts.append(words.year.format(span))
    parts += [*filter_.speakers, *(type_name(t, words) for t in filter_.types)]
    return " · ".join(parts) or words.scope_all


def type_name(type_: str, words: PanelWords) -> str:
    names = {
        "speech": words.type_speech,
        "report": words.type_report,
        "policy": words.type_policy,
    }
    return names.get(type_, type_)


# Scope


def scope(
    filter_: Filter,
    documents: Sequence[Document],
    named: Mapping[str, Filter],
    words: PanelWords,
) -> Html:
    """All documents or chosen ones, by year, speaker and type; scopes that have a name."""
    years = Counter(d.year for d in documents if d.year)
    speakers = Counter(d.speaker for d in documents if d.speaker)
    types = Counter(d.type for d in documents if d.type)
    mixed = 0 < sum(d.bundled for d in documents) < len(documents)
    form = tag(
        "form",
        _facet(
            words.scope_years,
            "years",
            [(str(y), words.year.format(y), n) for y, n in sorted(years.items(), reverse=True)],
            {str(y) for y in filter_.years},
        ),
        _facet(
            words.scope_speakers,
            "speakers",
            [(s, s, n) for s, n in sorted(speakers.items())],
            set(filter_.speakers),
        ),
        _facet(
            words.scope_types,
            "types",
            [(t, type_name(t, words), n) for t, n in sorted(types.items())],
            set(filter_.types),
        ),
        _documents(documents, filter_, words),
        _check("examples", "1", words.scope_examples, filter_.examples) if mixed else NOTHING,
        tag(
            "div",
            tag("button", words.scope_apply, type="submit", class_="main"),
            sender(words.scope_reset, "scope"),
            class_="line",
        ),
        data_send="scope",
    )
    keep = tag(
        "form",
        _field("name", words.scope_name),
        tag("button", words.scope_keep, type="submit", class_="quiet"),
        class_="line",
        data_send="name_scope",
    )
    return frame(words.scope, words, _named(named, words), form, keep, kind="scope")


def _named(named: Mapping[str, Filter], words: PanelWords) -> Html:
    if not named:
        return NOTHING
    entries = (
        tag(
            "li",
            sender(name, "use_scope", name=name),
            tag(
                "button",
                "×",
                type="button",
                class_="quiet",
                aria_label=words.scope_forget.format(name),
                data_send="forget_scope",
                data_v_name=name,
            ),
        )
        for name in named
    )
    return joined([tag("h3", words.scope_named), tag("ul", *entries, class_="named")])


def _facet(title: str, name: str, values: Sequence[tuple[str, str, int]], chosen: set[str]) -> Html:
    if len(values) < 2 and not chosen:
        return NOTHING
    boxes = (_check(name, v, f"{label} ({n})", v in chosen) for v, label, n in values)
    return tag("fieldset", tag("legend", title), *boxes, class_="facet")


def _documents(documents: Sequence[Document], filter_: Filter, words: PanelWords) -> Html:
    newest = sorted(documents, key=lambda d: (d.date, d.name), reverse=True)
    entries = []
    for d in newest:
        label = joined(
            [
                tag("span", d.title or d.name, lang="zh"),
                tag("span", d.date, class_="date") if d.date else NOTHING,
                tag("span", words.example, class_="example") if d.bundled else NOTHING,
            ]
        )
        entries.append(tag("li", _check("documents", d.name, label, d.name in filter_.documents)))
    narrow = (
        tag(
            "input",
            type="search",
            class_="narrow",
            placeholder=words.narrow,
            aria_label=words.narrow,
        )
        if len(documents) > 8
        else NOTHING
    )
    legend = tag("legend", words.scope_documents)
    return tag("fieldset", legend, narrow, tag("ul", *entries, class_="choices"))


def _check(name: str, value: str, label: str, checked: bool) -> Html:
    box = tag("input", type="checkbox", name=name, value=value, checked=checked)
    return tag("label", box, tag("span", label), class_="check")


def _field(name: str, label: str, value: str = "") -> Html:
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


# History


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
            _field("name", words.name, kept.name),
            tag("button", words.save, type="submit", class_="quiet"),
            class_="line",
            data_send="rename",
        ),
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
        tag("div", rename, *_exports(f"conversation/{kept.id}", words), delete, class_="line"),
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
                sender(words.drop, "drop", id=e.id),
                class_="place",
            ),
        )
        for e in excerpts
    )
    tools = tag("div", *_exports("excerpts", words), sender(words.drop_all, "drop"), class_="line")
    return frame(words.excerpts, words, tools, tag("ol", *entries, class_="quotes"), kind="basket")
