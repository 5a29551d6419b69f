"""What a check found, told in order, for Markdown, Word, HTML and a terminal alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from assistant import phrases
from assistant.checks.differences import Run
from assistant.checks.findings import CheckReport, Finding, Place
from assistant.types import Language

Style = Literal["title", "heading", "text", "quote", "item"]
Mark = Literal["", "deleted", "inserted", "strong"]


@dataclass(frozen=True, slots=True)
class Span:
    """Text of one look: `deleted` is not in the source, `inserted` not in the quotation."""

    text: str
    mark: Mark = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a report."""

    style: Style
    spans: tuple[Span, ...]


_WORDS = {
    "zh": {
        "title": "引文核对",
        "counts": "核对 {n} 处引文：逐字相符 {exact} 处，有改动 {altered} 处，未找到 {absent} 处。"
        "检索 {d} 篇文献，{p} 段。",
        "left_out": "另有 {n} 处引文超出一次核对的上限，没有核对。请分开核对。",
        "as_article": "文中引了不止一句，已按文章逐句核对。",
        "exact": "逐字相符",
        "altered": "有改动",
        "minor": "文字相同，标点或数字写法不同",
        "omits": "逐字相符，有省略",
        "omitted": "省略处原文：",
        "turning": "注意：省去的文字里有“{word}”，引文的意思可能因此不同。",
        "joined": "由不同地方的文字拼成",
        "absent": "未找到：这 {d} 篇文献中没有这句话，也没有相近的话",
        "foreign": "无法核对：原文是中文，外文引文不能逐字比对",
        "asked": "引文：",
        "says": "称出自：",
        "aligned": "与原文对照（删去的：引文有而原文没有；加上的：原文有而引文没有）：",
        "difference": "{kind}：“{asked}” → “{source}”",
        "none": "（无）",
        "undated": "无日期",
        "more": "还有更多出处，以上为最早的 {n} 处。",
        "piece": "第 {n} 段文字出自：",
    },
    "en": {
        "title": "Quotations checked",
        "counts": "{n} checked: {exact} exact, {altered} altered, {absent} not found."
        " Searched: {d} document(s), {p} paragraphs.",
        "left_out": "{n} more are beyond what is checked at once and were not. Divide the text.",
        "as_article": "The text quotes several sentences, so that each of them was checked.",
        "exact": "Exact",
        "altered": "Altered",
        "minor": "Same words, different punctuation or writing of numbers",
        "omits": "Exact, with something left out",
        "omitted": "Left out at the ellipsis: ",
        "turning": "Note: what is left out holds “{word}”; the quotation may mean something else without it.",
        "joined": "Put together from different places",
        "absent": "Not in these {d} document(s), nor anything like it",
        "foreign": "Cannot be checked: the texts are Chinese",
        "asked": "Quotation: ",
        "says": "Attributed to: ",
        "aligned": "Beside the source (deleted: not in the source; inserted: not in the quotation):",
        "difference": "{kind}: “{asked}” → “{source}”",
        "none": "(nothing)",
        "undated": "undated",
        "more": "There are more places; these are the {n} earliest.",
        "piece": "Piece {n} stands in:",
    },
}


def blocks(report: CheckReport) -> Iterator[Block]:
    """The whole report."""
    words = _WORDS["en" if report.language == "en" else "zh"]
    counts, searched = report.counts, report.searched
    yield _block("title", words["title"])
    told = words["counts"].format(
        n=len(report.findings), d=searched.documents, p=searched.paragraphs, **counts
    )
    yield _block("text", told)
    if report.as_article:
        yield _block("text", words["as_article"])
    if report.left_out:
        yield _block("text", words["left_out"].format(n=report.left_out))
    for number, finding in enumerate(report.findings, 1):
        verdict = words[_verdict(finding)].format(d=searched.documents)
        yield _block("heading", f"{number}. {verdict}")
        yield from _finding(finding, words, report.language)


def _verdict(finding: Finding) -> str:
    if finding.foreign:
        return "foreign"
    if finding.joined:
        return "joined"
    if finding.check.verdict == "exact" and finding.omitted:
        return "omits"
    return "minor" if finding.minor else finding.check.verdict


def _finding(finding: Finding, words: dict[str, str], language: Language) -> Iterator[Block]:
    yield _block("text", words["asked"], finding.quotation.text)
    if finding.quotation.attributed_to:
        yield _block("text", words["says"], finding.quotation.attributed_to)
    if finding.aligned and not finding.joined:
        yield _block("text", words["aligned"])
        yield Block("quote", tuple(_aligned(finding.aligned)))
        for d in finding.check.differences:
            kind = phrases.DIFFERENCES[language][d.kind]
            sides = {"asked": d.asked or words["none"], "source": d.source or words["none"]}
            yield _block("item", words["difference"].format(kind=kind, **sides))
    for omission in finding.omitted:
        if omission.shown:
            yield Block("text", (Span(words["omitted"]), Span(omission.shown, "inserted")))
    if finding.turning:
        yield Block("text", (Span(words["turning"].format(word=finding.turning), "strong"),))
    for number, place in enumerate(finding.places, 1):
        if finding.joined:
            yield _block("text", words["piece"].format(n=number))
        yield from _place(place, words)
    if finding.more:
        yield _block("text", words["more"].format(n=len(finding.places)))


def _aligned(runs: tuple[Run, ...]) -> Iterator[Span]:
    for run in runs:
        if run.kind is None:
            yield Span(run.asked)
        else:
            yield Span(run.asked, "deleted")
            yield Span(run.source, "inserted")


def _place(place: Place, words: dict[str, str]) -> Iterator[Block]:
    quote = place.quote
    sentence, at = [], 0
    for a, b in ((start - quote.start, end - quote.start) for start, end in quote.highlights):
        sentence += [Span(quote.text[at:a]), Span(quote.text[a:b], "strong")]
        at = b
    yield _block("item", f"{place.date or words['undated']}  {quote.citation}")
    yield Block("quote", (*sentence, Span(quote.text[at:])))


def _block(style: Style, *texts: str) -> Block:
    return Block(style, tuple(map(Span, texts)))
