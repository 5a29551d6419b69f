"""Wordings over the years on the page: chart, table, first and last use, other forms, lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import groupby

from assistant.wordings.plot import plot
from assistant.wordings.trace import Trace, Tracing, Use, YearCount
from assistant.wordings.variants import Variant
from ui.chat.alike import alike
from ui.markup import Html, joined, tag
from ui.strings import Strings, counted

NOTHING = Html("")
LINES = 50
"""Lines shown at a time."""
_NARROW = 358
"""Pixels of a chart on a phone."""
_FEW_YEARS = 12
"""Years up to which the table is open from the beginning."""
_NAMED = 5
_FILES = (
    ("uses", "csv"),
    ("years", "csv"),
    ("documents", "csv"),
    ("json", "json"),
    ("chart", "svg"),
)


def tracing(found: Tracing, id_: str, strings: Strings) -> Html:
    """All wordings beside each other, then one after the other. `id_` is what the result is kept
    under, to download it and to look at further lines."""
    used = any(t.uses for t in found.traces)
    return joined(
        [
            _head(found, id_, strings),
            _undated(found, strings) if found.undated and used else NOTHING,
            _chart(found, strings),
            _years(found, strings),
            *(_wording(place, found, id_, strings) for place in range(len(found.traces))),
        ]
    )


def _head(found: Tracing, id_: str, strings: Strings) -> Html:
    words = strings.trace
    named = (words.quoted.format(t.wording) for t in found.traces)
    documents = counted(strings.documents, found.searched.documents)
    paragraphs = counted(strings.paragraphs, found.searched.paragraphs)
    return tag(
        "header",
        tag("h2", strings.list_separator.join(named), tabindex=-1, lang="zh"),
        tag("span", strings.tools.searched.format(documents, paragraphs), class_="searched"),
        _files(found, id_, strings),
        class_="summary",
    )


def _files(found: Tracing, id_: str, strings: Strings) -> Html:
    """What was found, to take away."""
    if not any(t.uses for t in found.traces):
        return NOTHING
    files = (_file(kind, ending, id_, strings) for kind, ending in _FILES)
    return tag("span", tag("span", strings.tools.download), *files, class_="downloads")


def _file(kind: str, ending: str, id_: str, strings: Strings) -> Html:
    label = getattr(strings.trace, f"file_{kind}")
    table = f"?table={kind}" if ending == "csv" else ""
    language = "en" if strings.locale == "en" else "zh"
    return tag("a", label, href=f"../tools/{language}/trace/{id_}.{ending}{table}", download=True)


def _undated(found: Tracing, strings: Strings) -> Html:
    words = strings.trace
    count = counted(strings.documents, len(found.undated))
    names = strings.list_separator.join(found.undated[:_NAMED])
    more = "…" if len(found.undated) > _NAMED else ""
    told = tag("span", words.undated_told.format(count))
    which = tag("span", f"{names}{more}", lang="zh", class_="names")
    return tag("p", told, " ", which, " ", words.undated_fix, class_="told")


# The years


def _chart(found: Tracing, strings: Strings) -> Html:
    """Twice, for wide and for narrow screens; one of them is shown. The table tells the same."""
    if not any(t.uses for t in found.traces) or not found.traces[0].years:
        return NOTHING
    language = "en" if strings.locale == "en" else "zh"
    return tag(
        "figure",
        tag("div", Html(plot(found, language)), class_="on-wide"),
        tag("div", Html(plot(found, language, width=_NARROW)), class_="on-narrow"),
        class_="chart",
    )


def _years(found: Tracing, strings: Strings) -> Html:
    words, counts = strings.trace, found.traces[0].years
    rows = [[t.years[n] for t in found.traces] for n in range(len(counts))]
    if found.traces[0].undated.documents:
        rows.append([t.undated for t in found.traces])
    used = [row for row in rows if any(c.uses for c in row)]
    if not used:
        return NOTHING
    heads = [tag("th", words.year, scope="col"), tag("th", words.documents, scope="col")]
    heads += [tag("th", t.wording, scope="col", lang="zh") for t in found.traces]
    table = tag(
        "table",
        tag("caption", words.chart, class_="unseen"),
        tag("thead", tag("tr", *heads)),
        tag("tbody", *(_year(row, strings) for row in used)),
        class_="years",
    )
    summary = tag("summary", words.table)
    scrolled = tag(
        "div", table, class_="scrolled", tabindex=0, role="group", aria_label=words.table
    )
    return tag("details", summary, scrolled, open=len(used) <= _FEW_YEARS)


def _year(row: Sequence[YearCount], strings: Strings) -> Html:
    words = strings.trace
    cells = (
        tag(
            "td",
            tag("span", f"{c.uses:,}", class_="uses"),
            tag(
                "small",
                words.per_10k.format(f"{c.per_10k:.2f}", f"{c.holding:,}", f"{c.documents:,}"),
            ),
        )
        for c in row
    )
    year = str(row[0].year or words.undated_row)
    return tag("tr", tag("th", year, scope="row"), tag("td", f"{row[0].documents:,}"), *cells)


# One wording


def _wording(place: int, found: Tracing, id_: str, strings: Strings) -> Html:
    words, trace = strings.trace, found.traces[place]
    same = _same(found)
    searched = counted(strings.documents, found.searched.documents)
    head = tag("h3", words.quoted.format(trace.wording), lang="zh", class_="wording")
    forms = [
        _forms(words.longer, [v for v in trace.variants if v.kind == "longer"], strings),
        _forms(words.altered, [v for v in trace.variants if v.kind == "altered"], strings),
    ]
    if not trace.uses:
        absent = tag("p", words.absent.format(searched), class_="told")
        return tag("section", head, absent, tag("dl", *forms, class_="ends"), class_="trace")
    told = words.uses_in.format(searched, f"{trace.documents:,}", f"{trace.uses:,}")
    ends = [
        _ends(words.first, trace.first, same, strings),
        _ends(words.last, trace.last, same, strings),
    ]
    known = tag("dl", *ends, _beside(trace, strings), *forms, class_="ends")
    return tag(
        "section",
        head,
        tag("p", told, class_="told"),
        known,
        tag("h4", words.lines),
        tag("div", lines(found, place, 0, id_, strings), class_="kwic"),
        class_="trace",
    )


def _same(found: Tracing) -> Set[str]:
    """The documents that are not told apart by the titles that are shown."""
    return alike({d.document: d.title for t in found.traces for d in t.by_document})


def _named(use: Use, same: Set[str]) -> str:
    parts = (use.title or use.document, use.document if use.document in same else "")
    return " · ".join(filter(None, parts))


def _ends(label: str, uses: Sequence[Use], same: Set[str], strings: Strings) -> Html:
    if not uses:
        return NOTHING
    told = tag("p", strings.trace.either, class_="either") if len(uses) > 1 else NOTHING
    places = (tag("li", _source(use, same, strings)) for use in uses)
    return tag("div", tag("dt", label), tag("dd", told, tag("ul", *places)))


def _source(use: Use, same: Set[str], strings: Strings) -> Html:
    where = " · ".join(filter(None, (_named(use, same), use.locator)))
    when = tag("span", use.date or strings.tools.undated, class_="date")
    return joined([when, _opener(tag("span", where, lang="zh"), use, strings)])


def _opener(inside: Html, use: Use | Variant, strings: Strings, class_: str = "cite") -> Html:
    return tag(
        "button",
        inside,
        type="button",
        class_=class_,
        title=strings.tools.show,
        data_send="show",
        data_v_document=use.document,
        data_v_start=use.start,
        data_v_end=use.end,
    )


def _beside(trace: Trace, strings: Strings) -> Html:
    words = strings.trace
    if not trace.beside:
        return NOTHING
    chips = (
        tag(
            "li",
            tag("span", c.word, lang="zh"),
            tag("small", f" {c.beside:,}"),
        )
        for c in trace.beside
    )
    label = tag("dt", words.beside, title=words.beside_hint)
    return tag("div", label, tag("dd", tag("ul", *chips, class_="chips")))


def _forms(label: str, forms: Sequence[Variant], strings: Strings) -> Html:
    if not forms:
        return NOTHING
    chips = (
        tag("li", _opener(tag("span", v.form, lang="zh"), v, strings), tag("small", f" {v.uses:,}"))
        for v in forms
    )
    return tag("div", tag("dt", label), tag("dd", tag("ul", *chips, class_="chips")))


# Lines


def lines(found: Tracing, place: int, offset: int, id_: str, strings: Strings) -> Html:
    """Some of a wording's lines, by document, and the button that asks for more."""
    trace = found.traces[place]
    shown = trace.lines[offset : offset + LINES]
    parts = list(_by_document(shown, _same(found), strings))
    after = offset + len(shown)
    if after < trace.uses:
        more = min(LINES, trace.uses - after)
        parts.append(
            tag(
                "button",
                strings.trace.more_lines.format(more, f"{trace.uses:,}"),
                type="button",
                class_="plain",
                data_more=f"trace/{id_}/{place}/{after}",
            )
        )
    return joined(parts)


def _by_document(shown: Sequence[Use], same: Set[str], strings: Strings) -> Iterator[Html]:
    for _, uses in groupby(shown, key=lambda use: use.document):
        of_document = list(uses)
        first = of_document[0]
        when = tag("span", first.date or strings.tools.undated, class_="date")
        title = tag("span", _named(first, same), lang="zh")
        yield tag("p", when, title, class_="source-of")
        yield tag("ul", *(tag("li", _line(use, strings)) for use in of_document))


def _line(use: Use, strings: Strings) -> Html:
    inside = joined(
        [
            tag("span", use.locator, class_="locator"),
            tag("span", tag("span", use.before), class_="before", lang="zh"),
            tag("mark", use.text, lang="zh"),
            tag("span", use.after, class_="after", lang="zh"),
        ]
    )
    return _opener(inside, use, strings, "line-of")
