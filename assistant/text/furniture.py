"""What a web page or a reseller of texts adds to a text: buttons, bylines of editors, promotion.

Lines are compared without their white space and with full-width forms folded, as scrapers set
characters apart (`微 信`, `＋`). Each pattern is a whole line, but for those that are known to be
glued to running text; a sentence that merely mentions a channel is left alone.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterator, Sequence

from assistant.types import Edit

_GAPS = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]+")
_LINE = re.compile(r"[^\n]+")
_FRONT_MATTER = re.compile(r"---\n[\w-]+:.*\n(?:(?:[\w-]+:|[ \t-]).*\n){0,40}?---(?=\n|$)")
"""What a Markdown file says of itself before its text."""
_LONGEST = 160
_ORNAMENT = "-—=~*★☆◆◇■□●○▲▶►❤♥↓→↑←#|>《》👇👉☞"

_BUTTON = (
    r"正文复制|复制(?:正文|全文|本文|链接)|打印(?:本页|本文|文章|页面)?|关闭(?:本页|窗口|页面)?|返回(?:顶部|首页|上一页|列表|目录)"
    r"|加入收藏|收藏本[页文站]|设为首页|我要(?:纠错|评论|分享)|举报/?反馈|展开全文|阅读(?:全文|原文)|查看更多|加载更多"
    r"|点击(?:查看|展开|阅读)(?:全文|更多|原文)|分享让更多人看到|分享到?"
)
_CONTENTS = "目[录次]"
_LEADER = re.compile(r"[^。]{2,60}(?:\.{4,}|·{3,}|_{4,})\(?\d{1,4}\)?")
"""A line of a table of contents: dots lead to the number of a page. The headings stand again in the text."""
_FEWEST_LEADERS = 3
"""Such lines in a row from which they are one without its title."""
_FURNITURE = re.compile(
    rf"{_CONTENTS}|[\[【(]?(?:{_BUTTON})[\]】)]?(?:[|/·、]?[\[【(]?(?:{_BUTTON})[\]】)]?)*"
    r"|[\[【(]?字[体号]:?\[?大\]?\[?中\]?\[?小\]?[\]】)]?(?:打印|关闭)*"
    r"|分享到:?.{0,20}|扫一扫(?:在手机)?(?:打开|分享|关注|浏览|查看).{0,20}|扫一扫"
    r"|(?:点击数?|点击量|阅读(?:次数|量)?|浏览(?:次数|量)?|访问量|人气)[::]\d+次?"
    r"|[上下]一[篇条]:.{0,60}|(?:您?(?:当前|现在)的?|您(?:所在)?的)位置:.{0,60}|首页(?:>|»|›|/).{1,60}"
    r"|[\[【(]?(?:责任编辑|责编|本文编辑|网[络站]编辑|值班编辑|编辑|初审|复审|审稿|终审|校对|录入|监制)[:|][^。;]{0,30}"
    r"|(?:(?:文章|信息|稿件|新闻|本文)?来源|原标题|信息提供):[^。;]{1,80}"
    r"|(?:发布|更新|发稿)(?:时间|日期):[\d年月日:\-/.]{6,24}(?:.{0,4}来源:.{0,20})?(?:浏览|点击|阅读|字[体号]).{0,30}"
    r"|(?:发布|更新|发稿)(?:时间|日期):[\d年月日:\-/.]{6,24}"
    r"|版权所有.{0,40}|(?i:copyright).{0,60}|.{0,6}ICP备.{0,30}|.{0,4}公网安备.{0,30}"
    r"|(?:相关|推荐|延伸|热门)(?:阅读|链接|新闻|文章|推荐|稿件):?|往期回顾|猜你喜欢"
    r"|(?:特别|免责)?声明:.{0,40}(?:转载|用户上传|网络|侵权|版权).{0,90}"
    r"|.{0,30}未经(?:书面)?(?:授权|许可|允许)[,，]?(?:不得|禁止|严禁|请勿)转载.{0,20}|.{0,40}(?:如有|若有|如)侵权.{0,20}(?:删除|删|联系).{0,20}"
)
# Glued to the end of running text.
_FURNITURE_INSIDE = re.compile(
    r"(?<=[。)!?”])(?:责任编辑|责编):(?:.{1,6}|[^。]{1,24}返回搜狐,查看更多.{0,12})$|返回搜狐,查看更多(?:责任编辑:.{0,6}$)?|分享让更多人看到$"
    r"|[\[【(](?:责任编辑|责编|网络编辑|编辑):[^\]】)]{1,24}[\]】)](?:更多精彩内容请进入.{2,8}$)?"
)

_CHANNEL = (
    r"(?:微信公众(?:号|平台)|公众(?:号|平台)|微信(?:号|群)?|[vV]信|[薇威]信|[Vv][Xx]|[Ww][Xx]|(?<![A-Za-z])[Vv](?![A-Za-z])"
    r"|[Qq]{1,2}群?(?![A-Za-z])|扣扣群?|知识星球|小程序|客服|网盘|客户端)"
)
_GOODS = r"(?:资料|文章|材料|公文|范文|讲话稿?|文稿|素材|模板|课件|干货|文档|精彩内容|内容|稿件|资讯|资源)"
_ID = r"[::]?[A-Za-z0-9_\-]{0,20}"
_ADD = r"[+➕加添关注搜索]{1,4}"
_PROMOTION_INSIDE = re.compile(
    rf"(?:获取|领取|下载)?更多{_GOODS}请?{_ADD}{_CHANNEL}{_ID}|获取更多请?{_ADD}{_CHANNEL}{_ID}"
    rf"|(?:^|(?<=[。!?;.)”]))(?:获取|领取|下载|查看|了解)?更多.{{0,6}}{_GOODS}[,]?(?:请|欢迎|敬请|可|尽在)"
    rf".{{0,8}}{_CHANNEL}.{{0,24}}$"
)
_CALL = r"(?:关注|添加|加|搜索|搜|订阅|加入|\+)"
_NAMED = r"[“\"「【《'].{1,16}[”\"」】》']"
_PROMOTION = re.compile(
    rf"(?:欢迎|请|敬请|记得|点击|微信)?{_CALL}(?:我们的?|本|官方|以?下[方面]?的?)?{_CHANNEL}"
    rf"(?::.{{0,24}}|{_NAMED}|[A-Za-z0-9_\-]{{4,20}})?"
    rf"(?:[,。]?(?:免费|即可|回复.{{1,8}})?(?:获取|领取|下载|查看|阅读|了解|索取)(?:更多|海量|全部|完整|最新).{{0,24}})?"
    rf"|(?:微信|欢迎)?{_CALL}{_NAMED}{_CHANNEL}.{{0,24}}"
    rf"|(?:欢迎|请)?(?:扫描?|扫一扫|长按|识别|长按识别|扫码)(?:以?[上下][方面]?的?|左侧|右侧|图[片中]的?)?(?:二维码)?"
    rf"(?:,?(?:即可)?(?:关注|加入|添加|加|进群|入群|领取|获取|下载)).{{0,30}}|长按(?:识别)?(?:图中)?二维码.{{0,10}}"
    rf"|(?:客服|联系|业务|投稿|合作)?(?:微信|[vV]信|[Vv][Xx]|[Ww][Xx]|[Qq]{{2}})(?:号|群)?[::][A-Za-z0-9_\-]{{5,20}}"
    rf"|(?:免费)?(?:下载|获取|领取|查看)(?:更多|全文|完整版|电子版|[Ww]ord版).{{0,12}}"
    rf"(?:请|加|点击|联系|登录|访问|关注|搜索).{{0,8}}(?:{_CHANNEL}|网).{{0,24}}"
    rf"|(?:本文|本文档|本资料|本范文)由.{{1,24}}(?:整理|提供|收集|发布|上传)(?:[,。].{{0,30}})?"
    rf"|(?:本文|本文档|本资料|本范文|资料)(?:来自|来源于|转自|转载自|摘自|选自|来源):?.{{0,6}}(?:网络|公众号).{{0,30}}"
)


def find_furniture(text: str) -> Iterator[Edit]:
    """Edits that leave out page furniture and promotion: whole lines, or what is glued to them."""
    front = _FRONT_MATTER.match(text)
    lines = list(_LINE.finditer(text))
    all_folded = [_folded(line.group()) for line in lines]
    contents = _of_contents(all_folded)
    for number, (line, folded) in enumerate(zip(lines, all_folded, strict=True)):
        if (front and line.start() < front.end()) or number in contents:
            yield Edit(*line.span(), "", "furniture")
            continue
        reason = _whole(folded) if 0 < len(folded) <= _LONGEST else ""
        if reason:
            yield Edit(*line.span(), "", reason)
        else:
            yield from _inside(line.group(), line.start(), folded)


def _of_contents(lines: Sequence[str]) -> set[int]:
    """Which lines belong to a table of contents."""
    found, run, titled = set[int](), list[int](), False
    for number, line in enumerate((*lines, "。")):
        if _LEADER.fullmatch(line):
            run.append(number)
        elif line:
            if titled or len(run) >= _FEWEST_LEADERS:
                found.update(run)
            run, titled = [], re.fullmatch(_CONTENTS, line.strip(_ORNAMENT)) is not None
    return found


def _whole(folded: str) -> str:
    bare = folded.strip(_ORNAMENT)
    if not bare or _FURNITURE.fullmatch(bare):
        return "furniture"
    return "watermark" if _PROMOTION.fullmatch(bare.rstrip("。!,;")) else ""


def _inside(line: str, start: int, folded: str) -> Iterator[Edit]:
    for pattern, reason in ((_PROMOTION_INSIDE, "watermark"), (_FURNITURE_INSIDE, "furniture")):
        if not pattern.search(folded):
            continue
        chars, places = _placed(line)
        for found in pattern.finditer(chars):
            first, last = places[found.start()], places[found.end() - 1]
            yield Edit(start + first, start + last + 1, "", reason)


def _placed(line: str) -> tuple[str, Sequence[int]]:
    """The folded line, character by character, and where in the line each of its characters is from."""
    folded = [_folded(char) for char in line]
    return "".join(folded), array("L", (at for at, f in enumerate(folded) for _ in f))


def _folded(text: str) -> str:
    return _GAPS.sub("", unicodedata.normalize("NFKC", text))
