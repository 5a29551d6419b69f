"""Which sentence an answer opens with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.answers.select import select
from assistant.questions.question import read

RULES = """市民公园管理规定
第一条 公园由市园林部门管理，各区园林部门负责辖区内公园的日常养护。
第二条 公园每日开放至二十二时，开放时间有变动的，提前三日公告。
第三条 携带犬只入园的，应当使用牵引绳，犬只不得进入儿童活动区。饲养人应当及时清除犬只粪便。
第四条 儿童活动区的器械每季度检修一次，儿童使用器械应当由成年人陪同。
第五条 在园内举办活动的，提前十日向管理机构申请。因举办活动损坏草坪的，由举办者负责恢复。
第六条 园内禁止燃放烟花，禁止在草坪上野炊。违反规定的，处五十元以上二百元以下罚款。
第七条 管理机构收取的场地费用于公园养护，收支情况每年向社会公布。
第八条 管理机构工作人员收受财物、私自出租场地的，依法给予处分。
"""


@pytest.fixture(scope="module")
def park(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("park") / "library"
    with Assistant.open(folder) as assistant:
        assistant.add_text(RULES, name="park.txt")
    return folder


@pytest.mark.parametrize(
    "question",
    [
        "遛狗能进孩子玩的地方吗",
        "狗拉屎了谁收拾",
        "公园晚上几点关门",
        "草地上烤肉要罚多少钱",
        "搞活动把草踩坏了谁来赔",
        "孩子玩滑梯要不要大人看着",
        "看园子的人偷偷把地方租出去会怎样",
        "收的钱花到哪儿去了",
        "Who repairs the lawn after an event?",
    ],
)
def test_first_quote_is_the_best_sentence_of_the_paragraph_ranked_first(
    park: Path, question: str
) -> None:
    with Assistant.open(park) as assistant:
        best = assistant.retrieve(read(question)).ranked[0]
        answer = assistant.ask(question)
    assert answer.status == "answered"
    first = answer.quotes[0]
    assert first.paragraph == best.row.paragraph.number
    start, end = (best.row.paragraph.start + at for at in best.sentence)
    assert first.start <= start and end <= first.end


def test_first_quote_is_of_the_paragraph_ranked_first_though_the_words_of_another_say_more(
    park: Path,
) -> None:
    question = read("草地上烤肉要罚多少钱")
    with Assistant.open(park) as assistant:
        first, second, *others = assistant.retrieve(question).ranked
    wordy = replace(second, units=tuple((span, score + 1) for span, score in second.units))
    quotes = select(question, [first, wordy, *others], 0.9).quotes
    assert quotes[0].paragraph == first.row.paragraph


def test_the_less_sure_an_answer_is_the_more_is_quoted(park: Path) -> None:
    question = read("儿童活动区有什么规定")
    with Assistant.open(park) as assistant:
        ranked = assistant.retrieve(question).ranked
    sure, unsure = (select(question, ranked, p).quotes for p in (1.0, 0.5))
    assert len(sure) < len(unsure)
    assert unsure[: len(sure)] == sure


REASONED = """全县防汛工作报告
今年汛期来得早。上游三座水库都已超过警戒水位。因此，决定提前一周转移沿河村民。转移的村民住在县中学。
"""


@pytest.mark.parametrize(
    ("question", "first"),
    [
        (
            "为什么要提前一周转移村民",
            "上游三座水库都已超过警戒水位。因此，决定提前一周转移沿河村民。",
        ),
        ("什么人提前一周转移", "因此，决定提前一周转移沿河村民。"),
    ],
)
def test_asked_why_a_conclusion_is_quoted_with_what_it_is_drawn_from(
    tmp_path: Path, question: str, first: str
) -> None:
    with Assistant.open(tmp_path) as assistant:
        assistant.add_text(REASONED, name="flood.txt")
        answer = assistant.ask(question, documents=["flood.txt"])
    assert answer.quotes[0].text == first


def test_a_conclusion_too_long_to_be_joined_is_quoted_by_itself(tmp_path: Path) -> None:
    roads = f"今年全县道路养护{'，各乡镇按时清理边沟和路肩' * 10}。"
    moved = f"必须提前一周转移沿河村民，因为上游水库已经超过警戒水位{'，下游河堤有多处险情' * 10}。"
    with Assistant.open(tmp_path) as assistant:
        assistant.add_text(f"防汛工作报告\n{roads}{moved}\n", name="flood.txt")
        answer = assistant.ask("为什么必须提前转移村民", documents=["flood.txt"])
    assert roads not in answer.quotes[0].text
    assert answer.quotes[0].text.startswith("必须提前一周转移沿河村民")


@pytest.mark.parametrize(("lead", "begins"), [(0.1, "应当及时"), (0.3, "第一次")])
def test_the_first_quote_holds_the_kind_asked_for_where_it_says_nearly_as_much(
    tmp_path: Path, lead: float, begins: str
) -> None:
    text = "犬只管理规定\n第一次不清除犬粪的，应当受到批评教育。园区另行公告。应当及时足额交纳罚款五十元。\n"
    question = read("不清除犬粪要罚多少元")
    with Assistant.open(tmp_path) as assistant:
        assistant.add_text(text, name="dogs.txt")
        (place, *_) = assistant.retrieve(question).ranked
    first, between, last = (span for span, _ in place.units)
    scored = replace(place, units=((first, 1.0), (between, 0.1), (last, 1.0 - lead)))
    (quote, *_) = select(question, [scored], 1.0).quotes
    said = quote.text[quote.start - quote.paragraph.start : quote.end - quote.paragraph.start]
    assert said.startswith(begins)


def test_no_quotation_ends_with_what_others_say_where_the_next_sentence_judges_it(
    tmp_path: Path,
) -> None:
    text = (
        "在全县改厕工作会议上的讲话\n农村改厕要做到不下硬指标、不搞一刀切、不增加农民负担。\n"
        "有的同志说，农村改厕是小事。这种认识是错误的。会后大家去看现场。\n"
    )
    with Assistant.open(tmp_path) as a:
        a.add_text(text, "改厕.txt")
        asked = read("农村改厕有什么要求")
        told = "".join(s.words for s in select(asked, a.retrieve(asked).ranked, 0.5).quotes)
    assert "是小事。" in told and told.endswith("这种认识是错误的。")
