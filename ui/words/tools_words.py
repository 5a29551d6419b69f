"""The words of the tools' page and of checking quotations, in Chinese and in English."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ToolsWords:
    """The words of one language. Fields with `{}` are templates."""

    tools: str
    tab_check: str
    tab_trace: str
    tab_compare: str
    tab_digest: str
    trace_running: str
    compare_running: str
    digest_running: str
    more_documents: str
    searched: str
    scope: str
    scope_change: str
    close_source: str
    cancel: str
    cancelled: str
    lost: str
    too_large: str
    download: str
    html: str
    undated: str
    check_lead: str
    check_text: str
    check_placeholder: str
    check_as: str
    as_quotation: str
    as_article: str
    check_file: str
    check_run: str
    check_running: str
    check_limit: str
    reading_file: str
    checked: str
    filter: str
    exact: str
    altered: str
    absent: str
    badge_exact: str
    badge_altered: str
    badge_minor: str
    badge_omits: str
    badge_joined: str
    badge_absent: str
    badge_foreign: str
    absent_told: str
    foreign_told: str
    attributed: str
    aligned: str
    legend: str
    omitted: str
    turning: str
    found_at: str
    nearest_at: str
    pieces_at: str
    more_places: str
    most_places: str
    left_out: str
    several_quoted: str
    show: str


ZH = ToolsWords(
    tools="核查",
    tab_check="核对引文",
    tab_trace="用词变迁",
    tab_compare="文件比较",
    tab_digest="文件提要",
    trace_running="正在检索。可以先去问答，结果会留在这里。",
    compare_running="正在比较……",
    digest_running="正在整理……",
    more_documents="还有 {}，请多输入几个字",
    searched="检索 {} · {}",
    scope="范围",
    scope_change="更改",
    close_source="回到结果",
    cancel="取消",
    cancelled="已取消。",
    lost="与服务器的连接断了，请重试。",
    too_large="文字或文件过大：文字最多一百万字，文件最大 20 兆。请分开核对。",
    download="下载",
    html="网页",
    undated="无日期",
    check_lead="这句话原文里有吗？粘贴一句引文，或整篇文章，逐字与文献核对。",
    check_text="要核对的文字",
    check_placeholder="粘贴一句引文或一篇文章",
    check_as="文字是",
    as_quotation="一句引文",
    as_article="一篇文章，核对其中的全部引文",
    check_file="选择文件",
    check_run="核对",
    check_running="正在核对。可以先去问答，结果会留在这里。",
    check_limit="文字有 {} 个字符，一次最多 {} 个。请分开核对。",
    reading_file="正在读取文件…",
    checked="核对 {} 处引文",
    filter="只看一类",
    exact="逐字相符 {}",
    altered="有改动 {}",
    absent="未找到 {}",
    badge_exact="逐字相符",
    badge_altered="有改动",
    badge_minor="仅标点或数字写法不同",
    badge_omits="逐字相符，有省略",
    badge_joined="拼接：由不同地方的文字拼成",
    badge_absent="未找到",
    badge_foreign="无法核对",
    absent_told="这 {}中没有这句话，也没有相近的话。",
    foreign_told="原文是中文，外文引文不能逐字比对。",
    attributed="文中称出自：{}",
    aligned="与原文对照",
    legend="划去的，引文有而原文没有；衬底的，原文有而引文没有",
    omitted="省略处原文",
    turning="注意：省去的文字里有“{}”，引文的意思可能因此不同。",
    found_at="见于",
    nearest_at="最相近的原文",
    pieces_at="各段文字的出处",
    more_places="另 {} 处",
    most_places="出处还有更多，以上为最早的 {} 处。",
    several_quoted="文中引了不止一句，已按文章逐句核对。",
    left_out="另有 {} 处引文超出一次核对的上限，没有核对。请分开核对。",
    show="在原文中查看",
)

EN = ToolsWords(
    tools="Tools",
    tab_check="Check a quotation",
    tab_trace="Wording over time",
    tab_compare="Compare",
    tab_digest="Digest",
    trace_running="Searching. You can go on asking; the result will be here.",
    compare_running="Comparing …",
    digest_running="Reading …",
    more_documents="{} more: type more of the title",
    searched="Searched {} · {}",
    scope="Scope",
    scope_change="Change",
    close_source="Back to the result",
    cancel="Cancel",
    cancelled="Cancelled.",
    lost="The connection to the server was lost. Please try again.",
    too_large="Too large: a text has at most a million characters, a file 20 MB. Check it in parts.",
    download="Download",
    html="Web page",
    undated="undated",
    check_lead="Was this really said? Paste a quotation, or a whole article, to compare it with the "
    "documents letter for letter.",
    check_text="Text to check",
    check_placeholder="Paste a quotation or an article",
    check_as="The text is",
    as_quotation="one quotation",
    as_article="an article: check all that it quotes",
    check_file="Choose a file",
    check_run="Check",
    check_running="Checking. You can go on asking; the result will be here.",
    check_limit="The text has {} characters; at most {} are checked at once. Check it in parts.",
    reading_file="Reading the file…",
    checked="Quotations checked: {}",
    filter="Show one kind",
    exact="Exact {}",
    altered="Altered {}",
    absent="Not found {}",
    badge_exact="Exact",
    badge_altered="Altered",
    badge_minor="Only punctuation or the writing of numbers differs",
    badge_omits="Exact, with something left out",
    badge_joined="Put together from different places",
    badge_absent="Not found",
    badge_foreign="Cannot be checked",
    absent_told="Not in {}, nor anything like it.",
    foreign_told="The documents are Chinese; a quotation in another language cannot be compared "
    "letter for letter.",
    attributed="Attributed to: {}",
    aligned="Beside the source",
    legend="struck: in the quotation, not in the source; shaded: in the source, not in the quotation",
    omitted="Left out at the ellipsis",
    turning="Note: what is left out holds “{}”; the quotation may mean something else without it.",
    found_at="Found in",
    nearest_at="The nearest wording",
    pieces_at="Where each piece stands",
    more_places="{} more",
    most_places="There are more places; these are the {} earliest.",
    several_quoted="The text quotes several sentences, so that each of them was checked.",
    left_out="{} more quotations are beyond what is checked at once and were not. Divide the text.",
    show="Show in the source",
)
