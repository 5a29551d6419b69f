"""The signs by which a question is taken to be answered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.answers.answerability import Evidence, evidence
from assistant.questions.question import read

TEXT = """县里的教育工作
同志们：
去年全县新建学校二十七所，改造校舍三百间，投入资金四千万元。
今年要继续办好农村寄宿制学校，免费为学生提供午餐，教师的工资由县财政按时发放。
公路建设进展顺利，乡乡通了柏油路。
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("signs")
    with Assistant.open(folder) as a:
        a.add_text(TEXT, "教育.txt")
        yield a


def signs(a: Assistant, question: str) -> Evidence:
    asked = read(question)
    return evidence(asked, a.retrieve(asked, ["教育.txt"]), a.model)


def test_one_word_that_the_matter_is_not_told_of_makes_it_uneven(library: Assistant) -> None:
    told = signs(library, "全县新建学校投入资金多少万元")
    untold = signs(library, "全县新建学校投入资金贪污多少万元")
    assert untold.evenness < told.evenness


@pytest.mark.parametrize(
    ("answered", "unanswered"),
    [
        ("教师的工资由谁发放", "教师的工资每月几号发放"),
        ("全县新建学校花了多少钱", "全县新建学校花了多少天"),
    ],
)
def test_a_paragraph_is_less_like_a_question_it_does_not_answer(
    library: Assistant, answered: str, unanswered: str
) -> None:
    assert signs(library, unanswered).whole < signs(library, answered).whole


@pytest.mark.parametrize(
    ("question", "stands"),
    [
        ("新建了多少所学校", 1.0),
        ("新建学校要花多少公里", 0.0),
        ("公路什么时候通了柏油路", 0.0),
        ("怎样办好寄宿制学校", 1.0),
    ],
)
def test_a_quantity_or_date_must_stand_in_the_best_paragraph(
    library: Assistant, question: str, stands: float
) -> None:
    assert signs(library, question).type_match == stands


def test_a_quantity_counts_little_that_another_sentence_of_the_paragraph_holds(
    tmp_path: Path,
) -> None:
    with Assistant.open(tmp_path) as a:
        a.add_text("县志\n水库由全县群众义务修建。另外植树三千亩。\n", "教育.txt")
        assert signs(a, "修建水库动员了多少人").type_match == 0.0
        assert signs(a, "群众义务修建水库，一共修了多少亩").type_match == 0.5


def test_a_name_that_another_sentence_of_the_paragraph_holds_is_no_answer(tmp_path: Path) -> None:
    with Assistant.open(tmp_path) as a:
        a.add_text(
            "县志\n水库由全县群众义务修建，三位专家作了设计。许文山同志种了树。\n", "教育.txt"
        )
        assert signs(a, "设计水库的三位专家都是谁").type_match == 0.0


@pytest.mark.parametrize(
    ("sentence", "met"),
    [("全县新建学校二十七所。", 0.8), ("今年全县拟新建学校二十七所。", 0.0)],
)
def test_the_report_of_the_year_after_may_tell_of_a_year_but_not_by_what_it_plans(
    tmp_path: Path, sentence: str, met: float
) -> None:
    with Assistant.open(tmp_path) as a:
        a.add_text(f"2019年政府工作报告\n2019年1月5日\n{sentence}\n", "教育.txt")
        assert signs(a, "2018年新建学校多少所").year == met


@pytest.mark.parametrize(
    "question",
    [
        "月球基地是哪一年建的",
        "月球基地打算咋建",
        "what do they want on the moon base",
        "what achievements were made on the moon",
        "what must they keep up with on the moon base",
    ],
)
def test_words_that_ask_are_not_said_to_be_missing(library: Assistant, question: str) -> None:
    missing = library.ask(question).missing
    assert missing
    assert not {"哪一年", "打算", "咋建", "want", "made", "keep", "up"} & {*missing}


