"""The panel that narrows what is asked: all documents or some. Values in, HTML out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from assistant.types import Document, Filter
from ui.chat.alike import alike
from ui.chat.panels import NOTHING, field, frame, sender, type_name
from ui.markup import Html, joined, tag
from ui.words.panel_words import PanelWords


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
            [(s, tag("span", s, lang="zh"), n) for s, n in sorted(speakers.items())],
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
        field("name", words.scope_name),
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
    boxes = (_check(name, v, joined([label, f" ({n})"]), v in chosen) for v, label, n in values)
    return tag("fieldset", tag("legend", title), *boxes, class_="facet")


def _documents(documents: Sequence[Document], filter_: Filter, words: PanelWords) -> Html:
    same = alike({d.name: d.title for d in documents})
    newest = sorted(documents, key=lambda d: (d.date, d.name), reverse=True)
    entries = []
    for d in newest:
        label = joined(
            [
                tag("span", d.title or d.name, lang="zh"),
                tag("span", d.date, class_="date") if d.date else NOTHING,
                tag("span", d.name, class_="file", lang="zh") if d.name in same else NOTHING,
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
