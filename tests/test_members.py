"""Which enumeration a question asks for, and what is quoted beside a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from selecting import chosen, words
from test_select import ACROSS, INSIDE

from assistant import Assistant

PRINCIPLES = """关于推进政务公开工作的意见
一、总体要求
坚持全面公开。除国家秘密外，一律公开。
坚持及时公开。最迟在二十日内公开。
坚持便民公开。群众应当查得到、看得懂。
二、重点任务
做好财政预算公开。
"""
DUTIES = """在机关作风会议上的讲话
各位同志：
今天讲讲作风问题。这里，我强调几点。
第一，为民服务，必须守住初心。办事大厅要延时服务。
大家都去看过。
第二，为民服务，必须少开会。会议去年压减了三成。
第三，为民服务，必须查作风。查出的问题要公开。
食堂明天休息。
"""


@pytest.mark.parametrize("question", ["总体要求里的三个“坚持”", "三個「堅持」分別是什麼"])
def test_members_are_found_by_the_word_that_each_holds(library: Path, question: str) -> None:
    selection = chosen(library, question, PRINCIPLES)
    assert selection.listed
    assert words(selection) == ["坚持全面公开。", "坚持及时公开。", "坚持便民公开。"]


def test_members_that_hold_a_word_need_not_stand_beside_each_other(library: Path) -> None:
    selection = chosen(library, "强调了哪三个“必须”？", DUTIES)
    assert [w[:2] for w in words(selection)] == ["第一", "第二", "第三"]


def test_one_sentence_may_hold_the_word_as_often_as_is_said(library: Path) -> None:
    text = "动员讲话\n各位同志：\n要做到四个“不”，即不迟到、不早退、不串岗、不误事。\n散会后各自回去。\n"
    selection = chosen(library, "四个“不”是什么", text)
    assert words(selection) == ["要做到四个“不”，即不迟到、不早退、不串岗、不误事。"]


def test_what_only_announces_is_followed_by_what_it_announces_whatever_was_asked(
    library: Path,
) -> None:
    selection = chosen(library, "办好人民满意的教育的措施，说说", ACROSS)
    assert selection.listed
    assert len(selection.quotes) == 3


def test_a_heading_leads_into_what_is_numbered_below_it(library: Path) -> None:
    text = """在纪委会议上的讲话
各位同志：
反腐败工作要抓紧，会议将对反腐败工作作出部署。
六、反腐败要着重做好的工作。
（一）领导干部带头廉洁自律。
（二）查办大案要案。
（三）纠正不正之风。
"""
    selection = chosen(library, "反腐败要着重做好哪三项工作", text)
    assert words(selection) == [
        "（一）领导干部带头廉洁自律。",
        "（二）查办大案要案。",
        "（三）纠正不正之风。",
    ]


@pytest.mark.parametrize(
    ("question", "text", "quoted"),
    [
        (
            "为什么会有浪费水的现象",
            "浪费水的现象仍然存在，有种种复杂的原因。有的水管年久失修，长期漏水。",
            "浪费水的现象仍然存在，有种种复杂的原因。有的水管年久失修，长期漏水。",
        ),
        (
            "夜里能不能放水",
            "各地都在问，夜里可不可以放水呢？我看可以，只要先通知下游。",
            "各地都在问，夜里可不可以放水呢？我看可以，只要先通知下游。",
        ),
        (
            "河里的水是不是快用完了",
            "前些时候有人断言，河里的水快用完了。我可以告诉大家，这种情况不会出现。",
            "前些时候有人断言，河里的水快用完了。我可以告诉大家，这种情况不会出现。",
        ),
        (
            "这三种做法是谁的经验",
            "全市推广轮灌、滴灌、喷灌。这三种做法是清河灌区的经验，值得各地学习。",
            "全市推广轮灌、滴灌、喷灌。这三种做法是清河灌区的经验，值得各地学习。",
        ),
    ],
)
def test_a_sentence_that_needs_its_neighbour_is_quoted_with_it(
    library: Path, question: str, text: str, quoted: str
) -> None:
    around = f"水利工作讲话\n各位同志：\n{text}\n食堂在一楼，会后请大家用餐。\n"
    assert words(chosen(library, question, around))[0] == quoted


@pytest.mark.parametrize("question", ["办好教育要采取哪些措施?", "教育措施里的第二条是什么"])
def test_a_search_has_first_what_the_answer_lists(library: Path, question: str) -> None:
    listed = chosen(library, question, ACROSS)
    with Assistant.open(library) as assistant:
        hits = assistant.search(question)
    assert [h.paragraph for h in hits[: len(listed.quotes)]] == [
        s.paragraph.number for s in listed.quotes
    ]
    assert len({(h.document, h.paragraph) for h in hits}) == len(hits)
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)


def test_a_line_of_the_title_block_is_quoted_only_where_one_may_be_asked_for(
    library: Path,
) -> None:
    asked = chosen(library, "水利工作会议上的讲话", INSIDE).quotes
    assert {s.paragraph.kind for s in asked} <= {"body", "heading"}
    asked = chosen(library / "other", "这是在什么会上的讲话", INSIDE).quotes
    assert [s.text for s in asked] == ["在水利工作会议上的讲话"]


def test_a_name_that_counts_its_members_names_them(library: Path) -> None:
    text = """扶贫工作讲话
