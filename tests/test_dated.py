"""Date and number of a document that a question names, and what is told where a name fits none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Answer, Assistant
from assistant.text.by_number import number_in

TEXTS = {
    "养蜂.txt": "在养蜂合作社座谈会上的讲话（李明，2021）\n\n今天请大家来谈养蜂。\n蜂农要多种蜜源。"
    "祝大家丰收！（新华社清河5月3日电）《 清河日报 》（ 2021年05月04日 02 版）",
    "渡口.txt": "在渡口启用仪式上的讲话（李明，2019）\n\n渡口今天启用。\n船工要穿救生衣。\n（新华社清河8月9日电）\n《 清河日报 》（ 2019年08月10日 01 版）",
    "山林.txt": "在青山县、绿水县等地的谈话要点（王强）\n\n（一九九五年三月一日——三月九日）\n封山育林要坚持十年。",
    "灯会.txt": "在灯会筹备会上的讲话（王强，2017）\n\n灯会要节约用电。\n王强同志北岸谈话以后，封山育林全面铺开。",
    "渔业.txt": "清河市人民政府关于加快发展渔业的意见\n\n清河市人民政府关于\n加快发展渔业的意见\n清政发〔2020〕17号\n各区县人民政府：\n"
    "渔业是富民产业，要按照《水域规划》（清水函〔2016〕3号）执行。\n一、扩大养殖\n每县新增鱼塘百亩。\n二、保护水域\n禁渔期不得下网。\n"
    "清河市人民政府\n2020年4月8日",
    "茶叶.txt": "清河市人民政府关于振兴茶叶的意见\n清政发〔2021〕17号\n各区县人民政府：\n茶园要改造。\n2021年6月2日",
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Assistant.open(tmp_path_factory.mktemp("dated") / "library") as assistant:
        for name, text in TEXTS.items():
            assistant.add_text(text, name=name)
        yield assistant


def told(answer: Answer) -> list[tuple[str, str]]:
    return [(quote.document, quote.text) for quote in answer.quotes]


@pytest.mark.parametrize(
    ("question", "name", "lines"),
    [
        (
            "养蜂座谈会是哪天",
            "养蜂.txt",
            ["（新华社清河5月3日电）《 清河日报 》（ 2021年05月04日 02 版）"],
        ),
        (
            "《清河日报》什么时候刊登了养蜂座谈会上的讲话",
            "养蜂.txt",
            ["《 清河日报 》（ 2021年05月04日 02 版）"],
        ),
        (
            "渡口启用仪式是什么时候举行的",
            "渡口.txt",
            ["（新华社清河8月9日电）", "《 清河日报 》（ 2019年08月10日 01 版）"],
        ),
        ("哪年召开了灯会筹备会", "灯会.txt", ["在灯会筹备会上的讲话（王强，2017）"]),
        ("灯会筹备会上的讲话是哪年作的", "灯会.txt", ["在灯会筹备会上的讲话（王强，2017）"]),
        ("发展渔业的意见哪年哪月发的", "渔业.txt", ["2020年4月8日"]),
        ("王强在青山县谈话的日期", "山林.txt", ["（一九九五年三月一日——三月九日）"]),
    ],
)
def test_the_date_is_told_by_what_stands_below_the_text_or_by_the_year_in_the_title(
    opened: Assistant, question: str, name: str, lines: list[str]
) -> None:
    assert told(opened.ask(question)) == [(name, line) for line in lines]


@pytest.mark.parametrize(
    "question", ["渡口是哪年启用的", "渡口启用是在哪天", "养蜂合作社是什么时候成立的"]
)
def test_what_a_title_only_speaks_of_is_not_dated_by_its_document(
    opened: Assistant, question: str
) -> None:
    assert not any("清河日报" in quote.text for quote in opened.ask(question).quotes)


def test_the_year_in_a_title_is_no_day(opened: Assistant) -> None:
    assert opened.ask("灯会筹备会是哪天开的").status == "not_found"


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("清政发〔2020〕17号是什么文件", ["清河市人民政府关于加快发展渔业的意见"]),
        ("请问清政发[2020]17号文件讲的是什么", ["清河市人民政府关于加快发展渔业的意见"]),
        ("清政发〔2020〕17号是哪天印发的", ["2020年4月8日"]),
        ("清政发〔2020〕17号分几个部分", ["一、扩大养殖", "二、保护水域"]),
    ],
)
def test_a_document_is_found_by_its_number(
    opened: Assistant, question: str, lines: list[str]
) -> None:
    assert told(opened.ask(question)) == [("渔业.txt", line) for line in lines]


def test_a_number_that_no_document_has_is_not_found_and_named(opened: Assistant) -> None:
    answer = opened.ask("清政发〔2022〕17号是什么文件")
    assert (answer.status, answer.missing) == ("not_found", ("清政发〔2022〕17号",))
    assert opened.ask("市政发〔2020〕17号是什么文件").status == "not_found"


def test_a_number_that_a_document_only_cites_is_shown_where_it_stands(opened: Assistant) -> None:
    (quote,) = opened.ask("清水函〔2016〕3号是什么文件").quotes
    assert "《水域规划》（清水函〔2016〕3号）" in quote.text


def test_what_a_numbered_document_says_is_asked_of_that(opened: Assistant) -> None:
    assert opened.ask("清政发〔2020〕17号规定禁渔期怎么样").quotes[0].document == "渔业.txt"


def test_a_speech_by_a_name_that_no_title_has_is_not_dated_by_another_of_its_speaker(
    opened: Assistant,
) -> None:
    answer = opened.ask("王强北岸谈话是什么时候")
    assert (answer.status, answer.missing) == ("not_found", ("北岸谈话",))


def test_such_a_speech_is_dated_where_a_text_tells_its_date(tmp_path: Path) -> None:
    with Assistant.open(tmp_path / "library") as assistant:
        assistant.add_text(
            "在灯会筹备会上的讲话（王强，2017）\n\n王强同志1995年3月的北岸谈话以后，封山育林全面铺开。",
            name="灯会.txt",
        )
        answer = assistant.ask("王强的北岸谈话是什么时候")
        assert [quote.text for quote in answer.quotes] == [
            "王强同志1995年3月的北岸谈话以后，封山育林全面铺开。"
        ]


def test_a_part_of_a_document_that_is_named_is_told_among_others(opened: Assistant) -> None:
    assert told(opened.ask("发展渔业的意见第二部分讲什么")) == [("渔业.txt", "二、保护水域")]
    assert told(opened.ask("清政发〔2020〕17号第一部分的标题")) == [("渔业.txt", "一、扩大养殖")]


def test_a_part_of_a_document_that_is_not_there_is_not_told_by_another(opened: Assistant) -> None:
    answer = opened.ask("清政发〔2022〕17号第二部分讲什么", documents=["渔业.txt"])
    assert "二、保护水域" not in [quote.text for quote in answer.quotes]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("请问国发〔2019〕8号讲什么", "国发〔2019〕8号"),
        ("落实川府函（2011）120号文件", "川府函〔2011〕120号"),
        ("2019年第8号台风", ""),
    ],
)
def test_numbers_of_documents_are_read_in_their_writings(text: str, written: str) -> None:
    number = number_in(text)
    assert (number.written if number else "") == written