def test_a_salutation_is_no_passage_that_comes_near(library: Assistant) -> None:
    answer = library.ask("月球上的同志们吃什么", documents=["教育.txt"])
    assert answer.status == "not_found"
    assert answer.nearest and all(q.text != "同志们：" for q in answer.nearest)


@pytest.mark.parametrize("written", ["一九八八年", "1988年", "八八年", "88年"])
@pytest.mark.parametrize(
    ("asked", "stands"), [("八八年", True), ("88年前后", True), ("八七年", False), ("96年", False)]
)
def test_a_year_in_two_digits_is_met_however_the_text_writes_it(
    tmp_path: Path, written: str, asked: str, *, stands: bool
) -> None:
    with Assistant.open(tmp_path) as a:
        a.add_text(f"县志\n{written}全县粮食总产量达到三亿斤。\n水库在次年建成。\n", "教育.txt")
        found = signs(a, f"{asked}打了多少粮食")
    assert (found.year == 1.0) is stands


def test_each_of_several_years_in_two_digits_must_stand(tmp_path: Path) -> None:
    with Assistant.open(tmp_path) as a:
        a.add_text("县志\n一九八五年全县粮食总产量达到三亿斤。\n水库在次年建成。\n", "教育.txt")
        assert signs(a, "八五年粮食产量是多少").year == 1.0
        assert signs(a, "八五年和八六年粮食产量各是多少").year < 1.0


def test_a_decade_is_no_year_that_must_stand_in_the_text(library: Assistant) -> None:
    assert signs(library, "九十年代新建了多少所学校").year == 1.0


@pytest.mark.parametrize(
    "question",
    [
        "谢谢",
        "您好，请问公路通了吗？多谢！",
        "Hi! Thanks.",
        "What's the county's budget for schools?",
        "Hello, who didn't get their wages? Thank you",
    ],
)
def test_polite_words_and_what_follows_an_apostrophe_are_not_reported_missing(
    library: Assistant, question: str
) -> None:
    polite = {"谢谢", "多谢", "您好", "hi", "hello", "thank", "thanks", "s", "t", "didn"}
    assert not polite & {word.lower() for word in library.ask(question).missing}


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("去年的GDP增长了多少？", "GDP"),
        ("GDP……去年增长了多少？", "GDP"),  # the sign is longer when it is folded
        ("卫星导航的第一百条规定了什么？", "第一百条"),
        ("遠洋捕撈補貼多少？", "捕撈"),
        ("Who won the Olympics?", "Olympics"),
    ],
)
def test_words_that_nothing_deals_with_are_shown_as_they_were_typed(
    library: Assistant, question: str, word: str
) -> None:
    answer = library.ask(question)
    assert answer.status == "not_found"
    assert any(word in missing for missing in answer.missing), answer.missing
    assert f"{word}”" in answer.lead


def test_a_fact_of_the_document_that_is_asked_for_is_no_word_that_is_looked_for(
    library: Assistant,
) -> None:
    answer = library.ask("Who gave this speech?")
    assert answer.missing == ("speaker",)
    assert "“speaker”" not in answer.lead
    assert answer.lead.endswith("asked for: speaker.")


def test_a_name_that_no_paragraph_holds_tells_that_another_is_asked_about(tmp_path: Path) -> None:
    with Assistant.open(tmp_path) as a:
        text = "林县的水渠\n红旗渠灌溉的田地有五十万亩。\n修渠的经验传到了石家庄。\n"
        a.add_text(text, "教育.txt")
        assert signs(a, "红旗渠灌溉的田地有多少亩").named == 1.0
        assert signs(a, "林州的水渠灌溉的田地有多少亩").named == 1.0  # as it is called now
        assert signs(a, "石家庄市的水渠灌溉的田地有多少亩").named == 0.8
        assert signs(a, "沈阳市的水渠灌溉的田地有多少亩").named == 0.0
        assert signs(a, "中国的大城市灌溉的田地有多少亩").named == 1.0  # names none
