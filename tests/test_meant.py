"""Exact questions are put to the documents that they name: counts, mentions, quotations, facts of the documents themselves."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import Assistant

WATER = """在全市水利工作会议上的讲话（周水生）
（2019年5月6日）
同志们：
修好水库，管好渠道，水库是农业的命脉。
群众说：“水来了，心就定了。”这句话要记在心里。
今年计划加固水库343座，渠道不得占用。
"""
SCHOOL = """在全市教育工作会议上的讲话（何春桃）
（2020年1月2日）
同志们：
办好学校，关键在教师。水库边的学校要先修。
教师的待遇不低于公务员。
"""
NOTICE = """清河市人民政府关于推进垃圾分类工作的意见
清政发〔2021〕12号
各县、区人民政府，市政府各部门：
垃圾分类要从源头抓起。
清河市人民政府
2021年3月4日
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Assistant.open(tmp_path_factory.mktemp("meant") / "library") as opened:
        opened.add_texts({"水利.txt": WATER, "教育.txt": SCHOOL, "分类.txt": NOTICE})
        yield opened


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("水库一共出现几次？", "“水库”在检索的 3 篇文献中出现 4 次"),
        (
            "周水生在全市水利工作会议上的讲话里，水库提到了几次",
            "“水库”在《在全市水利工作会议上的讲话（周水生）》中出现 3 次",
        ),
        (
            "何春桃讲过几次水库？",
            "“水库”在《在全市教育工作会议上的讲话（何春桃）》中出现 1 次",
        ),
        (
            "全市教育工作会议上的讲话有没有提到渠道",
            "“渠道”在《在全市教育工作会议上的讲话（何春桃）》中出现 0 次",
        ),
        ("哪几篇讲话提到了水库？", "“水库”在检索的 3 篇文献中出现 4 次（见于 2 篇"),
    ],
)
def test_a_wording_is_counted_in_the_documents_that_are_named(
    assistant: Assistant, question: str, lead: str
) -> None:
    assert assistant.ask(question).lead.startswith(lead)


def test_of_documents_that_hold_a_wording_one_place_each_is_quoted(assistant: Assistant) -> None:
    answer = assistant.ask('How many documents mention "水库"?')
    assert "in 2 documents" in answer.lead
    assert [quote.document for quote in answer.quotes] == ["水利.txt", "教育.txt"]


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("水库是农业的命脉，这话是周水生讲的吗？", "exact"),
        ("周水生是不是说过水库是农业的命脉", "exact"),
        ("我记得周水生讲今年计划加固水库343座，没记错吧？", "exact"),
        ("周水生说过今年计划加固水库543座吗？", "altered"),
        ("听说周水生在会上讲，今年计划加固水库343座，渠道可以占用，是这么说的吗", "altered"),
        ("讲话里有没有这句话：城市的根在乡村", "absent"),
        ("“教师的待遇不低于公务员”，这是何春桃的原话吧", "exact"),
        ("“城市的根在乡村，乡村的根在土地”，这些讲话里找得到吗？", "absent"),
    ],
)
def test_what_is_claimed_to_be_said_is_checked_with_marks_and_without(
    assistant: Assistant, question: str, verdict: str
) -> None:
    check = assistant.ask(question).check
    assert check is not None
    assert check.verdict == verdict


def test_what_stands_in_another_document_than_the_one_named_is_said_to(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("何春桃说过“水库是农业的命脉”吗？")
    assert answer.check is not None
    assert answer.check.verdict == "absent"
    assert answer.lead.startswith(
        "《在全市教育工作会议上的讲话（何春桃）》中没有这句话；有这句话的是《在全市水利工作会议上的讲话（周水生）》"
    )
    assert answer.quotes[0].document == "水利.txt"


def test_what_was_said_in_other_words_is_answered_and_not_passed_off_as_said(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("何春桃有没有说过办学最要紧的是老师？")
    assert answer.check is not None
    assert answer.check.verdict == "absent"
    assert answer.status == "not_found" or answer.lead.startswith("没有逐字相同的话。")


@pytest.mark.parametrize(
    "question",
    [
        "周水生对水库怎么说的",
        "周水生讲了哪些事",
        "水利工作会议上关于渠道的原话是什么",
        "修好水库，原话咋说的",
    ],
)
def test_a_question_for_what_was_said_claims_nothing(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).check is None


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("周水生在全市水利工作会议上的讲话是哪天讲的？", "（2019年5月6日）"),
        ("垃圾分类那个意见的文号是多少", "清政发〔2021〕12号"),
        ("关于推进垃圾分类工作的意见是发给谁的？", "各县、区人民政府，市政府各部门："),
        ("垃圾分类工作的意见是谁印发的", "清河市人民政府关于推进垃圾分类工作的意见"),
        ("垃圾分类的意见是什么时候印发的？", "2021年3月4日"),
        ("全市教育工作会议上的讲话是谁作的？", "在全市教育工作会议上的讲话（何春桃）"),
    ],
)
def test_a_fact_is_told_of_the_document_that_is_named(
    assistant: Assistant, question: str, line: str
) -> None:
    answer = assistant.ask(question)
    assert [quote.text for quote in answer.quotes] == [line]
    assert answer.missing == ()


def test_what_a_named_document_says_is_no_fact_of_it(assistant: Assistant) -> None:
    answer = assistant.ask("全市水利工作会议上讲今年计划加固多少座水库")
    assert "343座" in answer.quotes[0].text
