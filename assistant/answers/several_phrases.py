"""Phrases of answers that are put together of several documents or questions."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.phrases import plural
from assistant.types import Language

_OF_EACH: dict[Language, str] = {
    "zh": "检索了 {d} 篇报告，{n} 篇有直接回答，按时间各引一处：",
    "zh-Hant": "檢索了 {d} 篇報告，{n} 篇有直接回答，按時間各引一處：",
    "en": "Of {d} {documents}, {n} answer; one passage of each, by date:",
}
_SILENT: dict[Language, str] = {
    "zh": "{names}里没有找到直接回答。",
    "zh-Hant": "{names}裡沒有找到直接回答。",
    "en": "No direct answer found in {names}. ",
}
_OUTSIDE: dict[Language, str] = {
    "zh": "{names}不在所选范围内，没有检索。",
    "zh-Hant": "{names}不在所選範圍內，沒有檢索。",
    "en": "{names} is outside the chosen scope and was not searched. ",
}
_PART_FOUND: dict[Language, str] = {
    "zh": "“{part}”：{lead}",
    "zh-Hant": "「{part}」：{lead}",
    "en": "“{part}”: {lead}",
}
_PART_NOT_FOUND: dict[Language, str] = {
    "zh": "“{part}”没有找到直接回答",
    "zh-Hant": "「{part}」沒有找到直接回答",
    "en": "no direct answer found for “{part}”",
}
_LEFT_OUT: dict[Language, str] = {
    "zh": "（以后的 {n} 篇未列出，可按年份再问）",
    "zh-Hant": "（以後的 {n} 篇未列出，可按年份再問）",
    "en": " (the {n} later ones are not listed; ask for them by year)",
}


def lead_each(told: int, asked: int, left: int, language: Language) -> str:
    """How many of the documents `asked` told it, and how many further ones were `left` out."""
    lead = _OF_EACH[language].format(n=told, d=asked, documents=plural(asked, "report"))
    beyond = _LEFT_OUT[language].format(n=left) if left else ""
    return lead[:-1] + beyond + lead[-1]


def besides(silent: Sequence[str], outside: Sequence[str], language: Language) -> str:
    """Which of the documents that a question compares tell nothing, and which were not searched; empty where all tell."""
    separator = ", " if language == "en" else "、"
    said = [
        phrase[language].format(names=separator.join(these))
        for phrase, these in ((_SILENT, silent), (_OUTSIDE, outside))
        if these
    ]
    return "".join(said)


def lead_parts(each: Sequence[tuple[str, str]], language: Language) -> str:
    """The leads of the parts of a question, empty where one is not answered."""
    said = [
        (_PART_FOUND if lead else _PART_NOT_FOUND)[language].format(
            part=part, lead=lead.rstrip("：:")
        )
        for part, lead in each
    ]
    return f"{'; '.join(said)}:" if language == "en" else f"{'；'.join(said)}："