各位同志：
贫困县摘帽以后，“四个不摘”要逐县检查，“四个不摘”落实不好的要问责，“四个不摘”年年讲，“四个不摘”不能放。
要做到不摘责任、不摘政策、不摘帮扶、不摘监管。
"""
    selection = chosen(library, "“四个不摘”是哪四个", text)
    assert words(selection) == ["要做到不摘责任、不摘政策、不摘帮扶、不摘监管。"]


@pytest.mark.parametrize("question", ["要牢牢守住哪些方面", "三个牢牢守住是什么"])
def test_what_all_members_begin_with_asks_for_all(library: Path, question: str) -> None:
    text = """农业工作讲话
各位同志：
农业农村工作千头万绪，全市上下都要行动起来。要牢牢守住耕地红线，严查占用耕地建房；要牢牢守住粮食安全底线，扩大播种面积；要牢牢守住不返贫底线，盯紧重点人群。
会后抓紧落实。
"""
    selection = chosen(library, question, text)
    assert selection.listed
    assert [w[:8] for w in words(selection)] == [
        "要牢牢守住耕地红",
        "要牢牢守住粮食安",
        "要牢牢守住不返贫",
    ]


@pytest.mark.parametrize("question", ["三个“代表”是什么？", "“三个代表”是指什么"])
def test_a_list_of_the_size_is_not_the_one_whose_word_it_lacks(
    library: Path, question: str
) -> None:
    text = "水利工作讲话\n各位同志：\n今年抓好三件事。一要抓好春耕；二要管好水利；三要备足种子。\n"
    with Assistant.open(library) as assistant:
        assistant.add_text(text, name="1.txt")
        assert assistant.ask(question).answerability < 0.5


def test_members_come_before_a_sentence_that_only_holds_the_word(library: Path) -> None:
    text = """机关作风讲话
各位同志：
不要怕，不能等，不许拖，不可推，大家不必紧张。
要做到四个“不”。
一、不迟到。八点上班。
二、不早退。五点下班。
三、不串岗。各守其位。
四、不误事。当日事当日毕。
"""
    selection = chosen(library, "四个“不”是什么", text)
    assert [w[:5] for w in words(selection)] == [
        "一、不迟到",
        "二、不早退",
        "三、不串岗",
        "四、不误事",
    ]


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("哪些地方环境问题突出", "有些地方环境问题突出，河水发黑。"),
        ("哪些干部被问责", "有的干部因失职被问责。"),
        ("空气质量怎么样", "这三个月，全市空气质量明显好转。"),
    ],
)
def test_a_sentence_that_stands_alone_is_quoted_alone(
    library: Path, question: str, sentence: str
) -> None:
    text = f"环境工作讲话\n各位同志：\n食堂在一楼。{sentence}散会后请有序离场。\n"
    assert words(chosen(library, question, text))[0] == sentence


def test_some_words_of_introduction_may_stand_between_a_heading_and_its_members(
    tmp_path: Path,
) -> None:
    text = (
        "乡村学校工作报告\n二、办好乡村学校要处理的几个重要关系\n"
        "乡村学校事关长远。总结多年来的经验，要处理好几个重要关系。\n"
        "第一，校舍与师资的关系。两者不能脱节。\n第二，教学与劳动的关系。都要抓。\n"
    )
    found = words(chosen(tmp_path, "办好乡村学校要处理哪几个重要关系？", text))
    assert [w[:3] for w in found] == ["第一，", "第二，"]


def test_a_short_numbered_line_leads_into_the_members_below_it(tmp_path: Path) -> None:
    text = (
        "森林防火会议讲话\n一、今年的火情。\n火情总体不重，群众基本满意。\n二、今冬防火要抓紧办的事情。\n"
        "（一）清理林下枯枝。各村要分片包干。\n（二）检修瞭望塔和水车。重点检修北山的三座。\n"
    )
    found = words(chosen(tmp_path, "今冬防火要抓紧办哪几件事情？", text))
    assert [w[:3] for w in found] == ["（一）", "（二）"]


def test_a_list_is_taken_from_where_it_is_announced_by_its_name(tmp_path: Path) -> None:
    text = (
        "在果农代表会议上的讲话\n今天请果农来开会，是想听听果农对今年收成的看法，有关部门要研究果农的意见。\n"
        "果农队伍不断壮大，是富民的骨干。这里，我讲几条建议。\n"
        "第一，果园要换种。老树产量太低。\n第二，水果要分级。好坏不能混卖。\n"
    )
    found = words(chosen(tmp_path, "给果农讲了哪几条建议？", text))
    assert [w[:3] for w in found] == ["第一，", "第二，"]


@pytest.mark.parametrize(
    ("question", "listed"),
    [("改革积累了哪三条经验？", True), ("要办好哪三个试点？", False)],
)
def test_a_list_is_taken_from_before_what_sums_it_up_alone(
    tmp_path: Path, question: str, *, listed: bool
) -> None:
    text = (
        "全县改革工作报告\n一是坚持依靠群众，凡事同群众商量着办。\n二是坚持从实际出发，不搞一刀切。\n三是坚持先试点后推广。\n"
        + (
            "以上三条，是全县改革积累的经验，要长期坚持。\n"
            if listed
            else "今年要办好供水、供气、供暖三个试点。\n"
        )
    )
    assert chosen(tmp_path, question, text).listed is listed


def test_items_of_a_list_are_those_of_one_article(tmp_path: Path) -> None:
    law = """第六条 建桥应当提交下列材料：
（一）建桥申请书；
（二）建桥设计图。
第七条 拆桥应当提交下列材料：
（三）拆桥申请书；
（四）拆桥方案。
"""
    told = words(chosen(tmp_path, "建桥应当提交哪些材料？", law))
    assert told == ["（一）建桥申请书；", "（二）建桥设计图。"]
