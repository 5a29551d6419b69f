"""The words of following wordings through the years, in Chinese and in English."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TraceWords:
    """The words of one language. Fields with `{}` are templates."""

    lead: str
    wordings: str
    placeholder: str
    run: str
    quoted: str
    uses_in: str
    absent: str
    undated_told: str
    undated_fix: str
    undated_row: str
    chart: str
    table: str
    year: str
    documents: str
    per_10k: str
    first: str
    last: str
    either: str
    beside: str
    beside_hint: str
    longer: str
    altered: str
    lines: str
    more_lines: str
    no_documents: str
    file_uses: str
    file_years: str
    file_documents: str
    file_json: str
    file_chart: str


ZH = TraceWords(
    lead="一个提法最早见于何时，各年用了多少，前后说法有何变化？",
    wordings="要追踪的词语",
    placeholder="如：网络强国、数字中国（最多 {} 个，用顿号或逗号隔开）",
    run="追踪",
    quoted="“{}”",
    uses_in="{}中有 {} 篇，共 {} 次",
    absent="检索的 {}文献中没有这个词语。",
    undated_told="{}没有日期：计入总数，不计入年份。",
    undated_fix="可在“资料库”中补上日期。",
    undated_row="无日期",
    chart="每万字次数，按年",
    table="各年次数",
    year="年份",
    documents="文献",
    per_10k="每万字 {} · {}/{} 篇",
    first="最早",
    last="最近",
    either="日期不足以分先后，下列都可能是：",
    beside="相伴词",
    beside_hint="同句中比全部文字里明显多见的词",
    longer="更长的说法",
    altered="改动的说法",
    lines="上下文",
    more_lines="再看 {} 处，共 {} 处",
    no_documents="范围内没有文献。请先添加文献，或放宽范围。",
    file_uses="各处（表格）",
    file_years="各年（表格）",
    file_documents="各篇（表格）",
    file_json="数据",
    file_chart="图",
)

EN = TraceWords(
    lead="When was a wording first used, how often in each year, and in which other forms?",
    wordings="Wordings to follow",
    placeholder="One wording, or up to {} separated by commas",
    run="Follow",
    quoted="“{}”",
    uses_in="Of {}, used in {}; uses: {}",
    absent="Not in the {} searched.",
    undated_told="{} without a date: counted in the totals, in no year.",
    undated_fix="Dates can be added under “Library”.",
    undated_row="undated",
    chart="Uses per 10,000 characters, by year",
    table="Uses in each year",
    year="Year",
    documents="Documents",
    per_10k="{} per 10,000 · in {} of {}",
    first="First",
    last="Last",
    either="The dates do not tell which came first; each of these may be it:",
    beside="Beside it",
    beside_hint="words much more frequent in its sentences than in all the texts",
    longer="Longer forms",
    altered="Other forms",
    lines="In context",
    more_lines="{} more, of {} in all",
    no_documents="There are no documents in this scope. Add some, or widen it.",
    file_uses="Uses (CSV)",
    file_years="Years (CSV)",
    file_documents="Documents (CSV)",
    file_json="JSON",
    file_chart="Chart (SVG)",
)
