"""Lists that go on over paragraphs, stand below a line that names them, have a name of their own, or are only counted."""

from __future__ import annotations

from pathlib import Path

import pytest
from selecting import chosen, words

from assistant import Assistant
from assistant.lists.headed import heads, without_number
from assistant.questions.expected import by_naming, expected
from assistant.questions.question import read
from assistant.text.items import parallel_clauses

YARD = """在船坞大修动员会上的讲话
船坞停用三年，多处锈蚀，今天动员大修。大修中积累的窍门都要记下来。
一是先量尺寸后下料，省木头。二是焊缝要当天敲净，防锈。
三是吊装要避开大风天，保安全。以上三条窍门，是老师傅传下来的，要记牢。
大修队伍从各车间抽人，食堂按时送饭。
（一）验收的标准
1.龙骨平直。偏差不超过两毫米。
2.船底不漏。注水一夜看水线。
3.油漆均匀。阴雨天不上漆。
要处理好三个关系，队伍才带得稳。
一是老工人和新工人的关系。老工人带着干。
二是快和慢的关系。赶工不能赶出废品。
三是修和造的关系。修好的船坞马上要造船。
"""


@pytest.mark.parametrize("question", ["大修积累的三条窍门都是什么", "大修积累的三条窍门有哪些"])
def test_a_list_counted_on_in_the_next_paragraph_is_quoted_whole(
    tmp_path: Path, question: str
) -> None:
    assert words(chosen(tmp_path, question, YARD)) == [
        "一是先量尺寸后下料，省木头。",
        "二是焊缝要当天敲净，防锈。",
        "三是吊装要避开大风天，保安全。",
    ]


def test_a_list_below_a_line_in_the_words_of_the_question_is_quoted(tmp_path: Path) -> None:
    listed = words(chosen(tmp_path, "船坞大修验收有哪些标准", YARD))
    assert listed == ["1.龙骨平直。", "2.船底不漏。", "3.油漆均匀。"]


def test_the_last_of_members_that_all_say_what_they_are_is_found_by_its_place(
    tmp_path: Path,
) -> None:
    (one,) = words(chosen(tmp_path, "带队伍讲了几对关系，最后一个是什么关系", YARD))
    assert one.startswith("三是修和造的关系。")


@pytest.mark.parametrize(
    ("question", "size"),
    [
        ("修船的五条窍门都是什么", 5),
        ("今年抓的四项工作有哪些", 4),
        ("三个月的补贴有哪些", None),
        ("厂训是哪八个字", None),
    ],
)
def test_the_size_of_a_list_is_read_in_any_measure_but_of_time_and_letters(
    question: str, size: int | None
) -> None:
    assert read(question).size == size


def test_a_set_with_a_name_is_told_by_the_sentence_that_joins_its_members(tmp_path: Path) -> None:
    text = "船坞要讲安全。\n“三道检查线”不能松。\n自检、互检和专检“三道检查线”一道也不能少。"
    asked = "“三条检查线”是哪三条"
    (told,) = words(chosen(tmp_path, asked, text.replace("三道", "三条")))
    assert told == "自检、互检和专检“三条检查线”一道也不能少。"


def test_a_set_that_is_only_named_is_not_found(tmp_path: Path) -> None:
    with Assistant.open(tmp_path) as assistant:
        assistant.add_text("全坞职工要牢记“四个严字”，把船修好。\n" * 2, name="yard.txt")
        answer = assistant.ask("“四个严字”分别是指哪四个")
    assert answer.status == "not_found"
    assert answer.missing[-1] == "逐项内容"


def test_how_many_there_are_is_told_by_naming_each(tmp_path: Path) -> None:
    told = "上午，焊工班、木工班、漆工班和食堂的师傅都讲了打算，大伙听了很受鼓舞，希望各班照着去做，争取早日完工。"
    with Assistant.open(tmp_path) as assistant:
        assistant.add_text(f"{told}\n船坞的水泵换了新的。\n大修要抓进度。", name="yard.txt")
        # No number stands there: it is found because the question is read as 哪些.
        answer = assistant.ask("在坞长开口之前，一共有几个班组讲？")
    assert answer.status == "answered"
    assert answer.quotes[0].text == told


def test_a_sentence_that_repeats_what_is_quoted_in_the_question_is_the_list(tmp_path: Path) -> None:
    text = "大修期间，“坚决不准”饮酒上工，“坚决不准”无证动火。一是管好人；二是管好火；三是管好料。"
    quotes = words(chosen(tmp_path, "大修期间“坚决不准”的有哪几项", text))
    assert "“坚决不准”饮酒上工，“坚决不准”无证动火" in quotes[0]


