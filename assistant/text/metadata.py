"""What the head of a text says about it: title, occasion, place, type, series, remarks.

Dates are read in `dates`, names in `speakers`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Literal

from assistant.text.dates import find_dates
from assistant.types import ParagraphKind

Labelled = Literal["speaker", "date", "place", "occasion"]

_SPEECH = r"(?:重要)?(?:讲话|致辞|致词|发言|演讲|谈话|报告|说明|党课|开幕词|闭幕词)"
_MEETING = r"(?:会议|大会|座谈会|论坛|仪式|全会|讲座|峰会|年会|会|活动)"
_GATHERING = r"(?:会议|座谈会|协商会|交流会|推进会|大会|招待会|茶话会|论坛|仪式)"
OCCASION = re.compile(
    r"^[—\-\s（(]*(?:\d{4}\s*年[^，。]{0,12}?|[一二][一二三四五六七八九〇○零]{3}年[^，。]{0,12}?)?"
    rf"(在.{{2,60}}(?:上|时|期间|会议|座谈会)的?{_SPEECH}(?:提纲|要点|节选|摘要)?"
    rf"|在.{{2,60}}{_MEETING}(?:上|闭幕时|开幕时|开幕式上|闭幕式上))[）)]?"
    r"(?:\s*[（(][^）)]{1,16}[）)])?\s*$"
)
_OCCASION_INSIDE = re.compile(
    r"在[^，。；：]{2,50}(?:会议|大会|座谈会|论坛|仪式|全会|讲座)(?:开幕式|闭幕式)?上"
)
_OCCASION_OF_TITLE = re.compile(rf"在[^，。；：]{{2,60}}上(?=的?{_SPEECH})")
_CITED = re.compile(r"(?:学习|贯彻|传达|落实|重温|领会|评价|解读)[^，。]{0,24}$|《[^》]*$")
_ABOUT = re.compile(r"评论员|社论|论学习|——论|评价|引发|热议|解读|将(?:在|以|出席|发表)|出版")
"""What a title says that tells of a speech given elsewhere."""
_CONGRESS = re.compile(
    r"[向在](第[^，。；]{1,4}届[^，。；]{2,30}?(?:大会|委员会)(?:第[^，。；]{1,4}次(?:全体)?会议)?)(?=[，,]?(?:作|提出|提请|报告))"
)
_ATTENDED = re.compile(
    rf"(?<!将)(?:出席|主持|参加)([^，。；]{{4,40}}?{_MEETING}(?:开幕式|闭幕式)?)并(?:发表|致|讲|作|主持)"
)
_LABELS: dict[Labelled, str] = {
    "speaker": "讲话人|演讲人|报告人|主讲人|致辞人|讲话者",
    "date": "时间|日期",
    "place": "地点",
    "occasion": "场合|会议名称|主持人?|(?:出席|参加|列席)(?:人员|领导)?|缺席|请假|记录人?",
}
_LABELLED_PLACE = re.compile(r"^\s*地点\s*[：:]\s*(\S.{0,30})$")
_SPOKEN = re.compile(r"讲话|致辞|强调")
_HELD = re.compile(
    rf"(?:召开|举行)([^，。；\s]{{2,40}}?{_GATHERING})(?=\s|$)"
    rf"|^([^，。；\s]{{2,40}}?{_GATHERING})(?:在[一-鿿]{{1,4}})?(?:召开|举行)"
)
SERIES = re.compile(
    r"系列\s*(?:№|No\.?|第)?\s*\d+|^第\s*\d+\s*期|总第\s*\d+\s*期|№\s*\d+"
    r"|^[（(]?[一-鿿]{0,12}[〔［\[(（](?:19|20)\d{2}[〕］\])）]\s*第?\d+号[）)]?$"
)
_REMARKS = (
    "根据录音整理",
    "根据记录整理",
    "未经本人审阅",
    "节选",
    "摘要",
    "摘编",
    "有删节",
    "讲话要点",
    "谈话要点",
    "全文",
)
_IN_BRACKETS = re.compile(r"[（(]([^）)]{2,40})[）)]")
_TAIL = re.compile(
    r"\s*[（(][^）)]*[）)]\s*$|[—\-]{2,}.*$|(?:\s*(?:全文|节选|摘要|要点|提纲|实录))+$"
)
_TYPES = (
    (
        "speech",
        re.compile(
            r"(?:的(?:[一-鿿]{2}){0,2}|同志|书记|[市县区省州厅局部院校]长|主任|总理|主席|总结|动员|部署|^.{0,8}|^在.+上)"
            r"(?:重要)?(?:讲话|致辞|致词|谈话|演讲|发言)$|的贺信$|(?:贺词|开幕词|闭幕词|祝酒辞|党课)$"
        ),
    ),
    ("report", re.compile(r"(?:工作|述职|情况|的)报告$|^[^，。]{0,12}报告$")),
    (
        "policy",
        re.compile(
            r"(?:意见|通知|方案|办法|措施|若干政策|决定|条例|规定|规划|决议|公报|纪要|纲要|说明|批复|复函|的函|答复|公告|通报|通告|命令"
            r"|细则|规则|预案|解释|请示|议案|章程|准则|(?<![看做方说想写用手])法|法典)(?:（草案）|\(草案\)|草案)?$"
        ),
    ),
)
_NEWS = re.compile(
    r"评价|引发|热议|学习|贯彻|传达|解读|审议|发表(?!.*贺词)|将(?:发表|在|出席|以|通过)|致(?:贺信|贺电)$|并"
)
"""What a title says before a speech or report that it only tells of."""
ISSUED = re.compile(r"^[^，。]{2,40}(?:院|厅|部|委|局|会|府|军委|办公室|总署)关于")
_YEARLY = re.compile(r"工作报告(?=[（(—\s])")
_OPENS_AS = (
    (
        "report",
        re.compile(
            r"我(?:现在)?(?:代表|受|根据).{0,40}(?:作|提出|报告)[^。]{0,60}(?:报告|工作)|现在[^。]{0,40}作政府工作报告"
        ),
    ),
    (
        "policy",
        re.compile(
            r"现(?:将|予|就|公布|印发|转发|发布|批复|函复|答复)[^。]{0,200}(?:给你们|如下|公布|印发|转发|发布|施行|意见|通知)"
            r"|收悉|国务院决定|制定本(?:法|条例|规定|办法|细则|解释|规则|章程|规划)|适用本(?:法|条例|规定|办法)"
            r"|(?:作|作出|提出)(?:如下|以下)(?:规定|解释|决定|意见|修改)|解释如下|现予(?:印发|公布)"
        ),
    ),
    ("speech", re.compile(r"^(?:同志们|各位|朋友们|女士们|尊敬的|同学们|乡亲们)")),
)
_PLACE = re.compile(r"(?:在|^)(?![在全本我各此该])([一-鿿]{2,6}?(?:省|市|县|区|自治州))")
_DATELINE = re.compile(
    r"^[^，。；：]{0,12}?(?:社|报|网|讯|台)[\s　]?([一-鿿]{2,8}?)[\s　]?(?:\d{4}年)?\d{1,2}月\d{1,2}日[^，。；：\s]{0,6}[电讯]"
)
_CAPITAL = re.compile(r"在京|在(?:北京)?(?:人民大会堂|钓鱼台国宾馆|中南海)")
_CITY = re.compile(
    r"在((?:北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州"
    r"|云南|陕西|甘肃|青海|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|台湾|雄安|广州|深圳|南京|杭州|成都|武汉|西安|沈阳|长春"
    r"|哈尔滨|济南|郑州|长沙|南昌|合肥|福州|厦门|青岛|大连|石家庄|太原|呼和浩特|南宁|海口|贵阳|昆明|拉萨|兰州|西宁"
    r"|银川|乌鲁木齐|苏州|博鳌)+)(?:[^，。；]{0,12})(?:会见|举行|召开|出席|主持|开幕|闭幕|考察|调研)"
)
_NAMED_IN = re.compile(
    r"^[^，。]{0,8}《([^》]{4,60})》[^。]{0,60}(?:印发|公布|转发|发布|施行)|^现(?:将|公布|发布|印发)[^《。]{0,8}《([^》]{4,60})》"
)
_OPEN_TITLE = re.compile(r"关于|对.{2,}(?:会议|督查|考察)|印发")
_SET_APART = re.compile(r"(?:\S[ \u3000]){3,}\S")
_MOST_TITLE_LINES = 4
_LETTERHEAD = re.compile(r"[一-鿿（）()、]{2,30}文件")
"""Whose document it is, above the title: 清河市教育局文件."""
_SUBTITLE = re.compile(r"[—－-]{2}\s*(?:\d{4}\s*年|[一二三四五六七八九〇○零]{4}年|在)")
_SHORTEST_BODY = 30
_SIGNATURE = 4
_LONGEST_STAND_IN = 40
"""Characters of a text that stand for its title."""
_BREAKS = re.compile("[，,；;：:]")
_FIRST_ARTICLE = re.compile(r"\s*第一条(?![，,、：:是])")
_ATTACHED = re.compile(r"附件?\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s*[：:]?")


def find_title(head: Sequence[tuple[ParagraphKind, str]]) -> str:
    """The title that the lines of a head hold; empty if there is none."""
    titles = [i for i, (kind, _) in enumerate(head) if kind == "title"]
    if len(titles) > 1 and _LETTERHEAD.fullmatch(head[titles[0]][1]):
        del titles[0]
    subtitle = next((i for i, (_, line) in enumerate(head) if _SUBTITLE.match(line)), 0)
    above = [i for i in titles if i < subtitle]
    adjoin = above == list(range(subtitle - len(above), subtitle))
    return join_title([head[i][1] for i in titles], len(above) if adjoin else 0)


def join_title(lines: Sequence[str], above: int = 0) -> str:
    """The title, put together where a document sets it in several lines; empty if there is none. As many of them as stand
    right `above` a subtitle are parts of it."""
    if not lines:
        return ""
    title = _closed_up(lines[0])
    for n, line in enumerate(lines[1:_MOST_TITLE_LINES], 1):
        typed = any(pattern.search(title) for _, pattern in _TYPES)
        ended = typed and find_type(title, "", "") == "policy"
        if _OPEN_TITLE.search(title) and not ended:
            title += _closed_up(line)
        elif n < above:
            title += f" {_closed_up(line)}"
        else:
            break
    return title


def _closed_up(line: str) -> str:
    return re.sub(r"\s", "", line) if _SET_APART.fullmatch(line) else line


def named_in(opening: str) -> str:
    """The document that a covering note hands on; empty if the opening is none."""
    m = _NAMED_IN.search(opening)
    return next(filter(None, m.groups()), "") if m else ""


def stand_in(opening: str, name: str) -> str:
    """What a text without a title is called whose file's name says nothing: its first sentence, or as many whole clauses of that as
    are short enough; that name where it is a law, or where no clause is short enough."""
    first = re.match(r"[^。！？!?]+", opening)
    said = first[0].rstrip("：: ") if first and not _FIRST_ARTICLE.match(opening) else ""
    if len(said) > _LONGEST_STAND_IN:
        breaks = [m.start() for m in _BREAKS.finditer(said, 0, _LONGEST_STAND_IN + 1)]
        said = said[: breaks[-1]] if breaks else ""
    return said or PurePosixPath(name).stem or name


def labelled(line: str) -> Labelled | None:
    """What a line tells by its label: 讲话人：, 时间：."""
    told = (fact for fact, words in _LABELS.items() if re.match(rf"\s*(?:{words})\s*[：:]", line))
    return next(told, None)


def find_occasion(lines: Sequence[str], title: str, opening: str) -> str:
    """The occasion line of the head, or the occasion a title or the opening names."""
    for line in lines:
        if m := OCCASION.match(line):
            return m.group(1).strip()
    if _ABOUT.search(title):
        return ""
    for text in (title, opening[:120]):
        inside = _OCCASION_INSIDE.search(text)
        m = inside or (_OCCASION_OF_TITLE.search(text) if text is title else None)
        if m:
            return "" if _CITED.search(text[: m.start()]) else m.group()
        if m := _CONGRESS.search(text):
            return m.group(1)
    m = _ATTENDED.search(title)
    if m is None and _SPOKEN.search(title):
        m = _HELD.search(title)
    return next(filter(None, m.groups()), "") if m else ""


def find_type(title: str, occasion: str, opening: str) -> str:
    """By what the title ends with, else the occasion, else how the text opens."""
    for text in (_bare(title), _bare(occasion)):
        for kind, pattern in _TYPES:
            m = pattern.search(text)
            if m and (kind == "policy" or not _NEWS.search(text[: m.end()])):
                return kind
    if (m := _YEARLY.search(title)) and not _NEWS.search(title[: m.end()]):
        return "report"
    if ISSUED.match(title):
        return "policy"
    return next((kind for kind, pattern in _OPENS_AS if pattern.search(opening)), "")


def _bare(title: str) -> str:
    """A title without its brackets, subtitle and remarks."""
    while (shorter := _TAIL.sub("", title)) != title:
        title = shorter
    return title


def find_series(lines: Sequence[str]) -> str:
    """The line that tells the series or the number of a document; empty if none does."""
    return next((line for line in lines if SERIES.search(line)), "")


def find_place(lines: Sequence[str], occasion: str, title: str, opening: str) -> str:
    """The place that a line of the head states, that of an occasion or of a government that reports,
    or that of a news agency's dateline."""
    for line in lines:
        if m := _LABELLED_PLACE.match(line):
            return m.group(1).strip()
    for m in (
        _PLACE.search(occasion),
        _CITY.search(title),
        re.match(rf"{_PLACE.pattern}.{{0,8}}工作报告", title),
    ):
        if m:
            return m.group(1)
    if m := _DATELINE.match(opening):
        return m.group(1)
    first = opening.partition("。")[0]
    if m := _CITY.search(first):
        return m.group(1)
    return "北京" if _CAPITAL.search(first) else ""


