"""Two documents side by side on the page, and the digest of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.checks.compare import Comparison, Pair, Passage, SectionPair
from assistant.lists.digest import Digest, Entry
from assistant.types import Document
from ui.markup import Html, Mark, joined, tag, verbatim
from ui.strings import Strings
from ui.tools.check_page import downloads, one_side


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
    kept = [p for p in section.pairs if p.verdict == "kept" and not p.moved]
    changed = [p for p in section.pairs if p not in kept]
    listed = tag("ul", *(_pair(p, found, strings) for p in changed), class_="pairs")
    return tag(
        "section",
        tag("h3", heading, lang="zh"),
        *([_kept(kept, found, strings)] if kept else []),
        *([listed] if changed else []),
    )


def _kept(pairs: Sequence[Pair], found: Comparison, strings: Strings) -> Html:
    """How many, and the sentences themselves on demand."""
    summary = tag("summary", strings.compare.kept_here.format(len(pairs)))
    return tag("details", summary, tag("ul", *(_pair(p, found, strings) for p in pairs)))


def _pair(pair: Pair, found: Comparison, strings: Strings) -> Html:
    """Both sides beside each other; one of them is empty where a sentence is new or dropped."""
    words = strings.compare
    badges = [words.badge_moved] if pair.moved else []
    if pair.verdict != "kept":
        badges.append(getattr(words, f"badge_{pair.verdict}"))
    badge = tag("p", " · ".join(badges), class_="badge") if badges else Html("")
    sides = tag(
        "div",
        _side(pair, pair.left, found.left, words.before, strings),
        _side(pair, pair.right, found.right, words.after, strings),
        class_="sides",
    )
    return tag("li", badge, sides, class_=f"pair {pair.verdict}")


def _side(
    pair: Pair, side: Passage | None, document: Document, label: str, strings: Strings
) -> Html:
    if side is None:
        return tag("div", class_="side none")
    where = tag("span", f"{label} · {side.locator}")
    place = _shown(document.name, side.start, side.end, where, strings)
    said = (
        one_side(pair.runs, "asked" if side is pair.left else "source")
        if pair.runs
        else tag("blockquote", side.text, lang="zh", class_="verbatim")
    )
    return tag("div", tag("p", place, class_="where"), said, class_="side")


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
