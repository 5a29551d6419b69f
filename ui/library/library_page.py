"""The library on the page: its documents and the ways to narrow them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set

from assistant.load import LARGEST_FILE, SUFFIXES, readable
from assistant.types import Document
from ui.chat.alike import alike
from ui.chat.panels import type_name
from ui.library.wanted import Wanted, matching
from ui.markup import Html, joined, tag
from ui.strings import Strings, counted

PAGE = 50
"""Documents listed at a time."""
_ALIASES = (".markdown", ".text", ".htm", ".xhtml")


def shell(strings: Strings) -> Html:
    """The frame, into which the browser puts what the server renders."""
    words = strings.library
    formats = " ".join(s.lstrip(".") for s in readable() if s not in _ALIASES)
    files = tag(
        "input",
        type="file",
        id="choose-files",
        multiple=True,
        hidden=True,
        accept=",".join(SUFFIXES),
        tabindex=-1,
        aria_label=words.add_files,
    )
    folder = tag(
        "input",
        type="file",
        id="choose-folder",
        webkitdirectory=True,
        hidden=True,
        tabindex=-1,
        aria_label=words.add_folder,
    )
    texts = {
        key: getattr(words, key)
        for key in (
            "uploading",
            "hidden",
            "upload_failed",
            "upload_cancelled",
            "cancel",
            "undo",
            "removed_told",
            "removed_several",
            "restored_told",
            "restored_several",
            "picked",
            "purged_told",
            "saved",
            "lost",
            "sign_in",
            "sign_out",
        )
    }
    return tag(
        "section",
        tag("p", words.read_only, class_="readers note"),
        tag(
            "div",
            tag(
                "div",
                tag("button", words.add_files, type="button", class_="main", data_pick="files"),
                tag("button", words.add_folder, type="button", class_="plain", data_pick="folder"),
                tag("span", words.drop_hint, class_="hint wide"),
                class_="line",
            ),
            tag(
                "div",
                _check("replace", words.replace),
                _check("keep", words.keep, checked=True),
                tag("span", words.formats.format(formats), class_="hint"),
                class_="options",
            ),
            files,
            folder,
            class_="editors adding",
        ),
        tag("div", id="library-upload", role="status"),
        tag("div", id="library-jobs"),
        tag("p", id="library-told", role="status"),
        tag("div", id="library-list"),
        tag("div", words.drop_here, class_="dropping", aria_hidden="true"),
        class_="library",
        aria_label=words.library,
        data_largest=LARGEST_FILE,
        data_suffixes=" ".join(SUFFIXES),
        **{f"data_{key}": text for key, text in texts.items()},
    )


def _check(id_: str, label: str, *, checked: bool = False) -> Html:
    box = tag("input", type="checkbox", id=id_, checked=checked)
    return tag("label", box, tag("span", label), class_="check")


# The documents


def documents(all_: Sequence[Document], removed: int, wanted: Wanted, strings: Strings) -> Html:
    """One page of the documents that match, with the ways to narrow them."""
    words = strings.library
    found = matching(all_, wanted)
    pages = max(1, -(-len(found) // PAGE))
    page = min(max(1, wanted.page), pages)
    shown = found[(page - 1) * PAGE : page * PAGE]
    if all_:
        same = alike({d.name: d.title for d in all_})
        body = _table(shown, same, strings) if shown else tag("p", words.none_found, class_="empty")
    else:
        body = tag("div", tag("h3", words.none), tag("p", words.none_hint), class_="empty")
    return joined(
        [
            _head(found, len(all_), removed, strings),
            _narrowing(all_, wanted, strings) if all_ else Html(""),
            body,
            _pager(page, pages, strings) if pages > 1 else Html(""),
        ]
    )


def _head(found: Sequence[Document], all_: int, removed: int, strings: Strings) -> Html:
    words = strings.library
    count = counted(strings.documents, len(found))
    if len(found) < all_:
        count = f"{len(found):,} / {counted(strings.documents, all_)}"
    paragraphs = counted(strings.paragraphs, sum(d.paragraphs for d in found))
    return tag(
        "header",
        tag("h2", words.library, tabindex=-1),
        tag("span", f"{count} · {paragraphs}", class_="count"),
        tag(
            "span",
            tag(
                "a",
                words.backup,
                href=f"../library/{'en' if strings.locale == 'en' else 'zh'}/backup",
                class_="quiet editors",
                download=True,
            ),
            tag(
                "button",
                f"{words.removed} {removed}" if removed else words.removed,
                type="button",
                class_="quiet",
                data_show="removed",
            ),
            class_="tools",
        ),
    )


def _narrowing(all_: Sequence[Document], wanted: Wanted, strings: Strings) -> Html:
    words = strings.library
    years = Counter(str(d.year) for d in all_ if d.year)
    speakers = Counter(d.speaker for d in all_ if d.speaker)
    types = Counter(d.type for d in all_ if d.type)
    orders = (
        ("date", words.order_date),
        ("added", words.order_added),
        ("title", words.order_title),
    )
    return tag(
        "form",
        tag(
            "input",
            type="search",
            name="sought",
            value=wanted.sought,
            placeholder=words.search,
            aria_label=words.search,
            autocomplete="off",
            maxlength=200,
        ),
        _choice(
            "year",
            words.date,
            wanted.year,
            words.all_years,
            [
                (y, f"{strings.panel.year.format(y)} ({n})")
                for y, n in sorted(years.items(), reverse=True)
            ],
        ),
        _choice(
            "speaker",
            words.speaker,
            wanted.speaker,
            words.all_speakers,
            [(s, f"{s} ({n})") for s, n in sorted(speakers.items())],
        ),
        _choice(
            "type",
            words.type,
            wanted.type,
            words.all_types,
            [(t, f"{type_name(t, strings.panel)} ({n})") for t, n in sorted(types.items())],
        ),
        _choice("order", words.order, wanted.order, "", orders),
        class_="narrowing",
        id="narrowing",
        role="search",
    )


def _choice(
    name: str, label: str, value: str, every: str, values: Sequence[tuple[str, str]]
) -> Html:
    options = [("", every), *values] if every else list(values)
    if value not in dict(options):
        options.append((value, value))
    made = (tag("option", text, value=v, selected=v == value) for v, text in options)
    return tag("select", *made, name=name, aria_label=label)


def _table(shown: Sequence[Document], same: Set[str], strings: Strings) -> Html:
    words = strings.library
    titles = (words.title, words.speaker, words.date, words.type, words.paragraphs)
    pick = tag("td", class_="pick editors")
    head = tag("tr", pick, *(tag("th", t, scope="col") for t in titles))
    rows = (_row(d, d.name in same, strings) for d in shown)
    table = tag("table", tag("thead", head), tag("tbody", *rows), class_="documents")
    return joined([_picked(strings), table])


def _picked(strings: Strings) -> Html:
    """What can be done with the documents that are chosen; shown when there are any."""
    words = strings.library
    return tag(
        "div",
        tag("span", class_="many", role="status"),
        _button(words.pick_page, "quiet", data_pickpage=""),
        _button(words.pick_none, "quiet", data_picknone=""),
        _button(words.remove_picked, "plain danger", data_removepicked=""),
        class_="picked editors line",
        hidden=True,
    )


def _button(label: str, class_: str, **data: str) -> Html:
    return tag("button", label, type="button", class_=class_, **data)


def _row(d: Document, same: bool, strings: Strings) -> Html:
    """`same`: another document has this one's title."""
    words = strings.library
    example = tag("span", strings.panel.example, class_="example") if d.bundled else Html("")
    file = tag("small", d.name, class_="file", lang="zh") if same else Html("")
    button = tag(
        "button",
        d.title or d.name,
        type="button",
        class_="name",
        lang="zh",
        aria_expanded="false",
        data_details=d.name,
    )
    pick = tag(
        "input",
        type="checkbox",
        name="pick",
        value=d.name,
        aria_label=words.pick.format(d.title or d.name),
    )
    return tag(
        "tr",
        tag("td", pick, class_="pick editors"),
        tag("td", button, example, file, class_="title"),
        tag("td", d.speaker, lang="zh"),
        tag("td", d.date, class_="date"),
        tag("td", type_name(d.type, strings.panel)),
        tag(
            "td",
            f"{d.paragraphs:,}",
            class_="number",
            data_count=counted(strings.paragraphs, d.paragraphs),
        ),
    )


def _pager(page: int, pages: int, strings: Strings) -> Html:
    words = strings.library

    def to(label: str, number: int) -> Html:
        there = 1 <= number <= pages
        return tag(
            "button", label, type="button", class_="quiet", data_page=number, disabled=not there
        )

    at = tag("span", words.page_of.format(page, pages))
    return tag("p", to(words.previous, page - 1), at, to(words.next, page + 1), class_="pager line")
