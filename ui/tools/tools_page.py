"""The frame of the tools: a tab for each, into which the browser puts what the server renders."""

from __future__ import annotations

from assistant.checks.checking import LONGEST_ARTICLE
from assistant.load import SUFFIXES
from assistant.wordings.trace import LONGEST_WORDING, MOST_WORDINGS
from ui.library.pick_page import field
from ui.markup import Html, tag
from ui.strings import Strings

TABS = ("check", "trace", "compare", "digest")
"""As they stand in the page's address, behind `#`."""


def shell(strings: Strings) -> Html:
    words = strings.tools
    tabs = (
        tag(
            "button",
            getattr(words, f"tab_{name}"),
            type="button",
            role="tab",
            id=f"tab-{name}",
            aria_controls=f"tool-{name}",
            aria_selected="false",
            tabindex=-1,
            data_tab=name,
        )
        for name in TABS
    )
    texts = {
        key: getattr(words, key)
        for key in ("cancelled", "lost", "too_large", "reading_file", "check_limit")
    }
    texts |= {"choose_two": strings.compare.choose_two, "choose_one": strings.compare.choose_one}
    return tag(
        "section",
        tag("div", *tabs, role="tablist", aria_label=words.tools, class_="tabs"),
        _panel("check", _check(strings), strings),
        _panel("trace", _trace(strings), strings),
        _panel("compare", _compare(strings), strings),
        _panel("digest", _digest(strings), strings),
        class_="tools-page",
        aria_label=words.tools,
        **{f"data_{key}": text for key, text in texts.items()},
    )


def _panel(name: str, form: Html, strings: Strings) -> Html:
    words = strings.tools
    running = tag(
        "div",
        tag("span", getattr(words, f"{name}_running")),
        tag("button", words.cancel, type="button", class_="quiet", data_cancel_tool=name),
        tag("div", class_="moving", aria_hidden="true"),
        class_="running",
        hidden=True,
    )
    return tag(
        "div",
        form,
        tag("div", running, tag("p", class_="failed", role="alert"), role="status"),
        tag("div", class_="result", tabindex=-1),
        role="tabpanel",
        id=f"tool-{name}",
        aria_labelledby=f"tab-{name}",
        class_="tool",
        hidden=True,
    )


def run_line(label: str, strings: Strings, *before: str) -> Html:
    """The button that starts a tool, and the scope of the conversation, in which it works."""
    words = strings.tools
    scope = tag(
        "span",
        tag("span", f"{words.scope} "),
        tag("span", class_="scope-value"),
        tag("button", words.scope_change, type="button", class_="quiet", data_scope_change=""),
        class_="in-scope",
    )
    return tag(
        "div", tag("button", label, type="submit", class_="main"), *before, scope, class_="line"
    )


def _check(strings: Strings) -> Html:
    words = strings.tools
    text = tag(
        "textarea",
        name="text",
        rows=6,
        required=True,
        placeholder=words.check_placeholder,
        aria_label=words.check_text,
        data_longest=LONGEST_ARTICLE,
        spellcheck="false",
    )
    kinds = (("quotation", words.as_quotation), ("article", words.as_article))
    choices = (
        tag(
            "label",
            tag("input", type="radio", name="as", value=kind, checked=kind == "quotation"),
            tag("span", label),
            class_="check",
        )
        for kind, label in kinds
    )
    legend = tag("legend", words.check_as, class_="unseen")
    file = tag(
        "input",
        type="file",
        id="choose-article",
        accept=",".join(SUFFIXES),
        hidden=True,
        tabindex=-1,
        aria_label=words.check_file,
    )
    choose = tag(
        "button", words.check_file, type="button", class_="plain", data_choose="choose-article"
    )
    return tag(
        "form",
        tag("p", words.check_lead, class_="lead"),
        text,
        tag("fieldset", legend, *choices, class_="kinds"),
        run_line(words.check_run, strings, choose),
        file,
        data_tool="check",
        novalidate=True,
    )


def _trace(strings: Strings) -> Html:
    words = strings.trace
    field = tag(
        "input",
        type="text",
        name="wordings",
        required=True,
        placeholder=words.placeholder.format(MOST_WORDINGS),
        aria_label=words.wordings,
        maxlength=(LONGEST_WORDING + 1) * MOST_WORDINGS,
        autocomplete="off",
        spellcheck="false",
    )
    return tag(
        "form",
        tag("p", words.lead, class_="lead"),
        field,
        run_line(words.run, strings),
        data_tool="trace",
        novalidate=True,
    )


def _compare(strings: Strings) -> Html:
    words = strings.compare
    fields = (field("left", words.before, strings), field("right", words.after, strings))
    return tag(
        "form",
        tag("p", words.lead, class_="lead"),
        tag("div", *fields, class_="pickers"),
        tag("div", tag("button", words.run, type="submit", class_="main"), class_="line"),
        data_tool="compare",
        novalidate=True,
    )


def _digest(strings: Strings) -> Html:
    words = strings.compare
    return tag(
        "form",
        tag("p", words.digest_lead, class_="lead"),
        tag("div", field("name", words.document, strings), class_="pickers"),
        tag("div", tag("button", words.digest_run, type="submit", class_="main"), class_="line"),
        data_tool="digest",
        novalidate=True,
    )