def test_a_wording_of_so_many_characters_is_looked_for() -> None:
    (asked,) = expected("厂训是哪八个字")
    assert asked.held_by("牢记“质量第一、安全至上”的厂训")
    assert not asked.held_by("牢记“质量第一”的厂训")
    assert not asked.held_by("牢记质量第一、安全至上的厂训")


def test_members_that_share_a_paragraph_do_not_overlap(tmp_path: Path) -> None:
    text = (
        "修坞积累的五条经验要记住。\n一是先量后锯；二是先干后湿；三是先易后难。\n"
        "四是大家出工船坞出料；五是建管都要抓，不能松。以上五条经验要坚持。"
    )
    listed = words(chosen(tmp_path, "修坞积累的五条经验都是什么", text))
    assert listed[3:] == ["四是大家出工船坞出料", "五是建管都要抓，不能松。"]


def test_a_list_of_the_size_asked_for_that_is_called_otherwise_is_not_the_answer(
    tmp_path: Path,
) -> None:
    text = "一、修好船坞，加强团队管理\n要先修泵。\n二、管好船坞，加强团队管理\n船坞先后成立了木工协会、焊工协会。"
    assert (
        "木工协会、焊工协会"
        in words(chosen(tmp_path, "为了加强团队管理，先后成立了哪两个协会", text))[0]
    )


@pytest.mark.parametrize(
    "heading",
    ["第二部分 图书采购", "第一章　图书采购", "（三）图书采购", "四、图书采购", "5.图书采购"],
)
def test_the_number_of_a_heading_is_none_of_its_words(heading: str) -> None:
    assert without_number(heading) == "图书采购"


def test_a_heading_in_a_few_letters_of_the_question_is_not_its_list() -> None:
    assert not heads("对工厂的作业有哪些要紧的请求", "工作要求", heading=True)
    assert not heads("农村的路怎么修，有哪些办法", "一、路", heading=True)
    assert heads("修坞要遵循哪些基本原则", "（三）基本原则。", heading=True)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("一共有几个班组", "有哪些班组"),
        ("厂训是哪八个字", "厂训是什么"),
        ("投资了几个亿", "投资了几个亿"),
        ("几位数", "几位数"),
        ("公共几个平台", "公共哪些平台"),
    ],
)
def test_what_asks_how_many_is_read_as_asking_which(question: str, asked: str) -> None:
    assert by_naming(question) == asked


@pytest.mark.parametrize(
    ("question", "place"),
    [("问题当中排在第二的是哪一个", 2), ("排名第三的是谁", 3), ("最末一条讲啥", -1)],
)
def test_a_place_in_a_row_is_an_ordinal(question: str, place: int) -> None:
    assert read(question).ordinal == place


def test_what_is_offered_so_many_times_is_no_mention_to_count() -> None:
    assert read("改革提出办事最多跑几次").intent != "count"
    assert read("讲话提到船坞几次").intent == "count"


@pytest.mark.parametrize(
    ("question", "size"),
    [
        ("哪十二条窍门", 12),
        ("三十项任务是哪些", 30),
        ("第十二条是什么", None),
        ("统一标准是什么", None),
        ("开工会 对焊工三点希望", 3),
    ],
)
def test_lists_of_more_than_ten_are_counted_and_ordinals_are_not(
    question: str, size: int | None
) -> None:
    assert read(question).size == size


def test_clauses_that_begin_alike_are_the_list_of_that_size(tmp_path: Path) -> None:
    text = "怎样算修好，大家争了很久。衡量的标准，主要看是否经得住大潮，是否省得下木料，是否保得住工期。\n食堂加了菜。"
    told = words(chosen(tmp_path, "衡量船坞修好没有的三条标准", text))
    assert told == ["是否经得住大潮", "是否省得下木料", "是否保得住工期"]


def test_two_clauses_or_four_are_not_the_three_that_are_asked_for() -> None:
    two = "主要看是否经得住大潮，是否省得下木料。"
    assert parallel_clauses(two, 3) == [] and parallel_clauses(two, 2) == []
    assert parallel_clauses(f"{two[:-1]}，是否快，是否好。", 3) == []


