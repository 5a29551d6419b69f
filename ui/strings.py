"""Every word of the page, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from assistant import phrases
from assistant.types import DifferenceKind
from ui.words import (
    about_words,
    cite_words,
    compare_words,
    connection_words,
    facsimile_words,
    job_words,
    library_words,
    panel_words,
    tools_words,
    trace_words,
)
from ui.words.about_words import AboutWords
from ui.words.cite_words import CiteWords
from ui.words.compare_words import CompareWords
from ui.words.connection_words import ConnectionWords
from ui.words.facsimile_words import FacsimileWords
from ui.words.job_words import JobWords
from ui.words.library_words import LibraryWords
from ui.words.panel_words import PanelWords
from ui.words.tools_words import ToolsWords
from ui.words.trace_words import TraceWords

PageLanguage = Literal["zh", "en"]


@dataclass(frozen=True, slots=True, eq=False)
class Strings:
    """The words of one language. Fields with `{}` are templates, filled by the renderers."""

    locale: str
    """Value of the page's `lang` attribute."""
    title: str
    other_language: str
    """Name of the other language, in that language."""
    theme: str
    open_source: str
    conversation: str
    source: str
    document: str
    back: str
    previous: str
    next: str
    restored: str
    restored_hint: str
    welcome: str
    promise: str
    starters: str
    question: str
    placeholder: str
    ask: str
    working: str
    understood: str
    understood_edit: str
    cite: str
    attributed: str
    also_in: str
    copy: str
    copy_quote: str
    copied: str
    retry: str
    undo: str
    searched: str
    documents: tuple[str, str]
    """For one, for several."""
    paragraphs: tuple[str, str]
    missing: str
    nearest: str
    check_exact: str
    check_same: str
    check_altered: str
    check_absent: str
    check_asked: str
    check_source: str
    differences: Mapping[DifferenceKind, str]
    nothing: str
    no_documents: str
    to_library: str
    unanswered: str
    nowhere: str
    nowhere_back: str
    failed: str
    list_separator: str
    panel: PanelWords
    """The words of the panels and of the reader's tools."""
    about: AboutWords
    facsimile: FacsimileWords
    library: LibraryWords
    """The words of the library page and of signing in."""
    job: JobWords
    tools: ToolsWords
    trace: TraceWords
    compare: CompareWords
    citing: CiteWords
    connection: ConnectionWords


ZH = Strings(
    locale="zh-CN",
    title="讲话问答",
    other_language="English",
    theme="切换深浅色",
    open_source="原文",
    conversation="问答",
    source="原文",
    document="文献",
    back="回到回答",
    previous="上一处",
    next="下一处",
    restored="还原屏蔽字",
    restored_hint="在被屏蔽的字后注出原字，引文本身不变",
    welcome="向文献提问",
    promise="回答只引用原文，逐字核对，点编号即到原句。",
    starters="可以这样问",
    question="问题",
    placeholder="输入问题，中文、英文都可以",
    ask="提问",
    working="检索中…",
    understood="理解为：{}",
    understood_edit="改一改再问",
    cite="[{}] {}，在原文中查看",
    attributed="引述 {}",
    also_in="亦见于 {}",
    copy="复制回答",
    copy_quote="复制引文",
    copied="已复制",
    retry="重问",
    undo="撤销",
    searched="检索 {} · {} · {} 毫秒",
    documents=("{} 篇", "{} 篇"),
    paragraphs=("{} 段", "{} 段"),
    missing="未见回答的部分：{}",
    nearest="相近，未必回答",
    check_exact="引文核对：一致",
    check_same="引文核对：文字相同",
    check_altered="引文核对：不一致",
    check_absent="引文核对：未见",
    check_asked="所问",
    check_source="原文",
    differences=phrases.DIFFERENCES["zh"],
    nothing="（无）",
    no_documents="资料库里还没有文献，添加之后即可提问。",
    to_library="到“资料库”添加",
    unanswered="这个问题还没有答完。答出后这里会显示；也可以点“重问”。",
    nowhere="这个地址没有页面。",
    nowhere_back="到问答页",
    failed="出了差错，这个问题没有答成。请重试；若仍不行，请查看终端里的记录。",
    list_separator="、",
    panel=panel_words.ZH,
    about=about_words.ZH,
    facsimile=facsimile_words.ZH,
    library=library_words.ZH,
    job=job_words.ZH,
    tools=tools_words.ZH,
    trace=trace_words.ZH,
    compare=compare_words.ZH,
    citing=cite_words.ZH,
    connection=connection_words.ZH,
)

EN = Strings(
    locale="en",
    title="Speech Assistant",
    other_language="中文",
    theme="Switch light or dark",
    open_source="Source",
    conversation="Questions and answers",
    source="Source",
    document="Document",
    back="Back to answer",
    previous="Previous",
    next="Next",
    restored="Restored",
    restored_hint="Shows the original word after a masked one; the quotation itself stays as it is",
    welcome="Ask the source",
    promise="Answers quote the source word for word. A number leads to the sentence.",
    starters="For example",
    question="Question",
    placeholder="Ask in English or Chinese",
    ask="Ask",
    working="Searching…",
    understood="Understood as: {}",
    understood_edit="Edit and ask again",
    cite="[{}] {}, show in the source",
    attributed="citing {}",
    also_in="also in {}",
    copy="Copy answer",
    copy_quote="Copy with citation",
    copied="Copied",
    retry="Ask again",
    undo="Undo",
    searched="Searched {} · {} · {} ms",
    documents=("{} document", "{} documents"),
    paragraphs=("{} paragraph", "{} paragraphs"),
    missing="Not answered: {}",
    nearest="Related, may not answer",
    check_exact="Quote check: exact",
    check_same="Quote check: same words",
    check_altered="Quote check: altered",
    check_absent="Quote check: not there",
    check_asked="Asked",
    check_source="Source",
    differences=phrases.DIFFERENCES["en"],
    nothing="(nothing)",
    no_documents="The library holds no documents yet. Questions can be asked once there are some.",
    to_library="Add them under “Library”",
    unanswered="This question is not answered yet. The answer will appear here; "
    "“Ask again” asks anew.",
    nowhere="There is no page at this address.",
    nowhere_back="To the questions and answers",
    failed="Something went wrong and the question was not answered. Please try again; "
    "if it fails again, see the log in the terminal.",
    list_separator=", ",
    panel=panel_words.EN,
    about=about_words.EN,
    facsimile=facsimile_words.EN,
    library=library_words.EN,
    job=job_words.EN,
    tools=tools_words.EN,
    trace=trace_words.EN,
    compare=compare_words.EN,
    citing=cite_words.EN,
    connection=connection_words.EN,
)

STRINGS: Mapping[PageLanguage, Strings] = {"zh": ZH, "en": EN}


def other(language: PageLanguage) -> PageLanguage:
    return "en" if language == "zh" else "zh"


def counted(forms: tuple[str, str], number: int) -> str:
    return forms[number != 1].format(f"{number:,}")
