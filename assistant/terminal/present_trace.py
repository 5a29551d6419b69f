"""Wordings over time on a terminal."""

from __future__ import annotations

import click

from assistant.phrases import EMPTY
from assistant.text.printable import inert
from assistant.wordings.trace import Trace, Tracing, Use, YearCount
from assistant.wordings.variants import Variant

_BAR = 24
"""Characters of the longest bar."""
_SHOWN = 12
"""Characters of context printed on either side of a use."""


def print_tracing(tracing: Tracing, limit: int, language: str) -> None:
    """First and last use, years, words beside and variants of each wording; then its lines."""
    english = language == "en"
    documents = tracing.searched.documents
    if not documents:
        click.echo(EMPTY["en" if english else "zh"])
        return
    for trace in tracing.traces:
        _print_trace(trace, limit, documents, english)
    if tracing.undated:
        click.secho(
            f"{len(tracing.undated)} of {documents} documents have no date: counted, but in no year."
            " Give one: speech-assistant edit NAME --date 2018-08-08"
            if english
            else f"{documents} 篇中有 {len(tracing.undated)} 篇没有日期：计入总数，不计入年份。"
            "补上日期：speech-assistant edit 名称 --date 2018-08-08",
            dim=True,
        )


def _print_trace(trace: Trace, limit: int, documents: int, english: bool) -> None:
    word = inert(trace.wording)
    if not trace.uses:
        click.secho(
            f"“{word}” does not occur in the {documents} documents searched."
            if english
            else f"检索的 {documents} 篇文献中没有“{word}”。",
            bold=True,
        )
    else:
        click.secho(
            f"“{word}”: {trace.uses} uses in {trace.documents} of {documents} documents"
            if english
            else f"“{word}”：{documents} 篇中有 {trace.documents} 篇，共 {trace.uses} 次",
            bold=True,
        )
    _print_ends(trace, english)
    _print_years(trace, english)
    if trace.beside:
        beside = " ".join(f"{c.word}({c.beside})" for c in trace.beside)
        click.echo(f"{'beside it' if english else '相伴词'}: {inert(beside)}")
    _print_variants(trace.variants, english)
    if trace.uses:
        click.echo()
    for use in trace.lines[:limit]:
        click.echo(_line(use))
    if trace.uses > limit:
        click.secho(
            f"  {trace.uses - limit} more: --limit {trace.uses}, or --csv FILE"
            if english
            else f"  还有 {trace.uses - limit} 处：--limit {trace.uses}，或 --csv 文件",
            dim=True,
        )
    click.echo()


def _print_ends(trace: Trace, english: bool) -> None:
    for uses, name, zh in ((trace.first, "first", "最早"), (trace.last, "last", "最近")):
        for use in uses[:3]:
            place = f"{use.date} {use.title} {use.locator}"
            click.echo(f"{name if english else zh}: {inert(place)}")


def _print_years(trace: Trace, english: bool) -> None:
    used = [c for c in (*trace.years, trace.undated) if c.uses]
    highest = max((c.per_10k for c in used), default=1.0)
    for count in used:
        click.echo(_year(count, highest, english))


def _year(count: YearCount, highest: float, english: bool) -> str:
    # Six columns; Chinese characters take two each.
    year = f"{count.year or 'n. d.':>6}" if count.year or english else "无日期"
    bar = "█" * max(1, round(count.per_10k / highest * _BAR))
    of = f"{count.holding}/{count.documents}"
    unit = "per 10,000 characters" if english else "次/万字"
    return f"  {year} {count.uses:>6} ({of:>9}) {count.per_10k:>8.2f} {unit} {bar}"


def _print_variants(variants: tuple[Variant, ...], english: bool) -> None:
    for kind, name, zh in (
        ("longer", "longer forms", "更长的说法"),
        ("altered", "other forms", "改动的说法"),
    ):
        forms = " ".join(f"{v.form}({v.uses})" for v in variants if v.kind == kind)
        if forms:
            click.echo(f"{name if english else zh}: {inert(forms)}")


def _line(use: Use) -> str:
    before, after = use.before[-_SHOWN:], use.after[:_SHOWN]
    word = click.style(_flat(use.text), underline=True)
    where = click.style(_flat(f"  {use.date} {use.title} {use.locator}"), dim=True)
    # Chinese characters are two columns wide.
    return f"  {'　' * (_SHOWN - len(before))}{_flat(before)}{word}{_flat(after)}{where}"


def _flat(text: str) -> str:
    return inert(text.replace("\n", " ").replace("\t", " "))
