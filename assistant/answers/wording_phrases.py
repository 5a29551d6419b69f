"""What the assistant says of wordings: how often they stand somewhere, and whether they were said."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.phrases import plural
from assistant.types import Language

_VERDICT: dict[Language, dict[str, str]] = {
    "zh": {
        "exact": "有这句话，一字不差。{where}：",
        "same": "有这句话，只是数字写法、字形不同。{where}：",
        "signs": "有这句话，只是标点不同。{where}：",
        "omits": "有这句话，引文省略了中间的文字。{where}：",
        "altered": "没有这句原话；最接近的原文不同。{where}：",
        "absent": "检索了 {d} 篇文献、{p} 段，没有这句话。",
        "not there": "{there}中没有这句话。",
        "elsewhere": "{there}中没有这句话；有这句话的是{where}：",
    },
    "zh-Hant": {
        "exact": "有這句話，一字不差。{where}：",
        "same": "有這句話，只是數字寫法、字形不同。{where}：",
        "signs": "有這句話，只是標點不同。{where}：",
        "omits": "有這句話，引文省略了中間的文字。{where}：",
        "altered": "沒有這句原話；最接近的原文不同。{where}：",
        "absent": "檢索了 {d} 篇文獻、{p} 段，沒有這句話。",
        "not there": "{there}中沒有這句話。",
        "elsewhere": "{there}中沒有這句話；有這句話的是{where}：",
    },
    "en": {
        "exact": "Yes, word for word. {where}:",
        "same": "Yes, but for the writing of numbers or characters. {where}:",
        "signs": "Yes, but for punctuation. {where}:",
        "omits": "Yes, with the words at the ellipsis left out. {where}:",
        "altered": "Not in these words; the nearest wording differs. {where}:",
        "absent": "Searched {d} {documents}, {p} paragraphs: this is not there.",
        "not there": "This is not in {there}.",
        "elsewhere": "This is not in {there}, but in {where}:",
    },
}
_EACH: dict[Language, dict[str, str]] = {
    "zh": {"exact": "有这句话", "altered": "原文不同", "absent": "没有这句话"},
    "zh-Hant": {"exact": "有這句話", "altered": "原文不同", "absent": "沒有這句話"},
    "en": {"exact": "is there", "altered": "differs from the source", "absent": "is not there"},
}
_NOT_IN_THESE_WORDS: dict[Language, str] = {
    "zh": "没有逐字相同的话。",
    "zh-Hant": "沒有逐字相同的話。",
    "en": "Not said in these words. ",
}
_PLACES: dict[Language, tuple[str, str, str]] = {
    "zh": ("共 {n} 段", "另有 {otherwise} 段只是标点或数字写法不同", "列出前 {shown} 段"),
    "zh-Hant": ("共 {n} 段", "另有 {otherwise} 段只是標點或數字寫法不同", "列出前 {shown} 段"),
    "en": (
        "in {n} {paragraphs}",
        "in {otherwise} more but for punctuation or the writing of numbers",
        "the first {shown} shown",
    ),
}
_OF_DOCUMENTS: dict[Language, str] = {
    "zh": "（见于 {n} 篇，列出{first} {shown} 篇各一处）",
    "zh-Hant": "（見於 {n} 篇，列出{first} {shown} 篇各一處）",
    "en": " (in {n} {documents}; one place each of {first} {shown})",
}
_OTHER_LANGUAGE: dict[Language, str] = {
    "zh": "引文是外文，原文是中文，无法逐字核对。以下是意思相近的段落：",
    "zh-Hant": "引文是外文，原文是中文，無法逐字核對。以下是意思相近的段落：",
    "en": "The texts are in Chinese, so an English quotation cannot be checked word for word. "
    "Compare it with these passages:",
}
_COUNT: dict[Language, str] = {
    "zh": "“{word}”在{where}中出现 {n} 次：",
    "zh-Hant": "“{word}”在{where}中出現 {n} 次：",
    "en": "“{word}” occurs {n} {times} in {where}:",
}
_SEARCHED: dict[Language, str] = {
    "zh": "检索的 {d} 篇文献",
    "zh-Hant": "檢索的 {d} 篇文獻",
    "en": "the {d} {documents} searched",
}
_ASKED_OF: dict[Language, str] = {
    "zh": "所问的 {d} 篇文献",
    "zh-Hant": "所問的 {d} 篇文獻",
    "en": "the {d} documents asked about",
}


def looked_in(documents: int, meant: Sequence[str], language: Language) -> str:
    """Where was looked: in all that was searched, or in the documents that the question means, as they are called."""
    if len(meant) == 1:
        return meant[0]
    words = _ASKED_OF if meant else _SEARCHED
    return words[language].format(d=documents, documents=plural(documents, "document"))


def lead_count(word: str, count: int, where: str, language: Language) -> str:
    """How often a wording occurs there; a lead for its places unless it never does."""
    line = _COUNT[language].format(word=word, n=count, where=where, times=plural(count, "time"))
    # Nothing follows a count of zero.
    return line if count else line[:-1] + ("." if language == "en" else "。")


def verdict(
    kind: str, where: str, there: str, documents: int, paragraphs: int, language: Language
) -> str:
    """The lead of a verdict of that kind: `where` the wording stands; `there` is what was asked about."""
    return _VERDICT[language][kind].format(
        where=where,
        there=there,
        d=documents,
        p=paragraphs,
        documents=plural(documents, "document"),
    )


def not_in_these_words(language: Language) -> str:
    """What is said before an answer that tells in other words what was claimed."""
    return _NOT_IN_THESE_WORDS[language]


def verdicts(each: Sequence[tuple[str, str]], language: Language) -> str:
    """One line for several quotations: what was asked, and how it stands."""
    words = _EACH[language]
    if language == "en":
        return "; ".join(f"“{asked}” {words[kind]}" for asked, kind in each) + "."
    return "；".join(f"“{asked}”{words[kind]}" for asked, kind in each) + "。"


def counted_places(
    lead: str, count: int, shown: int, language: Language, *, otherwise: int = 0
) -> str:
    """A lead that ends in a colon, with how many places there are, how many more where it is written `otherwise`, and how many
    follow."""
    cut = count + otherwise > shown
    told = [
        part.format(
            n=count, otherwise=otherwise, shown=shown, paragraphs=plural(count, "paragraph")
        )
        for part, needed in zip(_PLACES[language], (cut or otherwise, otherwise, cut), strict=True)
        if needed
    ]
    if not told:
        return lead
    around = (" ({})", ", ") if language == "en" else ("（{}）", "，")
    return lead[:-1] + around[0].format(around[1].join(told)) + lead[-1]


def counted_documents(lead: str, count: int, shown: int, language: Language) -> str:
    """A lead that ends in a colon, with how many documents there are and of how many a place follows."""
    words = ("其中" if language != "en" else "the first") if shown < count else ""
    told = _OF_DOCUMENTS[language].format(
        n=count, shown=shown, first=words, documents=plural(count, "document")
    )
    return lead[:-1] + told + lead[-1]


def other_language(language: Language) -> str:
    """The lead where a quotation in Latin script cannot be looked up."""
    return _OTHER_LANGUAGE[language]
