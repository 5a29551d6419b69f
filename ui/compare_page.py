"""Two documents side by side on the page, and the digest of one."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.compare import Comparison, Pair, Passage, SectionPair
from assistant.digest import Digest, Entry
from assistant.types import Document
from ui.check_page import alignment, downloads
from ui.markup import Html, Mark, joined, tag, verbatim
from ui.strings import Strings


def comparison(found: Comparison, id_: str, strings: Strings) -> Html:
    """What changed, section by section; what was kept in its place is counted. `id_` is what the
    comparison is kept under, to download it."""
    words = strings.compare
    counts = (
        tag("span", getattr(words, kind).format(f"{count:,}"), class_=f"count {kind}")
        for kind, count in found.counts.items()
    )
    names = " → ".join(_named(d) for d in (found.left, found.right))
    head = tag(
        "header",
        tag("h2", names, tabindex=-1, lang="zh"),
        tag("div", *counts, class_="counts"),
        downloads(f"compare/{id_}", strings),
        class_="summary",
    )
    changed = sum(n for kind, n in found.counts.items() if kind != "kept")
    if not changed:
        return joined([head, tag("p", words.nothing_changed, class_="told")])
    return joined([head, *(_section(s, found, strings) for s in found.sections)])


def _named(document: Document) -> str:
    title = document.title or document.name
    return f"{title}（{document.date}）" if document.date else title


def _section(section: SectionPair, found: Comparison, strings: Strings) -> Html:
    words = strings.compare
    sides = [
        words.no_section if chain is None else " / ".join(filter(None, chain)) or words.opening
        for chain in (section.left, section.right)
    ]
    heading = sides[0] if sides[0] == sides[1] else " → ".join(sides)
    kept = sum(p.verdict == "kept" and not p.moved for p in section.pairs)
    told = [tag("p", words.kept_here.format(kept), class_="told")] if kept else []
    pairs = [p for p in section.pairs if p.verdict != "kept" or p.moved]
    listed = tag("ul", *(_pair(p, found, strings) for p in pairs), class_="pairs")
    return tag("section", tag("h3", heading, lang="zh"), *told, *([listed] if pairs else []))


def _pair(pair: Pair, found: Comparison, strings: Strings) -> Html:
    words = strings.compare
    badges = [words.badge_moved] if pair.moved else []
    if pair.verdict != "kept":
        badges.append(getattr(words, f"badge_{pair.verdict}"))
    sides = (found.left, pair.left, words.before), (found.right, pair.right, words.after)
    places = [_place(d, side, label, strings) for d, side, label in sides if side is not None]
    where = tag("p", tag("span", " · ".join(badges), class_="badge"), *places, class_="where")
    if pair.runs:
        return tag("li", where, alignment(pair.runs), class_=f"pair {pair.verdict}")
    side = pair.right or pair.left
    said = side.text if side else ""
    quote = tag("blockquote", said, lang="zh", class_="verbatim")
    return tag("li", where, quote, class_=f"pair {pair.verdict}")


def _place(document: Document, side: Passage, label: str, strings: Strings) -> Html:
    where = tag("span", f"{label} · {side.locator}")
    return _shown(document.name, side.start, side.end, where, strings)


def _shown(document: str, start: int, end: int, label: Html, strings: Strings) -> Html:
    return tag(
        "button",
        label,
        type="button",
        class_="cite",
        title=strings.tools.show,
        data_send="show",
        data_v_document=document,
        data_v_start=start,
        data_v_end=end,
    )


def digest(found: Digest, strings: Strings) -> Html:
    """The tree, every entry with the way to its place in the source."""
    name = found.document.name
    title = found.document.title or name
    head = tag("header", tag("h2", title, tabindex=-1, lang="zh"), class_="summary")
    if not found.entries and not found.head:
        return joined([head, tag("p", strings.compare.nothing, class_="told")])
    block = tag("ul", *_entries(found.head, name, strings), class_="digest head")
    if not found.entries:
        return joined([head, block, tag("p", strings.compare.nothing, class_="told")])
    return joined(
        [head, block, tag("ul", *_entries(found.entries, name, strings), class_="digest")]
    )


def _entries(entries: tuple[Entry, ...], document: str, strings: Strings) -> Iterator[Html]:
    for entry in entries:
        figures = [Mark(start, end, "mark", {"class_": "number"}) for start, end in entry.figures]
        said = tag(
            "span", verbatim(entry.text, entry.start, [figures]), lang="zh", class_="verbatim"
        )
        label = tag("span", entry.locator)
        place = _shown(document, entry.start, entry.end, label, strings)
        below = list(_entries(entry.children, document, strings))
        inner = [tag("ul", *below)] if below else []
        yield tag("li", said, " ", place, *inner, class_=entry.kind)
