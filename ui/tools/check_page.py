"""What a check found, on the page: a verdict for each quotation, with its places."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Literal

from assistant.checks.differences import Run
from assistant.checks.findings import CheckReport, Finding, Place
from assistant.types import DifferenceKind, Quote
from ui.chat.quoted import masked
from ui.chat.render import difference
from ui.markup import Html, Mark, joined, tag, verbatim
from ui.strings import Strings, counted

NOTHING = Html("")
_GRAVE: frozenset[DifferenceKind] = frozenset({"digit", "date", "negation", "name", "dropped"})
"""What changes the meaning though little of the text: it stands out."""
_SLIGHT: frozenset[DifferenceKind] = frozenset({"numeral", "punctuation"})
_SHOWN = 3
"""Places of a quotation that are seen at once."""


def report(found: CheckReport, id_: str, strings: Strings, same: Set[str] = frozenset()) -> Html:
    """The counts, by which the findings can be narrowed, and the findings in their order. `id_` is
    what the report is kept under, to download it; the documents `same` are told apart by their names alone."""
    words = strings.tools
    left_out = tag("p", words.left_out.format(f"{found.left_out:,}"), class_="left-out")
    documents = counted(strings.documents, found.searched.documents)
    return joined(
        [
            _summary(found, id_, strings),
            tag("p", words.several_quoted, class_="left-out") if found.as_article else NOTHING,
            left_out if found.left_out else NOTHING,
            tag(
                "ol",
                *(_finding(f, documents, strings, same) for f in found.findings),
                class_="findings",
            ),
        ]
    )


def _summary(found: CheckReport, id_: str, strings: Strings) -> Html:
    words = strings.tools
    searched = strings.searched.format(
        counted(strings.documents, found.searched.documents),
        counted(strings.paragraphs, found.searched.paragraphs),
        f"{max(1, round(found.elapsed_ms)):,}",
    )
    counts = (
        tag(
            "button",
            getattr(words, verdict).format(f"{count:,}"),
            type="button",
            class_=f"count {verdict}" + ("" if count else " none"),
            disabled=not count,
            aria_pressed="false",
            data_only=verdict,
        )
        for verdict, count in found.counts.items()
    )
    return tag(
        "header",
        tag("h2", words.checked.format(f"{len(found.findings):,}"), tabindex=-1),
        tag("div", *counts, class_="counts", role="group", aria_label=words.filter),
        tag("span", searched, class_="searched"),
        downloads(f"check/{id_}", strings),
        class_="summary",
    )


def downloads(path: str, strings: Strings) -> Html:
    """Links to the files of a result, which is kept under that path of the tools."""
    files = (
        tag("a", label, href=f"../tools/{_path(strings)}/{path}.{ending}", download=True)
        for label, ending in (
            (strings.panel.word, "docx"),
            (strings.panel.markdown, "md"),
            (strings.tools.html, "html"),
        )
    )
    return tag("span", tag("span", strings.tools.download), *files, class_="downloads")


def _path(strings: Strings) -> str:
    return "en" if strings.locale == "en" else "zh"


def _finding(finding: Finding, documents: str, strings: Strings, same: Set[str]) -> Html:
    words, verdict = strings.tools, finding.check.verdict
    badge = tag("p", getattr(words, f"badge_{_badge(finding)}"), class_=f"verdict {verdict}")
    parts = [badge, tag("blockquote", finding.quotation.text, lang="zh", class_="asked")]
    if finding.quotation.attributed_to:
        who = tag("span", finding.quotation.attributed_to, lang="zh")
        before, _, after = words.attributed.partition("{}")
        parts.append(tag("p", before, who, after, class_="says"))
    if finding.foreign:
        parts.append(tag("p", words.foreign_told, class_="told"))
    elif verdict == "absent":
        parts.append(tag("p", words.absent_told.format(documents), class_="told"))
    elif finding.aligned and not finding.joined:
        parts.append(_alignment(finding, strings))
    parts.append(_omitted(finding, strings))
    parts.append(_places(finding, strings, same))
    return tag("li", *parts, class_=f"finding {verdict}")


def _badge(finding: Finding) -> str:
    if finding.foreign:
        return "foreign"
    if finding.joined:
        return "joined"
    if finding.check.verdict == "exact" and finding.omitted:
        return "omits"
    return "minor" if finding.minor else finding.check.verdict


def _alignment(finding: Finding, strings: Strings) -> Html:
    words = strings.tools
    lines = (difference(d, strings) for d in finding.check.differences)
    return joined(
        [
            tag("h3", words.aligned, tag("small", words.legend)),
            alignment(finding.aligned),
            tag("ul", *lines, class_="differences"),
        ]
    )


def _omitted(finding: Finding, strings: Strings) -> Html:
    """What stands in the source where the quotation has ellipses, and a warning if that turns the meaning."""
    words, shown = strings.tools, [o.shown for o in finding.omitted if o.shown]
    if not shown:
        return NOTHING
    weight = "grave" if finding.turning else "usual"
    lines = (
        tag("p", tag("ins", text, class_=weight), class_="aligned verbatim", lang="zh")
        for text in shown
    )
    told = tag("p", words.turning.format(finding.turning), class_="turning")
    return joined([tag("h3", words.omitted), *lines, told if finding.turning else NOTHING])


def one_side(runs: Sequence[Run], side: Literal["asked", "source"]) -> Html:
    """One of two aligned wordings, with what the other has not struck out or marked."""
    element = "del" if side == "asked" else "ins"
    parts = []
    for run in runs:
        text: str = getattr(run, side)
        if text:
            marked = run.kind is not None
            parts.append(tag(element, text, class_=_weight(run)) if marked else tag("span", text))
    return tag("blockquote", *parts, class_="aligned verbatim", lang="zh")


def alignment(runs: Sequence[Run]) -> Html:
    """Two wordings in one line: struck out what only the first has, marked what only the second."""
    return tag("p", *map(_run, runs), class_="aligned verbatim", lang="zh")


def _run(run: Run) -> Html:
    if run.kind is None:
        return tag("span", run.asked)
    weight = _weight(run)
    struck = tag("del", run.asked, class_=weight) if run.asked else NOTHING
    return joined([struck, tag("ins", run.source, class_=weight) if run.source else NOTHING])


def _weight(run: Run) -> str:
    if run.kind in _GRAVE:
        return "grave"
    return "slight" if run.kind in _SLIGHT else "usual"


def _places(finding: Finding, strings: Strings, same: Set[str]) -> Html:
    words, places = strings.tools, finding.places
    if not places:
        return NOTHING
    told = words.found_at if finding.check.verdict == "exact" else words.nearest_at
    told = words.pieces_at if finding.joined else told
    shown = len(places) if finding.joined else _SHOWN
    parts = [tag("h3", told), _list(places[:shown], strings, same)]
    if places[shown:]:
        summary = tag("summary", words.more_places.format(len(places) - shown))
        parts.append(tag("details", summary, _list(places[shown:], strings, same)))
    if finding.more:
        parts.append(tag("p", words.most_places.format(len(places)), class_="told"))
    return joined(parts)


def _list(places: Sequence[Place], strings: Strings, same: Set[str]) -> Html:
    return tag("ul", *(_place(p, strings, same) for p in places), class_="places-found")


def _place(place: Place, strings: Strings, same: Set[str]) -> Html:
    quote = place.quote
    own = quote.document if quote.document in same else ""
    where = " · ".join(w for w in (quote.title or quote.document, own, quote.locator) if w)
    when = (
        tag("span", place.date, class_="date")
        if place.date
        else tag("span", strings.tools.undated, class_="date")
    )
    button = tag(
        "button",
        tag("span", where, lang="zh"),
        type="button",
        class_="cite",
        title=strings.tools.show,
        data_send="show",
        data_v_document=quote.document,
        data_v_start=quote.highlights[0][0],
        data_v_end=quote.highlights[-1][1],
    )
    return tag("li", tag("p", when, button, class_="where"), _sentence(quote))


def _sentence(quote: Quote) -> Html:
    clause = [Mark(start, end, "span", {"class_": "clause"}) for start, end in quote.highlights]
    text = verbatim(quote.text, quote.start, [clause, masked(quote.restorations)])
    return tag("blockquote", text, lang="zh", class_="verbatim")
