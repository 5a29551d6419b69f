"""What the assistant says in its own words, in the question's language. Quotations are never here."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.types import DifferenceKind, Document, Language

_FACTS = {
    "speaker": ("讲话人", "講話人", "speaker"),
    "date": ("日期", "日期", "date"),
    "printed": ("刊出日期", "刊出日期", "date of printing"),
    "occasion": ("场合", "場合", "occasion"),
    "place": ("地点", "地點", "place"),
    "title": ("标题", "標題", "title"),
    "series": ("编号", "編號", "number"),
    "issuer": ("发文机关", "發文機關", "issuing body"),
    "addressee": ("主送单位", "主送單位", "addressees"),
    "parts": ("各部分标题", "各部分標題", "headings"),
    "record": ("文稿来历", "文稿來歷", "how the text was recorded"),
}
_KINDS = {
    "number": ("数字", "數字", "number"),
    "date": ("时间", "時間", "date"),
    "reason": ("理由", "理由", "reason"),
    "body": ("由谁", "由誰", "who"),
    "name": ("名字", "名字", "name"),
    "place": ("地方", "地方", "place"),
    "set": ("逐项内容", "逐項內容", "items one by one"),
    "sanction": ("怎么处罚", "怎麼處罰", "sanction"),
    "rank": ("名次", "名次", "rank"),
    "members": ("逐项内容", "逐項內容", "items one by one"),
}
_NUMERALS = "一二三四五六七八九十"
_NOUN: dict[Language, dict[str, str]] = {
    "zh": {"speech": "讲话", "report": "报告", "policy": "文件", "": "原文"},
    "zh-Hant": {"speech": "講話", "report": "報告", "policy": "文件", "": "原文"},
    "en": {
        "speech": "The speech",
        "report": "The report",
        "policy": "The document",
        "": "The text",
    },
}
_SAYS: dict[Language, str] = {
    "zh": "{places}指出：",
    "zh-Hant": "{places}指出：",
    "en": "{places}, {says}:",
}
_STANDS: dict[Language, str] = {
    "zh": "{places}：",
    "zh-Hant": "{places}：",
    "en": "{places}:",
}
_LISTS: dict[Language, str] = {
    "zh": "{who}{where}列出 {n} 项：",
    "zh-Hant": "{who}{where}列出 {n} 項：",
    "en": "{who}{where} lists {n} items:",
}
_SEVERAL: dict[Language, str] = {
    "zh": "相关原文 {n} 处，出自 {d} 篇文献：",
    "zh-Hant": "相關原文 {n} 處，出自 {d} 篇文獻：",
    "en": "{n} passages in {d} {documents} bear on this:",
}
_NOT_FOUND: dict[Language, str] = {
    "zh": "检索了 {d} 篇文献、{p} 段，没有找到直接回答。",
    "zh-Hant": "檢索了 {d} 篇文獻、{p} 段，沒有找到直接回答。",
    "en": "Searched {d} {documents}, {p} paragraphs: no direct answer found.",
}
EMPTY: dict[Language, str] = {
    "zh": "范围内没有文献。请先添加文献，或放宽范围。",
    "zh-Hant": "範圍內沒有文獻。請先添加文獻，或放寬範圍。",
    "en": "There is no document in scope. Add one, or widen the scope.",
}
_ABSENT: dict[Language, str] = {
    "zh": "原文未见：{words}。",
    "zh-Hant": "原文未見：{words}。",
    "en": "Not in the text: {words}.",
}
_UNMET: dict[Language, str] = {
    "zh": "最接近的段落没有提到：{words}。",
    "zh-Hant": "最接近的段落沒有提到：{words}。",
    "en": "The nearest passages do not mention: {words}.",
}
_UNTOLD: dict[Language, str] = {
    "zh": "最接近的段落没有给出所问的：{kind}。",
    "zh-Hant": "最接近的段落沒有給出所問的：{kind}。",
    "en": "The nearest passage does not give what is asked for: {kind}.",
}
_NOR_TOLD: dict[Language, str] = {
    "zh": "{unmet}，也没有给出所问的：{kind}。",
    "zh-Hant": "{unmet}，也沒有給出所問的：{kind}。",
    "en": "{unmet}, nor give what is asked for: {kind}.",
}
_NO_PROVISION: dict[Language, tuple[str, str]] = {
    "zh": ("{names}没有{provision}。", "范围内的文献都没有{provision}。"),
    "zh-Hant": ("{names}沒有{provision}。", "範圍內的文獻都沒有{provision}。"),
    "en": ("{names} has no {provision}.", "No document in scope has {provision}."),
}
_NO_LAW: dict[Language, str] = {
    "zh": "范围内没有《{law}》。请先添加这份文献，或放宽范围。",
    "zh-Hant": "範圍內沒有《{law}》。請先添加這份文獻，或放寬範圍。",
    "en": "“{law}” is not in scope. Add that document, or widen the scope.",
}
_NEAREST: dict[Language, str] = {
    "zh": "相近，未必回答：",
    "zh-Hant": "相近，未必回答：",
    "en": "Related, may not answer:",
}

DIFFERENCES: dict[Language, dict[DifferenceKind, str]] = {
    "zh": {
        "digit": "数字不同",
        "date": "日期不同",
        "negation": "肯定否定不同",
        "name": "名称不同",
        "dropped": "原文有，引文漏掉",
        "added": "原文没有",
        "wording": "措辞不同",
        "numeral": "数字写法不同",
        "punctuation": "标点不同",
    },
    "zh-Hant": {
        "digit": "數字不同",
        "date": "日期不同",
        "negation": "肯定否定不同",
        "name": "名稱不同",
        "dropped": "原文有，引文漏掉",
        "added": "原文沒有",
        "wording": "措辭不同",
        "numeral": "數字寫法不同",
        "punctuation": "標點不同",
    },
    "en": {
        "digit": "different number",
        "date": "different date",
        "negation": "affirmed or denied differently",
        "name": "different name",
        "dropped": "in the source, left out of the quotation",
        "added": "not in the source",
        "wording": "different wording",
        "numeral": "number written otherwise",
        "punctuation": "different punctuation",
    },
}


def plural(number: int, word: str) -> str:
    return word if number == 1 else f"{word}s"


def kind_of(document: Document, language: Language) -> str:
    """How the lead line calls the only document: by its kind."""
    return _NOUN[language][document.type]


def titled(title: str, language: Language, beside: Sequence[str] = (), speaker: str = "") -> str:
    """How it calls one of several: by title, after whose words they are and before what is to be known of it."""
    if language == "en":
        said = f"{speaker}, " if speaker else ""
        return f"{said}“{title}”" + (f" ({', '.join(beside)})" if beside else "")
    return f"{speaker}《{title}》" + (f"（{'，'.join(beside)}）" if beside else "")


def in_line(locator: str, language: Language) -> str:
    """A locator inside a sentence: Chinese runs on without spaces."""
    return locator if language == "en" else re.sub(r" (?=第|（|标题)", "", locator)


def part(number: int, unit: str, language: Language) -> str:
    """How a part of a document is called."""
    if language == "en":
        return f"part {number}"
    return f"第{_NUMERALS[number - 1] if number <= len(_NUMERALS) else number}{unit or '部分'}"


def fact(name: str, language: Language) -> str:
    """How a fact of a document itself is called."""
    return _FACTS[name][("zh", "zh-Hant", "en").index(language)]


def kind(name: str, language: Language) -> str:
    """How a kind of thing that a question asks for is called."""
    return _KINDS[name][("zh", "zh-Hant", "en").index(language)]


def source(sayer: str, report: str, language: Language) -> str:
    """Whose words, or which report, a question asks for."""
    of_person = {"zh": f"{sayer}的话", "zh-Hant": f"{sayer}的話", "en": f"words of {sayer}"}
    named = {"zh": report, "zh-Hant": report.replace("报", "報"), "en": report}
    return (of_person if sayer else named)[language]


def lead_quote(each: Sequence[tuple[str, Sequence[str]]], language: Language, *, line: bool) -> str:
    """Which documents say it, and where in them."""
    if language == "en":
        places = "; ".join(f"{who_}, {', '.join(found)}" for who_, found in each)
    else:
        of = "的" if line else ""
        places = "，".join(f"{who_}{of}{'、'.join(found)}" for who_, found in each)
    says = "says" if len(each) == 1 else "say"
    return (_STANDS if line else _SAYS)[language].format(places=places, says=says)


def lead_list(who_: str, where: str, count: int, language: Language) -> str:
    set_off = f", {where}," if language == "en" and where else where
    return _LISTS[language].format(who=who_, where=set_off, n=count)


def lead_provision(places: Sequence[tuple[str, str]], language: Language) -> str:
    """Which article of which documents it is."""
    separator, comma = ("; ", ", ") if language == "en" else ("，", "")
    said = separator.join(f"{who_}{comma}{provision}" for who_, provision in places)
    return _STANDS[language].format(places=said)


def no_such_provision(names: Sequence[str], provision: str, language: Language) -> str:
    """The documents that are named, or all in scope, have no such article."""
    of_named, of_all = _NO_PROVISION[language]
    joined = (", " if language == "en" else "、").join(names)
    return (of_named if names else of_all).format(names=joined, provision=provision)


def no_such_law(law: str, language: Language) -> str:
    return _NO_LAW[language].format(law=law)


def lead_several(count: int, documents: int, language: Language, spoken: str = "") -> str:
    """`spoken` tells who said it."""
    told = _SEVERAL[language].format(n=count, d=documents, documents=plural(documents, "document"))
    return told[:-1] + spoken + told[-1]


def not_found(
    documents: int,
    paragraphs: int,
    missing: tuple[str, ...],
    absent: tuple[str, ...],
    language: Language,
    untold: Sequence[str] = (),
) -> str:
    """`missing` are words that the nearest passages do not meet, `absent` those of them that stand
    nowhere in the scope: only of these can it be said that they are not in the text. `untold` is what kinds of things that are
    asked for are not told."""
    if not documents:
        return EMPTY[language]
    line = _NOT_FOUND[language].format(
        d=documents, p=paragraphs, documents=plural(documents, "document")
    )
    separator = ", " if language == "en" else "、"
    space, words = " " if language == "en" else "", separator.join(untold)
    if missing:
        told = _ABSENT if absent else _UNMET
        lacking = separator.join(f"“{w}”" for w in absent or missing)
        line += space + told[language].format(words=lacking)
    if untold and missing and not absent:  # both are said of the nearest passages
        return _NOR_TOLD[language].format(unmet=line[:-1], kind=words)
    if untold:
        line += space + _UNTOLD[language].format(kind=words)
    return line


def nearest(language: Language) -> str:
    return _NEAREST[language]
