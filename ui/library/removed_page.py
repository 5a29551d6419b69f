"""What was removed from the library and can be restored."""

from __future__ import annotations

import json
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
    can_return, seen = [], set(live)
    together: dict[str, list[str]] = {}
    for r in gone:
        can_return.append(editor and r.document.name not in seen)
        seen.add(r.document.name)
        if can_return[-1]:
            together.setdefault(r.removed_at, []).append(r.document.name)
    rows = []
    for r, can in zip(gone, can_return, strict=True):
        names = together.pop(r.removed_at, [])
        rows += [_together(names, strings)] if len(names) > 1 else []
        rows.append(_gone(r, can, strings))
    titles = (words.title, words.file_name, words.removed_at, "")
    columns = tag("tr", *(tag("th", t, scope="col") if t else tag("td") for t in titles))
    table = tag("table", tag("thead", columns), tag("tbody", *rows), class_="documents gone")
    return joined([head, tag("p", words.removed_note, class_="hint"), table])


def _together(names: Sequence[str], strings: Strings) -> Html:
    """Above documents that were removed at once."""
    button = tag(
        "button",
        strings.library.restore_batch.format(len(names)),
        type="button",
        class_="plain",
        data_restorebatch=json.dumps(names, ensure_ascii=False),
    )
    return tag("tr", tag("td", button, colspan=4, class_="together"))


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