def signature(lines: Sequence[str]) -> Sequence[str]:
    """The last lines of a document's own text, before what is attached to it, where it is signed and dated."""
    below = (i for i, line in enumerate(lines) if i >= _SIGNATURE and _ATTACHED.fullmatch(line))
    end = next(below, len(lines))
    above = lines[max(end - _SIGNATURE, 0) : end]
    return above if any(map(find_dates, above)) else lines[-_SIGNATURE:]


def find_remarks(head: Sequence[str], opening: str, last: str) -> tuple[str, ...]:
    """Remarks of the head or in brackets before the text, and a note when it stops in mid-sentence."""
    bracketed = [m.group(1) for m in _IN_BRACKETS.finditer(opening[:80])]
    found = [r for r in _REMARKS if any(r in text for text in (*head, *bracketed))]
    if _is_cut_off(last):
        found.append("原文未完")
    return tuple(found)


def _is_cut_off(last: str) -> bool:
    """Whether a last paragraph stops in mid-sentence; signatures, captions and tables have no end marks."""
    if not last or last[-1] in "。！？!?…”’）)】》:：.；;":
        return False
    if last[-1] in "，,、" or any(last.count(a) > last.count(b) for a, b in ("“”", "（）", "《》")):
        return True
    return len(last) >= _SHORTEST_BODY and bool(re.search("[，,。；;]", last))
