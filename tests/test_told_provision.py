"""The article that a question asks for: whole, or an honest word that there is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.types import Answer

WETLAND = """第一条 为了保护湿地，维护水鸟栖息，制定本条例。
第二条 市林业部门负责湿地保护，并公布湿地名录。
第三条 本条例所称湿地，包括沼泽和滩涂。
盐田不是本条例所称湿地。
第四条 任何人不得在湿地倾倒垃圾，违反第三条的也要纠正。
第五条 有下列行为之一的，由林业部门处三百元罚款：
（一）在湿地放火的；
（二）在湿地捕鸟的。
前款所列行为造成损失的，应当赔偿。
第六条 本条例自公布之日起施行。
"""
BRIDGES = """第一条 为了管好桥梁，制定本办法。
第二条 桥梁由交通部门养护。
第三条 桥上不得停车。
第四条 本办法自公布之日起施行。
第五条 货车过桥应当减速。
"""
OPINION = """关于发展乡村旅游的意见
现就发展乡村旅游提出以下意见：
一、抓好建设
（一）修好道路。各村都要通公路。
（二）办好客栈。客栈要干净。
二、抓好服务
（三）培训导游。每村至少一名导游。
（四）管好价格。价格要公开。
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("laws")
    texts = {"湿地保护条例": WETLAND, "桥梁管理办法": BRIDGES, "乡村旅游意见": OPINION}
    with Assistant.open(folder / "library") as assistant:
        for name, text in texts.items():
            file = folder / f"{name}.txt"
            file.write_text(text, encoding="utf-8")
            assistant.add(file)
        yield assistant


def words(answer: Answer) -> list[str]:
    return [q.text for q in answer.quotes]


FIFTH = WETLAND.splitlines()[4 + 1 : 9]


@pytest.mark.parametrize(
    "question",
    [
        "湿地保护条例第五条规定什么",
        "湿地保护第五条内容",
        "《湿地保护条例》第5条讲了什么？",
        "本省湿地保护条例第五条",
        "湿地保護條例第五條的內容",
        "湿地保护条例第五条罚款的情形",
        "What does Article 5 of 湿地保护条例 say?",
    ],
)
def test_an_article_is_quoted_whole_with_its_head_and_its_items(
    library: Assistant, question: str
) -> None:
    answer = library.ask(question)
    assert words(answer) == FIFTH
    assert {q.document for q in answer.quotes} == {"湿地保护条例.txt"}
    assert [q.locator for q in answer.quotes] == [answer.quotes[0].locator] * 4


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("湿地保护条例第三条第二款", ["盐田不是本条例所称湿地。"]),
        ("湿地保护条例第五条第一款第二项是什么", ["（二）在湿地捕鸟的。"]),
        ("湿地保护条例第五条第（一）项", ["（一）在湿地放火的；"]),
        ("湿地保护条例第五条第二款", ["前款所列行为造成损失的，应当赔偿。"]),
    ],
)
def test_a_paragraph_or_an_item_of_an_article_is_quoted_alone(
    library: Assistant, question: str, told: Sequence[str]
) -> None:
    assert words(library.ask(question)) == told


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("湿地保护条例第十七条", "《湿地保护条例》没有第十七条。"),
        ("湿地保护条例第一条第三款", "《湿地保护条例》没有第一条第三款。"),
        ("第四十条是什么", "范围内的文献都没有第四十条。"),
        ("湿地法第三条", "范围内没有《湿地法》。请先添加这份文献，或放宽范围。"),
        ("濕地保護條例第十七條", "《湿地保护条例》沒有第十七条。"),
        ("What does Article 40 say?", "No document in scope has Article 40."),
    ],
)
def test_where_there_is_no_such_article_the_answer_says_so(
    library: Assistant, question: str, lead: str
) -> None:
    answer = library.ask(question)
    assert (answer.status, answer.quotes, answer.lead) == ("not_found", (), lead)


def test_articles_beside_a_lacking_one_are_shown(library: Assistant) -> None:
    (last,) = library.ask("湿地保护条例第十七条").nearest
    assert last.text.startswith("第六条")


def test_the_open_document_is_the_one_that_is_asked(library: Assistant) -> None:
    answer = library.ask("第二条是什么", documents=["桥梁管理办法.txt"])
    assert words(answer) == ["第二条 桥梁由交通部门养护。"]


def test_where_no_law_is_named_each_gives_its_article(library: Assistant) -> None:
    answer = library.ask("第三条规定什么")
    assert {q.document for q in answer.quotes} == {"湿地保护条例.txt", "桥梁管理办法.txt"}
    assert all(q.locator == "第三条" for q in answer.quotes)


def test_the_item_of_a_policy_document_counts_as_its_article(library: Assistant) -> None:
    answer = library.ask("发展乡村旅游的意见第三条讲什么")
    assert words(answer) == ["（三）培训导游。每村至少一名导游。"]
    assert "（三）" in answer.lead
    assert library.ask("发展乡村旅游的意见第九条").status == "not_found"


def test_what_is_said_of_an_article_elsewhere_is_no_question_for_it(library: Assistant) -> None:
    answer = library.ask("违反湿地保护条例第三条的要怎样")
    assert not any(text.startswith("第三条") for text in words(answer)[:1])


def test_a_search_puts_the_article_first(library: Assistant) -> None:
    assert [h.text for h in library.search("湿地保护条例第五条")][:4] == FIFTH


@pytest.mark.parametrize(
    ("history", "question", "begins"),
    [
        (["湿地保护条例第三条规定什么"], "第二款呢", "盐田"),
        (["湿地保护条例第五条规定什么"], "第二项呢", "（二）"),
        (["湿地保护条例第三条第二款规定什么"], "第五条呢", "第五条"),
        (["湿地保护条例第三条第二款规定什么"], "下一条呢", "第四条"),
        (["Article 3 of 湿地保护条例"], "and article 4?", "第四条"),
    ],
)
def test_a_follow_up_asks_for_another_article_or_a_part_of_it(
    library: Assistant, history: list[str], question: str, begins: str
) -> None:
    assert words(library.ask(question, history))[0].startswith(begins)


def test_a_follow_up_for_a_paragraph_that_there_is_not_says_so(library: Assistant) -> None:
    answer = library.ask("第二款呢", ["湿地保护条例第二条规定什么"])
    assert answer.lead == "《湿地保护条例》没有第二条第二款。"


def test_a_member_of_a_list_in_a_speech_is_no_article(tmp_path: Path) -> None:
    file = tmp_path / "讲话.txt"
    file.write_text(
        "在护林会议上的讲话\n我提两条要求。第一条，要防火。第二条，要造林。\n", encoding="utf-8"
    )
    with Assistant.open(tmp_path / "library") as assistant:
        assistant.add(file)
        assert "造林" in words(assistant.ask("要求的第二条是什么"))[0]
