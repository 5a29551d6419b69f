"""Numbers, dates and reasons are looked for where they are asked for."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.answers.required import lacking
from assistant.clean import normalize
from assistant.questions.expected import Kind, asks_for, expected, held
from assistant.questions.question import read


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("今年要建多少所学校？", ("number",)),
        ("幾個人獲獎", ("number",)),
        ("How many schools were built?", ("number",)),
        ("啥时候通车", ("date",)),
        ("When does the line open?", ("date",)),
        ("为啥要合并学校", ("reason",)),
        ("What is the reason for closing it?", ("reason",)),
        ("怎样减轻学生负担", ()),
        ("Who whenever built the school", ()),
        ("要办好哪几件事", ()),
        ("好几年没修的路咋办", ()),
        ("考过几张证书能少上几门课吗", ()),
        ("When the two texts differ, which prevails?", ()),
        ("谁负责修路", ("body",)),
    ],
)
def test_questions_tell_what_kind_of_thing_they_ask_for(
    question: str, kinds: tuple[Kind, ...]
) -> None:
    assert tuple(asked.kind for asked in expected(normalize(question))) == kinds


@pytest.mark.parametrize(
    ("question", "text", "answers"),
    [
        ("一共建了多少所学校", "新建学校三十所", True),
        ("一共建了多少所学校", "投入资金三十亿元", False),
        ("修改了几处", "增写、改写文字共计３６６处", True),
        ("有多少农户", "一共五千农户", True),
        ("产量多少", "2019年加强学校建设", False),
        ("产量多少", "任务十分艰巨，要建设一个县", False),
        ("要把握几条原则", "坚持就近、节约、安全的原则", True),
        ("涨了几成", "增长百分之六", True),
        ("查多少家有上限吗", "检查不设上限", True),
        ("办完要多长时间", "1月22日办结", False),
        ("谁负责修路", "（由县交通局负责）", True),
        ("花了多少钱", "安排资金1030多亿元", True),
        ("涨了几成", "增长６．５％", True),
        ("增长了几个百分点", "增长６．５％", True),
        ("多久修订一次", "每3年修订1次", True),
        ("办完要多长时间", "在十五个工作日内办结", True),
        ("一人发几块", "每人五元", True),
        ("产量多少", "达到３９１０９万吨", True),
        ("产量多少", "加强学校建设", False),
        ("哪年通车", "二〇一九年底前通车", True),
        ("什么时候开工", "去年已经开工", True),
        ("什么时候开工", "新建学校30所", False),
        ("为什么合并", "由于生源减少，合并三所学校", True),
        ("为什么合并", "合并三所学校", False),
    ],
)
def test_a_text_answers_a_quantity_in_its_measure_a_date_or_a_reason(
    question: str, text: str, answers: bool
) -> None:
    assert held(expected(normalize(question)), normalize(text)) is answers


def test_of_sentences_alike_the_one_with_the_number_answers(tmp_path: object) -> None:
    text = (
        "教育工作报告\n\n新建学校的工作受到各级党委和群众的高度重视和大力支持，进展比原来预想的顺利。"
        "新建学校的工作由各县分别组织实施，一共建成二十七所，今后还要继续建下去。\n"
    )
    with Assistant.open(str(tmp_path)) as a:
        a.add_text(text, "报告.txt")
        (hit, *_) = a.search("新建学校的工作一共完成了多少所？")
        start, end = (n - hit.start for n in hit.sentence)
        assert "二十七所" in hit.text[start:end]


@pytest.mark.parametrize(
    ("question", "text", "answers"),
    [
        ("“两库”是指什么", "建立名录库(统称“两库”)", True),
        ("政务新媒体的定义", "本意见所称政务新媒体,是指开设的账号", True),
        ("What is meant by government media?", "本意见所称政务新媒体,是指开设的账号", True),
        ("“两库”是指什么", "加强“两库”建设", False),
        ("会议是几月几号开的", "2018年8月8日", True),
        ("会议是几月几号开的", "2024年1月", False),
        ("哪年开的", "2024年1月", True),
    ],
)
def test_a_definition_and_a_day_are_told_from_what_only_looks_like_them(
    question: str, text: str, answers: bool
) -> None:
    assert held(expected(normalize(question)), normalize(text)) is answers


def test_a_sum_without_its_measure_may_be_the_number_of_people() -> None:
    (people,) = expected("带动了多少人就业")
    assert people.may_be_in("带动就业人口超过2亿") and not people.may_be_in("2亿元")


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("校车该由谁审批？", True),
        ("哪家银行管贷款？", True),
        ("哪一个机构发证？", True),
        ("负责部门是哪个？", True),
        ("Who was in charge of the buses?", True),
        ("谁写的校歌？", False),
    ],
)
def test_what_asks_for_a_body_is_the_same_for_what_is_found_and_what_is_required(
    question: str, *, asks: bool
) -> None:
    assert asks_for(normalize(question), "body") is asks
    told = "校车每天早上六点开"
    assert (lacking(read(question), told, told, listed=False) == "body") is asks


@pytest.mark.parametrize(
    ("question", "text", "answers"),
    [
        # How often within a time is told of that time.
        ("水渠一年清淤几次", "水渠每年清淤两次", True),
        ("水渠一年清淤几次", "水渠每半年清淤一次", True),
        ("水渠一年清淤几次", "清淤要定期进行", True),
        ("水渠一年清淤几次", "清淤做到进一次村、办多件事", False),
        # How many meetings there were is told by their number or names, not by what else is counted.
        ("今年开过几次护林会议", "今年召开了3个护林专题会议", True),
        ("今年开过几次护林会议", "先后召开春季护林会议、秋季护林会议", True),
        ("今年开过几次护林会议", "一年也下不了几次雨,只有10个月了", False),
        ("补贴能领几次", "补贴只能领取一次", True),
    ],
)
def test_how_often_is_told_by_a_number_of_times(question: str, text: str, *, answers: bool) -> None:
    assert held(expected(normalize(question)), normalize(text)) is answers
