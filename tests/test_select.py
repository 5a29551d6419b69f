"""Which sentences and items are quoted: lists whole, one member by its ordinal, else the best."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from selecting import chosen, words

from assistant import Assistant
from assistant.answers.select import MOST_QUOTES, as_called
from assistant.questions.question import read
from assistant.ranking.selected import Selection, of_paragraph
from assistant.types import Paragraph

INSIDE = """在水利工作会议上的讲话
各位同志：
今天的天气很好，大家从各地赶来，路上辛苦了。
做好今年的水利工作，要抓好三项任务。一是加固病险水库；二是疏浚河道；三是修建灌溉渠系。
食堂为大家准备了午饭。
"""
ACROSS = """在教育工作会议上的讲话
各位同志：
办好人民满意的教育，要采取以下措施：
第一，增加农村学校的教师编制。去年农村学校缺编八千人。
第二，改造危旧校舍。
其中山区的校舍要优先改造。
第三，免除困难学生的学费。
会后请各地报送总结。
"""
HEADED = """全市环境保护工作要点
一、治理大气污染
淘汰燃煤小锅炉。
二、治理水体污染
整治黑臭河道。
三、治理土壤污染
修复污染地块。
"""


@pytest.mark.parametrize(
    "question", ["今年水利工作的任务有哪些?", "What are the water conservancy tasks this year?"]
)
def test_a_list_inside_a_paragraph_is_quoted_item_by_item(library: Path, question: str) -> None:
    selection = chosen(library, question, INSIDE)
    assert selection.listed
    assert words(selection) == ["一是加固病险水库", "二是疏浚河道", "三是修建灌溉渠系。"]


def test_a_list_over_paragraphs_is_quoted_by_the_first_sentence_of_each_member(
    library: Path,
) -> None:
    selection = chosen(library, "办好教育要采取哪些措施?", ACROSS)
    assert selection.listed
    assert words(selection) == [
        "第一，增加农村学校的教师编制。",
        "第二，改造危旧校舍。",
        "第三，免除困难学生的学费。",
    ]


def test_headings_that_count_are_a_list(library: Path) -> None:
    selection = chosen(library, "要治理哪三个方面的污染，哪三项任务?", HEADED)
    assert selection.listed
    assert words(selection) == ["一、治理大气污染", "二、治理水体污染", "三、治理土壤污染"]


@pytest.mark.parametrize(
    ("question", "text", "member"),
    [
        ("水利工作的第二项任务是什么?", INSIDE, "二是疏浚河道"),
        ("水利工作的最后一项任务是什么?", INSIDE, "三是修建灌溉渠系。"),
        ("What is the first task of water conservancy?", INSIDE, "一是加固病险水库"),
        ("办好教育的第三条措施是什么?", ACROSS, "第三，免除困难学生的学费。"),
    ],
)
def test_an_ordinal_picks_one_member(library: Path, question: str, text: str, member: str) -> None:
    selection = chosen(library, question, text)
    assert not selection.listed
    assert words(selection) == [member]


def test_an_ordinal_beyond_the_list_is_not_answered_by_a_single_member(library: Path) -> None:
    selection = chosen(library, "水利工作的第九项任务是什么?", INSIDE)
    members = ["一是加固病险水库", "二是疏浚河道", "三是修建灌溉渠系。"]
    assert words(selection) not in [[member] for member in members]


TWO_LISTS = """农业和工业工作的讲话
农业和工业都要抓好。农业要做到两点：一是稳住面积；二是提高单产。工业要做到三点：一是淘汰产能；二是改造技术；三是开拓市场。
"""


@pytest.mark.parametrize(("size", "count"), [("两", 2), ("三", 3)])
def test_the_size_a_question_names_tells_lists_apart(library: Path, size: str, count: int) -> None:
    selection = chosen(library, f"农业和工业要做到哪{size}点?", TWO_LISTS)
    assert selection.listed
    assert len(selection.quotes) == count


def test_a_list_is_quoted_whole_however_long_it_is(library: Path) -> None:
    numerals = "一二三四五六七八九"
    members = "；".join(f"{n}是修建第{n}座水库" for n in numerals)
    text = f"水利讲话\n今年修建水库的任务如下。{members}。\n"
    selection = chosen(library, "今年修建水库的任务有哪些?", text)
    assert len(selection.quotes) == len(numerals) > MOST_QUOTES


def test_a_question_about_one_thing_gets_its_item_and_not_the_list(library: Path) -> None:
    selection = chosen(library, "病险水库怎么办?", INSIDE)
    assert not selection.listed
    assert words(selection)[0] == "一是加固病险水库"


def report(year: int, growth: str) -> str:
    return (
        f"{year}年政府工作报告\n各位代表：\n国内生产总值预期增长{growth}。\n加强和创新社会治理。\n"
    )


def compared(folder: Path, question: str, *texts: str) -> list[tuple[str, str]]:
    """Documents and quotations of the answer."""
    with Assistant.open(folder) as assistant:
        assistant.add_texts({f"{n}.txt": text for n, text in enumerate(texts, 1)})
        return [(q.document, q.text) for q in assistant.ask(question).quotes]


def test_several_years_get_the_best_sentence_of_each_document_by_date(library: Path) -> None:
    texts = [report(2019, "6%到6.5%"), report(2018, "6.6%左右"), report(2017, "6.5%左右")]
    question = "2019年和2017年政府工作报告的国内生产总值预期增长分别是多少?"
    assert compared(library, question, *texts) == [
        ("3.txt", "国内生产总值预期增长6.5%左右。"),
        ("1.txt", "国内生产总值预期增长6%到6.5%。"),
    ]


def test_documents_named_by_title_are_put_side_by_side_where_a_difference_is_asked_for(
    library: Path,
) -> None:
    question = "水利工作会议讲的病险水库和教育工作会议讲的危旧校舍有什么不同？"
    found = compared(library, question, INSIDE, ACROSS, HEADED)
    assert {name for name, _ in found} == {"1.txt", "2.txt"}
    assert [name for name, _ in found] == sorted(name for name, _ in found)


def test_one_year_gets_one_document(library: Path) -> None:
    texts = [report(2017, "6.5%左右"), report(2019, "6%到6.5%")]
    question = "2019年政府工作报告的国内生产总值预期增长是多少?"
    assert words(chosen(library, question, *texts))[0] == "国内生产总值预期增长6%到6.5%。"


def test_a_second_sentence_is_quoted_only_where_it_answers_alike(library: Path) -> None:
    alike = "讲话\n粮食产量要稳定增长。\n天气很好。\n今后粮食产量要稳定增长。\n"
    apart = "讲话\n粮食产量要稳定增长。\n天气很好。\n公路里程要继续增加。\n"
    assert len(chosen(library / "a", "粮食产量怎么样?", alike).quotes) == 2
    assert words(chosen(library / "b", "粮食产量怎么样?", apart)) == ["粮食产量要稳定增长。"]


def test_nothing_ranked_selects_nothing(library: Path) -> None:
    selection = chosen(library, "任务有哪些?")
    assert selection == Selection(())


def test_a_sentence_is_quoted_with_the_one_beside_it_that_answers_as_well(tmp_path: Path) -> None:
    text = (
        "农业工作报告\n\n今天天气晴好，各位远道而来。水稻种植面积要稳定下来。水稻种植要推广优良品种。"
        "食堂备有午饭。\n\n渔业另行安排。\n"
    )
    quoted = words(chosen(tmp_path, "水稻种植有什么要求？", text))
    assert quoted[0] == "水稻种植面积要稳定下来。水稻种植要推广优良品种。"


def test_sentences_are_joined_up_to_a_length_one_reads_at_once(tmp_path: Path) -> None:
    tail = "，各县要逐乡逐村落实到田块" * 6
    text = f"农业工作报告\n\n水稻种植面积要稳定{tail}。水稻种植要推广优良品种{tail}。\n"
    quoted = words(chosen(tmp_path, "水稻种植有什么要求？", text))
    assert all(len(q) < 120 for q in quoted)


DASHED = """在档案工作会议上的讲话
各位同志：
今天的会议开得很及时。
管好基层档案，必须坚持这样的原则。
――应归尽归。文件办完一个月内移交。
――分级保管。县里设总库，乡里设分库。
――方便查阅。群众凭身份证就能查。
会后请到食堂用餐。
"""


def test_paragraphs_that_open_with_a_dash_are_the_list_that_stands_before_them(
    library: Path,
) -> None:
    assert words(chosen(library, "管好基层档案要坚持哪些原则？", DASHED)) == [
        "――应归尽归。",
        "――分级保管。",
        "――方便查阅。",
    ]


BESIDE_EACH_OTHER = """在渔业工作会议上的讲话
渔民转产的关键是去掉思想包袱：第一，要从靠天吃饭的旧习惯里走出来；第二，要从怕担风险的顾虑里走出来；第三，要从各顾各家的小算盘里走出来。为此渔民转产要过好四道关：一是学技术，二是借资金，三是找销路，四是办合作社。
今年水面承包到户。
"""


@pytest.mark.parametrize(("size", "count"), [("哪三个包袱", 3), ("哪四道关", 4)])
def test_of_two_lists_beside_each_other_the_one_of_the_size_asked_for_is_quoted(
    library: Path, size: str, count: int
) -> None:
    selection = chosen(library, f"渔民转产有{size}？", BESIDE_EACH_OTHER)
    assert selection.listed
    assert len(selection.quotes) == count


NAMED = """政务网站建设试点方案
一、试点任务
试点单位要按照同步规划、同步建设、同步验收的要求推进改造，重点做好以下工作：
（一）清理老旧网站。三个月内关停。
（二）搭建共用机房。由市里出资。
（三）培训值班人员。每季度一次。
"""


def test_a_sentence_that_names_all_that_is_asked_for_is_preferred_to_the_list_it_leads_into(
    library: Path,
) -> None:
    (quote,) = words(chosen(library, "试点单位要做到哪几个“同步”？", NAMED))
    assert "同步规划、同步建设、同步验收" in quote


PLANNED = """在造林工作会议上的讲话
扩大造林投入。今年要启动一批新的造林工程。主要是：北部防沙林、沿河护岸林、城郊风景林。去年的补种已经完成。
全县用水翻番要分两步走。前五年修渠引水，后五年建库蓄水。
县里拨款八十万元设立护林基金。这样做，有利于守住老林子。
"""


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("今年要启动的新的造林工程有哪几类？", "主要是：北部防沙林、沿河护岸林、城郊风景林。"),
        ("全县用水翻番打算怎么走？", "前五年修渠引水，后五年建库蓄水。"),
        ("县里为什么拨款设立护林基金？", "这样做，有利于守住老林子。"),
    ],
)
def test_a_sentence_is_quoted_with_the_one_after_it_that_says_what_it_announces_or_why(
    library: Path, question: str, told: str
) -> None:
    first, *_ = words(chosen(library, question, PLANNED))
    assert first.endswith(told)


def test_a_sentence_that_counts_things_announces_nothing(library: Path) -> None:
    text = "办学讲话\n去年全县建成村小三十三个。下一步要修通村道。\n"
    assert words(chosen(library, "去年全县建成了多少个村小？", text)) == [
        "去年全县建成村小三十三个。"
    ]


def test_no_two_quotes_share_a_character(library: Path) -> None:
    text = "造林讲话\n今年造林投入要分两步走。造林投入前五月拨一半，造林投入后五月拨一半。造林投入由县里出。\n"
    selection = chosen(library, "今年造林投入怎么拨？", text)
    spans = sorted((q.start, q.end) for q in selection.quotes)
    assert all(end <= start for (_, end), (start, _) in zip(spans, spans[1:], strict=False))


def test_a_long_announcement_is_left_out_beside_what_it_announces(library: Path) -> None:
    announced = "今年的护林经费要按照县里去年秋天定下的办法，" + "由各乡各村各林场分别申报，" * 7
    told = "前五月拨给防火队，" + "再由防火队拨给各个瞭望哨所，" * 9 + "后五月拨给补种队。"
    text = f"护林讲话\n{announced}分两步走。{told}\n"
    first, *_ = words(chosen(library, "护林经费今年怎么分两步走？", text))
    assert first == told


def test_what_is_said_under_a_heading_tells_more_than_the_heading(tmp_path: Path) -> None:
    text = "在护林会上的讲话\n一、严守生态红线\n各村每天上山看一遍，见烟就报。\n二、办好食堂\n饭菜要热。"
    told = words(chosen(tmp_path, "讲话怎样谈严守生态红线？", text))
    assert told[0] == "各村每天上山看一遍，见烟就报。"


def test_of_sentences_found_for_a_list_only_those_stay_that_name_it_where_one_joins_its_members() -> (
    None
):
    sentences = [
        "要把握办学的战略目标，建成有特色的学校。",
        "要把握办学的基本途径，坚持育人、公益、节俭、开放。",
        "要把握办学的重要地位，加强领导。",
    ]
    text = "".join(sentences)
    paragraph = Paragraph(1, 0, len(text), "body")
    spans = [(text.index(s), text.index(s) + len(s)) for s in sentences]
    found = [of_paragraph("校务.txt", paragraph, text, span, 1.0) for span in spans]
    asked = read("办学的基本途径包括哪些内容")
    assert [one.words for one in as_called(asked, found)] == sentences[1:2]
    assert as_called(read("办学的原则是什么时候定的"), found) == found
    only_named = found[:1] + [replace(found[1], end=found[1].start + len("要把握办学的基本途径"))]
    assert as_called(asked, only_named) == only_named