def test_members_that_each_hold_a_word_are_found_without_their_number(tmp_path: Path) -> None:
    text = "船坞守则\n一、总的要求\n坚决保安全。动火先报告。\n坚决保质量。焊缝要检查。\n坚决保工期。日清日结。\n二、奖惩\n超期扣奖。"
    told = words(chosen(tmp_path, "守则总的要求讲了几个“坚决”", text))
    assert told == ["坚决保安全。", "坚决保质量。", "坚决保工期。"]


def test_what_stands_below_a_heading_of_that_name_is_its_list(tmp_path: Path) -> None:
    text = "船坞动员会上的讲话\n一、看清家底\n坞里存木料三百方。\n二、抓好重点工序\n一是排水。先排东池。\n二是除锈。\n三是补漆。\n三、注意防火\n人走断电。"
    with Assistant.open(tmp_path) as assistant:
        assistant.add_text(text, name="yard.txt")
        answer = assistant.ask("重点工序有哪些")
    assert [quote.text for quote in answer.quotes] == ["一是排水。", "二是除锈。", "三是补漆。"]
    assert answer.missing == ()


def test_members_below_a_heading_need_not_begin_with_one(tmp_path: Path) -> None:
    text = "修船细则\n一、备料\n（一）验木料。要干透。\n（二）验铁件。\n二、动工的次序\n（三）拆旧板。\n（四）换龙骨。先量后锯。\n（五）上新板。\n三、收尾\n（六）清场。"
    told = words(chosen(tmp_path, "“动工的次序”这个标题底下写了几条，都是什么", text))
    assert told == ["（三）拆旧板。", "（四）换龙骨。", "（五）上新板。"]


def test_a_name_in_quotation_marks_is_not_what_each_member_says(tmp_path: Path) -> None:
    text = "修船细则\n“三检一交”是坞里的老规矩，“三检一交”不能丢。\n一、动工的次序\n（一）拆旧板。\n（二）换龙骨。"
    told = words(chosen(tmp_path, "“三检一交”细则里，动工的次序包括哪些内容", text))
    assert told == ["（一）拆旧板。", "（二）换龙骨。"]


def test_the_others_of_a_list_leave_out_the_one_that_was_told(tmp_path: Path) -> None:
    told = words(chosen(tmp_path, "船坞大修验收的标准，除第二条外还有哪些标准", YARD))
    assert told == ["1.龙骨平直。", "3.油漆均匀。"]


WORK = """在果业站的讲话
同志们：近一段时间，果业站主要做了以下工作。一是换了老品种。
二是修好了东渠。东渠通到山脚，浇水不再靠挑。
三是请来了两位技术员。四是添了一座冷库。
三年来，果业站从无到有，积累了宝贵经验，也交了不少学费。
一是种什么要先问买的人。二是浇水要看天。
三是账目要贴在墙上。
这些都要记牢。
"""


@pytest.mark.parametrize(
    ("question", "opens", "count"),
    [("果业站做了哪些工作", "一是换了老品种", 4), ("果业站有哪些经验", "一是种什么", 3)],
)
def test_a_sentence_that_only_announces_gives_way_to_what_is_counted_off_behind_it(
    tmp_path: Path, question: str, opens: str, count: int
) -> None:
    found = words(chosen(tmp_path, question, WORK))
    assert len(found) == count
    assert found[0].startswith(opens)


SUMMED = """在茶厂的讲话
同志们：茶厂二十年，走过弯路，也走出了路。
（一）坚持当天采当天制。隔夜的青叶做不出好茶。
（二）坚持师傅带徒弟。手上的功夫要手把手教。
（三）坚持先尝后卖。买的人信得过，生意才长久。
以上三条，是茶厂办下来的基本经验。这些经验来得不容易，要一代一代传下去。
"""


def test_what_sums_up_a_list_gives_way_to_its_members(tmp_path: Path) -> None:
    found = words(chosen(tmp_path, "茶厂有哪些基本经验", SUMMED))
    assert [text[:3] for text in found] == ["（一）", "（二）", "（三）"]


TROUBLES = """在渔村的讲话
同志们：在肯定成绩的同时，也要看到我们面临的困难和挑战。一是渔船老旧，修一次要停半个月。
二是鱼价不稳，丰收年反而少赚。三是年轻人都往城里走，码头的问题没有人管。
要把这些事一件一件办好。
"""


def test_asked_for_problems_all_that_are_counted_off_are_quoted(tmp_path: Path) -> None:
    found = words(chosen(tmp_path, "存在哪些问题", TROUBLES))
    assert [text[:2] for text in found] == ["一是", "二是", "三是"]
