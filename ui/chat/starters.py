"""Questions to start with, read off the structure of the open document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from assistant.text.items import items
from assistant.text.markup import unmarked
from assistant.types import Document, Edit, Paragraph
from ui.strings import PageLanguage

MOST = 4
_LEAD_IN = 48
"""Characters before an enumeration in which its subject is looked for."""
_LONGEST_TOPIC = 18
_NUMERAL = re.compile(
    r"^(?:第?[一二三四五六七八九十百零〇\d]+(?:部分|[编篇章节])?[、.．\s]*"
    r"|[（(][一二三四五六七八九十\d]+[)）]|#+)\s*"
)

# What an enumeration lists -> the question whose answer it is.
_LISTS = (
    (r"存在[^。]{0,8}?((?:突出|主要)?问题|短板|不足)", "{}有哪些？", "What problems exist{}?"),
    (
        r"取得[^。]{0,8}?(成效|成绩|成就|进展)",
        "取得了哪些{}？",
        "What results have been achieved{}?",
    ),
    (r"((?:主要|重点|重大)?任务)", "提出了哪些{}？", "What tasks are set{}?"),
    (r"(措施|举措)", "提出了哪些{}？", "What measures are proposed{}?"),
    (r"(要求)", "提出了哪些{}？", "What is required{}?"),
    (r"((?:基本)?原则)", "要坚持哪些{}？", "What principles are to be kept{}?"),
    (r"(目标)", "提出了哪些{}？", "What goals are set{}?"),
    (r"(意见|建议)", "提出了哪些{}？", "What proposals are made{}?"),
)
_NOUN = {
    "zh": {"report": "报告", "policy": "文件", "speech": "讲话"},
    "en": {"report": "report", "policy": "document", "speech": "speech"},
}
_WHICH = {"zh": ("", "这篇"), "en": ("the ", "this ")}
"""What stands before it where it is asked of, and asked about as a whole."""
_OCCASION = {"zh": "{}是在什么场合作的？", "en": "Where was {} given?"}
_TOPIC = {"zh": "{}怎样谈{}？", "en": "What does {} say about “{}”?"}
_ABOUT = {"zh": "{}主要讲什么？", "en": "What is {} about?"}


def starters(
    document: Document,
    text: str,
    outline: Sequence[Paragraph],
    edits: Sequence[Edit],
    language: PageLanguage,
    most: int = MOST,
    *,
    name: str = "",
) -> list[str]:
    """At most `most` questions: what its enumerations list, what its headings announce. `name` is what a
    document is called in them that is not the only one asked."""
    noun, which = _noun(document, language), _WHICH[language]
    called, this = (name or f"{article}{noun}" for article in which)
    lists = list(dict.fromkeys(_about_lists(text, outline, language, name)))[: most - 1]
    told = not document.occasion or document.occasion in name
    facts = [] if told else [_OCCASION[language].format(called)]
    topics = _about_headings(text, outline, edits)
    if language == "en":  # set in quotation marks there
        topics = [topic.translate({0x201C: "‘", 0x201D: "’"}) for topic in topics]
    parts = [_TOPIC[language].format(called, topic) for topic in topics if topic not in name]
    found = [*lists, *facts, *parts][:most]
    return found or [_ABOUT[language].format(this)]


def named(document: Document, others: Iterable[Document]) -> str:
    """What a question calls a document by that no other of them is called: its title, with its year or
    its speaker where that tells it apart; empty if nothing does. The same text twice is one."""
    alike = [d for d in others if d.title == document.title and d.sha256 != document.sha256]
    if not document.title or not alike:
        return f"《{document.title}》" if document.title else ""
    if document.year and all(d.year != document.year for d in alike):
        return f"{document.year}年{document.title}"
    if document.speaker and all(d.speaker != document.speaker for d in alike):
        return f"{document.speaker}《{document.title}》"
    return ""


def _about_lists(
    text: str, outline: Sequence[Paragraph], language: PageLanguage, name: str
) -> Iterator[str]:
    for paragraph in outline:
        if paragraph.kind != "body":
            continue
        listed = items(text[paragraph.start : paragraph.end], paragraph.start)
        for first in (item for item in listed if item.ordinal == 1):
            lead_in = text[max(paragraph.start, first.start - _LEAD_IN) : first.start]
            for pattern, chinese, english in _LISTS:
                subject = re.search(pattern, lead_in)
                if subject and language == "en":
                    yield english.format(f" in {name}" if name else "")
                elif subject:
                    yield f"{name}{chinese.format(subject.group(1))}"
                if subject:
                    break


def _about_headings(text: str, outline: Sequence[Paragraph], edits: Sequence[Edit]) -> list[str]:
    headings = [p for p in outline if p.kind == "heading"]
    top = min((p.level for p in headings), default=0)
    topics = (_topic(text, p, edits) for p in headings if p.level == top)
    return [topic for topic in topics if topic]


def _topic(text: str, heading: Paragraph, edits: Sequence[Edit]) -> str:
    """The first clause of a heading, masked words restored: this is our question, no quotation."""
    words, at = "", heading.start
    for edit in edits:
        if edit.start >= at and edit.end <= heading.end:
            words += text[at : edit.start] + edit.replacement
            at = edit.end
    words += text[at : heading.end]
    clause = re.split(r"[，,；;：:。]", _NUMERAL.sub("", unmarked(words)), maxsplit=1)[0].strip()
    return clause if len(clause) <= _LONGEST_TOPIC else ""


def _noun(document: Document, language: PageLanguage) -> str:
    """What a document is."""
    spoken = "speech" if document.speaker or document.occasion else "policy"
    nouns = _NOUN[language]
    return nouns.get(document.type, nouns[spoken])
