"""The formal citation of a document on the library page, in all formats."""

from __future__ import annotations

from dataclasses import fields

from assistant.reference import Published, Reference, Style
from ui.markup import Html, joined, tag
from ui.strings import Strings

_DATA: tuple[tuple[str, Style], ...] = (("BibTeX", "bibtex"), ("CSL-JSON", "csl-json"))
_DATES = ("date", "accessed")


def closed(name: str, strings: Strings) -> Html:
    """What is opened to cite a document; the browser asks for the rest then."""
    summary = tag("summary", strings.citing.cite)
    return tag("details", summary, tag("div", class_="cited"), class_="citing", data_cite=name)


def cited(reference: Reference, strings: Strings) -> Html:
    """A citation in each format, what is not known, and the fields to tell where it appeared."""
    words = strings.citing
    entries = [
        _entry("GB/T 7714-2015", reference.formatted("gbt7714"), strings),
        _entry(words.note, reference.note, strings),
        *(_entry(name, reference.formatted(style), strings, "data") for name, style in _DATA),
    ]
    missing = strings.list_separator.join(words.facts[fact] for fact in reference.missing)
    told = tag("p", words.missing.format(missing), class_="hint") if missing else Html("")
    return joined([tag("dl", *entries), told, _published(reference.published, strings)])


def _entry(name: str, text: str, strings: Strings, kind: str = "line") -> Html:
    words = strings.citing
    copy = tag(
        "button",
        words.copy,
        type="button",
        class_="quiet",
        aria_label=f"{words.copy} {name}",
        data_do="copy",
        data_text=text,
        data_done=words.copied,
    )
    written = tag("pre", text, lang="zh", class_=kind, tabindex=0, role="group", aria_label=name)
    return tag("div", tag("dt", name, copy), tag("dd", written))


def _published(published: Published, strings: Strings) -> Html:
    words = strings.citing
    labelled = (
        tag(
            "label",
            tag("span", getattr(words, field.name)),
            tag(
                "input",
                name=field.name,
                value=getattr(published, field.name),
                placeholder=strings.library.date_form if field.name in _DATES else None,
                maxlength=300,
                autocomplete="off",
            ),
            class_=f"of-{field.name}",
        )
        for field in fields(Published)
    )
    update = tag("button", words.update, type="submit", class_="plain")
    told = tag("span", class_="failed", role="alert")
    return tag(
        "form",
        tag("fieldset", tag("legend", words.appeared), *labelled),
        tag("div", update, told, class_="line"),
        class_="published",
        novalidate=True,
    )
