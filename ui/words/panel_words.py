"""The words of the panels and of the reader's tools, in Chinese and in English."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PanelWords:
    """The words of one language. Fields with `{}` are templates."""

    close: str
    panel: str
    scope: str
    scope_all: str
    scope_chosen: str
    scope_gone: str
    scope_documents: str
    scope_years: str
    scope_speakers: str
    scope_types: str
    scope_examples: str
    scope_apply: str
    scope_reset: str
    scope_off: str
    scope_empty: str
    scope_named: str
    scope_name: str
    scope_keep: str
    scope_forget: str
    example: str
    year: str
    type_speech: str
    type_report: str
    type_policy: str
    narrow: str
    history: str
    new: str
    history_empty: str
    history_turns: tuple[str, str]
    rename: str
    name: str
    save: str
    delete: str
    delete_sure: str
    deleted: str
    deleted_later: str
    continued: str
    continued_own: str
    deleted_elsewhere: str
    not_kept: str
    word: str
    markdown: str
    pack: str
    export: str
    excerpts: str
    excerpts_hint: str
    put_aside: str
    put_aside_done: str
    drop: str
    drop_all: str
    passages: str
    passages_of: str
    find: str
    find_hint: str
    find_button: str
    found: str
    found_none: str
    places: str
    pages_previous: str
    pages_next: str
    ranks: str
    edit: str
    edit_ask: str
    cancel: str
    next_questions: str
    outline: str
    find_within: str
    find_none: str
    smaller: str
    larger: str
    paragraph_cite: str
    paragraph_cited: str
    link: str
    link_copied: str
    link_replaced: str
    link_removed: str
    link_unknown: str
    quote_changed: str
    document_gone: str
    exported: str
    exported_at: str
    question: str


ZH = PanelWords(
    close="关闭",
    panel="面板",
    scope="范围",
    scope_all="全部文献",
    scope_chosen="已选文献",
    scope_gone="范围中有 {} 篇文献已不在资料库中，未检索。",
    scope_documents="文献",
    scope_years="年份",
    scope_speakers="讲话人",
    scope_types="类型",
    scope_examples="连同示例",
    scope_apply="应用",
    scope_reset="改回全部文献",
    scope_off="不再限定范围",
    scope_empty="没有一篇文献同时符合这些条件，范围未改。请少选几项。",
    scope_named="已存的范围",
    scope_name="范围名称",
    scope_keep="存为范围",
    scope_forget="删去范围“{}”",
    example="示例",
    year="{} 年",
    type_speech="讲话",
    type_report="报告",
    type_policy="政策文件",
    narrow="按题名筛选",
    history="问答记录",
    new="新问答",
    history_empty="还没有问答。提问之后，问答会自动保存在资料库中。",
    history_turns=("{} 问", "{} 问"),
    rename="改名",
    name="名称",
    save="保存",
    delete="删除",
    delete_sure="确定删除，不可恢复",
    deleted="已删除，文件中不留痕迹。",
    deleted_later="已删除。数据库正被占用，文件中的痕迹会在程序退出时清除。",
    continued="这段问答已在别的标签页中继续，以下是它现在的样子。",
    continued_own="这段问答已在别的标签页中继续。这里从此另存为一段，两段都在“问答记录”中。",
    deleted_elsewhere="这段问答已被删除。这里另起了一段。",
    not_kept="浏览器没有接受本页的标识，问答不会保存。",
    word="Word 文档",
    markdown="Markdown 文本",
    pack="证据包",
    export="导出",
    excerpts="摘录",
    excerpts_hint="在回答的引文下点“摘录”，可把多次回答的引文集中到这里，一并导出。",
    put_aside="摘录",
    put_aside_done="已摘录",
    drop="移出",
    drop_all="清空摘录",
    passages="更多段落",
    passages_of="与“{}”最相关的段落",
    find="逐字查找",
    find_hint="一字不差的词句",
    find_button="查找",
    found="{} 段含有这一词句",
    found_none="范围内没有这一词句。",
    places="{} 处",
    pages_previous="上一页",
    pages_next="下一页",
    ranks="第 {}–{} 段",
    edit="修改",
    edit_ask="重新提问",
    cancel="取消",
    next_questions="接着可以问",
    outline="目录",
    find_within="在文中查找",
    find_none="文中未见",
    smaller="缩小字号",
    larger="放大字号",
    paragraph_cite="复制{}的出处",
    paragraph_cited="已复制出处：{}",
    link="复制链接",
    link_copied="已复制链接",
    link_replaced="链接所指的文本已被替换，这里是现在的文本，段落可能不同。",
    link_removed="链接所指的文献《{}》已从资料库中移除。",
    link_unknown="链接所指的文本不在资料库中，可能已被替换或移除。",
    quote_changed="原文已被替换或移除，以下是回答当时的原文。",
    document_gone="这篇文献已从资料库中移除。",
    exported="问答",
    exported_at="导出于 {}",
    question="问：{}",
)

EN = PanelWords(
    close="Close",
    panel="Panel",
    scope="Scope",
    scope_all="All documents",
    scope_chosen="Chosen documents",
    scope_gone="{} of the chosen documents are not in the library any more and were not searched.",
    scope_documents="Documents",
    scope_years="Years",
    scope_speakers="Speakers",
    scope_types="Types",
    scope_examples="Include the example",
    scope_apply="Apply",
    scope_reset="Back to all documents",
    scope_off="Search all documents",
    scope_empty="No document meets all of these choices, so the scope stays as it was. "
    "Choose fewer.",
    scope_named="Saved scopes",
    scope_name="Name of the scope",
    scope_keep="Save scope",
    scope_forget="Forget the scope “{}”",
    example="Example",
    year="{}",
    type_speech="Speech",
    type_report="Report",
    type_policy="Policy",
    narrow="Narrow by title",
    history="History",
    new="New conversation",
    history_empty="Nothing yet. Once you have asked, conversations are kept in the library.",
    history_turns=("{} question", "{} questions"),
    rename="Rename",
    name="Name",
    save="Save",
    delete="Delete",
    delete_sure="Delete for good",
    deleted="Deleted; no trace is left in the file.",
    deleted_later="Deleted. The database is busy: its traces go when the program ends.",
    continued="This conversation went on in another tab. This is how it stands now.",
    continued_own="This conversation went on in another tab. From here on this is one of its own; "
    "both are in the history.",
    deleted_elsewhere="This conversation was deleted. A new one was begun here.",
    not_kept="The browser takes no cookie of this page, so conversations are not kept.",
    word="Word",
    markdown="Markdown",
    pack="Evidence pack",
    export="Export",
    excerpts="Excerpts",
    excerpts_hint="“Put aside” under a quotation collects it here, across answers, for one export.",
    put_aside="Put aside",
    put_aside_done="Put aside already",
    drop="Take out",
    drop_all="Take all out",
    passages="More passages",
    passages_of="Passages nearest to “{}”",
    find="Exact wording",
    find_hint="Words exactly as written",
    find_button="Find",
    found="{} paragraphs hold this wording",
    found_none="No paragraph of the scope holds this wording.",
    places="{} places",
    pages_previous="Previous page",
    pages_next="Next page",
    ranks="{}–{}",
    edit="Edit",
    edit_ask="Ask again",
    cancel="Cancel",
    next_questions="Ask next",
    outline="Contents",
    find_within="Find in text",
    find_none="No match",
    smaller="Smaller type",
    larger="Larger type",
    paragraph_cite="Copy the citation of {}",
    paragraph_cited="Citation copied: {}",
    link="Copy link",
    link_copied="Link copied",
    link_replaced="The text of this link was replaced. This is the present text; "
    "its paragraphs may differ.",
    link_removed="The document “{}” of this link was removed from the library.",
    link_unknown="The text of this link is not in the library. It may have been replaced "
    "or removed.",
    quote_changed="The source was replaced or removed. These are its words at the time.",
    document_gone="This document was removed from the library.",
    exported="Questions and answers",
    exported_at="Exported {}",
    question="Question: {}",
)
