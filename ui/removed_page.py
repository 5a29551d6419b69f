"""What was removed from the library and can be restored."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.store import Removed
from ui.markup import Html, joined, tag
from ui.strings import Strings


def removed(gone: Sequence[Removed], live: set[str], strings: Strings, editor: bool) -> Html:
    """The removed documents that can be restored, the last removed first."""
    words = strings.library
    back = tag("button", words.to_documents, type="button", class_="quiet", data_show="documents")
    purge = tag(
        "button",
        words.purge,
        type="button",
        class_="quiet",
        data_purge="",
        data_sure=words.purge_sure,
    )
    tools = [back, purge] if gone and editor else [back]
    head = tag("header", tag("h2", words.removed, tabindex=-1), tag("span", *tools, class_="tools"))
    if not gone:
        return joined([head, tag("p", words.removed_none, class_="empty")])
    rows, seen = [], set(live)
    for r in gone:
        rows.append(_gone(r, editor and r.document.name not in seen, strings))
        seen.add(r.document.name)
    titles = (words.title, words.file_name, words.removed_at, "")
    columns = tag("tr", *(tag("th", t, scope="col") if t else tag("td") for t in titles))
    table = tag("table", tag("thead", columns), tag("tbody", *rows), class_="documents gone")
    return joined([head, tag("p", words.removed_note, class_="hint"), table])


def _gone(r: Removed, can_return: bool, strings: Strings) -> Html:
    d, words = r.document, strings.library
    title = d.title or d.name
    restore = (
        tag(
            "button",
            words.restore,
            type="button",
            class_="plain",
            data_restore=d.name,
            data_title=title,
        )
        if can_return
        else Html("")
    )
    when = tag("time", r.removed_at[:16].replace("T", " "), datetime=r.removed_at, class_="local")
    return tag(
        "tr",
        tag("td", title, lang="zh", class_="title"),
        tag("td", d.name, lang="zh"),
        tag("td", when, class_="date"),
        tag("td", restore, class_="number"),
    )
