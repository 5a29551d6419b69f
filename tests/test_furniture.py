"""Buttons, bylines and promotion are left out; what merely mentions them stays."""

from __future__ import annotations

import pytest

from assistant.clean import find_edits, search_text
from assistant.text.furniture import find_furniture


def kept(text: str) -> str:
    return search_text(text, find_edits(text)).text


def reasons(text: str) -> list[str]:
    return [edit.reason for edit in find_furniture(text)]


@pytest.mark.parametrize(
    "mark",
    [
        "更多资 料+微信:",
        "更多资料+微 信:",
        "更多资料 + 微信号:abc_123",
        "更多资料＋微信：ａｂｃ１２３",
        "更\u200b多资料➕V信 abc123",
        "更 多 文 章 关注 公 众 号:",
        "获取更多范文请加ＱＱ群：12345678",
        "更多精彩内容，欢迎关注微信公众号“文稿库”",
    ],
)
@pytest.mark.parametrize("before", ["取得更大进步。", "取得更大进步。\n"])
def test_promotion_is_left_out_whatever_its_spacing(mark: str, before: str) -> None:
    assert kept(before + mark) == before


def test_promotion_in_the_middle_of_a_sentence_leaves_the_sentence() -> None:
    assert kept("全面推进更多资 料+微信:abc依法治市") == "全面推进依法治市"


@pytest.mark.parametrize(
    "line",
    [
        "欢迎关注公众号：文稿材料库",
        "★ 关 注 公 众 号 “ 写作指南 ”，免费领取更多范文 ★",
        "扫描下方二维码，关注我们",
        "长按识别二维码",
        "微信号：abc_12345",
        "ＱＱ：123456789",
        "下载更多材料请登录某某范文网",
        "本文由某某文秘网整理提供",
        "本文来源于网络，如有侵权请联系删除",
        "微信搜索“写作指南”公众号",
    ],
)
def test_lines_of_promotion_are_left_out(line: str) -> None:
    assert kept(f"第一段。\n{line}\n第二段。") == "第一段。\n\n第二段。"


@pytest.mark.parametrize(
    "line",
    [
        "正文复制",
        "【打印】【关闭】",
        "打印本页 | 关闭窗口",
        "字号：[大] [中] [小]",
        "分享到：微信 微博",
        "您的位置：首页 > 领导讲话 > 正文",
        "首页 > 政务公开 > 领导讲话",
        "来源：某某日报　　作者：张三",
        "发布时间：2018-08-08 来源：市政府办 浏览次数：123",
        "责任编辑：张 三",
        "（责编：李四、王五）",
        "上一篇：在全市会议上的讲话",
        "浏览次数：1024次",
        "版权所有 某某市人民政府 京ICP备12345678号",
        "相关阅读：",
        "扫一扫在手机打开当前页",
        "未经授权，禁止转载",
    ],
)
def test_page_furniture_is_left_out(line: str) -> None:
    assert reasons(f"第一段。\n{line}\n第二段。") == ["furniture"]
    assert kept(line) == ""


@pytest.mark.parametrize(
    "line",
    [
        "目　录",
        "--------",
        "* * *",
        "|---|---|",
    ],
)
def test_tables_of_contents_and_rules_are_left_out(line: str) -> None:
    assert kept(f"{line}\n今天开会。") == "\n今天开会。"


def test_what_a_markdown_file_says_before_its_text_is_left_out() -> None:
    front = "---\ntitle: 讲话\ntags:\n  - 招商\n- 引资\n---"
    assert kept(f"{front}\n# 讲话\n时间: 今天").split("\n")[-2:] == ["# 讲话", "时间: 今天"]
    assert "title" not in kept(f"{front}\n# 讲话")
    assert kept("# 讲话\n---\nabc: 很好\n---\n完").split() == ["#", "讲话", "abc:", "很好", "完"]


@pytest.mark.parametrize(
    "end",
    [
        "返回搜狐，查看更多 责任编辑：",
        "责编：张三、李四返回搜狐，查看更多 责任编辑：",
        "（责任编辑：张三 CN096）",
        "【编辑:李四】 更多精彩内容请进入国内频道",
    ],
)
def test_furniture_glued_to_the_last_sentence_leaves_it(end: str) -> None:
    assert kept(f"工作取得实效。{end}") == "工作取得实效。"


@pytest.mark.parametrize(
    "text",
    [
        "要办好政府网站和微信公众号，及时回应群众关切。",
        "公众可通过电话、学校微信公众号等方式预约参观。",
        "群众关注公众号“某某发布”就能办事，这是便民的好做法。",
        "关注公众号建设和管理",
        "要推广扫码入企、扫码支付，扫描二维码即可查询。",
        "更多资料正在收集之中。",
        "打印机很好",
        "关闭一批落后产能",
        "设立专项资金，其资金的来源：",
        "资金来源：财政拨款、社会捐赠",
        "指标来源：国家医疗机构注册系统。",
        "编辑部的同志们：",
        "版权产业发展很快。",
        "分享经济快速发展",
        "登录举报网站www.12339.gov.cn；",
        "上一篇报道发表以后，反响很大。",
        "“QQ”字旗表示：本船有染疫嫌疑。",
        "本报告由三部分组成",
        "政务客户端要加强管理，让群众少跑腿。",
        "增长了1.5......后来到了5",
        "我们的目录已经公布。",
        "他说：等等……",
        "今年要完成以下任务。……3",
    ],
)
def test_what_only_mentions_a_channel_or_a_button_stays(text: str) -> None:
    assert find_edits(text) == ()


def test_characters_that_fold_to_several_do_not_shift_what_is_left_out() -> None:
    text = "㈱㎏e\u0301……更多资料+微信:abc"
    assert [text[e.start : e.end] for e in find_furniture(text)] == ["更多资料+微信:abc"]


LEADERS = (
    "一、过去一年工作回顾…………………………1",
    "（二）深化改革 ．．．．．． （１２）",
    "三、保障措施 ______ 24",
)


def test_lines_that_lead_to_pages_are_left_out_in_a_table_of_contents_only() -> None:
    assert kept("目　录\n" + "\n".join(LEADERS[:2]) + "\n今天开会。").strip() == "今天开会。"
    assert kept("\n".join(LEADERS) + "\n今天开会。").strip() == "今天开会。"
    assert kept("粮食总产量……………3435\n今天开会。").startswith("粮食总产量")


def test_a_list_between_rules_is_no_front_matter() -> None:
    assert "春耕" in kept("---\n- 一要抓好春耕\n- 二要管好水利\n---\n完")
