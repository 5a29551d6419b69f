"""What stands behind an answer: the ranked passages, exact wordings, and how it came about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.answers.explain import Aligned, Evidence, Explanation
from assistant.answers.phrase import Found
from assistant.library.opening import BUNDLED
from assistant.text.letters import SPACING
from assistant.types import Answer, Hit, Quote, Span
from ui.chat.panels import NOTHING, frame, sender
from ui.markup import Html, Mark, joined, tag, verbatim
from ui.strings import Strings
from ui.words.about_words import AboutWords
from ui.words.panel_words import PanelWords

MOST_MARKED = 50
"""Places of a wording in one paragraph that the reader marks."""
_SEEN = 90
"""Characters of a paragraph that are seen on a narrow screen as well."""
_SENTENCE = re.compile(r"[。！？!?；;]+[”’」』）)]*")
_CLAUSE = re.compile(r"[，,：:、]")
PAGE = 10
"""Passages shown at a time."""
MOST = 50
"""Passages ranked behind an answer."""


Titles = Mapping[str, str]
"""What documents are called, by their names."""


def passages(
    turn: int, answer: Answer, hits: Sequence[Hit], offset: int, titles: Titles, words: PanelWords
) -> Html:
    """A page of the ranked passages behind an answer, and the field for exact wordings."""
    shown = hits[offset : offset + PAGE]
    pager = _pager("passages", offset, len(shown), len(hits), words, turn=turn)
    intro = tag("p", words.passages_of.format(answer.standalone_question), class_="intro")
    body = tag("ol", *(_passage(h, titles) for h in shown), class_="hits", start=offset + 1)
    return frame(words.passages, words, _find(words, ""), intro, body, pager, kind="passages")


def found(wording: str, result: Found, offset: int, titles: Titles, words: PanelWords) -> Html:
    """A page of the paragraphs that hold a wording."""
    line = words.found.format(f"{result.paragraphs:,}") if result.paragraphs else words.found_none
    pager = _pager("find", offset, len(result.hits), result.paragraphs, words, wording=wording)
    hits = (_held(*h, titles, words) for h in zip(result.hits, result.places, strict=True))
    body = tag("ol", *hits, class_="hits", start=offset + 1)
    intro = tag("p", line, class_="intro", role="status")
    return frame(words.find, words, _find(words, wording), intro, body, pager, kind="passages")


def _find(words: PanelWords, wording: str) -> Html:
    field = tag(
        "input",
        type="search",
        name="wording",
        value=wording,
        placeholder=words.find_hint,
        aria_label=words.find,
        required=True,
        maxlength=200,
    )
    button = tag("button", words.find_button, type="submit", class_="quiet")
    return tag("form", field, button, class_="line", data_send="find")


def _passage(hit: Hit, titles: Titles) -> Html:
    text = verbatim(hit.text, hit.start, [_clauses([hit.sentence])])
    return tag("li", _shower(hit, [hit.sentence], titles), _verbatim(text))


def _held(hit: Hit, places: Sequence[Span], titles: Titles, words: PanelWords) -> Html:
    """A paragraph that holds a wording, from where the first place is within what is shown of it."""
    at = _opening(hit, places[0])
    text = verbatim(hit.text[at:], hit.start + at, [_clauses(places)])
    several = tag("span", words.places.format(len(places)), class_="date")
    return tag(
        "li",
        _shower(hit, places, titles),
        several if len(places) > 1 else "",
        _verbatim(text, "verbatim cut" if at else "verbatim"),
    )


def _opening(hit: Hit, first: Span) -> int:
    """Where what is shown of a paragraph begins: with its beginning, or the sentence or clause of a place that is further down."""
    at = first[0] - hit.start
    if first[1] - hit.start <= _SEEN:
        return 0
    before = [m.end() for m in _SENTENCE.finditer(hit.text, 0, at)]
    before += [m.end() for m in _CLAUSE.finditer(hit.text, 0, at) if at - m.end() <= _SEEN // 2]
    near = [start for start in before if at - start <= _SEEN // 2]
    return min(near, default=max(0, at - _SEEN // 4))


def _clauses(spans: Sequence[Span]) -> list[Mark]:
    return [Mark(*span, "span", {"class_": "clause"}) for span in spans]


def _verbatim(text: Html, class_: str = "verbatim") -> Html:
    return tag("blockquote", text, lang="zh", class_=class_)


def _shower(hit: Hit, spans: Sequence[Span], titles: Titles) -> Html:
    title = titles.get(hit.document, hit.title or hit.document)
    return tag(
        "button",
        f"{title} · {hit.locator}",
        type="button",
        class_="cite",
        lang="zh",
        data_send="show",
        data_v_document=hit.document,
        data_v_spans=" ".join(f"{start}-{end}" for start, end in spans[:MOST_MARKED]),
    )


def _pager(
    name: str, offset: int, shown: int, total: int, words: PanelWords, **data: str | int
) -> Html:
    if total <= PAGE:
        return NOTHING
    parts = [tag("span", words.ranks.format(offset + 1, offset + shown))]
    if offset:
        back = max(0, offset - PAGE)
        parts.insert(0, sender(words.pages_previous, name, offset=back, **data))
    if offset + shown < total:
        parts.append(sender(words.pages_next, name, offset=offset + PAGE, **data))
    return tag("div", *parts, class_="line pager")


def about(answer: Answer, explanation: Explanation, titles: Titles, strings: Strings) -> Html:
    """How an answer came about: words that met, scores, edits, model and index."""
    words = strings.about
    facts = [
        words.answerability.format(f"{answer.answerability:.2f}", f"{explanation.threshold:.2f}"),
        words.model.format(
            words.bundled if explanation.model == BUNDLED else explanation.model,
            explanation.dimension,
            explanation.fingerprint[:12],
        ),
        words.index.format(explanation.generation),
    ]
    quoted = answer.quotes + answer.nearest
    changed = len(explanation.evidence) < len(quoted)
    return frame(
        words.title,
        strings.panel,
        tag("ul", *(tag("li", fact) for fact in facts), class_="facts"),
        tag("p", words.changed, class_="intro") if changed else NOTHING,
        *(_evidence(e, titles, words) for e in explanation.evidence),
        kind="about",
    )


def _evidence(evidence: Evidence, titles: Titles, words: AboutWords) -> Html:
    quote = evidence.quote
    met = [
        Mark(*a.span, "span", {"class_": "clause"}) for a in evidence.aligned if a.span is not None
    ]
    title = titles.get(quote.document, quote.title or quote.document)
    parts = [
        tag("h3", f"[{quote.marker}] {title} · {quote.locator}", lang="zh"),
        tag(
            "blockquote",
            verbatim(quote.text, quote.start, [met]),
            lang="zh",
            class_="verbatim",
        ),
        _alignment(evidence.aligned, words),
        _scores(evidence, words),
        _edits(evidence, quote, words),
    ]
    return tag("article", *parts)


def _alignment(aligned: Sequence[Aligned], words: AboutWords) -> Html:
    if not aligned:
        return NOTHING
    heads = (words.asked, words.met, words.likeness)
    rows = (
        tag(
            "tr",
            tag("td", a.word, lang="zh"),
            tag("td", a.passage, lang="zh") if a.passage else tag("td", words.none),
            tag("td", _measure(a.likeness)),
        )
        for a in aligned
    )
    return tag(
        "table",
        tag("caption", words.words),
        tag("thead", tag("tr", *(tag("th", h, scope="col") for h in heads))),
        tag("tbody", *rows),
    )


def _scores(evidence: Evidence, words: AboutWords) -> Html:
    if not evidence.parts:
        return NOTHING
    names = {
        "late": words.late,
        "window": words.window,
        "dense": words.dense,
        "sentence": words.sentence,
        "lexical": words.lexical,
        "unit": words.unit,
        "whole": words.whole,
        "together": words.together,
    }
    rows = (
        tag("tr", tag("th", names.get(name, name), scope="row"), tag("td", _measure(value)))
        for name, value in evidence.parts
    )
    caption = f"{words.parts} · {words.score.format(f'{evidence.quote.score:.2f}')}"
    return tag("table", tag("caption", caption), tag("tbody", *rows))


def _measure(value: float) -> Html:
    share = min(max(value, 0.0), 1.0)
    bar = tag("span", class_="measure", style=f"--share: {share:.2f}")
    return joined([bar, tag("span", f"{value:.2f}")])


def _edits(evidence: Evidence, quote: Quote, words: AboutWords) -> Html:
    lines = []
    for edit in evidence.edits:
        if edit.reason in ("join", SPACING):
            continue  # the quotation shows it
        text = quote.text[max(edit.start - quote.start, 0) : edit.end - quote.start]
        template = words.restored if edit.replacement.strip() else words.removed
        lines.append(tag("li", template.format(text, edit.replacement)))
    if not lines:
        return NOTHING
    return joined([tag("h4", words.edits), tag("ul", *lines, class_="facts")])
