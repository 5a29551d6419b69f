"""Answers, hits and tables on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant.metrics import Metrics
from assistant.phrases import DIFFERENCES, EMPTY, nearest
from assistant.text.letters import SPACING
from assistant.text.printable import inert
from assistant.types import (
    Added,
    AddReport,
    Answer,
    Document,
    Edit,
    Hit,
    Language,
    Paragraph,
    Quote,
)

_ALSO = {"zh": "亦见于", "zh-Hant": "亦見於", "en": "also in"}
_CITING = {"zh": "引述", "zh-Hant": "引述", "en": "citing"}
_UNDERSTOOD = {"zh": "理解为", "zh-Hant": "理解為", "en": "understood as"}
_MISSING = {"zh": "未覆盖", "zh-Hant": "未覆蓋", "en": "not covered"}
_SEARCHED = {
    "zh": "检索 {d} 篇 · {p} 段 · {t:.0f} 毫秒",
    "zh-Hant": "檢索 {d} 篇 · {p} 段 · {t:.0f} 毫秒",
    "en": "searched {d} document(s) · {p} paragraphs · {t:.0f} ms",
}


def print_answer(answer: Answer) -> None:
    """The lead, each quotation verbatim with its place, and what was searched."""
    language = answer.language
    if answer.standalone_question != answer.question:
        click.secho(f"{_UNDERSTOOD[language]}: {answer.standalone_question}", dim=True)
    click.secho(inert(answer.lead), bold=True)
    for quote in answer.quotes:
        _print_quote(quote, language)
    if answer.check is not None:
        for d in answer.check.differences:
            kind = DIFFERENCES[language][d.kind]
            click.echo(inert(f"  - {d.asked or '∅'}  →  {d.source or '∅'}  ({kind})"))
    if answer.nearest:
        click.secho(nearest(language), bold=True)
        for quote in answer.nearest:
            _print_quote(quote, language)
    if answer.missing and answer.status == "answered":
        click.secho(f"{_MISSING[language]}: {' · '.join(answer.missing)}", dim=True)
    line = _SEARCHED[language].format(
        d=answer.searched.documents, p=answer.searched.paragraphs, t=answer.elapsed_ms
    )
    click.secho(line, dim=True)


def _print_quote(quote: Quote, language: Language) -> None:
    click.echo(f"\n  [{quote.marker}] {inert(quote.text)}")
    notes = [quote.title, quote.locator]
    if quote.attributed_to:
        notes.append(f"{_CITING[language]} {quote.attributed_to}")
    if quote.also_in:
        notes.append(f"{_ALSO[language]} {_listed(quote.also_in, language)}")
    if quote.restorations:
        notes.append(
            " ".join(
                f"{_masked(quote, r.start, r.end)}={r.reading}" for r in quote.restorations[:4]
            )
        )
    click.secho(f"      {inert(' · '.join(notes))}", dim=True)


def _masked(quote: Quote, start: int, end: int) -> str:
    return quote.text[start - quote.start : end - quote.start]


def print_hits(hits: Sequence[Hit], language: str) -> None:
    if not hits:
        # Whatever is in scope is ranked: nothing is found only where nothing is.
        click.echo(EMPTY["en" if language == "en" else "zh"])
    for rank, hit in enumerate(hits, 1):
        start, end = hit.sentence[0] - hit.start, hit.sentence[1] - hit.start
        click.secho(f"{rank}. {inert(hit.title)} · {hit.locator}  {hit.score:.3f}", bold=True)
        click.echo(
            "   "
            + inert(hit.text[:start])
            + click.style(inert(hit.text[start:end]), underline=True)
            + inert(hit.text[end:])
        )
        if hit.also_in:
            also = _ALSO["en" if language == "en" else "zh"]
            click.secho(f"   {also} {inert(_listed(hit.also_in, language))}", dim=True)


_ENDLESS = 100_000
"""Columns, more than any table takes."""


def print_documents(documents: Sequence[Document], language: str) -> None:
    english = language == "en"
    if not documents:
        click.echo("The library is empty. Add texts: speech-assistant add FILE" if english
                   else "资料库是空的。添加文献：speech-assistant add 文件")  # fmt: skip
        return
    heads = (
        ("Name", "Title", "Speaker", "Date", "Type", "Paragraphs")
        if english
        else ("名称", "标题", "讲话人", "日期", "类型", "段数")
    )
    console = Console()
    if not console.is_terminal:
        # A file or another program has no edge: a line a document, nothing cut or wrapped.
        console.width = _ENDLESS
    table = Table(box=None, header_style="bold")
    for head in heads:
        # On a terminal names and titles are wrapped: other commands want the whole name.
        table.add_column(head, overflow="fold", no_wrap=head not in heads[:3])
    for d in documents:
        kind = _written("type", d.type, language)
        cells = (d.name, d.title, d.speaker, d.date, kind, str(d.paragraphs))
        # As texts: rich would read [red] and :x: in a plain string.
        table.add_row(*(Text(inert(cell)) for cell in cells))
    console.print(table)


_FIELD_ZH = {
    "title": "标题",
    "speaker": "讲话人",
    "occasion": "场合",
    "date": "日期",
    "place": "地点",
    "type": "类型",
    "series": "系列",
    "remarks": "备注",
    "format": "格式",
    "encoding": "编码",
}
_TYPE_ZH = {"speech": "讲话", "report": "报告", "policy": "政策文件"}
_REASON_ZH = {
    "furniture": "页面文字",
    "watermark": "推广文字",
    "masked word": "屏蔽字",
    "join": "硬换行",
    SPACING: "字距",
}
_AROUND = 6
"""Characters shown on either side of a line break that is joined."""


def print_document(
    document: Document, text: str, paragraphs: Sequence[Paragraph], language: str
) -> None:
    """What is known, then the numbered paragraphs."""
    click.secho(inert(document.name), bold=True)
    for field, word in _FIELD_ZH.items():
        if value := _written(field, getattr(document, field), language):
            click.echo(f"  {field if language == 'en' else word}: {inert(value)}")
    click.echo()
    for p in paragraphs:
        click.echo(f"{p.number:>4}  {inert(text[p.start : p.end])}")


def print_edits(
    text: str, paragraphs: Sequence[Paragraph], edits: Sequence[Edit], language: str
) -> None:
    """One line an edit: paragraph, original, what is searched instead, reason."""
    english = language == "en"
    if not edits:
        click.echo("Nothing is left out or restored." if english else "没有删去或还原的文字。")
    for edit in edits:
        touched = (p for p in paragraphs if p.start < edit.end and p.end > edit.start)
        number = next((p.number for p in touched), 0)
        reason = edit.reason if english else _REASON_ZH.get(edit.reason, edit.reason)
        source, instead = text[edit.start : edit.end], edit.replacement
        if edit.reason in ("join", SPACING):
            before = text[max(edit.start - _AROUND, 0) : edit.start].split("\n")[-1]
            after = text[edit.end : edit.end + _AROUND].split("\n")[0]
            gap = "⏎" if edit.reason == "join" else source
            source, instead = f"{before}{gap}{after}", f"{before}{instead}{after}"
        instead = instead or ("(left out)" if english else "（删去）")
        click.echo(inert(f"{number:>4}  {source} → {instead}  {reason}"))


def print_change(field: str, before: object, after: object, language: str) -> None:
    """A corrected field, as it was and as it is."""
    word = field if language == "en" else _FIELD_ZH.get(field, field)
    was, now = (_written(field, value, language) or "–" for value in (before, after))
    click.echo(inert(f"{word}: {was} → {now}"))


def _written(field: str, value: object, language: str) -> str:
    if field == "type" and language != "en":
        return _TYPE_ZH.get(str(value), str(value))
    return _listed(value, language) if isinstance(value, (tuple, list)) else str(value)


def _listed(names: Sequence[str], language: str) -> str:
    return (", " if language == "en" else "、").join(names)


def print_report(report: AddReport, language: str) -> None:
    """What a person should know of single files, then the counts."""
    english = language == "en"
    for file in report.refused:
        click.secho(inert(file.reason if english else file.reason_zh), fg="red", err=True)
    for file in report.files:
        for note in notes(file, english):
            click.echo(inert(f"{file.name}: {note}" if english else f"{file.name}：{note}"))
    for name in report.pruned:
        click.echo(
            inert(
                f"Removed {name}: its file is gone." if english else f"已移除 {name}：文件已不在。"
            )
        )
    if report.cancelled:
        click.echo(
            "Stopped. What is counted below is stored; add the folder again to go on."
            if english
            else "已停止。下面计入的都已保存；再次添加该文件夹即可继续。"
        )
    counts = [len(report.of(s)) for s in ("added", "replaced", "unchanged", "refused")]
    line = (
        "added {} · replaced {} · unchanged {} · refused {}"
        if english
        else "新增 {} · 替换 {} · 未变 {} · 拒绝 {}"
    )
    click.echo(line.format(*counts))


_LEFT_OUT_ZH = {
    "pictures": "图片",
    "footnotes": "脚注",
    "text boxes": "文本框",
    "comments": "批注",
    "pages without text": "没有文字的页",
    "automatic numbers": "自动编号",
    "text inserted by reference": "以引用插入的文字",
}


def notes(file: Added, english: bool) -> Iterator[str]:
    """What a person should know of a file that was added."""
    if file.encoding not in ("", "utf-8"):
        yield f"read as {file.encoding}" if english else f"按 {file.encoding} 读取"
    if file.left_out:
        kinds = [k if english else _LEFT_OUT_ZH.get(k, k) for k in file.left_out]
        yield f"not read: {', '.join(kinds)}" if english else f"未读取：{'、'.join(kinds)}"
    if file.repeats:
        names = ", ".join(file.repeats[:3]) if english else "、".join(file.repeats[:3])
        yield f"mostly repeats {names}" if english else f"与 {names} 大部分相同"
    if file.unkept:
        yield "its original could not be kept" if english else "原件未能保留"


def print_metrics(groups: dict[str, Metrics]) -> None:
    heads = (
        "", "n", "para@1", "para@5", "nDCG@10", "sent@1", "first quote", "span recall", "precision",
        "exact", "false refusals", "refused", "AUROC", "p50 ms",
    )  # fmt: skip
    table = Table(*heads, box=None, header_style="bold")
    for name, m in groups.items():
        values = (
            m.paragraph_at_1, m.paragraph_at_5, m.ndcg_at_10, m.sentence_at_1, m.first_quote,
            m.span_recall, m.quote_precision, m.exactness, m.false_refusals,
            m.unanswerable_refused, m.auroc,
        )  # fmt: skip
        cells = ["–" if v is None else f"{v:.3f}" for v in values]
        table.add_row(name, str(m.questions), *cells, f"{m.p50_ms:.1f}")
    Console(width=160).print(table)
