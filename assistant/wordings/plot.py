"""Wordings over the years as an SVG picture that stands on light and dark pages alike."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from assistant.text.printable import inert
from assistant.types import Span
from assistant.wordings.trace import Trace, Tracing, YearCount

WIDTH, HEIGHT = 760, 400
_LEFT, _RIGHT, _BOTTOM = 56, 20, 44
_LINE = 20
"""Height of a line of the legend."""
_TEXT = "#767676"
"""Grey with a contrast of 4.5 to white and to black."""
COLOURS = (
    "#3b7dd8", "#c8641f", "#3a8f4d", "#b04fa8", "#97801a", "#d1495b", "#2a8c99", "#7a6fd0",
)  # fmt: skip
"""A colour a wording; each has a contrast of 3 and more to white and to black."""
_MARKERS = (
    "M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0Z", "M-4,-4H4V4H-4Z", "M0,-5L5,4H-5Z", "M0,-5L5,0L0,5L-5,0Z",
    "M0,5L5,-4H-5Z", "M-5,-2H-2V-5H2V-2H5V2H2V5H-2V2H-5Z", "M-5,-3H5V3H-5Z", "M-3,-5H3V5H-3Z",
)  # fmt: skip
"""A shape a wording, for readers and printers that do not tell the colours apart."""
_TICKS = 5
_PER_YEAR = 60
"""Pixels that a year below the axis takes."""


def plot(tracing: Tracing, language: str, *, width: int = WIDTH) -> str:
    """An SVG of the uses per 10,000 characters of each year, `width` pixels wide. A line is broken at
    years without a document; documents without a date are told below."""
    english = language == "en"
    # Where it is narrow, the title has a line of its own above the legend.
    head = 0 if width >= WIDTH else _LINE
    top = 16 + head + _LINE * len(tracing.traces)
    years = [count.year or 0 for trace in tracing.traces for count in trace.years]
    span = (min(years, default=0), max(years, default=0))
    highest = max((c.per_10k for t in tracing.traces for c in t.years), default=0.0) or 1.0
    step = _step(highest)
    scale = _Scale(span, step * -(-highest // step), top, width)
    title = "Uses per 10,000 characters" if english else "每万字次数"
    names = ", ".join(t.wording for t in tracing.traces)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT}" width="{width}"'
        f' height="{HEIGHT}" role="img" font-family="sans-serif" font-size="12" fill="{_TEXT}">',
        f"<title>{_xml(f'{title}: {names}')}</title>",
        f'<text x="{width - _RIGHT}" y="20" text-anchor="end">{title}</text>',
        *_axes(scale, step, years=bool(years)),
    ]
    for place, trace in enumerate(tracing.traces):
        parts += _series(trace, place, scale)
        parts += _legend(trace, place, head, english)
    parts.append(_foot(tracing, english))
    return "\n".join([*parts, "</svg>", ""])


class _Scale:
    """From years and rates to the picture."""

    def __init__(self, years: Span, highest: float, top: int, width: int) -> None:
        self.first, self.last = years
        self.highest = highest
        self.right = width - _RIGHT
        self.top = top
        self.bottom = HEIGHT - _BOTTOM

    def x(self, year: int) -> float:
        if self.first == self.last:
            return (_LEFT + self.right) / 2
        share = (year - self.first) / (self.last - self.first)
        return round(_LEFT + 12 + share * (self.right - _LEFT - 24), 1)

    def y(self, rate: float) -> float:
        return round(self.bottom - rate / self.highest * (self.bottom - self.top), 1)


def _step(highest: float) -> float:
    """The smallest of 1, 2 and 5 times a power of ten that needs at most five ticks."""
    power = 1e-4
    while True:
        for factor in (1, 2, 5):
            if highest <= _TICKS * factor * power:
                return factor * power
        power *= 10


def _axes(scale: _Scale, step: float, *, years: bool) -> Iterator[str]:
    rate = 0.0
    while rate <= scale.highest + step / 2:
        y = scale.y(rate)
        yield (
            f'<path d="M{_LEFT},{y}H{scale.right}" stroke="{_TEXT}" stroke-opacity=".3"/>'
            f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{round(rate, 4):g}</text>'
        )
        rate += step
    if years:
        every = -((scale.first - scale.last - 1) * _PER_YEAR // (scale.right - _LEFT))
        for year in range(scale.first, scale.last + 1, every):
            x = scale.x(year)
            yield f'<text x="{x}" y="{scale.bottom + 18}" text-anchor="middle">{year}</text>'


def _series(trace: Trace, place: int, scale: _Scale) -> Iterator[str]:
    colour, before, path = COLOURS[place], None, ""
    for count in trace.years:
        year = count.year or 0
        pen = "L" if before == year - 1 else "M"
        path += f"{pen}{scale.x(year)},{scale.y(count.per_10k)}"
        before = year
    if path:
        yield f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
    for count in trace.years:
        x, y = scale.x(count.year or 0), scale.y(count.per_10k)
        told = _xml(_told(trace, count))
        yield _marker(place, x, y, f"<title>{told}</title>")


def _told(trace: Trace, count: YearCount) -> str:
    return f"{trace.wording} {count.year}: {count.uses} ({count.per_10k:.2f})"


def _marker(place: int, x: float, y: float, inside: str = "") -> str:
    return (
        f'<path d="{_MARKERS[place]}" transform="translate({x},{y})"'
        f' fill="{COLOURS[place]}">{inside}</path>'
    )


def _legend(trace: Trace, place: int, head: int, english: bool) -> Iterator[str]:
    y = 16 + head + _LINE * place
    uses = (
        f"{trace.uses:,} in {trace.documents:,}"
        if english
        else f"{trace.documents} 篇 {trace.uses} 次"
    )
    yield _marker(place, _LEFT + 6, y)
    yield f'<text x="{_LEFT + 18}" y="{y + 4}">{_xml(_short(trace.wording, 12 if head else 30))} · {uses}</text>'


def _foot(tracing: Tracing, english: bool) -> str:
    documents, undated = tracing.searched.documents, len(tracing.undated)
    line = f"{documents:,} documents" if english else f"检索 {documents} 篇"
    if undated:
        line += (
            f", {undated:,} of them undated, not shown"
            if english
            else f"，其中 {undated} 篇无日期，未画出"
        )
    return f'<text x="{_LEFT}" y="{HEIGHT - 8}">{line}</text>'


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]}…"


def _xml(text: str) -> str:
    return escape(inert(text))
