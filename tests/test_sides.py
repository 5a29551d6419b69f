"""Documents that a question names one beside the other are each asked what it asks of all."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import Assistant
from assistant.answers.sides import sides
from assistant.questions.asked_of_each import asked_of_each
from assistant.questions.question import read

FOREST = "在全国林业工作座谈会上的讲话（陈青山）\n（2003年4月2日）\n同志们：\n造林要靠大家，种一棵就要活一棵。\n木材要节约使用。\n"
WATER = (
    "在全国水利工作座谈会上的讲话（周长河）\n（2008年5月6日）\n同志们：\n修水库先要保住移民的饭碗。\n"
    "造林是治水的根本，水源在山上。\n"
)
COAST = (
    "关于推进海岸带保护的若干意见\n（2010年7月8日）\n一、沿海各地要退塘还湿。\n二、渔船一律登记。\n"
)


def report(year: int, trees: int) -> str:
    return f"{year}年政府工作报告\n（{year}年3月5日）\n各位代表：\n今年造林目标是{trees}万亩以上。\n要保护山林。\n"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Assistant.open(tmp_path_factory.mktemp("shelf")) as assistant:
        assistant.add_texts(
            {
                "forest.txt": FOREST,
                "water.txt": WATER,
                "coast.txt": COAST,
                "2001.txt": report(2001, 11),
                "2005.txt": report(2005, 15),
            }
        )
        yield assistant


def wanted(
    shelf: Assistant, question: str, scope: list[str] | None = None
) -> dict[tuple[str, ...], str]:
    """What is asked of which documents."""
    with shelf._scoped(scope) as (snapshot, searched):
        found = sides(read(question), snapshot.titles, searched.places)
    return {side.documents: side.asked.text for side in found.sides} if found else {}


REPORTS = (("2001.txt",), ("2005.txt",))
SPEECHES = (("forest.txt",), ("water.txt",))


@pytest.mark.parametrize(
    ("question", "documents", "asked"),
    [
        ("2001年和2005年的造林目标有什么不同", REPORTS, "造林目标是多少"),
        ("2001年、2005年政府工作报告的造林目标有什么变化？", REPORTS, "造林目标是多少"),
        ("历年政府工作报告的造林目标是多少", REPORTS, "造林目标是多少"),
        ("各年政府工作报告怎么讲护林", REPORTS, "怎么讲护林"),
        ("2005年报告定的造林目标跟2001年的报告相比差多少", REPORTS, "定的造林目标是多少"),
        ("关于造林，林业工作座谈会讲话和水利工作座谈会讲话的说法有何不同", SPEECHES, "关于造林"),
        ("对造林的态度，4月2日的讲话和周长河在水利座谈会上的讲话一样吗", SPEECHES, "对造林的态度"),
        (
            "How do the 2001 and the 2005 government work reports differ on afforestation?",
            REPORTS,
            "afforestation?",
        ),
    ],
)
def test_each_is_asked_what_the_question_asks_of_all(
    shelf: Assistant, question: str, documents: tuple[tuple[str, ...], ...], asked: str
) -> None:
    assert wanted(shelf, question) == dict.fromkeys(documents, asked)


def test_each_is_asked_its_own_where_the_question_asks_of_each_something_else(
    shelf: Assistant,
) -> None:
    question = "林业工作座谈会讲的木材节约和水利工作座谈会讲的水库移民有什么不同？"
    asked = wanted(shelf, question)
    assert "木材" in asked[("forest.txt",)] and "移民" not in asked[("forest.txt",)]
    assert "移民" in asked[("water.txt",)] and "木材" not in asked[("water.txt",)]


@pytest.mark.parametrize(
    "question",
    [
        "2001年和2005年有什么不同",
        "林业工作座谈会讲话和大家有什么不同",
        "造林目标是多少",
        "2001年报告的造林目标是多少",
    ],
)
def test_a_question_that_names_no_two_or_asks_nothing_of_them_keeps_its_words(
    shelf: Assistant, question: str
) -> None:
    assert set(wanted(shelf, question).values()) <= {question}


def test_what_compares_nothing_but_years_keeps_its_words() -> None:
    question = read("How do they differ on 2015?")
    assert asked_of_each(question, ()) == question


def test_all_yearly_reports_are_asked_only_where_something_is_asked_of_them(
    shelf: Assistant,
) -> None:
    assert wanted(shelf, "历年政府工作报告") == wanted(shelf, "各年") == {}


def test_of_documents_compared_each_gives_its_sentence_and_no_third_one_speaks(
    shelf: Assistant,
) -> None:
    answer = shelf.ask("关于造林，林业工作座谈会讲话和水利工作座谈会讲话的说法有何不同")
    assert [(q.document, "造林" in q.text) for q in answer.quotes] == [
        ("forest.txt", True),
        ("water.txt", True),
    ]


def test_a_document_that_says_nothing_of_it_is_told_to_say_nothing(shelf: Assistant) -> None:
    answer = shelf.ask("渔船登记，关于海岸带保护的意见和林业工作座谈会讲话各是怎么说的？")
    assert [quote.document for quote in answer.quotes] == ["coast.txt"]
    assert "《在全国林业工作座谈会上的讲话（陈青山）》里没有找到直接回答" in answer.lead


def test_a_document_outside_the_chosen_scope_is_told_not_to_be_searched(shelf: Assistant) -> None:
    answer = shelf.ask("这份报告的造林目标跟2005年政府工作报告比有什么不同", (), ["2001.txt"])
    assert [quote.document for quote in answer.quotes] == ["2001.txt"]
    assert "11万亩" in answer.quotes[0].text
    assert "《2005年政府工作报告》不在所选范围内" in answer.lead


def test_what_no_side_tells_is_not_found(shelf: Assistant) -> None:
    question = "航天发射，林业工作座谈会讲话和水利工作座谈会讲话各是怎么说的？"
    assert shelf.ask(question).status == "not_found"


@pytest.mark.parametrize(
    "question",
    [
        "林业工作座谈会讲话和水利工作座谈会讲话怎么讲造林",
        "造林哪个讲得多，林业工作座谈会还是水利工作座谈会",
        "林业工作座谈会和水利工作座谈会都强调造林吗",
    ],
)
def test_documents_joined_by_a_word_are_both_asked(shelf: Assistant, question: str) -> None:
    assert set(wanted(shelf, question)) == set(SPEECHES)
